//! Every change of a project as data: applied in one function, which returns the change that takes it back.
//!
//! Undo, redo, the journal and the history of changes all work with edits. Ids, times and coders are in the
//! edit; [`apply`] invents nothing and either does the whole edit or leaves the project as it was.

mod apply;
mod coders;
mod compose;
mod consensus;
mod difference;
mod edits;
mod error;
mod history;
mod in_article;
mod position;
mod replace;
mod transaction;
mod unite;

pub use apply::apply;
pub use coders::{merge_coder, shared_marks};
pub use compose::{
    delete_article, delete_article_field, delete_entity, delete_span, delete_tag, drop_quarantined, merge_entity,
    merge_tag, retag, tagged_spans, with_piece,
};
pub use consensus::{Holds, Ruling, agreed_on, decide, reopen};
pub use difference::{difference, set_rules};
pub use edits::{Edit, Former};
pub use error::{EditError, Record, RecordKind, User};
pub use history::{Done, History, How, UNDO_STEPS};
pub use position::Position;
pub use replace::{Change, Refound, Replacement, replace, replacement};
pub use transaction::{Transaction, apply_all};
pub use unite::{coinciding, unite};
