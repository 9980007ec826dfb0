//! Going from place to place: articles, marks, sentences without a mark, and back.

use super::words;
use crate::{
    app::desk::{
        desk::Desk,
        notice::Notice,
        selection::Selection,
        step::{Outcome, Step},
    },
    model::{Article, ArticleId, Id, Layer, SpanId},
    text::{ByteOffset, ByteRange, paragraph_at, sentence_at, sentences_in, word_at},
};

/// Which of two neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// The next.
    Forward,
    /// The one before.
    Back,
}

/// Shows an article.
pub(crate) fn show(desk: &Desk, article_id: ArticleId) -> Outcome {
    if desk.selection.article == Some(article_id) {
        return Ok(Step::nothing());
    }
    desk.article(article_id)?;
    let mut focus = desk.selection.clone();
    focus.leave_trail();
    focus.show(Some(article_id));
    Ok(Step::focus(focus))
}

/// Selects a mark of the shown article, or none.
pub(crate) fn choose_span(desk: &Desk, span_id: Option<SpanId>) -> Step {
    Step::focus(Selection { span: span_id, ..desk.selection.clone() })
}

/// Shows the marks of a layer alone. A selected mark that it hides is no longer selected.
pub(crate) fn show_layer(desk: &Desk, layer: Layer) -> Step {
    let span = desk.chosen().ok().filter(|(_, span)| layer.shows(span)).map(|(_, span)| span.id);
    Step::focus(Selection { span, layer, ..desk.selection.clone() })
}

/// Shows the marks of the coder who follows in the list, after the last those of all.
pub(crate) fn show_next_layer(desk: &Desk) -> Step {
    let layers: Vec<Layer> = desk.project().layers().collect();
    let here = layers.iter().position(|layer| *layer == desk.selection.layer).unwrap_or(0);
    show_layer(desk, layers.get(here + 1).copied().unwrap_or_default())
}

/// Sets the text selection of the shown article.
pub(crate) fn select(desk: &Desk, anchor: ByteOffset, head: ByteOffset) -> Step {
    Step::focus(Selection { anchor, head, ..desk.selection.clone() })
}

/// Selects a mark of any article and scrolls to it.
pub(crate) fn jump_to(desk: &Desk, article_id: ArticleId, span_id: SpanId) -> Outcome {
    let span = desk.article(article_id)?.span(span_id).ok_or_else(words::passage_gone)?;
    let mut focus = desk.selection.clone();
    focus.leave_trail();
    focus.show(Some(article_id));
    focus.span = Some(span_id);
    focus.put_caret(span.start());
    focus.reveal += 1;
    Ok(Step::focus(focus))
}

/// Shows a passage of an article, with the mark it belongs to.
pub(crate) fn jump_to_place(desk: &Desk, article_id: ArticleId, range: ByteRange, span: Option<SpanId>) -> Outcome {
    desk.article(article_id)?.text.get(range).ok_or_else(words::passage_gone)?;
    let mut focus = desk.selection.clone();
    focus.leave_trail();
    focus.show(Some(article_id));
    focus.span = span;
    (focus.anchor, focus.head) = if span.is_some() { (range.start, range.start) } else { (range.start, range.end) };
    focus.reveal += 1;
    Ok(Step::focus(focus))
}

/// Shows the next article of the list, or the one before.
pub(crate) fn step_article(desk: &Desk, way: Way) -> Outcome {
    let mut listed = desk.project().listed_articles();
    desk.settings.sort(desk.project(), &mut listed);
    let listed: Vec<ArticleId> = listed.iter().map(|article| article.id).collect();
    let here = listed.iter().position(|id| Some(*id) == desk.selection.article);
    let (next, none) = match (here, way) {
        (Some(place), Way::Forward) => (place.checked_add(1), words::no_next_article()),
        (Some(place), Way::Back) => (place.checked_sub(1), words::no_previous_article()),
        (None, Way::Forward | Way::Back) => (Some(0), crate::app::desk::words::no_article()),
    };
    let next = next.and_then(|place| listed.get(place)).ok_or(none)?;
    show(desk, *next)
}

/// Selects the next heading of the text, or the one before.
pub(crate) fn step_heading(desk: &Desk, way: Way) -> Outcome {
    let article = desk.shown()?;
    let here = desk.selection.text().start.min(desk.selection.head);
    let headings: Vec<ByteRange> = article.headings().map(|(_, at)| at).collect();
    let next = match way {
        Way::Forward => headings.iter().find(|at| at.start > here).ok_or_else(words::no_next_heading)?,
        Way::Back => headings.iter().rfind(|at| at.start < here).ok_or_else(words::no_previous_heading)?,
    };
    jump_to_place(desk, article.id, *next, None)
}

