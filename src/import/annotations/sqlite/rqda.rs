//! RQDA's project (`.rqda`; rqda.r-forge.r-project.org): files, codes in categories, codings with owner, memo and date, notes
//! in the text, attributes of files. Offsets count code points, as R does.
//!
//! What was deleted is kept in the tables with another status than 1; it is not read.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

use super::{Database, Row, cell, is_database};
use crate::{
    import::{
        annotations::{
            codebook::colour::colour_of,
            format::{File, Format},
            tags::Tags,
        },
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle, FoundSpan, NO_TIME},
            words::{Many, What, Why},
        },
    },
    model::{Tag, TagId, Time},
    text::Counting,
};

/// RQDA's project.
pub(in super::super) const FORMAT: Format = Format {
    name: "rqda",
    title: "RQDA",
    extensions: &["rqda"],
    cannot_hold: "images, journals, attributes of cases, parts of files that belong to a case, deleted items",
    is: is_database,
    read,
};

/// The tag of notes in the text.
const NOTE: &str = "Annotation";
/// The table of a second round of coding, and what is added to the names of those who made it.
const SECOND: &str = "coding2";
const SECOND_ROUND: &str = " (second coding)";

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let database = Database::open(file.bytes)?;
    let files = database.rows("source", &["id", "name", "file", "memo", "status"])?;
    if files.is_empty() {
        return Err(ImportError::NotRqda);
    }
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    let mut reader = Reader { file, database: &database, found: &mut found, deleted: 0 };
    let codes = reader.codes()?;
    let mut articles = reader.articles(&files);
    for table in ["coding", SECOND] {
        let columns = ["cid", "fid", "selfirst", "selend", "seltext", "owner", "date", "memo", "status"];
        for row in reader.live(table, &columns)? {
            reader.coding(table, &row, &codes, &mut articles);
        }
    }
    for row in reader.live("annotation", &["fid", "position", "annotation", "owner", "date", "status"])? {
        reader.note(&row, &mut articles);
    }
    reader.details(&mut articles)?;
    let deleted = reader.deleted;
    if deleted > 0 {
        found.tell(file.name, What::SkippedMany(deleted, Many::Deleted));
    }
    found.problems.append(&mut database.doubts.borrow_mut());
    found.articles = articles.into_values().collect();
    Ok(found)
}

struct Reader<'r> {
    file: &'r File<'r>,
    database: &'r Database,
    found: &'r mut Found,
    /// How many rows were left out because somebody had deleted what they hold.
    deleted: usize,
}

