//! `sayso search`: words, names and marks over all articles of a project, each place in its context.

use std::path::Path;

use serde::Serialize;

use super::{
    exit::{FINE, UNREADABLE},
    words,
};
use crate::{
    analysis::{Found, Query},
    model::{Article, Project},
    store,
    text::{CharCursor, in_context, visible},
};

/// How much of the text is shown before and after the words, in bytes.
const AROUND: usize = 60;

/// A place found, as a line of JSON; `start` and `end` count code points of the article's text.
#[derive(Serialize)]
struct Place<'a> {
    article: String,
    title: &'a str,
    start: u32,
    end: u32,
    before: &'a str,
    words: &'a str,
    after: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<&'a str>,
}

/// Searches the project; returns the exit code. Finding nothing is no failure.
pub(super) fn run(path: &Path, query: &str, json: bool) -> u8 {
    let project = match store::open(path) {
        Ok(loaded) => loaded.project,
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            return UNREADABLE;
        }
    };
    let query = match Query::parse(query, &project.codebook) {
        Ok(query) => query,
        Err(error) => {
            eprintln!("sayso: {error}");
            return UNREADABLE;
        }
    };
    if query.is_empty() {
        eprintln!("{}", words::EMPTY_QUERY);
        return UNREADABLE;
    }
    let mut count = 0;
    for article in project.listed_articles() {
        let mut cursor = CharCursor::new(article.text.as_str());
        for found in query.find_in(&project, article) {
            let Some(place) = place(&project, article, &found, &mut cursor) else { continue };
            count += 1;
            match serde_json::to_string(&place) {
                Ok(line) if json => say!("{line}"),
                Ok(_) | Err(_) => say!("{}", line(&place)),
            }
        }
    }
    eprintln!("{}", words::matches(path, count));
    FINE
}

fn place<'a>(
    project: &'a Project,
    article: &'a Article,
    found: &Found,
    cursor: &mut CharCursor<'_>,
) -> Option<Place<'a>> {
    let at = cursor.char_range(found.range)?;
    let [before, words, after] = in_context(&article.text, found.range, AROUND).map(|part| article.words(part));
    let span = found.span.and_then(|id| article.span(id));
    let tag = span.map(|span| project.codebook.tag(&span.tag).map_or(span.tag.as_str(), |tag| &tag.name));
    Some(Place {
        article: article.id.to_string(),
        title: &article.facts.title,
        start: at.start.0,
        end: at.end.0,
        before,
        words,
        after,
        span: span.map(|span| span.id.to_string()),
        tag,
    })
}

/// The place as a line for people: title, place, words between brackets in their context.
fn line(place: &Place<'_>) -> String {
    let text =
        format!("{} {}-{}: {}[{}]{}", place.title, place.start, place.end, place.before, place.words, place.after);
    visible(&text).replace('\n', " ")
}
