//! Posts as X archives them for their author, who was on Twitter before (`tweets.js`).

use serde_json::Value;

use super::{
    super::{
        format::{Body, Format, Input, OWN_READER},
        talk::decoded as with_signs,
        words::Step,
    },
    items::Seen,
    post::Post,
    reading::{Reading, Taken, list, seconds, text, words},
    rich::Rich,
};
use crate::{
    import::{error::ImportError, markup},
    model::RunKind,
};

/// Posts of X.
pub(crate) const X: Format = Format {
    name: "x",
    extensions: &["js"],
    cannot_hold: "media, polls, posts that are quoted",
    reader: OWN_READER,
    read,
};

const OUTLET: &str = "X";
/// What a file of an archive begins with.
const OPENING: &str = "window.YTD.";
/// Parts of an archive that hold posts.
const PARTS: [&str; 5] = ["tweets", "tweet", "deleted_tweets", "community_tweet", "note_tweet"];
/// How far the beginning of a file is looked at, in bytes.
const HEAD: usize = 200;

/// Whether a file is one of an archive that holds posts.
pub(crate) fn is_x(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..HEAD.min(bytes.len())).unwrap_or_default());
    let part = head.trim_start_matches('\u{FEFF}').trim_start().strip_prefix(OPENING);
    part.and_then(|part| part.split(['.', ' ', '=']).next()).is_some_and(|part| PARTS.contains(&part))
}

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let decoded = markup::json(input.bytes, input.encoding)?;
    let text = decoded.text.trim_start_matches('\u{FEFF}').trim_start();
    let json = if text.starts_with(OPENING) { text.split_once('=').map_or("", |(_, json)| json) } else { text };
    let json = json.trim_end().trim_end_matches(';');
    let (mut reading, mut name) = (Reading::default(), String::new());
    reading.read(json, &[], |reading, event| match event {
        Seen::Item(item) => {
            let tweet = item.get("tweet").unwrap_or(&item);
            if name.is_empty() {
                name = own_name(tweet).unwrap_or_default();
            }
            let post = item.get("noteTweet").map_or_else(|| taken(tweet), long);
            reading.reposts_cut += usize::from(matches!(&post, Taken::Post(post) if post.is_passed_on));
            reading.take(post);
        }
        Seen::Named(..) | Seen::End => {}
    })?;
    for post in &mut reading.posts {
        describe(post, &name);
    }
    let mut bodies = reading.finish(&decoded, input.threads, None)?;
    bodies.iter_mut().for_each(|body| body.steps.push(Step::LinksExpanded.to_string()));
    Ok(bodies)
}

/// Tells who wrote a post, for an archive holds those of one account, and what that passes on.
fn describe(post: &mut Post, name: &str) {
    if !name.is_empty() && !post.is_passed_on {
        post.author = format!("@{name}");
    }
    if !post.address.is_empty() {
        let name = if name.is_empty() { "i/web" } else { name };
        post.address = format!("https://x.com/{name}/status/{}", post.address);
    }
}

/// The name of the account, which an archive tells in the addresses of its own media alone.
fn own_name(tweet: &Value) -> Option<String> {
    let id = text(tweet, "id_str");
    let media = ["/extended_entities/media", "/entities/media"].into_iter().filter_map(|path| tweet.pointer(path));
    let addresses = media.filter_map(Value::as_array).flatten().map(|media| text(media, "expanded_url"));
    let name = |address: &str| {
        let (_, path) = address.split_once(".com/")?;
        let (name, rest) = path.split_once("/status/")?;
        (!id.is_empty() && rest.split('/').next() == Some(id)).then(|| name.to_owned())
    };
    let mut addresses = addresses;
    addresses.find_map(name)
}

/// A post.
fn taken(tweet: &Value) -> Taken {
    let words_of = ["full_text", "text"].into_iter().find_map(|name| tweet.get(name)?.as_str());
    let Some(full) = words_of else { return Taken::NotPost };
    let media = list(tweet.get("entities").unwrap_or(&Value::Null), "media");
    let links = list(tweet.get("entities").unwrap_or(&Value::Null), "urls");
    let shown = |short: &str| {
        let link = links.iter().find(|link| text(link, "url") == short).map(|link| text(link, "expanded_url"));
        // Pictures are linked at the end of the text, where nobody sees it.
        link.or_else(|| media.iter().any(|media| text(media, "url") == short).then_some(""))
    };
    let (words_of_post, runs) = rich(full, shown).finish();
    if words_of_post.is_empty() {
        return Taken::WithoutText;
    }
    let id = Some(words(tweet, "id_str")).filter(|id| !id.is_empty()).unwrap_or_else(|| words(tweet, "id"));
    let stated = moment(text(tweet, "created_at"));
    let mut post = Post {
        key: id.clone(),
        parent: words(tweet, "in_reply_to_status_id_str"),
        outlet: OUTLET.to_owned(),
        address: id,
        language: language(text(tweet, "lang")),
        moment: seconds(&stated),
        stated,
        text: words_of_post,
        runs,
        ..Post::default()
    };
    let replied = text(tweet, "in_reply_to_screen_name");
    post.field("in reply to", if replied.is_empty() { String::new() } else { format!("@{replied}") });
    if let Some(name) = reposted(full) {
        post.author = format!("@{name}");
        post.account.clone_from(&post.author);
        post.is_passed_on = true;
        post.field("repost of", post.author.clone());
    }
    post.field("likes", words(tweet, "favorite_count"));
    post.field("shares", words(tweet, "retweet_count"));
    Taken::Post(Box::new(post))
}

