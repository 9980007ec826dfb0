//! What the codebook asks to be filled in: for marks of a tag, and for articles.

use super::{tags, words};
use crate::{
    app::desk::{
        clock,
        desk::Desk,
        notice::Notice,
        step::{Outcome, Step},
    },
    edit::{Edit, Position, delete_article_field},
    model::{FieldDef, FieldId, FieldKind, TagId},
};

/// What a field belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldOwner {
    /// A tag: its marks are asked.
    Tag(TagId),
    /// All articles.
    Articles,
}

/// A change of one part of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldChange {
    /// What it asks for.
    Name(String),
    /// How it is answered.
    Kind(FieldKind),
    /// What its answers mean.
    Definition(String),
}

/// Adds a field with this name; it takes text until another kind is chosen.
pub(crate) fn add(desk: &Desk, owner: &FieldOwner, name: &str) -> Outcome {
    let field = FieldDef {
        id: FieldId::new(clock::random_id().as_str()),
        name: free_name(fields_of(desk, owner)?, name, None)?,
        kind: FieldKind::Text,
        definition: String::new(),
    };
    match owner {
        FieldOwner::Tag(tag) => tags::change(desk, tag, words::add_question, |tag| tag.fields.push(field)),
        FieldOwner::Articles => {
            Ok(set_article_field(desk, words::add_article_field(&field.name), Position::Last, field))
        }
    }
}

/// Changes one part of a field.
pub(crate) fn change(desk: &Desk, owner: &FieldOwner, field_id: &FieldId, change: FieldChange) -> Outcome {
    let fields = fields_of(desk, owner)?;
    let former = fields.iter().find(|own| own.id == *field_id).ok_or_else(words::question_gone)?;
    let mut field = former.clone();
    match change {
        FieldChange::Name(name) => field.name = free_name(fields, &name, Some(field_id))?,
        FieldChange::Kind(kind) => field.kind = kind,
        FieldChange::Definition(definition) => field.definition = definition,
    }
    if *former == field {
        return Ok(Step::nothing());
    }
    match owner {
        FieldOwner::Tag(tag) => tags::change(desk, tag, words::change_question, |tag| {
            for own in tag.fields.iter_mut().filter(|own| own.id == field.id) {
                own.clone_from(&field);
            }
        }),
        FieldOwner::Articles => {
            let stays = Position::After(field.id.clone());
            Ok(set_article_field(desk, words::change_article_field(&field.name), stays, field))
        }
    }
}

/// Removes a field. Answers stay with the marks of a tag; those of articles go with their field.
pub(crate) fn remove(desk: &Desk, owner: &FieldOwner, id: &FieldId) -> Outcome {
    match owner {
        FieldOwner::Tag(tag) => {
            tags::change(desk, tag, words::remove_question, |tag| tag.fields.retain(|field| field.id != *id))
        }
        FieldOwner::Articles => {
            let project = desk.project();
            let field = project.codebook.article_field(id).ok_or_else(words::question_gone)?;
            let filled = project.articles.values().filter(|article| article.facts.fields.contains_key(id)).count();
            let label = words::remove_article_field(&field.name, filled);
            Ok(tags::codebook_step(desk, label, delete_article_field(project, id)))
        }
    }
}

fn set_article_field(desk: &Desk, label: String, position: Position<FieldId>, field: FieldDef) -> Step {
    let edit = Edit::SetArticleField(field.id.clone(), Some((position, Box::new(field))));
    tags::codebook_step(desk, label, vec![edit])
}

fn fields_of<'d>(desk: &'d Desk, owner: &FieldOwner) -> Result<&'d [FieldDef], Notice> {
    let codebook = &desk.project().codebook;
    match owner {
        FieldOwner::Tag(tag) => Ok(&codebook.tag(tag).ok_or_else(words::tag_gone)?.fields),
        FieldOwner::Articles => Ok(&codebook.article_fields),
    }
}

/// A name that no other of the fields has.
fn free_name(fields: &[FieldDef], name: &str, of: Option<&FieldId>) -> Result<String, Notice> {
    let name = name.trim();
    if name.is_empty() {
        return Err(words::name_is_empty());
    }
    let wanted = name.to_lowercase();
    if fields.iter().any(|field| Some(&field.id) != of && field.name.to_lowercase() == wanted) {
        return Err(words::question_is_there(name));
    }
    Ok(name.to_owned())
}
