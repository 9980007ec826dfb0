//! Marking: every way of making, changing and deleting a mark, each as one step that can be undone.

use std::collections::BTreeMap;

use super::words;
use crate::{
    analysis::QUOTE,
    app::desk::{
        desk::Desk,
        notice::Notice,
        prompt::Prompt,
        selection::Selection,
        stamp,
        step::{Change, Outcome, Step},
    },
    edit::{Edit, Position, Transaction, delete_span, unite, with_piece},
    model::{Article, ArticleId, Dismissed, FieldId, FieldKind, FieldValue, Span, SpanId, TagId},
    text::{ByteOffset, ByteRange, next_word_end, previous_word_start, quote_type, to_closing_quote, trim},
};

/// Tags the selected text; where none is selected, retags the selected mark.
pub(crate) fn tag(desk: &Desk, tag_id: &TagId) -> Outcome {
    let range = desk.selection.text();
    match (range.is_empty(), desk.selection.span) {
        (false, _) => mark(desk, tag_id, range),
        (true, Some(span_id)) => retag(desk, span_id, tag_id),
        (true, None) => Err(words::nothing_to_tag()),
    }
}

/// Marks a range of the shown article.
pub(crate) fn mark(desk: &Desk, tag_id: &TagId, range: ByteRange) -> Outcome {
    let article = desk.shown()?;
    let range = trim(&article.text, range);
    let label = words::mark_as(article.words(range), &desk.tag_name(tag_id));
    mark_with(desk, article.id, tag_id, range, label, stamp::as_coder(desk, article.id))
}

/// Marks a range, after other edits.
fn mark_with(
    desk: &Desk,
    article_id: ArticleId,
    tag_id: &TagId,
    range: ByteRange,
    label: String,
    mut edits: Vec<Edit>,
) -> Outcome {
    if range.is_empty() {
        return Err(words::nothing_selected());
    }
    let span = stamp::new_span(desk, tag_id, vec![range]);
    let mut focus = desk.selection.clone();
    focus.put_caret(range.end);
    let article = desk.article(article_id)?;
    if let Some(there) = article.coinciding(&span) {
        focus.span = Some(there.id);
        return Ok(Step::focus(focus).saying(words::marked_already(&desk.tag_name(tag_id))));
    }
    focus.span = Some(span.id);
    let is_claim = desk.project().codebook.claim_tags().contains(&tag_id);
    let goes_on = is_claim.then(|| to_closing_quote(&article.text, range)).flatten();
    edits.push(Edit::AddSpan(article_id, Box::new(span)));
    let step = Step::make(Transaction::new(label, edits)).focusing(focus);
    Ok(if goes_on.is_some() { step.saying(words::quotation_goes_on()) } else { step })
}

/// Makes a tag and tags with it, as one step.
pub(crate) fn tag_with_new(desk: &Desk, name: &str) -> Outcome {
    let article_id = desk.shown()?.id;
    let tag = stamp::new_tag(desk, name, None);
    let (tag_id, name) = (tag.id.clone(), tag.name.clone());
    let mut edits = stamp::as_coder(desk, article_id);
    edits.extend(stamp::codebook_edits(desk, vec![Edit::AddTag(Position::Last, Box::new(tag))]));
    let range = desk.selection.text();
    if !range.is_empty() {
        let label = words::mark_with_new_tag(desk.shown()?.words(range), &name);
        return mark_with(desk, article_id, &tag_id, range, label, edits);
    }
    let (article, span) = desk.chosen().map_err(|_no_mark| words::nothing_to_tag())?;
    let label = words::retag_with_new_tag(&article.words_of(span), &name);
    let span = Span { tag: tag_id, ..span.clone() };
    edits.push(Edit::ChangeSpan(article_id, Box::new(span)));
    Ok(Step::make(Transaction::new(label, edits)))
}

/// Gives a mark another tag.
pub(crate) fn retag(desk: &Desk, span_id: SpanId, tag_id: &TagId) -> Outcome {
    let (article, span) = desk.span(span_id)?;
    if span.tag == *tag_id {
        return Ok(Step::nothing());
    }
    let label = words::retag_as(&article.words_of(span), &desk.tag_name(tag_id));
    let told = Notice::fine(label.clone());
    let step = change(desk, span_id, label, |span| span.tag = tag_id.clone())?;
    Ok(if matches!(step.change, Change::Make(_)) { step.saying(told) } else { step })
}

/// Adds a piece to the selected mark.
pub(crate) fn add_piece(desk: &Desk, range: ByteRange) -> Outcome {
    let (article, span) = desk.chosen().map_err(|_no_mark| words::no_mark_for_piece())?;
    let range = trim(&article.text, range);
    if range.is_empty() {
        return Err(words::nothing_selected());
    }
    let pieces = with_piece(&span.pieces, range);
    let mut focus = desk.selection.clone();
    focus.put_caret(range.end);
    let label = words::add_piece(article.words(range), &article.words_of(span));
    Ok(change(desk, span.id, label, |span| span.pieces = pieces)?.focusing(focus))
}

