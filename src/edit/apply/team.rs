//! What several people decide, review and are to mark, and saved figures.

use super::records::{article, check_coder, missing};
use crate::{
    edit::{Edit, EditError, Position, RecordKind},
    model::{
        Absence, ArticleId, CoderId, Conflict, Decision, DecisionId, Figure, FigureId, NotMentioned, Project, Reviewed,
    },
};

pub(super) fn set_assigned(
    project: &mut Project,
    article_id: ArticleId,
    coder: CoderId,
    on: bool,
) -> Result<Edit, EditError> {
    article(project, article_id)?;
    check_coder(project, coder)?;
    let assigned = &mut project.team.assigned;
    let was = if on { !assigned.insert((article_id, coder)) } else { assigned.remove(&(article_id, coder)) };
    Ok(Edit::SetAssigned(article_id, coder, was))
}

pub(super) fn set_decision(
    project: &mut Project,
    id: DecisionId,
    decision: Option<Box<Decision>>,
) -> Result<Edit, EditError> {
    if let Some(decision) = &decision {
        article(project, decision.article)?;
        check_coder(project, decision.by)?;
    }
    let former = match decision {
        Some(decision) => project.decisions.insert(id, Decision { id, ..*decision }),
        None => project.decisions.remove(&id),
    };
    Ok(Edit::SetDecision(id, former.map(Box::new)))
}

pub(super) fn set_reviewed(project: &mut Project, reviewed: Reviewed, on: bool) -> Result<Edit, EditError> {
    article(project, reviewed.article)?;
    check_coder(project, reviewed.by)?;
    let was = if on { !project.reviewed.insert(reviewed) } else { project.reviewed.remove(&reviewed) };
    Ok(Edit::SetReviewed(reviewed, was))
}

pub(super) fn set_not_mentioned(
    project: &mut Project,
    about: Absence,
    found: Option<Box<NotMentioned>>,
) -> Result<Edit, EditError> {
    let (article_id, claim) = about;
    article(project, article_id)?;
    if !project.entities.contains_key(&claim) {
        return Err(missing(RecordKind::Entity));
    }
    let former = match found {
        Some(found) => {
            check_coder(project, found.by)?;
            project.not_mentioned.insert(about, *found)
        }
        None => project.not_mentioned.remove(&about),
    };
    Ok(Edit::SetNotMentioned(about, former.map(Box::new)))
}

pub(super) fn set_figure(project: &mut Project, id: FigureId, figure: Option<Box<Figure>>) -> Result<Edit, EditError> {
    let former = match figure {
        Some(figure) => {
            check_coder(project, figure.by)?;
            project.figures.insert(id, Figure { id, ..*figure })
        }
        None => project.figures.remove(&id),
    };
    Ok(Edit::SetFigure(id, former.map(Box::new)))
}

pub(super) fn set_conflict(project: &mut Project, conflict: Box<Conflict>, on: bool) -> Edit {
    let was = if on { !project.conflicts.insert((*conflict).clone()) } else { project.conflicts.remove(&conflict) };
    Edit::SetConflict(conflict, was)
}

pub(super) fn set_contained(project: &mut Project, save: String, position: Option<Position<String>>) -> Edit {
    let record = position.map(|position| (position, save.clone()));
    let former = Position::set(&mut project.ancestors, &save, record, String::clone);
    Edit::SetContained(save, former.map(|(position, _)| position))
}

pub(super) fn set_extra(project: &mut Project, name: String, value: Option<String>) -> Edit {
    let former = match value {
        Some(value) => project.extra.insert(name.clone(), value),
        None => project.extra.remove(&name),
    };
    Edit::SetExtra(name, former)
}

pub(super) fn set_shared_save(project: &mut Project, suffix: String, save: Option<String>) -> Edit {
    let contains = &mut project.team.contains;
    let former = match save {
        Some(save) => contains.insert(suffix.clone(), save),
        None => contains.remove(&suffix),
    };
    Edit::SetSharedSave(suffix, former)
}
