//! The exports of press databases, which hold many articles in one file: one file per layout and one line in [`ALL`].
//!
//! A layout says which lines of a text are an article and what each of them is to it. Every line with anything in it is a
//! part of one article, a thing known of it, or recorded as removed from it: nothing between the articles is lost.

mod academic;
mod batches;
mod bodies;
mod coded;
pub(crate) mod cuts;
mod europresse;
mod factiva;
mod found;
mod labels;
mod languages;
mod lines;
mod nexis;
mod page_breaks;
mod pattern;
mod proquest;
mod signs;
pub(super) mod words;

use std::ops::Range;

use self::{
    batches::{Batch, batches},
    bodies::{Made, is_later, made, runs_in},
    found::{Found, Role},
    lines::Lines,
    signs::{is_copyright, is_page_number},
    words::Doubt,
};
use super::{
    format::Body,
    words::{Step, Warning},
};
use crate::{import::error::ImportError, model::Run};

/// The layout of an export as text.
struct Layout {
    /// The database, as people call it.
    name: &'static str,
    /// The articles of this layout in some of the lines; none if they are not of it. The structure is that of the text.
    find: fn(&Lines<'_>, Range<usize>, &[Run]) -> Vec<Found>,
}

/// All layouts. Where two may claim the same lines, the first has them.
const ALL: &[Layout] = &[
    Layout { name: "ProQuest", find: |lines, range, _| proquest::find(lines, range) },
    Layout { name: "LexisNexis", find: |lines, range, _| academic::find(lines, range) },
    Layout { name: "Factiva", find: |lines, range, _| coded::find(lines, range) },
    Layout { name: "Factiva", find: factiva::find },
    Layout { name: "Nexis", find: |lines, range, _| nexis::find(lines, range) },
];

/// What the export of a web page is called.
const EUROPRESSE: &str = "Europresse";

/// The articles of a file, if its text is the export of a database; else the file as it is.
pub(super) fn split(file: Body) -> Vec<Body> {
    let articles = articles(&file);
    articles.unwrap_or_else(|| vec![file])
}

/// The articles of a file that is split by a pattern.
///
/// # Errors
/// When no line fits it.
pub(super) fn split_by(cuts: &cuts::Cuts, file: &Body) -> Result<Vec<Body>, ImportError> {
    pattern::split(cuts, file)
}

/// The articles of a file, if its text is the export of a database.
pub(super) fn articles(file: &Body) -> Option<Vec<Body>> {
    let lines = Lines::of_export(file.text.as_str())?;
    let found = found(&lines, &file.structure);
    (!found.is_empty()).then(|| bodies_of(file, &lines, found))
}

/// Whether a web page may be the export of a database, by a few words in it.
pub(super) fn may_be_export(page: &str) -> bool {
    const SIGNS: [&str; 13] = [
        "titreArticle",
        "Factiva",
        "LexisNexis",
        "Nexis",
        "DOCUMENTS",
        "End of Document",
        "Ende des Dokuments",
        "Fin du document",
        "Fin del documento",
        "Fim do documento",
        "ProQuest",
        "Dokument ",
        "Document ",
    ];
    SIGNS.iter().any(|sign| memchr::memmem::find(page.as_bytes(), sign.as_bytes()).is_some())
}

/// The articles of a web page, if its elements are those of a database.
///
/// # Errors
/// When the page is too deep to be read.
pub(super) fn articles_in_page(page: &str) -> Result<Option<Vec<Body>>, ImportError> {
    let Some((file, found)) = europresse::find(page)? else { return Ok(None) };
    let lines = Lines::of(file.text.as_str());
    let found = found.into_iter().map(|found| (EUROPRESSE, found)).collect();
    Ok(Some(bodies_of(&file, &lines, found)))
}

/// What the layouts find in a text, each with the name of its database, in order; what no layout knows stands between.
fn found(lines: &Lines<'_>, structure: &[Run]) -> Vec<(&'static str, Found)> {
    let whole = 0..lines.len();
    let mut all: Vec<(&'static str, Found)> = Vec::new();
    let mut free = std::iter::once(whole).collect::<Vec<_>>();
    for layout in ALL {
        for range in std::mem::take(&mut free) {
            let mut from = range.start;
            for found in (layout.find)(lines, range.clone(), structure) {
                // A line belongs to one article only.
                if found.lines.start < from || found.lines.end > range.end {
                    continue;
                }
                free.push(from..found.lines.start);
                from = found.lines.end;
                all.push((layout.name, found));
            }
            free.push(from..range.end);
        }
        free.retain(|range| lines.first(range.clone()).is_some());
    }
    all.sort_by_key(|(_, found)| found.lines.start);
    if !all.is_empty() {
        let outside: Vec<Range<usize>> =
            free.into_iter().filter(|range| !goes_with_the_last(lines, &mut all, range)).collect();
        all.extend(outside.into_iter().map(|range| {
            let mut found = as_it_is(lines, range);
            found.is_outside = true;
            ("", found)
        }));
        all.sort_by_key(|(_, found)| found.lines.start);
    }
    all
}

/// Gives lines that no layout knows to the article before them, if they are nothing but notices.
fn goes_with_the_last(lines: &Lines<'_>, all: &mut [(&'static str, Found)], range: &Range<usize>) -> bool {
    let is_notice = |line: usize| {
        let words = lines.words(line);
        is_copyright(words) || is_page_number(words) || !words.contains(char::is_alphanumeric)
    };
    let next = all.partition_point(|(_, found)| found.lines.start < range.start);
    let before = next.checked_sub(1).and_then(|before| all.get_mut(before));
    let Some((_, before)) = before.filter(|_| lines.full(range.clone()).all(is_notice)) else { return false };
    before.extend(range.end);
    before.set_all(lines, range.clone(), Role::Removed);
    true
}

