//! Feeds (RSS, Atom with its draft 0.3, JSON): one article an entry.

use mail_parser::decoders::base64::base64_decode;
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
        encoding::decode,
        error::ImportError,
        markup,
        package::{attribute, is, text_of, xml},
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
        let structure = html::structure_in(&words, &text, &facts.address);
        articles.push(Body { structure, steps, warnings, ..Body::new(text, facts) }.doubted(doubts));
    }
    if articles.is_empty() {
        // A draft of Atom has entries that the reader of today's feeds does not see.
        articles = items(&text)?;
    }
    if articles.is_empty() {
        return Err(ImportError::FeedWithoutText);
    }
    Ok(decoded_together(articles, decoded.encoding, &decoded.doubts))
}

/// The namespace of Atom 0.3, which came before the standard.
const OLD_ATOM: &str = "http://purl.org/atom/ns#";

/// The items of what is no feed by today's standards: Atom 0.3, and what has items with a title and a text, as some sites
/// write them.
fn items(text: &str) -> Result<Vec<Body>, ImportError> {
    // What is no XML at all holds none.
    let Ok(document) = xml("the feed", text) else { return Ok(Vec::new()) };
    let is_old_atom = document.root_element().tag_name().namespace() == Some(OLD_ATOM);
    let step = if is_old_atom { Step::TitleFirst } else { Step::EntriesByName };
    let mut bodies = Vec::new();
    for item in document.descendants().filter(|node| is(*node, "item") || is(*node, "entry")) {
        let part = |names: &[&str]| names.iter().find_map(|name| item.children().find(|child| is(*child, name)));
        let words = |names: &[&str]| part(names).map(|node| words_of(node, text)).transpose();
        let title = one_line(&words(&["title"])?.unwrap_or_default());
        let contents = [&["content", "encoded"][..], &["description"], &["summary"]];
        let contents = contents.iter().map(|names| words(names)).collect::<Result<Vec<_>, _>>()?;
        let content = contents.into_iter().flatten().find(|content| !content.trim().is_empty()).unwrap_or_default();
        let shown = [title.as_str(), content.as_str()].into_iter().filter(|part| !part.is_empty());
        let shown = shown.collect::<Vec<_>>().join("\n\n");
        if shown.is_empty() {
            continue;
        }
        let (frozen, _) = FrozenText::import(&shown);
        let published = part(&PUBLISHED);
        let mut facts = Facts {
            title,
            outlet: outlet_of(item, text)?,
            author: part(&["author", "creator"]).map(author_of).unwrap_or_default(),
            address: link_of(item),
            language: item.ancestors().find_map(|node| attribute(node, "lang")).unwrap_or_default().to_owned(),
            ..Facts::default()
        };
        let warnings =
            dates::settle_by_value(&mut facts, Place::Feed, published.map(text_of).unwrap_or_default().trim());
        bodies.push(Body { steps: vec![step.to_string()], warnings, ..Body::new(frozen, facts) });
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

fn title_of<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(*child, "title"))
}

/// The title of what an item stands in.
fn outlet_of(item: Node<'_, '_>, text: &str) -> Result<String, ImportError> {
    // In RSS 1.0 items stand beside the channel.
    let channel = item.document().root_element().children().find(|child| is(*child, "channel"));
    let title = item.ancestors().skip(1).chain(channel).find_map(title_of);
    Ok(one_line(&title.map(|title| words_of(title, text)).transpose()?.unwrap_or_default()))
}

/// Who wrote an item: the name in it, without which all of it.
fn author_of(author: Node<'_, '_>) -> String {
    let name = author.children().find(|child| is(*child, "name")).unwrap_or(author);
    one_line(&text_of(name))
}

/// Where an item stands: in a link's words, or its address if that is the one of the item itself.
fn link_of(item: Node<'_, '_>) -> String {
    let links = || item.children().filter(|child| is(*child, "link"));
    let is_own = |link: &Node<'_, '_>| attribute(*link, "rel").is_none_or(|rel| rel == "alternate");
    let address = links().filter(is_own).find_map(|link| attribute(link, "href"));
    let words = || links().map(text_of).find(|words| !words.trim().is_empty());
    address.map(str::to_owned).or_else(words).unwrap_or_default().trim().to_owned()
}

