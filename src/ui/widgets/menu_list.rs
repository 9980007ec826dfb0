//! The list in a menu: never taller than the window, and narrowed by typing where it is long. Arrows choose, Enter takes.

use egui::{
    Context, Id, Key, Modifiers, PopupCloseBehavior, Response, ScrollArea, TextEdit, Ui,
    containers::menu::{MenuButton, MenuConfig},
    style::ScrollAnimation,
};

use super::{Row, named_field, paint_cut, words};
use crate::{
    text::folded,
    ui::theme::{ROW_HEIGHT, STEP, TEXT_SIZE, Tokens},
};

/// A list with more rows than this has a line to type into.
const FEW: usize = 12;
/// How many rows Page Up and Page Down pass.
const PAGE: usize = 10;
/// The height of a line between groups, in points.
const LINE: f32 = 9.0;
/// What stays free between a menu and the edge of the window, with what frames it, in points.
const EDGE: f32 = 28.0;

/// A row of a list.
#[derive(Clone, Debug)]
pub(crate) struct Entry<T> {
    /// Its words, which are searched by what is typed.
    pub name: String,
    /// Its group; a line stands between groups until something is typed.
    pub group: usize,
    /// Whether it can be taken.
    pub is_enabled: bool,
    /// Whether it is shown whatever is typed.
    pub stays: bool,
    /// What it stands for.
    pub of: T,
}

impl<T> Entry<T> {
    /// A row of the first group.
    pub(crate) fn new(name: impl Into<String>, of: T) -> Self {
        Self { name: name.into(), group: 0, is_enabled: true, stays: false, of }
    }

    /// In this group.
    pub(crate) fn in_group(self, group: usize) -> Self {
        Self { group, ..self }
    }
}

/// How a list looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MenuList<'a> {
    /// What screen readers call the line to type into.
    pub name: &'a str,
    /// What stands in that line until something is typed.
    pub hint: &'a str,
    /// The width, in points.
    pub width: f32,
    /// The height of a row, in points.
    pub row: f32,
    /// The largest height of the list, in points; it is never higher than the window.
    pub most: f32,
    /// Whether there is a line to type into, however short the list is, and Enter takes the first row at once.
    pub is_typed_into: bool,
}

/// What a list remembers while it is open.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListState {
    /// What was typed.
    pub filter: String,
    chosen: Option<usize>,
    has_moved: bool,
}

impl ListState {
    /// The places of the rows that fit what was typed; those that begin with it first.
    fn shown<T>(&self, entries: &[Entry<T>]) -> Vec<usize> {
        let wanted = folded(self.filter.trim());
        let name = |place: usize| entries.get(place).map(|entry| folded(&entry.name)).unwrap_or_default();
        let fits = |(place, entry): (usize, &Entry<T>)| {
            (entry.stays || wanted.is_empty() || name(place).contains(&wanted)).then_some(place)
        };
        let mut shown: Vec<usize> = entries.iter().enumerate().filter_map(fits).collect();
        if !wanted.is_empty() {
            let stays = |place: usize| entries.get(place).is_some_and(|entry| entry.stays);
            shown.sort_by_key(|place| (stays(*place), !name(*place).starts_with(&wanted)));
        }
        shown
    }

    /// The row that Enter takes, among those shown.
    fn place<T>(&self, entries: &[Entry<T>], shown: &[usize], list: &MenuList<'_>) -> Option<usize> {
        let can_be_taken = |place: &usize| entries.get(*place).is_some_and(|entry| entry.is_enabled);
        let first = || shown.iter().position(can_be_taken);
        match self.chosen {
            Some(chosen) if chosen < shown.len() => Some(chosen),
            Some(_) | None if list.is_typed_into || !self.filter.is_empty() => first(),
            Some(_) | None => None,
        }
    }

    /// Reads the keys that move in the list; returns whether Enter was pressed.
    fn read_keys(&mut self, ui: &Ui, place: Option<usize>, count: usize) -> bool {
        let last = count.saturating_sub(1);
        let (moved, enters) = ui.input_mut(|input| {
            let mut moved = place;
            let mut was_moved = false;
            let mut go = |key, to: fn(Option<usize>, usize) -> usize| {
                // A key that is held may come more than once in a frame.
                for _ in 0..input.count_and_consume_key(Modifiers::NONE, key) {
                    (moved, was_moved) = (Some(to(moved, last).min(last)), true);
                }
            };
            go(Key::ArrowDown, |at, _| at.map_or(0, |at| at + 1));
            go(Key::ArrowUp, |at, last| at.map_or(last, |at| at.saturating_sub(1)));
            go(Key::PageDown, |at, _| at.unwrap_or_default() + PAGE);
            go(Key::PageUp, |at, _| at.unwrap_or_default().saturating_sub(PAGE));
            let enters = moved.is_some() && input.consume_key(Modifiers::NONE, Key::Enter);
            (was_moved.then_some(moved).flatten(), enters)
        });
        self.has_moved = moved.is_some();
        self.chosen = moved.or(self.chosen);
        enters
    }

