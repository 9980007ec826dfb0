//! The list in a menu: never taller than the window, and narrowed by typing where it is long. Arrows choose, Enter takes.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use egui::{
    Context, Id, Key, Modifiers, PopupCloseBehavior, Response, ScrollArea, Ui,
    containers::menu::{MenuButton, MenuConfig},
    style::ScrollAnimation,
};

use super::{
    Row, TextField, cut, named_field,
    narrowed::{MOST_LISTED, more_ui},
    paint_cut, words,
};
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

/// The rows of a list. One that is long is kept for as long as it stays the same: it is searched only when something else is
/// typed.
#[derive(Clone, Debug)]
pub(crate) struct Rows<T> {
    entries: Vec<Entry<T>>,
    /// Tells these rows from all others.
    number: u64,
}

impl<T> From<Vec<Entry<T>>> for Rows<T> {
    fn from(entries: Vec<Entry<T>>) -> Self {
        static NUMBERS: AtomicU64 = AtomicU64::new(0);
        Self { entries, number: NUMBERS.fetch_add(1, Ordering::Relaxed) }
    }
}

impl<T> Rows<T> {
    /// The row at a place.
    pub(crate) fn get(&self, place: usize) -> Option<&Entry<T>> {
        self.entries.get(place)
    }
}

/// Which rows fit what was typed.
#[derive(Clone, Debug)]
struct Fitting {
    /// Of which rows, and for what was typed.
    of: (u64, String),
    /// The places of those that are shown.
    shown: Arc<[usize]>,
    /// How many more fit.
    more: usize,
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
    fitting: Option<Fitting>,
}

impl ListState {
    /// The places of the first rows that fit what was typed, those that begin with it first, and how many more fit.
    fn shown<T>(&mut self, rows: &Rows<T>) -> (Arc<[usize]>, usize) {
        if let Some(fitting) = self.fitting.as_ref().filter(|fitting| fitting.of == (rows.number, self.filter.clone()))
        {
            return (Arc::clone(&fitting.shown), fitting.more);
        }
        let wanted = folded(self.filter.trim());
        let (stays, others): (Vec<usize>, Vec<usize>) =
            (0..rows.entries.len()).partition(|place| rows.get(*place).is_some_and(|entry| entry.stays));
        let mut fitting: Vec<(bool, usize)> = Vec::new();
        if wanted.is_empty() {
            fitting.extend(others.into_iter().map(|place| (false, place)));
        } else {
            let name = |place: usize| rows.get(place).map(|entry| folded(&entry.name)).unwrap_or_default();
            let named = others.into_iter().map(|place| (name(place), place));
            let named = named.filter(|(name, _)| name.contains(&wanted));
            fitting.extend(named.map(|(name, place)| (!name.starts_with(&wanted), place)));
            fitting.sort_by_key(|(is_within, _)| *is_within);
        }
        let more = fitting.len().saturating_sub(MOST_LISTED);
        let first = fitting.into_iter().take(MOST_LISTED).map(|(_, place)| place);
        let shown: Arc<[usize]> = first.chain(stays).collect();
        let of = (rows.number, self.filter.clone());
        self.fitting = Some(Fitting { of, shown: Arc::clone(&shown), more });
        (shown, more)
    }

    /// The row that Enter takes, among those shown.
    fn place<T>(&self, rows: &Rows<T>, shown: &[usize], list: &MenuList<'_>) -> Option<usize> {
        let can_be_taken = |place: &usize| rows.get(*place).is_some_and(|entry| entry.is_enabled);
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
        rows: &Rows<T>,
        face: impl FnMut(&mut Ui, &Entry<T>, bool) -> Response,
    ) -> Option<usize> {
        // What surrounds the list keeps its own spacing.
        ui.scope(|ui| self.list_ui(ui, list, rows, face)).inner
    }

