//! Who wrote the article, as the page states it: the places where sites do, the most trusted first.

use dom_query::NodeRef;

use super::{dates::plain_names, linked_data::Described, parts::Parts};

/// Names in the head of a page that state authors, without signs, in lower case.
const NAMES: [&str; 15] = [
    "dccreator",
    "dctermcreator",
    "dctermscreator",
    "author",
    "articleauthor",
    "ogarticleauthor",
    "parselyauthor",
    "sailthruauthor",
    "byl",
    "byline",
    "citationauthor",
    "cxenseparseauthor",
    "rnewsauthor",
    "authors",
    "authorname",
];

/// The longest words that can be names, in characters.
const LONGEST: usize = 200;

/// The words of each place that states who wrote the article; `byline` is what the reader of the page took for it.
pub(crate) fn authors(parts: &Parts<'_>, own: Option<&Described>, byline: &str) -> Vec<String> {
    let mut all: Vec<Vec<String>> = vec![own.map(|own| own.authors.clone()).unwrap_or_default()];
    all.push(texts(parts, "[itemprop~='author']"));
    all.push(in_head(parts));
    all.push(vec![byline.to_owned()]);
    all.push(texts(parts, "a[rel~='author'], address[rel~='author']"));
    const CLASSES: &str = "[class*='byline'], [class*='Byline'], [class*='author'], [class*='Author'], [class*='autor'], \
        [class*='auteur'], [class*='autore'], [class*='firma'], [class*='signature'], [class*='yazar']";
    all.push(texts(parts, CLASSES).into_iter().take(1).collect());
    let joined = all.into_iter().map(|names| names.join("; "));
    joined.filter(|names| !names.is_empty() && names.chars().count() <= LONGEST).collect()
}

/// The words of the elements that a selector finds, but for what stands beside the article.
fn texts(parts: &Parts<'_>, selector: &str) -> Vec<String> {
    let found = parts.document.select(selector);
    let own = found.nodes().iter().filter(|node| !parts.is_aside(node));
    own.map(name_in).filter(|words| !words.is_empty()).collect()
}

fn name_in(node: &NodeRef<'_>) -> String {
    if let Some(content) = node.attr("content") {
        return content.trim().to_owned();
    }
    let named = node.descendants_it().find(|inner| inner.attr("itemprop").is_some_and(|name| &*name == "name"));
    let words =
        named.map_or_else(|| node.formatted_text(), |named| named.attr("content").unwrap_or_else(|| named.text()));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn in_head(parts: &Parts<'_>) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for node in parts.document.select("meta[content]").nodes() {
        // One element may state several, as `dc:creator twitter:site_name`.
        let names = plain_names(&node.attr("property").or_else(|| node.attr("name")).unwrap_or_default());
        let content = node.attr_or("content", "").trim().to_owned();
        // Some name a page of the author's instead.
        if content.is_empty() || content.contains("://") || content.starts_with('@') {
            continue;
        }
        // A property says more than a name.
        let by_name = usize::from(node.attr("property").is_none());
        let place = NAMES.iter().position(|known| names.iter().any(|name| name == known));
        found.extend(place.map(|place| (2 * place + by_name, content)));
    }
    let first = found.iter().map(|(place, _)| *place).min();
    found.into_iter().filter(|(place, _)| Some(*place) == first).map(|(_, content)| content).collect()
}
