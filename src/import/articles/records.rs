//! Articles from rows of tables and from records of JSON, always by a [`Mapping`] of their columns: somebody's, or the guess.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    authors::names_or,
    dates::{self, Place},
    day,
    format::{Body, decoded_together},
    guess::guess,
    no_text::no_text,
    tags::{line_without_tags, without_tags},
    unit::Unit,
    words::{Step, Warning},
};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        headings::{CODER, MADE, REMARK, SUMMARY, TAG, TEXT},
        mapping::{Mapping, Role},
        sheet::{Sheet, Table, cell},
        table_kind::{Kind, as_articles, is_doubtful, kind_of},
        title::first_line,
        watch::Watch,
    },
    model::Facts,
    text::FrozenText,
};

/// Rows or records that may be articles.
pub(super) struct Records {
    pub(super) table: Table,
    /// What was left out when they were read.
    pub(super) warnings: Vec<Warning>,
    pub(super) unit: Unit,
}

/// Between what several rows say of one article.
const AND: &str = "; ";
/// Between the parts of a text that several columns hold.
const BETWEEN: &str = "\n\n";
/// The longest text that a cell of a workbook takes, in UTF-16 units.
const LARGEST_CELL: usize = 32_767;

/// The articles of records, by the mapping that was chosen or by the guess.
pub(super) fn articles(
    records: Records,
    chosen: Option<&Mapping>,
    watch: &Watch<'_>,
) -> Result<Vec<Body>, ImportError> {
    if chosen.is_some_and(|mapping| mapping.columns().all(|(_, role)| *role != Role::Text)) {
        return Err(ImportError::NoTextChosen);
    }
    let read = match chosen {
        Some(mapping) => chosen_sheets(&records.table.sheets, mapping),
        None => guessed(&records),
    };
    if read.is_empty() {
        return Err(no_text(&records.table.sheets, records.unit));
    }
    let is_read = |sheet: &Sheet| read.iter().any(|(other, _)| std::ptr::eq(*other, sheet));
    let others = records.table.sheets.iter().filter(|sheet| !is_read(sheet)).map(|sheet| sheet.name.clone());
    let (others, mut warnings): (Vec<String>, _) = (others.collect(), Vec::new());
    if !others.is_empty() {
        warnings.push(Warning::SheetsSkipped(others));
    }
    let mut rows: Vec<Row> = Vec::new();
    for (sheet, mapping) in &read {
        let reading = Reading { sheet, columns: Columns::of(sheet, mapping), unit: records.unit };
        rows.extend(reading.rows(read.len() > 1, &mut warnings, watch)?);
    }
    let is_table = records.unit == Unit::Row;
    let may_be_marks = chosen.is_none() && is_table && read.iter().any(|(sheet, _)| is_doubtful(sheet));
    let bodies = rows.into_iter().map(|Row { text, steps, facts, others }| {
        let fields = others.into_iter().map(|(name, said)| (name, said.join(AND))).collect();
        Body { steps, fields, may_be_marks, ..Body::new(text, facts) }
    });
    let mut bodies = decoded_together(bodies.collect(), records.table.encoding, &records.table.doubts);
    match bodies.first_mut() {
        Some(first) => first.warnings.extend(warnings.into_iter().chain(records.warnings)),
        None => return Err(ImportError::Empty),
    }
    Ok(bodies)
}

/// The sheets that have articles, each with the guess of what its columns are.
pub(super) fn guessed(records: &Records) -> Vec<(&Sheet, Mapping)> {
    let sheets = |text_of: fn(&Sheet) -> Option<usize>| -> Vec<(&Sheet, Mapping)> {
        let with_text = |sheet| Some((sheet, guess(sheet, Some(text_of(sheet)?))));
        records.table.sheets.iter().filter_map(with_text).collect()
    };
    let of_rows = match records.unit {
        Unit::Row => sheets(|sheet| match kind_of(sheet)? {
            Kind::Articles { text } => Some(text),
            Kind::Marks { .. } | Kind::MarksInTexts { .. } => None,
        }),
        Unit::Record => Vec::new(),
    };
    if of_rows.is_empty() { sheets(as_articles) } else { of_rows }
}

