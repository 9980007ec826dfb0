//! REFI-QDA projects (`.qdpx`, version 1.0 of the schema): an archive with `project.qde` and the texts, for NVivo, MAXQDA,
//! ATLAS.ti, QualCoder and others.
//!
//! By the standard offsets count code points, texts have neither a byte order mark nor CR. NVivo and MAXQDA count UTF-16
//! units of texts with both (the mark not counted); they get a format of their own.

use std::fmt::Write;

use super::{
    archive::zipped,
    codebook::beside_tags,
    format::{Format, Written},
    limit::Limit,
    losses::Losses,
    part::Part,
    reading::{Palette, hex},
    subject::Subject,
    xml::{escaped, said, unheld},
};
use crate::{
    analysis::value_words,
    model::{Article, FieldKind, FieldValue, Project, Span, Tag, guid},
    text::{ByteOffset, CharCursor},
};

const HOLDS: &[Part] = &[
    Part::Texts,
    Part::Facts,
    Part::ArticleFields,
    Part::Overlaps,
    Part::Coders,
    Part::Times,
    Part::Notes,
    Part::Links,
    Part::Definitions,
    Part::Colours,
    Part::Tree,
];

/// REFI-QDA by the standard.
pub(super) const FORMAT: Format = Format {
    name: "qdpx",
    title: "REFI-QDA project",
    purpose: "texts, codes and codings for ATLAS.ti, QualCoder and other QDA software",
    extensions: &["qdpx"],
    holds: HOLDS,
    limits: &[Limit::CharactersNotInXml],
    note: "",
    subject: Subject::Marks,
    write: |project| written(project, Dialect::Standard),
};

/// REFI-QDA as NVivo and MAXQDA count.
pub(super) const NVIVO: Format = Format {
    name: "qdpx-nvivo",
    title: "REFI-QDA for NVivo",
    purpose: "the same for NVivo and MAXQDA, with UTF-16 positions and Windows line breaks",
    write: |project| written(project, Dialect::Nvivo),
    ..FORMAT
};

