//! Changes of the codebook: single tags, whole codebooks, rules; each as one step with all the marks that it touches.

pub(in crate::app) mod fields;
pub(in crate::app) mod tags;
pub(in crate::app) mod whole;
mod words;

pub use self::fields::{FieldChange, FieldOwner};
use super::desk::{desk::Desk, prompt::TagPurpose, step::Outcome};
use crate::{
    model::{Colour, FieldId, LinkKindId, TagId},
    store::Template,
};

/// A change of the codebook, with its object.
#[derive(Clone, Debug, PartialEq)]
pub enum CodebookAction {
    /// Adds a tag under a parent (or at the top).
    Add {
        /// Its name.
        name: String,
        /// The tag above it.
        parent: Option<TagId>,
    },
    /// Renames a tag.
    Rename(TagId, String),
    /// Sets a tag's badge.
    SetBadge(TagId, String),
    /// Sets a tag's colour.
    SetColour(TagId, Colour),
    /// Sets a tag's colour to one that was typed; empty leaves it.
    TypeColour(TagId, String),
    /// Sets a tag's key; empty for none.
    SetKey(TagId, String),
    /// Sets a tag's definition.
    SetDefinition(TagId, String),
    /// Sets what is given as examples of a tag.
    SetExamples(TagId, Vec<String>),
    /// Sets what is given as examples of what a tag is not for.
    SetCounterexamples(TagId, Vec<String>),
    /// Moves a tag up (-1) or down (+1) among its neighbours.
    Shift(TagId, i32),
    /// Puts a tag under another, or at the top.
    SetParent(TagId, Option<TagId>),
    /// Asks for a tag.
    AskWhich(TagPurpose),
    /// Takes the chosen tag for what it was asked for.
    Pick(TagPurpose, TagId),
    /// Asks whether to merge a tag into another.
    AskMerge {
        /// The tag that goes.
        from: TagId,
        /// The tag that stays.
        into: TagId,
    },
    /// Asks how to split a tag.
    AskSplit(TagId),
    /// Splits a tag: a new tag gets the marks whose words contain the text (case ignored).
    Split {
        /// The tag to split.
        from: TagId,
        /// The new tag's name.
        name: String,
        /// What a mark's words must contain.
        holding: String,
    },
    /// Asks whether to delete a tag with its marks.
    AskDelete(TagId),
    /// Adds a field with this name.
    AddField(FieldOwner, String),
    /// Changes one part of a field.
    ChangeField(FieldOwner, FieldId, FieldChange),
    /// Removes a field; answers stay with marks, but not with articles.
    RemoveField(FieldOwner, FieldId),
    /// Adds what another codebook has to that of the project.
    Join(Box<Template>),
    /// Replaces the project's codebook with another; what is in use stays.
    Replace(Box<Template>),
    /// Sets whether marks of a tag need a link of a kind.
    SetNeeds(TagId, LinkKindId, bool),
    /// Sets how deeply claims may be nested (1: not at all); `None` for any depth.
    SetNesting(Option<u32>),
}

/// Answers a change of the codebook.
///
/// # Errors
/// Says why nothing is done.
pub(super) fn act(desk: &Desk, action: CodebookAction) -> Outcome {
    match action {
        CodebookAction::Add { name, parent } => tags::add(desk, &name, parent),
        CodebookAction::Rename(tag_id, name) => tags::rename(desk, &tag_id, &name),
        CodebookAction::SetBadge(tag_id, badge) => tags::set_badge(desk, &tag_id, &badge),
        CodebookAction::SetColour(tag_id, colour) => tags::set_colour(desk, &tag_id, colour),
        CodebookAction::TypeColour(tag_id, typed) => tags::type_colour(desk, &tag_id, &typed),
        CodebookAction::SetKey(tag_id, key) => tags::set_key(desk, &tag_id, &key),
        CodebookAction::SetDefinition(tag_id, definition) => tags::set_definition(desk, &tag_id, definition),
        CodebookAction::SetExamples(tag_id, yes) => tags::set_examples(desk, &tag_id, |examples| examples.yes = yes),
        CodebookAction::SetCounterexamples(tag_id, no) => {
            tags::set_examples(desk, &tag_id, |examples| examples.no = no)
        }
        CodebookAction::Shift(tag_id, by) => tags::shift(desk, &tag_id, by),
        CodebookAction::SetParent(tag_id, parent) => tags::set_parent(desk, &tag_id, parent),
        CodebookAction::AskWhich(purpose) => Ok(tags::ask_which(purpose)),
        CodebookAction::Pick(purpose, tag_id) => tags::pick(desk, purpose, tag_id),
        CodebookAction::AskMerge { from, into } => tags::ask_merge(desk, from, into),
        CodebookAction::AskSplit(tag_id) => Ok(tags::ask_split(tag_id)),
        CodebookAction::Split { from, name, holding } => tags::split(desk, &from, &name, &holding),
        CodebookAction::AskDelete(tag_id) => Ok(tags::ask_delete(desk, tag_id)),
        CodebookAction::AddField(owner, name) => fields::add(desk, &owner, &name),
        CodebookAction::ChangeField(owner, field_id, change) => fields::change(desk, &owner, &field_id, change),
        CodebookAction::RemoveField(owner, field_id) => fields::remove(desk, &owner, &field_id),
        CodebookAction::Join(template) => whole::join(desk, &template),
        CodebookAction::Replace(template) => whole::replace(desk, &template),
        CodebookAction::SetNeeds(tag_id, kind, on) => Ok(whole::set_needs(desk, tag_id, kind, on)),
        CodebookAction::SetNesting(depth) => Ok(whole::set_nesting(desk, depth)),
    }
}
