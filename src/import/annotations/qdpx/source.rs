//! Sources with a text: texts themselves, what PDFs say, descriptions of pictures, transcripts of sound and video; and the
//! selections in them.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{
    code::UNCODED,
    node::{add_line, child, description, guid},
    reader::Reader,
    words::Bare,
};
use crate::{
    import::{
        join::{
            found::{FoundArticle, FoundSpan},
            words::{What, Why},
        },
        package::{attribute, is, text_of},
        title::first_line,
    },
    model::TagId,
};

/// A selection with what it is known of its place.
struct Selection<'a, 'i> {
    node: Node<'a, 'i>,
    at: Vec<(u32, u32)>,
    words: Option<String>,
}

impl<'a, 'i> Reader<'_, 'a, 'i> {
    pub(super) fn source(&mut self, source: Node<'a, 'i>) {
        let is_text = |node: &Node<'_, '_>| {
            ["Representation", "TextDescription", "Transcript"].iter().any(|name| is(*node, name))
        };
        let texts: Vec<Node<'a, 'i>> =
            if is(source, "TextSource") { vec![source] } else { source.children().filter(is_text).collect() };
        let is_other =
            |node: &Node<'_, '_>| ["AudioSource", "VideoSource", "PictureSource"].iter().any(|name| is(*node, name));
        if texts.is_empty() || is_other(&source) {
            self.without_text.push(attribute(source, "name").unwrap_or_default().to_owned());
        }
        for text in texts {
            self.text(source, text);
        }
    }

    fn text(&mut self, source: Node<'a, 'i>, text: Node<'a, 'i>) {
        let name_of = |node| attribute(node, "name").filter(|name| !name.trim().is_empty());
        // A PDF's text has a name that nobody gave.
        let named = if is(text, "Transcript") { name_of(text).or(name_of(source)) } else { name_of(source) };
        let name = named.unwrap_or_default().to_owned();
        let content = match self.text_of_source(text) {
            Ok(content) => content,
            Err(why) => {
                self.skip(&name, Why::Error(why.to_string()));
                return;
            }
        };
        let mut article = FoundArticle::new(&guid(text, "guid"), self.found.format, &self.sha256);
        article.stated_id = Some(guid(source, "guid")).filter(|id| !id.is_empty());
        article.facts.title = if named.is_none() { first_line(&content) } else { name.clone() };
        self.facts(source, &mut article);
        self.about(source, &mut article);
        if text != source {
            self.about(text, &mut article);
        }
        for selection in self.selections(source, text, &name, &content) {
            self.selection(&selection, &name, &mut article);
        }
        article.text = Some(content);
        article.source.name = name;
        self.sources.entry(guid(source, "guid")).or_default().push(self.articles.len());
        self.articles.push(article);
    }

    /// Puts into the article's note what is said of all of it: a description, notes, codings.
    fn about(&mut self, node: Node<'a, 'i>, article: &mut FoundArticle) {
        let note = &mut article.facts.note;
        description(node).into_iter().chain(self.noted(node)).for_each(|words| add_line(note, &words));
        let (mut codes, mut notes) = (Vec::new(), Vec::new());
        for coding in node.children().filter(|node| is(*node, "Coding")) {
            let Some(tag) = self.tag_of(coding) else { continue };
            let (tag, by) = (self.found.codebook.tag(&tag).map(|tag| tag.name.clone()), self.coder(&[coding]));
            let by = self.found.coders.get(&by).map(|coder| format!(" ({})", coder.name)).unwrap_or_default();
            codes.push(tag.unwrap_or_default() + &by);
            notes.extend(self.noted(coding));
            self.whole += usize::from(self.read.insert(coding.id().get_usize()));
        }
        if !codes.is_empty() {
            add_line(note, &format!("Coded as a whole: {}", codes.join(", ")));
        }
        notes.iter().for_each(|words| add_line(note, words));
    }

    /// Values of variables: those that are named like facts are facts, the others go to fields of one's own.
    fn facts(&mut self, source: Node<'_, '_>, article: &mut FoundArticle) {
        for value in source.children().filter(|node| is(*node, "VariableValue")) {
            let variable = child(value, "VariableRef").and_then(|node| self.variables.get(&guid(node, "targetGUID")));
            let words = value.children().filter(|node| !is(*node, "VariableRef")).map(text_of).collect::<String>();
            let words = words.trim().to_owned();
            let facts = &mut article.facts;
            match variable.map(|name| name.to_lowercase()).as_deref() {
                _nothing if words.is_empty() => {}
                Some("outlet") => facts.outlet = words,
                Some("author") => facts.author = words,
                Some("published" | "date") => facts.published = words,
                Some("address" | "url") => facts.address = words,
                Some("language") => facts.language = words,
                _other => {
                    let name = variable.map_or("", String::as_str).trim().to_owned();
                    if name.is_empty() {
                        add_line(&mut facts.note, &words);
                    } else {
                        self.found.article_value(article, &name, &words);
                    }
                }
            }
        }
    }

    /// The selections of a text, each where it says that it is.
    fn selections(
        &mut self,
        source: Node<'a, 'i>,
        text: Node<'a, 'i>,
        name: &str,
        content: &str,
    ) -> Vec<Selection<'a, 'i>> {
        let number = |node, name| attribute(node, name).and_then(|number| number.trim().parse::<u32>().ok());
        let points = text.children().filter(|node| is(*node, "SyncPoint"));
        let points: BTreeMap<String, u32> =
            points.filter_map(|point| Some((guid(point, "guid"), number(point, "position")?))).collect();
        let mut selections = Vec::new();
        for node in text.children() {
            let at = match node.tag_name().name() {
                "PlainTextSelection" => number(node, "startPosition").zip(number(node, "endPosition")),
                "TranscriptSelection" => {
                    let point = |name| points.get(&guid(node, name)).copied();
                    point("fromSyncPoint").zip(point("toSyncPoint"))
                }
                _other => continue,
            };
            match at {
                Some(at) => selections.push(Selection { node, at: vec![at], words: None }),
                None => {
                    let codings = node.children().filter(|node| is(*node, "Coding"));
                    self.read.extend(codings.chain([node]).map(|node| node.id().get_usize()));
                    self.skip(&place_of(node, name), Why::NoPosition);
                }
            }
        }
        let mut bare: Option<Bare> = None;
        for node in source.children().filter(|node| is(*node, "PDFSelection")) {
            let words = child(node, "Representation").and_then(|text| self.text_of_source(text).ok());
            let Some(words) = words.filter(|words| !words.trim().is_empty()) else { continue };
            let at = bare.get_or_insert_with(|| Bare::of(content)).only_place(&words);
            selections.push(Selection { node, at: at.into_iter().collect(), words: Some(words) });
        }
        selections
    }

    fn selection(&mut self, selection: &Selection<'a, 'i>, name: &str, article: &mut FoundArticle) {
        let node = selection.node;
        self.read.insert(node.id().get_usize());
        let place = place_of(node, name);
        let about: Vec<String> = description(node).into_iter().chain(self.noted(node)).collect();
        let mut codings: Vec<Node<'_, '_>> = node.children().filter(|node| is(*node, "Coding")).collect();
        if codings.is_empty() {
            codings.push(node);
        }
        for coding in codings {
            self.read.insert(coding.id().get_usize());
            let tag = match self.tag_of(coding) {
                Some(tag) => tag,
                None => {
                    if coding != node {
                        self.found.tell(format!("{}, {place}", self.name), What::CodeMissing(UNCODED));
                    }
                    self.uncoded()
                }
            };
            let [id, key] = [node, coding].map(|node| guid(node, "guid"));
            let number = coding.id().get_usize();
            let mark = article.span(&format!("{id} {key} {number}"), tag, selection.at.clone());
            let mut mark = FoundSpan { place: place.clone(), words: selection.words.clone(), ..mark };
            mark.span.by = self.coder(&[coding, node]);
            let made = [coding, node].into_iter().find_map(|node| attribute(node, "creationDateTime")?.parse().ok());
            mark.span.made = made.unwrap_or(mark.span.made);
            let own = if coding == node { Vec::new() } else { self.noted(coding) };
            mark.span.note = about.iter().cloned().chain(own).collect::<Vec<_>>().join("\n");
            let here = (self.articles.len(), article.spans.len());
            self.spans.entry(id).or_insert(here);
            self.spans.insert(key, here);
            // A link without an end is not one to whatever has no GUID.
            self.spans.remove("");
            article.spans.push(mark);
        }
    }

    /// The tag that a coding names, if it is in the codebook.
    fn tag_of(&self, coding: Node<'_, '_>) -> Option<TagId> {
        let code = child(coding, "CodeRef").map(|code| guid(code, "targetGUID"))?;
        self.tags.of(&code).cloned()
    }
}

/// What messages call a selection.
fn place_of(selection: Node<'_, '_>, name: &str) -> String {
    format!("{name}, selection {}", guid(selection, "guid"))
}
