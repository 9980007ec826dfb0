//! A workbook for spreadsheets: the claims, all marks, the articles, the codebook, the links and the names, a sheet each,
//! with real dates, a frozen header and filters. Each cell is read in the direction of its text, and a sheet begins at the right
//! where most of its texts run to the left.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as CellFormat, Workbook, Worksheet, XlsxError};

use super::{
    article_fields, csv,
    error::ExportError,
    format::{Format, Written},
    limit::Limit,
    losses::Losses,
    part::Part,
    reading::{Palette, filled, hex},
    subject::Subject,
    table::words,
    words,
};
use crate::{
    analysis::{Kind, end_name, ledger},
    model::{Article, Link, LinkEnd, Project, Tag, Time},
    text::mostly_runs_left,
};

/// A workbook.
pub(super) const FORMAT: Format = Format {
    name: "xlsx",
    title: "Workbook",
    purpose: "claims, marks, articles, codebook, links and names, one sheet each",
    extensions: &["xlsx"],
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
        Part::EntityDetails,
        Part::Links,
        Part::OpenLinks,
        Part::LinkDetails,
        Part::Definitions,
        Part::Examples,
        Part::Colours,
        Part::Tree,
    ],
    limits: &[Limit::EndsOfLongCells, Limit::FurtherRows, Limit::LineBreaksInFields],
    note: "",
    subject: Subject::Marks,
    write: workbook,
};

/// The most that a cell holds, in UTF-16 units.
const LARGEST_CELL: usize = 32_767;
/// The most rows under the header.
pub(super) const MOST_ROWS: u32 = 1_048_575;

fn workbook(project: &Project) -> Written {
    let mut losses = Losses::default();
    losses.add(Limit::LineBreaksInFields, csv::line_ends_in_fields(project));
    let bytes = write(project, &mut losses);
    written(bytes, losses)
}

/// A workbook, or why there is none.
pub(super) fn written(bytes: Result<Vec<u8>, XlsxError>, losses: Losses) -> Written {
    match bytes {
        Ok(bytes) => Written { losses: losses.counted(), ..Written::one(bytes) },
        Err(error) => Written::failed(ExportError::Workbook(error.to_string())),
    }
}

/// A workbook of a project, without sheets. Its time is that of what is newest in it, so that the same project gives the
/// same bytes.
pub(super) fn empty(project: &Project, newest: Time) -> Workbook {
    let mut workbook = Workbook::new();
    let created = moment(&newest.to_string()).unwrap_or_default();
    workbook.set_properties(&DocProperties::new().set_title(&project.title).set_creation_datetime(&created));
    workbook
}

/// When the newest mark was made or changed.
pub(super) fn newest_mark(project: &Project) -> Time {
    let spans = project.listed_articles().into_iter().flat_map(|article| article.spans.iter());
    spans.map(|span| span.changed.map_or(span.made, |(at, _)| at)).max().unwrap_or_default()
}

fn write(project: &Project, losses: &mut Losses) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = empty(project, newest_mark(project));
    let ledger = ledger(project);
    let heads: Vec<Head<'_>> = ledger.columns.iter().map(|column| (column.name.as_str(), column.kind)).collect();
    let mut sheet = |name: &str, heads: &[Head<'_>], rows: &mut dyn Iterator<Item = Vec<String>>| {
        fill(workbook.add_worksheet(), name, heads, rows, MOST_ROWS, losses)
    };
    sheet("Claims", &heads, &mut ledger.rows.iter().map(words))?;
    let own = article_fields::heads(project, &csv::COLUMNS);
    sheet("Marks", &with_own(&csv::COLUMNS, &own), &mut csv::rows(project))?;
    let own = article_fields::heads(project, &ARTICLES);
    sheet("Articles", &with_own(&ARTICLES, &own), &mut articles(project))?;
    sheet("Codebook", &CODEBOOK.map(head), &mut codebook(project))?;
    sheet("Links", &LINKS.map(head), &mut links(project))?;
    sheet("Names", &NAMES.map(head), &mut names(project))?;
    workbook.save_to_buffer()
}

/// The name of a column, and what it holds.
pub(super) type Head<'n> = (&'n str, Kind);

/// A column of a sheet of ours.
pub(super) fn head(name: &str) -> Head<'_> {
    let kind = match name {
        "start" | "end" | "marks" | "order" => Kind::Number,
        "published" => Kind::Date,
        "made" | "changed" => Kind::Time,
        _ => Kind::Text,
    };
    (name, kind)
}

/// The columns of a sheet with those for the fields of articles after them.
fn with_own<'n>(columns: &[&'n str], own: &'n [String]) -> Vec<Head<'n>> {
    columns.iter().map(|column| head(column)).chain(own.iter().map(|name| (name.as_str(), Kind::Text))).collect()
}

const ARTICLES: [&str; 9] =
    ["title", "outlet", "author", "published", "address", "language", "marks", "note", "article id"];

