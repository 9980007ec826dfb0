//! What a file knows of its articles beyond our facts: values in fields that the codebook then defines for articles.

use super::{codebook::Matched, found::Found};
use crate::model::{FieldKind, FieldValue, kind_of_words, value_of_words};

/// Finds out from the values which kinds the fields are of that the file knows by name alone.
pub(super) fn guess_kinds(found: &mut Found) {
    for field in &mut found.codebook.article_fields {
        if field.kind != FieldKind::Text {
            continue;
        }
        let words = found.articles.iter().filter_map(|article| match article.facts.fields.get(&field.id) {
            Some(FieldValue::Text(words)) => Some(words.as_str()),
            Some(_) | None => None,
        });
        field.kind = kind_of_words(words);
        for article in &mut found.articles {
            let Some(value) = article.facts.fields.get_mut(&field.id) else { continue };
            if let FieldValue::Text(words) = value
                && let Some(typed) = value_of_words(&field.kind, words)
            {
                *value = typed;
            }
        }
    }
}

/// Gives the values the project's own fields. What its field cannot take goes to the note of the article.
pub(super) fn match_fields(found: &mut Found, matched: &Matched) {
    for article in &mut found.articles {
        let (values, left) = matched.article_values(std::mem::take(&mut article.facts.fields));
        article.facts.fields = values;
        for line in left {
            let note = &mut article.facts.note;
            *note = if note.is_empty() { line } else { format!("{note}\n{line}") };
        }
    }
}
