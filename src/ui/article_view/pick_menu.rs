//! The list of choices at the selected mark. A digit or letter takes, other letters filter and find words of the article,
//! Enter takes the highlighted row if there is one, Tab goes on, Escape closes.

use std::sync::Arc;

use egui::{Align2, Context, FontId, Id, Key, Modifiers, Pos2, Rect, RichText, Ui, pos2};

use super::{
    floating::{Floating, show_floating, take_typed},
    marks::Marked,
    page::Page,
    words,
};
use crate::{
    app::{Action, Choice, ChoiceKeys, ChoiceList, MarkAction, Shown, View, found_rows},
    model::Span,
    text::folded,
    ui::{
        theme::{ROW_HEIGHT, SMALL_SIZE, STEP, TEXT_SIZE, Tokens, UiTokens},
        widgets::{Row, cut, link_button, more_ui, paint_cut},
    },
};

/// Distance between the words and the list, in points.
const DISTANCE: f32 = 10.0;
/// Width of the list, in points.
const WIDTH: f32 = 400.0;
/// No more ranked rows than this are shown before something is typed.
const SHOWN: usize = 9;

/// Of more rows than this the others are found by typing.
const MOST: usize = 50;

/// What was typed into the open list, and where it stands.
#[derive(Debug)]
pub(super) struct PickMenu {
    id: Id,
    of: Option<Arc<ChoiceList>>,
    typed: String,
    /// The words of the article that match it.
    found: Vec<Choice>,
    /// The rows that are shown, and how many more match.
    lines: Vec<Line>,
    more: usize,
    chosen: usize,
    /// Whether an arrow key was pressed.
    moved: bool,
    rect: Option<Rect>,
}

/// A row that is shown.
#[derive(Clone, Copy, Debug)]
enum Line {
    /// The row at this place of the list.
    Row(usize),
    /// The words of the article at this place of those found.
    Found(usize),
    /// What was typed, as an answer of its own.
    Typed(&'static str),
}

impl PickMenu {
    /// A list that nothing was typed into; the ids of its widgets come from `id`.
    pub(super) fn new(id: Id) -> Self {
        let (typed, found, lines) = Default::default();
        Self { id, of: None, typed, found, lines, more: 0, chosen: 0, moved: false, rect: None }
    }

    /// Starts over when another list is opened.
    fn follow(&mut self, list: &Arc<ChoiceList>) {
        let is_same = |of: &Arc<ChoiceList>| Arc::ptr_eq(of, list) || of == list;
        if self.of.as_ref().is_some_and(is_same) {
            // The next time it takes one look.
            self.of = Some(Arc::clone(list));
        } else {
            *self = Self { of: Some(Arc::clone(list)), ..Self::new(self.id) };
            self.arrange(list);
        }
    }

    /// Reads the keys of this frame: while the list is open, all of them belong to it.
    pub(super) fn read_keys(&mut self, ctx: &Context, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some(list) = view.choices else { return };
        self.follow(list);
        let (mut taken, typed) = ctx.input_mut(|input| {
            self.read_moves(input, list, view);
            if input.consume_key(Modifiers::NONE, Key::Tab) {
                actions.push(Action::Mark(MarkAction::NextChoices));
            }
            if input.consume_key(Modifiers::NONE, Key::Escape) {
                actions.push(Action::Mark(MarkAction::CloseChoices));
            }
            let plain = input.consume_key(Modifiers::SHIFT, Key::Enter);
            let takes = plain || input.consume_key(Modifiers::NONE, Key::Enter);
            let line = self.place(list).and_then(|place| self.lines.get(place)).filter(|_| takes);
            let taken = line.and_then(|line| self.action(list, *line, plain));
            (taken, take_typed(input))
        });
        for text in typed {
            taken = taken.or_else(|| self.take_or_type(list, view, &text));
        }
        actions.extend(taken);
    }

    fn read_moves(&mut self, input: &mut egui::InputState, list: &ChoiceList, view: &View<'_>) {
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            let next = self.place(list).map_or(0, |place| place + 1);
            (self.chosen, self.moved) = (next.min(self.lines.len().saturating_sub(1)), true);
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            (self.chosen, self.moved) = (self.chosen.saturating_sub(1), true);
        }
        if input.consume_key(Modifiers::NONE, Key::Backspace) {
            self.typed.pop();
            self.look_up(list, view);
        }
    }

    /// Looks up what has been typed by now.
    fn look_up(&mut self, list: &ChoiceList, view: &View<'_>) {
        self.found = view.article().map(|article| found_rows(article, list, &self.typed)).unwrap_or_default();
        self.chosen = 0;
        self.arrange(list);
    }