/// Selects the next mark of the text, or the one before.
pub(crate) fn step_span(desk: &Desk, way: Way) -> Outcome {
    let article = desk.shown()?;
    let caret = (desk.selection.head, SpanId(Id::FIRST));
    let (start, id) = desk.chosen().map_or(caret, |(_, span)| (span.start(), span.id));
    let neighbour = |start, id| match way {
        Way::Forward => article.spans.next_after(start, id).ok_or_else(words::no_next_mark),
        Way::Back => article.spans.last_before(start, id).ok_or_else(words::no_previous_mark),
    };
    let mut next = neighbour(start, id)?;
    while !desk.selection.layer.shows(next) {
        next = neighbour(next.start(), next.id)?;
    }
    jump_to(desk, article.id, next.id)
}

/// Selects the smallest mark at the caret; when that is selected, the next larger, and so on round.
pub(crate) fn choose_span_here(desk: &Desk) -> Outcome {
    let article = desk.shown()?;
    let here = article.spans.at(desk.selection.head);
    let stack: Vec<SpanId> = here.iter().filter(|span| desk.selection.layer.shows(span)).map(|span| span.id).collect();
    let here = stack.iter().position(|id| Some(*id) == desk.selection.span);
    let next = here.map_or(0, |place| (place + 1) % stack.len().max(1));
    let span_id = stack.get(next).ok_or_else(words::no_mark_here)?;
    Ok(choose_span(desk, Some(*span_id)))
}

/// Selects the next sentence that carries no mark.
pub(crate) fn next_unmarked(desk: &Desk) -> Outcome {
    let sentence = unmarked_after(desk.shown()?, desk.selection.text().end).ok_or_else(words::no_unmarked_sentence)?;
    let mut focus = desk.selection.clone();
    focus.leave_trail();
    focus.span = None;
    (focus.anchor, focus.head) = (sentence.start, sentence.end);
    focus.reveal += 1;
    Ok(Step::focus(focus))
}

fn unmarked_after(article: &Article, from: ByteOffset) -> Option<ByteRange> {
    let text = &article.text;
    let heading = article.heading();
    let is_meant = |sentence: &ByteRange| {
        sentence.start >= from
            && heading.is_none_or(|heading| !heading.overlaps(*sentence))
            && article.spans.pieces_in(*sentence).next().is_none()
    };
    let mut paragraphs = text.paragraph_number(from)..text.paragraph_count();
    paragraphs
        .find_map(|number| sentences_in(text, text.paragraph(number), &article.language()).into_iter().find(is_meant))
}

/// Returns to where the caret was before the last jump.
pub(crate) fn go_back(desk: &Desk) -> Outcome {
    let mut focus = desk.selection.clone();
    let (article, offset) = focus.trail.pop().ok_or_else(words::nowhere_to_go_back)?;
    focus.show(Some(article));
    focus.span = None;
    focus.put_caret(offset);
    focus.reveal += 1;
    Ok(Step::focus(focus))
}

/// A unit of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextUnit {
    /// A word.
    Word,
    /// A sentence.
    Sentence,
    /// A paragraph.
    Paragraph,
    /// The whole text.
    All,
}

/// Selects the unit of text at the caret.
pub(crate) fn select_unit(desk: &Desk, unit: TextUnit) -> Outcome {
    let article = desk.shown()?;
    let (text, here) = (&article.text, desk.selection.head);
    let range = match unit {
        TextUnit::Word => word_at(text, here),
        TextUnit::Sentence => sentence_at(text, here, &article.language()),
        TextUnit::Paragraph => paragraph_at(text, here),
        TextUnit::All => text.range(),
    };
    Ok(Step::focus(Selection { anchor: range.start, head: range.end, span: None, ..desk.selection.clone() }))
}

/// Where undo or redo lead from an article: to the version of it that they bring in or leave.
pub(crate) fn version_to_follow(before: &Desk) -> impl FnOnce(&Desk) -> Result<Step, Notice> + Send + 'static {
    let shown = before.shown().ok().map(|article| (article.id, article.replaces));
    let later = shown.and_then(|(id, _)| before.project().later_version(id));
    move |desk: &Desk| {
        let Some((shown, earlier)) = shown else { return Ok(Step::nothing()) };
        let project = desk.project();
        let next = if project.articles.contains_key(&shown) { project.later_version(shown) } else { earlier };
        if next.is_none() || next == later {
            return Ok(Step::nothing());
        }
        let mut focus = desk.selection.clone();
        focus.show(next);
        Ok(Step::focus(focus))
    }
}
