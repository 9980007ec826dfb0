//! Every change of a project as data: applied in one function, which returns the change that takes it back.
//!
//! Undo, redo, the journal, the history of changes and the merge all speak in edits. Ids, times and coders are in the
//! edit; [`apply`] invents nothing and either does the whole edit or leaves the project as it was.

mod apply;
mod compose;
mod difference;
mod error;
mod history;
mod replace;
mod transaction;

pub use apply::apply;
pub use compose::{
    delete_article, delete_entity, delete_span, delete_tag, drop_quarantined, merge_entity, merge_tag, retag,
    tagged_spans, with_piece,
};
pub use difference::difference;
pub use error::EditError;
pub use history::{Done, History, How, UNDO_STEPS};
pub use replace::{Change, Refound, Replacement, replace, replacement};
pub use transaction::{Transaction, apply_all};

use crate::model::{
    Article, ArticleId, Coder, CoderId, Dismissed, Entity, EntityId, Facts, Link, LinkId, LinkKind, Quarantined, Rule,
    Span, SpanId, Status, Tag, TagId,
};

/// One change. `Add…` refuses a record that is there, `Change…` and `Remove…` one that is not.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Renames the project and sets its note.
    SetProjectFacts {
        /// The new title.
        title: String,
        /// The new note.
        note: String,
    },
    /// Adds an article with all its marks.
    AddArticle(Box<Article>),
    /// Removes an article with all its marks.
    RemoveArticle(ArticleId),
    /// Sets what is known about an article.
    SetFacts(ArticleId, Box<Facts>),
    /// Adds a mark.
    AddSpan(ArticleId, Box<Span>),
    /// Puts a new version of a mark in the place of the one with its id.
    ChangeSpan(ArticleId, Box<Span>),
    /// Removes a mark that no link touches.
    RemoveSpan(ArticleId, SpanId),
    /// Adds a link.
    AddLink(ArticleId, Box<Link>),
    /// Puts a new version of a link in the place of the one with its id.
    ChangeLink(ArticleId, Box<Link>),
    /// Removes a link.
    RemoveLink(ArticleId, LinkId),
    /// Adds an entity.
    AddEntity(Box<Entity>),
    /// Puts a new version of an entity in the place of the one with its id.
    ChangeEntity(Box<Entity>),
    /// Removes an entity that nothing points to.
    RemoveEntity(EntityId),
    /// Adds a tag at a place of the list (counted from 0).
    AddTag(usize, Box<Tag>),
    /// Puts a new version of a tag in the place of the one with its id.
    ChangeTag(Box<Tag>),
    /// Moves a tag to another place of the list (counted from 0, in the list without it).
    MoveTag(TagId, usize),
    /// Removes a tag that no span carries and no tag stands under.
    RemoveTag(TagId),
    /// Sets the version of the codebook.
    SetCodebookVersion(u32),
    /// Sets the kinds of link.
    SetLinkKinds(Vec<LinkKind>),
    /// Sets the rules.
    SetRules(Vec<Rule>),
    /// Adds a coder.
    AddCoder(Coder),
    /// Puts a new version of a coder in the place of the one with its id.
    ChangeCoder(Coder),
    /// Removes a coder who made no mark.
    RemoveCoder(CoderId),
    /// Sets how far a coder is with an article.
    SetProgress(ArticleId, CoderId, Status),
    /// Puts a place aside, or takes it back.
    SetDismissed(Dismissed, bool),
    /// Keeps a mark aside whose place or words do not fit; one of its id that has a place loses it. Links stay.
    Quarantine(ArticleId, Box<Quarantined>),
    /// Gives a mark that was kept aside its place. Links stay.
    Place(ArticleId, Box<Span>),
    /// Drops a mark that was kept aside and that no link touches.
    DropQuarantined(ArticleId, SpanId),
    /// Sets the hash that the file states of an article's text, when that is not the text's own; `None` takes the text
    /// as it is.
    SetStatedHash(ArticleId, Option<String>),
}

impl Edit {
    /// The article that it changes, if it changes one.
    pub fn article(&self) -> Option<ArticleId> {
        match self {
            Self::AddArticle(article) => Some(article.id),
            Self::RemoveArticle(id)
            | Self::SetFacts(id, _)
            | Self::AddSpan(id, _)
            | Self::ChangeSpan(id, _)
            | Self::RemoveSpan(id, _)
            | Self::AddLink(id, _)
            | Self::ChangeLink(id, _)
            | Self::RemoveLink(id, _)
            | Self::SetProgress(id, ..)
            | Self::Quarantine(id, _)
            | Self::Place(id, _)
            | Self::DropQuarantined(id, _)
            | Self::SetStatedHash(id, _) => Some(*id),
            Self::SetDismissed(place, _) => Some(place.article),
            Self::SetProjectFacts { .. }
            | Self::AddEntity(_)
            | Self::ChangeEntity(_)
            | Self::RemoveEntity(_)
            | Self::AddTag(..)
            | Self::ChangeTag(_)
            | Self::MoveTag(..)
            | Self::RemoveTag(_)
            | Self::SetCodebookVersion(_)
            | Self::SetLinkKinds(_)
            | Self::SetRules(_)
            | Self::AddCoder(_)
            | Self::ChangeCoder(_)
            | Self::RemoveCoder(_) => None,
        }
    }
}
