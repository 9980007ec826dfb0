//! The codebook as a table: one row per tag in the order of the tree, then one row per kind of link. Taguette takes
//! it in as it is, by its columns `tag`, `description` and `parent`.

use super::{
    csv::table,
    format::{Format, Written},
    limit::Limit,
    losses::Losses,
    part::Part,
    reading::{Palette, hex},
    subject::Subject,
    words,
};
use crate::model::{Article, FieldDef, Project, Tag, TagId};

/// The codebook as CSV.
pub(super) const FORMAT: Format = Format {
    name: "codebook",
    title: "Codebook table",
    purpose: "tags and link kinds, one per row; Taguette can import it",
    extensions: &["csv"],
    holds: &[Part::Definitions, Part::Examples, Part::Colours, Part::Tree],
    limits: &[Limit::Marks],
    note: "marks are only counted",
    subject: Subject::Tags,
    write: |project| Written { losses: beside_tags(project).counted(), ..Written::one(table(&COLUMNS, rows(project))) },
};

/// What a codebook alone leaves out.
pub(super) fn beside_tags(project: &Project) -> Losses {
    let mut losses = Losses::default();
    losses.add(Limit::Marks, project.listed_articles().iter().map(|article| article.spans.len()).sum());
    losses
}

/// The header row.
pub(super) const COLUMNS: [&str; 15] = [
    "kind",
    "tag",
    "parent",
    "depth",
    "badge",
    "colour",
    "key",
    "description",
    "examples",
    "counterexamples",
    "questions",
    "from",
    "to",
    "number",
    "articles",
];

/// The rows of that table. Numbers are those of the articles that lists show.
pub(super) fn rows(project: &Project) -> impl Iterator<Item = Vec<String>> {
    let codebook = &project.codebook;
    let articles = project.listed_articles();
    let palette = Palette::light();
    let name = |id: &TagId| codebook.tag(id).map_or_else(|| id.to_string(), |tag| tag.name.clone());
    let counted = |count: &dyn Fn(&Article) -> usize| {
        let counts: Vec<usize> = articles.iter().map(|article| count(article)).filter(|count| *count > 0).collect();
        [counts.iter().sum::<usize>().to_string(), counts.len().to_string()]
    };
    let questions = |fields: &[FieldDef]| fields.iter().map(words::question).collect::<Vec<_>>().join("\n");
    let names = |tags: &[TagId]| tags.iter().map(name).collect::<Vec<_>>().join("; ");
    let mut rows = Vec::with_capacity(codebook.tags.len() + codebook.link_kinds.len());
    for (depth, tag) in codebook.tree() {
        let Tag { id, parent, badge, colour, key, definition, examples, fields, .. } = tag;
        let parent = parent.as_ref().filter(|_| depth > 0).map(name).unwrap_or_default();
        let [number, in_articles] = counted(&|article| article.spans.count(id));
        rows.push(vec![
            "tag".to_owned(),
            named(&tag.name, id.as_str()),
            parent,
            depth.to_string(),
            badge.clone(),
            format!("#{}", hex(palette.rgb(*colour))),
            key.clone(),
            definition.clone(),
            examples.yes.join("\n"),
            examples.no.join("\n"),
            questions(fields),
            String::new(),
            String::new(),
            number,
            in_articles,
        ]);
    }
    for kind in &codebook.link_kinds {
        let [number, in_articles] =
            counted(&|article| article.links.iter().filter(|link| link.kind == kind.id).count());
        let nothing = String::new;
        rows.push(vec![
            "link".to_owned(),
            named(&kind.name, kind.id.as_str()),
            nothing(),
            nothing(),
            nothing(),
            nothing(),
            nothing(),
            kind.definition.clone(),
            nothing(),
            nothing(),
            questions(&kind.fields),
            names(&kind.from),
            names(&kind.to),
            number,
            in_articles,
        ]);
    }
    rows.into_iter()
}

/// A name; other programs refuse a row without one.
fn named(name: &str, id: &str) -> String {
    if name.trim().is_empty() { id.to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_without_a_name_goes_by_its_id() {
        assert_eq!(named(" ", "x"), "x");
    }
}
