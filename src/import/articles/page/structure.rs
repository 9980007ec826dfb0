//! The shape of the article in a page: which of its words are headings, items, quotations, emphasis, links and rows.
//!
//! The text is taken out of a page by others, each in its own way. Here the words of the page are found again in it: both
//! without blanks, paragraph by paragraph.

use dom_query::{Document, NodeRef};
use memchr::memmem;
use url::Url;

use crate::{
    import::shape::{columns, runs},
    model::{Run, RunKind},
    text::{ByteRange, FrozenText},
};

/// A paragraph with so many bytes besides blanks is found by its words alone; shorter ones between those around them.
const TELLING: usize = 40;

/// The runs of a text that was taken out of a page, which was had from `address`.
pub(crate) fn structure(page: &Document, text: &FrozenText, address: &str) -> Vec<Run> {
    let base = Url::parse(address).ok();
    let flow = Flow::of(page, base.as_ref());
    let found = flow.paragraphs_of(text);
    let placed = flow.found.into_iter().filter_map(|(start, end, kind)| {
        // Paragraphs are in the order of the flow. What goes over several of them is one run.
        let first = found.get(found.partition_point(|paragraph| paragraph.in_flow.end <= start))?;
        let last = found.get(found.partition_point(|paragraph| paragraph.in_flow.start < end).checked_sub(1)?)?;
        (first.start <= last.start).then(|| (first.place(text, start), last.place(text, end), kind))
    });
    tidied(text, runs(text.as_str(), placed.collect()))
}

/// Without what is no shape of a text: tables that lay out a page, and the weight of headings.
fn tidied(text: &FrozenText, mut runs: Vec<Run>) -> Vec<Run> {
    let (mut heading, mut layout) = (ByteRange::default(), ByteRange::default());
    // What lies in another run comes after it.
    runs.retain(|run| match run.kind {
        RunKind::Heading(_) => {
            heading = run.at;
            true
        }
        RunKind::Strong | RunKind::Emphasis => !heading.covers(run.at),
        RunKind::Row | RunKind::Cell if layout.covers(run.at) => false,
        RunKind::Row | RunKind::Cell => {
            let is_layout = text.get(run.at).is_some_and(|words| words.contains("\n\n"));
            layout = if is_layout { run.at } else { layout };
            !is_layout
        }
        RunKind::Other(..) => !layout.covers(run.at),
        RunKind::Item | RunKind::Quote | RunKind::Link(_) | RunKind::Page(_) | RunKind::Time(..) | RunKind::Turn(_) => {
            true
        }
    });
    runs
}

/// The words of a page without blanks, with the runs in them.
struct Flow {
    words: String,
    /// Start, end and kind, in bytes of `words`, in the order of their starts.
    found: Vec<(usize, usize, RunKind)>,
}

/// A paragraph of the text, and where its words are in the flow.
struct Found {
    start: usize,
    end: usize,
    in_flow: std::ops::Range<usize>,
    /// Places in it, and how many bytes besides blanks stand before each.
    marks: Vec<(usize, usize)>,
}

/// How far apart the marks in a paragraph are, in bytes.
const STEP: usize = 256;

impl Flow {
    fn of(page: &Document, base: Option<&Url>) -> Self {
        let mut flow = Self { words: String::new(), found: Vec::new() };
        let mut open: Vec<(usize, Option<RunKind>)> = Vec::new();
        let mut page_starts: Vec<(usize, String)> = Vec::new();
        let mut next = Some(page.root());
        while let Some(node) = next {
            if node.is_text() {
                flow.words.extend(node.text().chars().filter(|character| !character.is_whitespace()));
            }
            page_starts.extend(page_that_begins(&node).map(|number| (flow.words.len(), number)));
            let below = if is_passed_over(&node) { None } else { node.first_child() };
            match below {
                Some(_) => open.push((flow.words.len(), kind_of(&node, base))),
                None if is_cell(&node) => flow.found.push((flow.words.len(), flow.words.len(), RunKind::Cell)),
                None => {}
            }
            next = below.or_else(|| {
                let mut here = node;
                loop {
                    match here.next_sibling() {
                        Some(sibling) => return Some(sibling),
                        None => here = here.parent()?,
                    }
                    if let Some((start, Some(kind))) = open.pop() {
                        flow.found.push((start, flow.words.len(), kind));
                    }
                }
            });
        }
        flow.found.extend(columns(&flow.found, |start, end| start == end));
        let ends = page_starts.iter().skip(1).map(|(start, _)| *start).chain([flow.words.len()]);
        let pages: Vec<_> = page_starts.iter().zip(ends).collect();
        flow.found.extend(pages.into_iter().map(|((start, number), end)| (*start, end, RunKind::Page(number.clone()))));
        flow.found.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        flow
    }

