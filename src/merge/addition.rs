//! Another project, whose articles are to be added: what a merge may take it to have begun with.

use std::sync::Arc;

use crate::model::{Article, Links, Project, Spans};

/// What another project is taken to have begun with, so that a merge adds all that ours does not have, and what ours has
/// stays as it is: the head, and records of one id, such as tags of the codebook that both began with.
pub fn begun_with(ours: &Project, other: &Project) -> Project {
    let mut begun = other.clone();
    let (book, own) = (&mut begun.codebook, &ours.codebook);
    book.tags = other.codebook.tags.iter().filter(|tag| own.tag(&tag.id).is_some()).cloned().collect();
    book.link_kinds.retain(|kind| own.link_kind(&kind.id).is_some());
    book.article_fields.retain(|field| own.article_field(&field.id).is_some());
    book.cue_classes.retain(|class| own.cue_classes.iter().any(|other| other.id == class.id));
    begun.coders.retain(|id, _| ours.coders.contains_key(id));
    begun.entities.retain(|id, _| ours.entities.contains_key(id));
    begun.articles.retain(|id, _| ours.articles.contains_key(id));
    for (id, article) in &mut begun.articles {
        if let Some(own) = ours.article(*id) {
            *article = Arc::new(shared(own, article));
        }
    }
    begun.decisions.retain(|id, _| ours.decisions.contains_key(id));
    begun.figures.retain(|id, _| ours.figures.contains_key(id));
    begun.not_mentioned.retain(|about, _| ours.not_mentioned.contains_key(about));
    begun.progress.retain(|key, _| ours.progress.contains_key(key));
    begun.dismissed.retain(|place| ours.dismissed.contains(place));
    begun.reviewed.retain(|reviewed| ours.reviewed.contains(reviewed));
    begun.team.assigned.retain(|pair| ours.team.assigned.contains(pair));
    begun.conflicts.retain(|open| ours.conflicts.contains(open));
    begun.unplaced.retain(|line| ours.unplaced.contains(line));
    begun
}

/// What of an article ours has too.
fn shared(own: &Article, theirs: &Article) -> Article {
    let mut article = theirs.clone();
    article.spans = theirs.spans.iter().filter(|span| own.span(span.id).is_some()).cloned().collect::<Spans>();
    article.links = theirs.links.iter().filter(|link| own.links.get(link.id).is_some()).cloned().collect::<Links>();
    article.quarantined.retain(|id, _| own.quarantined.contains_key(id));
    article
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        merge::{Copy, InPlace, merge},
        model::{Codebook, Entity, EntityId, EntityKind, Id, ProjectId, TagId, Time},
    };

    #[test]
    fn what_the_other_project_has_is_added_and_ours_stays() {
        let named = |project: u8, name: &str| {
            let mut project = Project::new(ProjectId(Id::from_bits([project; 10])), name, Codebook::default());
            let entity =
                Entity::new(EntityId(Id::from_bits([name.len() as u8; 10])), EntityKind::from_word("person"), name);
            project.entities.insert(entity.id, Arc::new(entity));
            project.codebook.tags.push(project.codebook.new_tag(TagId::new("claim"), name));
            project.note = name.to_owned();
            project
        };
        let (ours, other) = (named(1, "Ada"), named(2, "Benjamin"));
        let base = begun_with(&ours, &other);
        let merged = merge(&ours, &[Copy { project: &other, base: Some(&base) }], InPlace::Ours { made: Time(1) });
        assert!(merged.report.open.is_empty(), "{:?}", merged.report.open);
        assert_eq!(merged.report.names.added, 1);
        assert_eq!((merged.project.id, merged.project.note.as_str()), (ours.id, "Ada"));
        assert_eq!(merged.project.codebook, ours.codebook, "a tag of one id stays as it is here");
    }
}
