//! Markdown, kept as it is written: its signs are part of the text that was published, and offsets stay those of the
//! file.

use super::format::{Body, Format, Input, plain};
use crate::import::error::ImportError;

/// Markdown as text.
pub(super) const FORMAT: Format =
    Format { name: "markdown", extensions: &["md", "markdown"], cannot_hold: "", reader: "", read };

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let mut bodies = plain(input)?;
    for body in &mut bodies {
        let title = title(body.text.as_str()).unwrap_or(&body.facts.title);
        body.facts.title = title.trim_start_matches('#').trim().to_owned();
    }
    Ok(bodies)
}

/// The title where the text begins with a block of facts between `---`: that of the block, else the line after it.
fn title(text: &str) -> Option<&str> {
    let block = text.trim_start().strip_prefix("---\n")?;
    let (facts, after) = block.split_once("\n---\n")?;
    let stated = facts.lines().find_map(|line| line.strip_prefix("title:")).map(str::trim);
    let stated = stated.map(|title| title.trim_matches(['"', '\''])).filter(|title| !title.is_empty());
    stated.or_else(|| after.lines().map(str::trim).find(|line| !line.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_before_the_text_name_it_and_are_no_title() {
        assert_eq!(title("---\nauthor: A\ntitle: \"No: it is over\"\n---\n\n# Other\n"), Some("No: it is over"));
        assert_eq!(title("---\nauthor: A\n---\n\n# It is over\nText"), Some("# It is over"));
        assert_eq!(title("# It is over\n\n---\n\nText"), None);
    }
}
