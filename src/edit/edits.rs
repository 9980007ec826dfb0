//! Every kind of change, each as data.

use super::Position;
use crate::model::{
    Absence, Article, ArticleId, Coder, CoderId, Conflict, CueClass, CueClassId, Decision, DecisionId, Dismissed,
    Entity, EntityId, Facts, FieldDef, FieldId, Figure, FigureId, Link, LinkId, LinkKind, LinkKindId, NotMentioned,
    Quarantined, Reviewed, Rule, Span, SpanId, Status, Tag, TagId, Unplaced,
};

/// One change. `Add…` refuses a record that is there, `Change…` and `Remove…` one that is not. `Set…` takes either; without a
/// record it removes the one that is there.
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
    /// Replaces the mark with its id.
    ChangeSpan(ArticleId, Box<Span>),
    /// Removes a mark that no link touches.
    RemoveSpan(ArticleId, SpanId),
    /// Adds a link.
    AddLink(ArticleId, Box<Link>),
    /// Replaces the link with its id.
    ChangeLink(ArticleId, Box<Link>),
    /// Removes a link.
    RemoveLink(ArticleId, LinkId),
    /// Adds an entity.
    AddEntity(Box<Entity>),
    /// Replaces the entity with its id.
    ChangeEntity(Box<Entity>),
    /// Removes an entity that nothing points to.
    RemoveEntity(EntityId),
    /// Adds a tag beside others.
    AddTag(Position<TagId>, Box<Tag>),
    /// Replaces the tag with its id.
    ChangeTag(Box<Tag>),
    /// Moves a tag beside others.
    MoveTag(TagId, Position<TagId>),
    /// Removes a tag that no mark has and no tag is under.
    RemoveTag(TagId),
    /// Sets the version of the codebook.
    SetCodebookVersion(u32),
    /// Adds a kind of link beside others.
    AddLinkKind(Position<LinkKindId>, Box<LinkKind>),
    /// Replaces the kind of link with its id.
    ChangeLinkKind(Box<LinkKind>),
    /// Moves a kind of link beside others.
    MoveLinkKind(LinkKindId, Position<LinkKindId>),
    /// Removes a kind of link that no link has.
    RemoveLinkKind(LinkKindId),
    /// Adds a rule beside others.
    AddRule(Position<Rule>, Rule),
    /// Removes a rule.
    RemoveRule(Rule),
    /// Adds a coder.
    AddCoder(Coder),
    /// Replaces the coder with its id.
    ChangeCoder(Coder),
    /// Removes a coder who made no mark.
    RemoveCoder(CoderId),
    /// Sets how far a coder is with an article.
    SetProgress(ArticleId, CoderId, Status),
    /// Dismisses a place that a check pointed at, or takes that back.
    SetDismissed(Dismissed, bool),
    /// Sets a mark aside whose text doesn't match; a mark with its id loses its place. Links stay.
    Quarantine(ArticleId, Box<Quarantined>),
    /// Puts a mark that was set aside back into the text. Links stay.
    Place(ArticleId, Box<Span>),
    /// Drops a mark that was set aside and that no link touches.
    DropQuarantined(ArticleId, SpanId),
    /// Sets the hash that the file states of an article's text, when that is not the text's own; `None` takes the text
    /// as it is.
    SetStatedHash(ArticleId, Option<String>),
    /// Puts a field of articles beside others, changes it, or removes it.
    SetArticleField(FieldId, Option<(Position<FieldId>, Box<FieldDef>)>),
    /// Puts a class of cues beside others, changes it, or removes it.
    SetCueClass(CueClassId, Option<(Position<CueClassId>, Box<CueClass>)>),
    /// Sets whether coders see each other's marks, and what the sample of articles was drawn with.
    SetSharing {
        /// Whether coders don't see each other's marks.
        is_blind: bool,
        /// What the sample was drawn with.
        seed: Option<u64>,
    },
    /// Assigns an article to a coder, or takes that back.
    SetAssigned(ArticleId, CoderId, bool),
    /// Makes, changes or removes a decision.
    SetDecision(DecisionId, Option<Box<Decision>>),
    /// Notes that a mark was reviewed, or takes that back.
    SetReviewed(Reviewed, bool),
    /// Notes that an article does not mention a claim, or takes that back.
    SetNotMentioned(Absence, Option<Box<NotMentioned>>),
    /// Makes, changes or removes a figure.
    SetFigure(FigureId, Option<Box<Figure>>),
    /// Notes beside others that a save of another copy is contained, or takes that back.
    SetContained(String, Option<Position<String>>),
    /// Notes which save of another file of a shared folder is contained, by the file's suffix, or takes that back.
    SetSharedSave(String, Option<String>),
    /// Sets what another program keeps in the project under this name, or takes it out.
    SetExtra(String, Option<String>),
    /// Sets the records of the file that have no place in the project.
    SetUnplaced(Vec<Unplaced>),
    /// Keeps what a merge left open, or drops it because it was decided.
    SetConflict(Box<Conflict>, bool),
    /// A change of the codebook as earlier versions made it; only journals and histories hold such.
    Former(Former),
}

/// A change of the codebook as earlier versions made it. Nothing makes one any more, but journals and histories that
/// hold them are replayed and undone as before.
#[derive(Clone, Debug, PartialEq)]
pub enum Former {
    /// Adds a tag at an index of the list, counted from 0.
    AddTag(usize, Box<Tag>),
    /// Moves a tag to an index of the list without it, counted from 0.
    MoveTag(TagId, usize),
    /// Sets all kinds of link.
    SetLinkKinds(Vec<LinkKind>),
    /// Sets all rules.
    SetRules(Vec<Rule>),
}

impl Edit {
    /// Whether it puts a record beside others in a list.
    pub(super) fn has_position(&self) -> bool {
        matches!(
            self,
            Self::AddTag(..)
                | Self::MoveTag(..)
                | Self::AddLinkKind(..)
                | Self::MoveLinkKind(..)
                | Self::AddRule(..)
                | Self::SetArticleField(..)
                | Self::SetCueClass(..)
                | Self::SetContained(..)
                | Self::Former(_)
        )
    }

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
            | Self::SetStatedHash(id, _)
            | Self::SetAssigned(id, ..) => Some(*id),
            Self::SetDismissed(place, _) => Some(place.article),
            Self::SetReviewed(reviewed, _) => Some(reviewed.article),
            Self::SetNotMentioned((article, _), _) => Some(*article),
            Self::SetDecision(_, decision) => decision.as_ref().map(|decision| decision.article),
            Self::SetProjectFacts { .. }
            | Self::AddEntity(_)
            | Self::ChangeEntity(_)
            | Self::RemoveEntity(_)
            | Self::AddTag(..)
            | Self::ChangeTag(_)
            | Self::MoveTag(..)
            | Self::RemoveTag(_)
            | Self::SetCodebookVersion(_)
            | Self::AddLinkKind(..)
            | Self::ChangeLinkKind(_)
            | Self::MoveLinkKind(..)
            | Self::RemoveLinkKind(_)
            | Self::AddRule(..)
            | Self::RemoveRule(_)
            | Self::AddCoder(_)
            | Self::ChangeCoder(_)
            | Self::RemoveCoder(_)
            | Self::SetArticleField(..)
            | Self::SetCueClass(..)
            | Self::SetSharing { .. }
            | Self::SetFigure(..)
            | Self::SetConflict(..)
            | Self::SetContained(..)
            | Self::SetSharedSave(..)
            | Self::SetExtra(..)
            | Self::SetUnplaced(_)
            | Self::Former(_) => None,
        }
    }
}
