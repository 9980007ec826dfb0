//! Answering the fields that a tag asks for: by keys one after the other, or one by one.

use crate::app::{
    App, Notice, Pick, PickKeys, PickList, PickRow,
    picking::{About, Shown},
    tagging::shorten,
};
use crate::{
    analysis::value_words,
    model::{EntityKind, FieldDef, FieldId, FieldKind, FieldValue, SpanId},
};

impl App {
    /// Asks for the first field of the chosen mark that has no answer, or for the first of all.
    pub(in crate::app) fn ask_first_field(&mut self) {
        let Some(span) = self.view().span() else { return };
        let fields = self.session.project().codebook.tag(&span.tag).map_or(&[][..], |tag| &tag.fields);
        if fields.is_empty() {
            let tag = self.tag_name(&span.tag);
            self.tell(Notice::note(format!("The tag “{tag}” asks for nothing; its form in the codebook adds fields.")));
            return;
        }
        let first = fields.iter().position(|field| !span.fields.contains_key(&field.id)).unwrap_or(0);
        let span_id = span.id;
        self.ask_field(span_id, first);
    }

    /// Opens the list for a field of a mark.
    pub(in crate::app) fn ask_field_of(&mut self, span_id: SpanId, field: &FieldId) {
        let codebook = &self.session.project().codebook;
        let span = self.view().article().and_then(|article| article.span(span_id));
        let fields = span.and_then(|span| codebook.tag(&span.tag)).map_or(&[][..], |tag| &tag.fields);
        if let Some(place) = fields.iter().position(|known| known.id == *field) {
            self.ask_field(span_id, place);
        }
    }

    /// Opens the list for the field at a place; beyond the last nothing is asked.
    pub(in crate::app) fn ask_field(&mut self, span_id: SpanId, place: usize) {
        let project = self.session.project();
        let Some(span) = self.view().article().and_then(|article| article.span(span_id)) else { return };
        let fields = project.codebook.tag(&span.tag).map_or(&[][..], |tag| &tag.fields);
        let Some(field) = fields.get(place) else { return };
        let answer = span.fields.get(&field.id);
        let rows = |values: Vec<(String, FieldValue)>| -> Vec<PickRow> {
            let why = |value: &FieldValue| if answer == Some(value) { "as it is" } else { "" };
            values
                .into_iter()
                .map(|(name, value)| PickRow::ranked(name, why(&value), Pick::Answer(Some(value))))
                .collect()
        };
        let (mut rows, keys) = match &field.kind {
            FieldKind::Choice(choices) => {
                let values = choices.iter().map(|choice| (choice.clone(), FieldValue::Choice(choice.clone())));
                (rows(values.collect()), PickKeys::Digits)
            }
            FieldKind::YesNo => {
                let values = [("yes", true), ("no", false)];
                (rows(values.map(|(name, yes)| (name.to_owned(), FieldValue::YesNo(yes))).into()), PickKeys::Digits)
            }
            FieldKind::Entity => {
                let entities = project.entities.values().filter(|entity| entity.kind != EntityKind::Claim);
                let values = entities.map(|entity| (entity.name.clone(), FieldValue::Entity(entity.id)));
                (rows(values.collect()), PickKeys::Digits)
            }
            FieldKind::Text | FieldKind::Number | FieldKind::Date => (Vec::new(), PickKeys::Typed),
        };
        if let Some(answer) = answer {
            let clear = format!("Clear “{}”", shorten(&value_words(project, answer)));
            rows.push(PickRow { when: Shown::Always, ..PickRow::ranked(clear, "", Pick::Answer(None)) });
        }
        let list = PickList {
            span: span_id,
            title: field.name.clone(),
            next: fields.get(place + 1).map(|next| next.name.clone()),
            rows,
            typed: (keys == PickKeys::Typed).then_some("Answer"),
            keys,
            foot: field.definition.clone(),
            replaces: false,
            about: About::Field { place, field: field.clone() },
        };
        self.picking = Some(list);
    }

    /// Sets the answer to a field of a mark of the shown article, or takes it away.
    pub(in crate::app) fn answer(&mut self, span_id: SpanId, field: &FieldDef, value: Option<FieldValue>) {
        let Some(article) = self.selection.article else { return };
        let Some(span) = self.session.project().span(article, span_id) else { return };
        if span.fields.get(&field.id) == value.as_ref() {
            return;
        }
        let label = match &value {
            Some(value) => format!("{}: {}", field.name, shorten(&value_words(self.session.project(), value))),
            None => format!("Clear {}", field.name),
        };
        let id = field.id.clone();
        self.change_span(span_id, label, |span| {
            match value {
                Some(value) => span.fields.insert(id, value),
                None => span.fields.remove(&id),
            };
        });
    }

    /// Takes a typed answer to a field; an empty one takes the answer away.
    pub(in crate::app) fn answer_typed(&mut self, span_id: SpanId, field: &FieldDef, text: &str) {
        let value = if text.trim().is_empty() { Ok(None) } else { read_answer(field, text.trim()).map(Some) };
        match value {
            Ok(value) => self.answer(span_id, field, value),
            Err(reason) => self.tell(Notice::problem(reason)),
        }
    }
}

/// Reads a typed answer to a field.
///
/// # Errors
/// Why it is none, in words.
pub(in crate::app) fn read_answer(field: &FieldDef, text: &str) -> Result<FieldValue, String> {
    match &field.kind {
        FieldKind::Text => Ok(FieldValue::Text(text.to_owned())),
        FieldKind::Number => {
            let number: Option<f64> = text.replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite());
            number.map(FieldValue::Number).ok_or_else(|| format!("“{}” asks for a number, not “{text}”.", field.name))
        }
        FieldKind::Date => {
            let is_date = is_date(text);
            let wrong = || format!("“{}” asks for a date like 2022-03-06, 2022-03 or 2022, not “{text}”.", field.name);
            is_date.then(|| FieldValue::Date(text.to_owned())).ok_or_else(wrong)
        }
        FieldKind::Choice(_) | FieldKind::YesNo | FieldKind::Entity => {
            Err(format!("“{}” asks for one of a list.", field.name))
        }
    }
}

/// Whether a text is a year, a month or a day (ISO 8601).
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && digits(month, 2) && ("01"..="12").contains(month),
        [_, _, _] => text.parse::<jiff::civil::Date>().is_ok(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_by_kind() {
        let field = |kind| FieldDef { id: FieldId::new("f"), name: "F".to_owned(), kind, definition: String::new() };
        let read = |kind, text| read_answer(&field(kind), text);
        assert_eq!(read(FieldKind::Number, "2,5"), Ok(FieldValue::Number(2.5)));
        assert!(read(FieldKind::Number, "two").unwrap_err().contains("a number"));
        for date in ["2022", "2022-03", "2022-03-06"] {
            assert!(read(FieldKind::Date, date).is_ok(), "{date}");
        }
        for date in ["22", "2022-13", "2022-02-30", "yesterday", "2022-3-6"] {
            assert!(read(FieldKind::Date, date).is_err(), "{date}");
        }
    }
}
