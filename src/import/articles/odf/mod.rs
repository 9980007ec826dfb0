//! Documents and presentations of LibreOffice and other OpenDocument programs.

mod page;
mod slides;
mod styles;
mod text;

pub(super) use self::{slides::FORMAT as PRESENTATION, text::FORMAT as TEXT};
