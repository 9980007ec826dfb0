//! What is said about the codebook: the labels of steps, and why something cannot be done.

use std::path::Path;

use crate::{
    app::{
        command::Command,
        desk::{notice::Notice, words::quoted},
    },
    text::{grouped, plural},
};

pub(super) use crate::app::desk::words::{cannot_write, name_is_empty};

pub(super) fn add(tag: &str) -> String {
    format!("Add the tag {}", quoted(tag))
}

pub(super) fn rename(tag: &str) -> String {
    format!("Rename the tag {}", quoted(tag))
}

pub(super) fn set_badge(tag: &str) -> String {
    format!("Change the badge of the tag {}", quoted(tag))
}

pub(super) fn set_colour(tag: &str) -> String {
    format!("Recolour the tag {}", quoted(tag))
}

pub(super) fn set_key(tag: &str) -> String {
    format!("Change the key of the tag {}", quoted(tag))
}

pub(super) fn set_definition(tag: &str) -> String {
    format!("Change the definition of the tag {}", quoted(tag))
}

pub(super) fn set_examples(tag: &str) -> String {
    format!("Change the examples of the tag {}", quoted(tag))
}

pub(super) fn move_tag(tag: &str) -> String {
    format!("Move the tag {}", quoted(tag))
}

pub(super) fn add_question(tag: &str) -> String {
    format!("Add a question to the tag {}", quoted(tag))
}

pub(super) fn change_question(tag: &str) -> String {
    format!("Change a question of the tag {}", quoted(tag))
}

pub(super) fn remove_question(tag: &str) -> String {
    format!("Remove a question from the tag {}", quoted(tag))
}

pub(super) fn add_article_field(name: &str) -> String {
    format!("Add the article field {}", quoted(name))
}

pub(super) fn change_article_field(name: &str) -> String {
    format!("Change the article field {}", quoted(name))
}

pub(super) fn remove_article_field(name: &str, filled: usize) -> String {
    match filled {
        0 => format!("Remove the article field {}", quoted(name)),
        filled => format!("Remove the article field {} with its {}", quoted(name), plural(filled, "value")),
    }
}

pub(super) fn delete(tag: &str) -> String {
    format!("Delete the tag {}", quoted(tag))
}

pub(super) fn merge(from: &str, into: &str) -> String {
    format!("Merge the tag {} into {}", quoted(from), quoted(into))
}

pub(super) fn split(new: &str, from: &str) -> String {
    format!("Split {} off from the tag {}", quoted(new), quoted(from))
}

pub(super) fn was_split(new: &str, marks: usize) -> Notice {
    Notice::fine(format!("{} now has {}.", quoted(new), plural(marks, "mark")))
}

pub(super) fn tag_gone() -> Notice {
    Notice::note("That tag is no longer in the codebook.")
}

pub(super) fn same_tag() -> Notice {
    Notice::note("Choose another tag to merge it into.")
}

pub(super) fn name_is_taken(name: &str) -> Notice {
    Notice::problem(format!("There is already a tag “{name}”."))
}

pub(super) fn question_is_there(name: &str) -> Notice {
    Notice::problem(format!("This tag already asks for “{name}”."))
}

pub(super) fn question_gone() -> Notice {
    Notice::note("The tag no longer asks this.")
}

pub(super) fn key_is_too_long() -> Notice {
    Notice::problem("A tag's key is a single digit or letter.")
}

pub(super) fn not_a_colour(typed: &str) -> Notice {
    Notice::problem(format!("“{}” is not a colour. Write it like #3A7BD5.", typed.trim()))
}

pub(super) fn key_is_taken(key: &str, owner: Command) -> Notice {
    Notice::problem(format!("The key {key} is already used by “{}”.", owner.label()))
}

pub(super) fn nowhere_to_move() -> Notice {
    Notice::note("This tag is already at the end of its list.")
}

pub(super) fn add_codebook(title: &str) -> String {
    format!("Add the codebook {}", quoted(title))
}

pub(super) fn use_codebook(title: &str) -> String {
    format!("Use the codebook {}", quoted(title))
}

pub(super) fn nothing_new() -> Notice {
    Notice::note("The project already has all of that.")
}

pub(super) fn codebook_taken(added: usize, removed: usize) -> Notice {
    Notice::fine(match removed {
        0 => format!("{} added.", plural(added, "tag")),
        _ => format!("{} added, {} without marks removed.", plural(added, "tag"), plural(removed, "tag")),
    })
}

pub(super) fn change_rules() -> &'static str {
    "Change the rules"
}

pub(super) fn cannot_read(path: &Path, why: &str) -> Notice {
    Notice::problem(format!("{} is not a codebook Sayso can read: {why}", path.display()))
}

/// What should be known of how a codebook was read.
pub(super) fn codebook_notes(notes: &[String]) -> Notice {
    const SHOWN: usize = 6;
    let more = notes.len().saturating_sub(SHOWN);
    let mut shown: Vec<String> = notes.iter().take(SHOWN).cloned().collect();
    shown.extend((more > 0).then(|| format!("and {} more", grouped(more))));
    Notice::note(shown.join("\n"))
}

pub(super) fn exported(tags: usize, path: &Path) -> Notice {
    Notice::fine(format!("{} written to {}", plural(tags, "tag"), path.display()))
}
