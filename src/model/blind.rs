//! What a coder sees where coders work blind: in an article that the coder has not said to be done, nothing of what others
//! marked there, nor names that only those marks use. The file is not encrypted: this keeps people from being led by each
//! other, not from looking on purpose.

use std::{collections::BTreeSet, sync::Arc};

use super::{Article, ArticleId, CoderId, DecisionId, EntityId, FieldValue, LinkId, Project, SpanId, Status};

impl Project {
    /// Whether a coder sees what others marked in an article.
    pub fn shows_others(&self, article: ArticleId, coder: CoderId) -> bool {
        !self.team.is_blind || self.status(article, coder) == Status::Done
    }

    /// The project as a coder sees it; `None` where the coder sees all of it.
    pub fn as_seen_by(&self, coder: CoderId) -> Option<Self> {
        if !self.team.is_blind {
            return None;
        }
        let hides = |article: &&Arc<Article>| !self.shows_others(article.id, coder) && hides_any(article, coder);
        let hiding: BTreeSet<ArticleId> = self.articles.values().filter(hides).map(|article| article.id).collect();
        let closed = |article: ArticleId| !self.shows_others(article, coder);
        let has_more = self.decisions.values().any(|decision| closed(decision.article))
            || self.not_mentioned.iter().any(|((article, _), found)| closed(*article) && found.by != coder);
        let theirs = |(article, who): &(ArticleId, CoderId)| *who != coder && closed(*article);
        let has_more = has_more || self.progress.keys().any(theirs);
        if hiding.is_empty() && !has_more {
            return None;
        }
        let mut seen = self.clone();
        let before: BTreeSet<EntityId> = hiding.iter().filter_map(|id| self.article(*id)).flat_map(names).collect();
        for id in &hiding {
            if let Some(article) = seen.articles.get_mut(id) {
                article.keep_marks(|maker| maker == coder);
                let article = Arc::make_mut(article);
                let theirs: Vec<LinkId> =
                    article.links.iter().filter(|link| link.by != coder).map(|link| link.id).collect();
                theirs.into_iter().for_each(|link| drop(article.links.remove(link)));
            }
        }
        // Whoever is known to be at work, and has no marks, would count as one who found nothing.
        seen.progress.retain(|key, _| !theirs(key));
        seen.decisions.retain(|_, decision| !closed(decision.article));
        seen.not_mentioned.retain(|(article, _), found| !closed(*article) || found.by == coder);
        let still: BTreeSet<EntityId> = seen.articles.values().flat_map(|article| names(article)).collect();
        let absent: BTreeSet<EntityId> = seen.not_mentioned.keys().map(|(_, claim)| *claim).collect();
        let gone = before.iter().filter(|entity| !still.contains(entity) && !absent.contains(entity));
        gone.for_each(|entity| drop(seen.entities.remove(entity)));
        let open = self.conflicts.iter().filter(|conflict| !self.is_about_hidden(&seen, &conflict.about));
        let open = open.cloned().collect();
        seen.conflicts = open;
        Some(seen)
    }

    /// Whether an id is that of a mark, link, decision or name that is here and hidden.
    fn is_about_hidden(&self, seen: &Self, about: &str) -> bool {
        let Ok(id) = about.parse() else { return false };
        let has = |project: &Self| {
            let in_article = |article: &Arc<Article>| {
                article.span(SpanId(id)).is_some()
                    || article.quarantined.contains_key(&SpanId(id))
                    || article.links.get(LinkId(id)).is_some()
            };
            project.entities.contains_key(&EntityId(id))
                || project.decisions.contains_key(&DecisionId(id))
                || project.articles.values().any(in_article)
        };
        has(self) && !has(seen)
    }
}

fn hides_any(article: &Article, coder: CoderId) -> bool {
    article.spans.makers().any(|maker| maker != coder)
        || article.quarantined.values().any(|aside| aside.span.by != coder)
        || article.links.iter().any(|link| link.by != coder)
}

/// The entities that the marks and links of an article name.
fn names(article: &Article) -> impl Iterator<Item = EntityId> {
    let of_spans = article
        .spans
        .iter()
        .flat_map(|span| span.entity.into_iter().chain(span.fields.values().filter_map(FieldValue::entity)));
    let of_links = article
        .links
        .iter()
        .flat_map(|link| link.to.entity().into_iter().chain(link.fields.values().filter_map(FieldValue::entity)));
    of_spans.chain(of_links).chain(article.facts.fields.values().filter_map(FieldValue::entity))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{
            Codebook, Entity, EntityKind, Facts, Id, Link, LinkEnd, LinkKindId, ProjectId, Source, Span, TagId, Time,
        },
        text::{ByteRange, FrozenText},
    };

    fn id(number: u8) -> Id {
        Id::from_bits([number; 10])
    }

    /// An article with a mark by Ana, and one by Ben that names an entity and leads to Ana's.
    fn example() -> (Project, CoderId, CoderId) {
        let (ana, ben) = (CoderId(id(1)), CoderId(id(2)));
        let mut project = Project::new(ProjectId(id(9)), "", Codebook::default());
        let text = FrozenText::verbatim("He said so twice.");
        let mut article = Article::new(ArticleId(id(3)), text, Facts::default(), Source::default(), Time(0));
        let mark = |number, by, start| {
            Span::new(SpanId(id(number)), TagId::new("claim"), vec![ByteRange::new(start, start + 2)], by, Time(0))
        };
        article.spans.insert(mark(4, ana, 0));
        article.spans.insert(Span { entity: Some(EntityId(id(6))), ..mark(5, ben, 3) });
        article.links.insert(Link {
            id: LinkId(id(7)),
            kind: LinkKindId::new("said-by"),
            from: SpanId(id(5)),
            to: LinkEnd::Span(SpanId(id(4))),
            order: 0,
            fields: Default::default(),
            note: String::new(),
            by: ben,
            made: Time(0),
            changed: None,
            extra: Default::default(),
        });
        project.entities.insert(EntityId(id(6)), Arc::new(Entity::new(EntityId(id(6)), EntityKind::Person, "Ben's")));
        project.articles.insert(article.id, Arc::new(article));
        project.team.is_blind = true;
        (project, ana, ben)
    }

    #[test]
    fn marks_links_and_names_of_others_are_hidden_until_one_is_done() {
        let (mut project, ana, ben) = example();
        let seen = project.as_seen_by(ana).unwrap();
        let article = seen.articles.values().next().unwrap();
        assert_eq!((article.spans.len(), article.links.len(), seen.entities.len()), (1, 0, 0));
        assert_eq!(project.as_seen_by(ben).unwrap().entities.len(), 1, "one's own name stays");
        let article = article.id;
        project.progress.insert((article, ana), Status::Done);
        assert_eq!(project.as_seen_by(ana), None);
        assert!(project.as_seen_by(ben).is_some(), "that somebody else is done reveals nothing");
    }

    #[test]
    fn nothing_is_hidden_where_coders_do_not_work_blind() {
        let (mut project, ana, _) = example();
        project.team.is_blind = false;
        assert_eq!(project.as_seen_by(ana), None);
    }
}
