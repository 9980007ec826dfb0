//! Feeds (RSS, Atom, JSON): one article an entry.

use roxmltree::Node;
use serde_json::Value;

use super::{
    authors::names_or,
    dates::{self, Place},
    format::{Body, Format, Input, decoded_together},
    html::{self, one_line},
    words::Step,
};
use crate::{
    import::{
        error::ImportError,
        markup,
        package::{is, text_of, xml},
        references::{Markup, mended},
    },
    model::Facts,
    text::FrozenText,
};

/// Feeds of news.
pub(super) const FORMAT: Format = Format {
    name: "feed",
    extensions: &["rss", "atom", "xml"],
    cannot_hold: "images, categories, layout, entries without text",
    reader: "feed-rs 3.0",
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let bytes = input.bytes;
    let is_json = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start().starts_with(b"{");
    let decoded =
        if is_json { markup::json(bytes, input.encoding)? } else { markup::xml(bytes, input.encoding, input.stated)? };
    let text = without_declarations(&decoded.text);
    let feed = match feed_rs::parser::parse(text.as_bytes()) {
        Ok(feed) => feed,
        Err(error) => {
            let items = decoded_together(items(&text)?, decoded.encoding, &decoded.doubts);
            return if items.is_empty() { Err(ImportError::NotFeed(error.to_string())) } else { Ok(items) };
        }
    };
    let days = days(&text, feed.entries.len());
    let outlet = feed.title.as_ref().map(|title| one_line(&title.content)).unwrap_or_default();
    let mut articles = Vec::new();
    for (entry, day) in feed.entries.into_iter().zip(days) {
        let title = entry.title.as_ref().map(|title| html::plain(&title.content)).transpose()?.unwrap_or_default();
        let title = one_line(&title);
        let content = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
        let words = content.or(entry.summary.map(|summary| summary.content)).unwrap_or_default();
        // What lies in a feed as a page refers to characters itself.
        let (words, doubts) = mended(&words, Markup::Html);
        let doubts: Vec<_> = doubts.into_iter().map(|doubt| (format!("“{title}”"), doubt)).collect();
        let body = Some(html::plain(&words)?).filter(|body| *body != title).unwrap_or_default();
        let text = [title.clone(), body].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
        if text.is_empty() {
            continue;
        }
        let language = entry.language.or_else(|| feed.language.clone()).unwrap_or_default();
        let authors: Vec<String> = entry.authors.iter().filter_map(|author| author.name.clone()).collect();
        let mut facts = Facts {
            title,
            outlet: outlet.clone(),
            author: names_or(&authors.join("; "), &language, &outlet),
            address: entry.links.first().map(|link| link.href.clone()).unwrap_or_default(),
            language,
            ..Facts::default()
        };
        let universal = || entry.published.map(|time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string());
        let day = day.or_else(universal).unwrap_or_default();
        let warnings = dates::settle_by_value(&mut facts, Place::Feed, &day);
        let (text, _) = FrozenText::import(&text);
        let steps = vec![Step::TitleFirst.to_string()];
        articles.push(Body { steps, warnings, ..Body::new(text, facts) }.doubted(doubts));
    }
    if articles.is_empty() {
        return Err(ImportError::FeedWithoutText);
    }
    Ok(decoded_together(articles, decoded.encoding, &decoded.doubts))
}

/// The items of what is no feed by any standard, but has items with a title and a text, as some sites write them.
fn items(text: &str) -> Result<Vec<Body>, ImportError> {
    // What is no XML at all holds none.
    let Ok(document) = xml("the feed", text) else { return Ok(Vec::new()) };
    let mut bodies = Vec::new();
    for item in document.descendants().filter(|node| is(*node, "item") || is(*node, "entry")) {
        let part = |names: &[&str]| {
            let child = names.iter().find_map(|name| item.children().find(|child| is(*child, name)));
            child.map(text_of).unwrap_or_default()
        };
        let title = one_line(&html::plain(&part(&["title"]))?);
        let words = html::plain(&part(&["content", "description", "summary"]))?;
        let text = [title.as_str(), words.as_str()].into_iter().filter(|part| !part.is_empty());
        let (text, _) = FrozenText::import(&text.collect::<Vec<_>>().join("\n\n"));
        let mut facts = Facts { title, address: part(&["link"]).trim().to_owned(), ..Facts::default() };
        let warnings = dates::settle_by_value(&mut facts, Place::Feed, &part(&PUBLISHED));
        let steps = vec![Step::EntriesByName.to_string()];
        bodies.push(Body { steps, warnings, ..Body::new(text, facts) });
    }
    Ok(bodies)
}

/// What states when an entry was published; when it was changed is another thing.
const PUBLISHED: [&str; 5] = ["published", "pubDate", "issued", "date", "created"];

/// The days of the entries as the feed words them, with their zones; the reader of feeds knows them in universal time alone.
fn days(feed: &str, count: usize) -> Vec<Option<String>> {
    let worded = |words: String| Some(words).filter(|words| !words.trim().is_empty());
    let found: Vec<Option<String>> = if let Ok(Value::Object(json)) = serde_json::from_str(feed) {
        let items = json.get("items").and_then(Value::as_array).into_iter().flatten();
        items.map(|item| item.get("date_published").and_then(Value::as_str).map(str::to_owned)).collect()
    } else if let Ok(document) = xml("the feed", feed) {
        let entries = document.descendants().filter(|node| is(*node, "item") || is(*node, "entry"));
        let day = |entry: Node<'_, '_>| {
            let child = PUBLISHED.iter().find_map(|name| entry.children().find(|child| is(*child, name)));
            worded(child.map(text_of).unwrap_or_default())
        };
        entries.map(day).collect()
    } else {
        Vec::new()
    };
    if found.len() == count { found } else { vec![None; count] }
}

/// The text without what it says of an encoding that it no longer has.
fn without_declarations(text: &str) -> String {
    let mut rest = text.trim_start_matches('\u{FEFF}');
    let mut kept = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once("<?xml ") {
        kept.push_str(before);
        rest = after.split_once("?>").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}
