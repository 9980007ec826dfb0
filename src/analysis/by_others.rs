//! What others did to a coder's marks since the coder last looked: changed, deleted, or decided about them. Whether something
//! was seen is noted by the moment of the change itself, so that it doesn't matter whose clock is right.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Article, ArticleId, CoderId, Decision, Project, Reviewed, Span, SpanId, Time, Verdict};

/// What happened to a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happened {
    /// Somebody changed it.
    Changed,
    /// Somebody deleted it.
    Deleted,
    /// Somebody decided whether it holds.
    Decided(Verdict),
}

/// Something that somebody else did to a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct ByOthers {
    /// The article.
    pub article: ArticleId,
    /// What happened.
    pub happened: Happened,
    /// The mark as the coder knew it; `None` where that is not kept.
    pub before: Option<Span>,
    /// The mark as it is now, or what was agreed on in its place; `None` where it is gone, or does not hold.
    pub after: Option<Span>,
    /// Who did it, where that is known.
    pub by: Option<CoderId>,
    /// When, where that is known.
    pub at: Option<Time>,
    /// Why.
    pub note: String,
    /// What notes that the coder has seen it.
    pub seen: Reviewed,
}

/// What is known of a coder's marks as they were, from steps and saves that are kept on this computer.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// The coder's marks as they were, newest first.
    pub former: BTreeMap<SpanId, Vec<(ArticleId, Span)>>,
    /// Those that the coder deleted.
    pub deleted: BTreeSet<SpanId>,
}

impl Past {
    /// Notes that a mark once was so.
    pub fn knew(&mut self, article: ArticleId, span: Span) {
        self.former.entry(span.id).or_default().push((article, span));
    }
}

/// What others did to the marks of a coder and the coder has not seen, in the order of the text.
pub fn by_others(project: &Project, coder: CoderId, past: &Past) -> Vec<ByOthers> {
    let mut found = Vec::new();
    for article in project.articles.values() {
        let own = article.spans.in_text_order().filter(|span| span.by == coder);
        found.extend(own.filter_map(|span| changed(article, span, coder, past)));
    }
    for decision in project.decisions.values().filter(|decision| decision.by != coder) {
        let Some(article) = project.article(decision.article) else { continue };
        let own = decision.about.iter().filter_map(|id| article.span(*id)).find(|span| span.by == coder);
        found.extend(own.and_then(|span| decided(article, span, decision, coder)));
    }
    for (id, former) in &past.former {
        let is_here = |article: &ArticleId| {
            project.article(*article).is_none_or(|it| it.span(*id).is_some() || it.quarantined.contains_key(id))
        };
        let Some((article, span)) = former.first() else { continue };
        if span.by == coder && !past.deleted.contains(id) && !is_here(article) {
            found.push(deleted(*article, span, coder));
        }
    }
    found.retain(|one| !project.reviewed.contains(&one.seen));
    let start = |one: &ByOthers| one.after.as_ref().or(one.before.as_ref()).map(Span::start);
    found.sort_by_key(|one| (one.article, start(one), one.seen.span));
    found
}

fn changed(article: &Article, span: &Span, coder: CoderId, past: &Past) -> Option<ByOthers> {
    let (at, by) = span.changed.filter(|(_, by)| *by != coder)?;
    let former = past.former.get(&span.id).into_iter().flatten();
    let before = former.map(|(_, former)| former).find(|former| former.changed != span.changed).cloned();
    Some(ByOthers {
        article: article.id,
        happened: Happened::Changed,
        before,
        after: Some(span.clone()),
        by: Some(by),
        at: Some(at),
        note: String::new(),
        seen: Reviewed { article: article.id, span: span.id, by: coder, made: at },
    })
}

/// A decision; none where the coder's mark holds as it is.
fn decided(article: &Article, span: &Span, decision: &Decision, coder: CoderId) -> Option<ByOthers> {
    let (at, by) = decision.changed.unwrap_or((decision.made, decision.by));
    let near = span.pieces.iter().flat_map(|piece| article.spans.pieces_in(*piece)).map(|(_, other)| other);
    let is_of = |agreed: &&Span| {
        agreed.by == CoderId::CONSENSUS && agreed.made_from.iter().any(|source| decision.about.contains(source))
    };
    let made: Vec<&Span> = near.filter(is_of).collect();
    let agreed = made.first().copied();
    let content = |span: &Span| (span.tag.clone(), span.pieces.clone(), span.entity, span.fields.clone());
    if made.iter().any(|agreed| content(agreed) == content(span)) {
        return None;
    }
    Some(ByOthers {
        article: article.id,
        happened: Happened::Decided(decision.verdict),
        before: Some(span.clone()),
        after: agreed.cloned(),
        by: Some(by),
        at: Some(at),
        note: decision.note.clone(),
        seen: Reviewed { article: article.id, span: span.id, by: coder, made: at },
    })
}

