//! Tables of marks, one row per mark: those that Sayso writes, and those of other programs that have a column of tags and a
//! column of words (Taguette, QualCoder, MAXQDA …).
//!
//! A table has no texts: its marks belong to articles of the project, found by address, title or the words themselves.
//! Offsets, where there are any, count code points; the words decide.

use std::collections::BTreeMap;

use super::format::{File, Format};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle},
            words::{What, Why},
        },
        sheet::{Sheet, Table, cell, table},
    },
    model::{EntityKind, FieldValue, Mention, SpanId},
    text::Counting,
};

/// Marks in CSV.
pub(super) const CSV: Format = Format {
    name: "csv",
    title: "CSV",
    extensions: &["csv", "tsv"],
    cannot_hold: "columns with other names",
    is: |file| table(file.bytes, None).is_ok_and(|table| table.sheets.iter().any(is_marks)),
    read: |file| read(file, CSV.name),
};

/// Marks in a workbook.
pub(super) const XLSX: Format = Format {
    name: "xlsx",
    title: "workbook",
    extensions: &["xlsx"],
    cannot_hold: "columns with other names, sheets other than marks and codebook",
    is: CSV.is,
    read: |file| read(file, XLSX.name),
};

const TAG: [&str; 6] = ["tag", "code", "label", "code name", "codes", "tags"];
const WORDS: [&str; 9] =
    ["words", "segment", "coded segment", "quote", "quotation", "exact", "coded text", "content", "text"];

fn is_marks(sheet: &Sheet) -> bool {
    sheet.column(&TAG).is_some() && sheet.column(&WORDS).is_some()
}

fn read(file: &File<'_>, format: &'static str) -> Result<Found, ImportError> {
    let Table { sheets, doubts, .. } = table(file.bytes, file.beside.encoding())?;
    let sheet = sheets.iter().find(|sheet| is_marks(sheet)).ok_or(ImportError::NoMarkColumns)?;
    let mut found = Found::new(format, Counting::CODE_POINTS);
    found.has_own_ids = true;
    doubts.into_iter().for_each(|doubt| found.tell(file.name, What::Doubt(doubt)));
    let mut articles: BTreeMap<(String, String, String), FoundArticle> = BTreeMap::new();
    sheets.iter().filter(|sheet| sheet.name == "Codebook").for_each(|sheet| codebook(sheet, &mut found));
    let columns = Columns::of(sheet);
    let sha256 = sha256_of(file.bytes);
    for (line, row) in &sheet.rows {
        let value = |column: Option<usize>| cell(row, column);
        let (title, address) = (value(columns.article).trim(), value(columns.address).trim());
        let stated_id = value(columns.article_id).trim();
        let place = format!("{}, row {line}", file.name);
        let (tag, words) = (value(columns.tag).trim(), value(columns.words));
        if tag.is_empty() || words.trim().is_empty() {
            found.skip(place, Why::NoTagOrWords);
            continue;
        }
        let key = (title.to_owned(), address.to_owned(), stated_id.to_owned());
        let article = articles.entry(key).or_insert_with(|| {
            let mut article = FoundArticle::new(file.name, format, &sha256);
            article.facts.title = title.to_owned();
            article.facts.address = address.to_owned();
            article.stated_id = Some(stated_id.to_owned()).filter(|id| !id.is_empty());
            article
        });
        let tag = found.tag(tag);
        let own: Option<SpanId> = value(columns.id).parse().ok();
        let mut span = article.span(&format!("row {line}"), tag.clone(), columns.places(row));
        span.place = place;
        span.words = Some(words.to_owned());
        let mark = &mut span.span;
        mark.id = own.unwrap_or(mark.id);
        mark.by = found.coder(value(columns.coder));
        mark.made = value(columns.made).parse().unwrap_or(mark.made);
        mark.flag = !value(columns.flag).trim().is_empty();
        value(columns.note).clone_into(&mut mark.note);
        let name = value(columns.entity).trim();
        if !name.is_empty() {
            let kind = value(columns.kind).trim();
            mark.entity =
                Some(found.entity(EntityKind::from_word(if kind.is_empty() { "person" } else { kind }), name));
        }
        mark.mention = match value(columns.mention) {
            "pronoun" => Mention::Pronoun,
            "description" => Mention::Description,
            _ => Mention::Name,
        };
        for (name, value) in value(columns.fields).lines().filter_map(|line| line.split_once(": ")) {
            mark.fields.insert(found.field(&tag, name), FieldValue::Text(value.to_owned()));
        }
        article.spans.push(span);
    }
    found.articles = articles.into_values().collect();
    Ok(found)
}

