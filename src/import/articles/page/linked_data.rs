//! Linked data of a page (JSON-LD): the articles that it describes. Sites write it by templates, so slips are forgiven:
//! commas too many, line breaks in strings, comments, CDATA, HTML entities, several values one after the other.

use std::collections::BTreeMap;

use dom_query::Document;
use serde_json::{Map, Value};

/// An article, or a page, that linked data describes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Described {
    /// Whether it is said to be an article, not just a page.
    pub is_article: bool,
    pub headline: String,
    pub address: String,
    pub published: String,
    /// When it was made; some sites state nothing else.
    pub created: String,
    pub changed: String,
    /// Who published it.
    pub outlet: String,
    /// Who wrote it, people before organisations.
    pub authors: Vec<String>,
    /// The text, as far as it is stated.
    pub text: String,
}

/// How deep values are looked into; the reader of JSON refuses deeper ones.
pub(super) const DEEPEST: usize = 32;

/// All that the linked data of a page describes, in order.
pub(crate) fn described(document: &Document) -> Vec<Described> {
    let scripts = document.select("script[type*='ld+json']");
    let values: Vec<Value> = scripts.iter().flat_map(|script| values(&script.text())).collect();
    let mut names = BTreeMap::new();
    values.iter().for_each(|value| collect_names(value, &mut names, DEEPEST));
    let mut found = Vec::new();
    values.iter().for_each(|value| collect(value, &names, &mut found, DEEPEST));
    found
}

/// What describes the article of the page, by its address or headline; whether that is in doubt.
pub(crate) fn of_page<'d>(described: &'d [Described], titles: &[&str], address: &str) -> Option<(&'d Described, bool)> {
    let score = |one: &Described| {
        let by_address = !address.is_empty() && !one.address.is_empty() && place(address) == place(&one.address);
        let by_title = titles.iter().any(|title| is_alike(title, &one.headline));
        4 * u8::from(by_address) + 3 * u8::from(by_title) + 2 * u8::from(one.is_article)
    };
    let mut best: Option<(&Described, u8)> = None;
    for (one, points) in described.iter().map(|one| (one, score(one))) {
        if best.is_none_or(|(_, most)| points > most) {
            best = Some((one, points));
        }
    }
    let (best, points) = best?;
    if points >= 3 {
        return Some((best, false));
    }
    // What names neither may be of this page, unless it names another or there are several.
    let is_of_another = !best.headline.is_empty() && !best.address.is_empty() && !address.is_empty();
    let articles = described.iter().filter(|one| one.is_article == best.is_article).count();
    let says_nothing = best.headline.is_empty() || (best.address.is_empty() && articles == 1);
    (!is_of_another).then_some((best, !says_nothing || articles > 1))
}

/// An address without what may differ between two that lead to the same page.
fn place(address: &str) -> &str {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let address = address.split_once("://").map_or(address, |(_, place)| place);
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
}

/// Whether two headlines are of the same article: one may be shortened, or carry the name of the outlet.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (one, other) = (plain(one), plain(other));
    let (short, long) = if one.len() < other.len() { (&one, &other) } else { (&other, &one) };
    !short.is_empty() && (short == long || (short.chars().count() >= 10 && long.contains(short.as_str())))
}

/// The values of a script, read as leniently as can be.
pub(super) fn values(script: &str) -> Vec<Value> {
    let read = |text: &str| -> Vec<Value> {
        serde_json::Deserializer::from_str(text).into_iter::<Value>().map_while(Result::ok).collect()
    };
    let plain = read(script);
    if !plain.is_empty() {
        return plain;
    }
    let repaired = read(&repaired(script));
    if !repaired.is_empty() || !script.contains("&quot;") && !script.contains("&#34;") {
        return repaired;
    }
    let mut decoded = script.to_owned();
    for (entity, character) in [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#x22;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        decoded = decoded.replace(entity, character);
    }
    read(&self::repaired(&decoded))
}

