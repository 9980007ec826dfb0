//! The ledger at the lower edge: one row per claim; columns chosen, sorted, grouped and filtered; each row leads to its
//! claim, and the cells of the selected row are changed where they stand.

use std::sync::Arc;

use egui::{
    Align2, FontId, Popup, Rect, Response, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, accesskit::Role, pos2,
};

use super::{
    arrangement::{Arrangement, Line},
    docked::Docked,
    words,
};
use crate::{
    analysis::{self, LedgerColumn, USUAL_COLUMNS},
    app::{Action, ArticleAction, Command, Derivation, DeskAction, MarkAction, View},
    model::{FieldDef, FieldId, FieldKind, FieldValue, LinkKindId, SpanId},
    text::{grouped, visible},
    ui::{
        icons,
        theme::{ROW_HEIGHT, SMALL_SIZE, STEP, TEXT_SIZE, Tokens, UiTokens, bold},
        widgets::{Draft, Row, link_button, paint_cut},
    },
};

/// How the rows are shown.
#[derive(Debug, Default)]
pub struct LedgerPanel {
    wanted: Arrangement,
    arranged: Option<Arrangement>,
    lines: Vec<Line>,
    /// How many claims fit the filter, in closed groups too.
    fitting: usize,
    /// The cell that is being typed into.
    editing: Option<(SpanId, LedgerColumn)>,
    draft: Draft<(SpanId, LedgerColumn)>,
    /// Whether that cell could be seen in this frame.
    is_editing_shown: bool,
}

/// A shown column: its place in the ledger, what it is, its name and its share of the width.
struct Shown<'l> {
    place: usize,
    column: LedgerColumn,
    name: &'l str,
    share: f32,
}

impl Docked for LedgerPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        let made = &view.derived.ledger;
        if made.state() != Some(view.session.state()) {
            actions.push(Action::Desk(DeskAction::Derive(Derivation::Ledger)));
        }
        let ledger = Arc::clone(made.value());
        self.wanted.state = made.state();
        self.arrange(&ledger);
        ui.add_space(2.0);
        ui.horizontal(|ui| self.bar_ui(ui, &ledger, view, actions));
        let shown = shown(&ledger, &view.settings.ledger_columns);
        self.heads_ui(ui, &shown);
        if ledger.rows.is_empty() {
            ui.label(RichText::new(words::NO_CLAIMS).color(ui.tokens().soft_ink));
        } else if self.fitting == 0 {
            ui.label(RichText::new(words::NO_MATCHING_CLAIMS).color(ui.tokens().soft_ink));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        self.is_editing_shown = false;
        let lines = std::mem::take(&mut self.lines);
        ScrollArea::vertical().auto_shrink([false, false]).show_rows(ui, ROW_HEIGHT, lines.len(), |ui, places| {
            for line in places.filter_map(|place| lines.get(place)) {
                match line {
                    Line::Group(name, count) => self.group_ui(ui, name, *count),
                    Line::Claim(place) => {
                        if let Some(row) = ledger.rows.get(*place) {
                            self.claim_ui(ui, row, &shown, view, actions);
                        }
                    }
                }
            }
        });
        self.lines = lines;
        if !self.is_editing_shown {
            self.leave_cell(view, actions);
        }
    }
}

impl LedgerPanel {
    /// The cell that was typed into is out of sight: what was typed counts.
    fn leave_cell(&mut self, view: &View<'_>, actions: &mut Vec<Action>) {
        self.editing = None;
        if let Some(((span_id, column), text)) = self.draft.leave() {
            actions.extend(change_of(&column, span_id, view).and_then(|change| change.typed(span_id, text)));
        }
    }

