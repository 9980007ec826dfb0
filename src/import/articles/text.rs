//! Plain text.

use super::Format;

/// Plain text, in any encoding.
pub(in crate::import) const FORMAT: Format =
    Format { name: "text", extensions: &["txt", "text"], cannot_hold: "", reader: "", read: super::plain };