/// REFI-QDA codebooks.
pub(super) const CODEBOOK: Format = Format {
    name: "qdc",
    title: "REFI-QDA codebook",
    purpose: "the codebook alone, for NVivo, MAXQDA, ATLAS.ti, QualCoder, Taguette and others",
    extensions: &["qdc"],
    holds: &[Part::Definitions, Part::Colours, Part::Tree],
    limits: &[Limit::Marks, Limit::LinkKinds, Limit::CharactersNotInXml],
    note: "",
    subject: Subject::Tags,
    write: |project| {
        let mut out = Out(String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"));
        let origin = concat!("Sayso ", env!("CARGO_PKG_VERSION"));
        out.line(0, &format!("<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"{origin}\"><Codes>"));
        out.codes(project);
        out.line(0, "</Codes></CodeBook>");
        let mut losses = beside_tags(project);
        losses.add(Limit::LinkKinds, project.codebook.link_kinds.len());
        let words = project.codebook.tags.iter().flat_map(|tag| [&tag.name, &tag.definition]);
        losses.add(Limit::CharactersNotInXml, words.map(|words| unheld(words, &[])).sum());
        Written { losses: losses.counted(), ..Written::one(out.0.into_bytes()) }
    },
};

/// Names of the facts, as variables of sources.
const FACTS: [&str; 5] = ["outlet", "author", "published", "address", "language"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Standard,
    Nvivo,
}

fn written(project: &Project, dialect: Dialect) -> Written {
    let mut files = vec![("project.qde".to_owned(), document(project, dialect).into_bytes())];
    for article in project.listed_articles() {
        let text = article.text.as_str();
        let text = match dialect {
            Dialect::Standard => text.to_owned(),
            Dialect::Nvivo => format!("\u{FEFF}{}", text.replace('\n', "\r\n")),
        };
        files.push((format!("sources/{}.txt", guid("text", &article.id)), text.into_bytes()));
    }
    let mut losses = Losses::default();
    // The texts are files of their own.
    losses.add(Limit::CharactersNotInXml, said(project).map(|words| unheld(words, &[])).sum());
    match zipped(&files) {
        Ok(bytes) => Written { losses: losses.counted(), ..Written::one(bytes) },
        Err(error) => Written::failed(error),
    }
}

fn document(project: &Project, dialect: Dialect) -> String {
    let mut out = Out(String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"));
    let head = format!(
        "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"{}\" origin=\"Sayso {}\">",
        escaped(&project.title),
        env!("CARGO_PKG_VERSION")
    );
    out.line(0, &head);
    if !project.coders.is_empty() {
        out.line(1, "<Users>");
        for coder in project.coders.values() {
            out.line(2, &format!("<User guid=\"{}\" name=\"{}\"/>", guid("coder", &coder.id), escaped(&coder.name)));
        }
        out.line(1, "</Users>");
    }
    if !project.codebook.tags.is_empty() {
        out.line(1, "<CodeBook><Codes>");
        out.codes(project);
        out.line(1, "</Codes></CodeBook>");
    }
    out.line(1, "<Variables>");
    for fact in FACTS {
        out.line(2, &format!("<Variable guid=\"{}\" name=\"{fact}\" typeOfVariable=\"Text\"/>", guid("fact", &fact)));
    }
    for field in &project.codebook.article_fields {
        let (guid, name) = (guid("article field", &field.id), escaped(&field.name));
        let kind = type_of(&field.kind);
        out.line(2, &format!("<Variable guid=\"{guid}\" name=\"{name}\" typeOfVariable=\"{kind}\"/>"));
    }
    out.line(1, "</Variables>");
    let articles = project.listed_articles();
    if !articles.is_empty() {
        out.line(1, "<Sources>");
        articles.iter().for_each(|article| out.source(project, article, dialect));
        out.line(1, "</Sources>");
    }
    let spans = || articles.iter().flat_map(|article| article.spans.in_text_order());
    let mut noted = spans().filter(|span| !span.note.is_empty()).peekable();
    if noted.peek().is_some() {
        out.line(1, "<Notes>");
        for span in noted {
            let head =
                format!("<Note guid=\"{}\" creatingUser=\"{}\">", guid("note", &span.id), guid("coder", &span.by));
            let content = format!("<PlainTextContent>{}</PlainTextContent></Note>", escaped(&span.note));
            out.line(2, &(head + &content));
        }
        out.line(1, "</Notes>");
    }
    out.links(project, &articles);
    out.line(0, "</Project>");
    out.0
}

/// The type of a field as a variable. Dates may be no more than a year, which the schema's type of dates is not.
fn type_of(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Number => "Float",
        FieldKind::YesNo => "Boolean",
        FieldKind::Choice(_) | FieldKind::Text | FieldKind::Date | FieldKind::Entity => "Text",
    }
}

/// The document as it grows.
struct Out(String);

impl Out {
    /// Links between marks.
    fn links(&mut self, project: &Project, articles: &[&Article]) {
        let links = articles.iter().flat_map(|article| article.links.iter());
        let mut links = links.filter_map(|link| link.to.span().map(|to| (link, to))).peekable();
        if links.peek().is_some() {
            self.line(1, "<Links>");
            for (link, to) in links {
                let name = project.codebook.link_kind(&link.kind).map_or(link.kind.as_str(), |kind| kind.name.as_str());
                let link = format!(
                    "<Link guid=\"{}\" name=\"{}\" direction=\"OneWay\" originGUID=\"{}\" targetGUID=\"{}\"/>",
                    guid("link", &link.id),
                    escaped(name),
                    guid("coding", &link.from),
                    guid("coding", &to)
                );
                self.line(2, &link);
            }
            self.line(1, "</Links>");
        }
    }

    fn line(&mut self, depth: usize, line: &str) {
        let _in_memory = writeln!(self.0, "{}{line}", "  ".repeat(depth));
    }

    /// The codes in tree order; each closes when one begins that does not lie under it.
    fn codes(&mut self, project: &Project) {
        let palette = Palette::light();
        let mut open = 0;
        for (depth, tag) in project.codebook.tree() {
            while open > depth {
                open -= 1;
                self.line(2 + open, "</Code>");
            }
            let Tag { id, name, colour, definition, .. } = tag;
            let colour = hex(palette.rgb(*colour));
            let head = format!(
                "guid=\"{}\" name=\"{}\" isCodable=\"true\" color=\"#{colour}\"",
                guid("tag", id),
                escaped(name)
            );
            self.line(2 + depth, &format!("<Code {head}>"));
            if !definition.is_empty() {
                self.line(3 + depth, &format!("<Description>{}</Description>", escaped(definition)));
            }
            open = depth + 1;
        }
        while open > 0 {
            open -= 1;
            self.line(2 + open, "</Code>");
        }
    }

    fn source(&mut self, project: &Project, article: &Article, dialect: Dialect) {
        let facts = &article.facts;
        let (id, text) = (guid("article", &article.id), guid("text", &article.id));
        let title = escaped(&facts.title);
        self.line(2, &format!("<TextSource guid=\"{id}\" name=\"{title}\" plainTextPath=\"internal://{text}.txt\">"));
        if !facts.note.is_empty() {
            self.line(3, &format!("<Description>{}</Description>", escaped(&facts.note)));
        }
        let mut cursor = CharCursor::new(article.text.as_str());
        let mut offset = |place: ByteOffset| match dialect {
            Dialect::Standard => cursor.char_of_byte(place).map_or(0, |chars| chars.0 as usize),
            // Each line end before the place is one longer than here.
            Dialect::Nvivo => {
                let units = cursor.utf16_of_byte(place).map_or(0, |units| units.0 as usize);
                units + article.text.paragraph_number(place)
            }
        };
        for span in article.spans.in_text_order() {
            for (number, piece) in span.pieces.iter().enumerate() {
                let place = (offset(piece.start), offset(piece.end));
                self.selection(article, span, number, place);
            }
        }
        let values = [&facts.outlet, &facts.author, &facts.published, &facts.address, &facts.language];
        for (fact, value) in FACTS.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
            let variable = format!("<VariableRef targetGUID=\"{}\"/>", guid("fact", fact));
            self.line(
                3,
                &format!("<VariableValue>{variable}<TextValue>{}</TextValue></VariableValue>", escaped(value)),
            );
        }
        for field in &project.codebook.article_fields {
            let Some(value) = facts.fields.get(&field.id) else { continue };
            let variable = format!("<VariableRef targetGUID=\"{}\"/>", guid("article field", &field.id));
            let words = escaped(&value_words(project, value));
            // A value that is not of the field's kind, as after a change of that kind, stays text.
            let element = match (value, &field.kind) {
                (FieldValue::Number(_), FieldKind::Number) => "FloatValue",
                (FieldValue::YesNo(_), FieldKind::YesNo) => "BooleanValue",
                (_, _) => "TextValue",
            };
            let words = match value {
                FieldValue::YesNo(yes) => yes.to_string(),
                FieldValue::Choice(_)
                | FieldValue::Text(_)
                | FieldValue::Number(_)
                | FieldValue::Date(_)
                | FieldValue::Entity(_) => words,
            };
            self.line(3, &format!("<VariableValue>{variable}<{element}>{words}</{element}></VariableValue>"));
        }
        self.line(2, "</TextSource>");
    }

    fn selection(&mut self, article: &Article, span: &Span, number: usize, (start, end): (usize, usize)) {
        const NAME: usize = 60;
        let piece = span.pieces.get(number).copied().unwrap_or_default();
        let name: String = article.words(piece).chars().take(NAME).collect();
        let by = format!("creatingUser=\"{}\" creationDateTime=\"{}\"", guid("coder", &span.by), span.made);
        // The first piece of a mark has the mark's own ids, for links to lead to.
        let part = |kind: &str| match number {
            0 => guid(kind, &span.id),
            later => guid(kind, &format!("{} {later}", span.id)),
        };
        self.line(
            3,
            &format!(
                "<PlainTextSelection guid=\"{}\" name=\"{}\" startPosition=\"{start}\" endPosition=\"{end}\" {by}>",
                part("selection"),
                escaped(&name.replace('\n', " ")),
            ),
        );
        let code = format!("<CodeRef targetGUID=\"{}\"/>", guid("tag", &span.tag));
        let note = match span.note.as_str() {
            "" => String::new(),
            _ if number > 0 => String::new(),
            _ => format!("<NoteRef targetGUID=\"{}\"/>", guid("note", &span.id)),
        };
        self.line(4, &format!("<Coding guid=\"{}\" {by}>{code}{note}</Coding>", part("coding")));
        self.line(3, "</PlainTextSelection>");
    }
}
