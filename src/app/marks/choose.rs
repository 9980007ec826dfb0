//! Taking a choice of the open list, and moving on in it.

use super::{
    field, group,
    link::{self, Chosen},
    name, words,
};
use crate::app::desk::{
    choices::{About, ChoiceList, Pick},
    desk::Desk,
    notice::Notice,
    step::{Outcome, Step, Then},
};

/// Takes a choice of the open list; `plain` leaves out what would come along.
pub(super) fn choose(desk: &Desk, pick: &Pick, plain: bool) -> Outcome {
    let list = open_list(desk)?;
    let span = list.span;
    let outcome = match (&list.about, pick) {
        (About::Link { .. }, Pick::Unlink(link)) => link::unlink(desk, *link),
        (About::Link { kinds, suggestions }, pick) => {
            link::link(desk, &Chosen { from: span, kinds, suggestions, pick, plain, replaces: list.replaces })
        }
        (About::Name, pick) => name::take(desk, span, pick),
        (About::Field { place, field }, Pick::Answer(value)) => {
            let next = place + 1;
            let step = field::answer(desk, span, field, value.clone())?;
            return Ok(step.following(move |desk| field::ask_at(desk, span, next)));
        }
        (About::Field { .. }, _) => return Err(words::question_gone()),
        (About::SameClaim, pick) => group::take(desk, span, pick),
    };
    // A choice is taken once, also where nothing comes of it.
    Ok(outcome.unwrap_or_else(Step::say).and(Then::CloseChoices))
}

/// Takes what was typed into the open list as the answer.
pub(super) fn choose_typed(desk: &Desk, text: &str) -> Outcome {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Step::nothing());
    }
    match &open_list(desk)?.about {
        About::Name => choose(desk, &Pick::NewName(text.to_owned()), false),
        About::Field { field, .. } => choose(desk, &Pick::Answer(Some(field::typed(field, text)?)), false),
        About::Link { .. } | About::SameClaim => Ok(Step::nothing()),
    }
}

/// Moves on to what the list offers next.
pub(super) fn next(desk: &Desk) -> Outcome {
    let list = open_list(desk)?;
    match &list.about {
        About::Link { kinds, .. } => {
            let mut kinds = kinds.clone();
            kinds.rotate_left(1);
            Ok(Step::then(Then::Offer(link::ends_of(desk, list.span, kinds)?)))
        }
        About::Field { place, .. } => field::ask_at(desk, list.span, place + 1),
        About::Name | About::SameClaim => Ok(Step::nothing()),
    }
}

fn open_list(desk: &Desk) -> Result<&ChoiceList, Notice> {
    desk.choices.as_deref().ok_or_else(words::no_list)
}
