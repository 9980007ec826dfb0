//! QualCoder's project (a folder `….qda` with the database `data.qda`; qualcoder.org): sources, codes in categories,
//! coded segments with owner, memo and date, notes on the text, and attributes of sources. Offsets count code points.

use std::collections::{BTreeMap, BTreeSet};

use super::{Database, Row, cell, is_database, time};
use crate::{
    import::{
        annotations::{
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
    model::{Colour, Tag, TagId},
    text::Counting,
};

/// QualCoder's project.
pub(in super::super) const FORMAT: Format = Format {
    name: "qualcoder",
    title: "QualCoder",
    extensions: &["qda"],
    cannot_hold: "images, audio, video, cases with their attributes, and journals",
    is: is_database,
    read,
};

/// The tag of notes on words.
const NOTE: &str = "Annotation";

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let database = Database::open(file.bytes)?;
    let sources = database.rows("source", &["id", "name", "fulltext", "memo"])?;
    if sources.is_empty() {
        return Err(ImportError::NotQualCoder);
    }
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    let codes = codes(&database, &mut found)?;
    let sha256 = sha256_of(file.bytes);
    let mut articles: BTreeMap<String, FoundArticle> = BTreeMap::new();
    let mut without_text = 0;
    for row in sources {
        let [id, name, text, memo] = [0, 1, 2, 3].map(|at| cell(&row, at));
        if text.trim().is_empty() {
            without_text += 1;
            continue;
        }
        let mut article = FoundArticle::with_text(name, FORMAT.name, &sha256, text.to_owned());
        memo.clone_into(&mut article.facts.note);
        articles.insert(id.to_owned(), article);
    }
    if without_text > 0 {
        found.tell(file.name, What::SkippedMany(without_text, Many::SourcesWithoutText));
    }
    let coded = database
        .rows("code_text", &["ctid", "fid", "pos0", "pos1", "owner", "date", "memo", "seltext", "cid", "important"])?;
    for row in &coded {
        match codes.get(cell(row, 8)).cloned() {
            Some(tag) => add(&mut found, &mut articles, file.name, "segment", row, tag),
            None => found.skip(file.name, Why::NoCode),
        }
    }
    let notes = database.rows("annotation", &["anid", "fid", "pos0", "pos1", "owner", "date", "memo"])?;
    for row in &notes {
        let tag = found.tag(NOTE);
        add(&mut found, &mut articles, file.name, "annotation", row, tag);
    }
    found.problems.append(&mut database.doubts.borrow_mut());
    // Attributes of cases are none of the texts.
    let attributes = database.rows("attribute", &["attrid", "name", "attr_type", "value", "id"])?;
    for row in attributes.iter().filter(|row| cell(row, 2) == "file") {
        if let Some(article) = articles.get_mut(cell(row, 4)) {
            found.article_value(article, cell(row, 1), cell(row, 3));
        }
    }
    found.articles = articles.into_values().collect();
    Ok(found)
}

/// The codes under their categories, by their id.
fn codes(database: &Database, found: &mut Found) -> Result<BTreeMap<String, TagId>, ImportError> {
    let names = database.rows("code_name", &["cid", "name", "memo", "color", "catid"])?;
    let categories = database.rows("code_cat", &["catid", "name", "memo", "supercatid"])?;
    let by_id: BTreeMap<&str, &Row> = categories.iter().map(|row| (cell(row, 0), row)).collect();
    let of_codes: BTreeSet<String> = names.iter().map(|row| cell(row, 1).to_lowercase()).collect();
    let mut tags = Tags::default();
    // The names above, with an end where categories lead round in a circle.
    let above = |row: &Row, parent: usize| {
        let first = by_id.get(cell(row, parent)).copied();
        std::iter::successors(first, |row| by_id.get(cell(row, 3)).copied()).take(by_id.len()).map(|row| cell(row, 1))
    };
    for row in &categories {
        let name = cell(row, 1);
        // A code and a category may have one name.
        let is_code = of_codes.contains(&name.to_lowercase());
        let name = if is_code { format!("{name} (category)") } else { name.to_owned() };
        let tag = tags.new_tag(&found.codebook, &category(cell(row, 0)), &name, above(row, 3));
        found.codebook.tags.push(Tag { definition: cell(row, 2).to_owned(), ..tag });
    }
    for row in &categories {
        let (id, parent) = (tags.of(&category(cell(row, 0))), tags.of(&category(cell(row, 3))));
        if let Some(own) = found.codebook.tags.iter_mut().find(|own| Some(&own.id) == id) {
            own.parent = parent.cloned();
        }
    }
    let mut codes = BTreeMap::new();
    for row in &names {
        let key = format!("code {}", cell(row, 0));
        let mut tag = tags.new_tag(&found.codebook, &key, cell(row, 1), above(row, 4));
        tag.definition = cell(row, 2).to_owned();
        tag.parent = tags.of(&category(cell(row, 4))).cloned();
        tag.colour = Colour::from_hex(cell(row, 3)).unwrap_or(tag.colour);
        codes.insert(cell(row, 0).to_owned(), tag.id.clone());
        found.codebook.tags.push(tag);
    }
    Ok(codes)
}

/// How a category is known here; codes and categories are numbered apart.
fn category(id: &str) -> String {
    format!("category {id}")
}

/// Adds a mark: id, source, begin, end, owner, date, memo, and for segments the words, the code, whether important.
fn add(
    found: &mut Found,
    articles: &mut BTreeMap<String, FoundArticle>,
    file: &str,
    what: &str,
    row: &Row,
    tag: TagId,
) {
    let place = format!("{file}, {what} {}", cell(row, 0));
    let number = |at: usize| cell(row, at).parse::<u32>().ok();
    let (Some(article), Some(at)) = (articles.get_mut(cell(row, 1)), number(2).zip(number(3))) else {
        found.skip(place, Why::NoPosition);
        return;
    };
    let key = if cell(row, 0).is_empty() { row.join(" ") } else { format!("{what} {}", cell(row, 0)) };
    let mut mark = FoundSpan { place, ..article.span(&key, tag, vec![at]) };
    mark.words = Some(cell(row, 7).to_owned()).filter(|words| !words.is_empty());
    mark.span.by = found.coder(cell(row, 4));
    mark.span.made = time(cell(row, 5)).unwrap_or(NO_TIME);
    cell(row, 6).clone_into(&mut mark.span.note);
    mark.span.flag = cell(row, 9) == "1";
    article.spans.push(mark);
}
