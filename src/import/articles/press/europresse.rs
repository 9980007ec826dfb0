//! The exports of Europresse as web pages: each article is an element of its own, and its parts are named by their classes.

use dom_query::NodeRef;

use super::{
    super::{authors::names, dates, format::Body, page::structure},
    found::{Found, Known, Role},
    signs::{is_copyright, word_count},
};
use crate::{
    import::{dom::document, error::ImportError},
    model::Facts,
    text::FrozenText,
};

/// What an element is by its class.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Outlet,
    /// Section, day, count of words and page in one.
    Header,
    Title,
    Subtitle,
    Author,
    /// Who wrote it, or something else.
    UnderTitle,
    Id,
    Text,
    Aside,
}

/// Classes of elements, and what they say.
const CLASSES: [(&str, Part); 13] = [
    ("DocPublicationName", Part::Outlet),
    ("rdp__DocPublicationName", Part::Outlet),
    ("DocHeader", Part::Header),
    ("titreArticle", Part::Title),
    ("titreArticleVisu", Part::Title),
    ("rdp__articletitle", Part::Title),
    ("rdp__subtitle", Part::Subtitle),
    ("sm-margin-bottomNews", Part::UnderTitle),
    ("docAuthors", Part::Author),
    ("publiC-lblNodoc", Part::Id),
    ("DocText", Part::Text),
    ("docOcurrContainer", Part::Text),
    ("apd-wrapper", Part::Aside),
];

/// Elements that break the line.
const BLOCKS: [&str; 26] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "section",
    "table",
    "td",
    "tr",
    "ul",
];
/// Elements whose text nobody reads.
const SILENT: [&str; 5] = ["head", "script", "style", "noscript", "template"];

/// A line of the page.
struct Piece {
    words: String,
    /// The number of its article.
    article: Option<usize>,
    part: Option<Part>,
}

/// The page as a text with the articles in it; `None` if it is no such page.
pub(super) fn find(page: &str) -> Result<Option<(Body, Vec<Found>)>, ImportError> {
    if !page.contains("titreArticle") || !page.contains("DocPublicationName") {
        return Ok(None);
    }
    let document = document(page)?;
    let mut walk = Walk::default();
    walk.whole(document.root());
    let (mut text, mut roles) = (String::new(), Vec::new());
    for (words, role, article) in walk.pieces.iter().flat_map(in_roles) {
        if !text.is_empty() {
            text.push_str("\n\n");
            // The empty line between.
            roles.push((Role::Sign, article));
        }
        text.push_str(&words);
        roles.push((role, article));
    }
    let found = articles(&roles);
    let has =
        |wanted: fn(&Role) -> bool| found.iter().any(|found| found.lines.clone().any(|line| wanted(&found.role(line))));
    let is_export = has(|role| matches!(role, Role::Title(_)))
        && has(|role| matches!(role, Role::Value(Known::Outlet, _)))
        && has(|role| matches!(role, Role::Text(_)));
    if !is_export {
        return Ok(None);
    }
    let text = FrozenText::verbatim(text);
    let structure = structure(&document, &text, "");
    Ok(Some((Body { structure, ..Body::new(text, Facts::default()) }, found)))
}

/// The articles: what stands outside goes with the one before it, or with the first.
fn articles(roles: &[(Role, Option<usize>)]) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let mut number = None;
    for (line, (role, article)) in roles.iter().enumerate() {
        let begins = article.is_some() && *article != number;
        if begins && (number.is_some() || all.is_empty()) {
            let start = if all.is_empty() { 0 } else { line };
            let mut found = Found::new(start..line);
            for before in start..line {
                found.set(before, Role::Removed);
            }
            all.push(found);
        }
        number = article.or(number);
        if let Some(found) = all.last_mut() {
            found.extend(line + 1);
            found.set(line, if article.is_some() { *role } else { Role::Removed });
        }
    }
    all
}

/// The lines that a line of the page becomes, with their roles.
fn in_roles(piece: &Piece) -> Vec<(String, Role, Option<usize>)> {
    let with = |words: &str, role| (words.trim_matches([' ', ',']).to_owned(), role, piece.article);
    let value = |words: &str, key| with(words, Role::Value(key, 0));
    let words = piece.words.as_str();
    let mut lines = match piece.part {
        Some(Part::Outlet) => {
            let (outlet, edition) = words.split_once(',').unwrap_or((words, ""));
            vec![value(outlet, Known::Outlet), value(edition, Known::Edition)]
        }
        Some(Part::Header) => header(words).into_iter().map(|(words, key)| value(words, key)).collect(),
        Some(Part::Title) => vec![(words.to_owned(), Role::Title(0), piece.article)],
        Some(Part::Author) => vec![value(words, Known::Author)],
        Some(Part::UnderTitle) if words.split(' ').count() <= 8 && !names(words, "fr", "").is_empty() => {
            vec![value(words, Known::Author)]
        }
        Some(Part::Id) => vec![value(words, Known::Id)],
        Some(Part::Aside) => vec![(words.to_owned(), Role::Removed, piece.article)],
        None if is_copyright(words) => vec![value(words, Known::Copyright)],
        Some(Part::Text | Part::Subtitle | Part::UnderTitle) | None => {
            vec![(words.to_owned(), Role::Text(0), piece.article)]
        }
    };
    lines.retain(|(words, ..)| !words.is_empty());
    lines
}

