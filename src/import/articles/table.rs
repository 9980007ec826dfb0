//! Articles from tables, one a row, as archives of news export them. What a column says that no fact of an article is for
//! becomes a field of articles.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    authors::names_or,
    dates, day,
    format::{Body, Format, Input, decoded_together},
    words::Warning,
};
use crate::{
    import::{
        error::ImportError,
        headings::{
            ADDRESS, ARTICLE, AUTHOR, CODER, LANGUAGE, LEAD, MADE, NOTE, OUTLET, PUBLISHED, REMARK, SUMMARY, TAG, TITLE,
        },
        sheet::{Sheet, Table, cell, table},
        table_kind::{Kind, as_articles, is_doubtful, kind_of},
        title::first_line,
    },
    model::Facts,
    text::FrozenText,
};

/// Articles as rows of a table.
pub(super) const FORMAT: Format =
    Format { name: "table", extensions: &["csv", "tsv", "xlsx"], cannot_hold: "", reader: "", read: articles };

/// Between what several rows say of one article.
const AND: &str = "; ";
/// The field for the sheet that an article stands on, where several have any.
const SHEET: &str = "sheet";
/// The longest text that a cell of a workbook takes, in UTF-16 units.
const LARGEST_CELL: usize = 32_767;

fn articles(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let Table { sheets, encoding, doubts } = table(input.bytes, input.encoding)?;
    let of_articles = |sheet: &Sheet| match kind_of(sheet) {
        Some(Kind::Articles { text }) => Some(text),
        Some(Kind::Marks { .. } | Kind::MarksInTexts { .. }) | None => None,
    };
    let chosen = |column: &dyn Fn(&Sheet) -> Option<usize>| -> Vec<(&Sheet, usize)> {
        sheets.iter().filter_map(|sheet| Some((sheet, column(sheet)?))).collect()
    };
    let mut read = chosen(&of_articles);
    if read.is_empty() {
        read = chosen(&as_articles);
    }
    if read.is_empty() {
        return Err(no_text(&sheets));
    }
    let mut warnings = Vec::new();
    let is_read = |sheet: &Sheet| read.iter().any(|(other, _)| std::ptr::eq(*other, sheet));
    let others: Vec<String> = sheets.iter().filter(|sheet| !is_read(sheet)).map(|sheet| sheet.name.clone()).collect();
    if !others.is_empty() {
        warnings.push(Warning::SheetsSkipped(others));
    }
    let mut rows: Vec<Row> = Vec::new();
    for (sheet, text) in &read {
        rows.extend(rows_of(sheet, *text, read.len() > 1, &mut warnings));
    }
    let may_be_marks = read.iter().any(|(sheet, _)| is_doubtful(sheet));
    let bodies = rows.into_iter().map(|Row { text, steps, facts, others }| {
        let fields = others.into_iter().map(|(heading, said)| (heading, said.join(AND))).collect();
        Body { steps, fields, may_be_marks, ..Body::new(text, facts) }
    });
    let mut bodies = decoded_together(bodies.collect(), encoding, &doubts);
    match bodies.first_mut() {
        Some(first) => first.warnings.append(&mut warnings),
        None => return Err(ImportError::Empty),
    }
    Ok(bodies)
}

/// Says which columns there are, none of them with texts.
fn no_text(sheets: &[Sheet]) -> ImportError {
    let headings = sheets.iter().flat_map(|sheet| &sheet.headings).take(30).cloned().collect();
    ImportError::NoTextColumn(headings)
}

/// A row, or several that say more of one article.
struct Row {
    text: FrozenText,
    steps: Vec<String>,
    facts: Facts,
    /// What other columns say, by their headings.
    others: BTreeMap<String, Vec<String>>,
}

/// The columns of a sheet by what they say of an article; of several, the first that is filled counts.
struct Columns {
    lead: Option<usize>,
    title: Vec<usize>,
    outlet: Vec<usize>,
    author: Vec<usize>,
    published: Vec<usize>,
    /// Whether the dates name the month first, as far as they show it.
    month_first: Option<bool>,
    address: Vec<usize>,
    language: Vec<usize>,
    note: Vec<usize>,
}

impl Columns {
    fn of(sheet: &Sheet, text: usize) -> Self {
        let all = |names: &[&str]| -> Vec<usize> {
            sheet.columns(names).into_iter().filter(|column| *column != text).collect()
        };
        let mut title = all(TITLE);
        title.extend(all(ARTICLE));
        // A column named “data” need not be one of dates.
        let has_days = |column: &usize| {
            let (days, others): (Vec<&str>, Vec<&str>) = sheet.cells(*column).partition(|cell| day::is_day(cell));
            days.len() >= others.len()
        };
        let published: Vec<usize> = all(PUBLISHED).into_iter().filter(has_days).collect();
        let days: Vec<&str> = published.iter().flat_map(|column| sheet.cells(*column)).collect();
        Self {
            lead: sheet.column(LEAD).filter(|lead| *lead != text),
            title,
            outlet: all(OUTLET),
            author: all(AUTHOR),
            month_first: dates::month_first(&days),
            published,
            address: all(ADDRESS),
            language: all(LANGUAGE),
            note: all(NOTE),
        }
    }