fn deleted(article: ArticleId, span: &Span, coder: CoderId) -> ByOthers {
    ByOthers {
        article,
        happened: Happened::Deleted,
        before: Some(span.clone()),
        after: None,
        by: None,
        at: None,
        note: String::new(),
        seen: Reviewed { article, span: span.id, by: coder, made: Reviewed::DELETED },
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        edit::{Holds, Ruling, Transaction, apply_all, decide},
        model::{Codebook, Coder, Facts, Id, ProjectId, Source, TagId},
        text::{ByteRange, FrozenText},
    };

    fn id(number: u8) -> Id {
        Id::from_bits([number; 10])
    }

    const ADA: u8 = 1;
    const BEN: u8 = 2;

    /// An article with three marks by Ada and one by Ben.
    fn example() -> (Project, ArticleId) {
        let mut project = Project::new(ProjectId(id(9)), "", Codebook::default());
        for tag in ["claim", "cue"] {
            let tag = project.codebook.new_tag(TagId::new(tag), tag);
            project.codebook.tags.push(tag);
        }
        let text = FrozenText::verbatim("He said so twice.");
        let mut article = Article::new(ArticleId(id(3)), text, Facts::default(), Source::default(), Time(0));
        for (number, by, start, end) in [(10, ADA, 0, 2), (11, ADA, 3, 5), (12, ADA, 8, 10), (13, BEN, 3, 7)] {
            let range = ByteRange::new(start, end);
            let span = Span::new(SpanId(id(number)), TagId::new("claim"), vec![range], CoderId(id(by)), Time(0));
            article.spans.insert(span);
        }
        for by in [ADA, BEN] {
            let coder = Coder { id: CoderId(id(by)), name: by.to_string(), changed: None, extra: Default::default() };
            project.coders.insert(coder.id, coder);
        }
        let article_id = article.id;
        project.articles.insert(article_id, Arc::new(article));
        (project, article_id)
    }

    #[test]
    fn a_decision_that_leaves_ones_mark_as_it_is_is_no_news() {
        let (mut project, article) = example();
        let about = vec![SpanId(id(11)), SpanId(id(13))];
        let ruling = Ruling { article, about, holds: Holds::This(SpanId(id(11))), note: String::new() };
        let edits = decide(&project, &[ruling], CoderId(id(BEN)), Time(7));
        apply_all(&mut project, Transaction::new("", edits)).unwrap();
        assert!(by_others(&project, CoderId(id(ADA)), &Past::default()).is_empty());
    }

    #[test]
    fn changes_deletions_and_decisions_of_others_are_told_until_they_are_seen() {
        let (mut project, article_id) = example();
        let (ada, ben) = (CoderId(id(ADA)), CoderId(id(BEN)));
        let mut past = Past::default();
        for span in project.article(article_id).unwrap().spans.iter() {
            past.knew(article_id, span.clone());
        }
        assert!(by_others(&project, ada, &past).is_empty());
        let article = Arc::make_mut(project.articles.get_mut(&article_id).unwrap());
        let first = article.span(SpanId(id(10))).unwrap().clone();
        article.spans.insert(Span { tag: TagId::new("cue"), changed: Some((Time(5), ben)), ..first.clone() });
        article.spans.remove(SpanId(id(12)));
        let ruling = Ruling {
            article: article_id,
            about: vec![SpanId(id(11)), SpanId(id(13))],
            holds: Holds::This(SpanId(id(13))),
            note: "why".to_owned(),
        };
        let edits = decide(&project, &[ruling], ben, Time(7));
        apply_all(&mut project, Transaction::new("", edits)).unwrap();

        let found = by_others(&project, ada, &past);
        let told: Vec<(Happened, Option<CoderId>, &str)> =
            found.iter().map(|one| (one.happened, one.by, one.note.as_str())).collect();
        let verdict = Verdict::Take(SpanId(id(13)));
        assert_eq!(
            told,
            [
                (Happened::Changed, Some(ben), ""),
                (Happened::Decided(verdict), Some(ben), "why"),
                (Happened::Deleted, None, "")
            ]
        );
        assert_eq!(found[0].before, Some(first), "as it was");
        assert_eq!(found[1].after.as_ref().map(|span| span.by), Some(CoderId::CONSENSUS));
        assert!(by_others(&project, ben, &past).is_empty(), "one's own doings are no news");
        let taken = found.iter().find(|one| one.happened == Happened::Decided(verdict)).unwrap();
        assert_ne!(taken.after.as_ref().map(|span| &span.pieces), taken.before.as_ref().map(|span| &span.pieces));
        past.deleted.insert(SpanId(id(12)));
        assert_eq!(by_others(&project, ada, &past).len(), 2, "what one deleted oneself is none either");
        project.reviewed.extend(found.iter().map(|one| one.seen));
        assert!(by_others(&project, ada, &past).is_empty());

        // Changed once more, by a clock that is behind.
        let article = Arc::make_mut(project.articles.get_mut(&article_id).unwrap());
        let again = Span { changed: Some((Time(4), ben)), ..article.span(SpanId(id(10))).unwrap().clone() };
        article.spans.insert(again);
        assert_eq!(by_others(&project, ada, &past).len(), 1);
    }
}
