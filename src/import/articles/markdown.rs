//! Markdown, kept as it is written: its signs are part of the text that was published, and offsets stay those of the
//! file.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{
    authors::names_or,
    dates::{self, Place},
    format::{Body, Format, Input, plain},
};
use crate::{
    import::{error::ImportError, shape::runs},
    model::{Run, RunKind},
};

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
        body.structure = structure(body.text.as_str());
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

/// The shape that the signs of a text say, without the signs themselves but for those of items.
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn structure(text: &str) -> Vec<Run> {
    let written = block(text).map_or(text, |(_, written)| written);
    let before = text.len() - written.len();
    let mut found = Vec::new();
    // What is open: where its first and its last words are, and what it is.
    let mut open: Vec<(Option<Range<usize>>, Option<RunKind>)> = Vec::new();
    for (event, at) in Parser::new_ext(written, Options::ENABLE_TABLES).into_offset_iter() {
        let at = at.start + before..at.end + before;
        match event {
            Event::Start(tag) => {
                let whole = matches!(tag, Tag::Item).then(|| at.clone());
                open.push((whole, kind_of(tag)));
            }
            Event::End(_) => {
                let Some((words, kind)) = open.pop() else { continue };
                let Some(words) = words else { continue };
                found.extend(kind.map(|kind| (words.start, words.end, kind)));
                hold(&mut open, &words);
            }
            Event::Text(_) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => hold(&mut open, &at),
            _ => {}
        }
    }
    runs(text, found)
}

/// Notes that what was opened last holds these words.
fn hold(open: &mut [(Option<Range<usize>>, Option<RunKind>)], words: &Range<usize>) {
    if let Some((held, _)) = open.last_mut() {
        *held = Some(
            held.as_ref().map_or_else(|| words.clone(), |held| held.start.min(words.start)..held.end.max(words.end)),
        );
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn kind_of(tag: Tag<'_>) -> Option<RunKind> {
    Some(match tag {
        Tag::Heading { level, .. } => RunKind::Heading(level as u8),
        Tag::Item => RunKind::Item,
        Tag::BlockQuote(_) => RunKind::Quote,
        Tag::Strong => RunKind::Strong,
        Tag::Emphasis => RunKind::Emphasis,
        Tag::Link { dest_url, .. } if !dest_url.is_empty() => RunKind::Link(dest_url.into_string()),
        Tag::TableHead | Tag::TableRow => RunKind::Row,
        Tag::TableCell => RunKind::Cell,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_say_what_words_are_and_are_not_part_of_it() {
        let text = "---\nauthor: A\n---\n\n# It is *over*\n\nHe **said [so](https://a.b/c)** today.\n\n- One\n- Two\n\n> Three\n\n\
                    |a|b|\n|-|-|\n|c|d|\n";
        let found: Vec<(&str, RunKind)> =
            structure(text).into_iter().map(|run| (&text[run.at.indices()], run.kind)).collect();
        let expected = [
            ("It is *over", RunKind::Heading(1)),
            ("over", RunKind::Emphasis),
            ("said [so", RunKind::Strong),
            ("so", RunKind::Link("https://a.b/c".to_owned())),
            ("- One", RunKind::Item),
            ("- Two", RunKind::Item),
            ("Three", RunKind::Quote),
            ("a|b", RunKind::Row),
            ("a", RunKind::Cell),
            ("b", RunKind::Cell),
            ("c|d", RunKind::Row),
            ("c", RunKind::Cell),
            ("d", RunKind::Cell),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn facts_before_the_text_name_it_and_are_no_title() {
        assert_eq!(title("---\nauthor: A\ntitle: \"No: it is over\"\n---\n\n# Other\n"), Some("No: it is over"));
        assert_eq!(title("---\nauthor: A\n---\n\n# It is over\nText"), Some("# It is over"));
        assert_eq!(title("# It is over\n\n---\n\nText"), None);
    }
}