/// The words of a part: of escaped markup, markup that stands in it, base64 or plain text.
fn words_of(node: Node<'_, '_>, text: &str) -> Result<String, ImportError> {
    /// What parts of a feed write markup in, as elements of their own.
    const MARKUP: &str = "http://www.w3.org/1999/xhtml";
    let mut elements = node.children().filter(Node::is_element);
    if let Some(first) = elements.next() {
        let (start, end) = (first.range().start, node.last_child().map_or(0, |last| last.range().end));
        let start = node.first_child().map_or(start, |first| first.range().start);
        let mut markup = text.get(start..end).unwrap_or_default().to_owned();
        if let Some(prefix) = first.lookup_prefix(MARKUP).filter(|prefix| !prefix.is_empty()) {
            markup = markup.replace(&format!("<{prefix}:"), "<").replace(&format!("</{prefix}:"), "</");
        }
        return html::plain(&markup);
    }
    let kind = attribute(node, "type").unwrap_or_default();
    let words = text_of(node);
    let words = match attribute(node, "mode") {
        Some("base64") => {
            let bytes = base64_decode(words.trim().as_bytes()).unwrap_or_default();
            decode(&bytes, None, None)?.text.into_owned()
        }
        _escaped => words,
    };
    let is_plain = kind == "text/plain" || kind == "text" || !words.contains(['<', '&']);
    if is_plain { Ok(words.trim().to_owned()) } else { html::plain(&words) }
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

#[cfg(test)]
mod tests {
    use crate::import::{Imported, articles};

    fn read(entries: &str) -> Vec<Imported> {
        let feed = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\" \
             xml:lang=\"en\"><title>The Morning Post</title>{entries}</feed>"
        );
        articles("old.xml", feed.as_bytes(), None).unwrap()
    }

    #[test]
    fn entries_of_atom_0_3_are_articles_with_their_facts() {
        let read = read(
            "<entry><title mode=\"escaped\" type=\"text/html\">Rain &amp;amp; snow</title>\
             <link rel=\"service.edit\" href=\"https://post.example/edit/1\"/>\
             <link rel=\"alternate\" type=\"text/html\" href=\"https://post.example/1\"/>\
             <author><name>Ada Byron</name><email>ada@post.example</email></author>\
             <issued>2004-03-12T08:29:29-04:00</issued><modified>2005-01-01T00:00:00Z</modified>\
             <summary>Short.</summary>\
             <content type=\"text/html\" mode=\"escaped\">&lt;p&gt;It rained.&lt;/p&gt;&lt;p&gt;Then it \
             snowed.&lt;/p&gt;</content></entry>",
        );
        let [one] = read.as_slice() else { panic!("{}", read.len()) };
        assert_eq!(one.text.as_str(), "Rain & snow\n\nIt rained.\n\nThen it snowed.");
        let facts = &one.facts;
        assert_eq!((facts.title.as_str(), facts.outlet.as_str()), ("Rain & snow", "The Morning Post"));
        assert_eq!((facts.author.as_str(), facts.language.as_str()), ("Ada Byron", "en"));
        assert_eq!(facts.published, "2004-03-12");
        assert_eq!(facts.address, "https://post.example/1");
    }

    #[test]
    fn content_of_atom_0_3_is_read_in_each_way_of_writing_it() {
        let entry = |content: &str| format!("<entry><title>A</title>{content}</entry>");
        let markup = "<content type=\"application/xhtml+xml\" mode=\"xml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">\
                      <p>One.</p><p>Two <b>bold</b>.</p></div></content>";
        let prefixed = "<content type=\"application/xhtml+xml\"><x:div xmlns:x=\"http://www.w3.org/1999/xhtml\">\
                        <x:p>One.</x:p><x:p>Two <x:b>bold</x:b>.</x:p></x:div></content>";
        let packed =
            "<content type=\"text/html\" mode=\"base64\">PHA+T25lLjwvcD48cD5Ud28gPGI+Ym9sZDwvYj4uPC9wPg==</content>";
        let plain = "<content type=\"text/plain\">One.\n\nTwo bold.</content>";
        let all = [markup, prefixed, packed, plain].map(entry).concat();
        let texts: Vec<String> = read(&all).iter().map(|one| one.text.as_str().to_owned()).collect();
        assert_eq!(texts, ["A\n\nOne.\n\nTwo bold."; 4]);
    }
}
