//! The bar at the top: the menus, made from the list of commands, and the way into the palette.

use egui::{
    Button, Context, Id, Key, Modifiers, Popup, PopupCloseBehavior, Response, RichText, Sense, Ui, Vec2, WidgetInfo,
    accesskit::Role, containers::menu::MenuConfig,
};

use super::words;
use crate::{
    app::{Action, Command, Menu, View},
    text::shortened,
    ui::{
        icons,
        theme::{STEP, UiTokens, bold},
        widgets::{Entry, Hint, MenuList, Rows, TYPE_TO_FILTER, is_untyped, menu_list_ui},
    },
};

/// Width of a menu and height of its rows, in points.
const WIDTH: f32 = 280.0;
const ROW: f32 = 26.0;
/// What stays free below a menu, with what frames it, in points.
const EDGE: f32 = 36.0;

/// Shows the menu bar; `opens` its first menu.
pub(crate) fn menu_bar_ui(ui: &mut Ui, opens: bool, view: &View<'_>, actions: &mut Vec<Action>) {
    let tokens = ui.tokens();
    // A click into the line that filters a menu does not close it.
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    egui::MenuBar::new().config(config).ui(ui, |ui| {
        ui.add_space(STEP);
        ui.label(RichText::new(words::PROGRAM).font(bold(13.5)));
        ui.add_space(STEP);
        let mut menus = Vec::new();
        for menu in Menu::ALL {
            let bottom = ui.max_rect().max.y;
            let name = RichText::new(menu.label()).color(tokens.soft_ink);
            let shown = ui.menu_button(name, |ui| menu_ui(ui, menu, bottom, view, actions));
            menus.push(Popup::default_response_id(&shown.response));
        }
        if let Some(first) = menus.first().filter(|_| opens) {
            Popup::open_id(ui.ctx(), *first);
        }
        read_arrows(ui.ctx(), &menus);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(STEP);
            palette_field_ui(ui, view, actions);
        });
    });
}

/// Arrow keys lead from an open menu to those beside it, unless something is typed into it.
fn read_arrows(ctx: &Context, menus: &[Id]) {
    let Some(open) = menus.iter().position(|menu| Popup::is_id_open(ctx, *menu)) else { return };
    let is_untyped = menus.get(open).is_none_or(|menu| is_untyped(ctx, *menu));
    let by = ctx.input_mut(|input| {
        let mut pressed = |key| if is_untyped { input.count_and_consume_key(Modifiers::NONE, key) } else { 0 };
        pressed(Key::ArrowRight) + (menus.len() - 1) * pressed(Key::ArrowLeft)
    });
    if let Some(next) = menus.get((open + by) % menus.len()).filter(|_| by > 0) {
        Popup::open_id(ctx, *next);
    }
}

/// Shows a menu below the bar, which ends at `bottom`.
fn menu_ui(ui: &mut Ui, menu: Menu, bottom: f32, view: &View<'_>, actions: &mut Vec<Action>) {
    let most = ui.ctx().content_rect().max.y - bottom - EDGE;
    let entry = |group: usize| {
        move |command: Command| Entry {
            is_enabled: view.is_enabled(command),
            ..Entry::new(shortened(&view.label(command), 48), command).in_group(group)
        }
    };
    let groups = menu.groups().enumerate();
    let entries: Vec<Entry<Command>> =
        groups.flat_map(|(group, commands)| commands.into_iter().map(entry(group))).collect();
    let entries: Rows<Command> = entries.into();
    let name = words::filter_menu(menu.label());
    let list = MenuList { name: &name, hint: TYPE_TO_FILTER, width: WIDTH, row: ROW, most, is_typed_into: false };
    let taken = menu_list_ui(ui, &list, &entries, |ui, entry, is_chosen| command_button(ui, entry, is_chosen, view));
    if let Some(entry) = taken.and_then(|place| entries.get(place)) {
        actions.push(Action::Command(entry.of));
    }
}

fn command_button(ui: &mut Ui, entry: &Entry<Command>, is_chosen: bool, view: &View<'_>) -> Response {
    let command = entry.of;
    let label = &entry.name;
    let keys = view.settings.shortcut_label(command);
    // A tick stands where others have an icon; names begin at one edge in a menu that has any.
    let has_ticks = command.row().menu.commands().any(|other| other.row().toggle.is_some());
    let is_on = view.is_on(command) == Some(true);
    let shown = if has_ticks { format!("\u{2003} {label}") } else { label.clone() };
    let button = Button::new(shown).shortcut_text(keys).frame(true).frame_when_inactive(is_chosen).selected(is_chosen);
    let response = ui.add_enabled(entry.is_enabled, button.min_size(Vec2::new(WIDTH, ROW)));
    if is_on {
        let at = egui::pos2(response.rect.min.x + STEP * 0.75, response.rect.center().y);
        let font = egui::FontId::proportional(13.0);
        ui.painter().text(at, egui::Align2::LEFT_CENTER, icons::CHECK, font, ui.tokens().accent);
    }
    if view.is_on(command).is_some() {
        response.widget_info(|| WidgetInfo::selected(Role::MenuItemCheckBox, entry.is_enabled, is_on, label));
    } else {
        response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, entry.is_enabled, label));
    }
    response.hint(command.help())
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
