//! What the window asks for: a command, or something that carries its object with it, by the room that answers it.

use super::{
    article::ArticleAction,
    codebook::CodebookAction,
    command::{Command, Reach},
    compare::CompareAction,
    desk::{drafts::DraftPlace, preferences::DeskAction},
    exchange::ExchangeAction,
    marks::MarkAction,
    project::ProjectAction,
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
    /// Something about coders who are compared.
    Compare(CompareAction),
    /// A change of the codebook.
    Codebook(CodebookAction),
    /// Articles and annotations in and out.
    Exchange(ExchangeAction),
    /// Something about the window and its settings.
    Desk(DeskAction),
    /// Something about what is being typed.
    Draft(DraftAction),
}

impl Action {
    /// Whether it writes or leaves the project, and so must not overtake what is being typed.
    pub fn reaches_beyond_the_project(&self) -> bool {
        match self {
            Self::Command(command) => command.row().reach != Reach::Within,
            Self::Project(action) => matches!(action, ProjectAction::Open(_) | ProjectAction::Drop(_)),
            Self::Confirm
            | Self::Article(_)
            | Self::Mark(_)
            | Self::Compare(_)
            | Self::Codebook(_)
            | Self::Exchange(_)
            | Self::Desk(_)
            | Self::Draft(_) => false,
        }
    }
}

/// Something about what is being typed and is no change yet.
#[derive(Debug)]
pub enum DraftAction {
    /// This stands in a field now.
    Type {
        /// The field.
        place: DraftPlace,
        /// The text.
        text: String,
        /// What becomes of it when the field is left; of what is typed into a prompt nothing does by itself.
        becomes: Option<Box<Action>>,
    },
    /// A draft became a change, or is not wanted.
    Drop(DraftPlace),
    /// Brings the drafts to the journal as they are now.
    Keep,
}
