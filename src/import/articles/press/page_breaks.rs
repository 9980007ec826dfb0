//! Headers of pages that stand between the lines of an article, as where a PDF or a print was made into text.

use super::{
    found::{Found, Role},
    lines::Lines,
    signs::is_page_number,
    words::Doubt,
};

/// How far from a header the paragraph may be that it cuts, in lines.
const NEAR: usize = 8;

/// Marks them; where one cuts a paragraph, this is said.
pub(super) fn mark(lines: &Lines<'_>, found: &mut Found, article: usize) -> Vec<Doubt> {
    let full: Vec<usize> = lines.full(found.lines.clone()).collect();
    let is_text = |found: &Found, line: &usize| matches!(found.role(*line), Role::Text(0));
    let is_title = |line: &&usize| matches!(found.role(**line), Role::Title(_));
    let title = full.iter().find(is_title).map(|line| lines.words(*line));
    let pages: Vec<usize> = full
        .iter()
        .enumerate()
        .filter(|(_, line)| is_text(found, line) && is_page_number(lines.words(**line)))
        .map(|(place, _)| place)
        .collect();
    let repeats = |line: &&usize| Some(lines.words(**line)) == title;
    let mut doubts = Vec::new();
    for place in pages {
        // The title is printed beside the number of the page.
        let above = place.checked_sub(1).and_then(|above| full.get(above)).filter(repeats).copied();
        let below = full.get(place + 1).filter(repeats).copied();
        let header: Vec<usize> = above.into_iter().chain(full.get(place).copied()).chain(below).collect();
        for line in &header {
            if is_text(found, line) {
                found.set(*line, Role::PageHeader);
            }
        }
        let first = header.first().copied().unwrap_or_default();
        let near = |lines: &[usize]| lines.iter().take(NEAR).copied().find(|line| is_text(found, line));
        let above: Vec<usize> = full.get(..place).unwrap_or_default().iter().rev().take(NEAR).copied().collect();
        let is_cut =
            near(&above).is_some_and(|line| !lines.words(line).ends_with(['.', '!', '?', '"', '”', '»', '“', ':']));
        let goes_on = near(full.get(place + 1..).unwrap_or_default()).is_some();
        if is_cut && goes_on {
            doubts.push(Doubt::PageBreak { article, line: first + 1 });
        }
    }
    doubts
}