/// Lines as an article, of which nothing is known but that the first is the title.
fn as_it_is(lines: &Lines<'_>, range: Range<usize>) -> Found {
    let mut found = Found::new(range.clone());
    lines.first(range).into_iter().for_each(|line| found.set(line, Role::Title(0)));
    found
}

/// The articles as bodies, with what should be known of them.
fn bodies_of(file: &Body, lines: &Lines<'_>, found: Vec<(&'static str, Found)>) -> Vec<Body> {
    let (count, mut runs) = (found.len(), file.structure.as_slice());
    let mut warnings: Vec<Warning> = file.warnings.clone();
    warnings.extend(of_the_file(&found).into_iter().map(Warning::Press));
    let mut bodies = Vec::with_capacity(count);
    for (number, (name, mut found)) in found.into_iter().enumerate() {
        let article = number + 1;
        // Where nothing is left that could be read, nothing is known either: all of it is kept.
        if bodies::pieces(lines, &found).0.is_empty() {
            found = as_it_is(lines, found.lines.clone());
        }
        let breaks = page_breaks::mark(lines, &mut found, article);
        let Made { mut body, loaded, has_text } = made(file, runs_in(&mut runs, lines, &found), lines, &found);
        body.warnings.extend(breaks.into_iter().map(Warning::Press));
        body.warnings.extend(is_later(&body.facts, &loaded).map(Warning::Press));
        if found.is_outside {
            let (first, last) = (found.lines.start, lines.full(found.lines.clone()).next_back());
            let first = lines.first(found.lines.clone()).unwrap_or(first) + 1;
            body.warnings.push(Warning::Press(Doubt::Outside { first, last: last.map_or(first, |last| last + 1) }));
        } else {
            if !has_text {
                let line = lines.first(found.lines.clone()).unwrap_or_default() + 1;
                body.warnings.push(Warning::Press(Doubt::Empty { article, line }));
            }
            let kept = file.steps.len();
            body.steps.insert(kept, Step::Export { database: name, article, of: count }.to_string());
        }
        warnings.append(&mut body.warnings);
        body.warnings = std::mem::take(&mut warnings);
        bodies.push(body);
    }
    bodies
}

/// What should be known of a file as a whole.
fn of_the_file(found: &[(&'static str, Found)]) -> Vec<Doubt> {
    let mut names: Vec<&'static str> = Vec::new();
    for (name, _) in found.iter().filter(|(_, found)| !found.is_outside) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let several = (names.len() > 1).then(|| Doubt::Several(names.clone()));
    let of = |name: &str| found.iter().filter(|(own, _)| *own == name).map(|(_, found)| found).collect::<Vec<_>>();
    let by_batch = names.iter().flat_map(|name| batches(&of(name))).flat_map(Batch::doubts).collect::<Vec<_>>();
    several.into_iter().chain(by_batch).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::text::ByteRange;

    /// Articles and what stands beside them are the whole text, blanks aside, in order and apart from each other.
    fn is_whole(text: &str) -> usize {
        let lines = Lines::of(text);
        let all = found(&lines, &[]);
        let mut parts: Vec<ByteRange> = Vec::new();
        for (_, found) in &all {
            let (mut pieces, _) = bodies::pieces(&lines, found);
            for line in lines.full(found.lines.clone()) {
                let whole = lines.at(line, 0);
                match found.role(line) {
                    Role::Title(from) | Role::Text(from) => {
                        let rest = lines.at(line, from);
                        parts.push(ByteRange { start: whole.start, end: rest.start });
                    }
                    Role::Value(..) | Role::Removed | Role::PageHeader | Role::Sign => parts.push(whole),
                }
            }
            assert!(pieces.is_sorted_by(|one, next| one.end <= next.start), "{pieces:?}");
            parts.append(&mut pieces);
        }
        parts.retain(|part| !part.is_empty());
        parts.sort_by_key(|part| part.start);
        let mut at = 0;
        for part in parts {
            assert!(part.start.index() >= at, "{part:?} twice in {text}");
            assert_eq!(text.get(at..part.start.index()).unwrap().trim(), "", "lost of {text}");
            at = part.end.index();
        }
        assert!(all.is_empty() || text.get(at..).unwrap().trim().is_empty(), "lost of {text}");
        all.len()
    }

    #[test]
    fn nothing_between_the_articles_is_lost() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/press");
        let mut split = 0;
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let text = std::fs::read_to_string(&path).unwrap();
            let of_sound = is_whole(&text);
            assert!(of_sound > 1 || !path.to_string_lossy().ends_with("h.txt"), "{}", path.display());
            let mut lines: Vec<&str> = text.lines().collect();
            for step in 1..60 {
                // Lines move, vanish and come twice, the same ones each time.
                let (one, other) = (step * 37 % lines.len(), step * step * 11 % lines.len());
                match step % 3 {
                    0 => lines.swap(one, other),
                    1 => lines.insert(other, lines[one]),
                    _ => drop(lines.remove(one)),
                }
                split += usize::from(is_whole(&lines.join("\n")) > 1);
            }
        }
        assert!(split > 500, "{split}");
    }
}
