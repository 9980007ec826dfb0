//! Fact checks that a page states of itself (schema.org ClaimReview), in linked data or as microdata: what was claimed, by
//! whom, and what the check has found.
//!
//! They become facts of the article. The claim is stated in the words of the fact-checker, which often stand nowhere in the
//! text; where they do, they are a claim there.

use std::collections::BTreeSet;

use dom_query::{Document, NodeRef};
use serde_json::{Map, Value};

use super::linked_data::{DEEPEST, text, values};

/// The name of the fact that states a claim.
pub(crate) const CLAIM_REVIEWED: &str = "Claim reviewed";

/// What is known of a claim, in the order in which people read it.
const FACTS: [&str; 8] = [
    CLAIM_REVIEWED,
    "Rating",
    "Rating value",
    "Claimant",
    "Claim date",
    "Claim appeared in",
    "Checked by",
    "Checked on",
];

/// A fact check: a value, mostly one, for each of [`FACTS`].
type Review = [String; FACTS.len()];

/// The facts of all fact checks of a page, by their names; where there are several checks, the facts of the second have its
/// number, and so on.
pub(crate) fn claim_reviews(document: &Document) -> Vec<(String, String)> {
    let scripts = document.select("script[type*='ld+json']");
    let mut reviews: Vec<Review> = Vec::new();
    for value in scripts.iter().flat_map(|script| values(&script.text())) {
        collect(&value, &mut reviews, DEEPEST);
    }
    let items = document.select("[itemscope][itemtype*='ClaimReview']");
    reviews.extend(items.nodes().iter().take(MOST).map(of_item));
    // Pages state one check in several ways.
    let mut known = BTreeSet::new();
    reviews.retain(|review| review.iter().take(2).any(|fact| !fact.is_empty()) && known.insert(same(review)));
    let mut facts = Vec::new();
    for (number, review) in reviews.into_iter().take(MOST).enumerate() {
        for (name, value) in FACTS.iter().zip(review).filter(|(_, value)| !value.is_empty()) {
            let name = if number == 0 { (*name).to_owned() } else { format!("{name} {}", number + 1) };
            facts.push((name, value));
        }
    }
    facts
}

/// More checks than these are a list of them, and none is of the article.
const MOST: usize = 20;

/// What tells a check from others of its page.
fn same(review: &Review) -> String {
    let [claim, rating, ..] = review;
    if claim.is_empty() { rating.to_lowercase() } else { claim.to_lowercase() }
}

/// Adds the checks in a value of linked data.
fn collect(value: &Value, reviews: &mut Vec<Review>, deep: usize) {
    let Some(deep) = deep.checked_sub(1) else { return };
    match value {
        Value::Array(all) => all.iter().for_each(|one| collect(one, reviews, deep)),
        Value::Object(object) => {
            let is_review = object.get("@type").is_some_and(|kind| match kind {
                Value::String(kind) => is_named(kind),
                Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is_named),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
            });
            if is_review {
                reviews.push(of_object(object));
            } else {
                object.values().for_each(|one| collect(one, reviews, deep));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether a type is that of fact checks, with or without the address of its vocabulary.
fn is_named(kind: &str) -> bool {
    kind.rsplit(['/', '#', ':']).next() == Some("ClaimReview")
}

fn of_object(review: &Map<String, Value>) -> Review {
    let rating = inner(review, "reviewRating");
    let claim = inner(review, "itemReviewed");
    let rating_of = |key: &str| rating.map(|rating| text(rating, key)).unwrap_or_default();
    let of_claim = |key: &str| claim.map(|claim| text(claim, key)).unwrap_or_default();
    let best = rating_of("bestRating");
    let value = rating_of("ratingValue");
    let value = if value.is_empty() || best.is_empty() { value } else { format!("{value} of {best}") };
    let appearance = claim.and_then(|claim| {
        let first = ["firstAppearance", "appearance"].iter().find_map(|key| claim.get(*key));
        first.map(|appearance| address_of(appearance, DEEPEST))
    });
    [
        Some(text(review, "claimReviewed")).filter(|claim| !claim.is_empty()).unwrap_or_else(|| of_claim("name")),
        Some(rating_of("alternateName")).filter(|name| !name.is_empty()).unwrap_or_else(|| rating_of("name")),
        value,
        claim.map(|claim| name_of(claim, "author")).unwrap_or_default(),
        of_claim("datePublished"),
        appearance.unwrap_or_default(),
        name_of(review, "author"),
        text(review, "datePublished"),
    ]
    .map(|fact| one_line(&fact))
}

/// The object under a key, or the first of several.
fn inner<'v>(object: &'v Map<String, Value>, key: &str) -> Option<&'v Map<String, Value>> {
    let value = object.get(key)?;
    value.as_object().or_else(|| value.as_array()?.first()?.as_object())
}

/// The name of whoever stands under a key.
fn name_of(object: &Map<String, Value>, key: &str) -> String {
    inner(object, key).map_or_else(|| text(object, key), |who| text(who, "name"))
}

/// The address of a page that is described, or its name.
fn address_of(value: &Value, deep: usize) -> String {
    match (value, deep.checked_sub(1)) {
        (Value::String(words), _) => words.clone(),
        (Value::Array(all), Some(deep)) => all.first().map(|one| address_of(one, deep)).unwrap_or_default(),
        (Value::Object(object), _) => ["url", "@id", "headline", "name"]
            .map(|key| text(object, key))
            .into_iter()
            .find(|words| !words.is_empty())
            .unwrap_or_default(),
        (Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_), _) => String::new(),
    }
}

