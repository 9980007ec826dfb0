//! A page laid out as text: its blocks on lines of their own, the cells of a table apart. Programs that mark pages count
//! in the text of the nodes alone, where nothing lies between two blocks; places of theirs are moved.

use std::collections::BTreeMap;

use dom_query::NodeRef;

use crate::import::{dom::document, error::ImportError};

/// How a program counts in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    /// UTF-8 bytes of the text of all nodes.
    Bytes,
    /// Code points of the text of all nodes inside `body` but scripts and frames, a line break (`br`) as one.
    CodePoints,
}

/// A page as text, and where its nodes lie in it.
#[derive(Debug)]
pub(super) struct Page {
    /// Its text.
    pub text: String,
    counts: Counts,
    /// The nodes that are counted, in order.
    stretches: Vec<Stretch>,
    /// How much is counted, and how long the text is in the same units.
    end: (u32, u32),
    /// The children of each element by name and number: elements by their own number, texts by their stretch.
    children: BTreeMap<(u32, u32, u32), u32>,
    /// The names of elements by number.
    names: BTreeMap<String, u32>,
}

/// A node's text.
#[derive(Debug)]
struct Stretch {
    /// Where it begins in the program's counting.
    own: u32,
    /// Where it begins in the text, in the same units.
    shown: u32,
    /// Where it begins in the text, in bytes.
    byte: usize,
    /// How much of the text it is: nothing where it is not shown.
    length: u32,
}

/// What is left to do on the way through a page.
enum Step<'n> {
    /// An element, by its number.
    Element(NodeRef<'n>, u32),
    /// A text, by its place among the children of an element.
    Text(NodeRef<'n>, (u32, u32, u32)),
    /// The end of a block.
    EndBlock,
}

/// The name of texts in paths.
const TEXT: &str = "text()";

impl Page {
    /// Lays out a page for a program that counts so.
    ///
    /// # Errors
    /// When its elements lie too deep in each other.
    pub(super) fn of(html: &str, counts: Counts) -> Result<Self, ImportError> {
        let document = document(html)?;
        let (children, names) = (BTreeMap::new(), BTreeMap::from([(TEXT.to_owned(), 0)]));
        let mut page = Self { text: String::new(), counts, stretches: Vec::new(), end: (0, 0), children, names };
        let root = match counts {
            Counts::Bytes => document.root(),
            Counts::CodePoints => document.body().unwrap_or_else(|| document.root()),
        };
        let (mut steps, mut elements) = (vec![Step::Element(root, 0)], 0);
        while let Some(step) = steps.pop() {
            match step {
                Step::Element(node, number) => page.enter(&node, number, &mut elements, &mut steps),
                Step::Text(node, place) => page.add_text(&node, place),
                Step::EndBlock => page.end_line(),
            }
        }
        Ok(page)
    }

    fn enter<'n>(&mut self, node: &NodeRef<'n>, number: u32, elements: &mut u32, steps: &mut Vec<Step<'n>>) {
        let name = node.node_name().unwrap_or_default();
        match &*name {
            "br" if self.counts == Counts::CodePoints => return self.add("\n", 1),
            "script" | "iframe" if self.counts == Counts::CodePoints => return,
            "td" | "th" if self.text.ends_with(|last: char| !last.is_whitespace()) => self.put_in('\t'),
            name if is_block(name) => {
                self.end_line();
                steps.push(Step::EndBlock);
            }
            _ => {}
        }
        let mut counted: BTreeMap<u32, u32> = BTreeMap::new();
        let first = steps.len();
        let mut follows_text = false;
        for child in node.children_it(false).filter(|child| child.is_element() || child.is_text()) {
            let name = if child.is_text() { 0 } else { self.name(&child.node_name().unwrap_or_default()) };
            let count = counted.entry(name).or_default();
            // Texts with only a comment between them are one.
            *count += u32::from(!(follows_text && child.is_text()));
            follows_text = child.is_text();
            let place = (number, name, *count);
            if follows_text {
                steps.push(Step::Text(child, place));
                continue;
            }
            *elements += 1;
            self.children.insert(place, *elements);
            steps.push(Step::Element(child, *elements));
        }
        if let Some(children) = steps.get_mut(first..) {
            children.reverse();
        }
    }

    fn name(&mut self, name: &str) -> u32 {
        if let Some(number) = self.names.get(name) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.names.insert(name.to_owned(), number);
        number
    }

    fn add_text(&mut self, node: &NodeRef<'_>, place: (u32, u32, u32)) {
        let is_hidden = node.parent().is_some_and(|parent| parent.has_name("style"));
        let text = node.text();
        let length = match self.counts {
            Counts::Bytes => text.len(),
            Counts::CodePoints => text.chars().count(),
        };
        self.children.entry(place).or_insert(self.stretches.len() as u32);
        if is_hidden {
            self.stretches.push(Stretch { own: self.end.0, shown: self.end.1, byte: self.text.len(), length: 0 });
            self.end.0 += length as u32;
        } else {
            self.add(&text, length as u32);
        }
    }

    /// Adds what is counted and shown.
    fn add(&mut self, text: &str, length: u32) {
        let (own, shown) = self.end;
        self.stretches.push(Stretch { own, shown, byte: self.text.len(), length });
        self.text.push_str(text);
        self.end = (own + length, shown + length);
    }

    /// Adds what is shown and not counted.
    fn put_in(&mut self, character: char) {
        self.text.push(character);
        self.end.1 += 1;
    }

    /// Ends the line, where something stands in it.
    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.put_in('\n');
        }
    }

    /// Where a stretch begins that begins here in the program's counting: after what was put in there.
    pub(super) fn start(&self, at: u32) -> u32 {
        self.moved(at, self.stretches.partition_point(|stretch| stretch.own <= at))
    }

    /// Where a stretch ends: before it.
    pub(super) fn end(&self, at: u32) -> u32 {
        self.moved(at, self.stretches.partition_point(|stretch| stretch.own < at))
    }

    /// The place in the last of so many stretches; beyond the text, if it is beyond what is counted.
    fn moved(&self, at: u32, stretches: usize) -> u32 {
        let (own, shown) = self.end;
        if at > own {
            return shown.saturating_add(at - own);
        }
        let stretch = stretches.checked_sub(1).and_then(|last| self.stretches.get(last));
        stretch.map_or(at, |stretch| stretch.shown + (at - stretch.own).min(stretch.length))
    }

    /// Where the text of this path begins, as `/div[1]/p[2]/text()[1]`: in the program's counting, and in bytes of the text.
    pub(super) fn text_at(&self, path: &str) -> Option<(u32, usize)> {
        let (mut at, mut is_text) = (0, false);
        for part in path.split('/').filter(|part| !part.is_empty()) {
            let (name, number) = part.strip_suffix(']').and_then(|part| part.split_once('[')).unwrap_or((part, "1"));
            let name = *self.names.get(name.to_ascii_lowercase().as_str())?;
            at = *self.children.get(&(at, name, number.parse().ok()?))?;
            is_text = name == 0;
        }
        let stretch = self.stretches.get(at as usize).filter(|_| is_text)?;
        Some((stretch.own, stretch.byte))
    }
}

