//! The one function that changes a project. The files beside this one say what each kind of edit does, each
//! kind together with the change that takes it back.

mod articles;
mod codebook;
mod people;
mod records;
mod spans;
mod team;

use super::{Edit, EditError};
use crate::model::Project;

/// Makes one change and returns the change that takes it back.
///
/// # Errors
/// Says why the edit does not fit the project, which is then unchanged.
pub fn apply(project: &mut Project, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::SetProjectFacts { title, note } => Ok(Edit::SetProjectFacts {
            title: std::mem::replace(&mut project.title, title),
            note: std::mem::replace(&mut project.note, note),
        }),
        Edit::AddArticle(article) => articles::add(project, article),
        Edit::RemoveArticle(article_id) => articles::remove(project, article_id),
        Edit::SetFacts(article_id, facts) => articles::set_facts(project, article_id, *facts),
        Edit::SetStatedHash(article_id, stated) => articles::set_stated_hash(project, article_id, stated),
        Edit::SetProgress(article_id, coder, status) => articles::set_progress(project, article_id, coder, status),
        Edit::SetDismissed(place, on) => articles::set_dismissed(project, place, on),
        Edit::AddSpan(article_id, span) => spans::add(project, article_id, span),
        Edit::ChangeSpan(article_id, span) => spans::change(project, article_id, span),
        Edit::RemoveSpan(article_id, span_id) => spans::remove(project, article_id, span_id),
        Edit::Quarantine(article_id, kept) => spans::quarantine(project, article_id, kept),
        Edit::Place(article_id, span) => spans::place(project, article_id, span),
        Edit::DropQuarantined(article_id, span_id) => spans::drop_quarantined(project, article_id, span_id),
        Edit::AddLink(article_id, link) => spans::add_link(project, article_id, link),
        Edit::ChangeLink(article_id, link) => spans::change_link(project, article_id, link),
        Edit::RemoveLink(article_id, link_id) => spans::remove_link(project, article_id, link_id),
        Edit::AddEntity(entity) => people::add_entity(project, entity),
        Edit::ChangeEntity(entity) => people::change_entity(project, entity),
        Edit::RemoveEntity(entity_id) => people::remove_entity(project, entity_id),
        Edit::AddCoder(coder) => people::add_coder(project, coder),
        Edit::ChangeCoder(coder) => people::change_coder(project, coder),
        Edit::RemoveCoder(coder_id) => people::remove_coder(project, coder_id),
        Edit::AddTag(position, tag) => codebook::add_tag(project, &position, tag),
        Edit::ChangeTag(tag) => codebook::change_tag(project, tag),
        Edit::MoveTag(tag_id, position) => codebook::move_tag(project, tag_id, &position),
        Edit::RemoveTag(tag_id) => codebook::remove_tag(project, &tag_id),
        Edit::SetCodebookVersion(version) => {
            Ok(Edit::SetCodebookVersion(std::mem::replace(&mut project.codebook.version, version)))
        }
        Edit::AddLinkKind(position, kind) => codebook::add_link_kind(project, &position, *kind),
        Edit::ChangeLinkKind(kind) => codebook::change_link_kind(project, *kind),
        Edit::MoveLinkKind(kind_id, position) => codebook::move_link_kind(project, kind_id, &position),
        Edit::RemoveLinkKind(kind_id) => codebook::remove_link_kind(project, &kind_id),
        Edit::AddRule(position, rule) => codebook::add_rule(project, &position, rule),
        Edit::RemoveRule(rule) => codebook::remove_rule(project, &rule),
        Edit::SetArticleField(id, field) => codebook::set_article_field(project, id, field),
        Edit::SetCueClass(id, class) => Ok(codebook::set_cue_class(project, id, class)),
        Edit::SetSharing { is_blind, seed } => Ok(Edit::SetSharing {
            is_blind: std::mem::replace(&mut project.team.is_blind, is_blind),
            seed: std::mem::replace(&mut project.team.seed, seed),
        }),
        Edit::SetAssigned(article_id, coder, on) => team::set_assigned(project, article_id, coder, on),
        Edit::SetDecision(id, decision) => team::set_decision(project, id, decision),
        Edit::SetReviewed(reviewed, on) => team::set_reviewed(project, reviewed, on),
        Edit::SetNotMentioned(about, found) => team::set_not_mentioned(project, about, found),
        Edit::SetFigure(id, figure) => team::set_figure(project, id, figure),
        Edit::SetContained(save, position) => Ok(team::set_contained(project, save, position)),
        Edit::SetSharedSave(suffix, save) => Ok(team::set_shared_save(project, suffix, save)),
        Edit::SetExtra(name, value) => Ok(team::set_extra(project, name, value)),
        Edit::SetUnplaced(unplaced) => Ok(Edit::SetUnplaced(std::mem::replace(&mut project.unplaced, unplaced))),
        Edit::SetConflict(conflict, on) => Ok(team::set_conflict(project, conflict, on)),
        Edit::Former(former) => codebook::former(project, former),
    }
}