    fn bar_ui(&mut self, ui: &mut Ui, ledger: &analysis::Table, view: &View<'_>, actions: &mut Vec<Action>) {
        let (shown, all) = (self.fitting, ledger.rows.len());
        ui.label(RichText::new(words::claims(shown, all)).color(ui.tokens().soft_ink));
        ui.add_space(STEP);
        let field = ui.add(TextEdit::singleline(&mut self.wanted.filter).hint_text(words::FILTER).desired_width(180.0));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words::FILTER_LEDGER));
        if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.wanted.filter.clear();
        }
        ui.add_space(STEP);
        let chosen = chosen_keys(&view.settings.ledger_columns);
        ui.menu_button(words::COLUMNS, |ui| {
            ScrollArea::vertical().min_scrolled_height(420.0).max_height(420.0).show(ui, |ui| {
                for column in &ledger.columns {
                    let mut is_on = chosen.contains(&column.key);
                    if ui.checkbox(&mut is_on, &column.name).changed() {
                        let mut keys = chosen.clone();
                        if is_on {
                            keys.push(column.key.clone());
                        } else {
                            keys.retain(|other| *other != column.key);
                        }
                        actions.push(Action::Desk(DeskAction::SetLedgerColumns(keys)));
                    }
                }
                if ui.button(words::RESET_COLUMNS).clicked() {
                    actions.push(Action::Desk(DeskAction::SetLedgerColumns(Vec::new())));
                }
            });
        });
        let grouped = self
            .wanted
            .grouped
            .as_ref()
            .and_then(|column| Some(&ledger.columns.get(ledger.place(&column.key())?)?.name));
        let title = grouped.map_or_else(|| words::GROUP_BY.to_owned(), |name| words::grouped_by(name));
        ui.menu_button(title, |ui| {
            if ui.selectable_label(self.wanted.grouped.is_none(), words::NO_GROUPING).clicked() {
                self.wanted.grouped = None;
            }
            ScrollArea::vertical().min_scrolled_height(420.0).max_height(420.0).show(ui, |ui| {
                for column in &ledger.columns {
                    let Some(of) = LedgerColumn::of_key(&column.key).filter(|of| *of != LedgerColumn::Claim) else {
                        continue;
                    };
                    if ui.selectable_label(self.wanted.grouped.as_ref() == Some(&of), &column.name).clicked() {
                        self.wanted.grouped = Some(of);
                        self.wanted.closed.clear();
                    }
                }
            });
        });
        if link_button(ui, words::EXPORT).clicked() {
            actions.push(Action::Command(Command::ExportLedger));
        }
    }

    fn heads_ui(&mut self, ui: &mut Ui, shown: &[Shown<'_>]) {
        let tokens = ui.tokens();
        let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 20.0), Sense::hover());
        for (column, cell) in cells_of(rect, shown) {
            let head = ui.interact(cell, ui.scope_id().with(("ledger-head", column.place)), Sense::click());
            head.widget_info(|| WidgetInfo::labeled(Role::Button, true, words::sort_by(column.name)));
            let is_by = self.wanted.sorted.as_ref().filter(|(by, _)| *by == column.column);
            let sign = match is_by {
                Some((_, false)) => icons::UP,
                Some((_, true)) => icons::DOWN,
                None => "",
            };
            let font = FontId::proportional(SMALL_SIZE);
            let text = format!("{} {sign}", column.name);
            let clipped = ui.painter().with_clip_rect(cell.intersect(ui.clip_rect()));
            clipped.text(cell.left_center(), Align2::LEFT_CENTER, text, font, tokens.soft_ink);
            let next = match is_by {
                Some((_, false)) => Some((column.column.clone(), true)),
                Some((_, true)) => None,
                None => Some((column.column.clone(), false)),
            };
            if head.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                self.wanted.sorted = next;
            }
        }
    }

    fn group_ui(&mut self, ui: &mut Ui, name: &str, count: usize) {
        let is_closed = self.wanted.closed.contains(name);
        let sign = if is_closed { icons::RIGHT } else { icons::DOWN };
        let shown = if name.is_empty() { words::EMPTY_GROUP.into() } else { visible(name) };
        let text = format!("{sign}  {shown}   {}", grouped(count));
        let row = Row::new(&words::group(&shown, count)).show(ui, |ui, rect, tokens| {
            ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, &text, bold(TEXT_SIZE), tokens.ink);
        });
        if row.clicked() && !self.wanted.closed.remove(name) {
            self.wanted.closed.insert(name.to_owned());
        }
    }

    fn claim_ui(
        &mut self,
        ui: &mut Ui,
        row: &analysis::Row,
        shown: &[Shown<'_>],
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        let text = |column: &LedgerColumn| {
            let found = shown.iter().find(|shown| shown.column == *column);
            found.map_or("", |shown| row.cell(shown.place))
        };
        let speaker = text(&LedgerColumn::Speaker);
        let name =
            format!("{}: {}", if speaker.is_empty() { words::NO_SPEAKER } else { speaker }, text(&LedgerColumn::Claim));
        let Some((article_id, claim)) = row.mark() else { return };
        let is_chosen = view.selection.span == Some(claim);
        let mut whole = Rect::NOTHING;
        let response = Row::new(&name).chosen(is_chosen).show(ui, |ui, rect, tokens| {
            whole = rect.expand2(egui::vec2(STEP, 0.0));
            for (column, cell) in cells_of(whole, shown) {
                let typing = is_chosen && self.editing.as_ref() == Some(&(claim, column.column.clone()));
                if !typing {
                    cell_ui(ui, cell, row.cell(column.place), column.column == LedgerColumn::Speaker, tokens);
                }
            }
        });
        if response.clicked() {
            actions.push(Action::Article(ArticleAction::JumpTo(article_id, claim)));
        }
        if is_chosen && whole.is_positive() {
            for (column, cell) in cells_of(whole, shown) {
                self.edit_ui(ui, (claim, row), column, cell, view, actions);
            }
        }
    }

    /// A cell of the selected row: a click on it changes what stands there.
    fn edit_ui(
        &mut self,
        ui: &mut Ui,
        (claim, row): (SpanId, &analysis::Row),
        column: &Shown<'_>,
        cell: Rect,
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        let Some(change) = change_of(&column.column, claim, view) else { return };
        let key = (claim, column.column.clone());
        let text = row.cell(column.place);
        if self.editing.as_ref() == Some(&key) {
            let done = self.draft.edit(&key, text, |text| {
                let field = ui.put(cell, TextEdit::singleline(text));
                field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, column.name));
                if !field.has_focus() && !field.lost_focus() {
                    field.request_focus();
                }
                if field.lost_focus() {
                    self.editing = None;
                }
                field
            });
            if let Some(((span_id, column), text)) = done {
                actions.extend(change_of(&column, span_id, view).and_then(|change| change.typed(span_id, text)));
            }
            self.is_editing_shown = true;
            return;
        }
        let id = ui.scope_id().with(("ledger-cell", claim.to_string(), column.place));
        let response = ui.interact(cell, id, Sense::click()).on_hover_cursor(egui::CursorIcon::PointingHand);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words::change(column.name)));
        if response.hovered() {
            let stroke = egui::Stroke::new(1.0, ui.tokens().line);
            ui.painter().rect_stroke(cell, 3.0, stroke, egui::StrokeKind::Inside);
        }
        if let Change::Choice(field) = change {
            return choice_ui(&response, claim, field, actions);
        }
        if !response.clicked() {
            return;
        }
        match change {
            Change::Pick(kind) => actions.push(Action::Mark(MarkAction::LinkInstead(kind))),
            Change::Ask(field) => actions.push(Action::Mark(MarkAction::AskField(claim, field))),
            Change::Do(command) => actions.push(Action::Command(command)),
            Change::Note | Change::Typed(_) => (self.editing, self.is_editing_shown) = (Some(key), true),
            Change::Choice(_) => {}
        }
    }

    /// Filters, groups and sorts, when anything of that has changed.
    fn arrange(&mut self, ledger: &analysis::Table) {
        if self.arranged.as_ref() != Some(&self.wanted) {
            (self.lines, self.fitting) = self.wanted.lines(ledger);
            self.arranged = Some(self.wanted.clone());
        }
    }
}

