//! The exports of ProQuest as plain text: lines of underscores between documents, then title and link, “Full text:”, and a
//! list of labels.

use std::{collections::BTreeSet, ops::Range};

use super::{
    found::{Found, Known, Role},
    labels::numbered,
    lines::Lines,
};

/// What labels say, and what they are called, in lower case.
const LABELS: [(&str, Known); 46] = [
    ("title", Known::Title),
    ("alternate title", Known::Other),
    ("author", Known::Author),
    ("publication title", Known::Outlet),
    ("publication info", Known::Other),
    ("publication year", Known::Other),
    ("publication date", Known::Date),
    ("publication subject", Known::Other),
    ("publication frequency", Known::Other),
    ("year", Known::Other),
    ("date", Known::Other),
    ("section", Known::Section),
    ("column", Known::Other),
    ("pages", Known::Page),
    ("first page", Known::Page),
    ("number of pages", Known::Other),
    ("volume", Known::Other),
    ("issue", Known::Other),
    ("publisher", Known::Other),
    ("place of publication", Known::Other),
    ("country of publication", Known::Other),
    ("issn", Known::Other),
    ("e-issn", Known::Other),
    ("isbn", Known::Other),
    ("source type", Known::Other),
    ("source attribution", Known::Other),
    ("language of publication", Known::Language),
    ("language", Known::Language),
    ("document type", Known::Kind),
    ("document feature", Known::Other),
    ("proquest document id", Known::Id),
    ("document url", Known::Address),
    ("copyright", Known::Copyright),
    ("last updated", Known::Loaded),
    ("database", Known::Other),
    ("subject", Known::Subject),
    ("business indexing term", Known::Other),
    ("identifier / keyword", Known::Other),
    ("location", Known::Place),
    ("people", Known::Person),
    ("company / organization", Known::Company),
    ("abstract", Known::Summary),
    ("links", Known::Other),
    ("dateline", Known::Dateline),
    ("credit", Known::Other),
    ("classification", Known::Other),
];
/// The label before the text, in lower case.
const TEXT: &str = "full text";

/// What a line of labels says: `None` for the text itself.
struct Label {
    name: &'static str,
    key: Option<Known>,
    /// The byte at which the value begins.
    from: usize,
}

fn label(words: &str) -> Option<Label> {
    const LONGEST: usize = 26;
    let colon = words.bytes().take(LONGEST).position(|byte| byte == b':')?;
    let name = words.get(..colon)?.trim().to_lowercase();
    let rest = words.get(colon + 1..)?;
    let from = words.len() - rest.trim_start().len();
    if name == TEXT {
        return Some(Label { name: TEXT, key: None, from });
    }
    let (name, key) = LABELS.iter().find(|(known, _)| *known == name)?;
    Some(Label { name, key: Some(*key), from })
}

fn is_separator(words: &str) -> bool {
    const SHORTEST: usize = 20;
    words.len() >= SHORTEST && words.bytes().all(|byte| byte == b'_')
}

/// The articles of this layout in these lines; none if they are not of it.
pub(super) fn find(lines: &Lines<'_>, range: Range<usize>) -> Vec<Found> {
    let separators: Vec<usize> = lines.full(range.clone()).filter(|line| is_separator(lines.words(*line))).collect();
    let (mut all, mut is_claimed) = (Vec::new(), false);
    let ends = separators.iter().skip(1).copied().map(Some).chain([None]);
    for (separator, next) in separators.iter().copied().zip(ends) {
        let end = next.unwrap_or_else(|| last_end(lines, separator + 1..range.end));
        let mut found = Found::new(separator..end);
        found.set(separator, Role::Sign);
        found.is_family_first = true;
        let names = document(lines, &mut found, separator + 1..end);
        let has = |name: &str| names.contains(name);
        is_claimed |= has("proquest document id") || has(TEXT) && has("publication title") && has("publication date");
        match all.last_mut().filter(|_| names.is_empty() && !holds_words(lines, &found)) {
            Some(last) => close(lines, last, end),
            None => all.push(found),
        }
    }
    if is_claimed { all } else { Vec::new() }
}

/// Whether anything but a separator and notices stands in a section.
fn holds_words(lines: &Lines<'_>, found: &Found) -> bool {
    let mut rest = lines.full(found.lines.start + 1..found.lines.end);
    rest.next().is_some_and(|line| !is_closing(lines.words(line)))
}