    fn list_ui<T>(
        &mut self,
        ui: &mut Ui,
        list: &MenuList<'_>,
        rows: &Rows<T>,
        mut face: impl FnMut(&mut Ui, &Entry<T>, bool) -> Response,
    ) -> Option<usize> {
        let top = ui.cursor().min.y;
        ui.set_width(list.width);
        ui.spacing_mut().item_spacing.y = 0.0;
        let is_long = rows.entries.iter().filter(|entry| !entry.stays).nth(FEW).is_some();
        let (before, _) = self.shown(rows);
        let place = self.place(rows, &before, list);
        let enters = self.read_keys(ui, place, before.len());
        if list.is_typed_into || is_long {
            self.field_ui(ui, list, is_long);
        }
        let (shown, more) = self.shown(rows);
        let chosen = self.place(rows, &shown, list);
        let mut taken = if enters { chosen.and_then(|place| shown.get(place).copied()) } else { None };
        let most = list.most.min(ui.ctx().content_rect().height() - EDGE) - (ui.cursor().min.y - top);
        let most = most.max(list.row);
        let area = ScrollArea::vertical().max_height(most).min_scrolled_height(most).auto_shrink([false, true]);
        let is_partial = rows.entries.len() > MOST_LISTED;
        area.show(ui, |ui| {
            ui.spacing_mut().interact_size.y = list.row;
            let mut group = None;
            for (place, at) in shown.iter().enumerate() {
                let Some(entry) = rows.get(*at) else { continue };
                if self.filter.is_empty() && group.is_some_and(|group| group != entry.group) {
                    line_ui(ui);
                }
                group = Some(entry.group);
                let is_led_to = self.has_moved && chosen == Some(place);
                let room = egui::Rect::from_min_size(ui.cursor().min, egui::vec2(list.width, list.row));
                if is_partial && !is_led_to && !ui.is_rect_visible(room) {
                    // Of a list that is not there whole anyway, what is out of sight takes its room alone.
                    ui.skip_ahead_auto_ids(1);
                    ui.add_space(list.row);
                    continue;
                }
                let row = face(ui, entry, chosen == Some(place));
                if is_led_to {
                    row.scroll_to_me_animation(None, ScrollAnimation::none());
                }
                if row.clicked() {
                    taken = Some(*at);
                }
            }
            more_ui(ui, more);
        });
        taken.filter(|at| rows.get(*at).is_some_and(|entry| entry.is_enabled))
    }

