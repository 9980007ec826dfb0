//! The exports of Factiva without codes: title, perhaps who wrote it, how many words, day, outlet, its code, language, whose
//! copyright it is, the text, and the line “Document …” with the number by which Factiva knows it.

use std::ops::Range;

use super::{
    super::authors::names,
    found::{Found, Known, Role},
    labels::is_end,
    languages::language_of,
    lines::Lines,
    signs::{is_copyright, is_day_line, is_notice, is_number, is_page_number, is_rights, is_word_count},
};
use crate::{
    model::{Run, RunKind},
    text::ByteRange,
};

/// The articles of this layout in these lines; none if they are not of it.
pub(super) fn find(lines: &Lines<'_>, range: Range<usize>, structure: &[Run]) -> Vec<Found> {
    let ends: Vec<usize> = lines.full(range.clone()).filter(|line| document_id(lines.words(*line)).is_some()).collect();
    let mut all: Vec<Found> = Vec::new();
    let (mut start, mut is_claimed) = (range.start, false);
    for end in ends {
        let counted = lines.full(start..end).find(|line| is_counted(lines, *line, end));
        let first = match counted {
            Some(counted) if all.is_empty() => first_line(lines, start..counted),
            Some(_) | None => start,
        };
        let mut found = Found::new(first..end + 1);
        match counted {
            Some(counted) => {
                head(lines, &mut found, first..counted, structure);
                facts(lines, &mut found, counted..end);
                is_claimed = true;
            }
            None => {
                let title = lines.full(first..end).find(|line| !is_notice(lines.words(*line)));
                title.into_iter().for_each(|line| found.set(line, Role::Title(0)));
            }
        }
        let from = lines.words(end).find(char::is_whitespace).map_or(0, |blank| blank + 1);
        found.set(end, Role::Value(Known::Id, from));
        all.push(found);
        start = end + 1;
    }
    if !is_claimed {
        return Vec::new();
    }
    last_page(lines, &mut all, start..range.end);
    all
}

/// The number by which Factiva knows an article (“Document DAIEX00020180301ee3100012”): where it was published, the day, and
/// more.
pub(super) fn document_id(words: &str) -> Option<&str> {
    const WORDS: [&str; 3] = ["document", "dokument", "documento"];
    const LENGTHS: std::ops::RangeInclusive<usize> = 19..=40;
    let (document, id) = words.split_once(char::is_whitespace)?;
    let id = id.trim();
    let is_id = LENGTHS.contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let begins =
        id.get(..2).is_some_and(|begin| begin.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()));
    let digits = id.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
    (is_id && begins && digits >= 8 && WORDS.contains(&document.to_lowercase().as_str())).then_some(id)
}

/// Whether a line counts the words of an article, for a day follows.
fn is_counted(lines: &Lines<'_>, line: usize, end: usize) -> bool {
    is_word_count(lines.words(line)) && lines.full(line + 1..end).take(2).any(|next| is_day_line(lines.words(next)))
}

/// The first line of the first article, for other things may stand before it.
fn first_line(lines: &Lines<'_>, before: Range<usize>) -> usize {
    const MOST: usize = 4;
    let is_other = |line: &usize| {
        let words = lines.words(*line);
        is_end(words) || is_copyright(words) || is_page_number(words) || words.starts_with("____")
    };
    let head = lines.full(before.clone()).rev().take(MOST).take_while(|line| !is_other(line));
    head.last().unwrap_or(before.end)
}

