//! Answering the fields that a tag asks for: by keys one after the other, or one by one.

use super::{mark, words};
use crate::{
    analysis::value_words,
    app::desk::{
        choices::{About, Choice, ChoiceKeys, ChoiceList, Pick},
        desk::Desk,
        notice::Notice,
        step::{Outcome, Step, Then},
    },
    model::{EntityKind, FieldDef, FieldId, FieldKind, FieldValue, Project, Span, SpanId, read_answer},
};

/// Asks for the first field of the selected mark that has no answer, or for the first of all.
pub(crate) fn ask_first(desk: &Desk) -> Outcome {
    let (_, span) = desk.chosen()?;
    let fields = fields_of(desk.project(), span);
    if fields.is_empty() {
        return Err(words::no_questions(&desk.tag_name(&span.tag)));
    }
    let first = fields.iter().position(|field| !span.fields.contains_key(&field.id)).unwrap_or(0);
    ask_at(desk, span.id, first)
}

/// Asks for a field of a mark.
pub(crate) fn ask(desk: &Desk, span_id: SpanId, field: &FieldId) -> Outcome {
    let (_, span) = desk.span(span_id)?;
    let place = fields_of(desk.project(), span).iter().position(|known| known.id == *field);
    ask_at(desk, span_id, place.ok_or_else(words::question_gone)?)
}

/// Asks for the field at a place of the tag's list; beyond the last nothing is asked.
pub(crate) fn ask_at(desk: &Desk, span_id: SpanId, place: usize) -> Outcome {
    let project = desk.project();
    let (_, span) = desk.span(span_id)?;
    let fields = fields_of(project, span);
    let Some(field) = fields.get(place) else { return Ok(Step::then(Then::CloseChoices)) };
    let answer = span.fields.get(&field.id);
    let (mut rows, keys) = answers(project, field, answer);
    if let Some(answer) = answer {
        rows.push(Choice::always(words::clear_answer(&value_words(project, answer)), Pick::Answer(None)));
    }
    let about = About::Field { place, field: field.clone() };
    Ok(Step::then(Then::Offer(ChoiceList {
        next: fields.get(place + 1).map(|next| next.name.clone()),
        typed: (keys == ChoiceKeys::Typed).then_some(words::answer()),
        keys,
        foot: field.definition.clone(),
        ..ChoiceList::new(span_id, field.name.clone(), rows, about)
    })))
}

fn fields_of<'a>(project: &'a Project, span: &Span) -> &'a [FieldDef] {
    project.codebook.tag(&span.tag).map_or(&[][..], |tag| &tag.fields)
}

/// The answers that a field can have, as choices; none where they are typed.
fn answers(project: &Project, field: &FieldDef, current: Option<&FieldValue>) -> (Vec<Choice>, ChoiceKeys) {
    let row = |name: &str, value: FieldValue| {
        let why = if current == Some(&value) { words::current_answer() } else { "" };
        Choice::ranked(name, why, Pick::Answer(Some(value)))
    };
    let rows = match &field.kind {
        FieldKind::Choice(choices) => {
            choices.iter().map(|choice| row(choice, FieldValue::Choice(choice.clone()))).collect()
        }
        FieldKind::YesNo => {
            [true, false].into_iter().map(|yes| row(words::yes_or_no(yes), FieldValue::YesNo(yes))).collect()
        }
        FieldKind::Entity => {
            let entities = project.entities.values().filter(|entity| entity.kind != EntityKind::Claim);
            entities.map(|entity| row(&entity.name, FieldValue::Entity(entity.id))).collect()
        }
        FieldKind::Text | FieldKind::Number | FieldKind::Date => return (Vec::new(), ChoiceKeys::Typed),
    };
    (rows, ChoiceKeys::Digits)
}

/// Sets the answer to a field of a mark of the shown article, or clears it.
pub(crate) fn answer(desk: &Desk, span_id: SpanId, field: &FieldDef, value: Option<FieldValue>) -> Outcome {
    let (article, span) = desk.span(span_id)?;
    // What a rule has read from the words becomes somebody's answer, also if it stays the same.
    if span.fields.get(&field.id) == value.as_ref() && !span.by_rule.contains(&field.id) {
        return Ok(Step::nothing());
    }
    let said = article.words_of(span);
    let label = match &value {
        Some(value) => words::answered(&said, &field.name, &value_words(desk.project(), value)),
        None => words::cleared(&said, &field.name),
    };
    let id = field.id.clone();
    mark::change(desk, span_id, label, |span| {
        span.by_rule.retain(|known| *known != id);
        match value {
            Some(value) => span.fields.insert(id, value),
            None => span.fields.remove(&id),
        };
    })
}

/// Takes a typed answer to a field; an empty one clears the answer.
pub(crate) fn answer_typed(desk: &Desk, span_id: SpanId, field: &FieldDef, text: &str) -> Outcome {
    let text = text.trim();
    let value = if text.is_empty() { None } else { Some(typed(field, text)?) };
    answer(desk, span_id, field, value)
}

/// A typed answer to a field.
pub(crate) fn typed(field: &FieldDef, text: &str) -> Result<FieldValue, Notice> {
    read_answer(field, text).map_err(|error| Notice::problem(error.to_string()))
}
