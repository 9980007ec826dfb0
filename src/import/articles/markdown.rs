//! Markdown, kept as it is written: its signs are part of the text that was published, and offsets stay those of the
//! file.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{
    authors::names_or,
    dates::{self, Place},
    format::{Body, Format, Input, plain},
    front_matter::{FrontMatter, front_matter},
    words::Warning,
};
use crate::{
    import::{error::ImportError, shape::runs},
    model::{Facts, Run, RunKind},
};

/// Markdown as text.
pub(super) const FORMAT: Format =
    Format { name: "markdown", extensions: &["md", "markdown"], cannot_hold: "", reader: "", read };

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let mut bodies = plain(input)?;
    for body in &mut bodies {
        match front_matter(body.text.as_str()) {
            Some((stated, rest)) => body.warnings.extend(state(&mut body.facts, &stated, rest)),
            None => body.facts.title = body.facts.title.trim_start_matches('#').trim().to_owned(),
        }
        body.structure = structure(body.text.as_str());
    }
    Ok(bodies)
}

/// Takes the facts of the block before a text, and its title: the one that is stated, else the first line of the `rest`.
fn state(facts: &mut Facts, stated: &FrontMatter, rest: &str) -> Vec<Warning> {
    let title = stated.one(&["title"]);
    let first = || rest.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or(&facts.title);
    let title = if title.is_empty() { first().trim_start_matches('#').trim() } else { title };
    facts.title = title.to_owned();
    facts.language = stated.one(&["lang", "language"]).to_owned();
    // What was clipped from the web names its address as the source.
    let (addresses, outlets): (Vec<&str>, Vec<&str>) = ["outlet", "publication", "source", "url", "link"]
        .into_iter()
        .map(|name| stated.one(&[name]))
        .filter(|value| !value.is_empty())
        .partition(|value| value.starts_with("https://") || value.starts_with("http://"));
    facts.address = addresses.first().copied().unwrap_or_default().to_owned();
    facts.outlet = outlets.first().copied().unwrap_or_default().to_owned();
    let authors = stated.all(&["author", "authors", "by"]).join("; ");
    facts.author = names_or(&authors, &facts.language, &facts.outlet);
    let day = stated.one(&["published", "date", "pubdate", "publishdate"]);
    dates::settle_by_value(facts, Place::FrontMatter, day)
}

/// The shape that the signs of a text say, without the signs themselves but for those of items.
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn structure(text: &str) -> Vec<Run> {
    let written = front_matter(text).map_or(text, |(_, written)| written);
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
            structure(text).into_iter().map(|run| (text.get(run.at.indices()).unwrap(), run.kind)).collect();
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

    fn facts(text: &str) -> Facts {
        let mut facts = Facts { title: "Known".to_owned(), ..Facts::default() };
        if let Some((stated, rest)) = front_matter(text) {
            state(&mut facts, &stated, rest);
        }
        facts
    }

    #[test]
    fn facts_before_the_text_name_it_and_are_no_title() {
        assert_eq!(facts("---\nauthor: A\ntitle: \"No: it is over\"\n---\n\n# Other\n").title, "No: it is over");
        assert_eq!(facts("---\nauthor: A\n---\n\n# It is over\nText").title, "It is over");
        assert_eq!(facts("---\ntitle: \"#1 again\"\n---\n\nText").title, "#1 again");
        assert_eq!(facts("# It is over\n\n---\n\nText").title, "Known");
    }

    #[test]
    fn a_page_that_was_clipped_states_its_address_and_authors() {
        let clipped = "---\ntitle: \"It is \\\"over\\\"\"\nsource: \"https://www.example.org/a\"\nauthor:\n  - \"[[Anna Kern]]\"\n  - \
                       \"[[Ben Ito]]\"\npublished: 2024-05-01\ncreated: 2024-05-03\ntags:\n  - \"clippings\"\n---\nText";
        let facts = facts(clipped);
        assert_eq!((facts.title.as_str(), facts.outlet.as_str()), ("It is \"over\"", ""));
        assert_eq!(
            (facts.address.as_str(), facts.author.as_str()),
            ("https://www.example.org/a", "Anna Kern, Ben Ito")
        );
        assert_eq!(facts.published, "2024-05-01");
        let nested =
            "---\nimage:\n  title: Photo\n  source: AFP\ntitle: >-\n  It is over\nsource: Ledger # x\n---\nText";
        let facts = self::facts(nested);
        assert_eq!((facts.title.as_str(), facts.outlet.as_str()), ("It is over", "Ledger"));
    }
}