/// How a cell is changed.
enum Change<'v> {
    /// By the list of what a link of this kind may lead to.
    Pick(LinkKindId),
    /// By the list of answers to this question.
    Ask(FieldId),
    /// By a command.
    Do(Command),
    /// By choosing one of few answers.
    Choice(&'v FieldDef),
    /// By typing the answer.
    Typed(&'v FieldDef),
    /// By typing the note.
    Note,
}

impl Change<'_> {
    /// What becomes of the text typed.
    fn typed(&self, span_id: SpanId, text: String) -> Option<Action> {
        match self {
            Self::Note => Some(Action::Mark(MarkAction::SetNote(span_id, text))),
            Self::Typed(field) => Some(Action::Mark(MarkAction::Answer(span_id, Box::new((*field).clone()), text))),
            Self::Pick(_) | Self::Ask(_) | Self::Do(_) | Self::Choice(_) => None,
        }
    }
}

fn change_of<'v>(column: &LedgerColumn, claim: SpanId, view: &View<'v>) -> Option<Change<'v>> {
    let span = view.article()?.span(claim)?;
    let fields = view.project().codebook.tag(&span.tag).map_or(&[][..], |tag| &tag.fields);
    let field = |id: &FieldId| {
        let field = fields.iter().find(|field| field.id == *id)?;
        Some(match field.kind {
            FieldKind::Choice(_) | FieldKind::YesNo => Change::Choice(field),
            FieldKind::Text | FieldKind::Number | FieldKind::Date => Change::Typed(field),
            FieldKind::Entity => Change::Ask(field.id.clone()),
        })
    };
    match column {
        LedgerColumn::Speaker | LedgerColumn::LastVoice => Some(Change::Pick(LinkKindId::new(LinkKindId::SAID_BY))),
        LedgerColumn::End(kind) => Some(Change::Pick(kind.clone())),
        LedgerColumn::Quoted => field(&FieldId::new(analysis::QUOTE)),
        LedgerColumn::Field(id) => field(id),
        LedgerColumn::Note => Some(Change::Note),
        LedgerColumn::SameClaim => Some(Change::Do(Command::SameClaim)),
        LedgerColumn::LookAgain => Some(Change::Do(Command::ToggleFlag)),
        LedgerColumn::Cue
        | LedgerColumn::Claim
        | LedgerColumn::Chain
        | LedgerColumn::ArticleField(_)
        | LedgerColumn::FirstVoice
        | LedgerColumn::Depth
        | LedgerColumn::Article
        | LedgerColumn::Published
        | LedgerColumn::Outlet
        | LedgerColumn::Coder => None,
    }
}

