//! The exports of Nexis Uni and Lexis+: a page with a list of the documents, then each document with title, outlet, day,
//! whose copyright it is, labels, “Body”, the text, labels again, and “End of Document”.

use std::ops::Range;

use super::{
    found::{Found, Known, Role},
    labels::{Under, heading_after, is_body, is_end, is_sure_label, label},
    lines::Lines,
    signs::{is_copyright, is_day_line, is_notice, is_number, is_page_number, is_rights},
};

/// The articles of this layout in these lines; none if they are not of it.
pub(super) fn find(lines: &Lines<'_>, range: Range<usize>) -> Vec<Found> {
    let ends: Vec<usize> = lines.full(range.clone()).filter(|line| is_end(lines.words(*line))).collect();
    let mut all: Vec<Found> = Vec::new();
    let (mut start, mut is_claimed) = (range.start, false);
    for end in ends {
        let document = start..end;
        let body = lines.full(document.clone()).find(|line| is_body(lines.words(*line)));
        let is_first = all.is_empty();
        let mut found = match body {
            Some(body) => {
                let (mut found, is_sure) = head(lines, document.clone(), end + 1, body, is_first);
                is_claimed |= is_sure;
                tail(lines, &mut found, body + 1..end);
                found
            }
            None => unlabelled(lines, document.start..end + 1),
        };
        found.set(end, Role::Sign);
        all.push(found);
        start = end + 1;
    }
    if is_claimed { all } else { Vec::new() }
}

/// A document without its heading over the text: its first line is its title.
fn unlabelled(lines: &Lines<'_>, range: Range<usize>) -> Found {
    let first = lines.first(range.clone());
    let mut found = Found::new(range);
    first.into_iter().for_each(|line| found.set(line, Role::Title(0)));
    found
}

/// What stands over the text of a document that ends before line `end`, and whether it is as in this layout.
fn head(lines: &Lines<'_>, range: Range<usize>, end: usize, body: usize, is_first: bool) -> (Found, bool) {
    let mut above: Vec<usize> = lines.full(range.start..body).collect();
    let cover = if is_first { Cover::of(lines, &above) } else { Cover::default() };
    let covered = above.drain(..cover.lines).collect::<Vec<_>>();
    let labelled = above.split_off(labels_from(lines, &above));
    let (first, from_day) = (above.first().copied(), day_from(lines, &above));
    // A headline may begin with “Copyright”; whose copyright the document is stands after its day.
    let is_title = |line: &usize| {
        let words = lines.words(*line);
        let is_stated = from_day.is_some_and(|day| *line > day) && is_rights(words);
        let is_other = is_stated || if Some(*line) == first { is_notice(words) } else { is_copyright(words) };
        !is_other && !is_page_number(words)
    };
    let plain: Vec<usize> = above.iter().copied().filter(is_title).collect();
    let day = plain.iter().rposition(|line| is_day_line(lines.words(*line)));
    let outlet = day.map_or_else(|| (plain.len() > 1).then_some(1), |day| day.checked_sub(1));
    // Without a page that lists the documents, what the first begins with is not sure.
    const MOST_LINES: usize = 3;
    let title_end = outlet.unwrap_or(plain.len().min(1));
    let title_start = if is_first && title_end > MOST_LINES { title_end - 1 } else { 0 };
    let start = match (covered.first(), plain.get(title_start)) {
        (Some(cover), _) => *cover,
        (None, Some(title)) if is_first => *title,
        (None, _) => range.start,
    };
    let mut found = Found::new(start..end);
    found.of = cover.of;
    covered.iter().for_each(|line| found.set(*line, Role::Removed));
    for line in above.iter().filter(|line| !is_title(line)) {
        let is_page = is_page_number(lines.words(*line));
        found.set(*line, if is_page { Role::PageHeader } else { Role::Value(Known::Copyright, 0) });
    }
    for (number, line) in plain.iter().copied().enumerate() {
        let role = match number {
            _ if number < title_start && !covered.is_empty() => Role::Removed,
            _ if number < title_end => Role::Title(0),
            _ if Some(number) == outlet => Role::Value(Known::Outlet, 0),
            _ if Some(number) == day => Role::Value(Known::Date, 0),
            _ => Role::Value(Known::Edition, 0),
        };
        found.set(line, role);
    }
    let mut has_label = false;
    let mut before = None;
    for line in labelled {
        let words = lines.words(line);
        let role = match label(words) {
            Some((Known::Summary, from, _)) => Role::Text(from),
            Some((key, from, _)) => Role::Value(key, from),
            None if is_copyright(words) => Role::Value(Known::Copyright, 0),
            None if is_page_number(words) => Role::PageHeader,
            None => goes_on(before, line).unwrap_or(Role::Text(0)),
        };
        has_label |= matches!(role, Role::Value(..));
        before = Some((line, role));
        found.set(line, role);
    }
    found.set(body, Role::Sign);
    (found, has_label && day.is_some())
}

