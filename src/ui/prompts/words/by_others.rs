//! What the list says of what others did to one's marks.

use crate::{
    model::Time,
    text::{day_in_words, grouped},
};

pub(in crate::ui::prompts) const BY_OTHERS: &str = "Changes to your marks";
pub(in crate::ui::prompts) const NO_NEWS: &str =
    "Nobody has changed, deleted or decided about your marks since you last looked.";
pub(in crate::ui::prompts) const BY_OTHERS_EXPLAINED: &str =
    "What others changed, deleted or decided about your marks. “Understood” takes it off this list.";
pub(in crate::ui::prompts) const CHANGED: &str = "Changed";
pub(in crate::ui::prompts) const DELETED: &str = "Deleted";
pub(in crate::ui::prompts) const DECIDED_NONE: &str = "Decided: none of the marks holds";
pub(in crate::ui::prompts) const DECIDED_ALL: &str = "Decided: all of the marks hold";
pub(in crate::ui::prompts) const DECIDED_EDITED: &str = "Decided: an edited mark holds";
pub(in crate::ui::prompts) const DECIDED_YOURS: &str = "Decided: your mark holds";
pub(in crate::ui::prompts) const DECIDED_OTHER: &str = "Decided: another mark holds";
pub(in crate::ui::prompts) const BEFORE: &str = "Yours";
pub(in crate::ui::prompts) const NOW: &str = "Now";
pub(in crate::ui::prompts) const REASON: &str = "Reason";
pub(in crate::ui::prompts) const NOT_KEPT: &str = "not kept on this computer";
pub(in crate::ui::prompts) const NOTHING: &str = "no mark";
pub(in crate::ui::prompts) const UNDERSTOOD: &str = "Understood";

pub(in crate::ui::prompts) fn understood_all(count: usize) -> String {
    format!("Understood, all {}", grouped(count))
}

/// What happened, by whom, when, and in which article.
pub(in crate::ui::prompts) fn happened(what: &str, by: Option<&str>, at: Option<Time>, title: &str) -> String {
    let by = by.map(|by| format!("by {by}"));
    let at = at.map(|at| day_in_words(&at.to_string()));
    let who: Vec<String> = by.into_iter().chain(at).collect();
    [&[what.to_owned()][..], &who, &[format!("“{title}”")]].concat().join(", ")
}

pub(in crate::ui::prompts) fn labelled(label: &str, told: &str) -> String {
    format!("{label}: {told}")
}

/// A text without its beginning.
pub(in crate::ui::prompts) fn goes_on(text: &str) -> String {
    format!("…{text}")
}

/// A mark: its tag, its words, whom it names, its note.
pub(in crate::ui::prompts) fn known_mark(tag: &str, words: &str, entity: Option<&str>, note: &str) -> String {
    let entity = entity.map(|entity| format!(" = {entity}")).unwrap_or_default();
    let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
    format!("{tag} “{words}”{entity}{note}")
}
