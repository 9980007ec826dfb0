//! What formats say that they hold is in their files, and what they do not say is not: each part is changed by itself, and
//! the files differ or they do not.

use std::sync::Arc;

use sayso::{
    export::{self, Part},
    model::{
        Article, CoderId, Colour, Entity, FieldId, FieldValue, Id, Link, LinkEnd, Mention, Project, Span, Tag, TagId,
        Time,
    },
    text::FrozenText,
};

use super::exchange::project_with;

/// One thing of a part, taken or changed; whether a format without a place for it may be another all the same, for what
/// is written beside it follows from it.
type Change = (&'static str, bool, fn(&mut Project));

fn article(project: &mut Project) -> &mut Article {
    project.articles.values_mut().next().map(Arc::make_mut).unwrap()
}

fn spans(project: &mut Project, change: fn(&mut Span)) {
    let article = article(project);
    for mut span in article.spans.iter().cloned().collect::<Vec<_>>() {
        change(&mut span);
        article.spans.insert(span);
    }
}

fn links(project: &mut Project, change: fn(&mut Link)) {
    let article = article(project);
    for mut link in article.links.iter().cloned().collect::<Vec<_>>() {
        change(&mut link);
        article.links.insert(link);
    }
}

fn entity(project: &mut Project, change: fn(&mut Entity)) {
    project.entities.values_mut().map(Arc::make_mut).for_each(change);
}

fn tags(project: &mut Project, change: fn(&mut Tag)) {
    project.codebook.tags.iter_mut().for_each(change);
}

/// Other words of as many letters, where no mark is.
fn other_text(project: &mut Project) {
    let article = article(project);
    let text = article.text.as_str().replace("and left", "and went");
    article.text = FrozenText::verbatim(text.as_str());
}

/// Links that lead to another mark.
fn other_ends(project: &mut Project) {
    let last = article(project).spans.iter().map(|span| span.id).max().unwrap();
    let article = article(project);
    for mut link in article.links.iter().cloned().collect::<Vec<_>>() {
        if link.to.span().is_some() {
            link.to = LinkEnd::Span(last);
            article.links.insert(link);
        }
    }
}

/// All things of a part.
fn changes(part: Part) -> Vec<Change> {
    match part {
        Part::Texts => vec![("text", false, other_text)],
        // Some have them as variables, without address and note.
        Part::Facts => vec![
            ("outlet", true, |project| article(project).facts.outlet.clear()),
            ("author", true, |project| article(project).facts.author.clear()),
            ("published", true, |project| article(project).facts.published.clear()),
            ("address", false, |project| article(project).facts.address.clear()),
            ("language", true, |project| article(project).facts.language.clear()),
            ("note", false, |project| article(project).facts.note.clear()),
        ],
        Part::ArticleFields => vec![("article fields", false, |project| article(project).facts.fields.clear())],
        // Such marks are written one way or another.
        Part::Overlaps => vec![],
        Part::Pieces => vec![("pieces", true, |project| spans(project, |span| span.pieces = vec![span.hull()]))],
        Part::Coders => {
            vec![("coders", false, |project| spans(project, |span| span.by = CoderId(Id::from_bits([2; 10]))))]
        }
        // Some say on which day the last change was.
        Part::Times => vec![("times", false, |project| spans(project, |span| span.made = Time(span.made.0 + 1)))],
        Part::Notes => vec![("notes", false, |project| spans(project, |span| span.note.clear()))],
        Part::Flags => vec![("flags", false, |project| spans(project, |span| span.flag = false))],
        Part::Mentions => vec![("mentions", false, |project| spans(project, |span| span.mention = Mention::Name))],
        Part::Fields => vec![("fields", false, |project| spans(project, |span| span.fields.clear()))],
        Part::Entities => vec![("entities", false, |project| spans(project, |span| span.entity = None))],
        Part::EntityDetails => vec![
            ("aliases", false, |project| entity(project, |entity| entity.aliases.clear())),
            ("key", false, |project| entity(project, |entity| entity.key.clear())),
            ("role", false, |project| entity(project, |entity| entity.role.clear())),
            ("side", false, |project| entity(project, |entity| entity.side.clear())),
            ("country", false, |project| entity(project, |entity| entity.country.clear())),
            // Reviews say so of who said it.
            ("wikidata", true, |project| entity(project, |entity| entity.wikidata.clear())),
            ("entity's note", false, |project| entity(project, |entity| entity.note.clear())),
        ],
        Part::Links => vec![("links", false, other_ends)],
        Part::OpenLinks => vec![("open links", false, |project| {
            links(project, |link| {
                if link.to.span().is_none() {
                    link.to = if link.to == LinkEnd::Unnamed { LinkEnd::Nobody } else { LinkEnd::Unnamed };
                }
            });
        })],
        Part::LinkDetails => vec![
            // Lists of links follow it.
            ("order", true, |project| links(project, |link| link.order = 0)),
            ("links' notes", false, |project| links(project, |link| link.note.clear())),
            ("links' fields", false, |project| links(project, |link| link.fields.clear())),
        ],
        Part::Definitions => vec![("definitions", false, |project| tags(project, |tag| tag.definition.clear()))],
        Part::Examples => vec![
            ("cases", false, |project| tags(project, |tag| tag.examples.yes.clear())),
            ("not cases", false, |project| tags(project, |tag| tag.examples.no.clear())),
        ],
        Part::Colours => vec![("colours", false, |project| tags(project, |tag| tag.colour = Colour::Rgb(9, 9, 9)))],
        // Lists of tags follow it.
        Part::Tree => vec![("tree", true, |project| tags(project, |tag| tag.parent = None))],
        Part::Rules => vec![("rules", false, |project| project.codebook.rules.clear())],
        Part::ProjectNote => vec![("project's note", false, |project| project.note.clear())],
        Part::Progress => vec![("progress", false, |project| project.progress.clear())],
    }
}

#[test]
fn a_format_holds_what_it_says_and_nothing_untold() {
    let mut everything = project_with(Part::ALL);
    links(&mut everything, |link| {
        link.fields.insert(FieldId::new("doubt"), FieldValue::Text("some".to_owned()));
        link.note = "heard".to_owned();
    });
    // Claims are what somebody is said to have said.
    everything.codebook.link_kinds[0].from = vec![TagId::new("claim")];
    let mut wrong = Vec::new();
    for format in export::ALL {
        let whole = format.write(&everything).files;
        for part in Part::ALL {
            for (what, may_differ, change) in changes(*part) {
                let mut other = everything.clone();
                change(&mut other);
                assert_ne!(other, everything, "{what}");
                let is_written = format.write(&other).files != whole;
                if is_written != format.holds.contains(part) && !(is_written && may_differ) {
                    wrong.push(format!("{}: {what} {}", format.name, if is_written { "is there" } else { "is not" }));
                }
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}
