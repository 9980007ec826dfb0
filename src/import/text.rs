//! Plain text.

use super::Format;

/// Plain text, UTF-8.
pub(super) const FORMAT: Format =
    Format { name: "text", extensions: &["txt", "text"], cannot_hold: "nothing is left behind", read: super::utf8 };
