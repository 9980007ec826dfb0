//! Marking all like this: the same words, here or in all articles, each shown before it is marked; one step.

use std::sync::Arc;

use super::words;
use crate::{
    analysis::Found,
    app::desk::{
        desk::Desk,
        jobs::JobKind,
        prompt::{Prompt, occurrences::Occurrences},
        stamp,
        step::{Outcome, Step, job},
    },
    edit::{Edit, Transaction},
    model::{Article, Origin, Span, TagId},
    suggest::{Hit, alike},
    text::ByteRange,
};

/// Lists all occurrences of the words of the selected mark.
pub(crate) fn ask(desk: &Desk) -> Outcome {
    let (article, span) = desk.chosen()?;
    let mut names = vec![article.words_of(span)];
    if let Some(entity) = span.entity.and_then(|id| desk.project().entities.get(&id)) {
        names.push(entity.name.clone());
        names.extend(entity.aliases.iter().cloned());
    }
    let model = span.clone();
    let asked = Occurrences { model, names, everywhere: false, fold: false, is_search: false, hits: Arc::default() };
    Ok(find(desk, asked))
}

/// Looks again, here or everywhere, with or without regard to case and accents.
pub(crate) fn find_again(desk: &Desk, everywhere: bool, fold: bool) -> Outcome {
    Ok(find(desk, Occurrences { everywhere, fold, ..listed(desk)?.clone() }))
}

fn find(desk: &Desk, asked: Occurrences) -> Step {
    let project = desk.project();
    let articles: Vec<Arc<Article>> = if asked.everywhere {
        let listed = project.listed_articles();
        listed.into_iter().filter_map(|article| project.articles.get(&article.id).cloned()).collect()
    } else {
        desk.selection.article.and_then(|id| project.articles.get(&id).cloned()).into_iter().collect()
    };
    let work = move |progress: &crate::app::desk::jobs::Progress| {
        progress.set_total(articles.len());
        let hits = articles.iter().flat_map(|article| {
            progress.step();
            alike(article, &asked.names, &asked.model.tag, asked.fold)
        });
        let hits: Arc<[Hit]> = hits.collect();
        Occurrences { hits, ..asked }
    };
    Step::start(job(desk, JobKind::FindSimilar, work, |_desk, found| Ok(Step::ask(Prompt::MarkAll(found?)))))
}

/// Lists what the search over all articles has found and no mark of a tag covers yet, to be marked with it.
pub(crate) fn ask_found(desk: &Desk, tag: &TagId) -> Step {
    let project = desk.project();
    let is_marked = |article: &Article, range: ByteRange| {
        article.spans.pieces_in(range).any(|(piece, span)| span.tag == *tag && piece.overlaps(range))
    };
    let is_free = |article: &Article, found: &Found| {
        !article.pieces_at(found.range, found.span).into_iter().any(|piece| is_marked(article, piece))
    };
    let found = desk.search.found.iter();
    let free = found.filter(|found| project.article(found.article).is_some_and(|article| is_free(article, found)));
    let hit = |found: &Found| Hit { article: found.article, range: found.range, span: found.span };
    let hits: Arc<[Hit]> = free.map(hit).collect();
    let model = stamp::new_span(desk, tag, Vec::new());
    let names = vec![desk.search.line.clone()];
    Step::ask(Prompt::MarkAll(Occurrences { model, names, everywhere: true, fold: true, is_search: true, hits }))
}

/// Marks the ticked occurrences, as one step.
pub(crate) fn mark(desk: &Desk, chosen: &[Hit]) -> Outcome {
    let asked = listed(desk)?;
    let first = chosen.first().ok_or_else(words::nothing_ticked)?;
    let mut edits = stamp::as_coder(desk, first.article);
    let new = chosen.iter().map(|hit| (hit.article, like(desk, &asked.model, *hit)));
    let is_new = |(article, span): &(_, Span)| {
        desk.project().article(*article).is_none_or(|article| article.coinciding(span).is_none())
    };
    edits.extend(new.filter(is_new).map(|(article, span)| Edit::AddSpan(article, Box::new(span))));
    let words = asked.names.first().map_or("", String::as_str);
    let label = words::mark_occurrences(chosen.len(), words, &desk.tag_name(&asked.model.tag));
    let told = words::marked_occurrences(&label);
    Ok(Step::make(Transaction::new(label, edits)).closing_prompt().saying(told))
}

fn listed(desk: &Desk) -> Result<&Occurrences, crate::app::desk::notice::Notice> {
    match &desk.prompt {
        Some(Prompt::MarkAll(asked)) => Ok(asked),
        Some(_) | None => Err(words::no_list_of_occurrences()),
    }
}

/// A mark at an occurrence, like another.
fn like(desk: &Desk, model: &Span, hit: Hit) -> Span {
    let article = desk.project().article(hit.article);
    let pieces = article.map_or_else(|| vec![hit.range], |article| article.pieces_at(hit.range, hit.span));
    let span = stamp::new_span(desk, &model.tag, pieces);
    Span { entity: model.entity, mention: model.mention, origin: Origin::Rule, ..span }
}
