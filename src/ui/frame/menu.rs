//! The bar at the top: the menus, made from the list of commands, and the way into the palette.

use egui::{Button, RichText, ScrollArea, Sense, Ui, Vec2, WidgetInfo, accesskit::Role};

use super::words;
use crate::{
    app::{Action, Command, Menu, ProjectAction, View},
    text::shortened,
    ui::{
        icons,
        theme::{STEP, UiTokens, bold},
    },
};

/// Shows the menu bar.
pub(crate) fn menu_bar_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let tokens = ui.tokens();
    egui::MenuBar::new().ui(ui, |ui| {
        ui.add_space(STEP);
        ui.label(RichText::new(words::PROGRAM).font(bold(13.5)));
        ui.add_space(STEP);
        for menu in Menu::ALL {
            ui.menu_button(RichText::new(menu.label()).color(tokens.soft_ink), |ui| menu_ui(ui, menu, view, actions));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(STEP);
            palette_field_ui(ui, view, actions);
        });
    });
}

fn menu_ui(ui: &mut Ui, menu: Menu, view: &View<'_>, actions: &mut Vec<Action>) {
    let most = (ui.ctx().content_rect().height() - 90.0).max(120.0);
    // In a small window the longer menus are scrolled.
    ScrollArea::vertical()
        .min_scrolled_height(most)
        .max_height(most)
        .show(ui, |ui| entries_ui(ui, menu, view, actions));
}

fn entries_ui(ui: &mut Ui, menu: Menu, view: &View<'_>, actions: &mut Vec<Action>) {
    ui.set_min_width(240.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    for (place, group) in menu.groups().enumerate() {
        if place > 0 {
            ui.separator();
        }
        for command in group {
            if command_button(ui, command, view) {
                actions.push(Action::Command(command));
                ui.close();
            }
        }
    }
    if menu == Menu::File && !view.settings.recent.is_empty() {
        ui.separator();
        for path in &view.settings.recent {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let button = ui.add(Button::new(name.as_ref()).frame(false)).on_hover_text(path.display().to_string());
            if button.clicked() {
                actions.push(Action::Project(ProjectAction::Open(vec![path.clone()])));
                ui.close();
            }
        }
    }
}

fn command_button(ui: &mut Ui, command: Command, view: &View<'_>) -> bool {
    let label = shortened(&view.label(command), 48);
    let keys = view.settings.shortcut_label(command);
    // A tick stands where others have an icon; names begin at one edge in a menu that has any.
    let has_ticks = command.row().menu.commands().any(|other| other.row().toggle.is_some());
    let is_on = view.is_on(command) == Some(true);
    let shown = if has_ticks { format!("\u{2003} {label}") } else { label.clone() };
    let button = Button::new(shown).shortcut_text(keys).frame(true).frame_when_inactive(false);
    let response = ui.add_enabled(view.is_enabled(command), button.min_size(Vec2::new(240.0, 26.0)));
    if is_on {
        let at = egui::pos2(response.rect.min.x + STEP * 0.75, response.rect.center().y);
        let font = egui::FontId::proportional(13.0);
        ui.painter().text(at, egui::Align2::LEFT_CENTER, icons::CHECK, font, ui.tokens().accent);
    }
    if view.is_on(command).is_some() {
        response.widget_info(|| WidgetInfo::selected(Role::MenuItemCheckBox, ui.is_enabled(), is_on, &label));
    } else {
        response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, ui.is_enabled(), &label));
    }
    response.on_hover_text(command.help()).clicked()
}

/// A field that is a button: it opens the palette.
fn palette_field_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let tokens = ui.tokens();
    let keys = view.settings.shortcut_label(Command::Palette);
    let text = words::find_command(&keys);
    let width = 300.0_f32.min(ui.available_width());
    if width < 120.0 {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, Command::Palette.label()));
    let line = if response.hovered() || response.has_focus() { tokens.accent } else { tokens.line };
    let round = egui::CornerRadius::same(crate::ui::theme::ROUND);
    ui.painter().rect(rect, round, tokens.raised, egui::Stroke::new(1.0, line), egui::StrokeKind::Inside);
    let at = egui::pos2(rect.min.x + 10.0, rect.center().y);
    let font = egui::FontId::proportional(12.5);
    ui.painter().text(at, egui::Align2::LEFT_CENTER, text, font, tokens.soft_ink);
    if response.clicked() {
        actions.push(Action::Command(Command::Palette));
    }
}
