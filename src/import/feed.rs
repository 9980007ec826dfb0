//! Feeds (RSS, Atom, JSON): one article an entry.

use super::{
    Body, Format, ImportError, Input,
    encoding::decode,
    html::{self, one_line},
};
use crate::{model::Facts, text::FrozenText};

/// Feeds of news.
pub(super) const FORMAT: Format = Format {
    name: "feed",
    extensions: &["rss", "atom", "xml"],
    cannot_hold: "pictures, categories and layout are left behind; entries without any text are not read",
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    // A feed states its encoding in its first line, which the reader follows; only a choice is made here.
    let decoded = input.encoding.map(|chosen| decode(input.bytes, Some(chosen), None)).transpose()?;
    let bytes = decoded.as_ref().map_or(input.bytes, |decoded| decoded.text.as_bytes());
    let parsed = feed_rs::parser::parse(bytes);
    let feed = parsed.map_err(|error| ImportError::Unreadable(format!("it is no feed that can be read ({error})")))?;
    let outlet = feed.title.as_ref().map(|title| one_line(&title.content)).unwrap_or_default();
    let mut articles = Vec::new();
    for entry in feed.entries {
        let title = entry.title.as_ref().map(|title| html::plain(&title.content)).unwrap_or_default();
        let title = one_line(&title);
        let content = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
        let words = content.or(entry.summary.map(|summary| summary.content)).unwrap_or_default();
        let body = Some(html::plain(&words)).filter(|body| *body != title).unwrap_or_default();
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
                .filter_map(|author| author.name.as_deref().map(one_line))
                .collect::<Vec<_>>()
                .join(", "),
            published: published.map(|time| time.format("%Y-%m-%d").to_string()).unwrap_or_default(),
            address: entry.links.first().map(|link| link.href.clone()).unwrap_or_default(),
            language: entry.language.or_else(|| feed.language.clone()).unwrap_or_default(),
            ..Facts::default()
        };
        let (text, _) = FrozenText::import_str(&text);
        let steps = vec!["title put first".to_owned()];
        articles.push(Body { text, steps, encoding: "", facts, remarks: Vec::new() });
    }
    if articles.is_empty() {
        return Err(ImportError::Unreadable("the feed holds no entry with a text".to_owned()));
    }
    Ok(articles)
}