/// The sheet of tags that Sayso writes, by its headings of now and of before.
fn codebook(sheet: &Sheet, found: &mut Found) {
    let columns = [
        &["tag"][..],
        &["parent", "under"],
        &["definition"],
        &["examples", "cases"],
        &["counterexamples", "not cases"],
    ]
    .map(|names| sheet.column(names));
    for (_, row) in &sheet.rows {
        let [name, under, definition, yes, no] = columns.map(|column| cell(row, column));
        if name.is_empty() {
            continue;
        }
        let parent = Some(under).filter(|under| !under.is_empty()).map(|under| found.tag(under));
        let id = found.tag(name);
        let Some(tag) = found.codebook.tags.iter_mut().find(|tag| tag.id == id) else { continue };
        tag.parent = parent.filter(|parent| *parent != id);
        definition.clone_into(&mut tag.definition);
        tag.examples.yes = yes.lines().map(str::to_owned).collect();
        tag.examples.no = no.lines().map(str::to_owned).collect();
    }
}

/// Where what a mark consists of stands in a row.
struct Columns {
    tag: Option<usize>,
    words: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    pieces: Option<usize>,
    article: Option<usize>,
    address: Option<usize>,
    article_id: Option<usize>,
    coder: Option<usize>,
    made: Option<usize>,
    entity: Option<usize>,
    kind: Option<usize>,
    mention: Option<usize>,
    flag: Option<usize>,
    note: Option<usize>,
    fields: Option<usize>,
    id: Option<usize>,
}

impl Columns {
    fn of(sheet: &Sheet) -> Self {
        let column = |names: &[&str]| sheet.column(names);
        Self {
            tag: column(&TAG),
            words: column(&WORDS),
            start: column(&["start", "begin", "pos0", "start offset"]),
            end: column(&["end", "pos1", "end offset"]),
            pieces: column(&["pieces"]),
            article: column(&["article", "document", "document name", "file", "filename", "source", "title"]),
            address: column(&["address", "url", "uri"]),
            article_id: column(&["article id"]),
            coder: column(&["coder", "owner", "coded by", "created by", "user", "annotator"]),
            made: column(&["made", "created", "creation date", "date"]),
            entity: column(&["entity", "name of entity"]),
            kind: column(&["entity kind"]),
            mention: column(&["mention"]),
            flag: column(&["flag"]),
            note: column(&["note", "memo", "comment", "comments"]),
            fields: column(&["fields"]),
            id: column(&["mark id", "span id"]),
        }
    }

    /// `12-20 25-31`, or start and end; nothing where there are none.
    fn places(&self, row: &[String]) -> Vec<(u32, u32)> {
        let piece = |piece: &str| {
            let (start, end) = piece.split_once('-')?;
            Some((start.parse().ok()?, end.parse().ok()?))
        };
        let pieces: Vec<(u32, u32)> = cell(row, self.pieces).split(' ').filter_map(piece).collect();
        let number = |column| cell(row, column).trim().parse().ok();
        match (pieces.is_empty(), number(self.start), number(self.end)) {
            (true, Some(start), Some(end)) => vec![(start, end)],
            _ => pieces,
        }
    }
}
