//! What the article view says.

use crate::{
    text::{grouped, plural, shortened},
    ui::widgets::on_one_line,
};

/// The name of the lines of text, for screen readers.
pub(super) const LINES: &str = "Lines";
/// The name of the list of tags, for screen readers.
pub(super) const TAG_LIST: &str = "Mark as";
/// The name of the list of choices, for screen readers.
pub(super) const CHOICES: &str = "Choices";
/// The head of the list of tags at selected words.
pub(super) const MARK_AS: &str = "Mark as…";
/// The head of the list of tags at a mark.
pub(super) const CHANGE_TO: &str = "Change to…";
/// The list of choices has none that fits.
pub(super) const NO_CHOICE: &str = "No matches. Words selected in the article are listed first.";
/// How to give an answer that is typed.
pub(super) const TYPE_ANSWER: &str = "Type an answer, then press Enter.";
/// Between parts that are told side by side.
const DOT: &str = " · ";

/// The name of the text, for screen readers.
pub(super) fn article_text(title: &str) -> String {
    format!("Article text: {title}")
}

/// A mark by its tag and its words.
pub(super) fn mark(tag: &str, words: &str) -> String {
    format!("{tag}: {words}")
}

/// The tooltip of a mark under the pointer: its tag, the name it mentions, its coder.
pub(super) fn mark_hint(tag: &str, name: Option<&str>, coder: &str) -> String {
    let parts: Vec<&str> = [Some(tag), name, Some(coder)].into_iter().flatten().collect();
    parts.join(DOT)
}

/// A page of the file that begins, in the margin.
pub(super) fn page(number: &str) -> String {
    format!("p. {number}")
}

/// Marks over some words that are not drawn, for there are too many: as screen readers say it, and as it stands in the margin.
pub(super) fn more_marks(count: usize) -> String {
    format!("{} here", plural(count, "more mark"))
}

pub(super) fn plus(count: usize) -> String {
    format!("+{}", grouped(count))
}

/// What a hint leaves out.
pub(super) fn and_more(count: usize) -> String {
    format!("and {} more", grouped(count))
}

/// A link was dropped beside every mark. `keys` link the words that are selected; empty when no keys do.
pub(super) fn dropped_beside_marks(keys: &str) -> String {
    if keys.is_empty() {
        "Drop the link on a mark. Words must be marked before a link can lead to them.".to_owned()
    } else {
        format!("Drop the link on a mark. To link words that aren't marked yet, press {keys} and select them.")
    }
}

/// The other end of a link that starts from the selected mark.
pub(super) fn link_to(kind: &str, end: &str) -> String {
    format!("{} {}", kind.to_lowercase(), on_one_line(end))
}

/// The other end of a link that leads to the selected mark.
pub(super) fn link_from(kind: &str, end: &str) -> String {
    format!("‹ {}: {}", kind.to_lowercase(), on_one_line(end))
}

/// The line that filters the list of tags, for screen readers.
pub(super) const FILTER_TAGS: &str = "Filter tags";
/// The line that filters what can be done with a mark, for screen readers.
pub(super) const FILTER_ACTIONS: &str = "Filter actions";
/// The list of what can be done with a mark, for screen readers.
pub(super) const MARK_MENU: &str = "Actions for mark";
/// Opens the list of tags for a mark.
pub(super) const CHANGE_TAG: &str = "Change tag…";
/// Makes a piece of a mark a mark of its own.
pub(super) const SPLIT_PIECE: &str = "Split off this piece";
/// Takes a piece of a mark away.
pub(super) const REMOVE_PIECE: &str = "Remove this piece";

/// What a list of tags is for; where there are many, how many, and how to find one.
pub(super) fn tags_to_filter(title: &str, tags: usize) -> String {
    const FEW: usize = 12;
    if tags > FEW { format!("{title} type to filter {}", plural(tags, "tag")) } else { title.to_owned() }
}

/// Selects a mark that lies under another.
pub(super) fn select_mark(tag: &str, words: &str) -> String {
    format!("Select {} “{}”", tag, shortened(&on_one_line(words), 28))
}

/// Makes a tag with the name that was typed.
pub(super) fn new_tag(name: &str) -> String {
    format!("New tag “{name}”")
}

/// The head of the list of choices.
pub(super) fn choices_title(title: &str) -> String {
    format!("{title}…")
}

/// What comes after the open list of choices, with the key that leads there.
pub(super) fn next_choices(next: &str) -> String {
    format!("{next}  Tab")
}

/// What was typed, as a choice.
pub(super) fn typed_choice(what: &str, typed: &str) -> String {
    format!("{what}: {typed}")
}

/// The number of a coder whose marks are drawn apart, by place.
pub(super) fn number_of_coder(place: usize) -> String {
    (place + 1).to_string()
}
