//! What the parts of the preview share: how high its lists are, what is known of an article, and what they ask for.

use super::super::words;
use crate::{
    app::{Action, ExchangeAction, PreviewAction},
    import::{Imported, Reading},
    text::day_in_words,
};

/// The height of a row, in points.
pub(super) const HEIGHT: f32 = 24.0;
/// What stands around a list in the window, in points, and how high the list may be.
pub(super) const AROUND: f32 = 340.0;
pub(super) const LIST: std::ops::RangeInclusive<f32> = 120.0..=460.0;

/// Asks for something to be done with the file.
pub(super) fn push(actions: &mut Vec<Action>, action: PreviewAction) {
    actions.push(Action::Exchange(ExchangeAction::Preview(action)));
}

/// Asks for the file to be read in another way.
pub(super) fn read(actions: &mut Vec<Action>, reading: Reading) {
    push(actions, PreviewAction::Read(reading));
}

/// What is known of an article, in a line.
pub(super) fn facts(article: &Imported) -> String {
    let facts = &article.facts;
    let all = [&facts.title, &facts.outlet, &facts.author, &day_in_words(&facts.published), &facts.language];
    let known: Vec<&str> = all.into_iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
    known.join(words::DOT)
}
