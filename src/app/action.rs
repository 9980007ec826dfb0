//! What the window asks for: a command, or something that carries its object with it, by the room that answers it.

use super::{
    article::ArticleAction, codebook::CodebookAction, command::Command, desk::preferences::DeskAction,
    exchange::ExchangeAction, marks::MarkAction, project::ProjectAction,
};

/// What somebody wants done. Panels push actions; [`super::App::handle`] carries them out, by the function that `route`
/// leads to.
#[derive(Debug)]
pub enum Action {
    /// A command without an object of its own.
    Command(Command),
    /// Confirms the open question (delete, merge, replace …).
    Confirm,
    /// Something about the project and its file.
    Project(ProjectAction),
    /// Something about articles: which one is shown, where, what is known about it.
    Article(ArticleAction),
    /// Something about marks and their links.
    Mark(MarkAction),
    /// A change of the codebook.
    Codebook(CodebookAction),
    /// Articles and annotations in and out.
    Exchange(ExchangeAction),
    /// Something about the window and its settings.
    Desk(DeskAction),
}
