//! Spans as a table that spreadsheets open: UTF-8 with BOM, commas, one row per span.
//!
//! Offsets are code points of the article's text, end exclusive. What a spreadsheet would take for a formula has an
//! apostrophe before it.

use super::{
    article_fields,
    format::{Format, Written},
    limit::Limit,
    losses::Losses,
    part::Part,
    subject::Subject,
    words,
};
use crate::{
    analysis::value_words,
    model::{Article, FieldId, FieldValue, Mention, Project, Span},
    text::{ByteOffset, CharCursor},
};

/// Spans as CSV.
pub(super) const FORMAT: Format = Format {
    name: "csv",
    title: "Table of marks",
    purpose: "all marks, one per row",
    extensions: &["csv"],
    holds: &[
        Part::Facts,
        Part::ArticleFields,
        Part::Overlaps,
        Part::Pieces,
        Part::Coders,
        Part::Times,
        Part::Notes,
        Part::Flags,
        Part::Mentions,
        Part::Fields,
        Part::Entities,
    ],
    limits: &[Limit::ArticlesWithoutMarks, Limit::LineBreaksInFields],
    note: "",
    subject: Subject::Marks,
    write: |project| {
        let mut losses = Losses::default();
        let bare = project.listed_articles().iter().filter(|article| article.spans.is_empty()).count();
        losses.add(Limit::ArticlesWithoutMarks, bare);
        losses.add(Limit::LineBreaksInFields, line_ends_in_fields(project));
        Written { losses: losses.counted(), ..Written::one(spans(project)) }
    },
};

/// The header row.
pub(super) const COLUMNS: [&str; 23] = [
    "tag",
    "words",
    "start",
    "end",
    "pieces",
    "article",
    "outlet",
    "author",
    "published",
    "address",
    "language",
    "coder",
    "made",
    "changed",
    "entity",
    "entity kind",
    "mention",
    "fields",
    "flag",
    "note",
    "mark id",
    "article id",
    "article note",
];

/// The table of all spans, article by article in the order of lists, in text order; fields of articles follow.
pub fn spans(project: &Project) -> Vec<u8> {
    let own = article_fields::heads(project, &COLUMNS);
    let heads: Vec<&str> = COLUMNS.into_iter().chain(own.iter().map(String::as_str)).collect();
    table(&heads, rows(project))
}

/// How many line ends a table of marks makes blanks, for each field has a line of its cell.
pub(super) fn line_ends_in_fields(project: &Project) -> usize {
    let spans = project.listed_articles().into_iter().flat_map(|article| article.spans.iter());
    spans.flat_map(|span| span.fields.values()).map(|value| value_words(project, value).matches('\n').count()).sum()
}

/// The rows of that table.
pub(super) fn rows(project: &Project) -> impl Iterator<Item = Vec<String>> {
    project.listed_articles().into_iter().flat_map(move |article| {
        let mut cursor = CharCursor::new(article.text.as_str());
        let mut offset = move |byte: ByteOffset| cursor.char_of_byte(byte).map_or(0, |chars| chars.0);
        let own: Vec<String> = article_fields::cells(project, article).collect();
        article.spans.in_text_order().map(move |span| {
            let mut row = row(project, article, span, &mut offset);
            row.extend(own.iter().cloned());
            row
        })
    })
}

/// A table as spreadsheets open it, with a row of headers.
pub fn table(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut out = "\u{FEFF}".as_bytes().to_vec();
    let headers = columns.iter().map(|column| (*column).to_owned()).collect();
    let rows = std::iter::once(headers).chain(rows).map(|row| row.into_iter().map(defused).collect());
    put_rows(&mut out, csv::Terminator::CRLF, rows);
    out
}

/// Adds rows, of which the first are the headers, with their cells as they are.
pub(super) fn put_rows(out: &mut Vec<u8>, end: csv::Terminator, rows: impl Iterator<Item = Vec<String>>) {
    let mut table = csv::WriterBuilder::new().terminator(end).from_writer(out);
    for row in rows {
        // Writing to memory fails only when rows differ in length, which these cannot.
        if let Err(error) = table.write_record(row) {
            log::error!("BUG: a row could not be written: {error}");
        }
    }
}

