//! The day that a text states itself, in its first lines or its last.

use super::{
    super::words::{DateDoubt, Warning},
    address::date_in,
    dateline::datelines,
    place::Place,
    settle::{Stated, settle},
};
use crate::model::Facts;

/// Sets the day of publication by the lines of the text and its address, where nothing else states it.
pub(crate) fn settle_by_text(facts: &mut Facts, text: &str) -> Vec<Warning> {
    if !facts.published.is_empty() || !facts.dating.stated.is_empty() {
        return Vec::new();
    }
    let (mut stated, clues) = datelines(text.lines(), &facts.language);
    let in_address = date_in(&facts.address);
    stated.extend(in_address.map(|(moment, words)| Stated { place: Place::Address, words, moment, is_unsure: false }));
    settle(facts, stated, &clues)
}

/// Sets the day that one value states; words that are no date are kept as they stand, beside an empty day.
pub(crate) fn settle_by_value(facts: &mut Facts, place: Place, words: &str) -> Vec<Warning> {
    let words = words.trim();
    match Stated::read(place, words, &facts.language) {
        Some(stated) => settle(facts, vec![stated], &[]),
        None if words.is_empty() => Vec::new(),
        None => {
            words.clone_into(&mut facts.dating.stated);
            place.code().clone_into(&mut facts.dating.source);
            vec![Warning::Date(DateDoubt::Unread(words.to_owned()))]
        }
    }
}
