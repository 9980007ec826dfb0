//! Words, sentences, graphemes and paragraphs around a place (UAX #29), and how a selection snaps to them.
//!
//! Everything looks at a window around the place, never at the whole text, so that a paragraph of a megabyte costs
//! as little as a short one.

use icu_segmenter::GraphemeClusterSegmenter;

use super::{
    ByteOffset, ByteRange, FrozenText,
    languages::main_language,
    sentences::sentence_starts,
    tokens::{parted_at, token_breaks, word_breaks},
};

/// How far around a position to search for word boundaries, in bytes. Longer unbroken runs are cut.
const WORD_WINDOW: usize = 1024;
/// How far around a position to search for sentence boundaries, in bytes.
const SENTENCE_WINDOW: usize = 16 * 1024;
/// Punctuation that a selection snapped to words does not end with.
const TRAILING: [char; 4] = [',', '،', '、', ';'];

/// The word (UAX #29) at `offset`; between words, the blank or punctuation mark there. At the end of the text, the
/// last one. Empty only where the text is.
pub fn word_at(text: &FrozenText, offset: ByteOffset) -> ByteRange {
    segments_around(text, offset, WORD_WINDOW, word_breaks)
        .into_iter()
        .find(|(range, _)| offset < range.end || range.end.index() == text.len())
        .map_or(ByteRange { start: offset, end: offset }, |(range, _)| range)
}

/// The sentence at `offset`, within its paragraph, without the blanks that follow it. `language` is that of the article, as a
/// code; empty where it is not known.
pub fn sentence_at(text: &FrozenText, offset: ByteOffset, language: &str) -> ByteRange {
    let paragraph = paragraph_at(text, offset);
    segments_around(text, offset, SENTENCE_WINDOW, |words| sentence_breaks(words, language))
        .into_iter()
        .find(|(range, _)| offset < range.end || range.end == paragraph.end)
        .map_or(paragraph, |(range, _)| trim_blanks(text, range))
}

/// All sentences that start in `range`, in order, each without the blanks around it; empty ones left out. `language` is that of the
/// article, as a code; empty where it is not known.
pub fn sentences_in(text: &FrozenText, range: ByteRange, language: &str) -> Vec<ByteRange> {
    let first = text.paragraph_number(range.start);
    let last = text.paragraph_number(range.end);
    (first..=last)
        .flat_map(|number| {
            let paragraph = text.paragraph(number);
            let words = text.get(paragraph).unwrap_or_default();
            cut(paragraph.start.index(), &sentence_breaks(words, language))
        })
        .map(|(sentence, _)| trim_blanks(text, sentence))
        .filter(|sentence| !sentence.is_empty() && range.overlaps(*sentence))
        .collect()
}

/// The words and signs of `range`, which begins and ends on characters, in order; blanks are left out. `language` is that of the
/// article, as a code; empty where it is not known.
pub fn tokens_in(text: &FrozenText, range: ByteRange, language: &str) -> Vec<ByteRange> {
    let words = text.get(range).unwrap_or_default();
    let tokens = cut(range.start.index(), &token_breaks(words, language)).into_iter().map(|(token, _)| token);
    tokens.filter(|token| !text.get(*token).unwrap_or_default().trim().is_empty()).collect()
}

/// The paragraph that holds `offset`, without its LF.
pub fn paragraph_at(text: &FrozenText, offset: ByteOffset) -> ByteRange {
    text.paragraph(text.paragraph_number(offset))
}

/// The grapheme (what a reader sees as one character) at `offset`; empty at the end of the text.
pub fn grapheme_at(text: &FrozenText, offset: ByteOffset) -> ByteRange {
    let end = next_grapheme(text, offset);
    let start = previous_grapheme(text, end);
    ByteRange { start: start.min(offset), end }
}

/// The boundary after the grapheme at `offset`; the end of the text where there is none.
pub fn next_grapheme(text: &FrozenText, offset: ByteOffset) -> ByteOffset {
    if text.as_str().as_bytes().get(offset.index()) == Some(&b'\n') {
        return ByteOffset(offset.0 + 1);
    }
    segments_around(text, offset, WORD_WINDOW / 4, grapheme_breaks)
        .into_iter()
        .map(|(range, _)| range.end)
        .find(|end| *end > offset)
        .unwrap_or(ByteOffset::new((offset.index() + 1).min(text.len())))
}

