//! What articles and their files are called, in one spelling.

use unicode_normalization::UnicodeNormalization;

use crate::model::Article;

/// What files may call an article: its title, its file with and without folders and ending.
pub(super) fn names_of(article: &Article) -> impl Iterator<Item = String> {
    let names = std::iter::once(folded(&article.facts.title)).chain(stems_of(&article.source.name));
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().into_iter()
}

/// The name of a file as it is, without folders, without its ending, and with no signs but those that all systems allow in
/// names.
pub(super) fn stems_of(name: &str) -> impl Iterator<Item = String> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, ending)| if is_ending(ending) { stem } else { file });
    let safe: String = stem.nfc().map(|c| if c.is_alphanumeric() || "-_".contains(c) { c } else { '_' }).collect();
    let names = [folded(name), folded(file), folded(stem), folded(safe.trim_matches('_'))];
    names.into_iter().filter(|name| !name.is_empty())
}

/// Whether what stands behind a dot is the ending of a file, and not a part of a title.
fn is_ending(ending: &str) -> bool {
    (1..=10).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric())
}

/// A name as it is compared: composed, in small letters, with single spaces.
pub(super) fn folded(name: &str) -> String {
    let composed: String = name.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
