//! The command palette: any command by part of its name.

use egui::{Align2, FontId, Key, Modal, Modifiers, ScrollArea, Ui, text::LayoutJob};

use super::words;
use crate::{
    app::{Action, Command, DeskAction, View},
    ui::{
        theme::{STEP, TEXT_SIZE, Tokens, bold},
        widgets::{Hint, Row, TextField, paint_key_cap},
    },
};

/// What somebody typed into the palette, and which row is chosen.
#[derive(Debug, Default)]
pub(crate) struct Palette {
    query: String,
    chosen: usize,
    was_open: bool,
    /// The commands chosen here last, newest first.
    recent: Vec<Command>,
}

/// How many commands are remembered.
const RECENT: usize = 5;

impl Palette {
    /// Shows the palette while it is asked for.
    pub(crate) fn show(&mut self, ui: &Ui, view: &View<'_>, is_open: bool, actions: &mut Vec<Action>) {
        if !is_open {
            *self = Self { recent: std::mem::take(&mut self.recent), ..Self::default() };
            return;
        }
        let opening = !std::mem::replace(&mut self.was_open, true);
        let id = egui::Id::unique("palette");
        let area = Modal::default_area(id).accessible_name(Command::Palette.label());
        let modal = Modal::new(id).area(area).show(ui.ctx(), |ui| self.contents(ui, view, opening, actions));
        if modal.should_close() {
            actions.push(Action::Desk(DeskAction::ClosePrompt));
        }
    }

    fn contents(&mut self, ui: &mut Ui, view: &View<'_>, opening: bool, actions: &mut Vec<Action>) {
        ui.set_width(520.0);
        let (down, up, enter) = ui.input_mut(|input| {
            (
                input.consume_key(Modifiers::NONE, Key::ArrowDown),
                input.consume_key(Modifiers::NONE, Key::ArrowUp),
                input.consume_key(Modifiers::NONE, Key::Enter),
            )
        });
        let field = TextField::singleline(&mut self.query).hint_text(words::TYPE_COMMAND).desired_width(f32::INFINITY);
        let field = ui.add(field.margin(egui::Margin::symmetric(10, 8)));
        field.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, words::FIND_COMMAND));
        if opening {
            field.request_focus();
        }
        if field.changed() {
            self.chosen = 0;
        }
        let found = self.found(view);
        if down {
            self.chosen = (self.chosen + 1).min(found.len().saturating_sub(1));
        }
        if up {
            self.chosen = self.chosen.saturating_sub(1);
        }
        ui.add_space(STEP / 2.0);
        if found.is_empty() {
            ui.weak(words::NO_COMMANDS);
        }
        ScrollArea::vertical().min_scrolled_height(420.0).max_height(420.0).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (place, (command, letters)) in found.iter().enumerate() {
                let is_chosen = place == self.chosen;
                let row = command_row(ui, *command, letters, view, is_chosen);
                if is_chosen && (up || down) {
                    row.scroll_to_me(None);
                }
                if (row.clicked() || enter && is_chosen) && view.is_enabled(*command) {
                    self.remember(*command);
                    actions.push(Action::Desk(DeskAction::ClosePrompt));
                    actions.push(Action::Command(*command));
                }
            }
        });
    }
}

impl Palette {
    /// What fits the query, with the matched letters: what was used last before the rest, what cannot be done now last.
    fn found(&self, view: &View<'_>) -> Vec<(Command, Vec<usize>)> {
        let fits = |command: Command| Some((command, matched(&self.query, command.label())?));
        let mut found: Vec<_> = Command::all().filter_map(fits).collect();
        found.sort_by_key(|(command, _)| {
            let used = self.recent.iter().position(|recent| recent == command).unwrap_or(RECENT);
            (!view.is_enabled(*command), used)
        });
        found
    }

    fn remember(&mut self, command: Command) {
        self.recent.retain(|recent| *recent != command);
        self.recent.insert(0, command);
        self.recent.truncate(RECENT);
    }
}

fn command_row(ui: &mut Ui, command: Command, letters: &[usize], view: &View<'_>, is_chosen: bool) -> egui::Response {
    let is_enabled = view.is_enabled(command);
    let row = Row::new(command.label()).chosen(is_chosen).show(ui, |ui, rect, tokens| {
        let job = emphasised(command.label(), letters, tokens, is_enabled);
        let galley = ui.painter().layout_job(job);
        let at = egui::pos2(rect.min.x, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, tokens.ink);
        let menu_at = egui::pos2(rect.max.x - 110.0, rect.center().y);
        let small = FontId::proportional(11.5);
        ui.painter().text(menu_at, Align2::RIGHT_CENTER, command.row().menu.label(), small, tokens.soft_ink);
        let keys = view.settings.shortcut_label(command);
        if !keys.is_empty() {
            paint_key_cap(ui.painter(), rect.right_center(), &keys, tokens);
        }
    });
    row.hint(command.help())
}

/// The characters of `label` that `query` matches in order (case ignored), or `None` when it does not.
fn matched(query: &str, label: &str) -> Option<Vec<usize>> {
    let folded: Vec<char> = label.chars().flat_map(char::to_lowercase).collect();
    let wanted: Vec<char> = query.trim().chars().flat_map(char::to_lowercase).collect();
    // A run of letters that stands together is what people mean; else letters in order.
    if let Some(start) = folded.windows(wanted.len().max(1)).position(|window| window == wanted.as_slice()) {
        return Some((start..start + wanted.len()).collect());
    }
    let mut places = Vec::with_capacity(wanted.len());
    let mut from = 0;
    for letter in wanted.iter().filter(|c| !c.is_whitespace()) {
        let found = folded.iter().skip(from).position(|c| c == letter)? + from;
        places.push(found);
        from = found + 1;
    }
    Some(places)
}

fn emphasised(label: &str, letters: &[usize], tokens: &Tokens, is_enabled: bool) -> LayoutJob {
    let ink = if is_enabled { tokens.ink } else { tokens.soft_ink };
    let mut job = LayoutJob::default();
    for (place, character) in label.chars().enumerate() {
        let is_matched = letters.contains(&place);
        let font = if is_matched { bold(TEXT_SIZE) } else { FontId::proportional(TEXT_SIZE) };
        let mut format = egui::TextFormat::simple(font, ink);
        if is_matched {
            format.underline = egui::Stroke::new(1.0, tokens.accent);
        }
        job.append(&character.to_string(), 0.0, format);
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn part_of_a_name_is_enough() {
        assert_eq!(matched("undo", "Undo"), Some(vec![0, 1, 2, 3]));
        assert_eq!(matched("ad fo", "Add a folder…").map(|places| places.len()), Some(4));
        assert_eq!(matched("", "Undo"), Some(vec![]));
        assert_eq!(matched("xyz", "Undo"), None);
        assert_eq!(matched("nnn", "Undo"), None);
    }
}