impl Reader<'_> {
    /// The rows of a table that nobody has deleted; the last of the columns is the status, which old tables lack.
    fn live(&mut self, table: &str, columns: &[&str]) -> Result<Vec<Row>, ImportError> {
        let mut rows = self.database.rows(table, columns)?;
        let all = rows.len();
        rows.retain(is_live);
        self.deleted += all - rows.len();
        Ok(rows)
    }

    fn articles(&mut self, files: &[Row]) -> BTreeMap<String, FoundArticle> {
        let sha256 = sha256_of(self.file.bytes);
        let (mut articles, mut without_text) = (BTreeMap::new(), 0);
        for row in files {
            let [id, name, text, memo] = [0, 1, 2, 3].map(|at| cell(row, at));
            if !is_live(row) {
                self.deleted += 1;
            } else if text.trim().is_empty() {
                without_text += 1;
            } else {
                let mut article = FoundArticle::with_text(name, FORMAT.name, &sha256, text.to_owned());
                memo.clone_into(&mut article.facts.note);
                articles.insert(id.to_owned(), article);
            }
        }
        if without_text > 0 {
            self.found.tell(self.file.name, What::SkippedMany(without_text, Many::SourcesWithoutText));
        }
        articles
    }

    /// The codes under their categories, by their ids. A code may be in several categories; here it is in the first.
    fn codes(&mut self) -> Result<BTreeMap<String, TagId>, ImportError> {
        let names = self.live("freecode", &["id", "name", "memo", "color", "status"])?;
        let categories = self.live("codecat", &["catid", "name", "memo", "status"])?;
        let of_codes: BTreeSet<String> = names.iter().map(|row| cell(row, 1).to_lowercase()).collect();
        let mut tags = Tags::default();
        for row in &categories {
            let name = cell(row, 1);
            // A code and a category may have one name.
            let is_code = of_codes.contains(&name.to_lowercase());
            let name = if is_code { format!("{name} (category)") } else { name.to_owned() };
            let tag = tags.new_tag(&self.found.codebook, &category(cell(row, 0)), &name, []);
            self.found.codebook.tags.push(Tag { definition: cell(row, 2).to_owned(), ..tag });
        }
        let mut parents: BTreeMap<String, TagId> = BTreeMap::new();
        let mut others = 0;
        for row in self.live("treecode", &["cid", "catid", "status"])? {
            let Some(parent) = tags.of(&category(cell(&row, 1))) else { continue };
            let first = parents.entry(cell(&row, 0).to_owned()).or_insert_with(|| parent.clone());
            others += usize::from(first != parent);
        }
        if others > 0 {
            self.found.tell(self.file.name, What::SkippedMany(others, Many::OtherCategories));
        }
        let mut codes = BTreeMap::new();
        for row in &names {
            let id = cell(row, 0);
            let parent = parents.get(id).cloned();
            let above = parent.as_ref().and_then(|id| self.found.codebook.tag(id)).map(|tag| tag.name.clone());
            let mut tag = tags.new_tag(&self.found.codebook, &format!("code {id}"), cell(row, 1), above.as_deref());
            cell(row, 2).clone_into(&mut tag.definition);
            tag.parent = parent;
            // R numbers the shades of a colour.
            let colour = cell(row, 3).trim();
            let shade = colour.trim_end_matches(|c: char| c.is_ascii_digit());
            tag.colour = colour_of(colour).or_else(|| colour_of(shade)).unwrap_or(tag.colour);
            codes.insert(id.to_owned(), tag.id.clone());
            self.found.codebook.tags.push(tag);
        }
        Ok(codes)
    }

    fn coding(
        &mut self,
        table: &str,
        row: &Row,
        codes: &BTreeMap<String, TagId>,
        articles: &mut BTreeMap<String, FoundArticle>,
    ) {
        let [code, id, start, end] = [0, 1, 2, 3].map(|at| cell(row, at));
        let place = format!("{}, {table} {start}–{end}", self.file.name);
        let Some(tag) = codes.get(code).cloned() else {
            self.found.skip(place, Why::NoCode);
            return;
        };
        let at = start.parse::<u32>().ok().zip(end.parse::<u32>().ok());
        let Some((article, at)) = articles.get_mut(id).zip(at) else {
            self.found.skip(place, Why::NoPosition);
            return;
        };
        let mut mark = FoundSpan { place, ..article.span(&format!("{table} {}", row.join(" ")), tag, vec![at]) };
        mark.words = Some(cell(row, 4).to_owned()).filter(|words| !words.is_empty());
        let owner = cell(row, 5);
        mark.span.by = match table {
            SECOND if !owner.is_empty() => self.found.coder(&format!("{owner}{SECOND_ROUND}")),
            _first => self.found.coder(owner),
        };
        mark.span.made = time(cell(row, 6)).unwrap_or(NO_TIME);
        cell(row, 7).clone_into(&mut mark.span.note);
        article.spans.push(mark);
    }

    /// A note at a place in the text, which marks the paragraph around it.
    fn note(&mut self, row: &Row, articles: &mut BTreeMap<String, FoundArticle>) {
        let [id, position, words, owner, date] = std::array::from_fn(|at| cell(row, at));
        if words.trim().is_empty() {
            return;
        }
        let place = format!("{}, annotation at {position}", self.file.name);
        let tag = self.found.tag(NOTE);
        let by = self.found.coder(owner);
        let found = articles.get_mut(id).and_then(|article| {
            let (at, held) = paragraph(article.text.as_deref()?, position.parse().ok()?)?;
            let held = held.to_owned();
            Some((article, at, held))
        });
        let Some((article, at, held)) = found else {
            self.found.skip(place, Why::NoPosition);
            return;
        };
        let mut mark = FoundSpan { place, ..article.span(&format!("annotation {}", row.join(" ")), tag, vec![at]) };
        (mark.words, mark.span.by, mark.span.note) = (Some(held), by, words.to_owned());
        mark.span.made = time(date).unwrap_or(NO_TIME);
        article.spans.push(mark);
    }

    /// What is said of whole files: attributes, categories, cases.
    fn details(&mut self, articles: &mut BTreeMap<String, FoundArticle>) -> Result<(), ImportError> {
        for row in self.live("fileAttr", &["fileID", "variable", "value", "status"])? {
            if let Some(article) = articles.get_mut(cell(&row, 0)) {
                self.found.article_value(article, cell(&row, 1), cell(&row, 2));
            }
        }
        for (field, table, named, links, id) in [
            ("File category", "filecat", "catid", "treefile", "catid"),
            ("Case", "cases", "id", "caselinkage", "caseid"),
        ] {
            let names = self.live(table, &[named, "name", "status"])?;
            let names: BTreeMap<&str, &str> = names.iter().map(|row| (cell(row, 0), cell(row, 1))).collect();
            let mut of_files: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
            for row in self.live(links, &["fid", id, "status"])? {
                if let Some(name) = names.get(cell(&row, 1)) {
                    of_files.entry(cell(&row, 0).to_owned()).or_default().insert(name);
                }
            }
            for (id, names) in of_files {
                if let Some(article) = articles.get_mut(&id) {
                    let names = names.into_iter().collect::<Vec<_>>().join("; ");
                    self.found.article_value(article, field, &names);
                }
            }
        }
        Ok(())
    }
}

