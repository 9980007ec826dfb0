//! The codebook: tags, kinds of link and rules, each one by one and in the order that people gave them.

use std::sync::Arc;

use super::records::tag;
use crate::{
    edit::{Edit, EditError, Former, Position, Record, RecordKind, User},
    model::{Article, CueClass, CueClassId, FieldDef, FieldId, LinkKind, LinkKindId, Project, Rule, Tag, TagId},
};

fn tag_id_of(tag: &Tag) -> TagId {
    tag.id.clone()
}

fn kind_id_of(kind: &LinkKind) -> LinkKindId {
    kind.id.clone()
}

fn missing_tag(tag_id: &TagId) -> EditError {
    EditError::Missing(Record::named(RecordKind::Tag, tag_id.as_str()))
}

fn missing_kind(kind_id: &LinkKindId) -> EditError {
    EditError::Missing(Record::named(RecordKind::LinkKind, kind_id.as_str()))
}

pub(super) fn add_tag(project: &mut Project, position: &Position<TagId>, tag: Box<Tag>) -> Result<Edit, EditError> {
    if let Some(there) = project.codebook.tag(&tag.id) {
        return Err(EditError::Exists(Record::named(RecordKind::Tag, &there.name)));
    }
    check_tag(project, &tag)?;
    let inverse = Edit::RemoveTag(tag.id.clone());
    position.insert(&mut project.codebook.tags, *tag, tag_id_of);
    Ok(inverse)
}

pub(super) fn change_tag(project: &mut Project, tag: Box<Tag>) -> Result<Edit, EditError> {
    check_tag(project, &tag)?;
    let former = project.codebook.tags.iter_mut().find(|other| other.id == tag.id);
    let former = former.ok_or_else(|| EditError::Missing(Record::named(RecordKind::Tag, &tag.name)))?;
    Ok(Edit::ChangeTag(Box::new(std::mem::replace(former, *tag))))
}

pub(super) fn move_tag(project: &mut Project, tag_id: TagId, to: &Position<TagId>) -> Result<Edit, EditError> {
    match to.move_record(&mut project.codebook.tags, &tag_id, tag_id_of) {
        Some(former) => Ok(Edit::MoveTag(tag_id, former)),
        None => Err(missing_tag(&tag_id)),
    }
}

pub(super) fn remove_tag(project: &mut Project, tag_id: &TagId) -> Result<Edit, EditError> {
    let what = Record::named(RecordKind::Tag, &tag(project, tag_id)?.name);
    let spans = project.count(tag_id);
    if spans > 0 {
        return Err(EditError::InUse { what, by: User::Spans(spans) });
    }
    if let Some(child) = project.codebook.tags.iter().find(|tag| tag.parent.as_ref() == Some(tag_id)) {
        return Err(EditError::InUse { what, by: User::Child(child.name.clone()) });
    }
    let removed = Position::remove(&mut project.codebook.tags, tag_id, tag_id_of);
    let (position, former) = removed.ok_or_else(|| missing_tag(tag_id))?;
    Ok(Edit::AddTag(position, Box::new(former)))
}

fn check_tag(project: &Project, tag: &Tag) -> Result<(), EditError> {
    let has_key = |other: &&Tag| other.id != tag.id && other.key.eq_ignore_ascii_case(&tag.key);
    let owner = project.codebook.tags.iter().find(has_key).filter(|_| !tag.key.is_empty());
    if let Some(owner) = owner {
        return Err(EditError::KeyTaken { key: tag.key.clone(), owner: owner.name.clone() });
    }
    match &tag.parent {
        Some(parent) if project.codebook.tag(parent).is_none() && *parent != tag.id => Err(missing_tag(parent)),
        Some(parent) if *parent == tag.id || project.codebook.is_under(parent, &tag.id) => {
            Err(EditError::TagLoop(tag.name.clone()))
        }
        Some(_) | None => Ok(()),
    }
}

pub(super) fn add_link_kind(
    project: &mut Project,
    position: &Position<LinkKindId>,
    kind: LinkKind,
) -> Result<Edit, EditError> {
    if let Some(there) = project.codebook.link_kind(&kind.id) {
        return Err(EditError::Exists(Record::named(RecordKind::LinkKind, &there.name)));
    }
    let inverse = Edit::RemoveLinkKind(kind.id.clone());
    position.insert(&mut project.codebook.link_kinds, kind, kind_id_of);
    Ok(inverse)
}

pub(super) fn change_link_kind(project: &mut Project, kind: LinkKind) -> Result<Edit, EditError> {
    let former = project.codebook.link_kinds.iter_mut().find(|other| other.id == kind.id);
    let former = former.ok_or_else(|| EditError::Missing(Record::named(RecordKind::LinkKind, &kind.name)))?;
    Ok(Edit::ChangeLinkKind(Box::new(std::mem::replace(former, kind))))
}

