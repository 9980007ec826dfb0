//! The values in fields of one's own that articles have, by the names of the fields.

use crate::{
    analysis::value_words,
    model::{Article, FieldKind, Project},
};

/// The fields of an article that have a value, in the order of the codebook: name and value in words.
pub(super) fn values<'p>(project: &'p Project, article: &'p Article) -> impl Iterator<Item = (&'p str, String)> {
    project.codebook.article_fields.iter().filter_map(move |field| {
        let value = article.facts.fields.get(&field.id)?;
        Some((field.name.as_str(), value_words(project, value)))
    })
}

/// The same, each as `Region: north`.
pub(super) fn lines<'p>(project: &'p Project, article: &'p Article) -> impl Iterator<Item = String> + 'p {
    values(project, article).map(|(name, value)| format!("{name}: {value}"))
}

/// The same for lists of references: what has few values, or a number or a date, as keywords, free text as notes.
pub(super) fn keywords_and_notes(project: &Project, article: &Article) -> (Vec<String>, Vec<String>) {
    let (mut keywords, mut notes) = (Vec::new(), Vec::new());
    for field in &project.codebook.article_fields {
        if let Some(value) = article.facts.fields.get(&field.id) {
            let line = format!("{}: {}", field.name, value_words(project, value));
            if matches!(field.kind, FieldKind::Text) { notes.push(line) } else { keywords.push(line) }
        }
    }
    (keywords, notes)
}

/// The heads of columns for all fields, none of which is called as one of `others`.
pub(super) fn heads(project: &Project, others: &[&str]) -> Vec<String> {
    let is_taken = |name: &str| others.iter().any(|other| other.eq_ignore_ascii_case(name));
    let head = |name: &str| if is_taken(name) { format!("{name} (field)") } else { name.to_owned() };
    project.codebook.article_fields.iter().map(|field| head(&field.name)).collect()
}

/// The cells of those columns for an article.
pub(super) fn cells<'p>(project: &'p Project, article: &'p Article) -> impl Iterator<Item = String> + 'p {
    project.codebook.article_fields.iter().map(|field| {
        let value = article.facts.fields.get(&field.id);
        value.map(|value| value_words(project, value)).unwrap_or_default()
    })
}