/// The check that an element holds as microdata.
fn of_item(item: &NodeRef<'_>) -> Review {
    let properties = properties_of(item);
    let value = |path: &[&str]| {
        let is_at = |(known, _): &&(Vec<String>, String)| known.iter().map(String::as_str).eq(path.iter().copied());
        properties.iter().find(is_at).map(|(_, value)| one_line(value)).unwrap_or_default()
    };
    let first =
        |paths: &[&[&str]]| paths.iter().map(|path| value(path)).find(|value| !value.is_empty()).unwrap_or_default();
    [
        first(&[&["claimReviewed"], &["itemReviewed", "name"]]),
        first(&[&["reviewRating", "alternateName"], &["reviewRating", "name"]]),
        value(&["reviewRating", "ratingValue"]),
        first(&[&["itemReviewed", "author", "name"], &["itemReviewed", "author"]]),
        value(&["itemReviewed", "datePublished"]),
        first(&[&["itemReviewed", "appearance", "url"], &["itemReviewed", "appearance"]]),
        first(&[&["author", "name"], &["author"]]),
        value(&["datePublished"]),
    ]
}

/// The properties of an item with their values, each by the names that lead to it.
fn properties_of(item: &NodeRef<'_>) -> Vec<(Vec<String>, String)> {
    let mut properties = Vec::new();
    let mut left: Vec<(NodeRef<'_>, Vec<String>)> =
        item.children().into_iter().map(|child| (child, Vec::new())).collect();
    while let Some((node, mut path)) = left.pop() {
        if let Some(name) = node.attr("itemprop") {
            path.push(name.trim().to_owned());
            if !node.has_attr("itemscope") {
                let stated = ["content", "datetime", "href"].iter().find_map(|key| node.attr(key));
                properties
                    .push((path.clone(), stated.map_or_else(|| node.text().to_string(), |stated| stated.to_string())));
                path.pop();
            }
        }
        // What is no deeper than items are made is looked at.
        if path.len() <= DEEPEST {
            left.extend(node.children().into_iter().map(|child| (child, path.clone())));
        }
    }
    properties.reverse();
    properties
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(page: &str) -> Vec<String> {
        let facts = claim_reviews(&Document::from(page));
        facts.into_iter().map(|(name, value)| format!("{name}: {value}")).collect()
    }

    #[test]
    fn a_fact_check_in_linked_data_has_all_that_it_states() {
        let page = r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage"},
            {"@type":["Review","ClaimReview"],"datePublished":"2024-03-01","claimReviewed":"The bridge\n is closed.",
             "author":{"@type":"Organization","name":"Check Desk"},
             "reviewRating":{"@type":"Rating","ratingValue":1,"bestRating":5,"alternateName":"False"},
             "itemReviewed":{"@type":"Claim","author":[{"@type":"Person","name":"Ada Wren"}],"datePublished":"2024-02-27",
              "appearance":[{"@type":"NewsArticle","url":"https://example.org/bridge"}]}},
            {"@type":"ClaimReview","claimReviewed":"It rains.","reviewRating":{"name":"True"}}]}</script>"#;
        let expected = [
            "Claim reviewed: The bridge is closed.",
            "Rating: False",
            "Rating value: 1 of 5",
            "Claimant: Ada Wren",
            "Claim date: 2024-02-27",
            "Claim appeared in: https://example.org/bridge",
            "Checked by: Check Desk",
            "Checked on: 2024-03-01",
            "Claim reviewed 2: It rains.",
            "Rating 2: True",
        ];
        assert_eq!(facts(page), expected);
    }

    #[test]
    fn a_fact_check_in_microdata_is_read_and_one_that_is_stated_twice_is_one() {
        let item = "<div itemscope itemtype='http://schema.org/ClaimReview'><p itemprop=claimReviewed>The bridge is \
                    <b>closed</b>.</p><meta itemprop=datePublished content='2024-03-01'><div><span itemprop=author itemscope>\
                    <b itemprop=name>Check Desk</b></span></div><div itemprop=itemReviewed itemscope><i itemprop=author \
                    itemscope><u itemprop=name>Ada Wren</u></i></div><div itemprop=reviewRating itemscope>\
                    <u itemprop=alternateName>False</u></div></div>";
        let expected = [
            "Claim reviewed: The bridge is closed.",
            "Rating: False",
            "Claimant: Ada Wren",
            "Checked by: Check Desk",
            "Checked on: 2024-03-01",
        ];
        assert_eq!(facts(item), expected);
        let twice = "<script type='application/ld+json'>{\"@type\":\"ClaimReview\",\"claimReviewed\":\"The bridge is CLOSED.\",\
                     \"reviewRating\":{\"alternateName\":\"False\"}}</script>";
        assert_eq!(
            facts(&format!("{twice}{item}")),
            expected[..2].iter().map(|fact| fact.replace("closed", "CLOSED")).collect::<Vec<_>>()
        );
    }

    #[test]
    fn other_data_and_junk_state_no_fact_check() {
        for page in [
            "<p>Nothing</p>",
            "<script type='application/ld+json'>{\"@type\":\"Review\",\"name\":\"x\"}</script>",
            "<script type='application/ld+json'>{\"@type\":\"ClaimReview\"}</script>",
            "<div itemscope itemtype='https://schema.org/ClaimReview'></div>",
            "<script type='application/ld+json'>{\"@type\":7,\"reviewRating\":[[]]</script>",
        ] {
            assert!(facts(page).is_empty(), "{page}");
        }
        let nested = "<i itemprop=a itemscope>".repeat(1_000);
        assert!(facts(&format!("<div itemscope itemtype=ClaimReview>{nested}")).is_empty());
        let script = format!("<script type='application/ld+json'>{}</script>", "{\"a\":[".repeat(50_000));
        assert!(facts(&script).is_empty());
    }
}
