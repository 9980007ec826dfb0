//! The older exports of LexisNexis: each document begins with its number (“2 of 10 DOCUMENTS”), labels are in capitals,
//! those before the text end with its length, those after it with whose copyright it is.

use std::{collections::BTreeSet, ops::Range};

use super::{
    found::{Found, Known, Role},
    labels::{label, numbered},
    lines::Lines,
    signs::{is_copyright, is_day_line},
};

/// Labels of the page before the first document, in lower case.
const COVER: [&str; 13] = [
    "download request:",
    "time of request:",
    "print request:",
    "terms:",
    "source:",
    "combined source:",
    "project id:",
    "send to:",
    "job number:",
    "search terms:",
    "research information:",
    "zoektermen:",
    "suchbegriffe:",
];

/// The articles of this layout in these lines; none if they are not of it.
pub(super) fn find(lines: &Lines<'_>, range: Range<usize>) -> Vec<Found> {
    let marks: Vec<(usize, (usize, usize))> =
        lines.full(range.clone()).filter_map(|line| Some((line, numbered(lines.words(line))?))).collect();
    let mut all = Vec::new();
    let mut is_claimed = false;
    let ends = marks.iter().skip(1).map(|(line, _)| *line).map(Some).chain([None]);
    for ((mark, (number, of)), next) in marks.iter().copied().zip(ends) {
        let end = next.unwrap_or_else(|| last_end(lines, mark + 1..range.end));
        let start = if all.is_empty() { cover(lines, range.start..mark) } else { mark };
        let mut found = Found::new(start..end);
        found.set_all(lines, start..mark, Role::Removed);
        found.set(mark, Role::Sign);
        (found.number, found.of) = (Some(number), Some(of));
        is_claimed |= document(lines, &mut found, mark + 1..end);
        all.push(found);
    }
    if is_claimed { all } else { Vec::new() }
}

/// Where the page before the first document begins: at its first label, if it has two.
fn cover(lines: &Lines<'_>, before: Range<usize>) -> usize {
    let is_label = |line: &usize| {
        let lower = lines.words(*line).to_lowercase();
        COVER.iter().any(|label| lower.starts_with(label))
    };
    let labels: Vec<usize> = lines.full(before.clone()).filter(is_label).collect();
    match labels.as_slice() {
        [first, _, ..] => *first,
        _fewer => before.end,
    }
}

/// Where the last document ends: after the first labels that stand under a text. Another database may follow.
fn last_end(lines: &Lines<'_>, range: Range<usize>) -> usize {
    let mut is_under = false;
    for block in lines.blocks(range.clone()) {
        let is_tail = is_tail(lines, &block).is_some();
        let closes = label(lines.words(block.start)).is_some_and(|(key, _, is_capital)| {
            is_capital && matches!(key, Known::Loaded | Known::Language | Known::Kind)
        });
        if is_under && !is_tail {
            return block.start;
        }
        is_under |= closes;
    }
    range.end
}

/// What a block of labels under a text says: `None` if it is no such block.
fn is_tail(lines: &Lines<'_>, block: &Range<usize>) -> Option<Known> {
    let words = lines.words(block.start);
    if is_copyright(words) {
        return Some(Known::Copyright);
    }
    let (key, _, is_capital) = label(words)?;
    let is_head = matches!(key, Known::SectionAndPage | Known::Words | Known::Author | Known::Title | Known::Summary);
    (is_capital && !is_head).then_some(key)
}

/// Says what the lines of a document are; returns whether its labels are those of the layout.
fn document(lines: &Lines<'_>, found: &mut Found, range: Range<usize>) -> bool {
    let blocks = lines.blocks(range.clone());
    let first_labels = first_labels(lines, &blocks);
    let mut known = BTreeSet::new();
    let mut next = first_labels;
    // The labels before the text, each once.
    while let Some(block) = blocks.get(next) {
        let Some((key, ..)) = label(lines.words(block.start)).filter(|(.., is_capital)| *is_capital) else { break };
        if known.contains(&key) || matches!(key, Known::Loaded | Known::Language | Known::Kind) {
            break;
        }
        labels(lines, found, block.clone(), &mut known);
        next += 1;
    }
    let has_length = known.contains(&Known::Words);
    let has_other = known.contains(&Known::SectionAndPage) || known.contains(&Known::Author);
    head(lines, found, range.start..blocks.get(first_labels).map_or(range.end, |block| block.start));
    let mut under = BTreeSet::new();
    for block in blocks.iter().skip(next).rev() {
        match is_tail(lines, block) {
            Some(Known::Copyright) => found.set_all(lines, block.clone(), Role::Value(Known::Copyright, 0)),
            Some(key) if !under.contains(&key) || key == Known::Other => {
                labels(lines, found, block.clone(), &mut under);
            }
            Some(_) | None => break,
        }
    }
    let has_tail = [Known::Loaded, Known::Language, Known::Kind].iter().any(|key| under.contains(key));
    has_length || has_other && has_tail
}

