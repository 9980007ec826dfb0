//! What lies open: what is selected, settings, prompts, notices, jobs, dialogs, derived data.

pub mod clock;
pub(in crate::app) mod crash;
pub(in crate::app) mod derived;
pub(in crate::app) mod dialogs;
pub(in crate::app) mod jobs;
pub(in crate::app) mod notice;
pub(in crate::app) mod prompt;
pub(in crate::app) mod selection;
pub(in crate::app) mod settings;
pub(in crate::app) mod view;
