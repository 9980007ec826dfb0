//! Sayso: mark who said what, about where, in news articles.

pub mod app;
pub mod cli;
pub mod edit;
pub mod export;
pub mod import;
pub mod model;
pub mod store;
pub mod text;
pub mod ui;