/// What stands over the count of words: the section, the title, who wrote it. What is not sure is a part of the title.
fn head(lines: &Lines<'_>, found: &mut Found, range: Range<usize>, structure: &[Run]) {
    let mut all: Vec<usize> = Vec::new();
    for line in lines.full(range) {
        match lines.words(line) {
            words if is_page_number(words) => found.set(line, Role::PageHeader),
            // Factiva's own, at the foot of a page.
            words if is_notice(words) => found.set(line, Role::Removed),
            _title => all.push(line),
        }
    }
    let set = |found: &mut Found, lines: &[usize], role| lines.iter().for_each(|line| found.set(*line, role));
    let is_title = |line: &usize| is_heading(structure, lines.at(*line, 0));
    if let (Some(first), Some(last)) = (all.iter().position(is_title), all.iter().rposition(is_title)) {
        let (before, rest) = all.split_at(first);
        let (titles, after) = rest.split_at(last + 1 - first);
        set(found, before, Role::Value(Known::Section, 0));
        set(found, titles, Role::Title(0));
        set(found, after, Role::Value(Known::Author, 0));
        return;
    }
    // An agency may stand under who wrote it.
    if let [_, .., byline, agency] = all.as_slice()
        && is_byline(lines.words(*byline), 1)
        && !lines.words(*agency).contains(char::is_whitespace)
    {
        found.set(*agency, Role::Value(Known::Other, 0));
        all.pop();
    }
    // A title is left over in any case.
    let before = all.len().saturating_sub(1);
    if let Some(author) = all.pop_if(|line| is_byline(lines.words(*line), before)) {
        found.set(author, Role::Value(Known::Author, 0));
    }
    let count = |line: usize| lines.words(line).split_whitespace().count();
    let titles = match all.as_slice() {
        [section, title, rest @ ..] if count(*section) <= 3 && count(*title) > count(*section) && rest.len() < 3 => {
            found.set(*section, Role::Value(Known::Section, 0));
            all.get(1..).unwrap_or_default()
        }
        all => all,
    };
    set(found, titles, Role::Title(0));
}

/// Whether a line is printed as a heading.
fn is_heading(structure: &[Run], at: ByteRange) -> bool {
    let from = structure.partition_point(|run| run.at.start < at.start);
    let near = structure.iter().skip(from).take_while(|run| run.at.start < at.end);
    near.into_iter().any(|run| matches!(run.kind, RunKind::Heading(_) | RunKind::Strong) && run.at.len() * 2 > at.len())
}

/// Whether a line names who wrote the article, which so many lines stand `before`: one that begins with “By” needs a title
/// before it. A short headline looks like a name, so that one without it needs a section, too.
fn is_byline(words: &str, before: usize) -> bool {
    const CUES: [&str; 5] = ["by ", "von ", "par ", "por ", "door "];
    // These begin headlines as well.
    const WEAK: [&str; 4] = ["di ", "da ", "from ", "de "];
    let lower = words.to_lowercase();
    let count = words.split_whitespace().count();
    let begins = |cues: &[&str]| cues.iter().any(|cue| lower.starts_with(cue)) && count <= 12;
    let is_name = (2..=3).contains(&count) && words.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let is_author = before > 0 && begins(&CUES) || before > 1 && (is_name || begins(&WEAK));
    is_author && !words.ends_with(['.', '?', '!', ':']) && !names(words, "", "").is_empty()
}

/// What stands between the count of words and the text.
fn facts(lines: &Lines<'_>, found: &mut Found, range: Range<usize>) {
    const FARTHEST: usize = 10;
    let full: Vec<usize> = lines.full(range.clone()).take(FARTHEST + 6).collect();
    let words = |at: usize| full.get(at).map_or("", |line| lines.words(*line));
    found.set(range.start, Role::Value(Known::Words, 0));
    let language = (2..FARTHEST.min(full.len())).find(|at| language_of(words(*at)).is_some());
    let mut has_outlet = false;
    let last = language.unwrap_or(4).min(full.len());
    for (at, line) in full.iter().copied().enumerate().take(last).skip(1) {
        let role = match words(at) {
            day if at <= 2 && is_day_line(day) => Role::Value(Known::Date, 0),
            time if is_time(time) => Role::Value(Known::Other, 0),
            _outlet if !has_outlet => {
                has_outlet = true;
                Role::Value(Known::Outlet, 0)
            }
            code if is_code(code) => Role::Value(Known::Other, 0),
            page if is_page(page) => Role::Value(Known::Page, 0),
            _edition if language.is_some() => Role::Value(Known::Edition, 0),
            _text => break,
        };
        found.set(line, role);
    }
    let Some(language) = language else { return };
    full.get(language).into_iter().for_each(|line| found.set(*line, Role::Value(Known::Language, 0)));
    for line in full.iter().skip(language + 1).take_while(|line| is_rights(lines.words(**line))) {
        found.set(*line, Role::Value(Known::Copyright, 0));
    }
}