/// The days of the week in the languages of the pages.
const WEEKDAYS: [&str; 35] = [
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
];

/// Section, day, count of words and page (“France, mercredi 11 septembre 2024 134 mots, p. 11”).
fn header(words: &str) -> Vec<(&str, Known)> {
    let written = dates::dates(words, "fr");
    let Some(day) = written.first() else { return vec![(words, Known::Section)] };
    let before = words.get(..day.at.start).unwrap_or_default();
    let stated = before.trim_end_matches([' ', ',']);
    let weekday = stated.rfind([' ', ',']).map_or(0, |sign| sign + 1);
    let is_weekday = stated.get(weekday..).is_some_and(|word| WEEKDAYS.iter().any(|day| word.to_lowercase() == *day));
    let from = if is_weekday { weekday } else { before.len() };
    let section = words.get(..from).unwrap_or_default();
    let date = words.get(from..day.at.end).unwrap_or_default();
    let rest = words.get(day.at.end..).unwrap_or_default().trim_start_matches([' ', ',', '-', '•']);
    let mut parts = vec![(section, Known::Section), (date, Known::Date)];
    for part in rest.split(',').map(str::trim) {
        let page = part.strip_prefix("p. ").or_else(|| part.strip_prefix("p."));
        match page {
            _ if word_count(part).is_some() => parts.push((part, Known::Words)),
            Some(page) => parts.push((page, Known::Page)),
            None => parts.push((part, Known::Other)),
        }
    }
    parts
}

/// The walk through a page.
#[derive(Default)]
struct Walk {
    pieces: Vec<Piece>,
    line: String,
    /// What the elements are that are open, with their depth.
    open: Vec<(usize, Option<Part>)>,
    /// The depth of the article that is open.
    article: Option<usize>,
    count: usize,
}

impl Walk {
    fn whole(&mut self, root: NodeRef<'_>) {
        let (mut next, mut depth) = (Some(root), 0);
        while let Some(node) = next {
            let is_read = self.enter(&node, depth);
            next = node.first_child().filter(|_| is_read);
            if next.is_some() {
                depth += 1;
                continue;
            }
            let mut here = node;
            next = loop {
                self.leave(&here, depth);
                match (here.next_sibling(), here.parent()) {
                    (Some(sibling), _) => break Some(sibling),
                    (None, Some(parent)) if depth > 0 => {
                        here = parent;
                        depth -= 1;
                    }
                    (None, _) => break None,
                }
            };
        }
        self.end_line();
    }

    /// Begins an element or takes text in; says whether what is in it counts.
    fn enter(&mut self, node: &NodeRef<'_>, depth: usize) -> bool {
        if node.is_text() {
            self.line.push_str(&node.text());
            return true;
        }
        let name = node.node_name().unwrap_or_default();
        if SILENT.contains(&&*name) {
            return false;
        }
        if BLOCKS.contains(&&*name) {
            self.end_line();
        }
        if &*name == "article" && self.article.is_none() {
            self.article = Some(depth);
            self.count += 1;
        }
        let classes = node.attr_or("class", "");
        let mut parts = classes
            .split_whitespace()
            .filter_map(|class| CLASSES.iter().find(|(known, _)| *known == class).map(|(_, part)| *part));
        let aside = matches!(&*name, "aside" | "footer").then_some(Part::Aside);
        // Of two classes of a subtitle one may be that of all small lines.
        let part = parts.next().or(aside);
        if part.is_some() {
            self.open.push((depth, part));
        }
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>, depth: usize) {
        let is_block = node.node_name().is_some_and(|name| BLOCKS.contains(&&*name));
        let ends_part = self.open.last().is_some_and(|(open, _)| *open == depth);
        if is_block || ends_part {
            self.end_line();
        }
        if ends_part && !node.is_text() {
            self.open.pop();
        }
        if self.article == Some(depth) {
            self.end_line();
            self.article = None;
        }
    }

    fn end_line(&mut self) {
        let words = self.line.split_whitespace().collect::<Vec<_>>().join(" ");
        self.line.clear();
        if !words.is_empty() {
            let part = self.open.last().and_then(|(_, part)| *part);
            self.pieces.push(Piece { words, article: self.article.map(|_| self.count), part });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_taken_apart() {
        assert_eq!(
            header("France, mercredi 11 septembre 2024 134 mots, p. 11"),
            [
                ("France, ", Known::Section),
                ("mercredi 11 septembre 2024", Known::Date),
                ("134 mots", Known::Words),
                ("11", Known::Page)
            ]
        );
        assert_eq!(
            header("News, Friday, March 1, 2024 1 345 words"),
            [("News, ", Known::Section), ("Friday, March 1, 2024", Known::Date), ("1 345 words", Known::Words)]
        );
        assert_eq!(header("France, 1 mars 2024")[1], ("1 mars 2024", Known::Date));
        assert_eq!(header("mercredi 11 septembre 2024")[1], ("mercredi 11 septembre 2024", Known::Date));
    }
}
