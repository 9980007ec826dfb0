//! What is said about articles: the labels of steps, and why something cannot be done.

use crate::app::desk::{notice::Notice, words::quoted};

pub(super) fn change_facts(title: &str) -> String {
    format!("Change the facts of {}", quoted(title))
}

pub(super) fn set_direction(title: &str) -> String {
    format!("Change the text direction of {}", quoted(title))
}

pub(super) fn set_status(title: &str, status: &str) -> String {
    format!("Set the status of {} to “{status}”", quoted(title))
}

pub(super) fn remove(title: &str) -> String {
    format!("Remove the article {}", quoted(title))
}

pub(super) fn no_next_article() -> Notice {
    Notice::note("This is the last article.")
}

pub(super) fn no_previous_article() -> Notice {
    Notice::note("This is the first article.")
}

pub(super) fn no_next_heading() -> Notice {
    Notice::note("No heading after this place.")
}

pub(super) fn no_previous_heading() -> Notice {
    Notice::note("No heading before this place.")
}

pub(super) fn no_next_mark() -> Notice {
    Notice::note("No mark after this one.")
}

pub(super) fn no_previous_mark() -> Notice {
    Notice::note("No mark before this one.")
}

pub(super) fn no_mark_here() -> Notice {
    Notice::note("No mark here.")
}

pub(super) fn no_unmarked_sentence() -> Notice {
    Notice::note("Every sentence from here on has a mark.")
}

pub(super) fn nowhere_to_go_back() -> Notice {
    Notice::note("Nowhere to go back to.")
}

pub(super) fn nothing_found() -> Notice {
    Notice::note("Nothing found.")
}

pub(super) fn passage_gone() -> Notice {
    Notice::note("That passage is no longer in the article.")
}