    /// The line to type into.
    fn field_ui(&mut self, ui: &mut Ui, list: &MenuList<'_>, is_framed: bool) {
        let field = TextField::singleline(&mut self.filter).hint_text(list.hint).desired_width(f32::INFINITY);
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
    rows: &Rows<T>,
    face: impl FnMut(&mut Ui, &Entry<T>, bool) -> Response,
) -> Option<usize> {
    let id = state_id(ui.layer_id().id);
    let pass = ui.ctx().cumulative_pass_nr();
    // What was typed into a menu is gone when that opens again.
    let kept = ui.data(|data| data.get_temp::<(ListState, u64)>(id)).filter(|(_, last)| last + 2 > pass);
    let mut state = kept.map(|(state, _)| state).unwrap_or_default();
    let taken = state.show(ui, list, rows, face);
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

/// Lists choices by name in an open menu, each with what it stands for; returns what was taken. They are asked for when the
/// menu opens, and stay until it closes.
pub(crate) fn choices_ui<T: Clone + PartialEq + Send + Sync + 'static>(
    ui: &mut Ui,
    choices: impl FnOnce() -> Vec<(String, T)>,
    chosen: Option<&T>,
) -> Option<T> {
    let id = ui.layer_id().id.with("choices");
    let pass = ui.ctx().cumulative_pass_nr();
    let kept = ui.data(|data| data.get_temp::<(Arc<Rows<T>>, f32, u64)>(id)).filter(|(.., last)| last + 2 > pass);
    let (rows, width) = match kept {
        Some((rows, width, _)) => (rows, width),
        None => {
            let entries: Vec<Entry<T>> = choices().into_iter().map(|(name, of)| Entry::new(name, of)).collect();
            let width = longest(ui, &entries);
            (Arc::new(entries.into()), width)
        }
    };
    ui.data_mut(|data| data.insert_temp(id, (Arc::clone(&rows), width, pass)));
    let width = width.clamp(ui.available_width().min(120.0), 360.0);
    let taken = menu_list_ui(ui, &MenuList { width, ..CHOICES }, &rows, |ui, entry, is_at| {
        let face = |ui: &mut Ui, rect: egui::Rect, tokens: &Tokens| {
            let ink = if chosen == Some(&entry.of) { tokens.accent } else { tokens.ink };
            paint_cut(ui.painter(), rect.left_center(), &entry.name, TEXT_SIZE, ink, rect.width());
        };
        Row::new(&entry.name).chosen(is_at || chosen == Some(&entry.of)).show(ui, face)
    });
    taken.and_then(|place| Some(rows.get(place)?.of.clone()))
}

/// Room for the longest name, in points: of very many those at the head are measured, and that of most letters.
fn longest<T>(ui: &Ui, entries: &[Entry<T>]) -> f32 {
    let width = |entry: &Entry<T>| {
        cut(ui.painter(), &entry.name, TEXT_SIZE, egui::Color32::PLACEHOLDER, f32::INFINITY).size().x
    };
    let most_letters = entries.iter().max_by_key(|entry| entry.name.len());
    let measured = entries.iter().take(MOST_LISTED).chain(most_letters);
    measured.map(width).fold(120.0, f32::max) + 3.0 * STEP
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

    fn rows() -> Rows<()> {
        let mut entries: Vec<Entry<()>> =
            ["Undo", "Find next", "Next article", "New tag"].map(|name| Entry::new(name, ())).into();
        entries[0].is_enabled = false;
        entries[3].stays = true;
        entries.into()
    }

    fn shown(filter: &str, rows: &Rows<()>) -> Vec<usize> {
        typed(filter).shown(rows).0.to_vec()
    }

    fn typed(filter: &str) -> ListState {
        ListState { filter: filter.to_owned(), ..ListState::default() }
    }

    #[test]
    fn what_is_typed_narrows_the_list_and_beginnings_come_first() {
        assert_eq!(shown("", &rows()), [0, 1, 2, 3]);
        assert_eq!(shown("NEXT ", &rows()), [2, 1, 3], "what stays is last");
        assert_eq!(shown("xyz", &rows()), [3]);
    }

    #[test]
    fn of_many_rows_the_first_are_shown_and_typing_finds_the_others() {
        let row = |number: usize| Entry { stays: number == 5, ..Entry::new(format!("Tag {number}"), ()) };
        let rows: Rows<()> = (0..20_000).map(row).collect::<Vec<_>>().into();
        let mut state = typed("");
        let (first, more) = state.shown(&rows);
        assert_eq!((first.len(), first.last(), more), (MOST_LISTED + 1, Some(&5), 19_999 - MOST_LISTED));
        state.filter = "tag 19999".to_owned();
        assert_eq!(state.shown(&rows), ([19_999, 5].into(), 0), "another filter is another list");
    }

    #[test]
    fn enter_takes_the_first_row_that_can_be_taken_once_something_is_typed() {
        let of = |state: &ListState, list: &MenuList<'_>| state.place(&rows(), &state.clone().shown(&rows()).0, list);
        assert_eq!(of(&typed(""), &LIST), None);
        assert_eq!(of(&typed(""), &MenuList { is_typed_into: true, ..LIST }), Some(1), "the first cannot be taken");
        assert_eq!(of(&typed("next"), &LIST), Some(0));
        assert_eq!(of(&ListState { chosen: Some(3), ..typed("") }, &LIST), Some(3));
        assert_eq!(of(&ListState { chosen: Some(9), ..typed("n") }, &LIST), Some(0));
    }
}
