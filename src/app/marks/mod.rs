//! Marks: making and changing them, linking, naming, answering questions about them, marking all alike.

pub(in crate::app) mod choices;
pub(in crate::app) mod field;
pub(in crate::app) mod link;
pub(in crate::app) mod mark;
pub(in crate::app) mod mark_all;
pub(in crate::app) mod name;
mod tag_click;
