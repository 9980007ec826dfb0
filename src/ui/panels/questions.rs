//! The questions that a tag asks of its marks, and those that the codebook asks of articles, in their forms.

use std::collections::BTreeMap;

use egui::{ComboBox, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::words;
use crate::{
    app::{Action, CodebookAction, FieldOwner},
    model::{FieldDef, FieldId, FieldKind, choices_of},
    ui::{
        icons,
        widgets::{Draft, Hint, icon_button, named_field, named_line, one_line, over_dialog},
    },
};

/// What is being typed into questions.
#[derive(Debug, Default)]
pub struct QuestionDrafts {
    drafts: BTreeMap<(FieldOwner, FieldId), QuestionDraft>,
    new: String,
}

#[derive(Debug, Default)]
struct QuestionDraft {
    name: Draft<FieldOwner>,
    choices: Draft<FieldOwner>,
    definition: Draft<FieldOwner>,
}

impl QuestionDrafts {
    /// Shows the questions of a tag or of articles, and a field for a new one, which gets the keyboard if `take_focus`.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        (owner, fields): (&FieldOwner, &[FieldDef]),
        take_focus: bool,
        actions: &mut Vec<Action>,
    ) {
        for field in fields {
            let draft = self.drafts.entry((owner.clone(), field.id.clone())).or_default();
            let changed = draft.show(ui, owner, field, actions);
            if let Some(field) = changed {
                actions.push(Action::Codebook(CodebookAction::ChangeField(owner.clone(), Box::new(field))));
            }
            ui.separator();
        }
        let (name, hint) = words::new_question(owner);
        let field = TextEdit::singleline(&mut self.new).id_salt("new question").hint_text(hint);
        let field = named_field(ui, name, field.desired_width(f32::INFINITY));
        if take_focus {
            field.request_focus();
        }
        if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
            // The next one can be typed at once.
            field.request_focus();
            let name = std::mem::take(&mut self.new);
            actions.push(Action::Codebook(CodebookAction::AddField(owner.clone(), name)));
        }
    }
}

impl QuestionDraft {
    /// Shows a question; returns the changed one.
    fn show(
        &mut self,
        ui: &mut Ui,
        owner: &FieldOwner,
        field: &FieldDef,
        actions: &mut Vec<Action>,
    ) -> Option<FieldDef> {
        let head = ui.horizontal(|ui| {
            if icon_button(ui, icons::CLOSE, &words::remove_question(&field.name)).clicked() {
                let action = CodebookAction::RemoveField(owner.clone(), field.id.clone());
                actions.push(Action::Codebook(action));
            }
            let typed = self.name.edit(owner, &field.name, |text| {
                let width = (ui.available_width() - 100.0).max(60.0);
                one_line(ui, words::QUESTION, text, width)
            });
            let named = typed.map(|(_, name)| FieldDef { name: name.trim().to_owned(), ..field.clone() });
            kind_ui(ui, field).map(|kind| FieldDef { kind, ..field.clone() }).or(named)
        });
        let answers = self.choices_ui(ui, owner, field);
        let typed = self.definition.edit(owner, &field.definition, |text| named_line(ui, words::DEFINITION, text));
        let defined = typed.map(|(_, definition)| FieldDef { definition, ..field.clone() });
        defined.or(answers).or(head.inner)
    }

    /// The answers that a question offers, if it offers any.
    fn choices_ui(&mut self, ui: &mut Ui, owner: &FieldOwner, field: &FieldDef) -> Option<FieldDef> {
        let FieldKind::Choice(choices) = &field.kind else { return None };
        let choices = choices.join(", ");
        let typed =
            self.choices.edit(owner, &choices, |text| named_line(ui, words::CHOICES, text).hint(words::CHOICES_HINT));
        typed.map(|(_, text)| FieldDef { kind: FieldKind::Choice(choices_of(&text)), ..field.clone() })
    }
}

/// The kind of answer; returns another one when it was chosen.
fn kind_ui(ui: &mut Ui, field: &FieldDef) -> Option<FieldKind> {
    let mut chosen = None;
    let list = ComboBox::from_id_salt(("kind", field.id.as_str())).selected_text(words::field_kind(&field.kind));
    let shown = list.width(86.0).show_ui(ui, |ui| {
        over_dialog(ui, |ui| {
            for kind in FieldKind::one_of_each() {
                let is_own = std::mem::discriminant(&kind) == std::mem::discriminant(&field.kind);
                if ui.selectable_label(is_own, words::field_kind(&kind)).clicked() && !is_own {
                    chosen = Some(kind);
                }
            }
        });
    });
    let name = words::answer_type(&field.name);
    shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    chosen
}