/// The line with the day among those above the text; the first of them is the title.
fn day_from(lines: &Lines<'_>, above: &[usize]) -> Option<usize> {
    let is_day = |line: &&usize| is_day_line(lines.words(**line)) && label(lines.words(**line)).is_none();
    above.iter().skip(1).find(is_day).copied()
}

/// Which of the lines above the text is the first with a label: one after the day, or where there is none, after the first
/// line. A headline may begin like a label (“Correction: …”).
fn labels_from(lines: &Lines<'_>, above: &[usize]) -> usize {
    let day = day_from(lines, above);
    let from = above.iter().position(|line| Some(*line) == day).unwrap_or_default() + 1;
    let labelled = above.iter().skip(from).position(|line| label(lines.words(*line)).is_some());
    labelled.map_or(above.len(), |labelled| from + labelled)
}

/// A value that goes on in the next line.
fn goes_on(before: Option<(usize, Role)>, line: usize) -> Option<Role> {
    match before? {
        (last, Role::Value(key, _)) if last + 1 == line => Some(Role::Value(key, 0)),
        _other => None,
    }
}

/// What stands under the text of a document.
fn tail(lines: &Lines<'_>, found: &mut Found, range: Range<usize>) {
    let full: Vec<usize> = lines.full(range).collect();
    let mut heading = None;
    let mut before = None;
    for line in full.get(tail_start(lines, &full)..).unwrap_or_default().iter().copied() {
        let words = lines.words(line);
        let is_text = heading == Some(Under::Correction);
        let role = match (label(words).filter(|_| !is_text || is_sure_label(words)), heading_after(words)) {
            (_, Some(under)) => {
                heading = Some(under);
                if under == Under::Correction { Role::Text(0) } else { Role::Sign }
            }
            (Some((key, from, _)), None) => {
                heading = heading.filter(|_| !is_text);
                Role::Value(key, from)
            }
            (None, None) if is_copyright(words) => Role::Value(Known::Copyright, 0),
            (None, None) if is_page_number(words) => Role::PageHeader,
            (None, None) => goes_on(before, line).unwrap_or(match heading {
                Some(Under::Correction) => Role::Text(0),
                Some(Under::Graphic) => Role::Value(Known::Graphic, 0),
                Some(Under::Classes | Under::Notes) | None => Role::Value(Known::Other, 0),
            }),
        };
        before = Some((line, role));
        found.set(line, role);
    }
}

