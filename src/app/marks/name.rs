//! Names: pointing mentions to entities; making, merging and splitting off entities. Nothing is merged unasked, and every
//! change is one step.

use std::collections::HashSet;

use super::{
    mark,
    mention::{Mentioned, add_alias, free_letter, letters, listed_name},
    words,
};
use crate::{
    app::desk::{
        choices::{About, Choice, ChoiceKeys, ChoiceList, Pick, Shown},
        clock,
        desk::Desk,
        notice::Notice,
        stamp,
        step::{Outcome, Step, Then},
    },
    edit::{Edit, Transaction, delete_entity, merge_entity},
    model::{ArticleId, Entity, EntityId, EntityKind, EntityPart, Mention, Span, SpanId},
    suggest::{entities_for, mention_tags},
};

/// A change of the register of names, with its object.
#[derive(Clone, Debug, PartialEq)]
pub enum NameAction {
    /// Points mentions to an entity.
    Assign(Vec<(ArticleId, SpanId)>, EntityId),
    /// Makes an entity of these mentions.
    AssignNew(Vec<(ArticleId, SpanId)>, EntityKind),
    /// Makes what was typed a part of an entity.
    Type(EntityId, EntityPart, String),
    /// Says of what kind an entity is.
    SetKind(EntityId, EntityKind),
    /// Merges one entity into another, which stays.
    Merge {
        /// The one that goes.
        from: EntityId,
        /// The one that stays.
        into: EntityId,
    },
    /// Splits one of an entity's names off, with the mentions that use it.
    Split(EntityId, String),
    /// Makes an entity of this name.
    Add(String),
    /// Deletes an entity; its mentions stay, without a name.
    Delete(EntityId),
    /// Says how a mark mentions its entity.
    SetMention(SpanId, Mention),
}

/// Answers a change of the register.
pub(crate) fn act(desk: &Desk, action: NameAction) -> Outcome {
    match action {
        NameAction::Assign(places, id) => assign_to(desk, &places, id),
        NameAction::AssignNew(places, kind) => {
            let (article, span) = places.first().copied().ok_or_else(words::no_mentions)?;
            let article = desk.article(article)?;
            let span = article.span(span).ok_or_else(words::no_mentions)?;
            assign_new(desk, &places, Some(kind), &listed_name(&article.words_of(span)))
        }
        NameAction::Type(id, part, typed) => {
            let typed = part.typed_into(entity(desk, id)?, &typed);
            change(desk, typed.map_err(|invalid| Notice::problem(invalid.to_string()))?)
        }
        NameAction::SetKind(id, kind) => change(desk, Entity { kind, ..entity(desk, id)?.clone() }),
        NameAction::Merge { from, into } => merge(desk, from, into),
        NameAction::Split(id, name) => split_off(desk, id, &name),
        NameAction::Add(name) if name.trim().is_empty() => Err(words::name_is_empty()),
        NameAction::Add(name) => {
            let entity = new_entity(desk, EntityKind::Person, name.trim());
            let label = words::add_name(&entity.name);
            Ok(Step::make(Transaction::one(label, Edit::AddEntity(Box::new(entity)))))
        }
        NameAction::Delete(id) => {
            let label = words::delete_name(&entity(desk, id)?.name);
            Ok(Step::make(Transaction::new(label, delete_entity(desk.project(), id))))
        }
        NameAction::SetMention(span_id, mention) => {
            let label = words::set_mention(&said(desk, span_id)?);
            mark::change(desk, span_id, label, |span| span.mention = mention)
        }
    }
}

