//! The list of choices at the chosen mark, drawn and driven by keys. A digit or letter takes, other letters filter,
//! Enter takes the first, Tab goes on, Escape closes.

use egui::{Align2, Area, Context, Event, FontId, Frame, Id, Key, Margin, Modifiers, Order, Rect, RichText, Ui, pos2};

use super::ArticleView;
use crate::{
    app::{Action, MarkAction, PickKeys, PickList, PickRow, Shown, View},
    text::folded,
    ui::{
        theme::{ROUND_LARGE, SMALL_SIZE, STEP, TEXT_SIZE, Tokens, UiTokens},
        widgets::{Row, cut, link_button, paint_cut},
    },
};

/// Distance between the words and the list, in points.
const DISTANCE: f32 = 10.0;
/// Width of the list, in points.
const WIDTH: f32 = 400.0;
/// No more ranked rows than this are shown before something is typed.
const SHOWN: usize = 9;

/// What was typed into the open list, and where it stands.
#[derive(Debug, Default)]
pub(super) struct PickMenu {
    of: Option<PickList>,
    typed: String,
    chosen: usize,
    /// Whether an arrow key was pressed.
    moved: bool,
    rect: Option<Rect>,
}

/// A row that is shown.
enum Line<'l> {
    Row(&'l PickRow),
    /// What was typed, as an answer of its own.
    Typed(&'static str),
}

impl PickMenu {
    /// Begins anew when another list was opened.
    fn follow(&mut self, list: &PickList) {
        if self.of.as_ref() != Some(list) {
            *self = Self { of: Some(list.clone()), ..Self::default() };
        }
    }

    /// Reads the keys of this frame: all of them mean something here.
    pub(super) fn read_keys(&mut self, ctx: &Context, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some(list) = view.picking else { return };
        self.follow(list);
        let mut taken = None;
        ctx.input_mut(|input| {
            let count = lines(list, &self.typed).len();
            if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                let next = self.place(list).map_or(0, |place| place + 1);
                (self.chosen, self.moved) = (next.min(count.saturating_sub(1)), true);
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                (self.chosen, self.moved) = (self.chosen.saturating_sub(1), true);
            }
            if input.consume_key(Modifiers::NONE, Key::Backspace) {
                self.typed.pop();
                self.chosen = 0;
            }
            if input.consume_key(Modifiers::NONE, Key::Tab) {
                actions.push(Action::Mark(MarkAction::NextChoices));
            }
            if input.consume_key(Modifiers::NONE, Key::Escape) {
                actions.push(Action::Mark(MarkAction::CloseChoices));
            }
            let plain = input.consume_key(Modifiers::SHIFT, Key::Enter);
            if plain || input.consume_key(Modifiers::NONE, Key::Enter) {
                let line = self.place(list).and_then(|place| lines(list, &self.typed).into_iter().nth(place));
                taken = line.map(|line| self.action(&line, plain));
            }
            input.events.retain(|event| match event {
                Event::Text(text) => {
                    taken = taken.take().or_else(|| self.take_or_type(list, text));
                    false
                }
                // The letter arrives as text; its key must not start a command.
                Event::Key { modifiers, .. } => modifiers.command || modifiers.alt,
                _other => true,
            });
        });
        actions.extend(taken);
    }

    /// The place of the row that Enter takes. What is always offered is no answer that somebody gave by Enter alone.
    fn place(&self, list: &PickList) -> Option<usize> {
        let lines = lines(list, &self.typed);
        let is_fallback = |line: &Line<'_>| matches!(line, Line::Row(row) if row.when == Shown::Always);
        let only_fallbacks = self.typed.is_empty() && !self.moved && lines.iter().all(is_fallback);
        (!only_fallbacks && self.chosen < lines.len()).then_some(self.chosen)
    }

    /// A key press takes a row, or is typed.
    fn take_or_type(&mut self, list: &PickList, text: &str) -> Option<Action> {
        if self.typed.is_empty() {
            let rows = lines(list, "");
            let row = match list.keys {
                PickKeys::Digits => text.parse::<usize>().ok().and_then(|place| rows.get(place.checked_sub(1)?)),
                PickKeys::Letters => {
                    let by_letter =
                        |line: &&Line<'_>| matches!(line, Line::Row(row) if row.letter == text.to_lowercase());
                    rows.iter().find(by_letter)
                }
                PickKeys::Typed => None,
            };
            if let Some(row) = row {
                return Some(self.action(row, false));
            }
        }
        self.typed.push_str(text);
        self.chosen = 0;
        None
    }

    fn action(&self, line: &Line<'_>, plain: bool) -> Action {
        match line {
            Line::Row(row) => Action::Mark(MarkAction::Choose(row.pick.clone(), plain)),
            Line::Typed(_) => Action::Mark(MarkAction::ChooseTyped(self.typed.clone())),
        }
    }
}

/// The rows that what was typed leaves.
fn lines<'l>(list: &'l PickList, typed: &str) -> Vec<Line<'l>> {
    let wanted = folded(typed.trim());
    let fits = |row: &&PickRow| wanted.is_empty() || folded(&row.name).contains(&wanted);
    let most = if wanted.is_empty() && list.keys == PickKeys::Digits { SHOWN } else { usize::MAX };
    let others = list.rows.iter().filter(|row| row.when != Shown::Always && fits(row));
    let others = others.filter(|row| row.when == Shown::Ranked || !wanted.is_empty()).take(most);
    let mut lines: Vec<Line<'l>> = others.map(Line::Row).collect();
    lines.extend(list.typed.filter(|_| !wanted.is_empty()).map(Line::Typed));
    // What is always offered stays in sight of who filters for it, and of who filters for nothing.
    lines.extend(list.rows.iter().filter(|row| row.when == Shown::Always && fits(row)).map(Line::Row));
    lines
}

