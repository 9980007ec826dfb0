//! The project's title, and the note on it for colleagues.

use super::words;
use crate::{
    app::desk::{desk::Desk, step::Step},
    edit::{Edit, Transaction},
};

/// Sets title and note of the project, and closes their form; an empty title leaves the title as it is.
pub fn set(desk: &Desk, title: &str, note: &str) -> Step {
    let project = desk.project();
    let title = if title.is_empty() { project.title.as_str() } else { title };
    if (project.title.as_str(), project.note.as_str()) == (title, note) {
        return Step::nothing().closing_prompt();
    }
    let edit = Edit::SetProjectFacts { title: title.to_owned(), note: note.to_owned() };
    Step::make(Transaction::one(words::change_facts(), edit)).closing_prompt()
}