/// Asks whom the selected mark mentions.
pub(crate) fn ask(desk: &Desk, by_letter: bool) -> Outcome {
    let (article, span) = desk.chosen()?;
    if desk.project().codebook.claim_tags().contains(&&span.tag) {
        return Err(words::no_name_for_claim());
    }
    let said = Mentioned::of(article, span);
    let (mut rows, fit) = known_names(desk, &said.words, span.entity);
    let (is_known_name, is_only_fit) = (fit != Fit::None, fit == Fit::One);
    if by_letter {
        rows.sort_by(|one, other| (one.letter.is_empty(), &one.letter).cmp(&(other.letter.is_empty(), &other.letter)));
    }
    // A name that nobody goes by yet comes first; what only describes becomes a name when somebody types it.
    if said.mention == Mention::Name {
        let name = listed_name(&said.words);
        let row = Choice::ranked(words::new_name_of(&name), "", Pick::NewName(name));
        if is_known_name || by_letter {
            rows.push(Choice { when: Shown::Always, ..row });
        } else {
            rows.insert(0, row);
        }
    }
    if span.entity.is_some() {
        rows.push(Choice::always(words::mentions_nobody(), Pick::NoName));
    }
    let is_sure = !by_letter && said.mention == Mention::Name && (!is_known_name || is_only_fit);
    Ok(Step::then(Then::Offer(ChoiceList {
        is_sure,
        typed: Some(words::new_name()),
        keys: if by_letter { ChoiceKeys::Letters } else { ChoiceKeys::Digits },
        foot: if by_letter { words::press_letter().to_owned() } else { String::new() },
        ..ChoiceList::new(span.id, words::who_is(&said.words), rows, About::Name)
    })))
}

/// How the names that a project knows fit some words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// None does.
    None,
    /// A single one does, and it is the same name.
    One,
    /// One may, or several do.
    Perhaps,
}

/// A row for each name but `current`, those that fit the words first, then those of the shown article; and whether any
/// fits the words.
fn known_names(desk: &Desk, said: &str, current: Option<EntityId>) -> (Vec<Choice>, Fit) {
    let project = desk.project();
    let letters = letters(project);
    let known = |id: EntityId| project.entities.get(&id).filter(|entity| entity.kind != EntityKind::Claim);
    let fitting = entities_for(project, said);
    let fit = match fitting.as_slice() {
        [] => Fit::None,
        [(_, reason)] if reason.is_same_name() => Fit::One,
        _ => Fit::Perhaps,
    };
    let mut ranked: Vec<(EntityId, String)> = fitting.into_iter().map(|(id, why)| (id, why.to_string())).collect();
    let here = desk.shown().into_iter().flat_map(|article| article.spans.in_text_order());
    let here = here.filter_map(|other| other.entity).map(|id| (id, words::in_this_article().to_owned()));
    let rest = project.entities.keys().map(|id| (*id, String::new()));
    let mut known_already: HashSet<EntityId> = ranked.iter().map(|(id, _)| *id).collect();
    ranked.extend(here.chain(rest).filter(|(id, _)| known_already.insert(*id)));
    let rows = ranked.into_iter().filter(|(id, _)| current != Some(*id)).filter_map(|(id, why)| {
        let row = Choice::ranked(known(id)?.name.clone(), why, Pick::Name(id));
        Some(Choice { letter: letters.get(&id).cloned().unwrap_or_default(), ..row })
    });
    (rows.collect(), fit)
}

/// Points a mark of the shown article to whom it mentions.
pub(crate) fn take(desk: &Desk, span_id: SpanId, pick: &Pick) -> Outcome {
    let places = [(desk.shown()?.id, span_id)];
    match pick {
        Pick::Name(id) => assign_to(desk, &places, *id),
        Pick::NewName(name) => assign_new(desk, &places, None, name),
        Pick::NoName => {
            mark::change(desk, span_id, words::clear_name(&said(desk, span_id)?), |span| span.entity = None)
        }
        Pick::Suggestion(_)
        | Pick::Words(_)
        | Pick::Entity(_)
        | Pick::Unnamed
        | Pick::Nobody
        | Pick::Unlink(_)
        | Pick::Answer(_)
        | Pick::SameAs(..)
        | Pick::OfGroup(_)
        | Pick::NoGroup => Err(words::name_gone()),
    }
}

fn assign_to(desk: &Desk, places: &[(ArticleId, SpanId)], id: EntityId) -> Outcome {
    assign(desk, places, entity(desk, id)?.clone(), false)
}

fn assign_new(desk: &Desk, places: &[(ArticleId, SpanId)], kind: Option<EntityKind>, name: &str) -> Outcome {
    let project = desk.project();
    let tags = mention_tags(&project.codebook);
    let of_tag = places.first().and_then(|(article, span)| tags.get(&project.span(*article, *span)?.tag).cloned());
    assign(desk, places, new_entity(desk, kind.or(of_tag).unwrap_or_default(), name), true)
}

