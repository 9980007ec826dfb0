//! Marks that were set aside because they don't match their article's text.

use super::Span;
use crate::text::{ByteRange, CharCursor, CharRange, ExactQuery, FrozenText};

/// Why a span does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Misfit {
    /// A piece lies outside the text, ends before it starts, is empty, or overlaps another piece.
    BadPlace,
    /// The words at its place are not the words it states.
    OtherWords {
        /// The words in the text at its place.
        found: String,
    },
}

/// A mark as the file states it, listed for repair and written back unchanged.
#[derive(Clone, Debug, PartialEq)]
pub struct Quarantined {
    /// The span without pieces.
    pub span: Span,
    /// Its pieces as the file states them, in code points.
    pub at: Vec<CharRange>,
    /// The words it states, piece by piece.
    pub words: Vec<String>,
    /// Why it does not fit.
    pub misfit: Misfit,
}

impl Quarantined {
    /// Where the words occur in the text, nearest to the stated place first: the pieces of each place, at most `most`
    /// places. The first piece can be anywhere; each further one is taken where it comes next.
    pub fn places(&self, text: &FrozenText, most: usize) -> Vec<Vec<ByteRange>> {
        let Some((first, others)) = self.words.split_first().filter(|(first, _)| !first.is_empty()) else {
            return Vec::new();
        };
        let mut stated = CharCursor::new(text.as_str());
        let stated = self.at.first().and_then(|at| stated.byte_of_char(at.start));
        let stated = stated.unwrap_or(text.range().end);
        let query = ExactQuery::new(first);
        let found = query.find_in(text).filter_map(|start| {
            let mut pieces = vec![start];
            for words in others {
                let rest = ByteRange { start: pieces.last()?.end, end: text.range().end };
                let at = text.get(rest).filter(|_| !words.is_empty())?.find(words.as_str())?;
                let begin = rest.start.index() + at;
                pieces.push(ByteRange::new(begin, begin + words.len()));
            }
            Some(pieces)
        });
        let mut places: Vec<Vec<ByteRange>> = found.collect();
        places.sort_by_key(|pieces| pieces.first().map(|piece| piece.start.0.abs_diff(stated.0)));
        places.truncate(most);
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{CoderId, Id, SpanId, TagId, Time},
        text::CharOffset,
    };

    fn aside(words: &[&str], at: u32) -> Quarantined {
        let span = Span::new(
            SpanId(Id::from_bits([1; 10])),
            TagId::new("claim"),
            Vec::new(),
            CoderId(Id::from_bits([2; 10])),
            Time(0),
        );
        let at = vec![CharRange { start: CharOffset(at), end: CharOffset(at + 1) }];
        Quarantined { span, at, words: words.iter().map(|w| (*w).to_owned()).collect(), misfit: Misfit::BadPlace }
    }

    #[test]
    fn words_are_found_nearest_first() {
        let text = FrozenText::verbatim("one ğ two. one, two! one");
        let starts =
            |kept: &Quarantined| -> Vec<u32> { kept.places(&text, 9).iter().map(|pieces| pieces[0].start.0).collect() };
        assert_eq!(starts(&aside(&["one"], 11)), [12, 22, 0]);
        assert_eq!(starts(&aside(&["one"], 9000)), [22, 12, 0]);
        assert_eq!(aside(&["one"], 0).places(&text, 1).len(), 1);
        let pieces = aside(&["one", "two"], 0).places(&text, 9);
        assert_eq!(pieces[0], [ByteRange::new(0, 3), ByteRange::new(7, 10)]);
        assert_eq!(pieces.len(), 2, "nothing follows the last");
        assert_eq!(starts(&aside(&["three"], 0)), [0; 0]);
        assert_eq!(starts(&aside(&[""], 0)), [0; 0]);
    }
}
