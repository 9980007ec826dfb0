//! Marks: making and changing them, linking, naming and grouping them, answering questions about them, marking all alike.

mod choose;
pub(in crate::app) mod copy;
mod ends;
pub(in crate::app) mod field;
pub(in crate::app) mod group;
pub(in crate::app) mod link;
pub(in crate::app) mod mark;
pub(in crate::app) mod mark_all;
mod mention;
pub(in crate::app) mod name;
mod tag_click;
mod words;

pub use ends::found_rows;
pub use mention::letters;
pub use name::NameAction;

use super::desk::{
    choices::Pick,
    desk::Desk,
    step::{Outcome, Step, Then},
};
use crate::{
    model::{ArticleId, Dismissed, FieldDef, FieldId, FieldValue, LinkId, LinkKindId, SpanId, TagId},
    suggest::Hit,
    text::ByteRange,
};

/// Something about marks and their links.
#[derive(Debug)]
pub enum MarkAction {
    /// Tags the selected text; where none is selected, retags the selected mark.
    Tag(TagId),
    /// Marks a range with a tag, whatever is selected.
    Mark(TagId, ByteRange),
    /// Creates a tag with this name and tags with it.
    TagWithNew(String),
    /// Keeps tagging whatever gets selected, until stopped with `None`.
    Paint(Option<TagId>),
    /// Adds a piece to the selected mark.
    AddPiece(ByteRange),
    /// Takes a piece out of a mark and makes it a mark of its own.
    SplitPiece(SpanId, ByteRange),
    /// Gives a mark these pieces.
    Reshape(SpanId, Vec<ByteRange>),
    /// Deletes a mark with its links.
    Delete(SpanId),
    /// Gives a mark another tag.
    Retag(SpanId, TagId),
    /// Sets a mark's note.
    SetNote(SpanId, String),
    /// Sets or clears a mark's "look again".
    SetFlag(SpanId, bool),
    /// Looks again for more occurrences of the selected mark's words.
    FindSimilar {
        /// In all articles, or only in the shown one.
        everywhere: bool,
        /// Whether case and accents are ignored.
        fold: bool,
    },
    /// Marks these occurrences like the selected mark.
    MarkSimilar(Vec<Hit>),
    /// Lists the passages found by the search, to be marked with a tag.
    MarkFound(TagId),
    /// Takes a choice of the open list; with `true`, without what would come along.
    Choose(Pick, bool),
    /// Takes what was typed into the open list as the answer.
    ChooseTyped(String),
    /// Moves on to what the open list offers next.
    NextChoices,
    /// Closes the open list.
    CloseChoices,
    /// Lists what a link of this kind may lead to from the selected claim; the choice replaces what is linked.
    LinkInstead(LinkKindId),
    /// Offers the selected words first in the open list of what a link may lead to.
    OfferSelected,
    /// Asks for the answer to a question about a mark of the shown article.
    AskField(SpanId, FieldId),
    /// Links a mark of the shown article with another.
    Link(SpanId, SpanId),
    /// Removes a link.
    Unlink(LinkId),
    /// Moves a voice away from the words (+1) or nearer to them (-1).
    MoveVoice(LinkId, i32),
    /// Puts a voice of a claim where another of its voices is; those between move up.
    PlaceVoice(LinkId, LinkId),
    /// Answers a field of a mark of the shown article with what was typed.
    Answer(SpanId, Box<FieldDef>, String),
    /// Sets a field of a mark of the shown article, or clears it.
    SetField(SpanId, Box<FieldDef>, Option<FieldValue>),
    /// Changes the register of names.
    Name(NameAction),
    /// Dismisses an item of the checklist, or takes that back.
    Dismiss(Dismissed, bool),
    /// Merges a mark of an article with those that coincide with it.
    Unite(ArticleId, SpanId),
}

/// Answers an action about marks and their links.
///
/// # Errors
/// Says why nothing is done.
pub(super) fn act(desk: &Desk, action: MarkAction) -> Outcome {
    match action {
        MarkAction::Tag(tag) => mark::tag(desk, &tag),
        MarkAction::Mark(tag, range) => mark::mark(desk, &tag, range),
        MarkAction::TagWithNew(name) => mark::tag_with_new(desk, &name),
        MarkAction::Paint(tag) => Ok(paint(desk, tag)),
        MarkAction::AddPiece(range) => mark::add_piece(desk, range),
        MarkAction::SplitPiece(span_id, piece) => mark::split_piece(desk, span_id, piece),
        MarkAction::Reshape(span_id, pieces) => mark::reshape(desk, span_id, pieces),
        MarkAction::Delete(span_id) => mark::delete(desk, span_id),
        MarkAction::Retag(span_id, tag) => mark::retag(desk, span_id, &tag),
        MarkAction::SetNote(span_id, note) => mark::set_note(desk, span_id, note),
        MarkAction::SetFlag(span_id, flag) => mark::set_flag(desk, span_id, flag),
        MarkAction::FindSimilar { everywhere, fold } => mark_all::find_again(desk, everywhere, fold),
        MarkAction::MarkSimilar(hits) => mark_all::mark(desk, &hits),
        MarkAction::MarkFound(tag) => Ok(mark_all::ask_found(desk, &tag)),
        MarkAction::Choose(pick, plain) => choose::choose(desk, &pick, plain),
        MarkAction::ChooseTyped(text) => choose::choose_typed(desk, &text),
        MarkAction::NextChoices => choose::next(desk),
        MarkAction::CloseChoices => Ok(Step::then(Then::CloseChoices)),
        MarkAction::LinkInstead(kind) => link::ask_instead(desk, &kind),
        MarkAction::OfferSelected => link::offer_selected(desk),
        MarkAction::AskField(span_id, field) => field::ask(desk, span_id, &field),
        MarkAction::Link(from, to) => link::link_spans(desk, from, to),
        MarkAction::Unlink(link_id) => link::unlink(desk, link_id),
        MarkAction::MoveVoice(link_id, by) => link::move_voice(desk, link_id, by),
        MarkAction::PlaceVoice(moved, onto) => link::place_voice(desk, moved, onto),
        MarkAction::Answer(span_id, field, text) => field::answer_typed(desk, span_id, &field, &text),
        MarkAction::SetField(span_id, field, value) => field::answer(desk, span_id, &field, value),
        MarkAction::Name(action) => name::act(desk, action),
        MarkAction::Dismiss(place, on) => mark::dismiss(desk, place, on),
        MarkAction::Unite(article_id, span_id) => mark::unite_double(desk, article_id, span_id),
    }
}

fn paint(desk: &Desk, tag: Option<TagId>) -> Step {
    let mut focus = desk.selection.clone();
    focus.paint = tag;
    Step::focus(focus)
}