/// JSON without the usual slips.
fn repaired(script: &str) -> String {
    let start = script.find(['{', '[']).unwrap_or(script.len());
    // A mark of CDATA begins with the bracket that a list does.
    let start = script.find("<![CDATA[").map_or(start, |at| at + "<![CDATA[".len()).min(script.len());
    let script = script.get(start..).unwrap_or_default();
    let script = script.rfind(['}', ']']).and_then(|end| script.get(..=end)).unwrap_or(script);
    let script =
        script.find("//]]").or_else(|| script.find("/*]]")).and_then(|end| script.get(..end)).unwrap_or(script);
    let script = script.trim_start_matches(|c| c != '{' && c != '[');
    let mut json = String::with_capacity(script.len());
    let (mut is_string, mut characters) = (false, script.chars().peekable());
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('"', _) => {
                is_string = !is_string;
                json.push('"');
            }
            ('\\', Some('\'')) if is_string => {}
            ('\\', Some(_)) if is_string => {
                json.push('\\');
                json.extend(characters.next());
            }
            ('\n', _) if is_string => json.push_str("\\n"),
            (control, _) if is_string && control.is_control() => json.push(' '),
            ('/', Some('/')) if !is_string => while characters.next_if(|next| *next != '\n').is_some() {},
            ('/', Some('*')) if !is_string => {
                let mut before = ' ';
                while characters
                    .next_if(|next| !(before == '*' && *next == '/'))
                    .inspect(|next| before = *next)
                    .is_some()
                {}
                characters.next();
            }
            (close @ ('}' | ']'), _) if !is_string => {
                json.truncate(json.trim_end_matches(|c: char| c == ',' || c.is_whitespace()).len());
                json.push(close);
            }
            (other, _) => json.push(other),
        }
    }
    json
}