/// The boundary before the grapheme that ends at or holds `offset`; 0 at the start of the text.
pub fn previous_grapheme(text: &FrozenText, offset: ByteOffset) -> ByteOffset {
    let paragraph = paragraph_at(text, offset);
    if offset == paragraph.start {
        return ByteOffset(offset.0.saturating_sub(1));
    }
    segments_around(text, offset, WORD_WINDOW / 4, grapheme_breaks)
        .into_iter()
        .map(|(range, _)| range.start)
        .rfind(|start| *start < offset)
        .unwrap_or(paragraph.start)
}

/// Where the next word after `offset` ends: Ctrl+Right.
pub fn next_word_end(text: &FrozenText, offset: ByteOffset) -> ByteOffset {
    let mut from = offset;
    loop {
        let found = segments_around(text, from, WORD_WINDOW, word_breaks)
            .into_iter()
            .find(|(range, is_word)| *is_word && range.end > offset);
        if let Some((word, _)) = found {
            return word.end;
        }
        let paragraph = paragraph_at(text, from);
        let window_end = ByteOffset::new(floor_boundary(text.as_str(), from.index() + WORD_WINDOW));
        from = if window_end < paragraph.end { window_end } else { ByteOffset(paragraph.end.0 + 1) };
        if from.index() >= text.len() {
            return ByteOffset::new(text.len());
        }
    }
}

/// Where the word before `offset` starts: Ctrl+Left.
pub fn previous_word_start(text: &FrozenText, offset: ByteOffset) -> ByteOffset {
    let mut from = offset;
    loop {
        let found = segments_around(text, from, WORD_WINDOW, word_breaks)
            .into_iter()
            .rfind(|(range, is_word)| *is_word && range.start < offset);
        if let Some((word, _)) = found {
            return word.start;
        }
        let paragraph = paragraph_at(text, from);
        let window_start = floor_boundary(text.as_str(), from.index().saturating_sub(WORD_WINDOW));
        if paragraph.start == ByteOffset(0) && window_start == 0 {
            return ByteOffset(0);
        }
        from = ByteOffset::new(window_start.max(paragraph.start.index()).min(from.index().saturating_sub(1)));
        if from <= paragraph.start && paragraph.start.0 > 0 {
            from = ByteOffset(paragraph.start.0 - 1);
        }
    }
}

/// Widens a rough selection to whole words and trims it: the range a drag over words stands for. A selection that stops
/// before the ending of a name (Ukraine’s, Ankara’da) or begins after an article joined to it (l’Ukraine) leaves these
/// out, by the rules of the language, a code; where it is not known, what is joined is told by its letters. A selection of blanks only
/// stays empty.
pub fn snap_to_words(text: &FrozenText, range: ByteRange, language: &str) -> ByteRange {
    if range.is_empty() {
        return range;
    }
    let first = word_at(text, range.start);
    let last = word_at(text, previous_grapheme(text, range.end).max(range.start));
    let language = main_language(language);
    let start = joint(text, first, &language).filter(|joint| joint.is_article && range.start >= joint.after);
    let end = joint(text, last, &language).filter(|joint| !joint.is_article && range.end <= joint.before);
    trim(
        text,
        ByteRange {
            start: start.map_or(first.start.min(range.start), |joint| joint.after),
            end: end.map_or(last.end.max(range.end), |joint| joint.before),
        },
    )
}

/// An apostrophe that joins a name to what is not part of it.
struct Joint {
    before: ByteOffset,
    after: ByteOffset,
    /// Whether the name follows it (l’Ukraine) rather than precedes it (Ukraine’s).
    is_article: bool,
}

/// The first such apostrophe in a word; that of a name (O’Brien, Sana’a) or a contraction (don’t) is none. `language` is a code without
/// region.
fn joint(text: &FrozenText, word: ByteRange, language: &str) -> Option<Joint> {
    /// Endings that Turkish sets behind a name.
    const ENDINGS: [&str; 24] = [
        "da", "de", "ta", "te", "dan", "den", "tan", "ten", "nın", "nin", "nun", "nün", "ın", "in", "un", "ün", "ya",
        "ye", "yı", "yi", "la", "le", "yla", "yle",
    ];
    const ARTICLES: [&str; 8] = ["l", "d", "qu", "dell", "nell", "sull", "all", "dall"];
    let letters = text.get(word)?;
    let (index, apostrophe) = letters.char_indices().find(|(_, c)| matches!(c, '\'' | '’' | 'ʼ'))?;
    let (head, tail) = (letters.get(..index)?, letters.get(index + apostrophe.len_utf8()..)?);
    let is_name = head.starts_with(char::is_uppercase);
    let is_article = match language {
        "fr" | "it" | "ca" => parted_at(letters, language).is_some(),
        "" => ARTICLES.contains(&head.to_lowercase().as_str()) && tail.chars().count() >= 3,
        _ => false,
    };
    let is_ending = match language {
        "tr" | "az" => parted_at(letters, language).is_some(),
        "" => tail == "s" || is_name && ENDINGS.contains(&tail),
        _ => tail == "s",
    };
    let before = word.start.index() + index;
    (is_article || is_ending && head.chars().count() >= 2).then(|| Joint {
        before: ByteOffset::new(before),
        after: ByteOffset::new(before + apostrophe.len_utf8()),
        is_article,
    })
}

