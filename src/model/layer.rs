//! Whose marks are meant: those of everybody, those of one coder, or what was agreed on.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Article, ArticleId, Coder, CoderId, Link, Project, Span, SpanId, Status};

/// A choice among the marks of an article, by who made them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layer {
    /// The marks of all coders. What they agreed on is none of these: it would be there twice.
    #[default]
    All,
    /// The marks of one coder, or, with [`CoderId::CONSENSUS`], what was agreed on.
    Coder(CoderId),
}

impl Layer {
    /// What was agreed on.
    pub const CONSENSUS: Self = Self::Coder(CoderId::CONSENSUS);

    /// Whether a mark belongs to this layer.
    pub fn shows(self, span: &Span) -> bool {
        self.shows_marks_of(span.by)
    }

    /// Whether the marks of a coder belong to this layer.
    pub fn shows_marks_of(self, maker: CoderId) -> bool {
        match self {
            Self::All => maker != CoderId::CONSENSUS,
            Self::Coder(coder) => maker == coder,
        }
    }

    /// How many of these marks, counted by who made them, belong to this layer.
    pub fn sum(self, by_maker: &BTreeMap<CoderId, usize>) -> usize {
        match self {
            Self::All => {
                by_maker.iter().filter(|(maker, _)| self.shows_marks_of(**maker)).map(|(_, count)| count).sum()
            }
            Self::Coder(coder) => by_maker.get(&coder).copied().unwrap_or(0),
        }
    }

    /// The largest layer that a mark belongs to.
    pub fn around(span: &Span) -> Self {
        if span.by == CoderId::CONSENSUS { Self::CONSENSUS } else { Self::All }
    }
}

impl Project {
    /// Whether there are marks that were agreed on, or may be.
    pub fn has_consensus(&self) -> bool {
        self.coders.contains_key(&CoderId::CONSENSUS)
    }

    /// The people who mark, by name.
    pub fn people(&self) -> Vec<&Coder> {
        let mut people: Vec<&Coder> = self.coders.values().filter(|coder| coder.id != CoderId::CONSENSUS).collect();
        people.sort_unstable_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        people
    }

    /// Who has worked on each article: they have marks in it, or have said that they are at work or done.
    pub fn workers(&self) -> BTreeMap<ArticleId, BTreeSet<CoderId>> {
        let mut workers: BTreeMap<ArticleId, BTreeSet<CoderId>> = BTreeMap::new();
        for article in self.articles.values() {
            workers.entry(article.id).or_default().extend(article.spans.makers());
        }
        for ((article, coder), _) in self.progress.iter().filter(|(_, status)| **status != Status::New) {
            workers.entry(*article).or_default().insert(*coder);
        }
        workers
    }

    /// The people who have worked on an article, by name. Whoever only decides or looks is none of them.
    pub fn workers_by_name(&self) -> Vec<CoderId> {
        let has_marks = |coder| self.articles.values().any(|article| article.spans.has_maker(coder));
        let has_begun = |coder| self.progress.iter().any(|((_, who), status)| *who == coder && *status != Status::New);
        let people = self.people().into_iter().map(|coder| coder.id);
        people.filter(|coder| has_marks(*coder) || has_begun(*coder)).collect()
    }

    /// Whether the marks of a layer can be shown.
    pub fn has_layer(&self, layer: Layer) -> bool {
        match layer {
            Layer::All => true,
            Layer::Coder(coder) => self.coders.len() > 1 && self.coders.contains_key(&coder),
        }
    }

    /// Whose marks can be shown: all, and, where there are several coders, those of each, by name; what was agreed on last.
    pub fn layers(&self) -> impl Iterator<Item = Layer> {
        let people = if self.coders.len() > 1 { self.people() } else { Vec::new() };
        let consensus = self.has_consensus().then_some(Layer::CONSENSUS);
        let people = people.into_iter().map(|coder| Layer::Coder(coder.id));
        std::iter::once(Layer::All).chain(people).chain(consensus)
    }

    /// The project with the marks of a layer alone, and the links between them.
    #[must_use]
    pub fn in_layer(&self, layer: Layer) -> Self {
        let mut shown = self.clone();
        if layer == Layer::All && !self.has_consensus() {
            return shown;
        }
        for article in shown.articles.values_mut() {
            article.keep_marks(|maker| layer.shows_marks_of(maker));
        }
        shown
    }
}

impl Article {
    /// Drops the marks of those makers who are not to be seen, also the marks set aside, with all links from and to them.
    pub(super) fn keep_marks(self: &mut Arc<Self>, is_seen: impl Fn(CoderId) -> bool) {
        let aside = self.quarantined.values().map(|aside| &aside.span);
        if self.spans.makers().chain(aside.clone().map(|span| span.by)).all(&is_seen) {
            return;
        }
        let all = self.spans.iter().chain(aside);
        let hidden: Vec<SpanId> = all.filter(|span| !is_seen(span.by)).map(|span| span.id).collect();
        let article = Arc::make_mut(self);
        for span in hidden {
            article.spans.remove(span);
            article.quarantined.remove(&span);
            let touching: Vec<_> =
                article.links.from(span).chain(article.links.to(span)).map(|link: &Link| link.id).collect();
            touching.into_iter().for_each(|link| drop(article.links.remove(link)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Id, TagId, Time},
        text::ByteRange,
    };

    fn by(coder: CoderId) -> Span {
        Span::new(SpanId(Id::FIRST), TagId::new("claim"), vec![ByteRange::new(0, 1)], coder, Time(0))
    }

    #[test]
    fn a_coders_layer_holds_that_coders_marks_alone() {
        let (ada, ben) = (CoderId(Id::FIRST), CoderId(Id::LAST));
        assert!(Layer::Coder(ada).shows(&by(ada)));
        assert!(!Layer::Coder(ada).shows(&by(ben)));
    }

    #[test]
    fn the_layer_of_all_holds_every_mark_but_those_agreed_on() {
        assert!(Layer::All.shows(&by(CoderId(Id::FIRST))) && Layer::All.shows(&by(CoderId(Id::LAST))));
        assert!(!Layer::All.shows(&by(CoderId::CONSENSUS)) && Layer::CONSENSUS.shows(&by(CoderId::CONSENSUS)));
        assert_eq!(Layer::default(), Layer::All);
        assert_eq!(Layer::around(&by(CoderId::CONSENSUS)), Layer::CONSENSUS);
    }

    /// Who changed a mark later does not own it.
    #[test]
    fn a_mark_stays_in_the_layer_of_its_maker() {
        let (ada, ben) = (CoderId(Id::FIRST), CoderId(Id::LAST));
        let mut span = by(ada);
        span.changed = Some((Time(1), ben));
        assert!(Layer::Coder(ada).shows(&span) && !Layer::Coder(ben).shows(&span));
    }
}
