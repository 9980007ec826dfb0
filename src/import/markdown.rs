//! Markdown, kept as it is written: its signs are part of the text that was published, and offsets stay those of the
//! file.

use super::{Body, Format, ImportError};

/// Markdown as text.
pub(super) const FORMAT: Format = Format {
    name: "markdown",
    extensions: &["md", "markdown"],
    cannot_hold: "nothing is left behind: the signs of Markdown stay in the text",
    read,
};

fn read(bytes: &[u8]) -> Result<Body, ImportError> {
    let body = super::utf8(bytes)?;
    let title = body.title.trim_start_matches('#').trim().to_owned();
    Ok(Body { title, ..body })
}
