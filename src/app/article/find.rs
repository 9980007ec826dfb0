//! Finding words in the shown article.

use crate::app::{App, Request};
use crate::{
    model::ArticleId,
    text::{ByteRange, Pattern},
};

/// More hits than this are not listed.
const MOST_HITS: usize = 10_000;

/// The search in the shown article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Find {
    /// Whether the search field is shown.
    pub is_open: bool,
    /// What is looked for.
    pub query: String,
    /// Whether capitals and small letters, and letters with and without accents, differ.
    pub match_case: bool,
    /// Where it stands, in order.
    pub hits: Vec<ByteRange>,
    /// Which hit is shown.
    pub current: usize,
    article: Option<ArticleId>,
}

impl App {
    pub(in crate::app) fn open_find(&mut self) {
        self.find.is_open = true;
        let words = self.view().article().map(|article| article.words(self.selection.text()).to_owned());
        if let Some(words) = words.filter(|words| !words.is_empty() && !words.contains('\n')) {
            self.find_words(words);
        }
        self.requests.push(Request::EditFind);
    }

    pub(in crate::app) fn find_words(&mut self, query: String) {
        self.find.query = query;
        self.look();
        let here = self.selection.text().start;
        let next = self.find.hits.partition_point(|hit| hit.start < here);
        self.find.current = if next < self.find.hits.len() { next } else { 0 };
        self.show_hit();
    }

    pub(in crate::app) fn match_case(&mut self, match_case: bool) {
        self.find.match_case = match_case;
        self.look();
        self.show_hit();
    }

    pub(in crate::app) fn find_step(&mut self, forward: bool) {
        let count = self.find.hits.len();
        if count > 0 {
            self.find.current = (self.find.current + if forward { 1 } else { count - 1 }) % count;
            self.show_hit();
        }
    }

    /// Looks again when another article is shown.
    pub(in crate::app) fn refresh_find(&mut self) {
        if self.find.is_open && self.find.article != self.selection.article {
            self.look();
        }
    }

    fn look(&mut self) {
        let query = self.find.query.as_str();
        let article = self.view().article();
        let pattern = if self.find.match_case { Pattern::exact(query) } else { Pattern::folded(query) };
        let hits = article.map(|article| pattern.find_in(&article.text).take(MOST_HITS).collect());
        self.find.hits = hits.unwrap_or_default();
        self.find.article = self.selection.article;
        self.find.current = 0;
    }

    fn show_hit(&mut self) {
        if let Some(hit) = self.find.hits.get(self.find.current) {
            (self.selection.anchor, self.selection.head) = (hit.start, hit.end);
            self.selection.span = None;
            self.selection.reveal += 1;
        }
    }
}