/// Points mentions to an entity, which may be new; names it did not go by yet become its aliases.
fn assign(desk: &Desk, places: &[(ArticleId, SpanId)], mut entity: Entity, is_new: bool) -> Outcome {
    let project = desk.project();
    // The entity of a claim is its group, and no name.
    let claims = project.codebook.claim_tags();
    let (id, aliases) = (entity.id, entity.aliases.len());
    let mut changed = Vec::new();
    for (article_id, span_id) in places {
        let Some(article) = project.article(*article_id) else { continue };
        let Some(span) = article.span(*span_id).filter(|span| !claims.contains(&&span.tag)) else { continue };
        let said = Mentioned::of(article, span);
        if said.mention == Mention::Name {
            add_alias(&mut entity, &said.exactly());
        }
        let span = Span { entity: Some(id), mention: said.mention, ..span.clone() };
        changed.push(Edit::ChangeSpan(*article_id, Box::new(span)));
    }
    let (first, span_id) = places.first().filter(|_| !changed.is_empty()).ok_or_else(words::no_mentions)?;
    let label = match project.article(*first).and_then(|article| Some(article.words_of(article.span(*span_id)?))) {
        Some(said) if places.len() == 1 => words::name_mention(&said, &entity.name),
        Some(_) | None => words::name_mentions(changed.len(), &entity.name),
    };
    let mut edits = stamp::as_coder(desk, *first);
    if is_new {
        edits.push(Edit::AddEntity(Box::new(entity)));
    } else if entity.aliases.len() > aliases {
        edits.push(Edit::ChangeEntity(Box::new(entity)));
    }
    edits.extend(changed);
    let told = Notice::fine(label.clone());
    Ok(Step::make(Transaction::new(label, edits)).saying(told))
}

fn change(desk: &Desk, new: Entity) -> Outcome {
    if new.name.trim().is_empty() {
        return Err(words::name_is_empty());
    }
    if *entity(desk, new.id)? == new {
        return Ok(Step::nothing());
    }
    Ok(Step::make(Transaction::one(words::change_name(&new.name), Edit::ChangeEntity(Box::new(new)))))
}

fn new_entity(desk: &Desk, kind: EntityKind, name: &str) -> Entity {
    let mut entity = Entity::new(EntityId(clock::random_id()), kind, name);
    let taken = letters(desk.project()).into_values().collect();
    entity.key = free_letter(name, &taken);
    entity
}

fn merge(desk: &Desk, from: EntityId, into: EntityId) -> Outcome {
    let (goes, stays) = (entity(desk, from)?, entity(desk, into)?);
    if (goes.kind == EntityKind::Claim) != (stays.kind == EntityKind::Claim) {
        return Err(words::unlike_names());
    }
    let label = words::merge_names(&goes.name, &stays.name);
    let told = words::merged(&label);
    Ok(Step::make(Transaction::new(label, merge_entity(desk.project(), from, into))).saying(told))
}

/// Splits one of an entity's names off, with the mentions that use it.
fn split_off(desk: &Desk, id: EntityId, name: &str) -> Outcome {
    let project = desk.project();
    let whole = entity(desk, id)?;
    let mut rest = whole.clone();
    rest.aliases.retain(|alias| alias != name);
    let mut part = new_entity(desk, whole.kind.clone(), name);
    part.country.clone_from(&whole.country);
    let part_id = part.id;
    let mut edits = vec![Edit::ChangeEntity(Box::new(rest)), Edit::AddEntity(Box::new(part))];
    let before = edits.len();
    for article in project.articles.values() {
        let of_name =
            article.spans.iter().filter(|span| span.entity == Some(id) && Mentioned::of(article, span).is_called(name));
        edits.extend(
            of_name.map(|span| Edit::ChangeSpan(article.id, Box::new(Span { entity: Some(part_id), ..span.clone() }))),
        );
    }
    let told = words::was_split_off(name, edits.len() - before);
    Ok(Step::make(Transaction::new(words::split_off(name, &whole.name), edits)).saying(told))
}

/// The words of a mark of the shown article.
fn said(desk: &Desk, span_id: SpanId) -> Result<String, Notice> {
    desk.span(span_id).map(|(article, span)| article.words_of(span))
}

fn entity(desk: &Desk, id: EntityId) -> Result<&Entity, Notice> {
    desk.project().entities.get(&id).map(|entity| &**entity).ok_or_else(words::name_gone)
}
