//! The rows of the list of what a claim may be linked to, and the words of the article that match what is typed into it.

use std::collections::{BTreeSet, HashSet};

use super::words;
use crate::{
    analysis::end_name,
    app::desk::choices::{About, Choice, ChoiceList, Pick, Shown},
    model::{Article, EntityKind, LinkEnd, LinkKind, LinkKindId, Project, Span},
    suggest::{Candidate, Suggestion, Why, words_like},
    text::folded,
};

/// At most this many rows for words of the article.
const MOST_FOUND: usize = 6;

/// One row a name; further mentions of a name, and entities without one, once they are typed.
pub(super) fn rows(
    project: &Project,
    article: &Article,
    from: &Span,
    suggestions: &[Suggestion],
    kind: &LinkKind,
) -> Vec<Choice> {
    let mut rows: Vec<Choice> = Vec::new();
    let mut names: HashSet<String> = HashSet::new();
    for (place, suggestion) in suggestions.iter().enumerate() {
        let name = name(project, article, suggestion);
        let is_repeat = !names.insert(name.clone());
        let row = Choice::ranked(name, why(article, suggestion), Pick::Suggestion(place));
        rows.push(Choice { when: if is_repeat { Shown::WhenTyped } else { Shown::Ranked }, ..row });
    }
    let linked = || article.links.of_kind(from.id, kind.id.as_str());
    let away = linked().map(|link| {
        let name = words::unlink(&end_name(project, article, link.to));
        Choice { why: words::linked_now().to_owned(), ..Choice::always(name, Pick::Unlink(link.id)) }
    });
    if kind.id.as_str() == LinkKindId::WITHIN {
        rows.extend(away);
        return rows;
    }
    let of_end = |end: &LinkEnd| end.entity().or_else(|| article.span(end.span()?)?.entity);
    let of_proposal = |suggestion: &Suggestion| match suggestion.end {
        Candidate::Span(id) => article.span(id)?.entity,
        Candidate::Words(_) => None,
    };
    let mentioned: BTreeSet<_> =
        suggestions.iter().filter_map(of_proposal).chain(linked().filter_map(|link| of_end(&link.to))).collect();
    let unmentioned = project.entities.values().filter(|entity| !mentioned.contains(&entity.id));
    let unmentioned = unmentioned.filter(|entity| entity.kind != EntityKind::Claim);
    rows.extend(
        unmentioned.map(|entity| {
            Choice::when_typed(entity.name.clone(), words::not_mentioned_here(), Pick::Entity(entity.id))
        }),
    );
    let (unnamed, nobody) = match kind.id.as_str() {
        LinkKindId::SAID_BY => (words::unnamed_speaker(), words::no_source()),
        LinkKindId::TOLD_TO => (words::unnamed_addressee(), words::no_addressee()),
        _ => (words::not_named(), words::none()),
    };
    rows.push(Choice::always(unnamed, Pick::Unnamed));
    rows.push(Choice::always(nobody, Pick::Nobody));
    rows.extend(away);
    rows
}

/// Rows for words of the article that match what was typed, nearest to the mark first: they are marked when taken.
pub fn found_rows(article: &Article, list: &ChoiceList, typed: &str) -> Vec<Choice> {
    let (Some(tag), Some(from)) = (&list.marks_as, article.span(list.span)) else { return Vec::new() };
    let is_voice = matches!(&list.about, About::Link { kinds, .. }
        if kinds.first().is_some_and(|kind| [LinkKindId::SAID_BY, LinkKindId::TOLD_TO].contains(&kind.as_str())));
    let found = words_like(&article.text, typed, &from.pieces);
    let inside = |range| from.pieces.iter().any(|piece| piece.overlaps(range));
    let mut rows: Vec<Choice> = Vec::new();
    for range in found.into_iter().filter(|range| !is_voice || !inside(*range)) {
        let name = article.words(range).replace('\n', " ");
        let is_listed = rows.iter().chain(&list.rows).any(|row| row.name == name);
        if !is_listed {
            rows.push(Choice::ranked(name, words::mark_and_link(tag), Pick::Words(range)));
        }
        if rows.len() == MOST_FOUND {
            break;
        }
    }
    rows
}

/// The words of a suggestion, with the name of whom they mention where they do not say it.
fn name(project: &Project, article: &Article, suggestion: &Suggestion) -> String {
    let (said, entity) = match &suggestion.end {
        Candidate::Span(id) => {
            let span = article.span(*id);
            let entity = span.and_then(|span| project.entities.get(&span.entity?));
            (span.map(|span| article.words_of(span)).unwrap_or_default(), entity)
        }
        Candidate::Words(range) => (article.words(*range).to_owned(), None),
    };
    let said = said.replace('\n', " ");
    match entity {
        Some(entity) if !folded(&said).contains(&folded(&entity.name)) => words::known_as(&said, &entity.name),
        Some(_) | None => said,
    }
}

fn why(article: &Article, suggestion: &Suggestion) -> String {
    let cue = suggestion.cue.map(|cue| article.words(cue));
    match (&suggestion.end, cue) {
        (_, Some(cue)) if suggestion.why == Why::BesideCue => words::beside_cue(cue),
        (Candidate::Words(_), _) => words::not_marked_yet(&suggestion.why.to_string()),
        (Candidate::Span(_), _) => suggestion.why.to_string(),
    }
}
