//! The headings of a PDF, as far as their size tells them from running text; of what is in doubt, nothing is said.

use std::collections::BTreeMap;

use super::layout::Paragraph;

/// The signs of a heading are so much larger than those of running text.
const LARGER: f64 = 1.12;
/// Running text has at least this share of all letters.
const RUNNING: f64 = 0.6;
/// A heading has no more lines than this, and no more characters.
const MOST_LINES: usize = 3;
const MOST_CHARACTERS: usize = 200;
/// Sizes that differ by less than this share are one.
const SAME: f64 = 0.04;
/// Headings have so many levels at most; smaller ones share the last.
const MOST_LEVELS: u8 = 4;

/// The levels of the paragraphs that are headings, by page and place on it.
pub(super) fn levels(pages: &[Vec<Paragraph>]) -> BTreeMap<(usize, usize), u8> {
    let Some(usual) = usual_size(pages) else { return BTreeMap::new() };
    let mut found: Vec<((usize, usize), f64)> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        for (place, paragraph) in page.iter().enumerate() {
            found.extend(size_of_heading(paragraph, usual).map(|size| ((number, place), size)));
        }
    }
    let mut sizes: Vec<f64> = found.iter().map(|(_, size)| *size).collect();
    sizes.sort_by(|one, next| next.total_cmp(one));
    sizes.dedup_by(|next, one| *next > *one * (1.0 - SAME));
    let level = |size: f64| {
        let larger = sizes.iter().take_while(|of| **of > size * (1.0 + SAME)).count();
        u8::try_from(larger + 1).unwrap_or(MOST_LEVELS).min(MOST_LEVELS)
    };
    found.into_iter().map(|(at, size)| (at, level(size))).collect()
}

/// The size of most letters, where most have one.
fn usual_size(pages: &[Vec<Paragraph>]) -> Option<f64> {
    let mut letters: BTreeMap<i64, usize> = BTreeMap::new();
    for line in pages.iter().flatten().flatten() {
        *letters.entry((line.size * 10.0).round() as i64).or_default() += line.text.len();
    }
    let all: usize = letters.values().sum();
    let (size, _) = letters.iter().max_by_key(|(_, count)| **count)?;
    // Sizes next to it are the same, but for rounding.
    let near: usize = letters.range(size - 2..=size + 2).map(|(_, count)| count).sum();
    (near as f64 >= all as f64 * RUNNING).then_some(*size as f64 / 10.0)
}

/// The size of a paragraph's signs, if it is a heading among signs of the usual size.
fn size_of_heading(paragraph: &Paragraph, usual: f64) -> Option<f64> {
    let size = paragraph.first()?.size;
    let is_even = paragraph.iter().all(|line| (line.size - size).abs() < size * SAME);
    let words: Vec<&str> = paragraph.iter().map(|line| line.text.trim()).collect();
    let words = words.join(" ");
    let is_short = paragraph.len() <= MOST_LINES && words.chars().count() <= MOST_CHARACTERS;
    let has_letters = words.chars().filter(|character| character.is_alphabetic()).count() > 2;
    let ends_open = !words.ends_with([',', ';', '-']);
    (size > usual * LARGER && is_even && is_short && has_letters && ends_open).then_some(size)
}

#[cfg(test)]
mod tests {
    use super::{super::layout::Line, *};

    fn paragraph(size: f64, lines: &[&str]) -> Paragraph {
        let line = |text: &&str| Line { left: 0.0, right: 100.0, y: 0.0, size, text: (*text).to_owned() };
        lines.iter().map(line).collect()
    }

    #[test]
    fn headings_are_larger_than_most_letters() {
        let running =
            || paragraph(10.0, &["The mayor said on Monday that the bridge would", "be closed for two weeks."]);
        let page = vec![
            paragraph(20.0, &["The bridge", "is closed"]),
            running(),
            paragraph(14.0, &["Why"]),
            running(),
            paragraph(10.4, &["Not larger by much"]),
            paragraph(14.0, &["12"]),
            running(),
        ];
        let found: Vec<((usize, usize), u8)> = levels(&[page, vec![paragraph(14.1, &["Costs"])]]).into_iter().collect();
        assert_eq!(found, [((0, 0), 1), ((0, 2), 2), ((1, 0), 2)]);
    }

    #[test]
    fn where_no_size_is_usual_nothing_is_a_heading() {
        let page =
            vec![paragraph(10.0, &["Ten signs…"]), paragraph(14.0, &["Ten signs…"]), paragraph(20.0, &["Ten signs…"])];
        assert!(levels(&[page]).is_empty());
        assert!(levels(&[]).is_empty());
    }
}