    /// The place of the row that Enter takes; none as long as nothing was asked for and the first row is not sure.
    fn place(&self, list: &ChoiceList) -> Option<usize> {
        let is_asked = self.moved || !self.typed.is_empty();
        let is_fallback = |line: &Line| self.row(list, *line).is_some_and(|row| row.when == Shown::Always);
        let is_sure = list.is_sure && !self.lines.iter().all(is_fallback);
        ((is_asked || is_sure) && self.chosen < self.lines.len()).then_some(self.chosen)
    }

    /// A typed character takes a row, or is added to the filter.
    fn take_or_type(&mut self, list: &ChoiceList, view: &View<'_>, text: &str) -> Option<Action> {
        if self.typed.is_empty() {
            let line = match list.keys {
                ChoiceKeys::Digits => {
                    text.parse::<usize>().ok().and_then(|place| self.lines.get(place.checked_sub(1)?)).copied()
                }
                ChoiceKeys::Letters => {
                    let letter = text.to_lowercase();
                    let is_meant = |row: &Choice| row.letter == letter && row.when != Shown::WhenTyped;
                    list.rows.iter().position(is_meant).map(Line::Row)
                }
                ChoiceKeys::Typed => None,
            };
            if let Some(action) = line.and_then(|line| self.action(list, line, false)) {
                return Some(action);
            }
        }
        self.typed.push_str(text);
        self.look_up(list, view);
        None
    }

    /// The choice of a line; `None` for what was typed.
    fn row<'l>(&'l self, list: &'l ChoiceList, line: Line) -> Option<&'l Choice> {
        match line {
            Line::Row(place) => list.rows.get(place),
            Line::Found(place) => self.found.get(place),
            Line::Typed(_) => None,
        }
    }

    fn action(&self, list: &ChoiceList, line: Line, plain: bool) -> Option<Action> {
        Some(Action::Mark(match line {
            Line::Row(_) | Line::Found(_) => MarkAction::Choose(self.row(list, line)?.pick.clone(), plain),
            Line::Typed(_) => MarkAction::ChooseTyped(self.typed.clone()),
        }))
    }
}

impl PickMenu {
    /// Lists the rows that match what was typed, then words of the article that do.
    fn arrange(&mut self, list: &ChoiceList) {
        let wanted = folded(self.typed.trim());
        let fits = |row: &Choice| wanted.is_empty() || folded(&row.name).contains(&wanted);
        let is_short = wanted.is_empty() && list.keys == ChoiceKeys::Digits;
        let places = |is_meant: &dyn Fn(&Choice) -> bool| -> Vec<Line> {
            let rows = list.rows.iter().enumerate().filter(|(_, row)| is_meant(row) && fits(row));
            rows.map(|(place, _)| Line::Row(place)).collect()
        };
        let mut others = places(&|row| row.when == Shown::Ranked || row.when == Shown::WhenTyped && !wanted.is_empty());
        // What is ranked below the first few is no secret: typing finds it.
        self.more = if is_short { 0 } else { others.len().saturating_sub(MOST) };
        others.truncate(if is_short { SHOWN } else { MOST });
        self.lines = others;
        self.lines.extend(list.typed.filter(|_| !wanted.is_empty()).map(Line::Typed));
        // What is always offered is listed last, but for words that only stand in the article where it was meant by name.
        self.lines.extend(places(&|row| row.when == Shown::Always).into_iter().take(MOST));
        if !wanted.is_empty() {
            self.lines.extend((0..self.found.len()).map(Line::Found));
        }
    }

    /// Shows the list while it is open.
    pub(super) fn show(&mut self, ui: &Ui, page: &Page, marked: &Marked<'_>, actions: &mut Vec<Action>) {
        let Some((list, span)) = marked.view.choices.zip(marked.chosen()) else {
            if self.of.is_some() {
                *self = Self::new(self.id);
            }
            return;
        };
        self.follow(list);
        let height = self.rect.map_or(320.0, |rect| rect.height());
        let floating = Floating { id: self.id, at: place(ui, page, span, height), name: words::CHOICES };
        let shown = show_floating(ui, &floating, |ui| self.rows_ui(ui, list, actions));
        self.rect = Some(shown.rect);
        if shown.clicked_elsewhere() {
            actions.push(Action::Mark(MarkAction::CloseChoices));
        }
    }

