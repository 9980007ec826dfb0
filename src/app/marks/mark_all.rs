//! Marking all like this: the same words, here or in all articles, each shown before it is marked; one step.

use std::sync::Arc;

use crate::app::{App, Finished, Notice, Prompt, clock, tagging::shorten};
use crate::{
    edit::{Edit, Transaction},
    model::{Article, Origin, Span, SpanId},
    suggest::{Hit, alike},
};

/// The places where a mark like the chosen one would stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// The mark that they would be like.
    pub model: Span,
    /// Its words, and the other names of what it mentions.
    pub names: Vec<String>,
    /// Whether all articles were searched, or only the shown one.
    pub everywhere: bool,
    /// Whether case and accents are ignored.
    pub fold: bool,
    /// Whether the places were found by a search, and not by the words of a mark.
    pub is_search: bool,
    /// The places.
    pub hits: Arc<[Hit]>,
}

impl App {
    /// Opens the list of all places with the words of the chosen mark.
    pub(in crate::app) fn ask_mark_alike(&mut self) {
        let Some((article, span)) = self.view().article().zip(self.view().span()) else { return };
        let mut names = vec![article.words_of(span)];
        if let Some(entity) = span.entity.and_then(|id| self.session.project().entities.get(&id)) {
            names.push(entity.name.clone());
            names.extend(entity.aliases.iter().cloned());
        }
        let model = span.clone();
        self.find_alike(Alike { model, names, everywhere: false, fold: false, is_search: false, hits: Arc::default() });
    }

    /// Looks again with another reach.
    pub(in crate::app) fn find_alike_again(&mut self, everywhere: bool, fold: bool) {
        if let Some(Prompt::MarkAlike(asked)) = &self.prompt {
            let asked = Alike { everywhere, fold, ..asked.clone() };
            self.find_alike(asked);
        }
    }

    fn find_alike(&mut self, asked: Alike) {
        let project = self.session.project();
        let articles: Vec<Arc<Article>> = if asked.everywhere {
            let listed = project.listed_articles();
            listed.into_iter().filter_map(|article| project.articles.get(&article.id).cloned()).collect()
        } else {
            self.selection.article.and_then(|id| project.articles.get(&id).cloned()).into_iter().collect()
        };
        self.jobs.start("looking for the words", move |progress| {
            progress.set_total(articles.len());
            let hits = articles.iter().flat_map(|article| {
                progress.step();
                alike(article, &asked.names, &asked.model.tag, asked.fold)
            });
            let hits: Arc<[Hit]> = hits.collect();
            Finished::FoundAlike(Box::new(Alike { hits, ..asked }))
        });
    }

    /// Marks the chosen places of the list, as one step.
    pub(in crate::app) fn mark_alike(&mut self, chosen: &[Hit]) {
        let Some(Prompt::MarkAlike(asked)) = self.prompt.take() else { return };
        let Some(first) = chosen.first() else { return };
        let mut edits = self.as_coder(first.article);
        edits.extend(chosen.iter().map(|hit| Edit::AddSpan(hit.article, Box::new(self.like(&asked.model, *hit)))));
        let words = asked.names.first().map(|words| shorten(words)).unwrap_or_default();
        let label = format!("Mark {} places like “{words}” as {}", chosen.len(), self.tag_name(&asked.model.tag));
        if self.make(Transaction::new(label.clone(), edits)) {
            self.tell(Notice::fine(format!("{label}; undo takes them back.")));
        }
    }

    /// A mark at a place, like another.
    fn like(&self, model: &Span, hit: Hit) -> Span {
        let id = SpanId(clock::random_id());
        let mut span = Span::new(id, model.tag.clone(), vec![hit.range], self.settings.coder_id(), clock::now());
        span.codebook = self.session.project().codebook.version;
        span.entity = model.entity;
        span.mention = model.mention;
        span.origin = Origin::Rule;
        span
    }
}
