//! What all prompts share: their trait, and the fields, buttons and lists that they are made of.

use egui::{Key, RichText, ScrollArea, Ui, WidgetInfo, accesskit::Role};

use super::words;
use crate::{
    app::{Action, DeskAction, View},
    model::TagId,
    text::shortened,
    ui::{
        theme::{SMALL_SIZE, UiTokens},
        widgets::{TextField, is_default, main_button},
    },
};

/// The width of a question, in points.
pub(super) const NARROW: f32 = 440.0;
/// The width of a form with much text, in points.
pub(super) const MIDDLE: f32 = 620.0;
/// The width of a list, in points.
pub(super) const WIDE: f32 = 680.0;

/// A question, or a small form, over the window, with what is typed into it. It is made when its prompt opens and
/// dropped when that closes; nothing of it is left for the next.
pub(super) trait Form {
    /// The title, over everything else.
    fn title(&self, view: &View<'_>) -> String;

    /// The width wanted, in points.
    fn width(&self) -> f32 {
        NARROW
    }

    /// Shows what stands under the title; `is_new` in the first frame.
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>);

    /// Whether keys are the form's own now, Escape among them.
    fn has_keys(&self) -> bool {
        false
    }

    /// What closing it without an answer means.
    fn dismissed(&self) -> Action {
        close()
    }
}

/// Closes the prompt without an answer.
pub(super) fn close() -> Action {
    Action::Desk(DeskAction::ClosePrompt)
}

/// A button that closes the prompt.
pub(super) fn close_button(ui: &mut Ui, name: &str, actions: &mut Vec<Action>) {
    if ui.button(name).clicked() {
        actions.push(close());
    }
}

/// The button that closes a prompt in which all is done at once; Enter presses it.
pub(super) fn done_button(ui: &mut Ui, name: &str, actions: &mut Vec<Action>) {
    if main_button(ui, name).clicked() {
        actions.push(close());
    }
}

/// A line of text over the full width.
pub(super) fn line_ui(ui: &mut Ui, text: &mut String, name: &str) -> egui::Response {
    let field = ui.add(TextField::singleline(text).desired_width(f32::INFINITY));
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    field
}

/// The first line of a form; returns whether Enter was pressed in it.
pub(super) fn first_line_ui(ui: &mut Ui, text: &mut String, name: &str, is_new: bool) -> bool {
    let field = line_ui(ui, text, name);
    if is_new {
        field.request_focus();
    }
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// A text of many lines, with the keyboard in it.
pub(super) fn text_ui(ui: &mut Ui, text: &mut String, name: &str, lines: u8, is_new: bool) {
    /// The height of a line, in points.
    const LINE: f32 = 26.0;
    let height = f32::from(lines) * LINE;
    ScrollArea::vertical().min_scrolled_height(height).max_height(height).show(ui, |ui| {
        let field = TextField::multiline(text).desired_rows(lines.into()).desired_width(f32::INFINITY);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, name));
        if is_new || ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
    });
}

/// The answers to a question: do it, or don't.
pub(super) fn confirm_ui(ui: &mut Ui, name: &str, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        if main_button(ui, name).clicked() {
            actions.push(Action::Confirm);
        }
        close_button(ui, words::CANCEL, actions);
    });
}

/// Like [`confirm_ui`] for what takes something away: in red, and Enter presses Cancel.
pub(super) fn destroy_ui(ui: &mut Ui, name: &str, actions: &mut Vec<Action>) {
    let tokens = ui.tokens();
    ui.horizontal(|ui| {
        let button = egui::Button::new(RichText::new(name).color(tokens.on_accent)).fill(tokens.problem);
        if ui.add(button).clicked() {
            actions.push(Action::Confirm);
        }
        let cancel = ui.button(words::CANCEL);
        is_default(&cancel);
        if cancel.clicked() {
            actions.push(close());
        }
    });
}

/// Ticks all of a list, or none if all are ticked: the button's name, and `true` for all when it was pressed.
pub(super) fn select_all_ui(ui: &mut Ui, has_all: bool) -> Option<bool> {
    let name = if has_all { words::DESELECT_ALL } else { words::SELECT_ALL };
    ui.button(name).clicked().then_some(!has_all)
}

/// A list that takes the height of the window but for what stands around it, in points, and scrolls.
pub(super) fn list_area(ui: &Ui, around: f32, range: std::ops::RangeInclusive<f32>) -> ScrollArea {
    let height = (ui.ctx().content_rect().height() - around).clamp(*range.start(), *range.end());
    ScrollArea::vertical().min_scrolled_height(height).max_height(height).auto_shrink([false, true])
}

/// A list of very many rows of one height, in points, of which only those in sight are laid out.
pub(super) fn rows_ui<T>(
    ui: &mut Ui,
    area: ScrollArea,
    height: f32,
    rows: &[T],
    mut row_ui: impl FnMut(&mut Ui, usize, &T),
) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        area.show_rows(ui, height, rows.len(), |ui, places| {
            for place in places {
                if let Some(row) = rows.get(place) {
                    ui.horizontal(|ui| {
                        ui.set_min_height(height);
                        row_ui(ui, place, row);
                    });
                }
            }
        });
    });
}

/// Small quiet text.
pub(super) fn soft(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).size(SMALL_SIZE + 0.5).color(ui.tokens().soft_ink)
}

/// The name of a tag of the project.
pub(super) fn tag_name(view: &View<'_>, tag: &TagId) -> String {
    /// How many characters of it are told.
    const NAME: usize = 120;
    shortened(view.project().codebook.tag(tag).map_or(tag.as_str(), |tag| tag.name.as_str()), NAME)
}
