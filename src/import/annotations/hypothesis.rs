//! Annotations of Hypothes.is, as its programming interface (`rows`) and its client (`annotations`) export them.
//!
//! They belong to pages whose text is not in the file: the words and what stands around them find the place in the article
//! of the page's address. Positions count UTF-16 units of the page as a browser shows it, so they only help to choose.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    format::{File, Format},
    json::{list, mentions, text, values, words},
    w3c::selector::Quote,
};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle, FoundSpan},
            words::Why,
        },
    },
    text::Counting,
};

/// Hypothes.is.
pub(super) const FORMAT: Format = Format {
    name: "hypothesis",
    title: "Hypothes.is",
    extensions: &["json"],
    cannot_hold: "notes on whole pages, groups and permissions",
    is: |file| mentions(file, &["\"TextQuoteSelector\""]) && mentions(file, &["\"rows\"", "\"annotations\""]),
    read,
};

/// The tag of annotations without one.
const UNTAGGED: &str = "Annotation";

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (values, problems) = values(file)?;
    let mut found = Found::new(FORMAT.name, Counting::UTF16);
    found.problems = problems;
    let mut articles: BTreeMap<String, FoundArticle> = BTreeMap::new();
    let all = || values.iter().flat_map(|(_, value)| list(value, "rows").iter().chain(list(value, "annotations")));
    let mut replies: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for reply in all() {
        if let Some(root) = list(reply, "references").first().and_then(Value::as_str) {
            replies.entry(root).or_default().push(format!("{}: {}", user(reply), text(reply, "text")));
        }
    }
    for (at, row) in all().enumerate() {
        let place = format!("{}, annotation {} ({})", file.name, at + 1, text(row, "id"));
        if !list(row, "references").is_empty() {
            continue;
        }
        let mut quote = Quote::default();
        for selector in list(row, "target").iter().flat_map(|target| list(target, "selector")) {
            quote.read(selector);
        }
        let address = text(row, "uri");
        if quote.words.is_empty() {
            found.skip(place, Why::WholePage(address.to_owned()));
            continue;
        }
        let article = articles.entry(address.to_owned()).or_insert_with(|| {
            let mut article = FoundArticle::new(file.name, FORMAT.name, &sha256_of(file.bytes));
            address.clone_into(&mut article.facts.address);
            article
        });
        let mut tags: Vec<String> = list(row, "tags").iter().map(words).filter(|tag| !tag.trim().is_empty()).collect();
        if tags.is_empty() {
            tags.push(UNTAGGED.to_owned());
        }
        let own = Some(text(row, "text").to_owned()).filter(|text| !text.is_empty());
        let notes: Vec<String> =
            own.into_iter().chain(replies.get(text(row, "id")).into_iter().flatten().cloned()).collect();
        let by = found.coder(user(row));
        for tag in tags {
            let id = found.tag(&tag);
            let mut span = FoundSpan {
                words: quote.words.first().cloned(),
                before: quote.before.clone(),
                after: quote.after.clone(),
                place: place.clone(),
                ..article.span(&format!("{} {tag}", text(row, "id")), id, quote.at.clone())
            };
            span.span.by = by;
            span.span.made = text(row, "created").parse().unwrap_or(span.span.made);
            span.span.note = notes.join("\n");
            article.spans.push(span);
        }
    }
    found.articles = articles.into_values().collect();
    Ok(found)
}

/// The name in `acct:anna@hypothes.is`.
fn user(row: &Value) -> &str {
    let user = text(row, "user").trim_start_matches("acct:");
    user.split('@').next().unwrap_or(user)
}
