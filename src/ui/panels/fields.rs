//! The fields of the selected mark, in the inspector: the name that it mentions, and the questions of its tag.

use std::collections::HashSet;

use egui::{ComboBox, PopupCloseBehavior, RichText, Ui, WidgetInfo, accesskit::Role};

use super::words;
use crate::{
    analysis::value_words,
    app::{Action, Command, DraftPlace, MarkAction, NameAction, View},
    model::{FieldDef, FieldId, FieldKind, FieldValue, Mention, Span},
    suggest::mention_tags,
    ui::{
        theme::{STEP, UiTokens},
        widgets::{
            DraftField, Hint, TextField, as_name, choices_ui, in_sight, link_button, named_field, row_label, weak,
        },
    },
};

/// About how high a question is with its answer, in points.
const FIELD: f32 = 24.0;

/// Shows the fields of the tag of a mark.
pub(super) fn fields_ui(ui: &mut Ui, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
    let fields = view.project().codebook.tag(&span.tag).map_or(&[][..], |tag| &tag.fields);
    in_sight(ui, "questions", fields.len(), FIELD, |ui, place| {
        if let Some(field) = fields.get(place) {
            field_ui(ui, span, field, view, actions);
        }
    });
    // Answers to questions that the codebook no longer asks are shown too: nothing is hidden.
    let asked: HashSet<&FieldId> = fields.iter().map(|field| &field.id).collect();
    let others: Vec<_> = span.fields.iter().filter(|(id, _)| !asked.contains(id)).collect();
    in_sight(ui, "other-answers", others.len(), FIELD, |ui, place| {
        if let Some((id, value)) = others.get(place) {
            let answer = words::about(id.as_str(), &value_words(view.project(), value));
            ui.label(RichText::new(as_name(&answer)).color(ui.tokens().soft_ink));
        }
    });
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
        if is_chosen(field) {
            let chosen = choice_ui(ui, field, held, (&text, ui.available_width()), view);
            let set = |value| Action::Mark(MarkAction::SetField(span.id, Box::new(field.clone()), value));
            actions.extend(chosen.map(set));
            return;
        }
        let show = |ui: &mut Ui, text: &mut String| {
            let hint = if field.kind == FieldKind::Date { words::DATE_FORMAT } else { "" };
            let edit = TextField::singleline(text).hint_text(hint).desired_width(f32::INFINITY);
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

/// Whether a field offers answers; otherwise its answer is typed.
pub(super) fn is_chosen(field: &FieldDef) -> bool {
    match field.kind {
        FieldKind::Choice(_) | FieldKind::YesNo | FieldKind::Entity => true,
        FieldKind::Text | FieldKind::Number | FieldKind::Date => false,
    }
}

/// The answers that a field offers, each with its label.
pub(super) fn answers(field: &FieldDef, view: &View<'_>) -> Vec<(String, FieldValue)> {
    match &field.kind {
        FieldKind::Choice(choices) => {
            choices.iter().map(|choice| (choice.clone(), FieldValue::Choice(choice.clone()))).collect()
        }
        FieldKind::YesNo => {
            [(words::YES, true), (words::NO, false)].map(|(name, yes)| (name.to_owned(), FieldValue::YesNo(yes))).into()
        }
        FieldKind::Entity => {
            view.project().names().map(|name| (name.name.clone(), FieldValue::Entity(name.id))).collect()
        }
        FieldKind::Text | FieldKind::Number | FieldKind::Date => Vec::new(),
    }
}

/// Whether so many answers may be offered that one looks for them by typing.
pub(super) fn has_many(field: &FieldDef) -> bool {
    /// As many have room.
    const FEW: usize = 12;
    match &field.kind {
        FieldKind::Choice(choices) => choices.len() > FEW,
        FieldKind::Entity => true,
        FieldKind::YesNo | FieldKind::Text | FieldKind::Number | FieldKind::Date => false,
    }
}

/// A drop-down list of answers, with the present one and the width in points; returns the new answer, or `Some(None)` to clear it.
pub(super) fn choice_ui(
    ui: &mut Ui,
    field: &FieldDef,
    held: Option<&FieldValue>,
    (text, width): (&str, f32),
    view: &View<'_>,
) -> Option<Option<FieldValue>> {
    let mut chosen = None;
    let list =
        ComboBox::from_id_salt(("field", field.id.as_str())).selected_text(as_name(text)).width(width).truncate();
    let list = if has_many(field) { list.close_behavior(PopupCloseBehavior::CloseOnClickOutside) } else { list };
    let shown = list.show_ui(ui, |ui| {
        if has_many(field) {
            chosen = choices_ui(ui, || answers(field, view), held).map(Some);
        } else {
            for (name, value) in answers(field, view) {
                if ui.selectable_label(held == Some(&value), name).clicked() {
                    chosen = Some(Some(value));
                }
            }
        }
        if held.is_some() && ui.selectable_label(false, words::CLEAR).clicked() {
            chosen = Some(None);
            ui.close();
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
