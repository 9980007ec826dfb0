//! Markdown, kept as it is written: its signs are part of the text that was published, and offsets stay those of the
//! file.

use super::{
    authors::names_or,
    dates::{self, Place},
    format::{Body, Format, Input, plain},
};
use crate::import::error::ImportError;

/// Markdown as text.
pub(super) const FORMAT: Format =
    Format { name: "markdown", extensions: &["md", "markdown"], cannot_hold: "", reader: "", read };

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let mut bodies = plain(input)?;
    for body in &mut bodies {
        let title = title(body.text.as_str()).unwrap_or(&body.facts.title);
        body.facts.title = title.trim_start_matches('#').trim().to_owned();
        let stated = |names: &[&str]| stated(body.text.as_str(), names).unwrap_or_default().to_owned();
        let (author, day) =
            (stated(&["author", "authors", "by"]), stated(&["date", "published", "pubdate", "publishdate"]));
        (body.facts.language, body.facts.outlet) =
            (stated(&["lang", "language"]), stated(&["outlet", "publication", "source"]));
        body.facts.author = names_or(author.trim_matches(['[', ']']), &body.facts.language, &body.facts.outlet);
        body.warnings.extend(dates::settle_by_value(&mut body.facts, Place::FrontMatter, &day));
    }
    Ok(bodies)
}

/// The title where the text begins with a block of facts between `---`: that of the block, else the line after it.
fn title(text: &str) -> Option<&str> {
    let (_, after) = block(text)?;
    stated(text, &["title"]).or_else(|| after.lines().map(str::trim).find(|line| !line.is_empty()))
}

/// The block of facts before the text, and what follows it.
fn block(text: &str) -> Option<(&str, &str)> {
    text.trim_start().strip_prefix("---\n")?.split_once("\n---\n")
}

/// What the block of facts states under one of these names.
fn stated<'t>(text: &'t str, names: &[&str]) -> Option<&'t str> {
    let (facts, _) = block(text)?;
    let value = |line: &'t str| {
        let (name, value) = line.split_once(':')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (names.iter().any(|known| name.trim().eq_ignore_ascii_case(known)) && !value.is_empty()).then_some(value)
    };
    facts.lines().find_map(value)
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
