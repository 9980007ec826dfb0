//! What is said about articles: the labels of steps, and why something cannot be done.

use crate::app::desk::{notice::Notice, words::quoted};

pub fn change_facts(title: &str) -> String {
    format!("Change the facts of {}", quoted(title))
}

pub fn set_status(status: &str) -> String {
    format!("Set the status to “{status}”")
}

pub fn remove(title: &str) -> String {
    format!("Remove the article {}", quoted(title))
}

pub fn no_next_article() -> Notice {
    Notice::note("This is the last article.")
}

pub fn no_previous_article() -> Notice {
    Notice::note("This is the first article.")
}

pub fn no_next_mark() -> Notice {
    Notice::note("No mark after this one.")
}

pub fn no_previous_mark() -> Notice {
    Notice::note("No mark before this one.")
}

pub fn no_mark_here() -> Notice {
    Notice::note("No mark here.")
}

pub fn no_unmarked_sentence() -> Notice {
    Notice::note("Every sentence from here on has a mark.")
}

pub fn nowhere_to_go_back() -> Notice {
    Notice::note("Nowhere to go back to.")
}

pub fn nothing_found() -> Notice {
    Notice::note("Nothing found.")
}

pub fn passage_gone() -> Notice {
    Notice::note("That passage is no longer in the article.")
}
