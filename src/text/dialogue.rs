//! Speech that a dash opens, as in French, Russian, Spanish, Polish and Turkish papers: — Я ухожу, — сказал он.

use std::ops::Range;

const DASHES: [char; 3] = ['—', '–', '―'];
/// What comes before who says it.
const STOPS: [char; 5] = [',', '.', '!', '?', '…'];
/// Words that tell who says it where no dash does, in French (behind a verb) and in Turkish.
const INVERTED: [&str; 8] = ["-il", "-elle", "-on", "-ils", "-elles", "-je", "-t-il", "-t-elle"];
const TOLD: [&str; 6] = ["dedi", "diye", "sordu", "yanıtladı", "ekledi", "demişti"];

/// The stretches that are spoken in a paragraph that begins with a dash, the dash of the first among them. None where nobody is said to
/// speak: then the dash only begins an item of a list.
pub(super) fn spoken_in(words: &str) -> Vec<Range<usize>> {
    let lead = words.len() - words.trim_start().len();
    if !words.trim_start().starts_with(DASHES) {
        return Vec::new();
    }
    // Russian has a comma before the dash; one without is part of what is said.
    let has_commas = DASHES.iter().any(|dash| words.contains(&format!(", {dash} ")));
    let last_dash = words.rfind(DASHES).unwrap_or_default();
    let mut spoken = Vec::new();
    let (mut start, mut is_told) = (Some(lead), false);
    let mut before = ' ';
    for (at, character) in words.char_indices().filter(|(at, _)| *at > lead) {
        let rest = words.get(at + character.len_utf8()..).unwrap_or_default();
        match start {
            Some(begun) => {
                let solid = words.get(begun..at).unwrap_or_default().trim_end();
                let after_stop = solid.ends_with(STOPS);
                let is_bare =
                    before.is_whitespace() && !has_commas && rest.trim_start().starts_with(char::is_lowercase);
                let by_dash = DASHES.contains(&character) && (after_stop || is_bare);
                let by_word =
                    before.is_whitespace() && after_stop && is_told_by(words.get(at..).unwrap_or_default(), solid);
                if at > begun && solid.len() > DASHES[0].len_utf8() && (by_dash || by_word) {
                    spoken.push(begun..begun + solid.len());
                    (start, is_told) = (None, true);
                }
            }
            None => {
                // Who says it has been said: behind a dash, or a stop, speech goes on.
                let told = spoken.last().map_or(0, |last: &Range<usize>| last.end);
                let is_begun = words.get(told..at).is_some_and(|told| told.contains(char::is_alphabetic));
                let by_dash = DASHES.contains(&character) && is_begun;
                let by_stop = matches!(character, '.' | ',') && is_begun && told > last_dash;
                if by_dash || by_stop {
                    let skipped = rest.len()
                        - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',')).len();
                    start = Some(at + character.len_utf8() + skipped);
                }
            }
        }
        before = character;
    }
    let last = start.filter(|start| *start < words.trim_end().len()).map(|start| start..words.trim_end().len());
    spoken.extend(last);
    if is_told { spoken } else { Vec::new() }
}

/// Whether these words tell who has said what precedes.
fn is_told_by(words: &str, said: &str) -> bool {
    let first = words.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.')).next().unwrap_or_default();
    let asks = said.ends_with(['?', '!', '…']) && first.starts_with(char::is_lowercase);
    asks || INVERTED.iter().any(|ending| first.ends_with(ending)) || TOLD.contains(&first)
}