fn articles(project: &Project) -> impl Iterator<Item = Vec<String>> {
    project.listed_articles().into_iter().map(|article| {
        let facts = &article.facts;
        let texts = [&facts.title, &facts.outlet, &facts.author, &facts.published, &facts.address, &facts.language];
        let mut row: Vec<String> = texts.into_iter().cloned().collect();
        row.extend([article.spans.len().to_string(), facts.note.clone(), article.id.to_string()]);
        row.extend(article_fields::cells(project, article));
        row
    })
}

const CODEBOOK: [&str; 8] =
    ["tag", "parent", "key", "definition", "examples", "counterexamples", "questions", "colour"];

fn codebook(project: &Project) -> impl Iterator<Item = Vec<String>> {
    let codebook = &project.codebook;
    let palette = Palette::light();
    codebook.tree().into_iter().map(move |(_, tag): (usize, &Tag)| {
        let above = tag.parent.as_ref().and_then(|id| codebook.tag(id)).map(|tag| tag.name.clone());
        let questions: Vec<String> = tag.fields.iter().map(words::question).collect();
        vec![
            tag.name.clone(),
            above.unwrap_or_default(),
            tag.key.clone(),
            tag.definition.clone(),
            tag.examples.yes.join("\n"),
            tag.examples.no.join("\n"),
            questions.join("\n"),
            format!("#{}", hex(palette.rgb(tag.colour))),
        ]
    })
}

const LINKS: [&str; 10] =
    ["kind", "from", "to", "order", "fields", "note", "coder", "made", "from mark id", "to mark id"];

fn links(project: &Project) -> impl Iterator<Item = Vec<String>> {
    project.listed_articles().into_iter().flat_map(move |article| {
        let links = article.spans.in_text_order().flat_map(|span| article.links.from(span.id));
        links.map(move |link| link_row(project, article, link))
    })
}

fn link_row(project: &Project, article: &Article, link: &Link) -> Vec<String> {
    let kind = project.codebook.link_kind(&link.kind);
    let fields = filled(project, kind.map_or(&[][..], |kind| &kind.fields), &link.fields);
    vec![
        kind.map_or_else(|| link.kind.to_string(), |kind| kind.name.clone()),
        end_name(project, article, LinkEnd::Span(link.from)),
        end_name(project, article, link.to),
        link.order.to_string(),
        fields.join("\n"),
        link.note.clone(),
        project.coder_name(link.by),
        link.made.to_string(),
        link.from.to_string(),
        link.to.span().map(|to| to.to_string()).unwrap_or_default(),
    ]
}

const NAMES: [&str; 9] = ["name", "kind", "other names", "key", "role", "side", "country", "wikidata", "note"];

fn names(project: &Project) -> impl Iterator<Item = Vec<String>> {
    project.entities.values().map(|entity| {
        let texts = [&entity.key, &entity.role, &entity.side, &entity.country, &entity.wikidata, &entity.note];
        let mut row = vec![entity.name.clone(), entity.kind.as_str().to_owned(), entity.aliases.join("\n")];
        row.extend(texts.into_iter().cloned());
        row
    })
}

