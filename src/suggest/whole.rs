//! Whole words for a selection; where words are written without blanks, names of the project are words too.

use crate::{
    model::{Article, Project},
    text::{ByteRange, is_unspaced, snap_to_words},
};

/// How far around the ends of a selection a name may reach, in bytes.
const FAR: usize = 120;

/// The whole words of a rough selection. Between words without blanks a dictionary finds their ends, and knows few names: a name or
/// alias of the project stays in one piece.
pub fn whole_words(project: &Project, article: &Article, rough: ByteRange) -> ByteRange {
    let words = snap_to_words(&article.text, rough, &article.language());
    let all = article.text.as_str();
    let from = all.floor_char_boundary(words.start.index().saturating_sub(FAR));
    let to = all.ceil_char_boundary((words.end.index() + FAR).min(all.len()));
    let near = all.get(from..to).unwrap_or_default();
    if words.is_empty() || !near.contains(is_unspaced) {
        return words;
    }
    let names = project.entities.values().flat_map(|entity| std::iter::once(&entity.name).chain(&entity.aliases));
    let places = names.filter(|name| name.contains(is_unspaced)).flat_map(|name| {
        near.match_indices(name.as_str()).map(move |(at, _)| ByteRange::new(from + at, from + at + name.len()))
    });
    places
        .filter(|name| name.overlaps(words))
        .fold(words, |words, name| ByteRange { start: words.start.min(name.start), end: words.end.max(name.end) })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        model::{ArticleId, Codebook, Entity, EntityId, EntityKind, Facts, Id, ProjectId, Source, Time},
        text::FrozenText,
    };

    #[test]
    fn a_name_of_the_project_is_one_word_where_words_have_no_blanks() {
        let mut project = Project::new(ProjectId(Id::FIRST), "Names", Codebook::default());
        let text = FrozenText::verbatim("昨天欧阳晓雯说了话。");
        let article = Article::new(ArticleId(Id::FIRST), text, Facts::default(), Source::default(), Time(0));
        let rough = ByteRange::new("昨天欧阳".len(), "昨天欧阳晓".len());
        let alone = whole_words(&project, &article, rough);
        assert_ne!(article.words(alone), "欧阳晓雯", "no dictionary has it");
        let id = EntityId(Id::FIRST);
        project.entities.insert(id, Arc::new(Entity::new(id, EntityKind::Person, "欧阳晓雯")));
        assert_eq!(article.words(whole_words(&project, &article, rough)), "欧阳晓雯");
    }
}
