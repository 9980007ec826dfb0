//! Grouping claims that say the same.

use super::words;
use crate::{
    app::desk::{
        choices::{About, Choice, ChoiceList, Pick},
        clock,
        desk::Desk,
        notice::Notice,
        stamp,
        step::{Outcome, Step, Then},
        words::shorten,
    },
    edit::{Edit, Transaction, merge_entity},
    model::{Article, ArticleId, Entity, EntityId, EntityKind, Project, Span, SpanId},
    suggest::similar_claims,
};

/// Asks which claim the selected one repeats.
pub(crate) fn ask(desk: &Desk) -> Outcome {
    let project = desk.project();
    let (article, span) = desk.chosen()?;
    if !project.codebook.claim_tags().contains(&&span.tag) {
        return Err(words::only_claims());
    }
    let similar = similar_claims(project, article, span).into_iter().filter_map(|similar| {
        let home = project.article(similar.article)?;
        let other = home.span(similar.claim)?;
        let why = words::alike(similar.likeness * 100.0, similar.one_speaker, &home.facts.title);
        let pick = Pick::SameAs(similar.article, similar.claim);
        Some(Choice::ranked(shorten(&home.words_of(other)), why, pick))
    });
    let mut rows: Vec<Choice> = similar.collect();
    let groups = project.entities.values().filter(|entity| entity.kind == EntityKind::Claim);
    rows.extend(
        groups
            .filter(|group| span.entity != Some(group.id))
            .map(|group| Choice::when_typed(group.name.clone(), words::group_of_claims(), Pick::OfGroup(group.id))),
    );
    if span.entity.is_some() {
        rows.push(Choice::always(words::leave_group(), Pick::NoGroup));
    }
    let foot = if rows.is_empty() { words::no_similar_claim() } else { "" };
    let list = ChoiceList::new(span.id, words::says_the_same_as().to_owned(), rows, About::SameClaim);
    Ok(Step::then(Then::Offer(ChoiceList { foot: foot.to_owned(), ..list })))
}

/// Puts a claim of the shown article into a group, or takes it out.
pub(crate) fn take(desk: &Desk, span_id: SpanId, pick: &Pick) -> Outcome {
    let (article, span) = desk.span(span_id)?;
    let mut edits = stamp::as_coder(desk, article.id);
    let said = article.words_of(span);
    let label = match pick {
        Pick::OfGroup(group) => {
            edits.push(into_group(article.id, span, Some(*group)));
            words::group_claim(&said)
        }
        Pick::NoGroup => {
            edits.push(into_group(article.id, span, None));
            // A group without claims is nothing any more.
            edits.extend(emptied(desk.project(), span).map(Edit::RemoveEntity));
            words::leave_group_of_claims(&said)
        }
        Pick::SameAs(other_article, other) => {
            edits.extend(same_as(desk, (article.id, span), (*other_article, *other))?);
            words::group_claim(&said)
        }
        Pick::Suggestion(_)
        | Pick::Words(_)
        | Pick::Entity(_)
        | Pick::Unnamed
        | Pick::Nobody
        | Pick::Unlink(_)
        | Pick::Name(_)
        | Pick::NewName(_)
        | Pick::NoName
        | Pick::Answer(_) => return Err(words::claim_gone()),
    };
    let told = Notice::fine(label.clone());
    Ok(Step::make(Transaction::new(label, edits)).saying(told))
}

fn into_group(article: ArticleId, span: &Span, group: Option<EntityId>) -> Edit {
    Edit::ChangeSpan(article, Box::new(Span { entity: group, ..span.clone() }))
}

/// The group that a claim leaves empty, and that nothing links to.
fn emptied(project: &Project, span: &Span) -> Option<EntityId> {
    let others =
        |article: &Article| article.spans.iter().any(|other| other.entity == span.entity && other.id != span.id);
    let links = |article: &Article, group: EntityId| article.links.iter().any(|link| link.to.entity() == Some(group));
    span.entity.filter(|group| !project.articles.values().any(|article| others(article) || links(article, *group)))
}

/// Puts two claims into one group.
fn same_as(
    desk: &Desk,
    (article_id, span): (ArticleId, &Span),
    (other_article, other_id): (ArticleId, SpanId),
) -> Result<Vec<Edit>, Notice> {
    let project = desk.project();
    let other_home = desk.article(other_article)?;
    let other = other_home.span(other_id).ok_or_else(words::claim_gone)?;
    let mut edits = Vec::new();
    let group = span.entity.or(other.entity).unwrap_or_else(|| {
        let group = EntityId(clock::random_id());
        let name = shorten(&other_home.words_of(other));
        edits.push(Edit::AddEntity(Box::new(Entity::new(group, EntityKind::Claim, &name))));
        group
    });
    // Two groups that say the same are one: nobody is left behind in the other.
    match other.entity.filter(|known| *known != group && project.entities.contains_key(known)) {
        Some(former) => edits.extend(merge_entity(project, former, group)),
        None => {
            let members = [(article_id, span), (other_article, other)];
            let outside = members.into_iter().filter(|(_, member)| member.entity != Some(group));
            edits.extend(outside.map(|(article, member)| into_group(article, member, Some(group))));
        }
    }
    Ok(edits)
}