/// Which of the lines under “Body” is the first under the text: the day on which it was added to the database, or the heading
/// over its classes, with the headings directly above; where there is neither, the first of the labels at the end. Lines of
/// the text may begin with the same words.
fn tail_start(lines: &Lines<'_>, full: &[usize]) -> usize {
    let words = |at: usize| full.get(at).map_or("", |line| lines.words(*line));
    let is_loaded = |line: &usize| {
        is_sure_label(lines.words(*line)) && matches!(label(lines.words(*line)), Some((Known::Loaded, ..)))
    };
    let loaded = full.iter().rposition(is_loaded);
    let classes =
        (0..full.len()).rfind(|at| heading_after(words(*at)) == Some(Under::Classes) && label(words(at + 1)).is_some());
    let is_stated = |at: usize| is_sure_label(words(at)) || is_copyright(words(at));
    let mut start = [loaded, classes].into_iter().flatten().min().unwrap_or_else(|| {
        let labelled = full.iter().rev().take_while(|line| {
            let is_other = matches!(label(lines.words(**line)), Some((key, ..)) if key != Known::SectionAndPage);
            is_other || is_copyright(lines.words(**line))
        });
        let first = full.len() - labelled.count();
        if (first..full.len()).any(is_stated) { first } else { full.len() }
    });
    while start > 0 && is_stated(start - 1) {
        start -= 1;
    }
    headed(lines, full, start)
}

/// The first of the headings directly above a line: what is under one is a few lines, or a paragraph.
fn headed(lines: &Lines<'_>, full: &[usize], mut start: usize) -> usize {
    const MOST_UNDER_GRAPHIC: usize = 12;
    let under = |at: usize| full.get(at).and_then(|line| heading_after(lines.words(*line)));
    while let Some(heading) = (0..start).rfind(|at| {
        let most = match under(*at) {
            Some(Under::Graphic) => MOST_UNDER_GRAPHIC,
            Some(Under::Notes) => 2,
            Some(Under::Classes | Under::Correction) | None => 0,
        };
        start - at <= most
    }) {
        start = heading;
    }
    start
}

/// The page before the first document.
#[derive(Default)]
struct Cover {
    /// How many lines of those above the first text belong to it.
    lines: usize,
    /// How many documents it states.
    of: Option<usize>,
}

/// How lines of that page begin, in lower case.
const COVER: [&str; 22] = [
    "date and time:",
    "job number:",
    "client/matter:",
    "search terms:",
    "search type:",
    "content type",
    "narrowed by",
    "user name:",
    "datum und uhrzeit:",
    "jobnummer:",
    "suchbegriffe:",
    "suchtyp:",
    "date et heure:",
    "date et heure :",
    "numéro de tâche:",
    "termes de recherche:",
    "termes de la recherche:",
    "fecha y hora:",
    "términos de búsqueda:",
    "data e hora:",
    "termos de pesquisa:",
    "| about lexisnexis",
];
const DOCUMENTS: [&str; 3] = ["documents", "dokumente", "documentos"];

impl Cover {
    /// The page, if two lines are such as stand on it: it goes to the title of the first document, which it lists, or to
    /// the line before the outlet.
    fn of(lines: &Lines<'_>, above: &[usize]) -> Self {
        let of = above.iter().find_map(|line| stated_count(lines.words(*line)));
        let is_cover = |line: &&usize| {
            let lower = lines.words(**line).to_lowercase();
            COVER.iter().any(|label| lower.starts_with(label)) || stated_count(lines.words(**line)).is_some()
        };
        let Some(last) = above.iter().rposition(|line| is_cover(&line)) else { return Self::default() };
        if above.iter().filter(is_cover).count() < 2 {
            return Self::default();
        }
        let listed = above.iter().find_map(|line| lines.words(*line).strip_prefix("1.")).map(str::trim);
        let titled = above.iter().rposition(|line| Some(lines.words(*line)) == listed);
        let day = above.iter().rposition(|line| is_day_line(lines.words(*line)));
        let lines = titled.filter(|title| *title > 0).or_else(|| day?.checked_sub(2));
        Self { lines: lines.unwrap_or(last + 1).max(1), of }
    }
}

/// How many documents a line states (“Documents (100)”).
fn stated_count(words: &str) -> Option<usize> {
    let (name, count) = words.strip_suffix(')')?.split_once('(')?;
    let is_named = DOCUMENTS.contains(&name.trim().to_lowercase().as_str());
    count.parse().ok().filter(|_| is_named && is_number(count))
}
