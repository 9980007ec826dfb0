//! QualCoder's project (a folder `….qda` with the database `data.qda`; qualcoder.org): sources, codes in categories,
//! coded segments with owner, memo and date, and notes on the text. Offsets count code points.

use std::collections::BTreeMap;

use super::{
    super::{File, Format, Found, FoundArticle, FoundSpan, NO_TIME},
    Database, Row, cell, is_database, time,
};
use crate::{
    import::{ImportError, sha256_of},
    model::{Colour, TagId},
    text::Counting,
};

/// QualCoder's project.
pub(in super::super) const FORMAT: Format = Format {
    name: "qualcoder",
    title: "QualCoder",
    extensions: &["qda"],
    cannot_hold: "pictures, sound and video, cases, attributes, journals",
    is: is_database,
    read,
};

/// The tag of notes on words.
const NOTE: &str = "Annotation";

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let database = Database::open(file.bytes)?;
    let sources = database.rows("source", &["id", "name", "fulltext", "memo"])?;
    if sources.is_empty() {
        return Err(ImportError::Unreadable("it is no project of QualCoder, or one without sources".to_owned()));
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
        found.problems.push(format!("{}: {without_text} sources without text were left out.", file.name));
    }
    let coded = database
        .rows("code_text", &["ctid", "fid", "pos0", "pos1", "owner", "date", "memo", "seltext", "cid", "important"])?;
    for row in &coded {
        match codes.get(cell(row, 8)).cloned() {
            Some(tag) => add(&mut found, &mut articles, file.name, "segment", row, tag),
            None => found.problems.push(format!("{}: a segment has no code; it was left out.", file.name)),
        }
    }
    let notes = database.rows("annotation", &["anid", "fid", "pos0", "pos1", "owner", "date", "memo"])?;
    for row in &notes {
        let tag = found.tag(NOTE);
        add(&mut found, &mut articles, file.name, "annotation", row, tag);
    }
    found.articles = articles.into_values().collect();
    Ok(found)
}

/// The codes under their categories, by their id.
fn codes(database: &Database, found: &mut Found) -> Result<BTreeMap<String, TagId>, ImportError> {
    let names = database.rows("code_name", &["cid", "name", "memo", "color", "catid"])?;
    let categories = database.rows("code_cat", &["catid", "name", "memo", "supercatid"])?;
    let mut tags_of_categories: BTreeMap<String, TagId> = BTreeMap::new();
    for row in &categories {
        // A code and a category may have one name.
        let name = cell(row, 1);
        let is_code = names.iter().any(|code| cell(code, 1) == name);
        let tag = found.tag(&if is_code { format!("{name} (category)") } else { name.to_owned() });
        tags_of_categories.insert(cell(row, 0).to_owned(), tag);
    }
    let mut tags = BTreeMap::new();
    for row in &names {
        tags.insert(cell(row, 0).to_owned(), found.tag(cell(row, 1)));
    }
    let described = |tags: &BTreeMap<String, TagId>, row: &Row, parent: usize, colour: &str, found: &mut Found| {
        let tag = tags.get(cell(row, 0));
        let Some(own) = found.codebook.tags.iter_mut().find(|own| Some(&own.id) == tag) else { return };
        cell(row, 2).clone_into(&mut own.definition);
        own.parent = tags_of_categories.get(cell(row, parent)).filter(|parent| **parent != own.id).cloned();
        own.colour = Colour::from_hex(colour).unwrap_or(own.colour);
    };
    categories.iter().for_each(|row| described(&tags_of_categories, row, 3, "", found));
    names.iter().for_each(|row| described(&tags, row, 4, cell(row, 3), found));
    Ok(tags)
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
        found.problems.push(format!("{place}: it has no text or no place; it was left out."));
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
