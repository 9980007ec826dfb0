//! brat standoff: for each article its text and an `.ann` file, with `annotation.conf` and `visual.conf` for all
//! (brat.nlplab.org/standoff.html). Offsets count code points.
//!
//! brat's names are ASCII without blanks, its values single words, its marks never hold a line end. Names are written
//! without what brat does not take and stand in full in `visual.conf`; marks are cut at line ends; what has no line of
//! its own is a comment that [`crate::import`] understands.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use super::{
    file_names::file_names,
    format::{Format, Written},
    limit::Limit,
    losses::Losses,
    part::Part,
    reading::{Palette, hex},
    subject::Subject,
};
use crate::{
    analysis::value_words,
    model::{Article, FieldKind, FieldValue, Fields, Link, LinkEnd, Project, Span, SpanId},
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
    let mut files = vec![
        ("annotation.conf".to_owned(), annotation_conf(project, &names).into_bytes()),
        ("visual.conf".to_owned(), visual_conf(project, &names).into_bytes()),
    ];
    let mut losses = Losses::default();
    for (article, name) in file_names(project) {
        let is_blank = |span| article.span(span).is_some_and(|span| is_blank(article, span));
        let is_left_out = |link: &&Link| is_blank(link.from) || link.to.span().is_some_and(is_blank);
        losses.add(Limit::LineBreaksInMarks, article.spans.iter().map(|span| line_ends(article, span)).sum());
        losses.add(Limit::BlankMarks, article.spans.iter().filter(|span| is_blank(span.id)).count());
        losses.add(Limit::LinksOfBlankMarks, article.links.iter().filter(is_left_out).count());
        files.push((format!("{name}.txt"), article.text.as_str().as_bytes().to_vec()));
        files.push((format!("{name}.ann"), lines(project, article, &names).into_bytes()));
    }
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

/// Names as brat takes them, each once, by the names shown.
struct Names(BTreeMap<String, String>);

impl Names {
    fn of(project: &Project) -> Self {
        let codebook = &project.codebook;
        let fields = codebook.tags.iter().flat_map(|tag| &tag.fields);
        let link_fields = codebook.link_kinds.iter().flat_map(|kind| &kind.fields);
        let shown = codebook.tags.iter().map(|tag| tag.name.as_str());
        let shown = shown.chain(codebook.link_kinds.iter().map(|kind| kind.name.as_str()));
        let shown = shown.chain(fields.chain(link_fields).map(|field| field.name.as_str()));
        let (mut names, mut taken) = (BTreeMap::new(), BTreeSet::new());
        for shown in shown {
            if names.contains_key(shown) {
                continue;
            }
            let is_taken_by_brat = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_');
            let bare = shown.replace(is_taken_by_brat, "_");
            let bare = if bare.trim_matches('_').is_empty() { "Type".to_owned() } else { bare };
            let name = (1usize..)
                .map(|number| if number == 1 { bare.clone() } else { format!("{bare}_{number}") })
                .find(|name| taken.insert(name.to_lowercase()));
            names.insert(shown.to_owned(), name.unwrap_or(bare));
        }
        Self(names)
    }

    fn get<'n>(&'n self, shown: &'n str) -> &'n str {
        self.0.get(shown).map_or(shown, String::as_str)
    }
}

fn annotation_conf(project: &Project, names: &Names) -> String {
    let mut out = String::from("# Sayso\n\n[entities]\n\n");
    for (depth, tag) in project.codebook.tree() {
        let _in_memory = writeln!(out, "{}{}", "\t".repeat(depth), names.get(&tag.name));
    }
    out.push_str("\n[relations]\n\n");
    for kind in &project.codebook.link_kinds {
        let _in_memory = writeln!(out, "{}\tArg1:<ENTITY>, Arg2:<ENTITY>", names.get(&kind.name));
    }
    out.push_str("<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n\n");
    let fields = project.codebook.tags.iter().flat_map(|tag| &tag.fields);
    let mut written = BTreeSet::new();
    for field in fields.filter(|field| written.insert(field.name.clone())) {
        let values: Vec<&str> = match &field.kind {
            FieldKind::Choice(choices) => choices.iter().map(String::as_str).filter(|value| is_word(value)).collect(),
            FieldKind::YesNo => Vec::new(),
            FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Entity => continue,
        };
        let values = if values.is_empty() { String::new() } else { format!(", Value:{}", values.join("|")) };
        let _in_memory = writeln!(out, "{}\tArg:<ENTITY>{values}", names.get(&field.name));
    }
    out
}

fn visual_conf(project: &Project, names: &Names) -> String {
    let palette = Palette::light();
    let mut out = String::from("[labels]\n\n");
    for (shown, name) in &names.0 {
        let _in_memory = writeln!(out, "{name} | {}", shown.replace(['|', '\n'], " "));
    }
    out.push_str("\n[drawing]\n\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken\n");
    out.push_str("ARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n");
    for tag in &project.codebook.tags {
        let colour = hex(palette.rgb(tag.colour));
        let _in_memory = writeln!(out, "{}\tbgColor:#{colour}", names.get(&tag.name));
    }
    out
}

/// The lines of an article; ids count from 1.
struct Lines<'p> {
    project: &'p Project,
    names: &'p Names,
    article: &'p Article,
    out: String,
    keys: BTreeMap<SpanId, String>,
    relations: usize,
    attributes: usize,
    references: usize,
    comments: usize,
}