/// Whether an element stands on lines of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "br"
            | "caption"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tr"
            | "ul"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_places_are_moved() {
        let html = "<h1>Head</h1>bare<p>One <b>two</b></p><ul><li>a<ul><li>b</li></ul></li></ul>\
                    <table><tr><td>1</td><td>é</td></tr></table>last<br>line";
        let page = Page::of(html, Counts::Bytes).unwrap();
        assert_eq!(page.text, "Head\nbare\nOne two\na\nb\n1\té\nlast\nline");
        let own = "HeadbareOne twoab1élastline";
        for words in ["Head", "bare", "One", "two", "a", "b", "1", "é", "last", "line"] {
            let at = own.rfind(words).unwrap() as u32;
            let (start, end) = (page.start(at), page.end(at + words.len() as u32));
            assert_eq!(page.text.get(start as usize..end as usize), Some(words));
        }
        let all = own.len() as u32;
        assert_eq!((page.start(0), page.end(all)), (0, page.text.len() as u32));
        assert_eq!(page.end(all + 5), page.text.len() as u32 + 5, "what lies outside stays outside");
    }

    #[test]
    fn line_breaks_count_as_one_and_what_is_not_shown_counts_as_well() {
        let page = Page::of("<body><p>A 🙂<br>b<style>p {}</style>c<script>x</script></p><p>d</p>", Counts::CodePoints)
            .unwrap();
        assert_eq!(page.text, "A 🙂\nbc\nd\n");
        let moved: Vec<(u32, u32)> = [3, 4, 5, 7, 10, 11].map(|at| (page.start(at), page.end(at))).into();
        assert_eq!(moved, [(3, 3), (4, 4), (5, 5), (5, 5), (7, 6), (8, 8)]);
    }

    #[test]
    fn texts_are_found_by_their_paths() {
        let page =
            Page::of("<div>a<b>b</b>c<!-- no -->d<p>e</p></div><div><p>f</p></div>", Counts::CodePoints).unwrap();
        let at = |path: &str| page.text_at(path).map(|(own, byte)| (own, page.text.get(byte..=byte).unwrap()));
        assert_eq!(at("/div[1]/text()[1]"), Some((0, "a")));
        assert_eq!(at("/div[1]/b[1]/text()[1]"), Some((1, "b")));
        assert_eq!(at("/div[1]/text()[2]"), Some((2, "c")));
        assert_eq!(at("/div[2]/p/text()"), Some((5, "f")));
        for path in
            ["", "/div[1]", "/div[3]/text()[1]", "/div[x]/text()[1]", "/text()[1]", "/div[1]/text()[99999999999]"]
        {
            assert_eq!(at(path), None, "{path}");
        }
    }
}
