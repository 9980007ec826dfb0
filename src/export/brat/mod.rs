//! brat standoff: for each article its text and an `.ann` file, with `annotation.conf` and `visual.conf` for all
//! (brat.nlplab.org/standoff.html). Offsets count code points.
//!
//! brat's names are ASCII without blanks, its values single words, its marks never hold a line end. Names that it takes
//! are written to the letter, others without what it does not take; they stand in full in `visual.conf`, and word for word
//! in comments of `annotation.conf`. Marks are cut at line ends; what has no line of its own is a comment that
//! [`crate::import`] understands. Tags that came as types of events go back as such.

mod conf;
mod escape;
mod names;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use self::{
    conf::{Roles, annotation_conf, is_event, visual_conf},
    escape::{escaped, is_line_end, is_word},
    names::Names,
};
use super::{
    file_names::file_names,
    format::{Format, Written},
    limit::Limit,
    losses::Losses,
    part::Part,
    subject::Subject,
};
use crate::{
    analysis::value_words,
    model::{Article, FieldDef, FieldValue, Fields, Link, LinkEnd, LinkId, LinkKind, Project, Span, SpanId},
    text::{ByteOffset, ByteRange, CharCursor},
};

/// brat standoff.
pub(super) const FORMAT: Format = Format {
    name: "brat",
    title: "brat",
    purpose: "texts and marks for brat and compatible tools",
    extensions: &["zip"],
    holds: &[
        Part::Texts,
        Part::Overlaps,
        Part::Pieces,
        Part::Coders,
        Part::Notes,
        Part::Fields,
        Part::Entities,
        Part::Links,
        Part::OpenLinks,
        Part::LinkDetails,
        Part::Colours,
        Part::Tree,
    ],
    limits: &[Limit::LineBreaksInMarks, Limit::BlankMarks, Limit::LinksOfBlankMarks],
    note: "",
    subject: Subject::Marks,
    write,
};

fn write(project: &Project) -> Written {
    let names = Names::of(project);
    let (mut roles, mut files) = (Roles::new(), Vec::new());
    let mut losses = Losses::default();
    for (article, name) in file_names(project) {
        let is_blank = |span| article.span(span).is_some_and(|span| is_blank(article, span));
        let is_left_out = |link: &&Link| is_blank(link.from) || link.to.span().is_some_and(is_blank);
        losses.add(Limit::LineBreaksInMarks, article.spans.iter().map(|span| line_ends(article, span)).sum());
        losses.add(Limit::BlankMarks, article.spans.iter().filter(|span| is_blank(span.id)).count());
        losses.add(Limit::LinksOfBlankMarks, article.links.iter().filter(is_left_out).count());
        files.push((format!("{name}.txt"), article.text.as_str().as_bytes().to_vec()));
        files.push((format!("{name}.ann"), lines(project, article, &names, &mut roles).into_bytes()));
    }
    let conf = [
        ("annotation.conf".to_owned(), annotation_conf(project, &names, &roles).into_bytes()),
        ("visual.conf".to_owned(), visual_conf(project, &names).into_bytes()),
    ];
    files.splice(0..0, conf);
    Written { losses: losses.counted(), ..Written::several(files) }
}

/// Whether nothing would be left of a mark between line ends and blanks.
fn is_blank(article: &Article, span: &Span) -> bool {
    span.pieces.iter().all(|piece| article.words(*piece).trim().is_empty())
}

/// How many line ends brat cuts out of a mark.
fn line_ends(article: &Article, span: &Span) -> usize {
    span.pieces.iter().map(|piece| article.words(*piece).matches(is_line_end).count()).sum()
}

/// What a mark is called in the lines of an article.
struct Key {
    mark: String,
    /// Where it is the trigger of an event.
    event: Option<String>,
}

impl Key {
    /// What other lines call it.
    fn of_others(&self) -> &str {
        self.event.as_deref().unwrap_or(&self.mark)
    }
}

/// The lines of an article; ids count from 1.
struct Lines<'p> {
    project: &'p Project,
    names: &'p Names,
    article: &'p Article,
    out: String,
    keys: BTreeMap<SpanId, Key>,
    relations: usize,
    attributes: usize,
    references: usize,
    comments: usize,
}