/// Removes blanks at both ends and commas at the end.
pub fn trim(text: &FrozenText, range: ByteRange) -> ByteRange {
    let Some(words) = text.get(range) else { return range };
    let is_loose_end = |c: char| c.is_whitespace() || TRAILING.contains(&c);
    let end = words.trim_end_matches(is_loose_end);
    // A selection of nothing but commas keeps them: the analyst meant it.
    let end = if end.trim_start().is_empty() { words.trim_end() } else { end };
    let start = end.trim_start();
    let start_index = range.start.index() + (end.len() - start.len());
    ByteRange::new(start_index, start_index + start.len())
}

/// Removes blanks at both ends.
fn trim_blanks(text: &FrozenText, range: ByteRange) -> ByteRange {
    let Some(words) = text.get(range) else { return range };
    let start = range.start.index() + (words.len() - words.trim_start().len());
    ByteRange::new(start, start + words.trim().len())
}

/// Segments of a window around `offset`, in order, each with whether it is a word. Never crosses the paragraph.
fn segments_around(
    text: &FrozenText,
    offset: ByteOffset,
    reach: usize,
    breaks: impl Fn(&str) -> Vec<(usize, bool)>,
) -> Vec<(ByteRange, bool)> {
    let paragraph = paragraph_at(text, offset);
    let all = text.as_str();
    let low =
        window_edge(all, offset.index().saturating_sub(reach).max(paragraph.start.index()), paragraph.start.index());
    let high = floor_boundary(all, (offset.index() + reach).min(paragraph.end.index()));
    let window = all.get(low..high).unwrap_or_default();
    cut(low, &breaks(window))
}

/// Turns break positions inside a window at `start` into ranges of the text.
fn cut(start: usize, breaks: &[(usize, bool)]) -> Vec<(ByteRange, bool)> {
    breaks
        .iter()
        .zip(breaks.iter().skip(1))
        .map(|((from, _), (to, is_word))| (ByteRange::new(start + from, start + to), *is_word))
        .collect()
}

/// A place at or after `index` where a window may start without splitting a word: after a blank, where there is one
/// near by.
fn window_edge(text: &str, index: usize, paragraph_start: usize) -> usize {
    let index = floor_boundary(text, index);
    if index == paragraph_start {
        return index;
    }
    let near = floor_boundary(text, index + 128);
    text.get(index..near).and_then(|part| part.find(char::is_whitespace)).map_or(index, |blank| index + blank)
}

/// The character boundary at or before `index`.
fn floor_boundary(text: &str, index: usize) -> usize {
    text.floor_char_boundary(index)
}

fn sentence_breaks(text: &str, language: &str) -> Vec<(usize, bool)> {
    sentence_starts(text, language).into_iter().map(|place| (place, true)).collect()
}