pub(super) fn move_link_kind(
    project: &mut Project,
    kind_id: LinkKindId,
    to: &Position<LinkKindId>,
) -> Result<Edit, EditError> {
    match to.move_record(&mut project.codebook.link_kinds, &kind_id, kind_id_of) {
        Some(former) => Ok(Edit::MoveLinkKind(kind_id, former)),
        None => Err(missing_kind(&kind_id)),
    }
}

pub(super) fn remove_link_kind(project: &mut Project, kind_id: &LinkKindId) -> Result<Edit, EditError> {
    check_unused(project, |kind| kind != kind_id)?;
    let removed = Position::remove(&mut project.codebook.link_kinds, kind_id, kind_id_of);
    let (position, former) = removed.ok_or_else(|| missing_kind(kind_id))?;
    Ok(Edit::AddLinkKind(position, Box::new(former)))
}

/// Refuses to remove kinds of link that links still have.
fn check_unused(project: &Project, stays: impl Fn(&LinkKindId) -> bool) -> Result<(), EditError> {
    let used =
        |article: &Arc<Article>| article.links.iter().find(|link| !stays(&link.kind)).map(|link| link.kind.clone());
    let Some(kind_id) = project.articles.values().find_map(used) else { return Ok(()) };
    let name = project.codebook.link_kind(&kind_id).map_or(kind_id.as_str(), |kind| kind.name.as_str());
    Err(EditError::InUse { what: Record::named(RecordKind::LinkKind, name), by: User::Link })
}

pub(super) fn add_rule(project: &mut Project, position: &Position<Rule>, rule: Rule) -> Result<Edit, EditError> {
    if project.codebook.rules.contains(&rule) {
        return Err(EditError::Exists(Record::of(RecordKind::Rule)));
    }
    position.insert(&mut project.codebook.rules, rule.clone(), Rule::clone);
    Ok(Edit::RemoveRule(rule))
}

pub(super) fn remove_rule(project: &mut Project, rule: &Rule) -> Result<Edit, EditError> {
    let removed = Position::remove(&mut project.codebook.rules, rule, Rule::clone);
    let (position, former) = removed.ok_or_else(|| EditError::Missing(Record::of(RecordKind::Rule)))?;
    Ok(Edit::AddRule(position, former))
}

pub(super) fn set_article_field(
    project: &mut Project,
    id: FieldId,
    field: Option<(Position<FieldId>, Box<FieldDef>)>,
) -> Result<Edit, EditError> {
    let filled = |article: &&Arc<Article>| article.facts.fields.contains_key(&id);
    if field.is_none()
        && let Some(article) = project.articles.values().find(filled)
    {
        let name = project.codebook.article_field(&id).map_or("", |field| field.name.as_str());
        let by = User::Article(article.facts.title.clone());
        return Err(EditError::InUse { what: Record::named(RecordKind::ArticleField, name), by });
    }
    let field = field.map(|(position, field)| (position, FieldDef { id: id.clone(), ..*field }));
    let former = Position::set(&mut project.codebook.article_fields, &id, field, |field| field.id.clone());
    Ok(Edit::SetArticleField(id, former.map(|(position, field)| (position, Box::new(field)))))
}

pub(super) fn set_cue_class(
    project: &mut Project,
    id: CueClassId,
    class: Option<(Position<CueClassId>, Box<CueClass>)>,
) -> Edit {
    let class = class.map(|(position, class)| (position, CueClass { id: id.clone(), ..*class }));
    let former = Position::set(&mut project.codebook.cue_classes, &id, class, |class| class.id.clone());
    Edit::SetCueClass(id, former.map(|(position, class)| (position, Box::new(class))))
}

/// Applies a change of an earlier version, as that version would have.
pub(super) fn former(project: &mut Project, former: Former) -> Result<Edit, EditError> {
    match former {
        Former::AddTag(index, tag) => {
            let position = Position::at(&project.codebook.tags, index, tag_id_of);
            add_tag(project, &position, tag)
        }
        Former::MoveTag(tag_id, index) => {
            let others: Vec<TagId> =
                project.codebook.tags.iter().map(tag_id_of).filter(|other| *other != tag_id).collect();
            let position = Position::at(&others, index, TagId::clone);
            move_tag(project, tag_id, &position)
        }
        Former::SetLinkKinds(kinds) => {
            check_unused(project, |kind| kinds.iter().any(|stays| stays.id == *kind))?;
            Ok(Edit::Former(Former::SetLinkKinds(std::mem::replace(&mut project.codebook.link_kinds, kinds))))
        }
        Former::SetRules(rules) => {
            Ok(Edit::Former(Former::SetRules(std::mem::replace(&mut project.codebook.rules, rules))))
        }
    }
}
