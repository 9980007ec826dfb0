//! Deciding about marks that differ between coders. What holds becomes marks of its own, which belong to the consensus; the
//! coders' marks stay as they are.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Edit, difference, unite::unite_in};
use crate::model::{
    Article, ArticleId, Coder, CoderId, Decision, DecisionId, Extra, Id, Link, LinkEnd, LinkId, Origin, Project, Span,
    SpanId, Time, Verdict,
};

/// What is to be decided about marks of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling {
    /// The article.
    pub article: ArticleId,
    /// The marks that it is about, of different coders.
    pub about: Vec<SpanId>,
    /// What holds.
    pub holds: Holds,
    /// Why.
    pub note: String,
}

/// What holds of some differing marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// This one.
    This(SpanId),
    /// All of them.
    All,
    /// None of them.
    None,
    /// A new one, which begins as a copy of this one.
    Edited(SpanId),
}

/// The name of the consensus among the coders.
const NAME: &str = "Consensus";

/// The edits that decide so. What was decided before about any of these marks no longer holds.
pub fn decide(project: &Project, rulings: &[Ruling], by: CoderId, made: Time) -> Vec<Edit> {
    let mut before: BTreeMap<SpanId, Vec<DecisionId>> = BTreeMap::new();
    for decision in project.decisions.values() {
        decision.about.iter().for_each(|span| before.entry(*span).or_default().push(decision.id));
    }
    let sources = sources(project, rulings);
    let mut target = project.clone();
    let mut new: BTreeMap<ArticleId, BTreeSet<SpanId>> = BTreeMap::new();
    for ruling in rulings {
        let former = ruling.about.iter().filter_map(|span| before.get(span)).flatten();
        former.for_each(|decision| reopen_in(&mut target, *decision));
        new.entry(ruling.article).or_default().extend(rule(&mut target, ruling, &sources, by, made));
    }
    new.iter().for_each(|(article, new)| link(&mut target, *article, new, &sources));
    if new.values().any(|new| !new.is_empty()) {
        let consensus = || Coder { id: CoderId::CONSENSUS, name: NAME.to_owned(), changed: None, extra: Extra::new() };
        target.coders.entry(CoderId::CONSENSUS).or_insert_with(consensus);
    }
    difference(project, &target)
}

/// The articles in which a coder marked something twice, as one mark with the answers and links of both: what holds is made
/// of these.
fn sources(project: &Project, rulings: &[Ruling]) -> BTreeMap<ArticleId, Article> {
    let ids: BTreeSet<ArticleId> = rulings.iter().map(|ruling| ruling.article).collect();
    let united = |article: &Article| {
        let doubles = article.doubles();
        let mut united = (!doubles.is_empty()).then(|| article.clone())?;
        unite_in(project, &mut united, &doubles);
        Some((article.id, united))
    };
    ids.into_iter().filter_map(|id| project.article(id)).filter_map(united).collect()
}

/// The edits that open decisions again. What they made goes.
pub fn reopen(project: &Project, decisions: &[DecisionId]) -> Vec<Edit> {
    let mut target = project.clone();
    decisions.iter().for_each(|decision| reopen_in(&mut target, *decision));
    difference(project, &target)
}

/// The mark of the consensus that a coder's mark becomes: the same whoever decides.
pub fn agreed_on(span: SpanId) -> SpanId {
    SpanId(Id::of_words(&format!("consensus {span}")))
}

fn reopen_in(target: &mut Project, decision: DecisionId) {
    let Some(decision) = target.decisions.remove(&decision) else { return };
    let Some(article) = target.articles.get_mut(&decision.article).map(Arc::make_mut) else { return };
    for gone in made_by(article, &decision) {
        let touching = article.links.from(gone).chain(article.links.to(gone)).map(|link| link.id);
        let touching: Vec<LinkId> = touching.collect();
        touching.into_iter().for_each(|link| drop(article.links.remove(link)));
        article.spans.remove(gone);
    }
}

/// The marks of the consensus that a decision made.
fn made_by(article: &Article, decision: &Decision) -> Vec<SpanId> {
    let is_of = |span: &&Span| {
        span.by == CoderId::CONSENSUS && span.made_from.iter().any(|source| decision.about.contains(source))
    };
    article.spans.iter().filter(is_of).map(|span| span.id).collect()
}

/// Decides, and returns the marks that are new in the consensus; they have no links yet.
fn rule(
    target: &mut Project,
    ruling: &Ruling,
    sources: &BTreeMap<ArticleId, Article>,
    by: CoderId,
    made: Time,
) -> Vec<SpanId> {
    let (taken, verdict) = match ruling.holds {
        Holds::This(span) => (vec![span], Verdict::Take(span)),
        Holds::All => (ruling.about.clone(), Verdict::Both),
        Holds::None => (Vec::new(), Verdict::Neither),
        Holds::Edited(span) => (vec![span], Verdict::Edited(agreed_on(span))),
    };
    let Some(article) = target.articles.get_mut(&ruling.article).map(Arc::make_mut) else { return Vec::new() };
    let mut agreed: Vec<Span> = Vec::new();
    let united = |source: SpanId| sources.get(&article.id)?.span(source);
    for source in taken.iter().filter_map(|source| united(*source).or_else(|| article.span(*source))) {
        // What several coders marked alike is one mark, made from theirs.
        match agreed.iter_mut().find(|one| one.tag == source.tag && one.pieces == source.pieces) {
            Some(one) => one.made_from.push(source.id),
            None => agreed.push(agreed_mark(source)),
        }
    }
    let new = agreed.iter().map(|span| span.id).collect();
    agreed.into_iter().for_each(|span| drop(article.spans.insert(span)));
    let mut decision = Decision::new(article, ruling.about.clone(), verdict, by, made);
    decision.note.clone_from(&ruling.note);
    target.decisions.insert(decision.id, decision);
    new
}

