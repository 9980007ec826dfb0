//! The list of choices that opens at the selected mark: what it may be linked to, whom it mentions, how its fields are
//! answered, which claim it repeats. One list with one way to use it: a digit takes, letters filter, Enter takes the row
//! that is highlighted, Tab moves on, Escape closes.

use crate::{
    model::{ArticleId, EntityId, FieldDef, FieldValue, LinkId, LinkKindId, SpanId},
    suggest::Suggestion,
    text::ByteRange,
};

/// The open list.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceList {
    /// The mark it is about.
    pub span: SpanId,
    /// What is asked.
    pub title: String,
    /// What Tab moves on to, if to anything.
    pub next: Option<String>,
    /// The choices, likeliest first.
    pub rows: Vec<Choice>,
    /// Whether Enter takes the first row before anything is typed: only where it is likely enough to be right unseen.
    pub is_sure: bool,
    /// The tag that words found in the article by typing would get, if they can be chosen.
    pub marks_as: Option<String>,
    /// What a typed text becomes when nothing listed is meant: "New name".
    pub typed: Option<&'static str>,
    /// How a single key press takes a row.
    pub keys: ChoiceKeys,
    /// What else there is to know.
    pub foot: String,
    /// Whether what is taken replaces what is linked in the same way.
    pub replaces: bool,
    /// What the list is about.
    pub(in crate::app) about: About,
}

/// How a single key press takes a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceKeys {
    /// The digit of its place.
    Digits,
    /// The letter it carries.
    Letters,
    /// Not at all: what is typed is an answer.
    Typed,
}

/// A choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The words.
    pub name: String,
    /// Why it is offered.
    pub why: String,
    /// The letter that takes it where letters take.
    pub letter: String,
    /// When it is shown.
    pub when: Shown,
    /// What taking it means.
    pub pick: Pick,
}

/// When a row is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Among the first.
    Ranked,
    /// Once something typed asks for it.
    WhenTyped,
    /// Always, after the others.
    Always,
}

/// What was chosen from the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    /// Link with the candidate at this place of the suggestions.
    Suggestion(usize),
    /// Link with these words of the article, which are marked for it.
    Words(ByteRange),
    /// Link with an entity that is not mentioned here.
    Entity(EntityId),
    /// Link with somebody who exists but is not named.
    Unnamed,
    /// Link with nobody: looked for, and there is none.
    Nobody,
    /// Remove this link.
    Unlink(LinkId),
    /// The mark mentions this entity.
    Name(EntityId),
    /// The mark mentions an entity of this name that is not known yet.
    NewName(String),
    /// The mark mentions nobody.
    NoName,
    /// The answer to a field; `None` clears it.
    Answer(Option<FieldValue>),
    /// The claim says the same as this one.
    SameAs(ArticleId, SpanId),
    /// The claim is one of this group.
    OfGroup(EntityId),
    /// The claim is of no group.
    NoGroup,
}

/// What the list is about.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) enum About {
    /// A link of one of these kinds; the first is asked for now.
    Link { kinds: Vec<LinkKindId>, suggestions: Vec<Suggestion> },
    /// Whom the mark mentions.
    Name,
    /// The field at this place of the tag's list.
    Field { place: usize, field: FieldDef },
    /// Which claim it repeats.
    SameClaim,
}

impl ChoiceList {
    /// A list about a mark, from which Enter takes nothing before something is typed.
    pub(in crate::app) fn new(span: SpanId, title: String, rows: Vec<Choice>, about: About) -> Self {
        Self {
            span,
            title,
            next: None,
            rows,
            is_sure: false,
            marks_as: None,
            typed: None,
            keys: ChoiceKeys::Digits,
            foot: String::new(),
            replaces: false,
            about,
        }
    }
}

impl Choice {
    /// A row shown among the first.
    pub(in crate::app) fn ranked(name: impl Into<String>, why: impl Into<String>, pick: Pick) -> Self {
        Self { name: name.into(), why: why.into(), letter: String::new(), when: Shown::Ranked, pick }
    }

    /// A row always shown, after the others.
    pub(in crate::app) fn always(name: impl Into<String>, pick: Pick) -> Self {
        Self { when: Shown::Always, ..Self::ranked(name, "", pick) }
    }

    /// A row shown once something typed asks for it.
    pub(in crate::app) fn when_typed(name: impl Into<String>, why: impl Into<String>, pick: Pick) -> Self {
        Self { when: Shown::WhenTyped, ..Self::ranked(name, why, pick) }
    }
}