    /// Shows the list; returns the place of the row that was taken. `face` shows a row, and whether it is the chosen one.
    pub(crate) fn show<T>(
        &mut self,
        ui: &mut Ui,
        list: &MenuList<'_>,
        entries: &[Entry<T>],
        face: impl FnMut(&mut Ui, &Entry<T>, bool) -> Response,
    ) -> Option<usize> {
        // What surrounds the list keeps its own spacing.
        ui.scope(|ui| self.list_ui(ui, list, entries, face)).inner
    }

    fn list_ui<T>(
        &mut self,
        ui: &mut Ui,
        list: &MenuList<'_>,
        entries: &[Entry<T>],
        mut face: impl FnMut(&mut Ui, &Entry<T>, bool) -> Response,
    ) -> Option<usize> {
        let top = ui.cursor().min.y;
        ui.set_width(list.width);
        ui.spacing_mut().item_spacing.y = 0.0;
        let is_long = entries.iter().filter(|entry| !entry.stays).count() > FEW;
        let before = self.shown(entries);
        let place = self.place(entries, &before, list);
        let enters = self.read_keys(ui, place, before.len());
        if list.is_typed_into || is_long {
            self.field_ui(ui, list, is_long);
        }
        let shown = self.shown(entries);
        let chosen = self.place(entries, &shown, list);
        let mut taken = if enters { chosen.and_then(|place| shown.get(place).copied()) } else { None };
        let most = list.most.min(ui.ctx().content_rect().height() - EDGE) - (ui.cursor().min.y - top);
        let most = most.max(list.row);
        let area = ScrollArea::vertical().max_height(most).min_scrolled_height(most).auto_shrink([false, true]);
        area.show(ui, |ui| {
            ui.spacing_mut().interact_size.y = list.row;
            let mut group = None;
            for (place, at) in shown.iter().enumerate() {
                let Some(entry) = entries.get(*at) else { continue };
                if self.filter.is_empty() && group.is_some_and(|group| group != entry.group) {
                    line_ui(ui);
                }
                group = Some(entry.group);
                let row = face(ui, entry, chosen == Some(place));
                if self.has_moved && chosen == Some(place) {
                    row.scroll_to_me_animation(None, ScrollAnimation::none());
                }
                if row.clicked() {
                    taken = Some(*at);
                }
            }
        });
        taken.filter(|at| entries.get(*at).is_some_and(|entry| entry.is_enabled))
    }

    /// The line to type into.
    fn field_ui(&mut self, ui: &mut Ui, list: &MenuList<'_>, is_framed: bool) {
        let field = TextEdit::singleline(&mut self.filter).hint_text(list.hint).desired_width(f32::INFINITY);
        let field = if is_framed { field } else { field.frame(egui::Frame::NONE) };
        let field = named_field(ui, list.name, field.margin(egui::Margin::symmetric(8, 4)));
        if !field.has_focus() {
            field.request_focus();
        }
        if field.changed() {
            self.chosen = None;
        }
        ui.add_space(STEP / 2.0);
    }
}

/// Shows a list in an open menu or drop-down list, which closes when a row is taken; returns its place.
pub(crate) fn menu_list_ui<T>(
    ui: &mut Ui,
    list: &MenuList<'_>,
    entries: &[Entry<T>],
    face: impl FnMut(&mut Ui, &Entry<T>, bool) -> Response,
) -> Option<usize> {
    let id = state_id(ui.layer_id().id);
    let pass = ui.ctx().cumulative_pass_nr();
    // What was typed into a menu is gone when that opens again.
    let kept = ui.data(|data| data.get_temp::<(ListState, u64)>(id)).filter(|(_, last)| last + 2 > pass);
    let mut state = kept.map(|(state, _)| state).unwrap_or_default();
    let taken = state.show(ui, list, entries, face);
    ui.data_mut(|data| data.insert_temp(id, (state, pass)));
    if taken.is_some() {
        ui.close();
    }
    taken
}

