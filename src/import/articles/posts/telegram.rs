//! Chats and channels as Telegram Desktop exports them (`result.json`).

use serde_json::Value;

use super::{
    super::format::{Body, Format, Input, OWN_READER},
    items::Seen,
    post::Post,
    reading::{Reading, Taken, list, seconds, text, words},
    rich::Rich,
};
use crate::{
    import::{error::ImportError, markup},
    model::RunKind,
};

/// Messages of Telegram.
pub(crate) const TELEGRAM: Format = Format {
    name: "telegram",
    extensions: &["json"],
    cannot_hold: "media, service messages, who reacted",
    reader: OWN_READER,
    read,
};

/// A channel that replies to itself after more than a day tells another story, in seconds.
const DAY: i64 = 86_400;

/// Whether a file is such an export.
pub(crate) fn is_telegram(bytes: &[u8]) -> bool {
    let has = |words: &str| memchr::memmem::find(bytes, words.as_bytes()).is_some();
    let is_message = has("\"type\": \"message\"") || has("\"type\":\"message\"");
    has("\"messages\"") && is_message && has("\"date\"") && has("\"text\"") && (has("\"from\"") || has("\"from_id\""))
}

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let decoded = markup::json(input.bytes, input.encoding)?;
    let (mut reading, mut chat, mut first, mut number) = (Reading::default(), Chat::default(), 0, 0);
    reading.read(&decoded.text, &["messages"], |reading, event| match event {
        Seen::Named("name", Value::String(name)) => chat.name = name,
        Seen::Named("type", Value::String(kind)) => chat.kind = kind,
        Seen::Named("id", id) => chat.id = id.to_string(),
        Seen::Named(..) => {}
        Seen::Item(message) => reading.take(taken(&message, number)),
        Seen::End => {
            let chat = std::mem::take(&mut chat);
            reading.posts.iter_mut().skip(first).for_each(|post| chat.describe(post));
            first = reading.posts.len();
            number += 1;
        }
    })?;
    // Of a file that is cut off, the last chat has no end.
    reading.posts.iter_mut().skip(first).for_each(|post| chat.describe(post));
    reading.finish(&decoded, input.threads, Some(DAY))
}

/// A chat or channel.
#[derive(Default)]
struct Chat {
    name: String,
    kind: String,
    id: String,
}

impl Chat {
    /// Tells where a message stands.
    fn describe(&self, post: &mut Post) {
        self.name.clone_into(&mut post.outlet);
        // What nobody but its members can read has no address.
        let is_linked = self.kind.ends_with("_channel") || self.kind.ends_with("_supergroup");
        if is_linked && !self.id.is_empty() {
            post.address = format!("https://t.me/c/{}/{}", self.id, post.address);
        } else {
            post.address.clear();
        }
    }
}

/// A message of the chat of this number; its address is its own number, as long as its chat is not known.
fn taken(message: &Value, chat: usize) -> Taken {
    match text(message, "type") {
        "message" => {}
        "service" => return Taken::Happening,
        _ => return Taken::NotPost,
    }
    let mut rich = Rich::default();
    let parts = ["text", "text_entities"].into_iter().filter_map(|name| message.get(name));
    let has_words = |part: &&Value| part.as_str().is_some_and(|text| !text.is_empty()) || part.is_array();
    match parts.filter(has_words).find(|part| part.as_array().is_none_or(|parts| !parts.is_empty())) {
        Some(Value::Array(parts)) => parts.iter().for_each(|part| push(&mut rich, part)),
        Some(part) => push(&mut rich, part),
        None => {}
    }
    if let Some(poll) = message.get("poll") {
        rich.below(2);
        rich.push(text(poll, "question"));
        for answer in list(poll, "answers") {
            rich.below(1);
            rich.push_as(text(answer, "text"), Some(RunKind::Item));
        }
    }
    let (words_of_post, runs) = rich.finish();
    if words_of_post.is_empty() {
        return Taken::WithoutText;
    }
    let id = words(message, "id");
    let from = text(message, "from");
    let account = text(message, "from_id");
    let signed = text(message, "author");
    let key = |id: String| if id.is_empty() { id } else { format!("{chat}:{id}") };
    let date = text(message, "date");
    // Numbers of messages are those of one chat.
    let replied = words(message, "reply_to_message_id");
    let elsewhere = words(message, "reply_to_peer_id");
    let forwarded = words(message, "forwarded_from");
    let is_passed_on = message.get("forwarded_from").is_some();
    let mut post = Post {
        key: key(id.clone()),
        parent: if elsewhere.is_empty() { key(replied.clone()) } else { String::new() },
        author: [forwarded.as_str(), signed, from].into_iter().find(|name| !name.is_empty()).unwrap_or("").to_owned(),
        account: [account, from].into_iter().find(|name| !name.is_empty()).unwrap_or("").to_owned(),
        is_passed_on,
        address: id,
        stated: date.to_owned(),
        moment: words(message, "date_unixtime").parse().ok().or_else(|| seconds(date)),
        text: words_of_post,
        runs,
        ..Post::default()
    };
    post.field("forwarded from", forwarded);
    post.field("in reply to", if elsewhere.is_empty() { replied } else { format!("{elsewhere} {replied}") });
    post.field("edited", words(message, "edited"));
    let reactions: u64 = list(message, "reactions").iter().filter_map(|reaction| reaction.get("count")?.as_u64()).sum();
    post.field("reactions", if reactions > 0 { reactions.to_string() } else { String::new() });
    Taken::Post(Box::new(post))
}

/// Adds a part of a message: words, or words that are something.
fn push(rich: &mut Rich, part: &Value) {
    let words = part.as_str().unwrap_or_else(|| text(part, "text"));
    let kind = match text(part, "type") {
        "bold" => Some(RunKind::Strong),
        "italic" => Some(RunKind::Emphasis),
        "blockquote" => Some(RunKind::Quote),
        "text_link" => Some(RunKind::Link(text(part, "href").to_owned())),
        "link" if words.contains("://") => Some(RunKind::Link(words.to_owned())),
        "link" => Some(RunKind::Link(format!("https://{words}"))),
        _ => None,
    };
    rich.push_as(words, kind);
}

#[cfg(test)]
mod tests {
    use crate::import::Reading;

    #[test]
    fn replies_to_other_chats_and_forwarded_words_stand_apart() {
        let message = |id: usize, more: &str| {
            format!(
                r#"{{"id":{id},"type":"message","date":"2023-01-01T10:00:0{id}","from":"C","from_id":"channel1","text":"Post {id}"{more}}}"#
            )
        };
        let messages = [
            message(1, ""),
            message(2, r#","reply_to_message_id":1"#),
            message(3, r#","reply_to_message_id":1,"reply_to_peer_id":"channel2""#),
            message(4, r#","reply_to_message_id":1,"forwarded_from":"D""#),
        ];
        let json = format!(r#"{{"name":"C","type":"public_channel","id":1,"messages":[{}]}}"#, messages.join(","));
        let all = crate::import::articles("result.json", json.as_bytes(), Reading::default()).unwrap();
        let read: Vec<(&str, &str)> = all.iter().map(|one| (one.text.as_str(), one.facts.author.as_str())).collect();
        assert_eq!(read, [("Post 1\n\nPost 2", "C"), ("Post 3", "C"), ("Post 4", "D")]);
        assert!(all[1].fields.contains(&("in reply to".to_owned(), "channel2 1".to_owned())), "{:?}", all[1].fields);
    }
}
