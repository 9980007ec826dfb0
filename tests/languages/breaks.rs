//! Graphemes and words by Unicode's own tests, of the version that Debian's package `unicode-data` has.

use std::path::Path;

use icu_segmenter::{GraphemeClusterSegmenter, WordSegmenter, options::WordBreakInvariantOptions};
use sayso::text::{ByteOffset, FrozenText, next_grapheme, word_at};

const UNICODE: &str = "/usr/share/unicode/auxiliary";

/// What a test file states of each line without line ends: its text, and where something ends in it; `None` where it is not
/// installed.
fn stated(name: &str) -> Option<Vec<(String, Vec<usize>)>> {
    let file = std::fs::read_to_string(Path::new(UNICODE).join(name)).ok();
    let ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
    assert!(file.is_some() || !ci, "{UNICODE}/{name} is missing, and continuous integration may not skip it");
    let mut cases = Vec::new();
    for line in file?.lines().filter_map(|line| line.split('#').next()).filter(|line| !line.trim().is_empty()) {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for part in line.split_whitespace() {
            match part {
                "÷" => ends.push(text.len()),
                "×" => {}
                code => text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()),
            }
        }
        // A frozen text has line feeds alone, and they part paragraphs.
        if !text.contains(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
            cases.push((text, ends));
        }
    }
    Some(cases)
}

/// Where steps from the start of a text end.
fn steps(text: &FrozenText, step: fn(&FrozenText, ByteOffset) -> ByteOffset) -> Vec<usize> {
    let mut ends = vec![0];
    while let Some(last) = ends.last().copied().filter(|last| *last < text.len()) {
        let next = step(text, ByteOffset::new(last)).index();
        assert!(next > last, "{:?}", text.as_str());
        ends.push(next);
    }
    ends
}

/// Checks steps against a segmenter, and that at least `enough` of a thousand lines end as the file states.
fn check(name: &str, enough: usize, step: fn(&FrozenText, ByteOffset) -> ByteOffset, segment: fn(&str) -> Vec<usize>) {
    let Some(cases) = stated(name) else { return };
    let mut right = 0;
    for (text, ends) in &cases {
        let found = steps(&FrozenText::verbatim(text.as_str()), step);
        assert_eq!(found, segment(text), "{name}: {text:?}");
        right += usize::from(found == *ends);
    }
    eprintln!("{name}: {right} of {}", cases.len());
    assert!(right * 1000 >= cases.len() * enough && cases.len() > 400, "{name}: {right} of {}", cases.len());
}

#[test]
fn carets_and_double_clicks_go_by_unicode() {
    check("GraphemeBreakTest.txt", 990, next_grapheme, |text| {
        GraphemeClusterSegmenter::new().segment_str(text).collect()
    });
    check(
        "WordBreakTest.txt",
        990,
        |text, at| word_at(text, at).end,
        |text| WordSegmenter::new_auto(WordBreakInvariantOptions::default()).segment_str(text).collect(),
    );
}
