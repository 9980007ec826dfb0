//! Finding words in one text: exact, or folding case, by expanding the query rather than copying the text, so that
//! offsets are always those of the frozen text.

use super::{ByteRange, FrozenText};

/// Words looked for as they stand. Made once, asked of many texts.
#[derive(Clone, Debug)]
pub struct ExactQuery {
    finder: memchr::memmem::Finder<'static>,
}

impl ExactQuery {
    /// Prepares `words`; blanks at their ends count.
    pub fn new(words: &str) -> Self {
        Self { finder: memchr::memmem::Finder::new(words.as_bytes()).into_owned() }
    }

    /// All places of the words in `text`, in order, not overlapping. No words are nowhere.
    pub fn find_in<'t>(&'t self, text: &'t FrozenText) -> impl Iterator<Item = ByteRange> + 't {
        let length = self.finder.needle().len();
        let haystack = text.as_str().as_bytes();
        let mut from = if length == 0 { haystack.len() + 1 } else { 0 };
        // Asking again and again costs less per text than the finder's own iterator, which copies the finder.
        std::iter::from_fn(move || {
            let start = from + self.finder.find(haystack.get(from..)?)?;
            from = start + length;
            Some(ByteRange::new(start, from))
        })
    }
}

/// A query that is matched without regard to case. Folding is per character (`ß` does not find `SS`), with the
/// Turkish dotted and dotless I taken as one letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldedQuery {
    folded: Vec<char>,
}

impl FoldedQuery {
    /// Prepares `query`; blanks at its ends count.
    pub fn new(query: &str) -> Self {
        Self { folded: query.chars().map(fold).collect() }
    }

    /// The length in bytes of a match at the start of `text`, if it matches there.
    fn matches_at(&self, text: &str) -> Option<usize> {
        let mut rest = text.char_indices();
        for wanted in &self.folded {
            let (_, found) = rest.next()?;
            if fold(found) != *wanted {
                return None;
            }
        }
        Some(rest.next().map_or(text.len(), |(end, _)| end))
    }
}

/// All matches of `query` in `text`, in order, not overlapping, at most `limit`. An empty query finds nothing.
pub fn find_all(text: &FrozenText, query: &FoldedQuery, limit: usize) -> Vec<ByteRange> {
    let Some(first) = query.folded.first() else { return Vec::new() };
    let all = text.as_str();
    let mut found = Vec::new();
    let mut from = 0;
    while found.len() < limit
        && let Some(rest) = all.get(from..)
        && let Some(candidate) = rest.char_indices().find(|(_, c)| fold(*c) == *first).map(|(i, _)| from + i)
    {
        let here = all.get(candidate..).unwrap_or_default();
        if let Some(len) = query.matches_at(here) {
            found.push(ByteRange::new(candidate, candidate + len));
            from = candidate + len;
        } else {
            from = candidate + here.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// One character's folded form.
fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    match c {
        'İ' | 'ı' => 'i',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, query: &str) -> Vec<String> {
        let text = FrozenText::verbatim(text);
        find_all(&text, &FoldedQuery::new(query), 100).into_iter().map(|r| text.get(r).unwrap().to_owned()).collect()
    }

    #[test]
    fn exact_words_are_found_as_they_stand() {
        let text = FrozenText::verbatim("Kiev, KIEV; Kiev");
        let places: Vec<usize> = ExactQuery::new("Kiev").find_in(&text).map(|range| range.start.index()).collect();
        assert_eq!(places, [0, 12]);
        assert_eq!(ExactQuery::new("").find_in(&text).count(), 0);
        assert_eq!(ExactQuery::new("Odessa").find_in(&FrozenText::verbatim("")).count(), 0);
    }

    #[test]
    fn case_is_folded_and_offsets_stay() {
        assert_eq!(found("Kiev, KIEV; kie", "kiev"), ["Kiev", "KIEV"]);
        assert_eq!(found("İSTANBUL ve istanbul", "istanbul"), ["İSTANBUL", "istanbul"]);
        assert_eq!(found("Россия РОССИЯ", "россия"), ["Россия", "РОССИЯ"]);
        assert_eq!(found("aaaa", "aa"), ["aa", "aa"]);
        assert_eq!(found("anything", ""), Vec::<String>::new());
        assert_eq!(found("ab", "abc"), Vec::<String>::new());
    }
}
