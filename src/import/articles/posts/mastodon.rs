//! Posts as Mastodon archives them (`outbox.json`), and other programs of ActivityPub.

use serde_json::Value;

use super::{
    super::format::{Body, Format, Input, OWN_READER},
    items::Seen,
    markup::push_html,
    post::Post,
    reading::{Reading, Taken, list, seconds, text},
    rich::Rich,
};
use crate::{
    import::{error::ImportError, markup},
    model::RunKind,
};

/// Posts of Mastodon.
pub(crate) const MASTODON: Format = Format {
    name: "mastodon",
    extensions: &["json"],
    cannot_hold: "media, posts of others that were shared",
    reader: OWN_READER,
    read,
};

const OUTLET: &str = "Mastodon";
/// Who everybody is.
const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
/// What is posted.
const POSTED: [&str; 4] = ["Note", "Article", "Question", "Page"];

/// Whether a file is an outbox.
pub(crate) fn is_mastodon(bytes: &[u8]) -> bool {
    let has = |words: &str| memchr::memmem::find(bytes, words.as_bytes()).is_some();
    has("\"orderedItems\"") && has("OrderedCollection") && has("www.w3.org/ns/activitystreams")
}

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let decoded = markup::json(input.bytes, input.encoding)?;
    let mut reading = Reading::default();
    reading.read(&decoded.text, &["orderedItems"], |reading, event| match event {
        Seen::Item(activity) => reading.take(taken(&activity).unwrap_or(Taken::NotPost)),
        Seen::Named(..) | Seen::End => {}
    })?;
    reading.finish(&decoded, input.threads, None)
}

/// An activity; `None` if it cannot be read.
fn taken(activity: &Value) -> Option<Taken> {
    let object = match text(activity, "type") {
        "Create" | "Update" => activity.get("object")?,
        "Announce" => return Some(Taken::Repost),
        kind if POSTED.contains(&kind) => activity,
        _ => return None,
    };
    if !POSTED.contains(&text(object, "type")) {
        return None;
    }
    let mut rich = Rich::default();
    let heading = Some(text(object, "name")).filter(|name| !name.is_empty());
    heading.into_iter().for_each(|name| rich.push_as(name, Some(RunKind::Heading(1))));
    for (name, is_html) in [("summary", false), ("content", true)] {
        rich.below(2);
        if is_html {
            push_html(&mut rich, text(object, name)).ok()?;
        } else {
            rich.push(text(object, name));
        }
    }
    for choice in list(object, "oneOf").iter().chain(list(object, "anyOf")) {
        rich.below(1);
        rich.push_as(text(choice, "name"), Some(RunKind::Item));
    }
    let (words, runs) = rich.finish();
    let address = Some(text(object, "url")).filter(|url| !url.is_empty()).unwrap_or(text(object, "id"));
    let account = Some(text(object, "attributedTo")).filter(|by| !by.is_empty()).unwrap_or(text(activity, "actor"));
    let stated = Some(text(object, "published")).filter(|date| !date.is_empty()).unwrap_or(text(activity, "published"));
    let mut post = Post {
        key: text(object, "id").to_owned(),
        parent: text(object, "inReplyTo").to_owned(),
        author: handle(account, text(object, "url")),
        account: account.to_owned(),
        outlet: OUTLET.to_owned(),
        address: address.to_owned(),
        language: language(object),
        stated: stated.to_owned(),
        moment: seconds(stated),
        text: words,
        runs,
        ..Post::default()
    };
    post.field("in reply to", text(object, "inReplyTo"));
    post.field("visibility", visibility(activity, object));
    for (name, field) in [("likes", "likes"), ("shares", "shares"), ("replies", "replies")] {
        let count = object.get(name).and_then(|all| all.get("totalItems")?.as_u64());
        post.field(field, count.map(|count| count.to_string()).unwrap_or_default());
    }
    let described = list(object, "attachment").iter().map(|media| text(media, "name")).filter(|name| !name.is_empty());
    post.field("image descriptions", described.collect::<Vec<_>>().join("; "));
    Some(if post.text.is_empty() { Taken::WithoutText } else { Taken::Post(Box::new(post)) })
}

/// The language that a post is in, if it states one alone.
fn language(object: &Value) -> String {
    let languages = object.get("contentMap").and_then(Value::as_object);
    let mut languages = languages.into_iter().flat_map(|all| all.keys());
    match (languages.next(), languages.next()) {
        (Some(language), None) => language.clone(),
        _ => String::new(),
    }
}

/// `@anna@example.social` of `https://example.social/users/anna`; where an account is a number, its name stands in the
/// address of the `post` (`https://example.social/@anna/1`).
fn handle(account: &str, post: &str) -> String {
    let Ok(address) = url::Url::parse(account) else { return account.to_owned() };
    let name = address.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let named = url::Url::parse(post).ok().filter(|post| is_number && post.host_str() == address.host_str());
    let named = named.and_then(|post| Some(post.path_segments()?.find_map(|part| part.strip_prefix('@'))?.to_owned()));
    let name = named.as_deref().filter(|name| !name.is_empty()).unwrap_or(name);
    match address.host_str() {
        Some(host) if !name.is_empty() => format!("@{}@{host}", name.trim_start_matches('@')),
        Some(_) | None => account.to_owned(),
    }
}

/// Who may read a post.
fn visibility(activity: &Value, object: &Value) -> &'static str {
    let names = |field: &str| {
        let to = [activity, object].into_iter().filter_map(|value| value.get(field));
        let all = to.flat_map(|to| to.as_array().map_or(std::slice::from_ref(to), Vec::as_slice));
        all.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    let (to, copied) = (names("to"), names("cc"));
    let is_public = |name: &String| matches!(name.as_str(), PUBLIC | "as:Public" | "Public");
    if to.iter().any(is_public) {
        "public"
    } else if copied.iter().any(is_public) {
        "unlisted"
    } else if to.iter().any(|name| name.ends_with("/followers")) {
        "followers"
    } else if to.is_empty() {
        ""
    } else {
        "direct"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_named() {
        let handle = |account| handle(account, "https://example.social/@anna/1");
        assert_eq!(handle("https://example.social/users/ben"), "@ben@example.social");
        assert_eq!(handle("https://example.social/ap/users/116"), "@anna@example.social");
        assert_eq!(handle("https://example.org/ap/users/116"), "@116@example.org");
        assert_eq!(handle("somebody"), "somebody");
    }
}