fn is_time(words: &str) -> bool {
    words.len() <= 9
        && words
            .split_once(':')
            .is_some_and(|(hours, rest)| is_number(hours) && rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a line is the code of a source.
fn is_code(words: &str) -> bool {
    (2..=10).contains(&words.len())
        && words.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && words.starts_with(|c: char| c.is_ascii_uppercase())
        && !is_page(words)
}

/// Whether a line is a page, as it is numbered.
fn is_page(words: &str) -> bool {
    const SIGNS: [&str; 4] = ["S. ", "p. ", "Pg. ", "Seite "];
    let words = SIGNS.iter().find_map(|sign| words.strip_prefix(sign)).unwrap_or(words);
    let digits = words.trim_start_matches(|c: char| c.is_ascii_uppercase());
    words.len() - digits.len() <= 2 && digits.len() <= 4 && is_number(digits)
}

/// Headings on the last page, which says how the articles were searched for.
const SUMMARY: [&str; 6] = [
    "search summary",
    "suchzusammenfassung",
    "récapitulatif de la recherche",
    "résumé de la recherche",
    "resumen de la búsqueda",
    "resumo da pesquisa",
];

/// Gives the page after the last article to that, if it is the one that says how the articles were searched for.
pub(super) fn last_page(lines: &Lines<'_>, all: &mut [Found], rest: Range<usize>) {
    let is_summary = |line: &usize| SUMMARY.contains(&lines.words(*line).to_lowercase().as_str());
    let is_footer = |line: &usize| is_page_number(lines.words(*line)) || is_copyright(lines.words(*line));
    let mut full = lines.full(rest.clone()).skip_while(is_footer);
    let end = match full.next() {
        // Articles of another database may follow.
        Some(line) if is_summary(&line) && !lines.full(rest.clone()).any(|line| ends_article(lines.words(line))) => {
            rest.end
        }
        Some(line) => line,
        None => rest.end,
    };
    if let Some(last) = all.last_mut() {
        last.extend(end);
        last.set_all(lines, rest.start..end, Role::Removed);
    }
}

fn ends_article(words: &str) -> bool {
    is_end(words) || document_id(words).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_known_by_their_numbers() {
        assert_eq!(document_id("Document TESTFR0020111229e7ct0001r"), Some("TESTFR0020111229e7ct0001r"));
        assert_eq!(document_id("Dokument DAIEX00020180301ee3100012"), Some("DAIEX00020180301ee3100012"));
        for words in
            ["Document 1 of 2", "Document", "Document Internationalisierungen", "Documents TESTFR0020111229e7ct0001r"]
        {
            assert_eq!(document_id(words), None, "{words}");
        }
    }

    #[test]
    fn what_is_printed_as_a_heading_is_the_title() {
        let text = "World News\n\nThree Short Words\n\nSome Body\n\n12 words\n\n1 March 2018\n\nThe Daily\n\nDAILY\n\n\
                    English\n\nText.\n\nDocument DAILY00020180301ee310000c";
        let lines = Lines::of(text);
        let strong = Run { at: ByteRange::new(12, 29), kind: RunKind::Strong };
        for (structure, title) in [(vec![strong], 2), (Vec::new(), 2)] {
            let [found] = find(&lines, 0..lines.len(), &structure).try_into().ok().unwrap();
            assert_eq!(found.role(title), Role::Title(0));
            assert_eq!(found.role(0), Role::Value(Known::Section, 0));
            assert_eq!(found.role(4), Role::Value(Known::Author, 0));
            assert_eq!(found.role(16), Role::Text(0));
        }
    }
    /// What is read of the lines before the count of words.
    fn heads(above: &str) -> Vec<Role> {
        let text = format!(
            "{above}\n1 234 mots\n1 March 2018\nThe Daily\nDAILY\nEnglish\n\nText.\n\nDocument DAILY00020180301ee310000c"
        );
        let lines = Lines::of(&text);
        let [found] = find(&lines, 0..lines.len(), &[]).try_into().ok().unwrap();
        (0..above.lines().count()).map(|line| found.role(line)).collect()
    }

    #[test]
    fn short_headlines_are_no_bylines() {
        let (title, author) = (Role::Title(0), Role::Value(Known::Author, 0));
        let section = Role::Value(Known::Section, 0);
        assert_eq!(heads("Trump Fires Comey"), [title]);
        assert_eq!(heads("World News\nMay Calls Election"), [section, title]);
        assert_eq!(heads("By Ada Example"), [title]);
        assert_eq!(heads("Rain stops play\nBy Ada Example"), [title, author]);
        let agency = Role::Value(Known::Other, 0);
        assert_eq!(heads("Rain stops play\nBy Ada Example\nReuters"), [title, author, agency]);
        assert_eq!(heads("By Ada Example\nReuters"), [title, title]);
        assert_eq!(heads("World News\nMay Calls Election\nAda Example"), [section, title, author]);
        assert_eq!(heads("© 2018 Factiva, Inc. All rights reserved.\nRain stops play")[1], title);
    }
}
