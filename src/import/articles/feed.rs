//! Feeds (RSS, Atom, JSON): one article an entry.

use super::{
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
    let outlet = feed.title.as_ref().map(|title| one_line(&title.content)).unwrap_or_default();
    let mut articles = Vec::new();
    for entry in feed.entries {
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
        let published = entry.published.or(entry.updated);
        let facts = Facts {
            title,
            outlet: outlet.clone(),
            author: entry
                .authors
                .iter()
                .filter_map(|author| Some(one_line(author.name.as_deref()?)))
                .collect::<Vec<_>>()
                .join(", "),
            published: published.map(|time| time.format("%Y-%m-%d").to_string()).unwrap_or_default(),
            address: entry.links.first().map(|link| link.href.clone()).unwrap_or_default(),
            language: entry.language.or_else(|| feed.language.clone()).unwrap_or_default(),
            ..Facts::default()
        };
        let (text, _) = FrozenText::import(&text);
        let steps = vec![Step::TitleFirst.to_string()];
        articles.push(Body { steps, ..Body::new(text, facts) }.doubted(doubts));
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
        let published = html::day(part(&["pubDate", "date", "published", "updated"]).trim());
        let facts = Facts { title, published, address: part(&["link"]).trim().to_owned(), ..Facts::default() };
        let steps = vec![Step::EntriesByName.to_string()];
        bodies.push(Body { steps, ..Body::new(text, facts) });
    }
    Ok(bodies)
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
