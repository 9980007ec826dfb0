//! The panels around the article: one file each.

pub mod articles;
pub mod codebook;
pub mod facts;
pub mod find;
pub mod inspector;
pub mod ledger;
mod links;
pub mod tag_editor;