/// Whose words a post passes on: `RT @reuters: …`.
fn reposted(full: &str) -> Option<&str> {
    let (name, _) = full.strip_prefix("RT @")?.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then_some(name)
}

/// A long post, which an archive keeps in full in a file of its own; which short one it is of is not stated.
fn long(note: &Value) -> Taken {
    let core = note.get("core").unwrap_or(&Value::Null);
    let Some(full) = core.get("text").and_then(Value::as_str) else { return Taken::NotPost };
    let links = list(core, "urls");
    let shown =
        |short: &str| links.iter().find(|link| text(link, "shortUrl") == short).map(|link| text(link, "expandedUrl"));
    let (words, runs) = rich(full, shown).finish();
    let stated = text(note, "createdAt");
    let post = Post {
        key: format!("note {}", text(note, "noteTweetId")),
        outlet: OUTLET.to_owned(),
        stated: stated.to_owned(),
        moment: seconds(stated),
        text: words,
        runs,
        ..Post::default()
    };
    Taken::Post(Box::new(post))
}

/// A text in which links stand in full that were shortened. `shown` is what stands for a short one: nothing for a picture's.
fn rich<'l>(full: &str, shown: impl Fn(&str) -> Option<&'l str>) -> Rich {
    const SHORT: &str = "https://t.co/";
    let (mut rich, mut rest) = (Rich::default(), full);
    while let Some((before, from)) = rest.find(SHORT).and_then(|at| rest.split_at_checked(at)) {
        rich.push(&with_signs(before));
        let key = from.get(SHORT.len()..).unwrap_or_default();
        let length = SHORT.len() + key.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (short, after) = from.split_at_checked(length).unwrap_or((from, ""));
        let address = shown(short).unwrap_or(short);
        rich.push_as(address, Some(RunKind::Link(address.to_owned())).filter(|_| !address.is_empty()));
        rest = after;
    }
    rich.push(&with_signs(rest));
    rich
}

/// A moment (`Wed Oct 10 20:19:24 +0000 2018`) as ISO 8601 writes it; another as it stands.
fn moment(stated: &str) -> String {
    let read = jiff::fmt::strtime::parse("%a %b %d %H:%M:%S %z %Y", stated).and_then(|time| time.to_timestamp());
    read.map_or_else(|_| stated.to_owned(), |time| time.to_string())
}

/// The language of a post by its code; empty for codes that say there is none, as for pictures alone.
fn language(code: &str) -> String {
    match code {
        "und" | "zxx" | "art" => String::new(),
        "in" => "id".to_owned(),
        "iw" => "he".to_owned(),
        code if code.len() == 3 && code.starts_with('q') => String::new(),
        code => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_passed_on_are_those_of_others() {
        for (full, name) in [
            ("RT @reuters: It rains", Some("reuters")),
            ("RT @a_b1:", Some("a_b1")),
            ("RT @ all: now", None),
            ("RT @reuters", None),
            ("So RT @reuters: It rains", None),
        ] {
            assert_eq!(reposted(full), name, "{full}");
        }
        let own = r#"{"tweet":{"id_str":"1","full_text":"It rains","extended_entities":{"media":[
            {"url":"","expanded_url":"https://x.com/anna/status/1/photo/1"}]}}}"#;
        let js = format!(
            r#"window.YTD.tweets.part0 = [{own},{{"tweet":{{"id_str":"2","full_text":"RT @reuters: It ra…"}}}}]"#
        );
        let all = crate::import::articles("tweets.js", js.as_bytes(), None).unwrap();
        assert_eq!(all.iter().map(|one| one.facts.author.as_str()).collect::<Vec<_>>(), ["@anna", "@reuters"]);
        assert!(all[0].warnings.iter().any(|warning| warning.contains("1 repost (RT)")), "{:?}", all[0].warnings);
    }
}
