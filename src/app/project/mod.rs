//! The open project and its file: opening, saving, leaving, versions, problems.

pub(in crate::app) mod opening;
pub(in crate::app) mod problems;
pub(in crate::app) mod saving;
pub(in crate::app) mod session;
pub(in crate::app) mod versions;
pub(in crate::app) mod watch;
