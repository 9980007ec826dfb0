//! Formats whose files share their endings with other formats, and are told by what they hold.

use super::{
    format::Format,
    posts::{BLUESKY, MASTODON, TELEGRAM, X, is_bluesky, is_mastodon, is_telegram, is_x},
    talk::{CAPTIONS, TRANSCRIPT, is_captions, is_transcript},
};
use crate::import::ending::ending;

/// Whether bytes are of a format.
type Test = fn(&[u8]) -> bool;

/// Formats that nothing else may read what is theirs, annotations included; the first that a file is of reads it.
const FIRST: &[(&[&str], Test, &Format)] = &[
    (&["json"], is_telegram, &TELEGRAM),
    (&["json"], is_mastodon, &MASTODON),
    (&["json"], is_bluesky, &BLUESKY),
    (&["js"], is_x, &X),
];

/// Formats that a text may be of, where it is of none of annotations.
const TEXTS: &[(&[&str], Test, &Format)] =
    &[(&["txt", "text", ""], is_captions, &CAPTIONS), (&["txt", "text", ""], is_transcript, &TRANSCRIPT)];

/// The format that a file is of before anything else, by its ending and what it holds.
pub fn told_first(name: &str, bytes: &[u8]) -> Option<&'static Format> {
    find(FIRST, name, bytes)
}

/// The format that a file is of by what it holds.
pub(super) fn told(name: &str, bytes: &[u8]) -> Option<&'static Format> {
    told_first(name, bytes).or_else(|| find(TEXTS, name, bytes))
}

/// Whether a format is known by what its files hold alone.
pub(super) fn is_told(format: &Format) -> bool {
    FIRST.iter().chain(TEXTS).any(|(endings, _, other)| {
        other.name == format.name && format.extensions.iter().all(|ending| endings.contains(ending))
    })
}

fn find(formats: &'static [(&[&str], Test, &'static Format)], name: &str, bytes: &[u8]) -> Option<&'static Format> {
    let ending = ending(name);
    let is_of = |(endings, is, _): &&(&[&str], Test, &'static Format)| endings.contains(&&*ending) && is(bytes);
    formats.iter().find(is_of).map(|(_, _, format)| *format)
}
