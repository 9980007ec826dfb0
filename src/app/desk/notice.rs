//! Short messages at the edge of the window.

use crate::app::Command;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something went as wished.
    Fine,
    /// Something should be known.
    Note,
    /// Something has to be read; stays until closed.
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
    /// What can be done about it at once.
    pub offer: Option<Command>,
}

impl Notice {
    /// Something went as wished.
    pub fn fine(text: impl Into<String>) -> Self {
        Self { tone: Tone::Fine, text: text.into(), offer: None }
    }

    /// Something should be known.
    pub fn note(text: impl Into<String>) -> Self {
        Self { tone: Tone::Note, text: text.into(), offer: None }
    }

    /// Something has to be read.
    pub fn important(text: impl Into<String>) -> Self {
        Self { tone: Tone::Important, text: text.into(), offer: None }
    }

    /// The notice with something to be done about it.
    pub fn with_offer(self, command: Command) -> Self {
        Self { offer: Some(command), ..self }
    }

    /// Something did not work.
    pub fn problem(text: impl Into<String>) -> Self {
        Self { tone: Tone::Problem, text: text.into(), offer: None }
    }
}
