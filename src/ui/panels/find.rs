//! The search field over the article.

use egui::{Frame, Key, Margin, Modifiers, RichText, TextEdit, Ui};

use crate::{
    app::{Action, ArticleAction, Command, View},
    ui::{
        icons,
        theme::{STEP, UiTokens},
        widgets::icon_button,
    },
};

/// Shows the search while it is open. `take_focus` puts the keyboard into the field.
pub fn find_ui(ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) {
    if !view.find.is_open {
        return;
    }
    let tokens = ui.tokens();
    Frame::new().fill(tokens.panel).inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
        ui.horizontal(|ui| {
            let id = egui::Id::unique("find in the article");
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
            let field = TextEdit::singleline(&mut query).id(id).hint_text("Find in the article").desired_width(260.0);
            let field = ui.add(field);
            field.widget_info(|| {
                egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Find in the article")
            });
            if take_focus {
                field.request_focus();
            }
            if field.changed() {
                actions.push(Action::Article(ArticleAction::Find(query)));
            }
            let toggle = ui.selectable_label(view.find.match_case, "Aa").on_hover_text("Match case");
            if toggle.clicked() {
                actions.push(Action::Article(ArticleAction::MatchCase(!view.find.match_case)));
            }
            let count = view.find.hits.len();
            let place = match (count, view.find.query.is_empty()) {
                (_, true) => String::new(),
                (0, false) => "not found".to_owned(),
                _ => format!("{} of {count}", view.find.current + 1),
            };
            ui.label(RichText::new(place).color(tokens.soft_ink));
            ui.add_enabled_ui(count > 0, |ui| {
                if icon_button(ui, icons::UP, "Find previous").clicked() {
                    actions.push(Action::Command(Command::FindPrevious));
                }
                if icon_button(ui, icons::DOWN, "Find next").clicked() {
                    actions.push(Action::Command(Command::FindNext));
                }
            });
            ui.add_space(STEP);
            let escape = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
            if icon_button(ui, icons::CLOSE, "Close the search").clicked() || escape {
                actions.push(Action::Command(Command::Release));
            }
        });
    });
}
