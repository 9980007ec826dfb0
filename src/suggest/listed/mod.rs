//! Who says a claim, in the languages that have a list of words that report: the subject of the nearest cue, by where such a
//! subject stands in the language.

mod around;
mod lists;
mod names;
mod phrases;
mod plain;
mod speakers;

pub(super) use around::cues_by_list;
pub(super) use lists::Lists;
pub(super) use names::names_by_list;
pub(super) use speakers::speakers_by_list;