fn lines(project: &Project, article: &Article, names: &Names, roles: &mut Roles) -> String {
    let spans = || article.spans.in_text_order().filter(|span| !is_blank(article, span));
    let (mut keys, mut events) = (BTreeMap::new(), 0);
    for (at, span) in spans().enumerate() {
        let is_event = project.codebook.tag(&span.tag).is_some_and(is_event);
        events += usize::from(is_event);
        let key = Key { mark: format!("T{}", at + 1), event: is_event.then(|| format!("E{events}")) };
        keys.insert(span.id, key);
    }
    let out = String::new();
    let mut lines =
        Lines { project, names, article, out, keys, relations: 0, attributes: 0, references: 0, comments: 0 };
    let mut cursor = CharCursor::new(article.text.as_str());
    for span in spans() {
        lines.mark(span, |place| cursor.char_of_byte(place).map_or(0, |chars| chars.0));
        let arguments = lines.event(span, roles);
        lines.about_mark(span);
        for link in article.links.from(span.id).filter(|link| !arguments.contains(&link.id)) {
            lines.link(link);
        }
    }
    // Lines that brat didn't know when it was read.
    for line in article.extra.get("brat").into_iter().flat_map(|unknown| unknown.lines()) {
        lines.out.push_str(line);
        lines.out.push('\n');
    }
    lines.out
}