fn row(project: &Project, article: &Article, span: &Span, offset: &mut impl FnMut(ByteOffset) -> u32) -> Vec<String> {
    let facts = &article.facts;
    let places: Vec<(u32, u32)> = span.pieces.iter().map(|piece| (offset(piece.start), offset(piece.end))).collect();
    let pieces: Vec<String> = places.iter().map(|(start, end)| format!("{start}-{end}")).collect();
    let tag = project.codebook.tag(&span.tag).map_or_else(|| span.tag.to_string(), |tag| tag.name.clone());
    let entity = span.entity.and_then(|id| project.entities.get(&id));
    let mention = match span.mention {
        Mention::Name => "",
        Mention::Pronoun => "pronoun",
        Mention::Description => "description",
    };
    let fields: Vec<String> = span.fields.iter().map(|(id, value)| field(project, span, id, value)).collect();
    vec![
        tag,
        article.words_of(span),
        places.first().map(|(start, _)| start.to_string()).unwrap_or_default(),
        places.last().map(|(_, end)| end.to_string()).unwrap_or_default(),
        pieces.join(" "),
        facts.title.clone(),
        facts.outlet.clone(),
        facts.author.clone(),
        facts.published.clone(),
        facts.address.clone(),
        facts.language.clone(),
        project.coder_name(span.by),
        span.made.to_string(),
        span.changed.map(|(when, _)| when.to_string()).unwrap_or_default(),
        entity.map(|entity| entity.name.clone()).unwrap_or_default(),
        entity.map(|entity| entity.kind.as_str().to_owned()).unwrap_or_default(),
        mention.to_owned(),
        fields.join("\n"),
        if span.flag { words::LOOK_AGAIN.to_owned() } else { String::new() },
        span.note.clone(),
        span.id.to_string(),
        article.id.to_string(),
        facts.note.clone(),
    ]
}

/// `Stance: against`
fn field(project: &Project, span: &Span, id: &FieldId, value: &FieldValue) -> String {
    let asked = project.codebook.tag(&span.tag).and_then(|tag| tag.fields.iter().find(|field| field.id == *id));
    let name = asked.map_or(id.as_str(), |field| field.name.as_str());
    format!("{name}: {}", value_words(project, value).replace('\n', " "))
}

/// The signs that formulas begin with.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A cell of which no spreadsheet takes any part for a formula (OWASP, "CSV injection"), whatever it takes for the end of a
/// cell: what it cuts off begins with an apostrophe. The import takes these off again. A number is none.
pub(super) fn defused(cell: String) -> String {
    const ENDS: [char; 4] = [';', '\t', '\r', '\n'];
    if is_negative_number(&cell) {
        return cell;
    }
    let begins_with_end = cell.trim_start_matches('\'').starts_with(['\t', '\r', '\n']);
    if !begins_with_end && !cell.contains(SIGNS) {
        return cell;
    }
    let mut safe = String::with_capacity(cell.len() + 8);
    if begins_with_end {
        safe.push('\'');
    }
    // Whether only blanks, quotation marks and apostrophes stand between here and the beginning.
    let mut begins = true;
    for character in cell.chars() {
        if begins && SIGNS.contains(&character) {
            safe.push('\'');
        }
        begins = ENDS.contains(&character) || begins && matches!(character, ' ' | '\u{A0}' | '"' | '\'');
        safe.push(character);
    }
    safe
}

/// The same for a cell whose words other programs count: it has an apostrophe before a sign at its beginning, and nowhere else.
pub(super) fn defused_at_start(cell: &str) -> Option<String> {
    let begins = cell.trim_start_matches([' ', '\u{A0}', '"', '\'']).starts_with(SIGNS);
    begins.then(|| format!("'{cell}"))
}

/// Whether a cell is a negative number and nothing else.
fn is_negative_number(cell: &str) -> bool {
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = cell.strip_prefix('-').unwrap_or_default();
    number.split_once('.').map_or(is_digits(number), |(whole, rest)| is_digits(whole) && is_digits(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_at_every_beginning() {
        for (cell, safe) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("a=b", "a=b"),
            ("\ta", "'\ta"),
            ("said so ;=HYPERLINK(1);x", "said so ;'=HYPERLINK(1);x"),
            ("a\t-1\r\n \"+1", "a\t'-1\r\n \"'+1"),
            ("'=1; '=2", "''=1; ''=2"),
            ("a, =b; c", "a, =b; c"),
            ("-12.5", "-12.5"),
            ("-12.5.1", "'-12.5.1"),
            ("-1+2", "'-1+2"),
            ("-", "'-"),
        ] {
            assert_eq!(defused(cell.to_owned()), safe);
        }
    }

    #[test]
    fn words_to_be_counted_are_changed_at_their_beginning_only() {
        assert_eq!(defused_at_start("@ada said\n- no").as_deref(), Some("'@ada said\n- no"));
        assert_eq!(defused_at_start(" \"=1").as_deref(), Some("' \"=1"));
        assert_eq!(defused_at_start("Said:\n=1"), None);
    }
}
