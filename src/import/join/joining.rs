//! A file on its way into a project.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use super::{
    article::Candidates,
    codebook::Matched,
    found::{FoundArticle, FoundSpan, NO_TIME, NOBODY_NAMED},
    identity::Texts,
    joined::{Choices, Joined},
    present::Present,
    words::{Matching, Note, What, Why},
};
use crate::{
    model::{Article, ArticleId, CoderId, Project, Span},
    text::Counting,
};

/// A file on its way into a project.
pub(super) struct Joining<'p> {
    /// The file, as messages call it.
    pub(super) name: String,
    pub(super) project: &'p mut Project,
    /// The project's articles by their texts.
    pub(super) texts: Texts,
    pub(super) counting: Counting,
    pub(super) matched: Matched,
    pub(super) present: Present,
    /// Where marks without a text may belong; texts come first, so all of the file are among them.
    pub(super) candidates: Option<Candidates>,
    pub(super) choices: &'p Choices,
    pub(super) joined: Joined,
    /// Articles that got something.
    pub(super) touched: HashSet<ArticleId>,
    /// How many marks are taken to be those of coders other than the chosen one, by their names.
    pub(super) others: BTreeMap<String, usize>,
    /// How many marks that the project has say something else than those of the file.
    pub(super) differing: usize,
}

impl Joining<'_> {
    /// The file, and what of it is meant.
    pub(super) fn called(&self, what: &str) -> String {
        match (self.name.as_str(), what) {
            (name, what) if what.starts_with(name) => what.to_owned(),
            (name, "") => name.to_owned(),
            (name, what) => format!("{name}, {what}"),
        }
    }

    /// What came of it.
    pub(super) fn told(mut self) -> Joined {
        let name = self.name.clone();
        for (coder, count) in std::mem::take(&mut self.others) {
            self.tell(name.clone(), Matching::MarksOf(coder, count));
        }
        if self.joined.coinciding > 0 {
            self.tell(name.clone(), Matching::Coinciding(self.joined.coinciding));
        }
        if self.differing > 0 {
            self.tell(name, Matching::DetailsDiffer(self.differing));
        }
        self.add_coder();
        let Self { mut joined, touched, .. } = self;
        let new: HashSet<ArticleId> = joined.new.iter().map(|(_, id)| *id).collect();
        joined.articles = new.len();
        joined.known_articles = touched.difference(&new).count();
        joined
    }

    /// Adds the coder of marks whose file does not say, where there are any such marks.
    fn add_coder(&mut self) {
        let coder = &self.choices.coder;
        let is_of = |article: &Article| {
            let aside = article.quarantined.values().map(|aside| &aside.span);
            let by = article.links.iter().map(|link| link.by).chain(aside.map(|span| span.by));
            let of_marks = article.spans.iter().flat_map(|span| [Some(span.by), span.changed.map(|(_, by)| by)]);
            by.chain(of_marks.flatten()).any(|by| by == coder.id)
        };
        let mut touched = self.touched.iter().filter_map(|id| self.project.article(*id));
        if !self.project.coders.contains_key(&coder.id) && touched.any(is_of) {
            self.project.coders.insert(coder.id, coder.clone());
        }
    }

    /// Says something that people should know of what stands at a place in the file.
    pub(super) fn tell(&mut self, place: String, what: impl Into<What>) {
        self.joined.notes.push(Note { place, what: what.into() }.to_string());
    }

    pub(super) fn skip(&mut self, place: &str, why: Why) {
        self.tell(place.to_owned(), What::Skipped(why));
    }

    /// Puts an article into the project: a new one, or a known one that got something.
    pub(super) fn touch(&mut self, article: Article) {
        self.touched.insert(article.id);
        self.joined.first = self.joined.first.or(Some(article.id));
        self.project.articles.insert(article.id, Arc::new(article));
    }

    /// Who made a mark or link, where the file says so or somebody chose it.
    pub(super) fn stated(&self, by: CoderId) -> Option<CoderId> {
        (by != NOBODY_NAMED || self.choices.is_coder_chosen).then(|| self.matched.coder(by))
    }

    /// Adds to an article that the project has what the file knows of it besides; says what has no place any more.
    pub(super) fn tell_more(&mut self, article: &mut Article, found: &FoundArticle) -> bool {
        let before = article.facts.clone();
        article.facts.fill_from(&found.facts);
        let note = &mut article.facts.note;
        if !note.contains(found.facts.note.as_str()) {
            let between = if note.is_empty() { "" } else { "\n" };
            *note = format!("{note}{between}{}", found.facts.note);
        }
        let is_new = |(key, value): &(&String, &String)| article.extra.get(*key) != Some(*value);
        let left: Vec<String> = found.extra.iter().filter(is_new).map(|(key, _)| key.clone()).collect();
        if !left.is_empty() {
            self.tell(self.called(&found.source.name), Matching::NotKept(left));
        }
        article.facts != before
    }

    /// The mark with our ids.
    pub(super) fn completed(&mut self, found: FoundSpan) -> Span {
        let mut span = found.span;
        if let Some(tag) = self.matched.tags.get(&span.tag) {
            span.tag = tag.clone();
        }
        let (fields, left) = self.matched.span_values(&span.tag, std::mem::take(&mut span.fields));
        span.fields = fields;
        self.put_in_note(&mut span.note, left, &found.place);
        span.by = self.matched.coder(span.by);
        span.changed = span.changed.map(|(when, by)| (when, self.matched.coder(by)));
        span.entity = span.entity.map(|id| self.matched.entity(id));
        span.codebook = self.matched.version;
        if span.made == NO_TIME {
            span.made = self.choices.now;
        }
        span
    }

    pub(super) fn put_in_note(&mut self, note: &mut String, left: Vec<String>, place: &str) {
        for value in left {
            self.tell(place.to_owned(), Matching::ValueNoted(value.clone()));
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&value);
        }
    }
}