fn choice_ui(cell: &Response, claim: SpanId, field: &FieldDef, actions: &mut Vec<Action>) {
    Popup::menu(cell).show(|ui| {
        let values: Vec<(String, FieldValue)> = match &field.kind {
            FieldKind::Choice(choices) => {
                choices.iter().map(|choice| (choice.clone(), FieldValue::Choice(choice.clone()))).collect()
            }
            FieldKind::YesNo => [(words::YES, true), (words::NO, false)]
                .map(|(name, yes)| (name.to_owned(), FieldValue::YesNo(yes)))
                .into(),
            FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Entity => Vec::new(),
        };
        for (name, value) in values {
            if ui.button(name).clicked() {
                actions.push(Action::Mark(MarkAction::SetField(claim, Box::new(field.clone()), Some(value))));
            }
        }
        ui.separator();
        if ui.button(words::CLEAR).clicked() {
            actions.push(Action::Mark(MarkAction::SetField(claim, Box::new(field.clone()), None)));
        }
    });
}

fn chosen_keys(chosen: &[String]) -> Vec<String> {
    if chosen.is_empty() { USUAL_COLUMNS.map(str::to_owned).into() } else { chosen.to_vec() }
}

/// The columns to show, in the order of the ledger.
fn shown<'l>(ledger: &'l analysis::Table, chosen: &[String]) -> Vec<Shown<'l>> {
    let chosen = chosen_keys(chosen);
    let all = ledger.columns.iter().enumerate();
    let mut shown: Vec<Shown<'l>> = all
        .filter(|(_, column)| chosen.contains(&column.key))
        .filter_map(|(place, column)| {
            let of = LedgerColumn::of_key(&column.key)?;
            Some(Shown { place, share: weight(&of), column: of, name: &column.name })
        })
        .collect();
    let sum: f32 = shown.iter().map(|column| column.share).sum();
    shown.iter_mut().for_each(|column| column.share /= sum.max(1.0));
    shown
}

/// How wide a column is beside the others.
fn weight(column: &LedgerColumn) -> f32 {
    match column {
        LedgerColumn::Claim => 3.4,
        LedgerColumn::Chain | LedgerColumn::SameClaim | LedgerColumn::Note => 1.8,
        LedgerColumn::Article => 1.4,
        LedgerColumn::Quoted | LedgerColumn::Depth | LedgerColumn::LookAgain => 0.6,
        LedgerColumn::Cue | LedgerColumn::Published | LedgerColumn::Coder => 0.8,
        LedgerColumn::Field(field) if field.as_str() == "restated" => 2.0,
        LedgerColumn::Speaker
        | LedgerColumn::End(_)
        | LedgerColumn::Field(_)
        | LedgerColumn::ArticleField(_)
        | LedgerColumn::FirstVoice
        | LedgerColumn::LastVoice
        | LedgerColumn::Outlet => 1.0,
    }
}

/// The rectangles of the cells of a row.
fn cells_of<'s, 'l>(rect: Rect, shown: &'s [Shown<'l>]) -> impl Iterator<Item = (&'s Shown<'l>, Rect)> {
    let mut left = rect.min.x + STEP;
    let width = rect.width() - STEP * 2.0;
    shown.iter().map(move |column| {
        let right = left + width * column.share;
        let cell = Rect::from_min_max(pos2(left, rect.min.y), pos2((right - STEP).max(left), rect.max.y));
        left = right;
        (column, cell)
    })
}

fn cell_ui(ui: &Ui, cell: Rect, text: &str, is_speaker: bool, tokens: &Tokens) {
    let (text, ink) = match (text.is_empty(), is_speaker) {
        (true, true) => (words::EMPTY_GROUP, tokens.problem),
        (true, false) => return,
        (false, _) => (text, tokens.ink),
    };
    let text = visible(text).replace('\n', " ");
    paint_cut(ui.painter(), cell.left_center(), &text, TEXT_SIZE, ink, cell.width());
}
