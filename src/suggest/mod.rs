//! Suggestions for people to accept: cue words, speakers, addressees, places of a claim. Nothing here changes a project,
//! and no suggestion counts until somebody accepts it.

mod alike;
mod checklist;
mod cues;
mod ends;
mod find;
mod grammar;
mod listed;
mod names;
mod names_near;
mod near;
mod nearly;
mod phrases;
mod register;
mod rules;
mod scene;
mod similar;
mod speakers;
mod subjects;
mod times;
mod tokens;
mod whole;
mod words;

pub use alike::{Hit, alike};
pub use checklist::{CheckItem, CheckReason, checklist, missing_links};
pub use cues::{Cue, CueClass, CueTier, cues_in};
pub use ends::{Candidate, Suggestion, ends_for, is_of_time};
pub use find::words_like;
pub use names::{Name, is_pronoun, may_be_one};
pub use nearly::Texts;
pub use register::{Loose, NameCount, NameTable, Pair, entities_for, mention_tags, name_table};
pub use rules::suggests_speakers;
pub use similar::{Similar, similar_claims};
pub use whole::whole_words;
pub use words::{Likeness, Reason, Why};
