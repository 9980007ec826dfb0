//! What is quoted, in the styles of the press.

use std::collections::BTreeMap;

use sayso::text::quoted_in;

use super::table;

/// The text without its brackets, and the stretches that they mark, the outermost alone.
fn unmarked(marked: &str) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut stretches, mut depth, mut start) = (String::new(), Vec::new(), 0, 0);
    for character in marked.chars() {
        match character {
            '⟦' => {
                if depth == 0 {
                    start = text.len();
                }
                depth += 1;
            }
            '⟧' => {
                depth -= 1;
                if depth == 0 {
                    stretches.push((start, text.len()));
                }
            }
            other => text.push(other),
        }
    }
    (text, stretches)
}

/// The words of a stretch without the dash, blanks and commas around them: where a comma belongs in a dialogue is a matter of
/// taste.
fn bare(words: &str) -> &str {
    words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '―' | ',' | '.' | '-'))
}

#[test]
fn quotations_are_found_in_every_style() {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in table("quotes.tsv") {
        let (language, kind, marked) = (&line[0], &line[1], &line[2]);
        let mut is_right = true;
        let mut seen = Vec::new();
        for paragraph in marked.split('␤') {
            let (text, expected) = unmarked(paragraph);
            let found: Vec<&str> = quoted_in(&text).into_iter().map(|quote| &text[quote]).collect();
            let expected: Vec<&str> = expected.into_iter().map(|(start, end)| &text[start..end]).collect();
            let alike = |one: &[&str], other: &[&str]| {
                let strict = kind != "dialogue";
                let cut = |words: &&str| if strict { words.to_string() } else { bare(words).to_owned() };
                one.iter().map(cut).eq(other.iter().map(cut))
            };
            is_right &= alike(&found, &expected);
            seen.push(found.join(" | "));
        }
        if !is_right {
            eprintln!("{language} {kind}\n    {marked}\n    {}", seen.join(" ␤ "));
        }
        for key in ["all".to_owned(), kind.clone()] {
            let count = counts.entry(key).or_default();
            count.0 += usize::from(is_right);
            count.1 += 1;
        }
    }
    for (key, (right, all)) in &counts {
        eprintln!("{key}: {right} of {all}");
    }
    let (right, all) = counts["all"];
    assert!(right as f64 >= 0.95 * all as f64, "{right} of {all}");
}