/// Extends the selected words, or the selected mark, to the mark that closes the quotation they begin with.
pub(crate) fn close_quote(desk: &Desk) -> Outcome {
    let article = desk.shown()?;
    let selected = desk.selection.text();
    if !selected.is_empty() {
        let whole = to_closing_quote(&article.text, selected).ok_or_else(words::no_closing_quote)?;
        let focus = Selection { anchor: whole.start, head: whole.end, ..desk.selection.clone() };
        return Ok(Step::focus(focus));
    }
    let (_, span) = desk.chosen().map_err(|_no_mark| words::nothing_selected())?;
    let longest = span.pieces.iter().rev().find_map(|piece| to_closing_quote(&article.text, *piece));
    let whole = longest.ok_or_else(words::no_closing_quote)?;
    reshape(desk, span.id, with_piece(&span.pieces, whole))
}

/// Gives a mark these pieces.
pub(crate) fn reshape(desk: &Desk, span_id: SpanId, pieces: Vec<ByteRange>) -> Outcome {
    let (article, span) = desk.span(span_id)?;
    if span.pieces == pieces {
        return Ok(Step::nothing());
    }
    change(desk, span_id, words::resize(&article.words_of(span)), |span| span.pieces = pieces)
}

/// Takes a piece out of a mark and makes it a mark of its own, of the same tag.
pub(crate) fn split_piece(desk: &Desk, span_id: SpanId, piece: ByteRange) -> Outcome {
    let (article, span) = desk.span(span_id)?;
    let rest: Vec<ByteRange> = span.pieces.iter().copied().filter(|other| *other != piece).collect();
    if rest.is_empty() || rest.len() == span.pieces.len() {
        return Err(words::edge_stays());
    }
    let split = stamp::new_span(desk, &span.tag, vec![piece]);
    if article.coinciding(&split).is_some() {
        return Err(words::marked_already_so(&desk.tag_name(&span.tag)));
    }
    let remaining = Span { pieces: rest.clone(), ..span.clone() };
    if article.coinciding(&remaining).is_some() {
        return Err(words::rest_marked_already(&desk.tag_name(&span.tag)));
    }
    let (article_id, split_id, label) = (article.id, split.id, words::split_piece(article.words(piece)));
    let mut step = change(desk, span_id, label, |span| span.pieces = rest)?;
    if let Change::Make(transaction) = &mut step.change {
        transaction.edits.push(Edit::AddSpan(article_id, Box::new(split)));
        step.focus = Some(Selection { span: Some(split_id), ..desk.selection.clone() });
    }
    Ok(step)
}

/// An edge of a mark, and where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EdgeMove {
    /// The start, a word back.
    StartEarlier,
    /// The start, a word on.
    StartLater,
    /// The end, a word back.
    EndEarlier,
    /// The end, a word on.
    EndLater,
}

/// Moves an edge of the selected mark by a word; the mark always keeps some text.
pub(crate) fn move_edge(desk: &Desk, edge: EdgeMove) -> Outcome {
    let (article, span) = desk.chosen()?;
    let mut pieces = span.pieces.clone();
    let text = &article.text;
    let word_start = |offset: ByteOffset| previous_word_start(text, offset);
    let word_end = |offset: ByteOffset| next_word_end(text, offset);
    let piece = match edge {
        EdgeMove::StartEarlier | EdgeMove::StartLater => pieces.first_mut(),
        EdgeMove::EndEarlier | EdgeMove::EndLater => pieces.last_mut(),
    };
    if let Some(piece) = piece {
        match edge {
            EdgeMove::StartEarlier => piece.start = word_start(piece.start),
            EdgeMove::StartLater => {
                let after_word = word_end(piece.start);
                piece.start = word_start(word_end(after_word)).max(after_word);
            }
            EdgeMove::EndEarlier => {
                let before_word = word_start(piece.end);
                piece.end = trim(text, ByteRange { start: piece.start.min(before_word), end: before_word }).end;
            }
            EdgeMove::EndLater => piece.end = word_end(piece.end),
        }
    }
    if pieces.iter().any(|piece| piece.is_empty()) {
        return Err(words::edge_stays());
    }
    reshape(desk, span.id, pieces)
}

/// Deletes a mark with its links.
pub(crate) fn delete(desk: &Desk, span_id: SpanId) -> Outcome {
    let (article, span) = desk.span(span_id)?;
    let label = words::delete(&article.words_of(span));
    let mut focus = desk.selection.clone();
    focus.put_caret(span.start());
    Ok(Step::make(Transaction::new(label, delete_span(desk.whole_article(article), span_id))).focusing(focus))
}

/// Sets a mark's note.
pub(crate) fn set_note(desk: &Desk, span_id: SpanId, note: String) -> Outcome {
    let (article, span) = desk.span(span_id)?;
    if span.note == note {
        return Ok(Step::nothing());
    }
    change(desk, span_id, words::change_note(&article.words_of(span)), |span| span.note = note)
}

