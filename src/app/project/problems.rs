//! Marks that do not fit their text, and texts that are not what the file states: looked at, put right, or dropped.

use std::sync::Arc;

use crate::app::{App, Notice, Prompt, tagging::shorten};
use crate::{
    edit::{Edit, Transaction, drop_quarantined},
    model::{Article, ArticleId, Quarantined, Span, SpanId, check},
    text::ByteRange,
};

/// How many places are offered for one mark.
const PLACES: usize = 3;

/// A mark that was kept aside, with where it could go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Its article.
    pub article: ArticleId,
    /// The mark.
    pub span: SpanId,
    /// Where its words stand, nearest to the stated place first.
    pub places: Vec<Vec<ByteRange>>,
}

impl App {
    /// Shows what is wrong in the project.
    pub(in crate::app) fn show_problems(&mut self) {
        self.prompt = Some(Prompt::Problems(self.repairs()));
    }

    fn repairs(&self) -> Arc<[Repair]> {
        let articles = self.session.project().articles.values();
        let repair = |article: &Article, kept: &Quarantined| Repair {
            article: article.id,
            span: kept.span.id,
            places: kept.places(&article.text, PLACES),
        };
        articles.flat_map(|article| article.quarantined.values().map(|kept| repair(article, kept))).collect()
    }

    /// Gives a mark that was kept aside the pieces where it belongs.
    pub(in crate::app) fn place(&mut self, article_id: ArticleId, span_id: SpanId, pieces: Vec<ByteRange>) {
        let Some((_, kept)) = self.kept_aside(article_id, span_id) else { return };
        let label = format!("Put “{}” in its place", shorten(&kept.words.join(" ")));
        let span = Span { pieces, ..kept.span.clone() };
        self.make(Transaction::one(label, Edit::Place(article_id, Box::new(span))));
        self.look_at_problems_again();
    }

    /// Puts every mark kept aside in its place whose words stand in the text just once.
    pub(in crate::app) fn place_all(&mut self) {
        let mut edits = Vec::new();
        for article in self.session.project().articles.values() {
            for kept in article.quarantined.values() {
                if let [pieces] = kept.places(&article.text, 2).as_slice() {
                    let span = Span { pieces: pieces.clone(), ..kept.span.clone() };
                    edits.push(Edit::Place(article.id, Box::new(span)));
                }
            }
        }
        let count = edits.len();
        if count > 0 && self.make(Transaction::new(format!("Put {count} marks in their places"), edits)) {
            self.tell(Notice::fine(format!("{count} marks are in their places; undo takes that back.")));
        }
        self.look_at_problems_again();
    }

    /// Drops a mark that was kept aside, with its links.
    pub(in crate::app) fn drop_kept_aside(&mut self, article_id: ArticleId, span_id: SpanId) {
        let Some((article, kept)) = self.kept_aside(article_id, span_id) else { return };
        let label = format!("Drop “{}”, which has no place", shorten(&kept.words.join(" ")));
        let edits = drop_quarantined(article, span_id);
        self.make(Transaction::new(label, edits));
        self.look_at_problems_again();
    }

    /// Takes an article's text as it is, although the file states another hash.
    pub(in crate::app) fn accept_text(&mut self, article_id: ArticleId) {
        let Some(article) = self.session.project().article(article_id) else { return };
        let label = format!("Accept the text of “{}”", shorten(&article.facts.title));
        self.make(Transaction::one(label, Edit::SetStatedHash(article_id, None)));
        self.look_at_problems_again();
    }

    fn kept_aside(&self, article_id: ArticleId, span_id: SpanId) -> Option<(&Article, &Quarantined)> {
        let article = self.session.project().article(article_id)?;
        Some((article, article.quarantined.get(&span_id)?))
    }

    /// Brings the list of problems up to date after something was put right, or that was undone.
    pub(in crate::app) fn look_at_problems_again(&mut self) {
        let project = self.session.project();
        let is_doubtful = |article: &Article| !article.quarantined.is_empty() || article.stated_sha256.is_some();
        if self.problems.is_empty() && !project.articles.values().any(|article| is_doubtful(article)) {
            return;
        }
        self.problems.clone_from(&self.lasting_problems);
        self.problems.extend(check(self.session.project()));
        if matches!(self.prompt, Some(Prompt::Problems(_))) {
            self.show_problems();
        }
    }
}