/// The sheets that have a column of texts by a mapping.
fn chosen_sheets<'s>(sheets: &'s [Sheet], mapping: &Mapping) -> Vec<(&'s Sheet, Mapping)> {
    let is_text = |heading: &String| mapping.role(heading) == Role::Text;
    let with_text = sheets.iter().filter(|sheet| sheet.headings.iter().any(is_text));
    with_text.map(|sheet| (sheet, mapping.clone())).collect()
}

/// A row, or several that say more of one article.
struct Row {
    text: FrozenText,
    steps: Vec<String>,
    facts: Facts,
    /// What other columns say, by the names of their fields.
    others: BTreeMap<String, Vec<String>>,
}

/// The columns of a sheet by what they say of an article; of several, the first that is filled counts.
#[derive(Default)]
struct Columns {
    /// Those of texts and of what comes before them, in the order of the sheet.
    text: BTreeSet<usize>,
    lead: BTreeSet<usize>,
    title: Vec<usize>,
    outlet: Vec<usize>,
    author: Vec<usize>,
    published: Vec<usize>,
    /// Whether the dates name the month first, as far as they show it.
    month_first: Option<bool>,
    address: Vec<usize>,
    language: Vec<usize>,
    note: Vec<usize>,
    /// The names of the fields that columns are, or would be where another says the fact.
    fields: BTreeMap<usize, String>,
}

impl Columns {
    fn of(sheet: &Sheet, mapping: &Mapping) -> Self {
        let mut columns = Self::default();
        let unmapped = sheet.headings.iter().filter(|heading| mapping.columns().all(|(known, _)| known != **heading));
        let unmapped = unmapped.map(|heading| (heading.as_str(), mapping.role(heading)));
        for (heading, role) in mapping.columns().map(|(heading, role)| (heading, role.clone())).chain(unmapped) {
            let Some(column) = sheet.headings.iter().position(|other| other == heading) else { continue };
            let name = if let Role::Field(name) = &role { name } else { heading };
            columns.fields.insert(column, name.to_owned());
            let fact = match role {
                Role::Title => &mut columns.title,
                Role::Outlet => &mut columns.outlet,
                Role::Author => &mut columns.author,
                Role::Published => &mut columns.published,
                Role::Address => &mut columns.address,
                Role::Language => &mut columns.language,
                Role::Note => &mut columns.note,
                Role::Field(_) => continue,
                Role::Text | Role::Lead | Role::Nothing => {
                    columns.fields.remove(&column);
                    if role == Role::Text {
                        columns.text.insert(column);
                    } else if role == Role::Lead {
                        columns.lead.insert(column);
                    }
                    continue;
                }
            };
            fact.push(column);
        }
        let days: Vec<&str> = columns.published.iter().flat_map(|column| sheet.cells(*column)).collect();
        columns.month_first = dates::month_first(&days);
        columns
    }

    /// The facts of a row, and the columns that they are from.
    fn facts(&self, row: &[String], place: Place) -> (Facts, BTreeSet<usize>) {
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
            title: line_without_tags(&value(&self.title)),
            outlet: name_in(&line_without_tags(&value(&self.outlet))),
            author: value(&self.author),
            address: value(&self.address),
            note: value(&self.note),
            ..Facts::default()
        };
        facts.author = names_or(&facts.author, &language, &facts.outlet);
        facts.language = language;
        day::set(&mut facts, place, &stated, self.month_first);
        (facts, used)
    }

    /// What a row says that no fact is for, by the names of fields.
    fn others(&self, row: &[String], used: &BTreeSet<usize>) -> BTreeMap<String, Vec<String>> {
        let mut others: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (column, name) in self.fields.iter().filter(|(column, _)| !used.contains(*column)) {
            let said = cell(row, Some(*column)).trim();
            if !said.is_empty() {
                others.entry(name.clone()).or_default().push(said.to_owned());
            }
        }
        others
    }
}