impl Lines<'_> {
    fn line(&mut self, id: &str, what: &str, rest: &str) {
        let _in_memory = writeln!(self.out, "{id}\t{what}\t{rest}");
    }

    /// The name by which other lines call a mark; `None` for one that has no line.
    fn key(&self, span: SpanId) -> Option<String> {
        self.keys.get(&span).map(|key| key.of_others().to_owned())
    }

    fn mark(&mut self, span: &Span, mut offset: impl FnMut(ByteOffset) -> u32) {
        let key = self.keys.get(&span.id).map(|key| key.mark.clone()).unwrap_or_default();
        let pieces: Vec<ByteRange> =
            span.pieces.iter().flat_map(|piece| between_line_ends(self.article.text.as_str(), *piece)).collect();
        let at: Vec<String> =
            pieces.iter().map(|piece| format!("{} {}", offset(piece.start), offset(piece.end))).collect();
        let words: Vec<&str> = pieces.iter().map(|piece| self.article.words(*piece)).collect();
        self.line(&key, &format!("{} {}", self.names.tag(&span.tag), at.join(";")), &words.join(" "));
    }

    /// The event that a mark triggers, if it does: links of which nothing more is known are its arguments. Returns these.
    fn event(&mut self, span: &Span, roles: &mut Roles) -> BTreeSet<LinkId> {
        let mut written = BTreeSet::new();
        let Some((mark, event)) = self.keys.get(&span.id).and_then(|key| Some((key.mark.clone(), key.event.clone()?)))
        else {
            return written;
        };
        let mut what = format!("{}:{mark}", self.names.tag(&span.tag));
        let own = roles.entry(span.tag.clone()).or_default();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let is_bare = |link: &&Link| link.order == 0 && link.note.is_empty() && link.fields.is_empty();
        for link in self.article.links.from(span.id).filter(is_bare).filter(|_| self.project.coders.len() < 2) {
            let Some(to) = link.to.span().and_then(|to| self.key(to)) else { continue };
            let name = self.names.kind(&link.kind);
            let count = counts.entry(name.clone()).or_default();
            let role = if *count == 0 { name.clone() } else { format!("{name}{}", *count + 1) };
            // A second argument must not be called like another role.
            if *count > 0 && self.names.is_given(&role) {
                continue;
            }
            *count += 1;
            let _in_memory = write!(what, " {role}:{to}");
            own.insert(name);
            written.insert(link.id);
        }
        let _in_memory = writeln!(self.out, "{event}\t{what}");
        written
    }

    fn about_mark(&mut self, span: &Span) {
        let Some(key) = self.key(span.id) else { return };
        let project = self.project;
        if project.coders.len() > 1 {
            self.comment("Coder", &key, &project.coder_name(span.by));
        }
        self.note(&key, &span.note);
        if let Some(entity) = span.entity.and_then(|id| project.entities.get(&id)) {
            let own = format!("{}:{}", self.names.entity(&entity.kind), entity.id);
            for reference in [Some(&own), entity.extra.get("brat")].into_iter().flatten() {
                self.references += 1;
                let what = format!("Reference {key} {reference}");
                self.line(&format!("N{}", self.references), &what, &escaped(&entity.name));
            }
        }
        let asked = project.codebook.tag(&span.tag).map_or(&[][..], |tag| &tag.fields);
        self.fields(&key, &span.fields, asked);
    }

    fn comment(&mut self, kind: &str, target: &str, text: &str) {
        self.comments += 1;
        self.line(&format!("#{}", self.comments), &format!("{kind} {target}"), &escaped(text));
    }

    /// A note. People write notes in brat too, with backslashes of their own; so one with escapes says that it has them.
    fn note(&mut self, target: &str, note: &str) {
        if note.is_empty() {
            return;
        }
        let has_escapes = note.contains(|c: char| c == '\t' || is_line_end(c));
        self.comments += 1;
        let key = format!("#{}", self.comments);
        let text = if has_escapes { escaped(note) } else { note.to_owned() };
        self.line(&key, &format!("AnnotatorNotes {target}"), &text);
        if has_escapes {
            self.comment("Escaped", &key, "AnnotatorNotes");
        }
    }

    fn fields(&mut self, key: &str, fields: &Fields, asked: &[FieldDef]) {
        for (id, value) in fields {
            let name = asked.iter().find(|field| field.id == *id).map_or(id.as_str(), |field| field.name.as_str());
            let name = self.names.field(name);
            let is_yes = matches!(value, FieldValue::YesNo(true));
            let words = if is_yes { String::new() } else { value_words(self.project, value) };
            let is_attribute = is_yes || matches!(value, FieldValue::Choice(_)) && is_word(&words);
            if is_attribute {
                self.attributes += 1;
                let what = format!("{name} {key} {words}");
                let _in_memory = writeln!(self.out, "A{}\t{}", self.attributes, what.trim_end());
            } else {
                self.comment("Field", key, &format!("{name}: {words}"));
            }
        }
    }

    fn link(&mut self, link: &Link) {
        let Some(from) = self.key(link.from) else { return };
        let project = self.project;
        let kind = project.codebook.link_kind(&link.kind);
        let name = self.names.kind(&link.kind);
        let end = match link.to {
            LinkEnd::Span(to) => {
                let Some(to) = self.key(to) else { return };
                self.relations += 1;
                let key = format!("R{}", self.relations);
                self.line(&key, &format!("{name} Arg1:{from} Arg2:{to}"), "");
                if link.order > 0 {
                    self.comment("Order", &key, &link.order.to_string());
                }
                self.about_link(&key, link, kind);
                return;
            }
            LinkEnd::Unnamed => "unnamed".to_owned(),
            LinkEnd::Nobody => "nobody".to_owned(),
            LinkEnd::Entity(id) => match project.entities.get(&id) {
                Some(entity) => format!("{} {}", self.names.entity(&entity.kind), entity.name),
                None => return,
            },
        };
        self.comment("Link", &from, &format!("{name}; {}; {end}", link.order));
        let key = format!("#{}", self.comments);
        self.about_link(&key, link, kind);
    }

    fn about_link(&mut self, key: &str, link: &Link, kind: Option<&LinkKind>) {
        if self.project.coders.len() > 1 {
            self.comment("Coder", key, &self.project.coder_name(link.by));
        }
        self.note(key, &link.note);
        self.fields(key, &link.fields, kind.map_or(&[][..], |kind| &kind.fields));
    }
}

/// A piece without the line ends in it and the blanks around them.
fn between_line_ends(text: &str, piece: ByteRange) -> Vec<ByteRange> {
    let words = text.get(piece.indices()).unwrap_or_default();
    if !words.contains(is_line_end) {
        return vec![piece];
    }
    let start = piece.start.index();
    let mut cut: Vec<ByteRange> = Vec::new();
    let mut at = 0;
    for part in words.split_inclusive(is_line_end) {
        let bare = part.trim();
        if !bare.is_empty() {
            let from = start + at + (part.len() - part.trim_start().len());
            cut.push(ByteRange::new(from, from + bare.len()));
        }
        at += part.len();
    }
    cut
}
