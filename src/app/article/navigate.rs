//! Going from place to place: articles, spans, sentences without a mark, and back.

use crate::app::{App, Command};
use crate::{
    model::{ArticleId, SpanId},
    text::{ByteOffset, ByteRange, paragraph_at, sentence_at, sentences_in, word_at},
};

impl App {
    pub(in crate::app) fn show_article(&mut self, article_id: ArticleId) {
        if self.selection.article != Some(article_id) {
            self.selection.leave_trail();
            self.selection.show(Some(article_id));
        }
    }

    pub(in crate::app) fn jump_to(&mut self, article_id: ArticleId, span_id: SpanId) {
        let Some(span) = self.session.project().span(article_id, span_id) else { return };
        let start = span.start();
        self.selection.leave_trail();
        self.selection.show(Some(article_id));
        self.selection.span = Some(span_id);
        self.selection.put_caret(start);
        self.selection.reveal += 1;
    }

    pub(in crate::app) fn step_article(&mut self, forward: bool) {
        let listed: Vec<ArticleId> =
            self.session.project().listed_articles().iter().map(|article| article.id).collect();
        let here = listed.iter().position(|id| Some(*id) == self.selection.article);
        let next = match here {
            Some(place) if forward => place + 1,
            Some(place) => place.wrapping_sub(1),
            None => 0,
        };
        if let Some(article_id) = listed.get(next) {
            self.show_article(*article_id);
        }
    }

    pub(in crate::app) fn step_span(&mut self, forward: bool) {
        let Some(article) = self.view().article() else { return };
        let lowest = SpanId(crate::model::Id::FIRST);
        let from = self.view().span().map_or((self.selection.head, lowest), |span| (span.start(), span.id));
        let next =
            if forward { article.spans.next_after(from.0, from.1) } else { article.spans.last_before(from.0, from.1) };
        if let Some(span) = next {
            let (article_id, span_id) = (article.id, span.id);
            self.jump_to(article_id, span_id);
        }
    }

    /// Chooses the smallest span at the caret; when that is chosen, the next larger, and so on round.
    pub(in crate::app) fn choose_span_here(&mut self) {
        let Some(article) = self.view().article() else { return };
        let stack: Vec<SpanId> = article.spans.at(self.selection.head).iter().map(|span| span.id).collect();
        let here = stack.iter().position(|id| Some(*id) == self.selection.span);
        let next = here.map_or(0, |place| (place + 1) % stack.len().max(1));
        if let Some(span_id) = stack.get(next) {
            self.selection.span = Some(*span_id);
        }
    }

    pub(in crate::app) fn next_untagged(&mut self) {
        let Some(article) = self.view().article() else { return };
        let text = &article.text;
        let from = self.selection.text().end;
        let first = text.paragraph_number(from);
        let heading = article.heading();
        let found = (first..text.paragraph_count()).find_map(|number| {
            sentences_in(text, text.paragraph(number)).into_iter().find(|sentence| {
                sentence.start >= from
                    && heading.is_none_or(|heading| !heading.overlaps(*sentence))
                    && article.spans.pieces_in(*sentence).next().is_none()
            })
        });
        match found {
            Some(sentence) => {
                self.selection.leave_trail();
                self.selection.span = None;
                (self.selection.anchor, self.selection.head) = (sentence.start, sentence.end);
                self.selection.reveal += 1;
            }
            None => self.tell(crate::app::Notice::note("There is no sentence without a mark after this place.")),
        }
    }

    pub(in crate::app) fn go_back(&mut self) {
        if let Some((article, offset)) = self.selection.trail.pop() {
            self.selection.show(Some(article));
            self.selection.span = None;
            self.selection.put_caret(offset);
            self.selection.reveal += 1;
        }
    }

    pub(in crate::app) fn select_unit(&mut self, command: Command) {
        let Some(article) = self.view().article() else { return };
        let here: ByteOffset = self.selection.head;
        let text = &article.text;
        let unit: ByteRange = match command {
            Command::SelectSentence => sentence_at(text, here),
            Command::SelectParagraph => paragraph_at(text, here),
            Command::SelectAll => text.range(),
            _word => word_at(text, here),
        };
        (self.selection.anchor, self.selection.head) = (unit.start, unit.end);
        self.selection.span = None;
    }
}