/// Which block is the first of labels. The title under the day may begin like one (“UPDATE: …”).
fn first_labels(lines: &Lines<'_>, blocks: &[Range<usize>]) -> usize {
    let key = |block: &Range<usize>| label(lines.words(block.start)).filter(|(.., is_capital)| *is_capital);
    let is_day = |block: &Range<usize>| block.clone().any(|line| is_day_line(lines.words(line)));
    let day = blocks.iter().skip(1).position(|block| key(block).is_none() && is_day(block)).map(|day| day + 1);
    let from = day.map_or(1, |day| day + 1);
    let labelled = |from: usize| {
        let labelled = blocks.iter().skip(from).position(|block| key(block).is_some());
        labelled.map_or(blocks.len(), |labelled| from + labelled)
    };
    let first = labelled(from);
    let is_title = |block: &Range<usize>| {
        !is_copyright(lines.words(block.start)) && !block.clone().all(|line| is_edition(lines, line))
    };
    let has_title = day.is_none() || blocks.get(from..first).unwrap_or_default().iter().any(is_title);
    // Other labels than these stand under the text.
    let begins = blocks.get(first).and_then(key).is_some_and(|(key, ..)| {
        matches!(
            key,
            Known::SectionAndPage
                | Known::Words
                | Known::Author
                | Known::Title
                | Known::Summary
                | Known::Dateline
                | Known::Edition
        )
    });
    if has_title || begins { first } else { labelled(first + 1) }
}

/// The labels of a block; a value may go on in the next line.
fn labels(lines: &Lines<'_>, found: &mut Found, block: Range<usize>, known: &mut BTreeSet<Known>) {
    let mut key_before = None;
    for line in block {
        let own = label(lines.words(line)).filter(|(.., is_capital)| *is_capital);
        let (key, from) = match (own, key_before) {
            (Some((key, from, _)), _) => (key, from),
            (None, Some(key)) => (key, 0),
            (None, None) => return,
        };
        let is_title = (key == Known::Title).then_some(Role::Title(from));
        let is_text = (key == Known::Summary).then_some(Role::Text(from));
        found.set(line, is_title.or(is_text).unwrap_or(Role::Value(key, from)));
        known.insert(key);
        key_before = Some(key);
    }
}

/// What stands over the labels: outlet, day and edition in the middle of the page, then the title.
fn head(lines: &Lines<'_>, found: &mut Found, range: Range<usize>) {
    const FARTHEST: usize = 12;
    let all: Vec<usize> = lines.full(range.clone()).collect();
    let rights: Vec<usize> =
        all.iter().copied().take(FARTHEST).filter(|line| is_copyright(lines.words(*line))).collect();
    for line in &rights {
        found.set(*line, Role::Value(Known::Copyright, 0));
    }
    let rest: Vec<usize> = all.into_iter().filter(|line| !rights.contains(line)).collect();
    let day = rest.iter().take(FARTHEST).position(|line| is_day_line(lines.words(*line)));
    let (before, after) = match day {
        Some(day) => {
            rest.get(day).into_iter().for_each(|line| found.set(*line, Role::Value(Known::Date, 0)));
            (rest.get(..day).unwrap_or_default(), rest.get(day + 1..).unwrap_or_default())
        }
        None => rest.split_at(rest.len().min(1)),
    };
    let editions = after.iter().take_while(|line| day.is_some() && is_edition(lines, **line)).count();
    let (editions, titles) = after.split_at(editions);
    editions.iter().for_each(|line| found.set(*line, Role::Value(Known::Edition, 0)));
    let (outlets, titles) = match before {
        // The title may stand between outlet and day.
        [outlet, titles @ ..] if after.len() == editions.len() => (std::slice::from_ref(outlet), titles),
        _all => (before, titles),
    };
    outlets.iter().for_each(|line| found.set(*line, Role::Value(Known::Outlet, 0)));
    // What stands under the title and has no label may be a part of the text.
    let mut last = None;
    for line in titles.iter().copied().take_while(|line| last.replace(*line).is_none_or(|last| *line == last + 1)) {
        found.set(line, Role::Title(0));
    }
}

/// Whether a line under the day says of which edition the article is.
fn is_edition(lines: &Lines<'_>, line: usize) -> bool {
    const WORDS: [&str; 5] = ["edition", "édition", "ausgabe", "edición", "edição"];
    let lower = lines.words(line).to_lowercase();
    lines.is_indented(line) || lower.len() < 60 && WORDS.iter().any(|word| lower.contains(word))
}
