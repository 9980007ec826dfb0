//! What is open, and the tools of every feature: the project, what is selected, settings, prompts, notices, jobs, what
//! is derived; and [`step::Step`], what a feature wants done.

pub(in crate::app) mod appearance;
pub(in crate::app) mod article_order;
pub(in crate::app) mod asked;
pub(in crate::app) mod choices;
pub mod clock;
pub(in crate::app) mod crash;
pub(in crate::app) mod derive;
pub(in crate::app) mod derived;
#[expect(clippy::module_inception, reason = "the room is named after what it holds")]
pub(in crate::app) mod desk;
pub(in crate::app) mod dialogs;
mod documents;
pub(in crate::app) mod drafts;
pub(in crate::app) mod failure;
pub(in crate::app) mod graphics;
pub(in crate::app) mod jobs;
pub(in crate::app) mod leaving;
pub(in crate::app) mod local_times;
pub(in crate::app) mod log_file;
pub(in crate::app) mod mappings;
pub(in crate::app) mod notice;
pub(in crate::app) mod paths;
#[cfg(target_os = "linux")]
mod portal;
pub(in crate::app) mod preferences;
pub(in crate::app) mod prompt;
pub(in crate::app) mod request;
pub(in crate::app) mod search;
pub(in crate::app) mod selection;
pub(in crate::app) mod session;
pub(in crate::app) mod settings;
pub(in crate::app) mod stamp;
pub(in crate::app) mod step;
pub(in crate::app) mod view;
pub(in crate::app) mod watched;
pub(in crate::app) mod words;
#[cfg(target_os = "linux")]
mod zenity;