/// Fills a sheet: a header that stays in sight, filters, columns as wide as their beginning needs.
pub(super) fn fill(
    sheet: &mut Worksheet,
    name: &str,
    heads: &[Head<'_>],
    rows: &mut dyn Iterator<Item = Vec<String>>,
    most_rows: u32,
    losses: &mut Losses,
) -> Result<(), XlsxError> {
    let formats = Formats::new();
    let (mut to_left, mut to_right) = (0_usize, 0_usize);
    sheet.set_name(name)?;
    let mut widths: Vec<usize> = heads.iter().map(|(head, _)| head.chars().count()).collect();
    for (column, (head, _)) in (0u16..).zip(heads) {
        sheet.write_string_with_format(0, column, *head, formats.head(head))?;
    }
    let mut last = 0;
    for (number, row) in (1..=most_rows).zip(&mut *rows) {
        last = number;
        for (((column, text), width), (_, kind)) in (0u16..).zip(&row).zip(&mut widths).zip(heads) {
            *width = (*width).max(text.chars().take(60).count());
            if !text.is_empty() {
                let runs_left = mostly_runs_left(fitting(text));
                formats.cell(sheet, (number, column), (text, runs_left), *kind, losses)?;
                to_left += usize::from(runs_left == Some(true));
                to_right += usize::from(runs_left == Some(false));
            }
        }
    }
    losses.add(Limit::FurtherRows, rows.count());
    for (column, width) in (0u16..).zip(widths) {
        sheet.set_column_width(column, (width as f64 + 2.0).min(50.0))?;
    }
    sheet.set_right_to_left(to_left > to_right);
    sheet.set_freeze_panes(1, 0)?;
    if let Some(right) = u16::try_from(heads.len()).ok().and_then(|count| count.checked_sub(1)) {
        sheet.autofilter(0, 0, last, right)?;
    }
    Ok(())
}

/// How cells are shown.
struct Formats {
    day: CellFormat,
    moment: CellFormat,
    /// Text that runs to the right, and to the left.
    text: [CellFormat; 2],
    /// The same in the header.
    heads: [CellFormat; 2],
}

/// In which direction a cell is read, as workbooks number it: to the right, to the left.
const DIRECTIONS: [u8; 2] = [1, 2];

impl Formats {
    fn new() -> Self {
        let shown = |format| CellFormat::new().set_num_format(format);
        let text = DIRECTIONS.map(|direction| CellFormat::new().set_reading_direction(direction));
        Self {
            day: shown("yyyy-mm-dd"),
            moment: shown("yyyy-mm-dd hh:mm:ss \"UTC\""),
            heads: text.clone().map(CellFormat::set_bold),
            text,
        }
    }

    fn head(&self, name: &str) -> &CellFormat {
        let [to_right, to_left] = &self.heads;
        if mostly_runs_left(name) == Some(true) { to_left } else { to_right }
    }

    fn cell(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        (text, runs_left): (&str, Option<bool>),
        kind: Kind,
        losses: &mut Losses,
    ) -> Result<(), XlsxError> {
        let time = match kind {
            Kind::Date => day(text).map(|day| (day, &self.day)),
            Kind::Time => moment(text).map(|moment| (moment, &self.moment)),
            Kind::Text | Kind::Number => None,
        };
        match (time, kind) {
            (Some((time, format)), _) => sheet.write_datetime_with_format(row, column, &time, format)?,
            (None, Kind::Number) if number(text).is_some() => {
                sheet.write_number(row, column, number(text).unwrap_or_default())?
            }
            (None, _) => {
                let fitting = fitting(text);
                losses.add(Limit::EndsOfLongCells, usize::from(fitting.len() < text.len()));
                let [to_right, to_left] = &self.text;
                match runs_left {
                    Some(true) => sheet.write_string_with_format(row, column, fitting, to_left)?,
                    Some(false) => sheet.write_string_with_format(row, column, fitting, to_right)?,
                    None => sheet.write_string(row, column, fitting)?,
                }
            }
        };
        Ok(())
    }
}

/// A whole day, `2022-03-06`, as spreadsheets count days; they know none before 1900.
fn day(cell: &str) -> Option<ExcelDateTime> {
    let day = cell.parse::<jiff::civil::Date>().ok().filter(|day| cell.len() == 10 && day.year() >= 1900)?;
    let (year, month) = (u16::try_from(day.year()).ok()?, u8::try_from(day.month()).ok()?);
    ExcelDateTime::from_ymd(year, month, u8::try_from(day.day()).ok()?).ok()
}

/// A time of UTC, `2022-03-07T09:00:00Z`. At midnight it stays words: programs would take it for a day.
fn moment(cell: &str) -> Option<ExcelDateTime> {
    let (date, time) = cell.strip_suffix('Z')?.split_once('T')?;
    let time = time.parse::<jiff::civil::Time>().ok().filter(|time| *time != jiff::civil::Time::midnight())?;
    let (hour, minute) = (u16::try_from(time.hour()).ok()?, u8::try_from(time.minute()).ok()?);
    day(date)?.and_hms(hour, minute, f64::from(time.second())).ok()
}

/// A number, if nothing of how it is written is lost.
fn number(cell: &str) -> Option<f64> {
    cell.parse().ok().filter(|number: &f64| number.is_finite() && number.to_string() == cell)
}

/// The text, or as much of it as a cell holds.
fn fitting(text: &str) -> &str {
    if text.len() <= LARGEST_CELL {
        return text;
    }
    let mut units = 0;
    let cut = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > LARGEST_CELL
    });
    cut.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_times_and_numbers_are_told_from_words() {
        assert!(day("2022-03-06").is_some());
        assert!(day("2022-03").is_none() && day("2022-02-30").is_none() && day("1815-06-18").is_none());
        assert!(moment("2022-03-07T09:00:01Z").is_some());
        assert!(moment("2022-03-07T00:00:00Z").is_none() && moment("2022-03-07").is_none());
        assert_eq!((number("317"), number("0"), number("-1.5")), (Some(317.0), Some(0.0), Some(-1.5)));
        assert_eq!((number("007"), number("3-4"), number(""), number("inf")), (None, None, None, None));
    }

    #[test]
    fn rows_and_ends_of_cells_that_a_sheet_has_no_place_for_are_counted() {
        let mut workbook = Workbook::new();
        let mut losses = Losses::default();
        let mut rows = (0..5).map(|_| vec!["x".repeat(40_000)]);
        fill(workbook.add_worksheet(), "a", &[head("note")], &mut rows, 3, &mut losses).unwrap();
        let counted: Vec<String> = losses.counted().iter().map(ToString::to_string).collect();
        assert_eq!(counted, ["text after 32,767 characters in a cell (3)", "rows after 1,048,575 in a sheet (2)"]);
        assert!([Limit::EndsOfLongCells, Limit::FurtherRows].iter().all(|limit| FORMAT.limits.contains(limit)));
    }

    #[test]
    fn long_words_are_cut_at_a_character() {
        let long = "😀".repeat(20_000);
        assert_eq!(fitting(&long).encode_utf16().count(), LARGEST_CELL - 1);
        assert_eq!(fitting("short"), "short");
    }
}
