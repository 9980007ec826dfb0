//! The questions that a tag asks of its marks, and those that the codebook asks of articles, in their forms.

use egui::{ComboBox, Ui, WidgetInfo, accesskit::Role};

use super::words;
use crate::{
    app::{Action, CodebookAction, DraftAction, DraftPlace, FieldChange, FieldOwner, View},
    model::{FieldDef, FieldKind, choices_of},
    ui::{
        icons,
        widgets::{DraftField, Hint, TextField, icon_button, in_sight, named_field, named_line, one_line, over_dialog},
    },
};

/// About how high a question is, in points.
const QUESTION: f32 = 80.0;

/// Shows the questions of a tag or of articles, and a field for a new one, which gets the keyboard if `take_focus`.
pub fn questions_ui(
    ui: &mut Ui,
    (owner, fields): (&FieldOwner, &[FieldDef]),
    view: &View<'_>,
    take_focus: bool,
    actions: &mut Vec<Action>,
) {
    in_sight(ui, "questions", fields.len(), QUESTION, |ui, place| {
        if let Some(field) = fields.get(place) {
            question_ui(ui, owner, field, view, actions);
            ui.separator();
        }
    });
    let (name, hint) = words::new_question(owner);
    let place = DraftPlace::in_prompt("new-question", owner_name(owner), "question");
    let show = |ui: &mut Ui, text: &mut String| {
        let field = TextField::singleline(text).hint_text(hint);
        named_field(ui, name, field.desired_width(f32::INFINITY))
    };
    let (field, typed) = DraftField::new(place.clone(), "").show_kept(ui, view, actions, show);
    if take_focus {
        field.request_focus();
    }
    if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
        // The next one can be typed at once.
        field.request_focus();
        actions.push(Action::Codebook(CodebookAction::AddField(owner.clone(), typed)));
        actions.push(Action::Draft(DraftAction::Drop(place)));
    }
}

/// Shows a question, with what can be changed of it.
fn question_ui(ui: &mut Ui, owner: &FieldOwner, field: &FieldDef, view: &View<'_>, actions: &mut Vec<Action>) {
    let change = |change| Action::Codebook(CodebookAction::ChangeField(owner.clone(), field.id.clone(), change));
    ui.horizontal(|ui| {
        if icon_button(ui, icons::CLOSE, &words::remove_question(&field.name)).clicked() {
            let action = CodebookAction::RemoveField(owner.clone(), field.id.clone());
            actions.push(Action::Codebook(action));
        }
        let show = |ui: &mut Ui, text: &mut String| {
            let width = (ui.available_width() - 100.0).max(60.0);
            one_line(ui, words::QUESTION, text, width)
        };
        DraftField::new(part_of(owner, field, "question"), &field.name)
            .show(ui, view, actions, show, |name| change(FieldChange::Name(name.trim().to_owned())));
        let kind = kind_ui(ui, field).map(|kind| change(FieldChange::Kind(kind)));
        actions.extend(kind);
    });
    if let FieldKind::Choice(choices) = &field.kind {
        let show = |ui: &mut Ui, text: &mut String| named_line(ui, words::CHOICES, text).hint(words::CHOICES_HINT);
        DraftField::new(part_of(owner, field, "choices"), &choices.join(", "))
            .show(ui, view, actions, show, |text| change(FieldChange::Kind(FieldKind::Choice(choices_of(&text)))));
    }
    let show = |ui: &mut Ui, text: &mut String| named_line(ui, words::DEFINITION, text);
    DraftField::new(part_of(owner, field, "definition"), &field.definition)
        .show(ui, view, actions, show, |text| change(FieldChange::Definition(text)));
}

/// Where a part of a question is typed.
fn part_of(owner: &FieldOwner, field: &FieldDef, part: &str) -> DraftPlace {
    DraftPlace::new(DraftPlace::QUESTIONS, owner_name(owner), &format!("{part} {}", field.id))
}

fn owner_name(owner: &FieldOwner) -> &str {
    match owner {
        FieldOwner::Tag(tag) => tag.as_str(),
        FieldOwner::Articles => DraftPlace::ARTICLES,
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
