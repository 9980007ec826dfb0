//! `sayso search`: words, names and marks over all articles of a project, each place in its context.

use std::path::Path;

use serde::Serialize;

use super::{exit::FINE, failure::Failure, whose::Whose, words};
use crate::{
    analysis::{Found, Query, why_nothing},
    model::{Article, BETWEEN_PIECES, Project},
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
    words: String,
    /// Where the pieces of a mark in several are; the words between them are not its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pieces: Vec<Piece>,
    after: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<&'a str>,
}

/// A piece of a mark; places count code points.
#[derive(Serialize)]
struct Piece {
    start: u32,
    end: u32,
}

/// Searches the project; returns the exit code. Finding nothing is no failure.
pub(super) fn run(path: &Path, query: &[String], json: bool, whose: &Whose) -> Result<u8, Failure> {
    let project = whose.open(path)?;
    let query = Query::parse(&query.join(" "), &project.codebook).map_err(|error| Failure::Query(error.to_string()))?;
    if query.is_empty() {
        return Err(Failure::Query(words::EMPTY_QUERY.to_owned()));
    }
    let mut count = 0;
    for article in project.listed_articles() {
        let mut cursor = CharCursor::new(article.text.as_str());
        for found in query.find_in(&project, article) {
            let Some(place) = place(&project, article, &found, &mut cursor) else { continue };
            count += 1;
            match serde_json::to_string(&place) {
                Ok(line) if json => say!("{line}"),
                Ok(_) | Err(_) => say!("{}", line(article, &found, &place)),
            }
        }
    }
    eprintln!("{}", words::matches(path, count));
    if let Some(why) = why_nothing(&query, &project).filter(|_| count == 0) {
        eprintln!("sayso: {why}");
    }
    Ok(FINE)
}

fn place<'a>(
    project: &'a Project,
    article: &'a Article,
    found: &Found,
    cursor: &mut CharCursor<'_>,
) -> Option<Place<'a>> {
    let at = cursor.char_range(found.range)?;
    let [before, _, after] = in_context(&article.text, found.range, AROUND).map(|part| article.words(part));
    let pieces = article.pieces_at(found.range, found.span);
    let words: Vec<&str> = pieces.iter().map(|piece| article.words(*piece)).collect();
    let words = words.join(BETWEEN_PIECES);
    let places = pieces.iter().filter(|_| pieces.len() > 1).filter_map(|piece| cursor.char_range(*piece));
    let pieces = places.map(|at| Piece { start: at.start.0, end: at.end.0 }).collect();
    let span = found.span.and_then(|id| article.span(id));
    let tag = span.map(|span| project.codebook.tag(&span.tag).map_or(span.tag.as_str(), |tag| &tag.name));
    Some(Place {
        article: article.id.to_string(),
        title: &article.facts.title,
        start: at.start.0,
        end: at.end.0,
        before,
        words,
        pieces,
        after,
        span: span.map(|span| span.id.to_string()),
        tag,
    })
}

/// The place as a line for people: title, place, words in their context, each piece of them between brackets.
fn line(article: &Article, found: &Found, place: &Place<'_>) -> String {
    let pieces = article.pieces_at(found.range, found.span);
    let words: Vec<String> = pieces.iter().map(|piece| format!("[{}]", article.words(*piece))).collect();
    let words = words.join(BETWEEN_PIECES);
    let text = format!("{} {}-{}: {}{words}{}", place.title, place.start, place.end, place.before, place.after);
    visible(&text).replace('\n', " ")
}
