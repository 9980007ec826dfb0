//! What a tag asks of its marks, in the form of the tag: questions with the kind of their answers.

use std::collections::BTreeMap;

use egui::{ComboBox, RichText, TextEdit, Ui, WidgetInfo, accesskit::Role};

use crate::{
    app::{Action, CodebookAction},
    model::{FieldDef, FieldId, FieldKind, Tag, TagId},
    ui::{
        icons,
        theme::UiTokens,
        widgets::{Draft, icon_button, line},
    },
};

/// What is being typed into the questions of a tag.
#[derive(Debug, Default)]
pub struct QuestionDrafts {
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
    /// Shows the questions of a tag, and a line for another.
    pub fn show(&mut self, ui: &mut Ui, tag: &Tag, actions: &mut Vec<Action>) {
        ui.label(RichText::new("Questions").color(ui.tokens().soft_ink));
        for field in &tag.fields {
            let draft = self.drafts.entry((tag.id.clone(), field.id.clone())).or_default();
            let changed = draft.show(ui, tag, field, actions);
            if let Some(field) = changed {
                actions.push(Action::Codebook(CodebookAction::ChangeField(tag.id.clone(), Box::new(field))));
            }
            ui.separator();
        }
        let hint = "New question, then Enter";
        let field = ui.add(TextEdit::singleline(&mut self.new).hint_text(hint).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "New question"));
        if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
            let name = std::mem::take(&mut self.new);
            actions.push(Action::Codebook(CodebookAction::AddField(tag.id.clone(), name)));
        }
    }
}

impl QuestionDraft {
    /// Shows a question; returns it as changed.
    fn show(&mut self, ui: &mut Ui, tag: &Tag, field: &FieldDef, actions: &mut Vec<Action>) -> Option<FieldDef> {
        let mut changed = None;
        ui.horizontal(|ui| {
            if icon_button(ui, icons::CLOSE, &format!("Take away the question {}", field.name)).clicked() {
                let action = CodebookAction::RemoveField(tag.id.clone(), field.id.clone());
                actions.push(Action::Codebook(action));
            }
            let typed = self.name.edit(&tag.id, &field.name, |text| {
                let field = ui.add(TextEdit::singleline(text).desired_width((ui.available_width() - 100.0).max(60.0)));
                field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Question"));
                field
            });
            if let Some((_, name)) = typed {
                changed = Some(FieldDef { name: name.trim().to_owned(), ..field.clone() });
            }
            let choice = ComboBox::from_id_salt(("kind", field.id.as_str())).selected_text(kind_name(&field.kind));
            let shown = choice.width(86.0).show_ui(ui, |ui| {
                for kind in kinds() {
                    let is_own = std::mem::discriminant(&kind) == std::mem::discriminant(&field.kind);
                    if ui.selectable_label(is_own, kind_name(&kind)).clicked() && !is_own {
                        changed = Some(FieldDef { kind, ..field.clone() });
                    }
                }
            });
            let name = format!("Kind of answer to {}", field.name);
            shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
        });
        if let FieldKind::Choice(choices) = &field.kind {
            let name = "Answers, with commas between";
            let typed = self.choices.edit(&tag.id, &choices.join(", "), |text| line(ui, name, text, f32::INFINITY));
            if let Some((_, text)) = typed {
                let mut choices: Vec<String> = Vec::new();
                for choice in text.split(',').map(str::trim).filter(|choice| !choice.is_empty()) {
                    if !choices.iter().any(|known| known == choice) {
                        choices.push(choice.to_owned());
                    }
                }
                changed = Some(FieldDef { kind: FieldKind::Choice(choices), ..field.clone() });
            }
        }
        let typed = self.definition.edit(&tag.id, &field.definition, |text| line(ui, "What for", text, f32::INFINITY));
        if let Some((_, definition)) = typed {
            changed = Some(FieldDef { definition, ..field.clone() });
        }
        changed
    }
}

fn kinds() -> [FieldKind; 6] {
    let choice = FieldKind::Choice(vec!["yes".to_owned(), "no".to_owned(), "unclear".to_owned()]);
    [choice, FieldKind::Text, FieldKind::Number, FieldKind::YesNo, FieldKind::Date, FieldKind::Entity]
}

fn kind_name(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Choice(_) => "choice",
        FieldKind::Text => "text",
        FieldKind::Number => "number",
        FieldKind::YesNo => "yes or no",
        FieldKind::Date => "date",
        FieldKind::Entity => "name",
    }
}
