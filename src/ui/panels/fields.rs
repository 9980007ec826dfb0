//! The fields of the chosen mark, in the inspector: whom it mentions, and what its tag asks.

use egui::{ComboBox, RichText, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::inspector::short;
use crate::{
    analysis::value_words,
    app::{Action, Command, MarkAction, NameAction, View},
    model::{EntityKind, FieldDef, FieldId, FieldKind, FieldValue, Mention, Span, SpanId},
    suggest::mention_tags,
    ui::{
        theme::{STEP, UiTokens},
        widgets::{Draft, link_button, row_label},
    },
};

/// How many characters of a name are shown.
const WORDS: usize = 30;

/// What is being typed into fields.
#[derive(Debug, Default)]
pub struct FieldDrafts {
    drafts: std::collections::BTreeMap<FieldId, Draft<SpanId>>,
}

impl FieldDrafts {
    /// Shows whom the mark mentions and the fields of its tag.
    pub fn show(&mut self, ui: &mut Ui, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
        mention_ui(ui, span, view, actions);
        let fields = view.project().codebook.tag(&span.tag).map_or(&[][..], |tag| &tag.fields);
        for field in fields {
            self.field_ui(ui, span, field, view, actions);
        }
        // Answers to questions that the codebook does not ask any more are shown too: nothing is hidden.
        for (id, value) in span.fields.iter().filter(|(id, _)| !fields.iter().any(|field| field.id == **id)) {
            ui.label(
                RichText::new(format!("{id}: {}", value_words(view.project(), value))).color(ui.tokens().soft_ink),
            );
        }
        if !fields.is_empty() {
            let name = format!("{}  {}", Command::Answer.label(), view.settings.shortcut_label(Command::Answer));
            if link_button(ui, name.trim()).on_hover_text(Command::Answer.help()).clicked() {
                actions.push(Action::Command(Command::Answer));
            }
        }
    }

    fn field_ui(&mut self, ui: &mut Ui, span: &Span, field: &FieldDef, view: &View<'_>, actions: &mut Vec<Action>) {
        let held = span.fields.get(&field.id);
        let text = held.map(|value| value_words(view.project(), value)).unwrap_or_default();
        ui.horizontal(|ui| {
            let label = row_label(ui, &field.name, 96.0);
            if !field.definition.is_empty() {
                label.on_hover_text(&field.definition);
            }
            let values: Vec<(String, FieldValue)> = match &field.kind {
                FieldKind::Choice(choices) => {
                    choices.iter().map(|choice| (choice.clone(), FieldValue::Choice(choice.clone()))).collect()
                }
                FieldKind::YesNo => {
                    [("yes", true), ("no", false)].map(|(name, yes)| (name.to_owned(), FieldValue::YesNo(yes))).into()
                }
                FieldKind::Entity => {
                    let entities = view.project().entities.values().filter(|entity| entity.kind != EntityKind::Claim);
                    entities.map(|entity| (entity.name.clone(), FieldValue::Entity(entity.id))).collect()
                }
                FieldKind::Text | FieldKind::Number | FieldKind::Date => {
                    let draft = self.drafts.entry(field.id.clone()).or_default();
                    let done = draft.edit(&span.id, &text, |text| {
                        let hint = if field.kind == FieldKind::Date { "2022-03-06" } else { "" };
                        let field_ui = ui.add(TextEdit::singleline(text).hint_text(hint).desired_width(f32::INFINITY));
                        field_ui.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &field.name));
                        field_ui
                    });
                    if let Some((span_id, text)) = done {
                        actions.push(Action::Mark(MarkAction::Answer(span_id, Box::new(field.clone()), text)));
                    }
                    return;
                }
            };
            let combo =
                ComboBox::from_id_salt(("field", field.id.as_str())).selected_text(short(&text, WORDS)).width(120.0);
            let shown = combo.show_ui(ui, |ui| {
                let mut set =
                    |value| actions.push(Action::Mark(MarkAction::SetField(span.id, Box::new(field.clone()), value)));
                for (name, value) in values {
                    if ui.selectable_label(held == Some(&value), name).clicked() {
                        set(Some(value));
                    }
                }
                if held.is_some() && ui.selectable_label(false, "Clear").clicked() {
                    set(None);
                }
            });
            shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &field.name));
        });
    }
}

/// Whom or what the mark mentions, and how.
fn mention_ui(ui: &mut Ui, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
    let is_claim = view.project().codebook.claim_tags().contains(&&span.tag);
    let entity = span.entity.and_then(|id| view.project().entities.get(&id));
    if is_claim {
        ui.horizontal_wrapped(|ui| {
            let keys = view.settings.shortcut_label(Command::SameClaim);
            let name = entity.map_or_else(
                || format!("{}  {keys}", Command::SameClaim.label()),
                |entity| format!("Says the same as “{}”  {keys}", short(&entity.name, WORDS)),
            );
            if link_button(ui, name.trim()).on_hover_text(Command::SameClaim.help()).clicked() {
                actions.push(Action::Command(Command::SameClaim));
            }
        });
        return;
    }
    if entity.is_none() && !mention_tags(&view.project().codebook).contains_key(&span.tag) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("Mentions").size(11.5).color(ui.tokens().soft_ink));
        let keys = view.settings.shortcut_label(Command::NameMention);
        let name = entity
            .map_or_else(|| format!("{}  {keys}", Command::NameMention.label()), |entity| short(&entity.name, WORDS));
        if link_button(ui, name.trim()).on_hover_text(Command::NameMention.help()).clicked() {
            actions.push(Action::Command(Command::NameMention));
        }
        ui.add_space(STEP);
        if entity.is_some() {
            let words = |mention| match mention {
                Mention::Name => "by name",
                Mention::Pronoun => "by a pronoun",
                Mention::Description => "by a description",
            };
            let combo = ComboBox::from_id_salt("mention").selected_text(words(span.mention)).width(110.0);
            let shown = combo.show_ui(ui, |ui| {
                for mention in [Mention::Name, Mention::Pronoun, Mention::Description] {
                    if ui.selectable_label(span.mention == mention, words(mention)).clicked() {
                        actions.push(Action::Mark(MarkAction::Name(NameAction::SetMention(span.id, mention))));
                    }
                }
            });
            shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, "How it is mentioned"));
        }
    });
}
