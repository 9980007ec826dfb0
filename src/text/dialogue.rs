//! Speech that a dash opens, as in French, Russian, Spanish, Polish and Turkish papers: — Я ухожу, — сказал он.

use std::ops::Range;

const DASHES: [char; 3] = ['—', '–', '―'];
/// What comes before who says it.
const STOPS: [char; 4] = [',', '!', '?', '…'];
/// Words that tell who says it where no dash does, in French (behind a verb) and in Turkish.
const INVERTED: [&str; 8] = ["-il", "-elle", "-t-on", "-ils", "-elles", "-je", "-t-il", "-t-elle"];
const TOLD: [&str; 6] = ["dedi", "diye", "sordu", "yanıtladı", "ekledi", "demişti"];

/// The stretches that are spoken in a paragraph that begins with a dash, the dash of the first among them. None where nobody is said to
/// speak: then the dash only begins an item of a list. Nor where the paragraph has quotation marks, which then say what is spoken.
pub(super) fn spoken_in(words: &str) -> Vec<Range<usize>> {
    let lead = words.len() - words.trim_start().len();
    if !words.trim_start().starts_with(DASHES) || words.contains(['“', '„', '"']) {
        return Vec::new();
    }
    // Russian has a comma before the dash; one without is part of what is said.
    let has_commas = DASHES.iter().any(|dash| words.contains(&format!(", {dash} ")));
    let last_dash = words.rfind(DASHES).unwrap_or_default();
    let mut spoken: Vec<Range<usize>> = Vec::new();
    let mut start = Some(lead);
    let (mut is_told, mut before) = (false, ' ');
    for (at, character) in words.char_indices().filter(|(at, _)| *at > lead) {
        let is_dash = DASHES.contains(&character);
        let rest = words.get(at + character.len_utf8()..).unwrap_or_default();
        match start {
            Some(begun) if is_dash || before.is_whitespace() && !character.is_whitespace() => {
                let solid = words.get(begun..at).unwrap_or_default().trim_end();
                let after_stop = solid.ends_with(STOPS);
                let by_dash = is_dash && (after_stop || before.is_whitespace() && !has_commas && tells(rest));
                let by_word = after_stop && is_told_by(words.get(at..).unwrap_or_default(), solid);
                if solid.chars().nth(1).is_some() && (by_dash || by_word) {
                    spoken.push(begun..begun + solid.len());
                    (start, is_told) = (None, false);
                }
            }
            None if is_told && (is_dash || matches!(character, '.' | ',')) => {
                // Who says it has been said: behind a dash, or the last stop before none, speech goes on.
                let told = spoken.last().map_or(0, |last| last.end);
                if is_dash || told > last_dash {
                    let skipped = rest.len() - rest.trim_start_matches([' ', '\u{A0}', '.', ',']).len();
                    start = Some(at + character.len_utf8() + skipped);
                }
            }
            Some(_) | None => {}
        }
        is_told |= character.is_alphabetic() && start.is_none();
        before = character;
    }
    if spoken.is_empty() {
        return spoken;
    }
    let end = words.trim_end().len();
    spoken.extend(start.filter(|start| *start < end).map(|start| start..end));
    spoken
}

/// Whether what follows a dash without a stop before it tells who speaks: right behind it as in Spanish, or with a stop at its end as in Polish.
fn tells(rest: &str) -> bool {
    let told = rest.split(DASHES).next().unwrap_or_default();
    let is_polish = told.starts_with(' ') && told.trim_end().ends_with(['.', ',', ':']);
    let first = told.trim_start().chars().next().unwrap_or(' ');
    let is_cyrillic = matches!(first, '\u{400}'..='\u{52F}');
    first.is_lowercase() && !is_cyrillic && (is_polish || !told.starts_with(' '))
}

/// Whether these words tell who has said what precedes.
fn is_told_by(words: &str, said: &str) -> bool {
    let first = words.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.')).next().unwrap_or_default();
    let asks = said.ends_with(['?', '!', '…']) && first.starts_with(char::is_lowercase);
    asks || INVERTED.iter().any(|ending| first.ends_with(ending)) || TOLD.contains(&first)
}
