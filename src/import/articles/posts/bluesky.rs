//! Posts of Bluesky, as its interface lists them in JSON: records, feeds, results of a search, threads. Repositories (`.car`)
//! are not read.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    super::format::{Body, Format, Input, OWN_READER},
    items::Seen,
    post::Post,
    reading::{Reading, Taken, list, seconds, text},
    rich::Rich,
};
use crate::{
    import::{error::ImportError, markup},
    model::RunKind,
};

/// Posts of Bluesky.
pub(crate) const BLUESKY: Format = Format {
    name: "bluesky",
    extensions: &["json"],
    cannot_hold: "media, repositories (.car)",
    reader: OWN_READER,
    read,
};

const OUTLET: &str = "Bluesky";
/// What a record is that is a post.
const POST: &str = "app.bsky.feed.post";
/// Lists of posts, and threads.
const LISTS: [&str; 4] = ["records", "feed", "posts", "thread"];

/// Whether a file lists posts of Bluesky.
pub(crate) fn is_bluesky(bytes: &[u8]) -> bool {
    let has = |words: &str| memchr::memmem::find(bytes, words.as_bytes()).is_some();
    has("\"app.bsky.feed.post\"") && has("\"$type\"") && has("\"createdAt\"")
}

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let decoded = markup::json(input.bytes, input.encoding)?;
    let (mut reading, mut known) = (Reading::default(), BTreeSet::new());
    reading.read(&decoded.text, &LISTS, |reading, event| match event {
        Seen::Item(item) => item_of(reading, &item, &mut known),
        Seen::Named(..) | Seen::End => {}
    })?;
    reading.finish(&decoded, input.threads, None)
}

/// Takes an item of a list: a post, a post in a feed, or a thread with what comes before and after it.
fn item_of(reading: &mut Reading, item: &Value, known: &mut BTreeSet<String>) {
    let is_thread =
        text(item, "$type").ends_with("#threadViewPost") || item.get("replies").is_some_and(Value::is_array);
    if !is_thread {
        let post = item.get("post").unwrap_or(item);
        reading.take(taken(post, known));
        return;
    }
    // JSON that is read is not nested deeper than 128 levels.
    item.get("parent").into_iter().for_each(|parent| item_of(reading, parent, known));
    item.get("post").into_iter().for_each(|post| reading.take(taken(post, known)));
    list(item, "replies").iter().for_each(|reply| item_of(reading, reply, known));
}

/// A post: a record, a record with its address, or a view of one.
fn taken(post: &Value, known: &mut BTreeSet<String>) -> Taken {
    let record = ["record", "value"].into_iter().find_map(|name| post.get(name)).unwrap_or(post);
    if text(record, "$type") != POST || record.get("text").is_none() {
        return Taken::NotPost;
    }
    let address = text(post, "uri");
    if !address.is_empty() && !known.insert(address.to_owned()) {
        return Taken::Again;
    }
    let (words, runs) = rich(record).finish();
    if words.is_empty() {
        return Taken::WithoutText;
    }
    let author = post.get("author").unwrap_or(&Value::Null);
    let (did, key) = address.strip_prefix("at://").and_then(|rest| rest.split_once('/')).unwrap_or_default();
    let key = key.rsplit('/').next().unwrap_or_default();
    let handle = Some(text(author, "handle")).filter(|handle| !handle.is_empty());
    let name = Some(text(author, "displayName")).filter(|name| !name.trim().is_empty());
    let named = name.map(str::to_owned).or_else(|| handle.map(|handle| format!("@{handle}")));
    let profile = handle.unwrap_or(did);
    let languages = list(record, "langs");
    let stated = text(record, "createdAt");
    let mut own = Post {
        key: address.to_owned(),
        parent: record.pointer("/reply/parent/uri").and_then(Value::as_str).unwrap_or_default().to_owned(),
        author: named.unwrap_or_default(),
        account: did.to_owned(),
        outlet: OUTLET.to_owned(),
        address: if key.is_empty() { String::new() } else { web_address(profile, key) },
        language: languages.first().filter(|_| languages.len() == 1).and_then(Value::as_str).unwrap_or("").to_owned(),
        stated: stated.to_owned(),
        moment: seconds(stated),
        text: words,
        runs,
        ..Post::default()
    };
    own.field("account", profile);
    own.field("in reply to", web_address_of(&own.parent));
    for (name, field) in
        [("likeCount", "likes"), ("repostCount", "shares"), ("replyCount", "replies"), ("quoteCount", "quotes")]
    {
        let count = post.get(name).and_then(Value::as_u64);
        own.field(field, count.map(|count| count.to_string()).unwrap_or_default());
    }
    embedded(&mut own, record);
    Taken::Post(Box::new(own))
}

/// What is embedded in a post besides its words: a link, what it quotes, what its images show.
fn embedded(post: &mut Post, record: &Value) {
    let find = |paths: &[&str]| paths.iter().find_map(|path| record.pointer(path)?.as_str()).unwrap_or_default();
    post.field("link", find(&["/embed/external/uri", "/embed/media/external/uri"]));
    post.field("quoted post", web_address_of(find(&["/embed/record/record/uri", "/embed/record/uri"])));
    let images = ["/embed/images", "/embed/media/images"].into_iter().find_map(|path| record.pointer(path)?.as_array());
    let described = images.into_iter().flatten().map(|image| text(image, "alt")).filter(|alt| !alt.trim().is_empty());
    post.field("image descriptions", described.collect::<Vec<_>>().join("; "));
}

/// The words of a record; its facets count bytes.
fn rich(record: &Value) -> Rich {
    let words = text(record, "text");
    let place = |facet: &Value, name: &str| usize::try_from(facet.get("index")?.get(name)?.as_u64()?).ok();
    let link = |facet: &Value| {
        list(facet, "features")
            .iter()
            .map(|feature| text(feature, "uri"))
            .find(|uri| !uri.is_empty())
            .map(str::to_owned)
    };
    let facets = list(record, "facets").iter();
    let mut links: Vec<(usize, usize, String)> =
        facets.filter_map(|facet| Some((place(facet, "byteStart")?, place(facet, "byteEnd")?, link(facet)?))).collect();
    links.sort();
    let (mut rich, mut here) = (Rich::default(), 0);
    for (start, end, address) in links {
        // Facets that do not lie on characters, or on each other, are none.
        if start < here || words.get(start..end).is_none() {
            continue;
        }
        rich.push(words.get(here..start).unwrap_or_default());
        rich.push_as(words.get(start..end).unwrap_or_default(), Some(RunKind::Link(address)));
        here = end;
    }
    rich.push(words.get(here..).unwrap_or_default());
    rich
}

fn web_address(profile: &str, key: &str) -> String {
    format!("https://bsky.app/profile/{profile}/post/{key}")
}

/// The web address of a post by its own (`at://did:plc:…/app.bsky.feed.post/…`); empty where it is none.
fn web_address_of(address: &str) -> String {
    let parts = address.strip_prefix("at://").and_then(|rest| rest.split_once('/'));
    let post = parts.and_then(|(did, rest)| Some((did, rest.strip_prefix(POST)?.strip_prefix('/')?)));
    post.map(|(did, key)| web_address(did, key)).unwrap_or_default()
}
