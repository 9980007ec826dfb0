//! Changes of single tags, each as one step with all the marks that it touches.

use super::words;
use crate::{
    app::{
        command::Panel,
        desk::{
            desk::Desk,
            notice::Notice,
            prompt::{Prompt, TagPurpose},
            request::Request,
            stamp,
            step::{Outcome, Step, Then},
        },
    },
    edit::{Edit, Position, Transaction, coinciding, delete_tag, merge_tag, retag, tagged_spans},
    model::{Colour, Examples, Tag, TagId},
};

/// Adds a tag under a parent, or at the top.
pub(crate) fn add(desk: &Desk, name: &str, parent: Option<TagId>) -> Outcome {
    let tag = stamp::new_tag(desk, free_name(desk, name, None)?, parent);
    let label = words::add(&tag.name);
    Ok(codebook_step(desk, label, vec![Edit::AddTag(Position::Last, Box::new(tag))]))
}

/// Renames a tag.
pub(crate) fn rename(desk: &Desk, tag_id: &TagId, name: &str) -> Outcome {
    let name = free_name(desk, name, Some(tag_id))?;
    change(desk, tag_id, words::rename, |tag| name.clone_into(&mut tag.name))
}

/// Sets a tag's badge: its first two characters.
pub(crate) fn set_badge(desk: &Desk, tag_id: &TagId, badge: &str) -> Outcome {
    let badge: String = badge.trim().chars().take(2).collect();
    change(desk, tag_id, words::set_badge, |tag| tag.badge = badge)
}

/// Sets a tag's colour.
pub(crate) fn set_colour(desk: &Desk, tag_id: &TagId, colour: Colour) -> Outcome {
    change(desk, tag_id, words::set_colour, |tag| tag.colour = colour)
}

/// Sets a tag's colour to one that was typed; an empty text leaves it as it is.
pub(crate) fn type_colour(desk: &Desk, tag_id: &TagId, typed: &str) -> Outcome {
    match Colour::from_hex(typed) {
        Some(colour) => set_colour(desk, tag_id, colour),
        None if typed.trim().is_empty() => Ok(Step::nothing()),
        None => Err(words::not_a_colour(typed)),
    }
}

/// Sets a tag's definition.
pub(crate) fn set_definition(desk: &Desk, tag_id: &TagId, definition: String) -> Outcome {
    change(desk, tag_id, words::set_definition, |tag| tag.definition = definition)
}

/// Sets a tag's examples.
pub(crate) fn set_examples(desk: &Desk, tag_id: &TagId, set: impl FnOnce(&mut Examples)) -> Outcome {
    change(desk, tag_id, words::set_examples, |tag| set(&mut tag.examples))
}

/// Puts a tag under another, or at the top.
pub(crate) fn set_parent(desk: &Desk, tag_id: &TagId, parent: Option<TagId>) -> Outcome {
    change(desk, tag_id, words::move_tag, |tag| tag.parent = parent)
}

/// Sets a tag's key; empty for none.
pub(crate) fn set_key(desk: &Desk, tag_id: &TagId, key: &str) -> Outcome {
    let key = key.trim().to_lowercase();
    if key.chars().count() > 1 || !key.chars().all(char::is_alphanumeric) {
        return Err(words::key_is_too_long());
    }
    if let Ok(shortcut) = key.to_uppercase().parse()
        && let Some(owner) = desk.settings.owner_of(&shortcut)
    {
        return Err(words::key_is_taken(&key, owner));
    }
    change(desk, tag_id, words::set_key, |tag| tag.key = key)
}

/// Moves a tag past the neighbour above or below it that has the same parent.
pub(crate) fn shift(desk: &Desk, tag_id: &TagId, by: i32) -> Outcome {
    let tags = &desk.project().codebook.tags;
    let here = tags.iter().position(|tag| tag.id == *tag_id).ok_or_else(words::tag_gone)?;
    let tag = tag(desk, tag_id)?;
    let is_sibling = |place: &usize| tags.get(*place).is_some_and(|other| other.parent == tag.parent);
    let target = if by < 0 { (0..here).rfind(is_sibling) } else { (here + 1..tags.len()).find(is_sibling) };
    let target = target.ok_or_else(words::nowhere_to_move)?;
    let others: Vec<TagId> = tags.iter().map(|tag| tag.id.clone()).filter(|id| id != tag_id).collect();
    let position = Position::at(&others, target, TagId::clone);
    Ok(Step::make(Transaction::one(words::move_tag(&tag.name), Edit::MoveTag(tag_id.clone(), position))))
}

/// Asks for a tag.
pub(crate) fn ask_which(purpose: TagPurpose) -> Step {
    Step::ask(Prompt::PickTag(purpose))
}

