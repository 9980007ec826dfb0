//! Marks that were set aside since they do not fit their text, and texts that are not what the file states: looked at,
//! put right, or dropped.

use super::words;
use crate::{
    app::desk::{
        derive::derive,
        derived::Derivation,
        desk::Desk,
        notice::Notice,
        prompt::Prompt,
        step::{Outcome, Step, Then},
    },
    edit::{Edit, Transaction, drop_quarantined},
    model::{Article, ArticleId, Quarantined, Span, SpanId},
    text::ByteRange,
};

/// Shows what is wrong in the project.
pub fn show(desk: &Desk) -> Step {
    derive(desk, Derivation::Problems).and(Then::Ask(Prompt::Problems))
}

/// Gives a mark that was set aside the pieces where it belongs.
pub fn place(desk: &Desk, article_id: ArticleId, span_id: SpanId, pieces: Vec<ByteRange>) -> Outcome {
    let (_, aside) = set_aside(desk, article_id, span_id)?;
    let label = words::put_back(&aside.words.join(" "));
    let span = Span { pieces, ..aside.span.clone() };
    Ok(Step::make(Transaction::one(label, Edit::Place(article_id, Box::new(span)))))
}

/// Puts back every mark set aside whose words occur exactly once in its text.
pub fn place_all(desk: &Desk) -> Outcome {
    let mut edits = Vec::new();
    for article in desk.project().articles.values() {
        for aside in article.quarantined.values() {
            if let [pieces] = aside.places(&article.text, 2).as_slice() {
                let span = Span { pieces: pieces.clone(), ..aside.span.clone() };
                edits.push(Edit::Place(article.id, Box::new(span)));
            }
        }
    }
    let count = edits.len();
    if count == 0 {
        return Err(words::none_fits_once());
    }
    Ok(Step::make(Transaction::new(words::put_back_all(count), edits)).saying(words::were_put_back(count)))
}

/// Drops a mark that was set aside, with its links.
pub fn drop(desk: &Desk, article_id: ArticleId, span_id: SpanId) -> Outcome {
    let (article, aside) = set_aside(desk, article_id, span_id)?;
    let label = words::drop_set_aside(&aside.words.join(" "));
    Ok(Step::make(Transaction::new(label, drop_quarantined(article, span_id))))
}

/// Accepts an article's text although the file states another hash.
pub fn accept_text(desk: &Desk, article_id: ArticleId) -> Outcome {
    let label = words::accept_text(&desk.article(article_id)?.facts.title);
    Ok(Step::make(Transaction::one(label, Edit::SetStatedHash(article_id, None))))
}

fn set_aside(desk: &Desk, article_id: ArticleId, span_id: SpanId) -> Result<(&Article, &Quarantined), Notice> {
    let article = desk.article(article_id)?;
    Ok((article, article.quarantined.get(&span_id).ok_or_else(words::not_set_aside)?))
}
