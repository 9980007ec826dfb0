//! The title that is proposed for a text.

/// A proposed title is cut at this many characters.
pub(super) const LONGEST_TITLE: usize = 300;

/// The first line with anything in it: what a title is proposed from.
pub(super) fn first_line(text: &str) -> String {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().chars().take(LONGEST_TITLE).collect()
}