    /// The paragraphs of a text that the flow has, in order. Long ones are looked for first: a short one, such as a heading,
    /// may stand elsewhere too.
    fn paragraphs_of(&self, text: &FrozenText) -> Vec<Found> {
        let all: Vec<(usize, usize, String)> = (0..text.paragraph_count())
            .map(|number| text.paragraph(number))
            .map(|at| (at.start.index(), at.end.index(), without_blanks(text.get(at).unwrap_or_default())))
            .filter(|(.., words)| !words.is_empty())
            .collect();
        let mut places: Vec<Option<usize>> = vec![None; all.len()];
        let (mut from, mut missing) = (0, 0);
        for ((.., words), place) in all.iter().zip(&mut places).filter(|((.., words), _)| words.len() >= TELLING) {
            *place = self.find(words, from..self.words.len());
            from = place.map_or(from, |place| place + words.len());
            missing += usize::from(place.is_none());
            if missing > MOST_MISSING {
                break;
            }
        }
        // Up to where a short one may stand: the next that was found.
        let mut limits: Vec<Option<usize>> = Vec::with_capacity(places.len());
        let mut next = None;
        for place in places.iter().rev() {
            limits.push(next);
            next = place.or(next);
        }
        let mut from = 0;
        for (((.., words), place), limit) in all.iter().zip(&mut places).zip(limits.into_iter().rev()) {
            let limit = limit.unwrap_or(self.words.len()).min(from + FURTHER);
            if place.is_none() && words.len() < TELLING {
                *place = self.find(words, from..limit.max(from));
            }
            from = place.map_or(from, |place| place + words.len());
        }
        let found = all.into_iter().zip(places);
        found
            .filter_map(|((start, end, words), place)| {
                let marks = marks(text.as_str().get(start..end)?);
                Some(Found { start, end, in_flow: place?..place? + words.len(), marks })
            })
            .collect()
    }

    fn find(&self, words: &str, within: std::ops::Range<usize>) -> Option<usize> {
        let place = memmem::find(self.words.as_bytes().get(within.clone())?, words.as_bytes())?;
        Some(within.start + place)
    }
}

/// How far after the paragraph before it a short one may end, in bytes besides blanks.
const FURTHER: usize = 2_000;
/// After so many paragraphs that the page does not have, the text is not of the page.
const MOST_MISSING: usize = 200;

impl Found {
    /// Where a place of the flow is in the text, in bytes; one outside the paragraph is its start or end.
    fn place(&self, text: &FrozenText, in_flow: usize) -> usize {
        if in_flow <= self.in_flow.start {
            return self.start;
        }
        let wanted = in_flow - self.in_flow.start;
        let words = text.as_str().get(self.start..self.end).unwrap_or_default();
        let near = self.marks.partition_point(|(_, passed)| *passed <= wanted).saturating_sub(1);
        let (from, mut passed) = self.marks.get(near).copied().unwrap_or_default();
        let rest = words.get(from..).unwrap_or_default();
        for (place, character) in rest.char_indices().filter(|(_, character)| !character.is_whitespace()) {
            if passed >= wanted {
                return self.start + from + place;
            }
            passed += character.len_utf8();
        }
        self.end
    }
}

/// The marks of a paragraph.
fn marks(words: &str) -> Vec<(usize, usize)> {
    let (mut marks, mut passed) = (Vec::<(usize, usize)>::new(), 0);
    for (place, character) in words.char_indices() {
        if marks.last().is_none_or(|(last, _)| place >= last + STEP) {
            marks.push((place, passed));
        }
        passed += if character.is_whitespace() { 0 } else { character.len_utf8() };
    }
    marks
}