impl ArticleView {
    /// Shows the list while it is open.
    pub(super) fn pick_menu_ui(&mut self, ui: &Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some((list, span)) = view.picking.zip(view.span()) else {
            self.picks = PickMenu::default();
            return;
        };
        self.picks.follow(list);
        let rects = span.pieces.last().map(|piece| self.rects_of(*piece)).unwrap_or_default();
        let last = rects.last().copied().unwrap_or(Rect::from_min_size(self.rect.center(), egui::Vec2::ZERO));
        let first = rects.first().copied().unwrap_or(last);
        // A mark that begins at the end of a line goes on at the left.
        let left = rects.iter().map(|rect| rect.min.x).fold(first.min.x, f32::min);
        let height = self.picks.rect.map_or(320.0, |rect| rect.height());
        let below = last.max.y + DISTANCE;
        let fits = below + height < ui.ctx().content_rect().max.y;
        let at = pos2(left, if fits { below } else { (first.min.y - DISTANCE - height).max(4.0) });
        let area = Area::new(Id::unique("pick menu")).order(Order::Foreground).fixed_pos(at).constrain(true);
        let shown = area.show(ui.ctx(), |ui| {
            let frame = Frame::new()
                .fill(ui.tokens().raised)
                .stroke(egui::Stroke::new(1.0, ui.tokens().line))
                .corner_radius(egui::CornerRadius::same(ROUND_LARGE))
                .inner_margin(Margin::same(6))
                .shadow(ui.visuals().popup_shadow);
            let builder = egui::UiBuilder::new().accessibility_label("Choices");
            frame.show(ui, |ui| ui.scope_builder(builder, |ui| self.picks.rows_ui(ui, list, actions)));
        });
        self.picks.rect = Some(shown.response.rect);
        if shown.response.clicked_elsewhere() {
            actions.push(Action::Mark(MarkAction::CloseChoices));
        }
    }
}

impl PickMenu {
    fn rows_ui(&self, ui: &mut Ui, list: &PickList, actions: &mut Vec<Action>) {
        let tokens = ui.tokens();
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            ui.add_space(STEP);
            let ink = if self.typed.is_empty() { tokens.soft_ink } else { tokens.ink };
            let title = if self.typed.is_empty() { format!("{}…", list.title) } else { self.typed.clone() };
            ui.label(RichText::new(title).color(ink));
            if let Some(next) = &list.next {
                ui.add_space(STEP);
                if link_button(ui, &format!("{next}  Tab")).clicked() {
                    actions.push(Action::Mark(MarkAction::NextChoices));
                }
            }
        });
        let lines = lines(list, &self.typed);
        egui::ScrollArea::vertical().max_height(360.0).min_scrolled_height(300.0).show(ui, |ui| {
            for (place, line) in lines.iter().enumerate() {
                let (name, why) = match line {
                    Line::Row(row) => (row.name.clone(), row.why.as_str()),
                    Line::Typed(what) => (format!("{what}: {}", self.typed.trim()), ""),
                };
                let key = match (list.keys, line) {
                    (PickKeys::Digits, _) if place < 9 && self.typed.is_empty() => (place + 1).to_string(),
                    (PickKeys::Letters, Line::Row(row)) => row.letter.to_uppercase(),
                    _ => String::new(),
                };
                let row = Row::new(&name)
                    .chosen(self.place(list) == Some(place))
                    .show(ui, |ui, rect, tokens| face(ui, rect, &key, &name, why, tokens));
                if row.clicked() {
                    actions.push(self.action(line, false));
                }
            }
        });
        if lines.is_empty() && list.keys != PickKeys::Typed {
            ui.horizontal(|ui| {
                ui.add_space(STEP);
                ui.label(RichText::new("Nothing fits. Words selected in the text are offered first.").weak());
            });
        }
        let hint =
            if list.keys == PickKeys::Typed && self.typed.is_empty() { "Type the answer, then Enter." } else { "" };
        for text in [hint, &list.foot].into_iter().filter(|text| !text.is_empty()) {
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                ui.add_space(STEP);
                ui.add(egui::Label::new(RichText::new(text).size(SMALL_SIZE).color(tokens.soft_ink)).wrap());
            });
        }
    }
}

/// The key to press, the words, and why they are offered.
fn face(ui: &Ui, rect: Rect, key: &str, name: &str, why: &str, tokens: &Tokens) {
    let painter = ui.painter();
    let small = FontId::proportional(SMALL_SIZE);
    painter.text(rect.left_center(), Align2::LEFT_CENTER, key, small, tokens.soft_ink);
    let left = rect.min.x + 18.0;
    // The reason takes no more than the half of the row.
    let why = cut(painter, why, SMALL_SIZE, tokens.soft_ink, (rect.max.x - left) * 0.5);
    let right = rect.max.x - why.size().x;
    painter.galley(pos2(right, rect.center().y - why.size().y / 2.0), why, tokens.soft_ink);
    paint_cut(painter, pos2(left, rect.center().y), name, TEXT_SIZE, tokens.ink, (right - left - STEP).max(40.0));
}
