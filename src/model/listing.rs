//! Lists narrowed by what somebody typed: articles and names.

use super::{Article, CoderId, Entity, EntityKind, FieldValue, Project, Status};
use crate::text::folded;

impl Project {
    /// The listed articles whose title, outlet, author, date or own fields hold `wanted`, whatever its case; with a status, only
    /// those that are so far for this coder.
    pub fn articles_that_match(&self, wanted: &str, status: Option<(CoderId, Status)>) -> Vec<&Article> {
        let wanted = wanted.trim().to_lowercase();
        let holds = |article: &Article| {
            if wanted.is_empty() {
                return true;
            }
            let facts = &article.facts;
            let text = format!("{} {} {} {}", facts.title, facts.outlet, facts.author, facts.published);
            let own = |value: &FieldValue| match value {
                FieldValue::Choice(words) | FieldValue::Text(words) | FieldValue::Date(words) => {
                    words.to_lowercase().contains(&wanted)
                }
                FieldValue::Entity(id) => {
                    self.entities.get(id).is_some_and(|entity| entity.name.to_lowercase().contains(&wanted))
                }
                FieldValue::Number(_) | FieldValue::YesNo(_) => false,
            };
            text.to_lowercase().contains(&wanted) || facts.fields.values().any(own)
        };
        let is_so_far = |article: &Article| status.is_none_or(|(coder, is)| self.status(article.id, coder) == is);
        self.listed_articles().into_iter().filter(|article| is_so_far(article) && holds(article)).collect()
    }

    /// All entities that are names, not groups of claims, in no particular order.
    pub fn names(&self) -> impl Iterator<Item = &Entity> {
        self.entities.values().map(AsRef::as_ref).filter(|entity| entity.kind != EntityKind::Claim)
    }

    /// The names one of whose forms holds `wanted`, whatever its case and accents, in no particular order.
    pub fn names_that_match(&self, wanted: &str) -> Vec<&Entity> {
        let wanted = folded(wanted.trim());
        let holds = |entity: &&Entity| {
            let mut forms = std::iter::once(&entity.name).chain(&entity.aliases);
            wanted.is_empty() || forms.any(|form| folded(form).contains(&wanted))
        };
        self.names().filter(holds).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        model::{ArticleId, Codebook, EntityId, Facts, FieldId, Id, ProjectId, Source, Time},
        text::FrozenText,
    };

    fn id(number: u8) -> Id {
        Id::from_bits([0, 0, 0, 0, 0, 0, 0, 0, 0, number])
    }

    fn project() -> Project {
        let mut project = Project::new(ProjectId(id(1)), "", Codebook::default());
        for (number, title, outlet) in [(2, "Talks go on", "Tagesschau"), (3, "Bridge closed", "BBC")] {
            let facts = Facts { title: title.to_owned(), outlet: outlet.to_owned(), ..Facts::default() };
            let text = FrozenText::verbatim(title);
            let article = Article::new(ArticleId(id(number)), text, facts, Source::default(), Time(i64::from(number)));
            project.articles.insert(article.id, Arc::new(article));
        }
        for (number, kind, name) in [(4, EntityKind::Person, "Erdoğan"), (5, EntityKind::Claim, "Erdoğan left")] {
            let entity = Entity::new(EntityId(id(number)), kind, name);
            project.entities.insert(entity.id, Arc::new(entity));
        }
        project
    }

    #[test]
    fn articles_are_found_by_their_facts_and_status() {
        let mut project = project();
        let titles = |project: &Project, wanted: &str, status| -> Vec<String> {
            project.articles_that_match(wanted, status).into_iter().map(|article| article.facts.title.clone()).collect()
        };
        assert_eq!(titles(&project, "", None), ["Talks go on", "Bridge closed"]);
        assert_eq!(titles(&project, " bbc ", None), ["Bridge closed"]);
        let article = Arc::make_mut(project.articles.get_mut(&ArticleId(id(3))).unwrap());
        article.facts.fields.insert(FieldId::new("region"), FieldValue::Choice("North".to_owned()));
        assert_eq!(titles(&project, "north", None), ["Bridge closed"]);
        let (ada, ben) = (CoderId(Id::FIRST), CoderId(Id::LAST));
        project.progress.insert((ArticleId(id(2)), ada), Status::Done);
        assert_eq!(titles(&project, "", Some((ada, Status::Done))), ["Talks go on"]);
        assert!(titles(&project, "", Some((ben, Status::Done))).is_empty());
        assert!(titles(&project, "bridge", Some((ada, Status::Done))).is_empty());
    }

    #[test]
    fn names_are_found_whatever_their_accents_and_claims_are_none() {
        let mut project = project();
        let name = EntityId(id(4));
        let found = |project: &Project, wanted: &str| -> Vec<EntityId> {
            project.names_that_match(wanted).into_iter().map(|entity| entity.id).collect()
        };
        assert_eq!(found(&project, "ERDOGAN"), [name]);
        assert_eq!(found(&project, ""), [name]);
        assert!(found(&project, "president").is_empty());
        let mut entity = Entity::clone(&project.entities[&name]);
        entity.aliases.push("the President".to_owned());
        project.entities.insert(name, Arc::new(entity));
        assert_eq!(found(&project, "president"), [name]);
    }
}
