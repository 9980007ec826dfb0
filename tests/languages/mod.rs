//! Languages of the press: what is the same spelling.

use std::time::Instant;

use sayso::text::{FrozenText, quoted_in, sentences_in, tokens_in};

mod breaks;
mod folding;
mod quotations;
mod said;
mod sentences;
mod texts;
mod words;

/// What a page without paragraphs may hold, again and again.
const AGAIN: [&str; 9] = ["— a ? b. ", ",,a ", "a” ", "“a ", "Mr. ", "z. B. ", "16. a ", "「あ。", "l’a ’n’ "];

#[test]
fn a_paragraph_of_twice_the_length_takes_about_twice_as_long() {
    for words in AGAIN {
        let secs = |times: usize| {
            let text = FrozenText::verbatim(words.repeat(times));
            let begin = Instant::now();
            let found = (
                sentences_in(&text, text.range(), "").len(),
                tokens_in(&text, text.range(), "fr").len(),
                quoted_in(text.as_str()).len(),
            );
            std::hint::black_box(found);
            begin.elapsed().as_secs_f64()
        };
        let (half, whole) = (secs(8_000), secs(16_000));
        assert!(whole < 4.0 * half + 0.5, "{words}: {half:.2} s, {whole:.2} s");
    }
}

/// The lines of a table of `tests/data/languages`, without comments, by columns.
fn table(name: &str) -> Vec<Vec<String>> {
    let path = std::path::Path::new("tests/data/languages").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}
