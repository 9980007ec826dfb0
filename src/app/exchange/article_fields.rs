//! What files know of articles that is none of our facts: it goes to fields that the codebook defines for articles, new
//! ones where it has none of the name.

use std::collections::BTreeMap;

use crate::{
    app::desk::clock,
    edit::{Edit, Position},
    import::Imported,
    model::{FieldDef, FieldId, FieldKind, FieldValue, Project, kind_of_words, value_of_words},
};

/// The fields that are new to the project, as edits; the articles then have their values as facts.
pub(super) fn define(project: &Project, imported: &mut [Imported]) -> Vec<Edit> {
    let mut columns: BTreeMap<String, (String, Vec<&str>)> = BTreeMap::new();
    for (name, value) in imported.iter().flat_map(|article| &article.fields) {
        let column = columns.entry(name.trim().to_lowercase()).or_insert_with(|| (name.trim().to_owned(), Vec::new()));
        column.1.push(value);
    }
    let known = |name: &str| project.codebook.article_fields.iter().find(|field| field.name.to_lowercase() == name);
    let mut edits = Vec::new();
    let fields: BTreeMap<String, FieldDef> = columns
        .into_iter()
        .map(|(key, (name, values))| {
            let (field, position) = match known(&key) {
                Some(own) => (with_choices(own, &values), Position::After(own.id.clone())),
                None => {
                    let id = FieldId::new(clock::random_id().as_str());
                    let kind = kind_of_words(values.into_iter());
                    (FieldDef { id, name, kind, definition: String::new() }, Position::Last)
                }
            };
            if known(&key) != Some(&field) {
                edits.push(Edit::SetArticleField(field.id.clone(), Some((position, Box::new(field.clone())))));
            }
            (key, field)
        })
        .collect();
    for article in imported {
        for (name, words) in std::mem::take(&mut article.fields) {
            let Some(field) = fields.get(&name.trim().to_lowercase()).filter(|_| !words.trim().is_empty()) else {
                continue;
            };
            // Names of one field that differ in case alone say something each.
            let is_free = !article.facts.fields.contains_key(&field.id);
            match value_in(project, field, &words).filter(|_| is_free) {
                Some(value) => drop(article.facts.fields.insert(field.id.clone(), value)),
                None => {
                    let note = &mut article.facts.note;
                    let between = if note.is_empty() { "" } else { "\n" };
                    *note = format!("{note}{between}{}: {}", field.name, words.trim());
                }
            }
        }
    }
    edits
}

/// A field with those of the values as choices that it does not have, if it is one of choices.
fn with_choices(field: &FieldDef, values: &[&str]) -> FieldDef {
    let mut field = field.clone();
    if let FieldKind::Choice(choices) = &mut field.kind {
        for value in values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()) {
            if !choices.iter().any(|choice| choice == value) {
                choices.push(value.to_owned());
            }
        }
    }
    field
}

/// The words as a value of a field; `None` where it takes no such value.
fn value_in(project: &Project, field: &FieldDef, words: &str) -> Option<FieldValue> {
    if field.kind == FieldKind::Entity {
        let wanted = words.trim().to_lowercase();
        let mut names = project.names();
        return names.find(|name| name.name.to_lowercase() == wanted).map(|name| FieldValue::Entity(name.id));
    }
    value_of_words(&field.kind, words)
}