/// A coder's mark as one of the consensus.
fn agreed_mark(source: &Span) -> Span {
    Span {
        id: agreed_on(source.id),
        by: CoderId::CONSENSUS,
        origin: Origin::Consensus,
        made_from: vec![source.id],
        changed: None,
        note: String::new(),
        flag: false,
        extra: Extra::new(),
        ..source.clone()
    }
}

/// Gives marks that are new in the consensus the links of the marks they were made from, to what stands in the consensus for
/// their ends; and links to them likewise.
fn link(target: &mut Project, article_id: ArticleId, new: &BTreeSet<SpanId>, sources: &BTreeMap<ArticleId, Article>) {
    let stands_for = stand_ins(target, article_id);
    let Some(article) = target.articles.get_mut(&article_id).map(Arc::make_mut) else { return };
    let agreed: Vec<(SpanId, SpanId)> = article
        .spans
        .iter()
        .filter(|span| span.by == CoderId::CONSENSUS)
        .flat_map(|span| span.made_from.iter().map(|source| (span.id, *source)))
        .collect();
    let mut links: Vec<Link> = Vec::new();
    for (from, source) in agreed {
        for link in sources.get(&article_id).unwrap_or(article).links.from(source) {
            let to = match link.to {
                LinkEnd::Span(to) => stands_for.get(&to).map(|agreed| LinkEnd::Span(*agreed)),
                LinkEnd::Entity(_) | LinkEnd::Unnamed | LinkEnd::Nobody => Some(link.to),
            };
            let is_new = |to: LinkEnd| new.contains(&from) || to.span().is_some_and(|to| new.contains(&to));
            let id = LinkId(Id::of_words(&format!("consensus {}", link.id)));
            let agreed = |to| Link {
                id,
                from,
                to,
                by: CoderId::CONSENSUS,
                changed: None,
                note: String::new(),
                extra: Extra::new(),
                ..link.clone()
            };
            links.extend(to.filter(|to| is_new(*to)).map(agreed));
        }
    }
    for link in links {
        let content = |link: &Link| (link.kind.clone(), link.to, link.order);
        let is_there = article.links.from(link.from).any(|there| content(there) == content(&link));
        // Links of several coders may lead in a circle, where those of each do not.
        if !is_there && !article.is_circle(&link) {
            article.links.insert(link);
        }
    }
}

/// What stands in the consensus for each mark of the coders about which something was decided.
fn stand_ins(project: &Project, article_id: ArticleId) -> BTreeMap<SpanId, SpanId> {
    let mut found = BTreeMap::new();
    let Some(article) = project.article(article_id) else { return found };
    for decision in project.decisions.values().filter(|decision| decision.article == article_id) {
        let made = made_by(article, decision);
        let is_of =
            |agreed: &SpanId, source| article.span(*agreed).is_some_and(|span| span.made_from.contains(&source));
        let of = |source: SpanId| made.iter().copied().find(|agreed| is_of(agreed, source));
        let only = if let [only] = made.as_slice() { Some(*only) } else { None };
        found.extend(decision.about.iter().filter_map(|source| Some((*source, of(*source).or(only)?))));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Codebook, Facts, LinkKind, LinkKindId, ProjectId, Source, TagId},
        text::{ByteRange, FrozenText},
    };

    fn id(number: u8) -> Id {
        Id::from_bits([number; 10])
    }

    #[test]
    fn what_a_coder_marked_twice_holds_with_the_links_of_both() {
        let mut project = Project::new(ProjectId(id(1)), "", Codebook::default());
        let text = FrozenText::verbatim("It rains, said Ada.");
        let mut article = Article::new(ArticleId(id(2)), text, Facts::default(), Source::default(), Time(1));
        let (ana, tag) = (CoderId(id(3)), TagId::new("claim"));
        project.codebook.tags.push(project.codebook.new_tag(tag.clone(), "Claim"));
        let kind = LinkKindId::new(LinkKindId::SAID_BY);
        project.codebook.link_kinds.push(LinkKind {
            id: kind.clone(),
            name: "Said by".to_owned(),
            definition: String::new(),
            from: Vec::new(),
            to: Vec::new(),
            fields: Vec::new(),
            changed: None,
            extra: Extra::new(),
        });
        let coder = Coder { id: ana, name: "Ana".to_owned(), changed: None, extra: Extra::new() };
        project.coders.insert(ana, coder);
        for number in [4, 5] {
            let made = Time(i64::from(number));
            article.spans.insert(Span::new(SpanId(id(number)), tag.clone(), vec![ByteRange::new(0, 8)], ana, made));
        }
        article.links.insert(Link {
            id: LinkId(id(6)),
            kind: kind.clone(),
            from: SpanId(id(5)),
            to: LinkEnd::Unnamed,
            order: 0,
            fields: BTreeMap::new(),
            note: String::new(),
            by: ana,
            made: Time(5),
            changed: None,
            extra: Extra::new(),
        });
        project.articles.insert(article.id, Arc::new(article));
        let first = SpanId(id(4));
        let ruling =
            Ruling { article: ArticleId(id(2)), about: vec![first], holds: Holds::This(first), note: String::new() };
        for edit in decide(&project, &[ruling], ana, Time(9)) {
            crate::edit::apply(&mut project, edit).unwrap();
        }
        let article = project.article(ArticleId(id(2))).unwrap();
        assert_eq!(article.links.from(agreed_on(first)).map(|link| link.to).collect::<Vec<_>>(), [LinkEnd::Unnamed]);
    }
}
