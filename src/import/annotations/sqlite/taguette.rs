//! Taguette's project (`.sqlite3`; taguette.org): documents as HTML, highlights with tags.
//!
//! A highlight counts UTF-8 bytes of the document's text without its markup.

use std::collections::BTreeMap;

use super::{Database, cell, is_database, time};
use crate::{
    import::{
        annotations::{
            format::{File, Format},
            html_page::{Counts, Page},
        },
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle, FoundSpan},
            words::Why,
        },
    },
    model::TagId,
    text::Counting,
};

/// Taguette's project.
pub(in super::super) const FORMAT: Format = Format {
    name: "taguette",
    title: "Taguette",
    extensions: &["sqlite3"],
    cannot_hold: "images and formatting; who made a highlight (not in the file)",
    is: is_database,
    read,
};

/// The tag of highlights without one.
const UNTAGGED: &str = "Highlight";

/// Adds the tags of a project; returns those of each highlight, by its id.
fn tags_of_highlights(database: &Database, found: &mut Found) -> Result<BTreeMap<String, Vec<TagId>>, ImportError> {
    let mut tags: BTreeMap<String, TagId> = BTreeMap::new();
    let paths = database.rows("tags", &["path", "id", "description"])?;
    for row in &paths {
        let (path, id, description) = (cell(row, 0), cell(row, 1), cell(row, 2));
        let tag = found.tag(path);
        // `a.b` stands under `a`.
        let parent = path.rsplit_once('.').filter(|(parent, _)| paths.iter().any(|row| cell(row, 0) == *parent));
        let parent = parent.map(|(parent, _)| found.tag(parent));
        if let Some(own) = found.codebook.tags.iter_mut().find(|own| own.id == tag) {
            description.clone_into(&mut own.definition);
            own.parent = parent;
        }
        tags.insert(id.to_owned(), tag);
    }
    let mut tags_of: BTreeMap<String, Vec<TagId>> = BTreeMap::new();
    for row in database.rows("highlight_tags", &["highlight_id", "tag_id"])? {
        if let Some(tag) = tags.get(cell(&row, 1)) {
            tags_of.entry(cell(&row, 0).to_owned()).or_default().push(tag.clone());
        }
    }
    Ok(tags_of)
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let database = Database::open(file.bytes)?;
    let documents = database.rows("documents", &["id", "name", "description", "contents", "filename"])?;
    if documents.is_empty() {
        return Err(ImportError::NotTaguette);
    }
    let mut found = Found::exact(FORMAT.name, Counting::BYTES);
    let tags_of = tags_of_highlights(&database, &mut found)?;
    let sha256 = sha256_of(file.bytes);
    let mut articles: BTreeMap<String, (FoundArticle, Page)> = BTreeMap::new();
    for row in &documents {
        let name = format!("{}, {}", file.name, cell(row, 1));
        let page = match Page::of(cell(row, 3), Counts::Bytes) {
            Ok(page) => page,
            Err(error) => {
                found.skip(name, Why::Error(error.to_string()));
                continue;
            }
        };
        let mut article = FoundArticle::with_text(&name, FORMAT.name, &sha256, page.text.clone());
        cell(row, 2).clone_into(&mut article.facts.note);
        articles.insert(cell(row, 0).to_owned(), (article, page));
    }
    let untagged = Vec::new();
    for row in
        database.rows("highlights", &["id", "document_id", "start_offset", "end_offset", "snippet", "created"])?
    {
        let place = format!("{}, highlight {}", file.name, cell(&row, 0));
        let number = |at: usize| cell(&row, at).parse::<u32>().ok();
        let (Some((article, page)), Some((start, end))) = (articles.get_mut(cell(&row, 1)), number(2).zip(number(3)))
        else {
            found.skip(place, Why::NoPosition);
            continue;
        };
        let tags = tags_of.get(cell(&row, 0)).unwrap_or(&untagged);
        let tags = if tags.is_empty() { vec![found.tag(UNTAGGED)] } else { tags.clone() };
        for tag in tags {
            let key = format!("{} {}", cell(&row, 0), tag.as_str());
            let mark = article.span(&key, tag, vec![(page.start(start), page.end(end))]);
            let mut mark = FoundSpan { place: place.clone(), ..mark };
            mark.words =
                Page::of(cell(&row, 4), Counts::Bytes).ok().map(|page| page.text).filter(|words| !words.is_empty());
            if let Some(made) = time(cell(&row, 5)) {
                mark.span.made = made;
            }
            article.spans.push(mark);
        }
    }
    found.problems.append(&mut database.doubts.borrow_mut());
    found.articles = articles.into_values().map(|(article, _)| article).collect();
    Ok(found)
}