/// What was found odd in a sheet.
#[derive(Default)]
struct Odd {
    /// The numbers of rows without text.
    empty: Vec<usize>,
    cut: usize,
    undated: usize,
    doubtful: usize,
    numbers: usize,
}

/// A sheet as it is read.
struct Reading<'s> {
    sheet: &'s Sheet,
    columns: Columns,
    unit: Unit,
}

impl Reading<'_> {
    /// The articles of the sheet.
    fn rows(
        &self,
        is_one_of_several: bool,
        warnings: &mut Vec<Warning>,
        watch: &Watch<'_>,
    ) -> Result<Vec<Row>, ImportError> {
        let (mut rows, mut odd): (Vec<Row>, Odd) = (Vec::new(), Odd::default());
        for (done, (number, cells)) in self.sheet.rows.iter().enumerate() {
            watch.at(done, self.sheet.rows.len())?;
            let Some(mut row) = self.row(cells, &mut odd) else {
                odd.empty.push(*number);
                continue;
            };
            if is_one_of_several && !self.sheet.name.is_empty() {
                let sheet = || vec![self.sheet.name.clone()];
                row.others.entry(self.unit.of_sheet().to_owned()).or_insert_with(sheet);
            }
            rows.push(row);
        }
        let all = rows.len();
        let rows = self.joined(rows);
        self.warn(odd, all, all - rows.len(), warnings);
        Ok(rows)
    }

    /// The article of a row; `None` where it has no text.
    fn row(&self, cells: &[String], odd: &mut Odd) -> Option<Row> {
        let columns = &self.columns;
        let part = |columns: &BTreeSet<usize>| {
            let parts = columns.iter().map(|column| cell(cells, Some(*column))).filter(|part| !part.trim().is_empty());
            parts.collect::<Vec<_>>().join(BETWEEN)
        };
        let (own, lead) = (part(&columns.text), part(&columns.lead));
        let (plain_own, plain_lead) = (without_tags(&own), without_tags(&lead));
        let is_changed = plain_own.is_some() || plain_lead.is_some();
        let is_cut = is_cut(plain_own.as_ref().unwrap_or(&own)) || is_cut(&own);
        let (own, lead) = (plain_own.unwrap_or(own), plain_lead.unwrap_or(lead));
        let lead = lead.trim();
        let joined = if lead.is_empty() { own } else { format!("{lead}{BETWEEN}{own}").trim_end().to_owned() };
        let (text, steps) = FrozenText::import(&joined);
        if text.as_str().trim().is_empty() {
            return None;
        }
        let (mut facts, used) = columns.facts(cells, self.unit.place());
        odd.cut += usize::from(is_cut);
        odd.numbers += usize::from(text.as_str().trim().parse::<f64>().is_ok());
        odd.undated += usize::from(facts.published.is_empty() && !facts.dating.stated.is_empty());
        odd.doubtful += usize::from(facts.dating.is_doubtful);
        if facts.title.is_empty() {
            facts.title = first_line(text.as_str());
        }
        let tags = is_changed.then(|| Step::TagsRemoved.to_string());
        let steps = tags.into_iter().chain(steps.into_iter().map(|step| step.name().to_owned())).collect();
        Some(Row { text, steps, facts, others: columns.others(cells, &used) })
    }

    /// Tells what was odd about the rows of which so many have a text, and so many were joined.
    fn warn(&self, odd: Odd, filled: usize, joined: usize, warnings: &mut Vec<Warning>) {
        let all = filled + odd.empty.len();
        let headings = self.columns.text.iter().filter_map(|text| self.sheet.headings.get(*text).cloned());
        let heading = headings.collect::<Vec<_>>().join(", ");
        let summaries = self.sheet.columns(SUMMARY);
        let are_summaries =
            self.sheet.columns(TEXT).is_empty() && self.columns.text.iter().all(|text| summaries.contains(text));
        let counted = [
            (self.sheet.above, Warning::RowsAbove as fn(usize) -> Warning),
            (odd.cut, Warning::TextsCut),
            (odd.undated, Warning::DatesUnread),
            (odd.doubtful, Warning::DatesAmbiguous),
            (joined, if self.unit == Unit::Row { Warning::RowsJoined } else { Warning::RecordsJoined }),
        ];
        warnings.extend(counted.into_iter().filter(|(count, _)| *count > 0).map(|(count, warning)| warning(count)));
        if !odd.empty.is_empty() {
            warnings.push(match self.unit {
                Unit::Row => Warning::RowsWithoutText(odd.empty.len()),
                Unit::Record => Warning::RecordsWithoutText(odd.empty),
            });
        }
        if filled * 2 < all {
            warnings.push(Warning::FewTexts { heading: heading.clone(), filled, all });
        }
        if odd.numbers * 2 > filled {
            warnings.push(Warning::NumbersAsTexts(heading.clone()));
        }
        warnings.extend(are_summaries.then_some(Warning::SummaryAsText(heading)));
    }

    /// Rows that repeat a text with all that is known of it, but for what it is labelled as and by whom, are one article.
    fn joined(&self, rows: Vec<Row>) -> Vec<Row> {
        let of_labels = [TAG, CODER, MADE, REMARK].into_iter().flat_map(|names| self.sheet.columns(names));
        let labels: BTreeSet<&String> = of_labels.filter_map(|column| self.columns.fields.get(&column)).collect();
        let mut articles: Vec<Row> = Vec::with_capacity(rows.len());
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for row in rows {
            let of_article: Vec<(&String, &Vec<String>)> =
                row.others.iter().filter(|(name, _)| !labels.contains(name)).collect();
            let key = sha256_of(format!("{:?} {:?} {of_article:?}", row.text.sha256(), row.facts).as_bytes());
            let known = places.get(&key).and_then(|place| articles.get_mut(*place));
            match known.filter(|known| known.others != row.others) {
                Some(known) => {
                    for (name, said) in row.others {
                        let all = known.others.entry(name).or_default();
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

/// The name in what Python writes for a source: `{'id': 'bbc-news', 'name': 'BBC News'}`; a name with an apostrophe stands in
/// double quotes.
fn name_in(outlet: &str) -> String {
    const KEYS: [&str; 2] = ["'name':", "\"name\":"];
    let inside = outlet.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let value = inside.and_then(|inside| KEYS.iter().find_map(|key| Some(inside.split_once(key)?.1.trim_start())));
    value.and_then(quoted).unwrap_or_else(|| outlet.to_owned())
}

/// The words up to the quotation mark that closes the one they begin with.
fn quoted(value: &str) -> Option<String> {
    let mut characters = value.chars();
    let mark = characters.next().filter(|c| matches!(c, '\'' | '"'))?;
    let mut words = String::new();
    while let Some(character) = characters.next() {
        match character {
            '\\' => words.extend(characters.next()),
            end if end == mark => return Some(words),
            other => words.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dictionaries_of_python_are_read_by_their_names() {
        assert_eq!(name_in("{'id': None, 'name': 'BBC News'}"), "BBC News");
        assert_eq!(name_in(r#"{'id': None, 'name': "Barron's"}"#), "Barron's");
        assert_eq!(name_in(r#"{'name': "Investor's Business Daily", 'id': None}"#), "Investor's Business Daily");
        assert_eq!(name_in(r#"{"id": null, "name": "The \"Post\""}"#), "The \"Post\"");
        assert_eq!(name_in(r#"{'name': 'It\'s "news"'}"#), "It's \"news\"");
        for odd in ["BBC {World}", "{'id': 'bbc'}", "{'name': None}", "{'name': 'BBC}"] {
            assert_eq!(name_in(odd), odd);
        }
    }
}