    /// The facts of a row, and the columns that they are from.
    fn facts(&self, row: &[String]) -> (Facts, BTreeSet<usize>) {
        let mut used = BTreeSet::new();
        let mut value = |columns: &[usize]| {
            let filled = columns.iter().map(|column| (*column, cell(row, Some(*column)).trim()));
            let (column, value) = filled.into_iter().find(|(_, value)| !value.is_empty()).unwrap_or_default();
            if !value.is_empty() {
                used.insert(column);
            }
            value.to_owned()
        };
        let language = value(&self.language);
        let stated = value(&self.published);
        let mut facts = Facts {
            title: value(&self.title),
            outlet: name_in(&value(&self.outlet)),
            author: value(&self.author),
            address: value(&self.address),
            note: value(&self.note),
            ..Facts::default()
        };
        facts.author = names_or(&facts.author, &language, &facts.outlet);
        facts.language = language;
        day::set(&mut facts, &stated, self.month_first);
        (facts, used)
    }
}

/// The articles of a sheet.
fn rows_of(sheet: &Sheet, text: usize, is_one_of_several: bool, warnings: &mut Vec<Warning>) -> Vec<Row> {
    let columns = Columns::of(sheet, text);
    let (mut rows, mut empty, mut cut): (Vec<Row>, usize, usize) = (Vec::new(), 0, 0);
    let (mut undated, mut doubtful) = (0, 0);
    for (_, cells) in &sheet.rows {
        let own = cell(cells, Some(text));
        let lead = cell(cells, columns.lead).trim();
        let joined = if lead.is_empty() { own.to_owned() } else { format!("{lead}\n\n{own}").trim_end().to_owned() };
        let (frozen, steps) = FrozenText::import(&joined);
        if frozen.as_str().trim().is_empty() {
            empty += 1;
            continue;
        }
        cut += usize::from(is_cut(own));
        let (mut facts, used) = columns.facts(cells);
        undated += usize::from(facts.published.is_empty() && !facts.dating.stated.is_empty());
        doubtful += usize::from(facts.dating.is_doubtful);
        if facts.title.is_empty() {
            facts.title = first_line(frozen.as_str());
        }
        let is_other = |column: &usize| !used.contains(column) && *column != text && Some(*column) != columns.lead;
        let mut others = BTreeMap::new();
        for (column, heading) in sheet.headings.iter().enumerate().filter(|(column, _)| is_other(column)) {
            let said = cell(cells, Some(column)).trim();
            if !said.is_empty() {
                others.insert(heading.clone(), vec![said.to_owned()]);
            }
        }
        if is_one_of_several && !sheet.name.is_empty() {
            others.entry(SHEET.to_owned()).or_insert_with(|| vec![sheet.name.clone()]);
        }
        rows.push(Row {
            text: frozen,
            steps: steps.into_iter().map(|step| step.name().to_owned()).collect(),
            facts,
            others,
        });
    }
    let all = rows.len();
    let rows = joined(sheet, rows);
    let heading = || sheet.headings.get(text).cloned().unwrap_or_default();
    let is_summary = sheet.columns(SUMMARY).contains(&text);
    let counted = [
        (sheet.above, Warning::RowsAbove as fn(usize) -> Warning),
        (empty, Warning::RowsWithoutText),
        (cut, Warning::TextsCut),
        (undated, Warning::DatesUnread),
        (doubtful, Warning::DatesAmbiguous),
        (all - rows.len(), Warning::RowsJoined),
    ];
    warnings.extend(counted.into_iter().filter(|(count, _)| *count > 0).map(|(count, warning)| warning(count)));
    warnings.extend(is_summary.then(|| Warning::SummaryAsText(heading())));
    rows
}

/// Rows that repeat a text with all that is known of it, but for what it is labelled as and by whom, are one article.
fn joined(sheet: &Sheet, rows: Vec<Row>) -> Vec<Row> {
    let of_labels = [TAG, CODER, MADE, REMARK].into_iter().flat_map(|names| sheet.columns(names));
    let labels: BTreeSet<&String> = of_labels.filter_map(|column| sheet.headings.get(column)).collect();
    let mut articles: Vec<Row> = Vec::with_capacity(rows.len());
    let mut places: BTreeMap<([u8; 32], String), usize> = BTreeMap::new();
    for row in rows {
        let of_article: Vec<(&String, &Vec<String>)> =
            row.others.iter().filter(|(heading, _)| !labels.contains(heading)).collect();
        let key = (row.text.sha256(), format!("{:?} {of_article:?}", row.facts));
        let known = places.get(&key).and_then(|place| articles.get_mut(*place));
        match known.filter(|known| known.others != row.others) {
            Some(known) => {
                for (heading, said) in row.others {
                    let all = known.others.entry(heading).or_default();
                    said.into_iter().for_each(|said| {
                        if !all.contains(&said) {
                            all.push(said);
                        }
                    });
                }
            }
            None => {
                places.insert(key, articles.len());
                articles.push(row);
            }
        }
    }
    articles
}

