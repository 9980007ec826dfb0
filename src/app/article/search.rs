//! Search over all articles: runs beside the window, again whenever the query or the project changes.

use std::sync::Arc;

use crate::app::{Alike, App, Finished, Panel, Prompt, Request, StateMark, clock};
use crate::{
    analysis::{Found, Query},
    model::{Article, ArticleId, Span, SpanId, TagId},
    suggest::Hit,
    text::ByteRange,
};

/// More places than this are not listed.
pub const MOST_FOUND: usize = 100_000;

/// The search over all articles.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The query as typed.
    pub line: String,
    /// What was found, article by article in the order of lists.
    pub found: Arc<[Found]>,
    /// Why the query cannot be followed; empty when it can.
    pub problem: String,
    /// For which query and state of the project this was found.
    done: Option<(String, StateMark)>,
}

impl Search {
    /// Whether it shows what its query finds in this state.
    pub fn is_done(&self, state: StateMark) -> bool {
        self.done.as_ref().is_some_and(|(line, of)| *line == self.line && *of == state)
    }

    /// For which query and state it was found: changes when the places do.
    pub fn done(&self) -> Option<&(String, StateMark)> {
        self.done.as_ref()
    }
}

impl App {
    /// Looks for what a line asks.
    pub(in crate::app) fn search(&mut self, line: String) {
        self.search.line = line;
        let (line, state, session) = (self.search.line.clone(), self.session.state(), self.session.id());
        if self.search.is_done(state) || self.jobs.is_running("searching") {
            return;
        }
        let query = match Query::parse(&line, &self.session.project().codebook) {
            Ok(query) => query,
            Err(problem) => {
                self.search = Search { done: Some((line.clone(), state)), line, problem, ..Search::default() };
                return;
            }
        };
        let project = self.session.project().clone();
        self.jobs.start("searching", move |progress| {
            let articles = project.listed_articles();
            progress.set_total(articles.len());
            let mut found: Vec<Found> = Vec::new();
            for article in articles {
                if progress.is_cancelled() || found.len() >= MOST_FOUND {
                    break;
                }
                found.extend(query.find_in(&project, article));
                progress.step();
            }
            found.truncate(MOST_FOUND);
            Finished::Found(session, Box::new((line, state)), found)
        });
    }

    /// Opens the search over all articles, on the selected words where there are any.
    pub(in crate::app) fn open_search(&mut self) {
        let words = self.view().article().map(|article| article.words(self.selection.text()).to_owned());
        if let Some(words) = words.filter(|words| !words.is_empty() && !words.contains('\n')) {
            self.search(words);
        }
        self.change_settings(|settings| settings.show(Panel::Search));
        self.requests.push(Request::EditSearch);
    }

    /// Takes in what was found; the window asks again if something else is wanted by now.
    pub(in crate::app) fn take_found(&mut self, done: (String, StateMark), found: Vec<Found>) {
        self.search.done = Some(done);
        self.search.found = found.into();
        self.search.problem.clear();
    }

    /// Shows a place that was found.
    pub(in crate::app) fn jump_to_place(&mut self, article_id: ArticleId, range: ByteRange, span: Option<SpanId>) {
        let on_text =
            self.session.project().article(article_id).is_some_and(|article| article.text.get(range).is_some());
        if !on_text {
            return;
        }
        self.selection.leave_trail();
        self.selection.show(Some(article_id));
        self.selection.span = span;
        (self.selection.anchor, self.selection.head) = (range.start, range.end);
        if span.is_some() {
            self.selection.put_caret(range.start);
        }
        self.selection.reveal += 1;
    }

    /// Opens the list of places found that carry no mark of this tag yet, to be marked with it.
    pub(in crate::app) fn ask_mark_found(&mut self, tag: &TagId) {
        let project = self.session.project();
        let is_marked = |article: &Article, range: ByteRange| {
            article.spans.pieces_in(range).any(|(piece, span)| span.tag == *tag && piece.overlaps(range))
        };
        let free = self
            .search
            .found
            .iter()
            .filter(|found| project.article(found.article).is_some_and(|article| !is_marked(article, found.range)));
        let hits: Arc<[Hit]> = free.map(|found| Hit { article: found.article, range: found.range }).collect();
        let id = SpanId(clock::random_id());
        let model = Span::new(id, tag.clone(), Vec::new(), self.settings.coder_id(), clock::now());
        let names = vec![self.search.line.clone()];
        self.prompt =
            Some(Prompt::MarkAlike(Alike { model, names, everywhere: true, fold: true, is_search: true, hits }));
    }
}