fn lines(project: &Project, article: &Article, names: &Names) -> String {
    let spans = || article.spans.in_text_order().filter(|span| !is_blank(article, span));
    let keys = spans().enumerate().map(|(at, span)| (span.id, format!("T{}", at + 1))).collect();
    let out = String::new();
    let mut lines =
        Lines { project, names, article, out, keys, relations: 0, attributes: 0, references: 0, comments: 0 };
    let mut cursor = CharCursor::new(article.text.as_str());
    for span in spans() {
        lines.span(span, |place| cursor.char_of_byte(place).map_or(0, |chars| chars.0));
    }
    for link in article.spans.in_text_order().flat_map(|span| article.links.from(span.id)) {
        lines.link(link);
    }
    lines.out
}

impl Lines<'_> {
    fn line(&mut self, id: &str, what: &str, rest: &str) {
        let _in_memory = writeln!(self.out, "{id}\t{what}\t{}", one_line(rest));
    }

    fn span(&mut self, span: &Span, mut offset: impl FnMut(ByteOffset) -> u32) {
        let key = self.keys.get(&span.id).cloned().unwrap_or_default();
        let pieces: Vec<ByteRange> =
            span.pieces.iter().flat_map(|piece| between_line_ends(self.article.text.as_str(), *piece)).collect();
        let at: Vec<String> =
            pieces.iter().map(|piece| format!("{} {}", offset(piece.start), offset(piece.end))).collect();
        let words: Vec<&str> = pieces.iter().map(|piece| self.article.words(*piece)).collect();
        let tag = self.project.codebook.tag(&span.tag).map_or(span.tag.as_str(), |tag| tag.name.as_str());
        let what = format!("{} {}", self.names.get(tag), at.join(";"));
        let _in_memory = writeln!(self.out, "{key}\t{what}\t{}", words.join(" "));
        if self.project.coders.len() > 1 {
            self.comment("Coder", &key, &self.project.coder_name(span.by));
        }
        if !span.note.is_empty() {
            self.comment("AnnotatorNotes", &key, &span.note);
        }
        if let Some(entity) = span.entity.and_then(|id| self.project.entities.get(&id)) {
            self.references += 1;
            let reference = format!("Reference {key} {}:{}", base(entity.kind.as_str()), entity.id);
            self.line(&format!("N{}", self.references), &reference, &entity.name.clone());
        }
        let project = self.project;
        let asked = project.codebook.tag(&span.tag).map_or(&[][..], |tag| &tag.fields);
        self.fields(&key, &span.fields, asked);
    }

    fn comment(&mut self, kind: &str, target: &str, text: &str) {
        self.comments += 1;
        self.line(&format!("#{}", self.comments), &format!("{kind} {target}"), text);
    }

    fn fields(&mut self, key: &str, fields: &Fields, asked: &[crate::model::FieldDef]) {
        for (id, value) in fields {
            let name = asked.iter().find(|field| field.id == *id).map_or(id.as_str(), |field| field.name.as_str());
            let is_yes = matches!(value, FieldValue::YesNo(true));
            let words = if is_yes { String::new() } else { value_words(self.project, value) };
            let is_attribute = is_yes || matches!(value, FieldValue::Choice(_)) && is_word(&words);
            if is_attribute {
                self.attributes += 1;
                let what = format!("{} {key} {words}", self.names.get(name));
                let _in_memory = writeln!(self.out, "A{}\t{}", self.attributes, what.trim_end());
            } else {
                self.comment("Field", key, &format!("{name}: {words}"));
            }
        }
    }

    fn link(&mut self, link: &Link) {
        let Some(from) = self.keys.get(&link.from).cloned() else { return };
        let project = self.project;
        let kind = project.codebook.link_kind(&link.kind);
        let name = kind.map_or(link.kind.as_str(), |kind| kind.name.as_str());
        let end = match link.to {
            LinkEnd::Span(to) => {
                let Some(to) = self.keys.get(&to).cloned() else { return };
                self.relations += 1;
                let key = format!("R{}", self.relations);
                let what = format!("{} Arg1:{from} Arg2:{to}", self.names.get(name));
                self.line(&key, &what, "");
                if link.order > 0 {
                    self.comment("Order", &key, &link.order.to_string());
                }
                self.about_link(&key, link, kind);
                return;
            }
            LinkEnd::Unnamed => "unnamed".to_owned(),
            LinkEnd::Nobody => "nobody".to_owned(),
            LinkEnd::Entity(id) => match project.entities.get(&id) {
                Some(entity) => format!("{} {}", base(entity.kind.as_str()), entity.name),
                None => return,
            },
        };
        self.comment("Link", &from, &format!("{name}; {}; {end}", link.order));
        let key = format!("#{}", self.comments);
        self.about_link(&key, link, kind);
    }

    fn about_link(&mut self, key: &str, link: &Link, kind: Option<&crate::model::LinkKind>) {
        if self.project.coders.len() > 1 {
            self.comment("Coder", key, &self.project.coder_name(link.by));
        }
        if !link.note.is_empty() {
            self.comment("AnnotatorNotes", key, &link.note);
        }
        self.fields(key, &link.fields, kind.map_or(&[][..], |kind| &kind.fields));
    }
}

/// The kind of an entity as the name of a knowledge base, which holds neither blanks nor colons.
fn base(kind: &str) -> String {
    kind.replace(|c: char| c.is_whitespace() || c == ':', "_")
}

/// Whether brat takes it as a value.
fn is_word(value: &str) -> bool {
    !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || c == '|' || c == ',')
}

/// Text on one line; the import knows `\n`.
fn one_line(text: &str) -> String {
    text.replace('\n', "\\n").replace(is_line_end, " ")
}

/// What programs in Python take for the end of a line.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2028}' | '\u{2029}')
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