/// Whether a text ends where a program that wrote the table cut it off.
fn is_cut(text: &str) -> bool {
    let text = text.trim_end();
    // So NewsAPI ends what it does not give away: “… [+2345 chars]”.
    let is_marked = text.strip_suffix(" chars]").is_some_and(|text| {
        text.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with("[+")
            && text.ends_with(|c: char| c.is_ascii_digit())
    });
    is_marked || text.len() >= LARGEST_CELL && text.encode_utf16().count() == LARGEST_CELL
}

/// The name in what Python writes for a source: `{'id': 'bbc-news', 'name': 'BBC News'}`.
fn name_in(outlet: &str) -> String {
    let inside = outlet.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let name =
        inside.and_then(|inside| inside.replace('"', "'").split_once("'name': '").map(|(_, name)| name.to_owned()));
    let name = name.and_then(|name| name.split_once('\'').map(|(name, _)| name.to_owned()));
    name.unwrap_or_else(|| outlet.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Imported;

    fn read(table: &str) -> Vec<Imported> {
        crate::import::articles("a.csv", table.as_bytes(), None).unwrap()
    }

    #[test]
    fn a_row_is_an_article_whatever_parts_the_cells() {
        for table in [
            "Headline;Body;Date\r\n\"A; b\";\"First.\r\nSecond – 🙂\";2022-03-06\r\n;;\r\n",
            "\u{FEFF}headline,body,date\n\"A; b\",\"First.\nSecond – 🙂\",2022-03-06\n",
            "sep=|\nheadline|body|date\nA; b|\"First.\nSecond – 🙂\"|2022-03-06\n",
        ] {
            let read = read(table);
            assert_eq!(read.len(), 1);
            assert_eq!(read[0].text.as_str(), "First.\nSecond – 🙂");
            assert_eq!((read[0].facts.title.as_str(), read[0].facts.published.as_str()), ("A; b", "2022-03-06"));
        }
        let other = crate::import::articles("a.csv", b"a,b\n1,2\n", None).unwrap_err().to_string();
        assert!(other.contains("neither a text column") && other.contains("a, b"), "{other}");
    }

    fn field<'a>(article: &'a Imported, name: &str) -> Option<&'a str> {
        article.fields.iter().find(|(heading, _)| heading == name).map(|(_, value)| value.as_str())
    }

    #[test]
    fn columns_of_archives_are_facts_and_all_others_are_fields() {
        let table = "source.id,source.name,author,title,description,url,urlToImage,publishedAt,content\n\
                     bbc,BBC News,Ann,One,Short,https://a.b/1,https://a.b/1.jpg,2022-03-06T10:00:00Z,It rains. [+23 chars]\n\
                     bbc,BBC News,,Two,Short too,https://a.b/2,,2022-03-07T00:00:00Z,It snows.\n";
        let read = read(table);
        let facts = &read[0].facts;
        assert_eq!((facts.outlet.as_str(), facts.published.as_str()), ("BBC News", "2022-03-06"));
        assert_eq!((facts.author.as_str(), facts.address.as_str()), ("Ann", "https://a.b/1"));
        let names: Vec<&str> = read[0].fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["description", "source.id", "urlToImage"]);
        assert_eq!(read[1].fields.len(), 2, "an empty cell is no value");
        assert_eq!(read[0].warnings, ["1 text ends where its source cut it off."]);
    }

    #[test]
    fn a_text_with_several_labels_is_one_article_and_answers_of_two_people_are_two() {
        let labels = read("text,label\nIt rains.,weather\nIt rains.,news\nIt snows.,weather\n");
        assert_eq!(labels.len(), 2);
        assert_eq!(field(&labels[0], "label"), Some("weather; news"));
        assert_eq!(labels[0].warnings, ["1 row repeats the text and details of another and was joined with it."]);
        assert_eq!(read("text,label,person\nYes.,a,Ann\nYes.,b,Bert\n").len(), 2);
        assert_eq!(read("text,label\nYes.,a\nYes.,a\n").len(), 2, "nothing says that they are one");
    }

    #[test]
    fn dictionaries_of_python_are_read_by_their_names() {
        assert_eq!(name_in("{'id': None, 'name': 'BBC News'}"), "BBC News");
        assert_eq!(name_in("BBC {World}"), "BBC {World}");
    }
}