/// Whether nobody has deleted what a row holds, the last of whose columns is the status.
fn is_live(row: &Row) -> bool {
    matches!(row.last().map(String::as_str), None | Some("" | "1"))
}

/// How a category is known here; codes and categories are numbered apart.
fn category(id: &str) -> String {
    format!("category {id}")
}

/// The paragraph around a place, or before it, that is no blank: where it begins and ends in code points, and its words.
fn paragraph(text: &str, position: usize) -> Option<((u32, u32), &str)> {
    let (mut at, mut best) = (0, None);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let before = line.chars().take_while(|c| c.is_whitespace()).count();
        if !words.is_empty() {
            let (start, length) = (u32::try_from(at + before).ok()?, u32::try_from(words.chars().count()).ok()?);
            best = Some(((start, start + length), words));
        }
        at += line.chars().count();
        if best.is_some() && at > position {
            break;
        }
    }
    best.filter(|_| position <= at)
}

/// A time as R writes it (`Wed Jan 31 10:20:30 2024`), taken for UTC.
fn time(words: &str) -> Option<Time> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let parts: Vec<&str> = words.split_whitespace().collect();
    let [_, month, day, clock, year] = parts[..] else { return None };
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let iso = format!("{year}-{month:02}-{:02}T{clock}", day.parse::<u8>().ok()?);
    format!("{}Z", iso.parse::<DateTime>().ok()?).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_r_writes_them() {
        assert_eq!(time("Wed Jan 31 10:20:30 2024").unwrap().to_string(), "2024-01-31T10:20:30Z");
        assert_eq!(time("Sun Feb  4 09:00:01 2024").unwrap().to_string(), "2024-02-04T09:00:01Z");
        for words in ["", "Wed Feb 31 10:20:30 2024", "2024-01-31 10:20:30", "Wed Jan -1 10:20:30 2024"] {
            assert_eq!(time(words), None, "{words}");
        }
    }

    #[test]
    fn a_place_is_in_its_paragraph_or_after_the_one_before() {
        let text = "Été 🙂.\n\n Two here. \n";
        assert_eq!(paragraph(text, 0), Some(((0, 6), "Été 🙂.")));
        assert_eq!(paragraph(text, 10), Some(((9, 18), "Two here.")));
        assert_eq!(paragraph(text, 20), Some(((9, 18), "Two here.")));
        assert_eq!((paragraph(text, 21), paragraph("", 0), paragraph("\n ", 1)), (None, None, None));
    }
}