/// How the page after the last document begins, in lower case.
fn is_closing(words: &str) -> bool {
    const CLOSING: [&str; 4] = ["contact us", "database copyright", "terms and conditions", "bibliography"];
    let lower = words.to_lowercase();
    CLOSING.iter().any(|closing| lower.starts_with(closing))
}

/// Gives the last document what follows it: a separator and notices.
fn close(lines: &Lines<'_>, last: &mut Found, end: usize) {
    let start = last.lines.end;
    last.extend(end);
    for line in lines.full(start..end) {
        last.set(line, if is_separator(lines.words(line)) { Role::Sign } else { Role::Removed });
    }
}

/// Where the last document ends: after its last label, if it names its database. Another may follow.
fn last_end(lines: &Lines<'_>, range: Range<usize>) -> usize {
    let is_last = |line: &usize| label(lines.words(*line)).is_some_and(|label| label.name == "database");
    lines.full(range.clone()).find(is_last).map_or(range.end, |line| line + 1)
}

/// Says what the lines of a document are; returns the names of its labels.
fn document(lines: &Lines<'_>, found: &mut Found, range: Range<usize>) -> BTreeSet<&'static str> {
    let is_text = |line: &usize| label(lines.words(*line)).is_some_and(|label| label.key.is_none());
    let text = lines.full(range.clone()).find(is_text);
    let mut names = head(lines, found, range.start..text.unwrap_or(range.end));
    let Some(text) = text else {
        return names;
    };
    names.insert(TEXT);
    let from = label(lines.words(text)).map_or(0, |label| label.from);
    found.set(text, if from < lines.words(text).len() { Role::Text(from) } else { Role::Sign });
    // The labels under the text, from the last one up, each once: lines of the text may begin with the same words.
    let mut under = BTreeSet::new();
    for block in lines.blocks(text + 1..range.end).into_iter().rev() {
        let own: Vec<(usize, Label)> =
            block.clone().filter_map(|line| Some((line, label(lines.words(line))?))).collect();
        let begins = own.first().is_some_and(|(line, _)| *line == block.start);
        let is_new = own.iter().all(|(_, label)| label.key.is_some() && !under.contains(label.name));
        if !begins || !is_new {
            break;
        }
        under.extend(own.iter().map(|(_, label)| label.name));
        values(lines, found, block, &own);
    }
    names.extend(under);
    names
}

/// The lines over the text: its number, its title, its link, and labels. What has no label may be a part of the text.
fn head(lines: &Lines<'_>, found: &mut Found, range: Range<usize>) -> BTreeSet<&'static str> {
    let (mut names, mut has_title) = (BTreeSet::new(), false);
    for block in lines.blocks(range) {
        let own: Vec<(usize, Label)> =
            block.clone().filter_map(|line| Some((line, label(lines.words(line))?))).collect();
        let words = lines.words(block.start);
        if let Some((number, of)) = numbered(words) {
            (found.number, found.of) = (Some(number), Some(of));
            found.set(block.start, Role::Sign);
            continue;
        }
        // The title is the first line, and may begin like a label.
        let is_labelled = own.first().is_some_and(|(line, label)| {
            *line == block.start
                && (has_title || matches!(label.key, Some(Known::Title | Known::Author | Known::Outlet)))
        });
        if is_labelled {
            names.extend(own.iter().map(|(_, label)| label.name));
            has_title |= own.iter().any(|(_, label)| label.key == Some(Known::Title));
            values(lines, found, block, &own);
        } else if words.starts_with("http://") || words.starts_with("https://") {
            block.clone().for_each(|line| found.set(line, Role::Value(Known::Address, 0)));
        } else if !has_title {
            has_title = true;
            block.for_each(|line| found.set(line, Role::Title(0)));
        }
    }
    names
}

/// The labels of a block, whose values may go on in the next lines.
fn values(lines: &Lines<'_>, found: &mut Found, block: Range<usize>, own: &[(usize, Label)]) {
    let mut key = Known::Other;
    for line in block {
        let label = own.iter().find(|(labelled, _)| *labelled == line).map(|(_, label)| label);
        key = label.and_then(|label| label.key).unwrap_or(key);
        let from = label.map_or(0, |label| label.from);
        let is_none = key == Known::Summary && lines.words(line).get(from..) == Some("None available.");
        found.set(line, if is_none { Role::Removed } else { Role::Value(key, from) });
    }
}
