//! Sayso: mark who said what, about where, in news articles.

pub mod edit;
pub mod model;
pub mod text;
