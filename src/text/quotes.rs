//! Whether the words of a claim are quoted: read from the quotation marks, in all common styles.

use super::{ByteRange, FrozenText};

/// How the words of a claim are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteType {
    /// Wholly in quotation marks.
    Direct,
    /// In part.
    Mixed,
    /// Not at all.
    Indirect,
}

impl QuoteType {
    /// The word for it in the built-in codebook.
    pub fn word(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// Opening marks with the closing ones that may answer them.
const PAIRS: [(char, &[char]); 8] = [
    ('“', &['”']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('»', &['«']),
    ('‘', &['’']),
    ('‚', &['‘', '’']),
    ('‹', &['›']),
    ('"', &['"']),
];

/// The stretches in quotation marks, marks included, of one paragraph or piece. One that is never closed runs to the
/// end. An apostrophe within a word is no mark.
pub fn quoted_in(words: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &[char])> = None;
    let mut before = ' ';
    let mut characters = words.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, next)| *next);
        match open {
            Some((start, closing)) if closing.contains(&character) => {
                let in_a_word = character == '’' && before.is_alphanumeric() && after.is_alphanumeric();
                if !in_a_word {
                    found.push(start..at + character.len_utf8());
                    open = None;
                }
            }
            Some(_) => {}
            None => {
                let pair = PAIRS.iter().find(|(opening, _)| *opening == character);
                open = pair.filter(|_| !before.is_alphanumeric()).map(|(_, closing)| (at, *closing));
            }
        }
        before = character;
    }
    if let Some((start, _)) = open {
        found.push(start..words.len());
    }
    found
}

/// Where a quotation begins that its paragraph never closes; `None` if all are closed, or the next paragraph goes on with
/// an opening mark, as long quotations do.
pub fn open_quote(paragraph: &str, next: &str) -> Option<usize> {
    let last = quoted_in(paragraph).pop().filter(|quote| quote.end == paragraph.len())?;
    let words = paragraph.get(last.clone())?;
    let mark = words.chars().next()?;
    let (_, closing) = PAIRS.iter().find(|(opening, _)| *opening == mark)?;
    let is_closed = words.chars().count() > 1 && words.ends_with(*closing);
    (!is_closed && !next.trim_start().starts_with(mark)).then_some(last.start)
}

/// How the words of these pieces are given.
pub fn quote_type(text: &FrozenText, pieces: &[ByteRange]) -> QuoteType {
    let (mut quoted, mut plain) = (0, 0);
    for piece in pieces {
        let words = text.get(*piece).unwrap_or_default();
        let inside = quoted_in(words);
        let is_letter = |(at, character): (usize, char)| character.is_alphanumeric().then_some(at);
        for at in words.char_indices().filter_map(is_letter) {
            if inside.iter().any(|quote| quote.contains(&at)) { quoted += 1 } else { plain += 1 }
        }
    }
    match (quoted, plain) {
        (0, _) => QuoteType::Indirect,
        (_, 0) => QuoteType::Direct,
        _ => QuoteType::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: QuoteType) {
        let text = FrozenText::verbatim(words);
        assert_eq!(quote_type(&text, &[text.range()]), expected, "{words}");
    }

    #[test]
    fn all_common_styles_are_read() {
        for quote in ["“It rains.”", "\"It rains.\"", "‘It’s raining’", "«Il pleut»", "„Es regnet“", "»Es regnet«"]
        {
            check(quote, QuoteType::Direct);
        }
        check("that it “never rains”", QuoteType::Mixed);
        check("that it never rains", QuoteType::Indirect);
        check("that Ukraine’s army and Russia's don't fight", QuoteType::Indirect);
        check("“It rains, and it goes on", QuoteType::Direct);
    }

    #[test]
    fn quotations_that_are_never_closed_are_found() {
        assert_eq!(open_quote("He said: “It rains.", ""), Some(9));
        assert_eq!(open_quote("“It rains.", "“It pours.”"), None, "it goes on");
        assert_eq!(open_quote("He said: “It rains.”", ""), None);
        assert_eq!(open_quote("It's Russia's.", ""), None);
        assert_eq!(open_quote("“One” and \"two", ""), Some(14));
    }

    #[test]
    fn pieces_count_together() {
        let text = FrozenText::verbatim("“We stay,” she said, “until it ends.”");
        let pieces = [ByteRange::new(0, 14), ByteRange::new(26, text.len())];
        assert_eq!(quote_type(&text, &pieces), QuoteType::Direct);
    }
}
