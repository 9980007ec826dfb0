//! The shown article: moving around, finding, searching, replacing it by a new version.

pub(in crate::app) mod find;
pub(in crate::app) mod navigate;
pub(in crate::app) mod replace;
pub(in crate::app) mod search;