    fn rows_ui(&self, ui: &mut Ui, list: &ChoiceList, actions: &mut Vec<Action>) {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        self.title_ui(ui, list, actions);
        let chosen = self.place(list);
        let area = egui::ScrollArea::vertical().max_height(360.0).min_scrolled_height(300.0);
        area.show_rows(ui, ROW_HEIGHT, self.lines.len(), |ui, places| {
            for (place, line) in self.lines.iter().enumerate().skip(places.start).take(places.len()) {
                if self.line_ui(ui, list, (place, chosen == Some(place)), *line) {
                    actions.extend(self.action(list, *line, false));
                }
            }
        });
        if self.more > 0 {
            ui.horizontal(|ui| {
                ui.add_space(STEP);
                more_ui(ui, self.more);
            });
        }
        if self.lines.is_empty() && list.keys != ChoiceKeys::Typed {
            ui.horizontal(|ui| {
                ui.add_space(STEP);
                ui.add(egui::Label::new(RichText::new(words::NO_CHOICE).weak()).wrap());
            });
        }
        if list.keys == ChoiceKeys::Typed && self.typed.is_empty() {
            foot_ui(ui, words::TYPE_ANSWER);
        }
        if !list.foot.is_empty() {
            foot_ui(ui, &list.foot);
        }
    }

    /// The question, or what was typed; and what comes after this list.
    fn title_ui(&self, ui: &mut Ui, list: &ChoiceList, actions: &mut Vec<Action>) {
        let tokens = ui.tokens();
        ui.horizontal(|ui| {
            ui.add_space(STEP);
            let (title, ink) = if self.typed.is_empty() {
                (words::choices_title(&list.title), tokens.soft_ink)
            } else {
                (self.typed.clone(), tokens.ink)
            };
            ui.label(RichText::new(title).color(ink));
            if let Some(next) = &list.next {
                ui.add_space(STEP);
                if link_button(ui, &words::next_choices(next)).clicked() {
                    actions.push(Action::Mark(MarkAction::NextChoices));
                }
            }
        });
    }

    /// Shows a row; returns whether it was clicked.
    fn line_ui(&self, ui: &mut Ui, list: &ChoiceList, (place, is_chosen): (usize, bool), line: Line) -> bool {
        let row = self.row(list, line);
        let (name, why) = match (row, line) {
            (Some(row), _) => (row.name.clone(), row.why.as_str()),
            (None, Line::Typed(what)) => (words::typed_choice(what, self.typed.trim()), ""),
            (None, Line::Row(_) | Line::Found(_)) => return false,
        };
        let key = match (list.keys, row) {
            (ChoiceKeys::Digits, _) if place < 9 && self.typed.is_empty() => (place + 1).to_string(),
            (ChoiceKeys::Letters, Some(row)) => row.letter.to_uppercase(),
            (ChoiceKeys::Digits | ChoiceKeys::Letters | ChoiceKeys::Typed, _) => String::new(),
        };
        let row = Row::new(&name).chosen(is_chosen);
        row.show(ui, |ui, rect, tokens| face(ui, rect, &key, (&name, why), tokens)).clicked()
    }
}

/// Where the list goes: below the selected mark, or above it if there is no room.
fn place(ui: &Ui, page: &Page, span: &Span, height: f32) -> Pos2 {
    let rects = span.pieces.last().map(|piece| page.rects_of(*piece)).unwrap_or_default();
    let last = rects.last().copied().unwrap_or(Rect::from_min_size(page.rect.center(), egui::Vec2::ZERO));
    let first = rects.first().copied().unwrap_or(last);
    // A mark that begins at the end of a line continues at the left.
    let left = rects.iter().map(|rect| rect.min.x).fold(first.min.x, f32::min);
    let below = last.max.y + DISTANCE;
    let fits = below + height < ui.ctx().content_rect().max.y;
    pos2(left, if fits { below } else { (first.min.y - DISTANCE - height).max(4.0) })
}

fn foot_ui(ui: &mut Ui, text: &str) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(STEP);
        let text = RichText::new(text).size(SMALL_SIZE).color(ui.tokens().soft_ink);
        ui.add(egui::Label::new(text).wrap());
    });
}

/// The key to press, the words, and why they are offered.
fn face(ui: &Ui, rect: Rect, key: &str, (name, why): (&str, &str), tokens: &Tokens) {
    let painter = ui.painter();
    let small = FontId::proportional(SMALL_SIZE);
    painter.text(rect.left_center(), Align2::LEFT_CENTER, key, small, tokens.soft_ink);
    let left = rect.min.x + 18.0;
    // The reason takes at most half of the row.
    let why = cut(painter, why, SMALL_SIZE, tokens.soft_ink, (rect.max.x - left) * 0.5);
    let right = rect.max.x - why.size().x;
    painter.galley(pos2(right, rect.center().y - why.size().y / 2.0), why, tokens.soft_ink);
    paint_cut(painter, pos2(left, rect.center().y), name, TEXT_SIZE, tokens.ink, (right - left - STEP).max(40.0));
}
