//! The fields of the selected mark, in the inspector: the name that it mentions, and the questions of its tag.

use egui::{ComboBox, RichText, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::words;
use crate::{
    analysis::value_words,
    app::{Action, Command, DraftPlace, MarkAction, NameAction, View},
    model::{FieldDef, FieldKind, FieldValue, Mention, Span},
    suggest::mention_tags,
    ui::{
        theme::{STEP, UiTokens},
        widgets::{DraftField, Hint, link_button, named_field, row_label, weak},
    },
};

/// Shows the fields of the tag of a mark.
pub(super) fn fields_ui(ui: &mut Ui, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
    let fields = view.project().codebook.tag(&span.tag).map_or(&[][..], |tag| &tag.fields);
    for field in fields {
        field_ui(ui, span, field, view, actions);
    }
    // Answers to questions that the codebook no longer asks are shown too: nothing is hidden.
    for (id, value) in span.fields.iter().filter(|(id, _)| !fields.iter().any(|field| field.id == **id)) {
        let answer = words::about(id.as_str(), &value_words(view.project(), value));
        ui.label(RichText::new(answer).color(ui.tokens().soft_ink));
    }
    if !fields.is_empty() {
        let keys = view.settings.shortcut_label(Command::Answer);
        if link_button(ui, &words::with_keys(Command::Answer.label(), &keys)).hint(Command::Answer.help()).clicked() {
            actions.push(Action::Command(Command::Answer));
        }
    }
}

fn field_ui(ui: &mut Ui, span: &Span, field: &FieldDef, view: &View<'_>, actions: &mut Vec<Action>) {
    let held = span.fields.get(&field.id);
    let text = held.map(|value| value_words(view.project(), value)).unwrap_or_default();
    ui.horizontal(|ui| {
        let label = row_label(ui, &field.name, (ui.available_width() * 0.4).min(96.0));
        if !field.definition.is_empty() {
            label.hint(&field.definition);
        }
        if let Some(values) = answers(field, view) {
            let chosen = choice_ui(ui, field, held, (&text, ui.available_width()), values);
            let set = |value| Action::Mark(MarkAction::SetField(span.id, Box::new(field.clone()), value));
            actions.extend(chosen.map(set));
            return;
        }
        let show = |ui: &mut Ui, text: &mut String| {
            let hint = if field.kind == FieldKind::Date { words::DATE_FORMAT } else { "" };
            let edit = TextEdit::singleline(text).hint_text(hint).desired_width(f32::INFINITY);
            named_field(ui, &field.name, edit)
        };
        let becomes = |text| Action::Mark(MarkAction::Answer(span.id, Box::new(field.clone()), text));
        let place = DraftPlace::new(DraftPlace::MARK, span.id, &answer_field(field));
        DraftField::new(place, &text).show(ui, view, actions, show, becomes);
    });
}

/// The field of a mark that holds the answer to a question.
pub(super) fn answer_field(question: &FieldDef) -> String {
    format!("answer {}", question.id)
}

/// The answers that a field offers, each with its label; `None` if its answer is typed.
pub(super) fn answers(field: &FieldDef, view: &View<'_>) -> Option<Vec<(String, FieldValue)>> {
    Some(match &field.kind {
        FieldKind::Choice(choices) => {
            choices.iter().map(|choice| (choice.clone(), FieldValue::Choice(choice.clone()))).collect()
        }
        FieldKind::YesNo => {
            [(words::YES, true), (words::NO, false)].map(|(name, yes)| (name.to_owned(), FieldValue::YesNo(yes))).into()
        }
        FieldKind::Entity => {
            view.project().names().map(|name| (name.name.clone(), FieldValue::Entity(name.id))).collect()
        }
        FieldKind::Text | FieldKind::Number | FieldKind::Date => return None,
    })
}

/// A drop-down list of answers, with the present one and the width in points; returns the new answer, or `Some(None)` to clear it.
pub(super) fn choice_ui(
    ui: &mut Ui,
    field: &FieldDef,
    held: Option<&FieldValue>,
    (text, width): (&str, f32),
    values: Vec<(String, FieldValue)>,
) -> Option<Option<FieldValue>> {
    let mut chosen = None;
    let list = ComboBox::from_id_salt(("field", field.id.as_str())).selected_text(text).width(width).truncate();
    let shown = list.show_ui(ui, |ui| {
        for (name, value) in values {
            if ui.selectable_label(held == Some(&value), name).clicked() {
                chosen = Some(Some(value));
            }
        }
        if held.is_some() && ui.selectable_label(false, words::CLEAR).clicked() {
            chosen = Some(None);
        }
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &field.name));
    chosen
}

/// The claim that a claim repeats.
pub(super) fn same_claim_ui(ui: &mut Ui, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
    let keys = view.settings.shortcut_label(Command::SameClaim);
    let claim = span.entity.and_then(|id| view.project().entities.get(&id));
    let name = match claim {
        Some(claim) => words::same_claim(&claim.name, &keys),
        None => words::with_keys(Command::SameClaim.label(), &keys),
    };
    command_ui(ui, &name, Command::SameClaim, actions);
}

/// The name that the mark mentions, and how.
pub(super) fn mention_ui(ui: &mut Ui, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
    let entity = span.entity.and_then(|id| view.project().entities.get(&id));
    if entity.is_none() && !mention_tags(&view.project().codebook).contains_key(&span.tag) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        weak(ui, words::MENTIONS);
        let keys = view.settings.shortcut_label(Command::NameMention);
        let offer = || words::with_keys(Command::NameMention.label(), &keys);
        let name = entity.map_or_else(offer, |entity| entity.name.clone());
        command_ui(ui, &name, Command::NameMention, actions);
        if entity.is_some() {
            ui.add_space(STEP);
            how_mentioned_ui(ui, span, actions);
        }
    });
}

/// A link-like button that starts a command.
fn command_ui(ui: &mut Ui, name: &str, command: Command, actions: &mut Vec<Action>) {
    if link_button(ui, name).hint(command.help()).clicked() {
        actions.push(Action::Command(command));
    }
}

fn how_mentioned_ui(ui: &mut Ui, span: &Span, actions: &mut Vec<Action>) {
    let list = ComboBox::from_id_salt("mention").selected_text(words::mention(span.mention)).width(110.0);
    let shown = list.show_ui(ui, |ui| {
        for mention in [Mention::Name, Mention::Pronoun, Mention::Description] {
            if ui.selectable_label(span.mention == mention, words::mention(mention)).clicked() {
                actions.push(Action::Mark(MarkAction::Name(NameAction::SetMention(span.id, mention))));
            }
        }
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, words::HOW_MENTIONED));
}