fn without_blanks(words: &str) -> String {
    words.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Whether what lies in an element is none of the words of the page.
fn is_passed_over(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    matches!(&*name, "script" | "style" | "head" | "noscript" | "template" | "iframe" | "svg")
}

fn is_cell(node: &NodeRef<'_>) -> bool {
    node.node_name().is_some_and(|name| matches!(&*name, "td" | "th"))
}

/// The number of the page of a book that begins at an element.
fn page_that_begins(node: &NodeRef<'_>) -> Option<String> {
    let says = |name: &str, value: &str| node.attr(name).is_some_and(|all| all.split(' ').any(|one| one == value));
    if !node.is_element() || !(says("epub:type", "pagebreak") || says("role", "doc-pagebreak")) {
        return None;
    }
    let number = ["title", "aria-label"].into_iter().find_map(|name| node.attr(name));
    let number = number.map_or_else(|| node.text().to_string(), |number| number.to_string());
    Some(number.trim().to_owned()).filter(|number| !number.is_empty())
}

/// What the words of an element are.
fn kind_of(node: &NodeRef<'_>, base: Option<&Url>) -> Option<RunKind> {
    let name = node.node_name()?;
    Some(match &*name {
        "h1" => RunKind::Heading(1),
        "h2" => RunKind::Heading(2),
        "h3" => RunKind::Heading(3),
        "h4" => RunKind::Heading(4),
        "h5" => RunKind::Heading(5),
        "h6" => RunKind::Heading(6),
        "li" => RunKind::Item,
        "blockquote" => RunKind::Quote,
        "b" | "strong" => RunKind::Strong,
        "i" | "em" | "cite" => RunKind::Emphasis,
        "tr" => RunKind::Row,
        "td" | "th" => RunKind::Cell,
        "a" => RunKind::Link(address(&node.attr("href")?, base)?),
        _ => return None,
    })
}

/// The address that a link leads to, if it leads out of the page.
fn address(link: &str, base: Option<&Url>) -> Option<String> {
    let link = link.trim();
    if link.is_empty() || link.starts_with('#') {
        return None;
    }
    let whole = Url::parse(link).ok().or_else(|| base?.join(link).ok())?;
    ["http", "https", "mailto"].contains(&whole.scheme()).then(|| whole.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::dom::document;

    fn found(page: &str, text: &str) -> Vec<(String, RunKind)> {
        let text = FrozenText::verbatim(text);
        let runs = structure(&document(page).unwrap(), &text, "https://example.org/news/1");
        runs.iter().map(|run| (text.get(run.at).unwrap().to_owned(), run.kind.clone())).collect()
    }

    #[test]
    fn what_a_page_shows_is_found_in_its_text() {
        let long = "The mayor said on Monday that the bridge would be closed for two weeks.";
        let page = format!(
            "<body><nav><h2>Why</h2></nav><h1>The <i>bridge</i></h1><p><b>{long}</b> Really <a href='/a'>she\n did</a>.</p>\
             <h2>Why</h2><ul><li>It is old.<li>It <em>shakes</em>.</ul><blockquote><p>{long} One.</p><p>{long} Two.</p>\
             </blockquote><table><tr><td>a</td><td></td><td>b</td></tr></table></body>"
        );
        let text = format!(
            "The bridge\n\n{long} Really she did.\n\nWhy\n\nIt is old.\nIt shakes.\n\n{long} One.\n\n{long} Two.\n\na b"
        );
        let link = RunKind::Link("https://example.org/a".to_owned());
        let quote = format!("{long} One.\n\n{long} Two.");
        let expected = [
            ("The bridge", RunKind::Heading(1)),
            (long, RunKind::Strong),
            ("she did", link),
            ("Why", RunKind::Heading(2)),
            ("It is old.", RunKind::Item),
            ("It shakes.", RunKind::Item),
            ("shakes", RunKind::Emphasis),
            (&quote, RunKind::Quote),
            ("a b", RunKind::Row),
            ("a", RunKind::Cell),
            ("b", RunKind::Other("column".to_owned(), "3".to_owned())),
            ("b", RunKind::Cell),
        ];
        let expected: Vec<(String, RunKind)> =
            expected.into_iter().map(|(words, kind)| (words.to_owned(), kind)).collect();
        assert_eq!(found(&page, &text), expected);
    }

    #[test]
    fn many_runs_of_one_paragraph_are_found_at_once() {
        let words: Vec<String> = (0..20_000).map(|number| format!("word{number}")).collect();
        let page = format!(
            "<blockquote><p>{}</p></blockquote>",
            words.iter().map(|w| format!("<b>{w}</b>,   ")).collect::<String>()
        );
        let began = std::time::Instant::now();
        let found = found(&page, &words.iter().map(|word| format!("{word}, ")).collect::<String>());
        assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
        assert_eq!(found.len(), 20_001);
        assert!(found.iter().skip(1).map(|(found, _)| found).eq(&words));
    }

    #[test]
    fn tables_that_lay_out_a_page_are_no_tables() {
        let page = "<table><tr><td><p>One is here.</p><p>Two is <a href='#top'>here</a>.</p></td></tr></table>";
        assert_eq!(found(page, "One is here.\n\nTwo is here."), []);
    }
}
