//! Markdown, kept as it is written: its signs are part of the text that was published, and offsets stay those of the
//! file.

use super::{Body, Format, ImportError, Input};

/// Markdown as text.
pub(super) const FORMAT: Format = Format {
    name: "markdown",
    extensions: &["md", "markdown"],
    cannot_hold: "nothing is left behind: the signs of Markdown stay in the text",
    reader: "",
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let mut bodies = super::plain(input)?;
    for body in &mut bodies {
        body.facts.title = body.facts.title.trim_start_matches('#').trim().to_owned();
    }
    Ok(bodies)
}
