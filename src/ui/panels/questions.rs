//! The questions that a tag asks of its marks, in the form of the tag.

use std::collections::BTreeMap;

use egui::{ComboBox, RichText, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::words;
use crate::{
    app::{Action, CodebookAction},
    model::{FieldDef, FieldId, FieldKind, Tag, TagId, choices_of},
    ui::{
        icons,
        theme::UiTokens,
        widgets::{Draft, icon_button, named_field, named_line, one_line},
    },
};

/// What is being typed into the questions of a tag.
#[derive(Debug, Default)]
pub(super) struct QuestionDrafts {
    drafts: BTreeMap<(TagId, FieldId), QuestionDraft>,
    new: String,
}

#[derive(Debug, Default)]
struct QuestionDraft {
    name: Draft<TagId>,
    choices: Draft<TagId>,
    definition: Draft<TagId>,
}

impl QuestionDrafts {
    /// Shows the questions of a tag, and a field for a new one.
    pub(super) fn show(&mut self, ui: &mut Ui, tag: &Tag, actions: &mut Vec<Action>) {
        ui.label(RichText::new(words::QUESTIONS).color(ui.tokens().soft_ink));
        for field in &tag.fields {
            let draft = self.drafts.entry((tag.id.clone(), field.id.clone())).or_default();
            let changed = draft.show(ui, tag, field, actions);
            if let Some(field) = changed {
                actions.push(Action::Codebook(CodebookAction::ChangeField(tag.id.clone(), Box::new(field))));
            }
            ui.separator();
        }
        let field = TextEdit::singleline(&mut self.new).hint_text(words::ADD_QUESTION);
        let field = named_field(ui, words::NEW_QUESTION, field.desired_width(f32::INFINITY));
        if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
            let name = std::mem::take(&mut self.new);
            actions.push(Action::Codebook(CodebookAction::AddField(tag.id.clone(), name)));
        }
    }
}

impl QuestionDraft {
    /// Shows a question; returns the changed one.
    fn show(&mut self, ui: &mut Ui, tag: &Tag, field: &FieldDef, actions: &mut Vec<Action>) -> Option<FieldDef> {
        let head = ui.horizontal(|ui| {
            if icon_button(ui, icons::CLOSE, &words::remove_question(&field.name)).clicked() {
                let action = CodebookAction::RemoveField(tag.id.clone(), field.id.clone());
                actions.push(Action::Codebook(action));
            }
            let typed = self.name.edit(&tag.id, &field.name, |text| {
                let width = (ui.available_width() - 100.0).max(60.0);
                one_line(ui, words::QUESTION, text, width)
            });
            let named = typed.map(|(_, name)| FieldDef { name: name.trim().to_owned(), ..field.clone() });
            kind_ui(ui, field).map(|kind| FieldDef { kind, ..field.clone() }).or(named)
        });
        let answers = self.choices_ui(ui, tag, field);
        let typed = self.definition.edit(&tag.id, &field.definition, |text| named_line(ui, words::DEFINITION, text));
        let defined = typed.map(|(_, definition)| FieldDef { definition, ..field.clone() });
        defined.or(answers).or(head.inner)
    }

    /// The answers that a question offers, if it offers any.
    fn choices_ui(&mut self, ui: &mut Ui, tag: &Tag, field: &FieldDef) -> Option<FieldDef> {
        let FieldKind::Choice(choices) = &field.kind else { return None };
        let choices = choices.join(", ");
        let typed = self
            .choices
            .edit(&tag.id, &choices, |text| named_line(ui, words::CHOICES, text).on_hover_text(words::CHOICES_HINT));
        typed.map(|(_, text)| FieldDef { kind: FieldKind::Choice(choices_of(&text)), ..field.clone() })
    }
}

/// The kind of answer; returns another one when it was chosen.
fn kind_ui(ui: &mut Ui, field: &FieldDef) -> Option<FieldKind> {
    let mut chosen = None;
    let list = ComboBox::from_id_salt(("kind", field.id.as_str())).selected_text(words::field_kind(&field.kind));
    let shown = list.width(86.0).show_ui(ui, |ui| {
        for kind in FieldKind::one_of_each() {
            let is_own = std::mem::discriminant(&kind) == std::mem::discriminant(&field.kind);
            if ui.selectable_label(is_own, words::field_kind(&kind)).clicked() && !is_own {
                chosen = Some(kind);
            }
        }
    });
    let name = words::answer_type(&field.name);
    shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    chosen
}
