//! Two coders who are one person: all that one made becomes the other's.

use std::{collections::BTreeMap, sync::Arc};

use super::{Edit, difference, unite::unite_in};
use crate::{
    model::{Article, Coder, CoderId, Link, Project, Reviewed, Span, SpanId, Status, TagId, Time},
    text::ByteRange,
};

/// What makes a mark of one coder the same as another.
type Content = (TagId, Vec<ByteRange>);

fn content(span: &Span) -> Content {
    (span.tag.clone(), span.pieces.clone())
}

/// How many marks of a coder another has too: the same tag on the same words.
pub fn shared_marks(project: &Project, from: CoderId, into: CoderId) -> usize {
    project.articles.values().map(|article| doubles(article, from, into).len()).sum()
}

/// The marks of a coder that another has too, each with the other's.
fn doubles(article: &Article, from: CoderId, into: CoderId) -> BTreeMap<SpanId, SpanId> {
    let of = |coder: CoderId| article.spans.in_text_order().filter(move |span| span.by == coder);
    let mut there: BTreeMap<Content, Vec<SpanId>> = BTreeMap::new();
    for span in of(into) {
        there.entry(content(span)).or_default().push(span.id);
    }
    of(from).filter_map(|span| Some((span.id, there.get_mut(&content(span))?.pop()?))).collect()
}

/// Makes all that a coder made another's: marks, also those set aside, links, decisions, and how far they are. A mark that
/// both have is one afterwards, with what is said of either. The coder is removed; the other is added where the project does
/// not know them. No edits where both are the same or the first is unknown.
pub fn merge_coder(project: &Project, from: CoderId, into: &Coder) -> Vec<Edit> {
    if from == into.id || !project.coders.contains_key(&from) {
        return Vec::new();
    }
    let mut target = project.clone();
    target.coders.remove(&from);
    target.coders.entry(into.id).or_insert_with(|| into.clone());
    let handing = Handing { from, into: into.id };
    let mut folded: BTreeMap<SpanId, SpanId> = BTreeMap::new();
    for article in target.articles.values_mut().filter(|article| handing.is_in(article)) {
        let doubles = doubles(article, from, into.id);
        let article = Arc::make_mut(article);
        handing.article(article);
        unite_in(project, article, &doubles);
        folded.extend(doubles);
    }
    for ((article, _), status) in project.progress.iter().filter(|((_, coder), _)| *coder == from) {
        target.progress.remove(&(*article, from));
        let own = target.progress.entry((*article, into.id)).or_insert(Status::New);
        *own = (*own).max(*status);
    }
    handing.codebook_and_people(&mut target);
    handing.team(&mut target, &folded);
    difference(project, &target)
}

/// What is handed over from one coder to another.
#[derive(Clone, Copy)]
struct Handing {
    from: CoderId,
    into: CoderId,
}

impl Handing {
    fn hand(self, by: &mut CoderId) {
        if *by == self.from {
            *by = self.into;
        }
    }

    fn change(self, changed: &mut Option<(Time, CoderId)>) {
        changed.iter_mut().for_each(|(_, by)| self.hand(by));
    }

    fn has(self, changed: Option<(Time, CoderId)>) -> bool {
        changed.is_some_and(|(_, by)| by == self.from)
    }

    fn is_in(self, article: &Article) -> bool {
        let has_made = |span: &Span| span.by == self.from || self.has(span.changed);
        article.spans.iter().any(has_made)
            || article.quarantined.values().any(|kept| has_made(&kept.span))
            || article.links.iter().any(|link| link.by == self.from || self.has(link.changed))
            || self.has(article.facts.changed)
    }

    fn span(self, span: &mut Span) {
        self.hand(&mut span.by);
        self.change(&mut span.changed);
    }

    fn article(self, article: &mut Article) {
        let mut spans: Vec<Span> = article.spans.iter().cloned().collect();
        spans.iter_mut().for_each(|span| self.span(span));
        article.spans = spans.into_iter().collect();
        article.quarantined.values_mut().for_each(|kept| self.span(&mut kept.span));
        let links: Vec<Link> = article.links.iter().cloned().collect();
        for mut link in links {
            self.hand(&mut link.by);
            self.change(&mut link.changed);
            article.links.insert(link);
        }
        self.change(&mut article.facts.changed);
    }

    fn codebook_and_people(self, project: &mut Project) {
        project.codebook.tags.iter_mut().for_each(|tag| self.change(&mut tag.changed));
        project.codebook.link_kinds.iter_mut().for_each(|kind| self.change(&mut kind.changed));
        project.coders.values_mut().for_each(|coder| self.change(&mut coder.changed));
        for entity in project.entities.values_mut().filter(|entity| self.has(entity.changed)) {
            self.change(&mut Arc::make_mut(entity).changed);
        }
    }

    /// Hands over what several people share; a mark that was `folded` into another is that one.
    fn team(self, project: &mut Project, folded: &BTreeMap<SpanId, SpanId>) {
        let kept = |id: SpanId| folded.get(&id).copied().unwrap_or(id);
        let assigned = std::mem::take(&mut project.team.assigned).into_iter();
        project.team.assigned = assigned
            .map(|(article, mut coder)| {
                self.hand(&mut coder);
                (article, coder)
            })
            .collect();
        for decision in project.decisions.values_mut() {
            self.hand(&mut decision.by);
            self.change(&mut decision.changed);
            *decision = decision.about_marks(kept);
        }
        let reviewed = std::mem::take(&mut project.reviewed).into_iter();
        project.reviewed = reviewed
            .map(|mut reviewed| {
                self.hand(&mut reviewed.by);
                Reviewed { span: kept(reviewed.span), ..reviewed }
            })
            .collect();
        project.not_mentioned.values_mut().for_each(|found| self.hand(&mut found.by));
        for figure in project.figures.values_mut() {
            self.hand(&mut figure.by);
            self.change(&mut figure.changed);
        }
    }
}
