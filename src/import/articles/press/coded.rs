//! The exports of Factiva with codes: HD before the title, BY before who wrote it, LP and TD before the text, AN before the
//! number by which Factiva knows it.

use std::ops::Range;

use super::{
    factiva::{document_id, last_page},
    found::{Found, Known, Role},
    lines::Lines,
    signs::{is_copyright, is_page_number},
};

/// What a code stands before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    Title,
    Text,
    Value(Known),
}

/// The codes, in the order in which they stand.
const CODES: [(&str, Is); 30] = [
    ("CLM", Is::Value(Known::Section)),
    ("SE", Is::Value(Known::Section)),
    ("HD", Is::Title),
    ("HL", Is::Title),
    ("CR", Is::Value(Known::Other)),
    ("BY", Is::Value(Known::Author)),
    ("WC", Is::Value(Known::Words)),
    ("PD", Is::Value(Known::Date)),
    ("ET", Is::Value(Known::Other)),
    ("SN", Is::Value(Known::Outlet)),
    ("SC", Is::Value(Known::Other)),
    ("NGC", Is::Value(Known::Other)),
    ("GC", Is::Value(Known::Other)),
    ("ED", Is::Value(Known::Edition)),
    ("PG", Is::Value(Known::Page)),
    ("VOL", Is::Value(Known::Other)),
    ("LA", Is::Value(Known::Language)),
    ("CY", Is::Value(Known::Copyright)),
    ("LP", Is::Text),
    ("TD", Is::Text),
    ("ART", Is::Value(Known::Graphic)),
    ("CT", Is::Value(Known::Other)),
    ("RF", Is::Value(Known::Other)),
    ("CO", Is::Value(Known::Company)),
    ("IN", Is::Value(Known::Industry)),
    ("NS", Is::Value(Known::Subject)),
    ("RE", Is::Value(Known::Place)),
    ("IPD", Is::Value(Known::Other)),
    ("IPC", Is::Value(Known::Other)),
    ("PUB", Is::Value(Known::Other)),
];
/// The last code, before the number of the article.
const LAST: &str = "AN";
/// Where the text begins in the order of the codes.
const TEXT: usize = 18;
/// Codes that an article begins with.
const FIRST: usize = 3;

/// A code at the beginning of a line: its place in the order, and the byte at which its value begins. After it comes more
/// than one blank, or nothing, so that a sentence in capitals is none.
fn code(words: &str) -> Option<(usize, usize)> {
    let length = words.bytes().take_while(u8::is_ascii_uppercase).count();
    let (name, rest) = words.split_at_checked(length).filter(|_| (2..=3).contains(&length))?;
    let value = rest.trim_start();
    let is_apart = rest.is_empty() || rest.starts_with(['\t', '\u{A0}']) || rest.starts_with("  ");
    let place = CODES.iter().position(|(code, _)| *code == name).or((name == LAST).then_some(CODES.len()))?;
    is_apart.then_some((place, words.len() - value.len()))
}

/// An article while its lines are read.
struct Open {
    start: usize,
    codes: Vec<(usize, usize, usize)>,
}

/// The articles of this layout in these lines; none if they are not of it.
pub(super) fn find(lines: &Lines<'_>, range: Range<usize>) -> Vec<Found> {
    let mut all = Vec::new();
    let mut open: Option<Open> = None;
    for line in lines.full(range.clone()) {
        let Some((place, from)) = code(lines.words(line)) else { continue };
        let last = open.as_ref().and_then(|open| open.codes.last()).map(|(_, place, _)| *place);
        let begins = place <= FIRST && last.is_none_or(|last| last >= place && last > FIRST);
        if begins {
            if let Some(open) = open.take() {
                all.extend(article(lines, &open, line));
            }
            open = Some(Open { start: line, codes: Vec::new() });
        }
        let Some(now) = open.as_mut() else { continue };
        if begins || last.is_some_and(|last| place > last) {
            now.codes.push((line, place, from));
        }
        if place == CODES.len() && now.codes.last().is_some_and(|(last, ..)| *last == line) {
            // The number stands in the same line or in the next.
            let is_alone = from >= lines.words(line).len();
            let next = lines.first(line + 1..range.end).filter(|next| is_alone && code(lines.words(*next)).is_none());
            let end = next.unwrap_or(line);
            all.extend(open.take().and_then(|open| article(lines, &open, end + 1)));
        }
    }
    all.extend(open.and_then(|open| article(lines, &open, range.end)));
    let end = all.last().map_or(range.end, |last| last.lines.end);
    last_page(lines, &mut all, end..range.end);
    all
}

/// The article, if it has enough codes to be one.
fn article(lines: &Lines<'_>, open: &Open, end: usize) -> Option<Found> {
    const FEWEST: usize = 4;
    let has = |wanted: &str| {
        open.codes.iter().any(|(_, place, _)| CODES.get(*place).map_or(LAST, |(code, _)| *code) == wanted)
    };
    let has_text = has("LP") || has("TD") || has(LAST);
    if open.codes.len() < FEWEST || !has("HD") && !has("HL") || !has_text || !has("PD") && !has("SN") {
        return None;
    }
    let mut found = Found::new(open.start..end);
    let ends = open.codes.iter().skip(1).map(|(line, ..)| *line).chain([end]);
    for ((line, place, from), next) in open.codes.iter().copied().zip(ends) {
        let is = CODES.get(place).map_or(Is::Value(Known::Id), |(_, is)| *is);
        let role = |from| match is {
            Is::Title => Role::Title(from),
            Is::Text => Role::Text(from),
            Is::Value(key) => Role::Value(key, from),
        };
        found.set(line, if from < lines.words(line).len() { role(from) } else { Role::Sign });
        for more in lines.full(line + 1..next) {
            let words = lines.words(more);
            let is_stray = place > TEXT && is_copyright(words) && place != CODES.len();
            found.set(
                more,
                if is_page_number(words) {
                    Role::PageHeader
                } else if is_stray {
                    Role::Removed
                } else {
                    role(0)
                },
            );
        }
    }
    id(lines, &mut found);
    Some(found)
}

/// The number of an article without the word before it.
fn id(lines: &Lines<'_>, found: &mut Found) {
    for line in lines.full(found.lines.clone()) {
        if let Role::Value(Known::Id, from) = found.role(line) {
            let words = lines.words(line);
            let value = words.get(from..).unwrap_or_default();
            if let Some(id) = document_id(value) {
                found.set(line, Role::Value(Known::Id, words.len() - id.len()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_apart_from_what_follows() {
        assert_eq!(code("HD\u{A0}A title"), Some((2, 4)));
        assert_eq!(code("HD  A title"), Some((2, 4)));
        assert_eq!(code("HD"), Some((2, 2)));
        assert_eq!(code("IN a decision"), None);
        assert_eq!(code("HDX  none"), None);
        assert_eq!(CODES[TEXT].0, "LP");
        assert_eq!(CODES[FIRST].0, "HL");
    }
}
