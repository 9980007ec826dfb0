//! The list of choices that opens at the chosen mark: what it may be linked to, whom it mentions, how its fields are
//! answered, which claim it repeats. One list with one way to use it: a digit takes, letters filter, Enter takes the
//! first, Tab goes on, Escape closes.

use crate::app::{App, Command};
use crate::{
    model::{ArticleId, EntityId, FieldDef, FieldValue, LinkId, LinkKindId, SpanId},
    suggest::Proposal,
};

/// The open list.
#[derive(Clone, Debug, PartialEq)]
pub struct PickList {
    /// The mark it is about.
    pub span: SpanId,
    /// What is asked.
    pub title: String,
    /// What Tab goes on to, if to anything.
    pub next: Option<String>,
    /// The choices, likeliest first.
    pub rows: Vec<PickRow>,
    /// What a typed text becomes when nothing listed is meant: "New name".
    pub typed: Option<&'static str>,
    /// How a single key press takes a row.
    pub keys: PickKeys,
    /// What else there is to know.
    pub foot: String,
    /// Whether what is taken comes in the place of what is linked in the same way.
    pub replaces: bool,
    pub(in crate::app) about: About,
}

/// How a single key press takes a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickKeys {
    /// The digit of its place.
    Digits,
    /// The letter it carries.
    Letters,
    /// Not at all: what is typed is an answer.
    Typed,
}

/// A choice.
#[derive(Clone, Debug, PartialEq)]
pub struct PickRow {
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
    /// Link with the candidate at this place of the proposals.
    Proposal(usize),
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
    /// The answer to a field; `None` takes the answer away.
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
    Link { kinds: Vec<LinkKindId>, proposals: Vec<Proposal> },
    /// Whom the mark mentions.
    Name,
    /// The field at this place of the tag's list.
    Field { place: usize, field: FieldDef },
    /// Which claim it repeats.
    SameClaim,
}

impl PickRow {
    /// A row shown among the first.
    pub(in crate::app) fn ranked(name: String, why: impl Into<String>, pick: Pick) -> Self {
        Self { name, why: why.into(), letter: String::new(), when: Shown::Ranked, pick }
    }

    /// A row always shown, after the others.
    pub(in crate::app) fn always(name: &str, pick: Pick) -> Self {
        Self { when: Shown::Always, ..Self::ranked(name.to_owned(), "", pick) }
    }
}

impl App {
    /// Takes a choice of the open list; `plain` leaves out what would come along.
    pub(in crate::app) fn pick(&mut self, pick: Pick, plain: bool) {
        let Some(list) = self.picking.take() else { return };
        match (list.about, pick) {
            (About::Link { .. }, Pick::Unlink(link)) => self.unlink(link),
            (About::Link { kinds, proposals }, pick) => {
                self.link(list.span, &kinds, &proposals, &pick, (plain, list.replaces));
            }
            (About::Name, pick) => self.take_name(list.span, pick),
            (About::Field { place, field }, Pick::Answer(value)) => {
                self.answer(list.span, &field, value);
                self.ask_field(list.span, place + 1);
            }
            (About::SameClaim, pick) => self.take_group(list.span, &pick),
            (About::Field { .. }, _) => {}
        }
    }

    /// Takes what was typed into the open list as the answer.
    pub(in crate::app) fn pick_typed(&mut self, text: &str) {
        let text = text.trim();
        let Some(list) = &self.picking else { return };
        if text.is_empty() {
            return;
        }
        let pick = match &list.about {
            About::Name => Some(Pick::NewName(text.to_owned())),
            About::Field { field, .. } => match crate::app::answering::read_answer(field, text) {
                Ok(value) => Some(Pick::Answer(Some(value))),
                Err(reason) => {
                    self.tell(crate::app::Notice::problem(reason));
                    None
                }
            },
            About::Link { .. } | About::SameClaim => None,
        };
        if let Some(pick) = pick {
            self.pick(pick, false);
        }
    }

    /// Goes on to what the list offers next.
    pub(in crate::app) fn next_pick(&mut self) {
        let Some(list) = self.picking.take() else { return };
        match list.about {
            About::Link { mut kinds, .. } => {
                kinds.rotate_left(1);
                self.propose_ends(list.span, kinds);
            }
            About::Field { place, .. } => self.ask_field(list.span, place + 1),
            About::Name | About::SameClaim => self.picking = Some(list),
        }
    }

    /// Opens the list of what a link of a kind may lead to, for a cell of the ledger: what is taken comes in the place of
    /// what stands there.
    pub(in crate::app) fn link_instead(&mut self, kind: &LinkKindId) {
        self.open_linking(&[kind.as_str()]);
        let Some(list) = &mut self.picking else { return };
        list.replaces = list.rows.iter().any(|row| matches!(row.pick, Pick::Unlink(_)));
        if list.replaces {
            list.title = format!("{} instead", list.title);
        }
    }

    /// Opens the list that a command asks for.
    pub(in crate::app) fn open_pick(&mut self, command: Command) {
        match command {
            Command::LinkSpeaker => self.open_linking(&[LinkKindId::SAID_BY]),
            Command::LinkAddressee => self.open_linking(&[LinkKindId::TOLD_TO]),
            Command::LinkPlace => {
                self.open_linking(&[LinkKindId::HAPPENED_AT, LinkKindId::SAID_AT, LinkKindId::ABOUT]);
            }
            Command::LinkTime => self.open_linking(&[LinkKindId::SAID_ON, LinkKindId::HAPPENED_ON]),
            Command::LinkWithin => self.open_linking(&[LinkKindId::WITHIN]),
            Command::NameMention => self.ask_name(false),
            Command::NameByLetter => self.ask_name(true),
            Command::Answer => self.ask_first_field(),
            Command::SameClaim => self.ask_same_claim(),
            _other => {}
        }
    }
}