/// Where the list of a menu is remembered.
fn state_id(menu: Id) -> Id {
    menu.with("list")
}

/// Whether nothing is typed into the list of an open menu.
pub(crate) fn is_untyped(ctx: &Context, menu: Id) -> bool {
    let kept = ctx.data(|data| data.get_temp::<(ListState, u64)>(state_id(menu)));
    kept.is_none_or(|(state, _)| state.filter.is_empty())
}

/// How tags, names and other plain choices are listed in menus.
const CHOICES: MenuList<'static> = MenuList {
    name: words::FILTER_CHOICES,
    hint: words::TYPE_TO_FILTER,
    width: 240.0,
    row: ROW_HEIGHT,
    most: 15.0 * ROW_HEIGHT,
    is_typed_into: false,
};

/// Lists choices by name in an open menu, each with what it stands for; returns what was taken.
pub(crate) fn choices_ui<T: PartialEq>(ui: &mut Ui, choices: Vec<(String, T)>, chosen: Option<&T>) -> Option<T> {
    let mut entries: Vec<Entry<T>> = choices.into_iter().map(|(name, of)| Entry::new(name, of)).collect();
    let width = longest(ui, &entries).clamp(ui.available_width().min(120.0), 360.0);
    let taken = menu_list_ui(ui, &MenuList { width, ..CHOICES }, &entries, |ui, entry, is_at| {
        let face = |ui: &mut Ui, rect: egui::Rect, tokens: &Tokens| {
            let ink = if chosen == Some(&entry.of) { tokens.accent } else { tokens.ink };
            paint_cut(ui.painter(), rect.left_center(), &entry.name, TEXT_SIZE, ink, rect.width());
        };
        Row::new(&entry.name).chosen(is_at || chosen == Some(&entry.of)).show(ui, face)
    });
    taken.filter(|place| *place < entries.len()).map(|place| entries.swap_remove(place).of)
}

/// Room for the longest name, in points.
fn longest<T>(ui: &Ui, entries: &[Entry<T>]) -> f32 {
    let width = |entry: &Entry<T>| {
        let font = egui::FontId::proportional(TEXT_SIZE);
        ui.painter().layout_no_wrap(entry.name.clone(), font, egui::Color32::PLACEHOLDER).size().x
    };
    entries.iter().map(width).fold(120.0, f32::max) + 3.0 * STEP
}

/// A button that opens a menu, which a click into its own list does not close.
pub(crate) fn list_button<R>(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    MenuButton::new(name).config(config).ui(ui, contents).1.map(|shown| shown.inner)
}

/// The line between two groups.
fn line_ui(ui: &mut Ui) {
    let stroke = ui.visuals().widgets.noninteractive.bg_stroke;
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), LINE), egui::Sense::hover());
    ui.painter().hline(rect.shrink2(egui::vec2(STEP, 0.0)).x_range(), rect.center().y, stroke);
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: MenuList<'_> = MenuList { name: "x", hint: "x", width: 1.0, row: 1.0, most: 1.0, is_typed_into: false };

    fn entries() -> Vec<Entry<()>> {
        let mut entries: Vec<Entry<()>> =
            ["Undo", "Find next", "Next article", "New tag"].map(|name| Entry::new(name, ())).into();
        entries[0].is_enabled = false;
        entries[3].stays = true;
        entries
    }

    fn typed(filter: &str) -> ListState {
        ListState { filter: filter.to_owned(), ..ListState::default() }
    }

    #[test]
    fn what_is_typed_narrows_the_list_and_beginnings_come_first() {
        assert_eq!(typed("").shown(&entries()), [0, 1, 2, 3]);
        assert_eq!(typed("NEXT ").shown(&entries()), [2, 1, 3], "what stays is last");
        assert_eq!(typed("xyz").shown(&entries()), [3]);
    }

    #[test]
    fn enter_takes_the_first_row_that_can_be_taken_once_something_is_typed() {
        let of = |state: &ListState, list: &MenuList<'_>| state.place(&entries(), &state.shown(&entries()), list);
        assert_eq!(of(&typed(""), &LIST), None);
        assert_eq!(of(&typed(""), &MenuList { is_typed_into: true, ..LIST }), Some(1), "the first cannot be taken");
        assert_eq!(of(&typed("next"), &LIST), Some(0));
        assert_eq!(of(&ListState { chosen: Some(3), ..typed("") }, &LIST), Some(3));
        assert_eq!(of(&ListState { chosen: Some(9), ..typed("n") }, &LIST), Some(0));
    }
}