/// Goes on with a chosen tag.
pub(crate) fn pick(desk: &Desk, purpose: TagPurpose, tag_id: TagId) -> Outcome {
    match purpose {
        TagPurpose::Edit => {
            let step = Step::set(|settings| settings.show(Panel::Codebook)).closing_prompt();
            Ok(step.and(Then::Request(Request::EditTag(tag_id))))
        }
        TagPurpose::Merge => Ok(ask_which(TagPurpose::MergeInto(tag_id))),
        TagPurpose::MergeInto(from) => ask_merge(desk, from, tag_id),
        TagPurpose::Split => Ok(ask_split(tag_id)),
        TagPurpose::Delete => Ok(ask_delete(desk, tag_id)),
        TagPurpose::Parent(tag) => Ok(set_parent(desk, &tag, Some(tag_id))?.closing_prompt()),
    }
}

/// Asks how to split a tag.
pub(crate) fn ask_split(tag_id: TagId) -> Step {
    Step::ask(Prompt::SplitTag(tag_id))
}

/// Asks whether to merge a tag into another.
pub(crate) fn ask_merge(desk: &Desk, from: TagId, into: TagId) -> Outcome {
    if from == into {
        return Err(words::same_tag());
    }
    let spans = desk.session.tag_count(&from);
    let articles = desk.project().articles.values();
    let coinciding = articles.map(|article| coinciding(article, &from, &into).len()).sum();
    Ok(Step::ask(Prompt::MergeTag { from, into, spans, coinciding }))
}

/// Merges a tag into another.
pub(crate) fn merge(desk: &Desk, from: &TagId, into: &TagId) -> Outcome {
    let project = desk.project();
    let (goes, stays) = (tag(desk, from)?, tag(desk, into)?);
    let mut edits = Vec::new();
    // A tag cannot stay under the one that goes.
    if stays.parent.as_ref() == Some(from) {
        edits.push(Edit::ChangeTag(Box::new(Tag { parent: goes.parent.clone(), ..stays.clone() })));
    }
    edits.extend(merge_tag(project, from, into));
    Ok(codebook_step(desk, words::merge(&goes.name, &stays.name), edits))
}

/// Asks whether to delete a tag with its marks.
pub(crate) fn ask_delete(desk: &Desk, tag_id: TagId) -> Step {
    let spans = desk.session.tag_count(&tag_id);
    Step::ask(Prompt::DeleteTag { tag: tag_id, spans })
}

/// Deletes a tag with its marks.
pub(crate) fn delete(desk: &Desk, tag_id: &TagId) -> Outcome {
    let label = words::delete(&tag(desk, tag_id)?.name);
    Ok(codebook_step(desk, label, delete_tag(desk.project(), tag_id)))
}

/// Splits a tag: a new one beside it gets the marks whose words contain `holding`, case ignored; none when it is empty.
pub(crate) fn split(desk: &Desk, from: &TagId, name: &str, holding: &str) -> Outcome {
    let project = desk.project();
    let (original, holding) = (tag(desk, from)?, holding.trim().to_lowercase());
    if name.trim().is_empty() {
        return Err(words::name_is_empty());
    }
    let new = stamp::new_tag(desk, name, original.parent.clone());
    let new = Tag { fields: original.fields.clone(), ..new };
    let (new_id, name) = (new.id.clone(), new.name.clone());
    let held = tagged_spans(project, from)
        .filter(|(article, span)| !holding.is_empty() && article.words_of(span).to_lowercase().contains(&holding));
    let moved: Vec<Edit> = retag(held, &new_id).into_iter().collect();
    let told = words::was_split(&name, moved.len());
    let mut edits = vec![Edit::AddTag(Position::After(from.clone()), Box::new(new))];
    edits.extend(moved);
    Ok(codebook_step(desk, words::split(&name, &original.name), edits).closing_prompt().saying(told))
}

/// A name that no other tag has.
fn free_name<'n>(desk: &Desk, name: &'n str, of: Option<&TagId>) -> Result<&'n str, Notice> {
    let name = name.trim();
    if name.is_empty() {
        return Err(words::name_is_empty());
    }
    let tags = &desk.project().codebook.tags;
    if tags.iter().any(|tag| Some(&tag.id) != of && tag.name.eq_ignore_ascii_case(name)) {
        return Err(words::name_is_taken(name));
    }
    Ok(name)
}

fn tag<'d>(desk: &'d Desk, tag_id: &TagId) -> Result<&'d Tag, Notice> {
    desk.project().codebook.tag(tag_id).ok_or_else(words::tag_gone)
}

pub(super) fn change(desk: &Desk, tag_id: &TagId, label: fn(&str) -> String, change: impl FnOnce(&mut Tag)) -> Outcome {
    let tag = tag(desk, tag_id)?;
    let mut changed = tag.clone();
    change(&mut changed);
    if changed == *tag {
        return Ok(Step::nothing());
    }
    Ok(codebook_step(desk, label(&tag.name), vec![Edit::ChangeTag(Box::new(changed))]))
}

pub(super) fn codebook_step(desk: &Desk, label: String, edits: Vec<Edit>) -> Step {
    Step::make(Transaction::new(label, stamp::codebook_edits(desk, edits)))
}