/// The names of what has an id, for others that refer to it.
fn collect_names(value: &Value, names: &mut BTreeMap<String, String>, deep: usize) {
    let Some(deep) = deep.checked_sub(1) else { return };
    match value {
        Value::Array(all) => all.iter().for_each(|one| collect_names(one, names, deep)),
        Value::Object(object) => {
            if let (Some(id), name @ [_, ..]) =
                (object.get("@id").and_then(Value::as_str), text(object, "name").as_bytes())
            {
                names.entry(id.to_owned()).or_insert_with(|| String::from_utf8_lossy(name).into_owned());
            }
            object.values().for_each(|one| collect_names(one, names, deep));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn collect(value: &Value, names: &BTreeMap<String, String>, found: &mut Vec<Described>, deep: usize) {
    let Some(deep) = deep.checked_sub(1) else { return };
    match value {
        Value::Array(all) => all.iter().for_each(|one| collect(one, names, found, deep)),
        Value::Object(object) => {
            if let Some(is_article) = is_article(object) {
                found.push(article(object, is_article, names));
            }
            // What else a page names, such as comments, updates and lists of other stories, is not the article.
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                object.get(key).into_iter().for_each(|inner| collect(inner, names, found, deep));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether an object is an article, or else a page; `None` for what is neither.
fn is_article(object: &Map<String, Value>) -> Option<bool> {
    let kinds: Vec<String> = strings(object.get("@type")?);
    let kinds = kinds.iter().map(|kind| kind.rsplit(['/', '#', ':']).next().unwrap_or_default());
    let known = kinds.filter_map(|kind| match kind {
        "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting" => Some(true),
        "WebPage" | "ItemPage" | "CreativeWork" => Some(false),
        other => other.ends_with("Article").then_some(true),
    });
    known.max()
}

fn article(object: &Map<String, Value>, is_article: bool, names: &BTreeMap<String, String>) -> Described {
    let first =
        |keys: &[&str]| keys.iter().map(|key| text(object, key)).find(|text| !text.is_empty()).unwrap_or_default();
    let page = object.get("mainEntityOfPage");
    let page = page.and_then(|page| page.as_str().or_else(|| page.get("@id").or_else(|| page.get("url"))?.as_str()));
    let address = [text(object, "url"), page.unwrap_or_default().to_owned(), text(object, "@id")];
    let mut authors = Vec::new();
    for key in ["author", "creator"] {
        if authors.is_empty() {
            object.get(key).into_iter().for_each(|value| people(value, names, &mut authors, DEEPEST));
        }
    }
    let has_people = authors.iter().any(|(is_person, _)| *is_person);
    authors.retain(|(is_person, _)| *is_person || !has_people);
    Described {
        is_article,
        headline: first(&["headline", "name"]),
        address: address.into_iter().find(|address| address.starts_with("http")).unwrap_or_default(),
        published: first(&["datePublished"]),
        created: first(&["dateCreated", "uploadDate"]),
        changed: first(&["dateModified"]),
        outlet: publisher(object),
        authors: authors.into_iter().map(|(_, name)| name).collect(),
        text: first(&["articleBody"]),
    }
}

/// The name of whoever published it.
fn publisher(object: &Map<String, Value>) -> String {
    match object.get("publisher") {
        Some(Value::Object(publisher)) => text(publisher, "name"),
        Some(Value::String(name)) if !name.contains("://") => name.clone(),
        _ => String::new(),
    }
}

/// The names in a value that says who wrote something, each with whether it is a person's.
fn people(value: &Value, names: &BTreeMap<String, String>, found: &mut Vec<(bool, String)>, deep: usize) {
    let Some(deep) = deep.checked_sub(1) else { return };
    match value {
        Value::String(name) => found.push((true, name.clone())),
        Value::Array(all) => all.iter().for_each(|one| people(one, names, found, deep)),
        Value::Object(object) => {
            let kinds = object.get("@type").map(strings).unwrap_or_default();
            let is_person = !kinds.iter().any(|kind| kind.ends_with("Organization"));
            let known = object.get("name").map(strings).unwrap_or_default();
            let referred = || object.get("@id").and_then(Value::as_str).and_then(|id| names.get(id)).cloned();
            let all = if known.is_empty() { referred().into_iter().collect() } else { known };
            found.extend(all.into_iter().map(|name| (is_person, name)));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The texts in a value: itself, or those of a list.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.trim().to_owned()],
        Value::Array(all) => all.iter().flat_map(strings).collect(),
        Value::Number(number) => vec![number.to_string()],
        Value::Object(object) => object.get("@value").or_else(|| object.get("@id")).map(strings).unwrap_or_default(),
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// The first text under a key; empty where there is none.
pub(super) fn text(object: &Map<String, Value>, key: &str) -> String {
    object.get(key).map(strings).unwrap_or_default().into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(script: &str) -> Vec<String> {
        let page = format!("<script type=\"application/ld+json\">{script}</script>");
        described(&Document::from(page)).into_iter().map(|one| one.published).collect()
    }

    #[test]
    fn the_usual_slips_are_forgiven() {
        for script in [
            r#"{"@type":"NewsArticle","datePublished":"2024-03-12"}"#,
            r#"[{"@type":"NewsArticle","datePublished":"2024-03-12",},]"#,
            "{\"@type\":\"NewsArticle\",\"description\":\"two\nlines\tand \\'quotes\\'\",\"datePublished\":\"2024-03-12\"}",
            "\n//<![CDATA[\n{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-03-12\"}\n//]]>\n",
            "/*<![CDATA[*/[{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-03-12\"}]/*]]>*/",
            "<!-- {\"@type\":\"NewsArticle\",\"datePublished\":\"2024-03-12\"} -->",
            "{\"@type\":\"NewsArticle\", // a comment\n /* and another */ \"datePublished\":\"2024-03-12\"};",
            "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2024-03-12&quot;}",
            r#"{"@graph":[{"@type":"WebSite"},{"@type":["Thing","http://schema.org/NewsArticle"],"datePublished":["2024-03-12"]}]}"#,
            r#"{"@type":"Organization"}{"@type":"OpinionNewsArticle","datePublished":"2024-03-12"}"#,
            r#"{"@type":"Thing","mainEntity":{"@type":"LiveBlogPosting","datePublished":"2024-03-12","liveBlogUpdate":[{"@type":"BlogPosting","datePublished":"2024-03-13"}]}}"#,
        ] {
            assert_eq!(published(script), ["2024-03-12"], "{script}");
        }
        for script in ["", "{", "var a = 1;", "[[[[", "{\"@type\":\"Comment\",\"datePublished\":\"2024-03-12\"}"] {
            assert!(published(script).is_empty(), "{script}");
        }
        assert!(published(&"[".repeat(100_000)).is_empty());
    }

    #[test]
    fn of_several_the_one_with_the_address_or_the_headline_is_the_pages_own() {
        let of = |address: &str, headline: &str| Described {
            is_article: true,
            address: address.to_owned(),
            headline: headline.to_owned(),
            ..Described::default()
        };
        let all = [of("https://a.org/1", "Other news"), of("http://www.a.org/2/?x", "Bridge closed"), of("", "Third")];
        let found = |titles: &[&str], address: &str| {
            of_page(&all, titles, address).map(|(one, unsure)| (one.headline.as_str(), unsure))
        };
        assert_eq!(found(&["x"], "https://a.org/2"), Some(("Bridge closed", false)));
        assert_eq!(found(&["Bridge closed - The Ledger"], ""), Some(("Bridge closed", false)));
        assert_eq!(of_page(&all[..1], &["Bridge closed"], "https://a.org/2"), None, "it is of another page");
        assert!(of_page(&all[2..], &["Bridge closed"], "").is_some_and(|(_, is_unsure)| !is_unsure));
    }

    #[test]
    fn authors_are_found_by_name_list_and_reference() {
        let authors = |script: &str| {
            let page = format!("<script type=\"application/ld+json\">{script}</script>");
            described(&Document::from(page)).remove(0).authors.join("; ")
        };
        assert_eq!(authors(r#"{"@type":"Article","author":["A B",{"name":["C D","E F"]}]}"#), "A B; C D; E F");
        assert_eq!(
            authors(
                r#"{"@type":"Article","author":[{"@type":"Person","name":"A B"},{"@type":"Organization","name":"Wire"}]}"#
            ),
            "A B"
        );
        assert_eq!(
            authors(
                r##"{"@graph":[{"@type":"Article","author":{"@id":"#1"}},{"@type":"Person","@id":"#1","name":"A B"}]}"##
            ),
            "A B"
        );
    }
}
