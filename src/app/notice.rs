//! Short messages at the edge of the window.

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something went as wished.
    Fine,
    /// Something should be known.
    Note,
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
}

impl Notice {
    /// Something went as wished.
    pub fn fine(text: impl Into<String>) -> Self {
        Self { tone: Tone::Fine, text: text.into() }
    }

    /// Something should be known.
    pub fn note(text: impl Into<String>) -> Self {
        Self { tone: Tone::Note, text: text.into() }
    }

    /// Something did not work.
    pub fn problem(text: impl Into<String>) -> Self {
        Self { tone: Tone::Problem, text: text.into() }
    }
}
