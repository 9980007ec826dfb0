//! The posts of a file as they are read, and what is told of those that were not.

use serde_json::Value;

use super::{
    super::{
        counted::Counted,
        format::{Body, Threads, decoded_together},
        words::Warning,
    },
    items::{Seen, items},
    post::{Post, articles},
    words::PostsDoubt,
};
use crate::import::{encoding::Decoded, error::ImportError};

/// What a record is.
pub(super) enum Taken {
    Post(Box<Post>),
    /// A post without words.
    WithoutText,
    /// A post that passes on what the file does not hold.
    Repost,
    /// What happened in a chat.
    Happening,
    /// No post, or a damaged one.
    NotPost,
    /// A post that was read before.
    Again,
}

/// The posts of a file as they are read.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) posts: Vec<Post>,
    records: usize,
    without_text: usize,
    reposts: usize,
    /// How many posts are those of others, as far as these were kept.
    pub(super) reposts_cut: usize,
    events: usize,
    not_posts: Counted,
    damage: Option<String>,
}

impl Reading {
    /// Reads JSON; items stand in a list that is all of it, or under these names.
    pub(super) fn read(
        &mut self,
        json: &str,
        names: &[&str],
        mut see: impl FnMut(&mut Self, Seen<'_>),
    ) -> Result<(), ImportError> {
        let Err(error) = items(json, names, |event| see(self, event)) else { return Ok(()) };
        if self.posts.is_empty() {
            return Err(ImportError::NotJson(error.to_string()));
        }
        self.damage = Some(error.to_string());
        Ok(())
    }

    /// Takes a record.
    pub(super) fn take(&mut self, taken: Taken) {
        self.records += 1;
        match taken {
            Taken::Post(post) if post.text.trim().is_empty() => self.without_text += 1,
            Taken::Post(post) => self.posts.push(*post),
            Taken::WithoutText => self.without_text += 1,
            Taken::Repost => self.reposts += 1,
            Taken::Happening => self.events += 1,
            Taken::NotPost => self.not_posts.add(self.records),
            Taken::Again => {}
        }
    }

    /// The articles of all posts.
    pub(super) fn finish(
        self,
        decoded: &Decoded<'_>,
        threads: Threads,
        gap: Option<i64>,
    ) -> Result<Vec<Body>, ImportError> {
        let mut bodies = articles(self.posts, threads, gap);
        let counted = [
            (self.without_text, PostsDoubt::WithoutText as fn(usize) -> PostsDoubt),
            (self.reposts, PostsDoubt::Reposts),
            (self.reposts_cut, PostsDoubt::RepostsCut),
            (self.events, PostsDoubt::Events),
        ];
        let doubts = counted.into_iter().filter(|(count, _)| *count > 0).map(|(count, doubt)| doubt(count));
        let bad = Some(self.not_posts).filter(|records| records.count > 0).map(PostsDoubt::NotPosts);
        let doubts = doubts.chain(bad).chain(self.damage.map(PostsDoubt::Damaged)).map(Warning::Posts);
        match bodies.first_mut() {
            Some(first) => first.warnings.extend(doubts),
            None => return Err(ImportError::NoPosts),
        }
        Ok(decoded_together(bodies, decoded.encoding, &decoded.doubts))
    }
}

/// A text under a name; empty where there is none.
pub(super) fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A text or a number under a name, in words.
pub(super) fn words(value: &Value, name: &str) -> String {
    match value.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => String::new(),
    }
}

/// The items of a list under a name.
pub(super) fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Seconds since 1970 of a moment as ISO 8601 writes it, in universal time where it states no zone.
pub(super) fn seconds(iso: &str) -> Option<i64> {
    let zoned = iso.parse::<jiff::Timestamp>().ok();
    zoned.or_else(|| format!("{iso}Z").parse().ok()).map(jiff::Timestamp::as_second)
}
