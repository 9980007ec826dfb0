//! The sheet of all shortcuts, where they are changed too.

use egui::{Align, Key, Layout, Modifiers, RichText, Ui, WidgetInfo, accesskit::Role};

use super::{
    form::{Form, MIDDLE, done_button, list_area},
    words,
};
use crate::{
    app::{Action, Command, DeskAction, Menu, Shortcut, Tone, View},
    ui::{
        frame::shortcuts::from_egui,
        theme::{STEP, UiTokens, bold},
        widgets::{TextField, as_name, more_ui},
    },
};

/// As many tags are listed with their keys.
const MOST_TAGS: usize = 50;

/// What the sheet is filtered by, and the command that waits for its new keys.
#[derive(Default)]
pub(super) struct Shortcuts {
    filter: String,
    catching: Option<Command>,
}

impl Shortcuts {
    /// Takes the keys pressed as those of the command that waits for them.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the events of egui are not ours to list")]
    fn catch(&mut self, ui: &Ui, command: Command, actions: &mut Vec<Action>) {
        let pressed = ui.input_mut(|input| {
            let found = input.events.iter().find_map(|event| match event {
                // A modifier alone is the beginning of a combination.
                egui::Event::Key { key, .. } if Shortcut::is_modifier(key.name()) => None,
                egui::Event::Key { key, pressed: true, modifiers, .. } => Some((*key, *modifiers)),
                // egui makes events of their own of these.
                egui::Event::Copy => Some((Key::C, Modifiers::COMMAND)),
                egui::Event::Cut => Some((Key::X, Modifiers::COMMAND)),
                egui::Event::Paste(_) => Some((Key::V, Modifiers::COMMAND)),
                _other => None,
            });
            let is_catch = |event: &egui::Event| {
                use egui::Event::{Copy, Cut, Key, Paste, Text};
                matches!(event, Key { .. } | Text(_) | Copy | Cut | Paste(_))
            };
            input.events.retain(|event| !is_catch(event));
            found
        });
        let Some((key, modifiers)) = pressed else { return };
        self.catching = None;
        if key != Key::Escape {
            actions.push(Action::Desk(DeskAction::SetKey(command, Some(from_egui(key, modifiers)))));
        }
    }

    fn command_ui(&mut self, ui: &mut Ui, command: Command, view: &View<'_>, actions: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            let keys = view.settings.shortcut_label(command);
            let shown = match (self.catching == Some(command), keys.is_empty()) {
                (true, _) => words::PRESS_KEYS,
                (false, true) => words::NO_SHORTCUT,
                (false, false) => &keys,
            };
            let button = ui.add_sized([150.0, 24.0], egui::Button::new(shown));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, words::shortcut_for(command.label())));
            if button.clicked() {
                self.catching = Some(command);
            }
            if view.settings.keys.contains_key(command.name()) && ui.button(words::RESET).clicked() {
                actions.push(Action::Desk(DeskAction::SetKey(command, None)));
            }
            ui.label(command.label()).on_hover_text(command.help());
        });
    }

    fn sheet_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let wanted = self.filter.trim().to_lowercase();
        let fits = |what: &str| what.to_lowercase().contains(&wanted);
        ui.spacing_mut().item_spacing.y = 2.0;
        let ways = words::MOUSE_WAYS.iter().filter(|(how, what)| fits(how) || fits(what));
        section_ui(ui, words::MOUSE, ways, |ui, (how, what)| way_ui(ui, how, what));
        for menu in Menu::ALL {
            let keys = |command: &Command| view.settings.shortcut_label(*command);
            let commands = menu.commands().filter(|command| fits(command.label()) || fits(&keys(command)));
            section_ui(ui, menu.label(), commands, |ui, command| self.command_ui(ui, command, view, actions));
        }
        let tags = view.project().codebook.tags.iter().filter(|tag| !tag.key.is_empty() && fits(&tag.name));
        let more = tags.clone().count().saturating_sub(MOST_TAGS);
        section_ui(ui, words::TAGS, tags.take(MOST_TAGS), |ui, tag| {
            ui.label(words::tag_key(&tag.key.to_uppercase(), &as_name(&tag.name)));
        });
        more_ui(ui, more);
    }
}

impl Form for Shortcuts {
    fn title(&self, _view: &View<'_>) -> String {
        words::SHORTCUTS.to_owned()
    }

    fn width(&self) -> f32 {
        MIDDLE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        ui.weak(words::SHORTCUTS_EXPLAINED);
        if let Some(command) = self.catching {
            self.catch(ui, command, actions);
        }
        let field = TextField::singleline(&mut self.filter).hint_text(words::FILTER).desired_width(f32::INFINITY);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words::FILTER_SHORTCUTS));
        if is_new {
            field.request_focus();
        }
        list_area(ui, 250.0, 160.0..=f32::INFINITY).show(ui, |ui| self.sheet_ui(ui, view, actions));
        for notice in view.notices.iter().filter(|notice| notice.tone == Tone::Problem) {
            ui.label(RichText::new(&notice.text).color(ui.tokens().problem));
        }
        done_button(ui, words::CLOSE, actions);
    }

    fn has_keys(&self) -> bool {
        self.catching.is_some()
    }
}

/// A titled part of the sheet; nothing when nothing in it fits.
fn section_ui<T>(ui: &mut Ui, name: &str, rows: impl Iterator<Item = T>, mut row_ui: impl FnMut(&mut Ui, T)) {
    let mut rows = rows.peekable();
    if rows.peek().is_some() {
        ui.add_space(STEP);
        ui.label(RichText::new(name).font(bold(13.0)));
        rows.for_each(|row| row_ui(ui, row));
    }
}

/// Something that the mouse does.
fn way_ui(ui: &mut Ui, how: &str, what: &str) {
    ui.horizontal(|ui| {
        let size = egui::vec2(230.0, 20.0);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(size.x);
            ui.label(RichText::new(how).color(ui.tokens().soft_ink));
        });
        ui.label(what);
    });
}
