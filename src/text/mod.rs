//! Frozen text and everything that is true of text alone: typed offsets and their conversions, paragraphs,
//! words and sentences, search, and the index that finds the ranges over a place.
//!
//! Nothing here knows of tags, files or windows. Offsets are converted in this module and nowhere else.

mod abbreviations;
mod counting;
mod dates;
mod detect;
mod dialogue;
mod direction;
mod fold;
mod frozen;
mod hidden;
mod interval_index;
mod languages;
mod offset;
mod plural;
mod quotes;
mod search;
mod segment;
mod sentences;
mod shorten;
mod signs;
mod spellings;
mod tokens;

pub use counting::{Counting, Unit};
pub use dates::day_in_words;
pub(crate) use detect::has_english_words;
pub use detect::{Detected, detected_language};
pub use direction::{language_runs_left, mostly_runs_left, runs_left};
pub use fold::{folded, is_spelt_alike};
pub use frozen::{FrozenText, Step};
pub use hidden::{hidden_name, visible};
pub use interval_index::IntervalIndex;
pub use languages::language_name;
pub(crate) use languages::{is_language, main_language};
pub use offset::{ByteOffset, ByteRange, CharCursor, CharOffset, CharRange, Utf16Offset};
pub use plural::{grouped, listed, plural};
pub use quotes::{QuoteType, open_quote, quote_type, quoted_in, to_closing_quote};
pub use search::{ExactQuery, Pattern, PatternError, in_context};
pub use segment::{
    grapheme_at, next_grapheme, next_word_end, paragraph_at, previous_grapheme, previous_word_start, sentence_at,
    sentences_in, snap_to_words, tokens_in, trim, word_at,
};
pub use shorten::{shortened, shortened_in_middle};
pub(crate) use signs::is_unspaced;
pub(crate) use tokens::parted_at;