/// Sets or clears a mark's "look again".
pub(crate) fn set_flag(desk: &Desk, span_id: SpanId, flag: bool) -> Outcome {
    let (article, span) = desk.span(span_id)?;
    if span.flag == flag {
        return Ok(Step::nothing());
    }
    change(desk, span_id, words::set_flag(&article.words_of(span), flag), |span| span.flag = flag)
}

/// Sets or clears "look again" of the selected mark.
pub(crate) fn toggle_flag(desk: &Desk) -> Outcome {
    let (_, span) = desk.chosen()?;
    set_flag(desk, span.id, !span.flag)
}

/// Dismisses an item of the checklist, or takes that back.
pub(crate) fn dismiss(desk: &Desk, place: Dismissed, on: bool) -> Outcome {
    let label = words::dismiss(desk.article(place.article)?.words(place.at), on);
    Ok(Step::make(Transaction::one(label, Edit::SetDismissed(place, on))))
}

/// Changes a mark of the shown article as one step, noting who and when. Asks first where it would coincide with another.
pub(crate) fn change(desk: &Desk, span_id: SpanId, label: String, change: impl FnOnce(&mut Span)) -> Outcome {
    let (article, former) = desk.span(span_id)?;
    let mut span = former.clone();
    change(&mut span);
    let is_elsewhere = (&span.tag, &span.pieces) != (&former.tag, &former.pieces);
    if let Some(there) = article.coinciding(&span).filter(|_| is_elsewhere) {
        let (article, stays, tag) = (article.id, there.id, span.tag);
        return Ok(Step::ask(Prompt::Unite { article, gone: span_id, stays, tag }));
    }
    let quote = FieldId::new(QUOTE);
    if span.pieces != former.pieces
        && span.by_rule.contains(&quote)
        && let Some(value) = quotation(desk, article, &span)
    {
        span.fields.insert(quote, value);
    }
    let mut edits = stamp::as_coder(desk, article.id);
    edits.push(Edit::ChangeSpan(article.id, Box::new(span)));
    Ok(Step::make(Transaction::new(label, edits)))
}

/// Whether the words of a mark are quoted, as an answer to the question of its tag; `None` if the codebook doesn't ask.
pub(crate) fn quotation(desk: &Desk, article: &Article, span: &Span) -> Option<FieldValue> {
    let tag = desk.project().codebook.tag(&span.tag)?;
    let asked = tag.fields.iter().find(|asked| asked.id.as_str() == QUOTE)?;
    let word = quote_type(&article.text, &span.pieces).word();
    let FieldKind::Choice(choices) = &asked.kind else { return None };
    choices.iter().any(|choice| choice == word).then(|| FieldValue::Choice(word.to_owned()))
}

/// Unites a mark with the one that it would coincide with, which stays and gets its links, notes and answers.
pub(crate) fn unite_with(desk: &Desk, article_id: ArticleId, gone: SpanId, stays: SpanId) -> Outcome {
    let article = desk.article(article_id)?;
    let kept = article.span(stays).filter(|_| article.span(gone).is_some()).ok_or_else(words::mark_gone)?;
    let kept = Span { changed: stamp::changed(desk), ..kept.clone() };
    let label = words::unite(&article.words_of(&kept));
    let mut edits = stamp::as_coder(desk, article_id);
    edits.extend(unite(
        desk.whole(),
        desk.whole_article(article),
        &BTreeMap::from([(gone, stays)]),
        BTreeMap::from([(stays, kept)]),
    ));
    let mut focus = desk.selection.clone();
    focus.span = focus.span.map(|span| if span == gone { stays } else { span });
    Ok(Step::make(Transaction::new(label, edits)).focusing(focus))
}

/// Unites a mark of the checklist with all that coincide with it.
pub(crate) fn unite_double(desk: &Desk, article_id: ArticleId, span_id: SpanId) -> Outcome {
    let article = desk.article(article_id)?;
    let mut doubles = article.doubles();
    let stays = doubles.get(&span_id).copied().unwrap_or(span_id);
    doubles.retain(|_, first| *first == stays);
    let kept = article.span(stays).filter(|_| !doubles.is_empty()).ok_or_else(words::mark_gone)?;
    let kept = Span { changed: stamp::changed(desk), ..kept.clone() };
    let label = words::unite(&article.words_of(&kept));
    let mut edits = stamp::as_coder(desk, article_id);
    let mut focus = desk.selection.clone();
    focus.span = focus.span.map(|span| doubles.get(&span).copied().unwrap_or(span));
    let told = words::were_united(doubles.len());
    edits.extend(unite(desk.whole(), desk.whole_article(article), &doubles, BTreeMap::from([(stays, kept)])));
    Ok(Step::make(Transaction::new(label, edits)).focusing(focus).saying(told))
}
