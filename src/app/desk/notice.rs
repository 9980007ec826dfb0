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
    /// Whether it says why something in a prompt was refused, which nobody needs to know once something else is done there.
    pub is_of_prompt: bool,
}

impl Notice {
    fn of(tone: Tone, text: String) -> Self {
        Self { tone, text, offer: None, is_of_prompt: false }
    }

    /// Something worked.
    pub fn fine(text: impl Into<String>) -> Self {
        Self::of(Tone::Fine, text.into())
    }

    /// Something worth knowing.
    pub fn note(text: impl Into<String>) -> Self {
        Self::of(Tone::Note, text.into())
    }

    /// Something that must be read.
    pub fn important(text: impl Into<String>) -> Self {
        Self::of(Tone::Important, text.into())
    }

    /// Something did not work.
    pub fn problem(text: impl Into<String>) -> Self {
        Self::of(Tone::Problem, text.into())
    }

    /// The notice with a command that helps.
    pub fn with_offer(self, command: Command) -> Self {
        Self { offer: Some(command), ..self }
    }
}
