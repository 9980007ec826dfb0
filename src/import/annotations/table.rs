//! Tables of marks, one row per mark: those that Sayso writes, and those of other programs that have a column of tags and a
//! column of words (Taguette, QualCoder, MAXQDA …), or of positions.
//!
//! Mostly a table has no texts: its marks belong to articles of the project, found by address, title or the words
//! themselves. Where the text stands beside each mark, it comes along. Offsets, where there are any, count code points; the
//! words decide.

use std::collections::BTreeMap;

use super::format::{File, Format};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        headings::{
            ADDRESS, ARTICLE, AUTHOR, CODER, DOCUMENT, END, LANGUAGE, MADE, OUTLET, PUBLISHED, REMARK, START, TITLE,
        },
        join::{
            found::{Found, FoundArticle, FoundSpan},
            words::{Matching, What, Why},
        },
        sheet::{Sheet, Table, cell, table, top},
        table_kind::{Kind, as_marks, kind_of, position},
    },
    model::{EntityKind, FieldValue, Mention, SpanId},
    text::{Counting, shortened},
};

/// Marks in CSV.
pub(super) const CSV: Format = Format {
    name: "csv",
    title: "CSV",
    extensions: &["csv", "tsv"],
    cannot_hold: "columns with other names",
    is: |file| top(file.bytes).is_ok_and(|table| table.sheets.iter().any(is_marks)),
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

/// How many characters of words are shown in a message.
const SHOWN: usize = 60;

/// The title, address, text and id of an article, as far as a table says them.
type Key = [String; 4];

fn is_marks(sheet: &Sheet) -> bool {
    matches!(kind_of(sheet), Some(Kind::Marks { .. } | Kind::MarksInTexts { .. }))
}

fn read(file: &File<'_>, format: &'static str) -> Result<Found, ImportError> {
    let Table { sheets, doubts, .. } = table(file.bytes, file.beside.encoding(), file.beside.watch())?;
    let shown =
        sheets.iter().find(|sheet| is_marks(sheet)).or_else(|| sheets.iter().find(|sheet| as_marks(sheet).is_some()));
    let (sheet, kind) = shown.and_then(|sheet| Some((sheet, as_marks(sheet)?))).ok_or(ImportError::NoMarkColumns)?;
    let mut found = Found::new(format, Counting::CODE_POINTS);
    found.has_own_ids = true;
    doubts.into_iter().for_each(|doubt| found.tell(file.name, What::Doubt(doubt)));
    sheets.iter().filter(|sheet| sheet.name == "Codebook").for_each(|sheet| codebook(sheet, &mut found));
    let columns = Columns::of(sheet, kind);
    let (of_articles, left) = columns.left(sheet);
    if !left.is_empty() {
        let named = left.into_iter().filter_map(|column| sheet.headings.get(column).cloned());
        found.tell(file.name, What::ColumnsSkipped(named.collect()));
    }
    let mut articles: BTreeMap<Key, FoundArticle> = BTreeMap::new();
    let sha256 = sha256_of(file.bytes);
    for (line, row) in &sheet.rows {
        let place = format!("{}, row {line}", file.name);
        let value = |column: Option<usize>| cell(row, column);
        let tag = value(columns.tag).trim();
        if tag.is_empty() || value(columns.words.or(columns.text)).trim().is_empty() {
            found.skip(place, Why::NoTagOrWords);
            continue;
        }
        let new = || columns.article(row, file.name, format, &sha256);
        let article = articles.entry(columns.key(row)).or_insert_with(new);
        for column in &of_articles {
            let heading = sheet.headings.get(*column).map_or("", String::as_str);
            found.article_value(article, heading, value(Some(*column)));
        }
        let span = columns.span(place, sheet, (*line, row), article, &mut found);
        article.spans.push(span);
    }
    found.articles = articles.into_values().collect();
    Ok(found)
}

/// The sheet of tags that Sayso writes, by its headings of now and of before.
fn codebook(sheet: &Sheet, found: &mut Found) {
    let columns =
        [&["tag"][..], &["parent", "under"], &["definition"], &["examples", "cases"], &["counterexamples", "notcases"]]
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
    /// The text that the words are in, where it stands beside them.
    text: Option<usize>,
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
    /// What is known of an article that comes along.
    outlet: Option<usize>,
    author: Option<usize>,
    published: Option<usize>,
    language: Option<usize>,
}

impl Columns {
    fn of(sheet: &Sheet, kind: Kind) -> Self {
        let (tag, words, text) = match kind {
            Kind::Articles { text } => (None, None, Some(text)),
            Kind::Marks { tag, words } => (Some(tag), Some(words), None),
            Kind::MarksInTexts { tag, words, text } => (Some(tag), words, Some(text)),
        };
        let is_free = |column: &usize| ![tag, words, text].contains(&Some(*column));
        let column = |names: &[&str]| sheet.columns(names).into_iter().find(is_free);
        Self {
            tag,
            words,
            text,
            pieces: column(&["pieces"]),
            article: column(ARTICLE)
                .or_else(|| column(DOCUMENT))
                .or_else(|| column(&["source"]))
                .or_else(|| column(TITLE)),
            address: column(ADDRESS),
            article_id: column(&["articleid"]),
            coder: column(CODER),
            made: column(MADE),
            entity: column(&["entity", "nameofentity"]),
            kind: column(&["entitykind"]),
            mention: column(&["mention"]),
            flag: column(&["flag"]),
            note: column(REMARK),
            fields: column(&["fields"]),
            id: column(&["markid", "spanid"]),
            outlet: column(OUTLET),
            author: column(AUTHOR),
            published: column(PUBLISHED),
            language: column(LANGUAGE),
        }
    }

    /// The columns with anything in them that say nothing of a mark: those that say one thing of each article, and others.
    fn left(&self, sheet: &Sheet) -> (Vec<usize>, Vec<usize>) {
        // What Sayso writes of articles, and what follows from the rest.
        const OTHERS: [&str; 6] = ["changed", "articleid", "articlenote", "author", "id", "title"];
        let used = [
            self.tag,
            self.words,
            self.text,
            self.pieces,
            self.article,
            self.address,
            self.coder,
            self.made,
            self.entity,
            self.kind,
            self.mention,
            self.flag,
            self.note,
            self.fields,
            self.id,
            self.outlet,
            self.author,
            self.published,
            self.language,
            sheet.column(START),
            sheet.column(END),
        ];
        let known = sheet.columns(&OTHERS);
        let is_left = |column: &usize| !used.contains(&Some(*column)) && !known.contains(column);
        let left = (0..sheet.headings.len()).filter(is_left).filter(|column| sheet.cells(*column).next().is_some());
        left.partition(|column| self.is_of_articles(sheet, *column))
    }

    /// Whether a column says the same wherever an article is named.
    fn is_of_articles(&self, sheet: &Sheet, column: usize) -> bool {
        let mut said: BTreeMap<Key, &str> = BTreeMap::new();
        sheet.rows.iter().all(|(_, row)| {
            let cell = cell(row, Some(column)).trim();
            *said.entry(self.key(row)).or_insert(cell) == cell
        })
    }

    /// What tells the article of a row from others.
    fn key(&self, row: &[String]) -> Key {
        [self.article, self.address, self.text, self.article_id].map(|column| cell(row, column).trim().to_owned())
    }

    /// The article of a row, with its text if that stands there.
    fn article(&self, row: &[String], name: &str, format: &str, sha256: &str) -> FoundArticle {
        let value = |column| cell(row, column).trim().to_owned();
        let title = value(self.article);
        let mut article = match self.text {
            None => FoundArticle::new(name, format, sha256),
            Some(text) => {
                let mut article = FoundArticle::with_text(name, format, sha256, cell(row, Some(text)).to_owned());
                let facts = &mut article.facts;
                (facts.outlet, facts.author) = (value(self.outlet), value(self.author));
                (facts.published, facts.language) = (value(self.published), value(self.language));
                article
            }
        };
        if self.text.is_none() || !title.is_empty() {
            article.facts.title = title;
        }
        article.facts.address = value(self.address);
        article.stated_id = Some(value(self.article_id)).filter(|id| !id.is_empty());
        article
    }

    /// The mark of a row, with the number of that.
    fn span(
        &self,
        place: String,
        sheet: &Sheet,
        (line, row): (usize, &[String]),
        article: &FoundArticle,
        found: &mut Found,
    ) -> FoundSpan {
        let value = |column: Option<usize>| cell(row, column);
        let tag = found.tag(value(self.tag).trim());
        let words = self.words.map(|words| value(Some(words)).to_owned());
        let mut at = self.places(sheet, row);
        if let (true, Some(text), Some(words)) = (at.is_empty(), &article.text, &words) {
            let words = words.trim();
            let equal = text.matches(words).count();
            if equal > 1 {
                found.tell(place.clone(), Matching::SeveralMatches(shortened(words, SHOWN), equal).into());
            }
            let length = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
            let before = text.find(words).and_then(|start| text.get(..start));
            at.extend(before.map(|before| (length(before), length(before) + length(words))));
        }
        let mut span = article.span(&format!("row {line}"), tag.clone(), at);
        span.place = place;
        span.words = words;
        let mark = &mut span.span;
        mark.id = value(self.id).parse::<SpanId>().unwrap_or(mark.id);
        mark.by = found.coder(value(self.coder));
        mark.made = value(self.made).parse().unwrap_or(mark.made);
        mark.flag = !value(self.flag).trim().is_empty();
        value(self.note).clone_into(&mut mark.note);
        let name = value(self.entity).trim();
        if !name.is_empty() {
            let kind = value(self.kind).trim();
            mark.entity =
                Some(found.entity(EntityKind::from_word(if kind.is_empty() { "person" } else { kind }), name));
        }
        mark.mention = match value(self.mention) {
            "pronoun" => Mention::Pronoun,
            "description" => Mention::Description,
            _ => Mention::Name,
        };
        for (name, value) in value(self.fields).lines().filter_map(|line| line.split_once(": ")) {
            mark.fields.insert(found.field(&tag, name), FieldValue::Text(value.to_owned()));
        }
        span
    }

    /// `12-20 25-31`, or start and end; nothing where there are none.
    fn places(&self, sheet: &Sheet, row: &[String]) -> Vec<(u32, u32)> {
        let piece = |piece: &str| {
            let (start, end) = piece.split_once('-')?;
            Some((start.parse().ok()?, end.parse().ok()?))
        };
        let pieces: Vec<(u32, u32)> = cell(row, self.pieces).split(' ').filter_map(piece).collect();
        if pieces.is_empty() { position(sheet, row).into_iter().collect() } else { pieces }
    }
}
