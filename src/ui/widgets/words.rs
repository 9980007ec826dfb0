//! What the pieces that several panels share say.

use crate::text::grouped;

/// The button that closes a dialog without an answer.
pub(super) const CANCEL: &str = "Cancel";

/// The line that narrows a list in a menu, for screen readers.
pub(super) const FILTER_CHOICES: &str = "Filter list";
/// What stands in that line until something is typed.
pub(in crate::ui) const TYPE_TO_FILTER: &str = "Type to filter";
/// How many rows of a list are not shown.
pub(super) fn more(count: usize) -> String {
    format!("{} more. Filter to see them.", grouped(count))
}

/// Over a form that was cancelled with something typed into it.
pub(super) const TYPED_BEFORE: &str = "This is what you typed before.";
pub(super) const START_OVER: &str = "Start over";

/// How many marks a tag has, here and in all articles.
pub(super) fn tag_counts(here: usize, everywhere: usize) -> String {
    format!("{} in this article · {} in all articles", grouped(here), grouped(everywhere))
}

/// An example of what a tag is for.
pub(super) fn example(text: &str) -> String {
    format!("Example: {text}")
}

/// An example of what a tag is not for.
pub(super) fn counterexample(text: &str) -> String {
    format!("Not this: {text}")
}
