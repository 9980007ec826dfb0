//! The search field over the article.

use egui::{Frame, Id, Key, Margin, Modifiers, Response, RichText, Ui};

use super::words;
use crate::{
    app::{Action, ArticleAction, Command, View},
    ui::{
        icons,
        theme::{STEP, UiTokens},
        widgets::{Hint, TextField, icon_button, named_field},
    },
};

/// Shows the search while it is open. `take_focus` gives the field the keyboard.
pub fn find_ui(ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) {
    if !view.find.is_open {
        return;
    }
    Frame::new().fill(ui.tokens().panel).inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
        ui.horizontal(|ui| {
            let field = field_ui(ui, view, take_focus, actions);
            let toggle = ui.selectable_label(view.find.match_case, words::MATCH_CASE_SIGN);
            if toggle.hint(words::MATCH_CASE).clicked() {
                actions.push(Action::Article(ArticleAction::MatchCase(!view.find.match_case)));
            }
            let count = view.find.hits.len();
            if !view.find.query.is_empty() {
                let place = words::match_place(view.find.current, count);
                ui.label(RichText::new(place).color(ui.tokens().soft_ink));
            }
            ui.add_enabled_ui(count > 0, |ui| {
                if icon_button(ui, icons::UP, words::FIND_PREVIOUS).clicked() {
                    actions.push(Action::Command(Command::FindPrevious));
                }
                if icon_button(ui, icons::DOWN, words::FIND_NEXT).clicked() {
                    actions.push(Action::Command(Command::FindNext));
                }
            });
            ui.add_space(STEP);
            let escape = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
            if icon_button(ui, icons::CLOSE, words::CLOSE_SEARCH).clicked() || escape {
                actions.push(Action::Command(Command::Release));
            }
        });
    });
}

/// The field: Enter goes to the next match, Shift+Enter to the one before.
fn field_ui(ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) -> Response {
    let id = Id::unique("find in the article");
    if ui.memory(|memory| memory.has_focus(id)) {
        let (enter, back) = ui.input_mut(|input| {
            let back = input.consume_key(Modifiers::SHIFT, Key::Enter);
            (input.consume_key(Modifiers::NONE, Key::Enter), back)
        });
        if enter {
            actions.push(Action::Command(Command::FindNext));
        }
        if back {
            actions.push(Action::Command(Command::FindPrevious));
        }
    }
    let mut query = view.find.query.clone();
    let field = TextField::singleline(&mut query).id(id).hint_text(words::FIND_IN_ARTICLE).desired_width(260.0);
    let field = named_field(ui, words::FIND_IN_ARTICLE, field);
    if take_focus {
        field.request_focus();
    }
    if field.changed() {
        actions.push(Action::Article(ArticleAction::Find(query)));
    }
    field
}
