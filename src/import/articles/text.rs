//! Plain text.

use super::format::{Format, plain};

/// Plain text, in any encoding.
pub(super) const FORMAT: Format =
    Format { name: "text", extensions: &["txt", "text"], cannot_hold: "", reader: "", read: plain };
