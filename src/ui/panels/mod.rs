//! The panels around the article: one file each. Those in the list of `src/app/command/panel.rs` share a dock and
//! implement `docked::Docked`; the list of articles, the facts, the search field and the inspector have places of their
//! own in `src/ui/regions.rs`.

pub mod agreement;
mod arrangement;
mod article_values;
pub mod articles;
pub mod checklist;
pub mod codebook;
pub mod compare;
mod compare_menus;
mod compare_rows;
pub(crate) mod docked;
pub mod facts;
mod facts_line;
pub mod fields;
pub mod find;
pub mod inspector;
pub mod ledger;
mod ledger_columns;
mod links;
pub mod names;
pub mod notes;
pub mod outline;
pub mod questions;
pub mod search;
pub mod tag_editor;
pub mod undecided;
mod undecided_rows;
mod word_count;
mod words;