pub(super) fn grapheme_breaks(text: &str) -> Vec<(usize, bool)> {
    GraphemeClusterSegmenter::new().segment_str(text).map(|place| (place, true)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &FrozenText, range: ByteRange) -> &str {
        text.get(range).unwrap()
    }

    #[test]
    fn a_drag_inside_words_takes_them_whole_and_trimmed() {
        let text = FrozenText::verbatim("He told Recep Tayyip Erdogan, in Ankara.");
        let rough = ByteRange::new(10, 29);
        assert_eq!(words(&text, rough), "cep Tayyip Erdogan,");
        assert_eq!(words(&text, snap_to_words(&text, rough, "")), "Recep Tayyip Erdogan");
        assert_eq!(words(&text, snap_to_words(&text, ByteRange::new(7, 8), "")), "");
    }

    #[test]
    fn a_name_is_taken_without_its_ending_or_article_when_the_drag_leaves_them_out() {
        for (line, rough, expected) in [
            ("see Ukraine’s army", "krain", "Ukraine"),
            ("see Ukraine’s army", "kraine’", "Ukraine’s"),
            ("see Ukraine’s army", "see Ukraine", "see Ukraine"),
            ("Ankara'da bugün", "nkar", "Ankara"),
            ("vers l’Ukraine hier", "kraine", "Ukraine"),
            ("vers l’Ukraine hier", "’Ukr", "l’Ukraine"),
            ("they don’t know", "do", "don’t"),
            ("by O’Brien himself", "O’Br", "O’Brien"),
            ("by O’Brien himself", "rien", "O’Brien"),
            ("in Sana'a today", "an", "Sana'a"),
            ("the Ba'ath party", "B", "Ba'ath"),
            ("його сім'я там", "сі", "сім'я"),
            ("from N’Djamena", "jam", "N’Djamena"),
        ] {
            let text = FrozenText::verbatim(line);
            let start = line.find(rough).unwrap();
            let snapped = snap_to_words(&text, ByteRange::new(start, start + rough.len()), "");
            assert_eq!(words(&text, snapped), expected, "{rough} in {line}");
        }
    }

    #[test]
    fn quotation_marks_and_full_stops_are_kept_when_selected() {
        let text = FrozenText::verbatim("He said “it rains.” Then");
        let rough = ByteRange::new(8, 22);
        assert_eq!(words(&text, snap_to_words(&text, rough, "")), "“it rains.”");
    }

    #[test]
    fn words_of_other_scripts() {
        let text = FrozenText::verbatim("قال بوتين إن İstanbul'da e\u{301}te\u{301}");
        assert_eq!(words(&text, word_at(&text, ByteOffset::new("قال بو".len()))), "بوتين");
        let turkish = ByteOffset::new("قال بوتين إن İst".len());
        assert_eq!(words(&text, word_at(&text, turkish)), "İstanbul'da");
        assert_eq!(words(&text, word_at(&text, ByteOffset::new(text.len()))), "e\u{301}te\u{301}");
    }

    #[test]
    fn sentence_and_paragraph_around_a_place() {
        let text = FrozenText::verbatim("First one. Second one here.\nNext paragraph.");
        assert_eq!(words(&text, sentence_at(&text, ByteOffset(14), "")), "Second one here.");
        assert_eq!(words(&text, sentence_at(&text, ByteOffset(2), "")), "First one.");
        assert_eq!(words(&text, paragraph_at(&text, ByteOffset(14))), "First one. Second one here.");
        assert_eq!(sentences_in(&text, text.range(), "").len(), 3);
    }

    #[test]
    fn carets_step_by_graphemes_and_words() {
        let text = FrozenText::verbatim("ae\u{301}\n👩‍👩‍👧 end of it");
        let mut caret = ByteOffset(0);
        let mut stops = vec![caret.0];
        for _ in 0..4 {
            caret = next_grapheme(&text, caret);
            stops.push(caret.0);
        }
        assert_eq!(stops, [0, 1, 4, 5, 23]);
        let mut back = Vec::new();
        while caret.0 > 0 {
            caret = previous_grapheme(&text, caret);
            back.push(caret.0);
        }
        assert_eq!(back, [5, 4, 1, 0]);
        assert_eq!(next_word_end(&text, ByteOffset(5)), ByteOffset(27));
        assert_eq!(previous_word_start(&text, ByteOffset(27)), ByteOffset(24));
        assert_eq!(previous_word_start(&text, ByteOffset(24)), ByteOffset(0));
    }

    #[test]
    fn a_long_line_costs_no_more_than_a_window_of_it() {
        let text = FrozenText::verbatim("word ".repeat(200_000));
        assert_eq!(words(&text, word_at(&text, ByteOffset(500_002))), "word");
        assert_eq!(next_word_end(&text, ByteOffset(500_000)), ByteOffset(500_004));
        let unbroken = FrozenText::verbatim("x".repeat(100_000));
        assert!(word_at(&unbroken, ByteOffset(50_000)).contains(ByteOffset(50_000)));
        assert!(next_word_end(&unbroken, ByteOffset(10)).0 > 10);
        assert!(previous_word_start(&unbroken, ByteOffset(90_000)).0 < 90_000);
    }
}
