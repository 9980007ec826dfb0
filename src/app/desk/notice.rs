//! Short messages at the edge of the window.

use crate::app::Command;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something worked.
    Fine,
    /// Something worth knowing.
    Note,
    /// Something that must be read; stays until closed.
    Important,
    /// Something did not work; stays until closed.
    Problem,
}

/// A short message: what happened, where, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// The message: one or two sentences.
    pub text: String,
    /// The command that helps, if one does.
    pub offer: Option<Command>,
}

impl Notice {
    /// Something worked.
    pub fn fine(text: impl Into<String>) -> Self {
        Self { tone: Tone::Fine, text: text.into(), offer: None }
    }

    /// Something worth knowing.
    pub fn note(text: impl Into<String>) -> Self {
        Self { tone: Tone::Note, text: text.into(), offer: None }
    }

    /// Something that must be read.
    pub fn important(text: impl Into<String>) -> Self {
        Self { tone: Tone::Important, text: text.into(), offer: None }
    }

    /// Something did not work.
    pub fn problem(text: impl Into<String>) -> Self {
        Self { tone: Tone::Problem, text: text.into(), offer: None }
    }

    /// The notice with a command that helps.
    pub fn with_offer(self, command: Command) -> Self {
        Self { offer: Some(command), ..self }
    }
}
