//! The ledger at the lower edge: one row per claim; columns chosen, sorted, grouped and filtered; each row leads to its
//! claim, and the cells of the selected row are changed where they stand.

use std::sync::Arc;

use egui::{
    Align2, EventFilter, Key, Popup, PopupCloseBehavior, Rect, Response, RichText, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo,
    accesskit::Role,
    pos2,
    text::{LayoutJob, TextWrapping},
};

use super::{
    arrangement::{Arrangement, Line},
    docked::Docked,
    fields::{answer_field, answers, has_many},
    ledger_columns::{Shown, cells_of, chosen_keys, head, natural_widths, shown, told, whole_width},
    words,
};
use crate::{
    analysis::{self, Kind, LedgerColumn},
    app::{Action, ArticleAction, Command, Derivation, DeskAction, DraftPlace, MarkAction, SessionId, StateMark, View},
    model::{FieldDef, FieldId, FieldKind, Layer, LinkKindId, SpanId},
    text::grouped,
    ui::{
        icons,
        theme::{ROW_HEIGHT, SMALL_SIZE, STEP, TEXT_SIZE, Tokens, UiTokens, bold},
        widgets::{DraftField, Hint, Row, TextField, as_name, choices_ui, cut_job, hint_at, in_sight, link_button},
    },
};

/// About how high a choice of a menu is, in points.
const CHOICE: f32 = 22.0;

/// How the rows are shown.
#[derive(Debug, Default)]
pub struct LedgerPanel {
    wanted: Arrangement,
    arranged: Option<Arrangement>,
    lines: Vec<Line>,
    /// How many claims fit the filter, in closed groups too.
    fitting: usize,
    /// What the names of groups are.
    group_kind: Kind,
    /// The places of the shown columns, how wide each would have to be for its cells, and what that was found for.
    columns: Vec<(usize, f32)>,
    columns_of: Option<(SessionId, Option<StateMark>, Vec<String>)>,
    /// The cell that is being typed into.
    editing: Option<(SpanId, LedgerColumn)>,
    /// The line that the arrow keys lead to.
    stepped: Option<usize>,
    /// How far the lines are scrolled, in points.
    offset: f32,
    /// Whether that cell could be seen in this frame.
    is_editing_shown: bool,
}

impl Docked for LedgerPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        let made = &view.derived.ledger;
        if made.state() != Some(view.session.state()) {
            actions.push(Action::Desk(DeskAction::Derive(Derivation::Ledger)));
        }
        let ledger = Arc::clone(made.value());
        self.wanted.state = made.state();
        self.arrange(ui, &ledger, view);
        ui.add_space(2.0);
        ui.horizontal(|ui| self.bar_ui(ui, &ledger, view, actions));
        let shown = shown(&ledger, &self.columns, ui.available_width() - STEP * 2.0);
        self.is_editing_shown = false;
        let lines = std::mem::take(&mut self.lines);
        ui.spacing_mut().item_spacing.y = 0.0;
        // Where the columns cannot be read side by side, they scroll, and their heads with them.
        ScrollArea::horizontal().auto_shrink([false, false]).min_scrolled_height(0.0).show(ui, |ui| {
            ui.set_width(whole_width(&shown));
            self.heads_ui(ui, &shown);
            let nothing = match view.selection.layer {
                _ if !ledger.rows.is_empty() => words::NO_MATCHING_CLAIMS,
                Layer::All => words::NO_CLAIMS,
                Layer::Coder(_) => words::NO_CLAIMS_OF_THESE,
            };
            if self.fitting == 0 {
                ui.horizontal(|ui| {
                    ui.add_space(STEP);
                    ui.label(RichText::new(nothing).color(ui.tokens().soft_ink));
                });
            }
            self.lines_ui(ui, (&ledger, &lines), &shown, view, actions);
        });
        self.lines = lines;
        if !self.is_editing_shown {
            self.editing = None;
        }
    }
}

impl LedgerPanel {
    fn lines_ui(
        &mut self,
        ui: &mut Ui,
        (ledger, lines): (&analysis::Table, &[Line]),
        shown: &[Shown<'_>],
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        let mut area = ScrollArea::vertical().auto_shrink([false, false]).min_scrolled_height(0.0);
        self.stepped = self.stepped.filter(|place| *place < lines.len());
        if let Some(place) = self.stepped {
            // The line that was stepped to is brought into sight.
            let (top, bottom) = (place as f32 * ROW_HEIGHT, (place + 1) as f32 * ROW_HEIGHT);
            let least = (bottom - ui.available_height()).clamp(0.0, top);
            area = area.vertical_scroll_offset(self.offset.clamp(least, top));
        }
        let scrolled = area.show_rows(ui, ROW_HEIGHT, lines.len(), |ui, places| {
            for (place, line) in lines.iter().enumerate().skip(places.start).take(places.len()) {
                let row = match line {
                    Line::Group(name, count) => Some(self.group_ui(ui, name, *count)),
                    Line::Claim(claim) => {
                        ledger.rows.get(*claim).and_then(|row| self.claim_ui(ui, row, shown, view, actions))
                    }
                };
                if let Some(row) = row {
                    self.step(ui, place, &row);
                }
            }
        });
        self.offset = scrolled.state.clamped_offset().y;
    }

    /// The arrow keys lead from line to line.
    fn step(&mut self, ui: &Ui, place: usize, row: &Response) {
        if self.stepped.take_if(|wanted| *wanted == place).is_some() {
            row.request_focus();
        } else if row.has_focus() {
            let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, arrows));
            let (down, up) = ui.input(|input| (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp)));
            if down {
                self.stepped = Some(place + 1);
            } else if up {
                self.stepped = place.checked_sub(1);
            }
        }
    }

    fn bar_ui(&mut self, ui: &mut Ui, ledger: &analysis::Table, view: &View<'_>, actions: &mut Vec<Action>) {
        let (shown, all) = (self.fitting, ledger.rows.len());
        ui.label(RichText::new(words::claims(shown, all)).color(ui.tokens().soft_ink));
        ui.add_space(STEP);
        let field = ui.add(
            TextField::singleline(&mut self.wanted.filter)
                .hint_text(words::FILTER)
                .desired_width((ui.available_width() * 0.3).clamp(80.0, 180.0)),
        );
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words::FILTER_LEDGER));
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.wanted.filter.clear();
        }
        ui.add_space(STEP);
        let chosen = chosen_keys(&view.settings.ledger_columns, has_coders(view));
        ui.menu_button(words::COLUMNS, |ui| {
            menu_area(ui).show(ui, |ui| {
                in_sight(ui, "columns", ledger.columns.len(), CHOICE, |ui, place| {
                    let Some(column) = ledger.columns.get(place) else { return };
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
                });
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
            menu_area(ui).show(ui, |ui| {
                in_sight(ui, "groups", ledger.columns.len(), CHOICE, |ui, place| {
                    let column =
                        ledger.columns.get(place).and_then(|column| Some((column, LedgerColumn::of_key(&column.key)?)));
                    let Some((column, of)) = column.filter(|(_, of)| *of != LedgerColumn::Claim) else { return };
                    if ui.selectable_label(self.wanted.grouped.as_ref() == Some(&of), &column.name).clicked() {
                        self.wanted.grouped = Some(of);
                        self.wanted.closed.clear();
                    }
                });
            });
        });
        if link_button(ui, words::EXPORT).clicked() {
            actions.push(Action::Command(Command::ExportLedger));
        }
    }

    fn heads_ui(&mut self, ui: &mut Ui, shown: &[Shown<'_>]) {
        let tokens = ui.tokens();
        let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 24.0), Sense::hover());
        ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, tokens.line));
        for (column, cell) in cells_of(rect, shown).filter(|(_, cell)| ui.is_rect_visible(*cell)) {
            let head_response = ui.interact(cell, ui.scope_id().with(("ledger-head", column.place)), Sense::click());
            head_response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words::sort_by(column.name)));
            let is_by = self.wanted.sorted.as_ref().filter(|(by, _)| *by == column.column);
            let sign = match is_by {
                Some((_, false)) => icons::UP,
                Some((_, true)) => icons::DOWN,
                None => "",
            };
            let text = format!("{} {sign}", head(column.name));
            let mut job = LayoutJob::simple_singleline(text, bold(SMALL_SIZE), tokens.soft_ink);
            job.wrap = TextWrapping::truncate_at_width(cell.width());
            let galley = ui.painter().layout_job(job);
            let is_cut = galley.elided;
            let at = pos2(cell.min.x, cell.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, tokens.soft_ink);
            let head_response = if is_cut { head_response.hint(column.name) } else { head_response };
            let next = match is_by {
                Some((_, false)) => Some((column.column.clone(), true)),
                Some((_, true)) => None,
                None => Some((column.column.clone(), false)),
            };
            if head_response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                self.wanted.sorted = next;
            }
        }
    }

    fn group_ui(&mut self, ui: &mut Ui, name: &str, count: usize) -> Response {
        let is_closed = self.wanted.closed.contains(name);
        let sign = if is_closed { icons::RIGHT } else { icons::DOWN };
        let shown = if name.is_empty() { words::EMPTY_GROUP.into() } else { told(self.group_kind, name) };
        let text = format!("{sign}  {shown}   {}", grouped(count));
        let row = Row::new(&words::group(&shown, count)).show(ui, |ui, rect, tokens| {
            ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, &text, bold(TEXT_SIZE), tokens.ink);
        });
        if row.clicked() && !self.wanted.closed.remove(name) {
            self.wanted.closed.insert(name.to_owned());
        }
        row
    }

    fn claim_ui(
        &mut self,
        ui: &mut Ui,
        row: &analysis::Row,
        shown: &[Shown<'_>],
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) -> Option<Response> {
        let text = |column: &LedgerColumn| {
            let found = shown.iter().find(|shown| shown.column == *column);
            as_name(found.map_or("", |shown| row.cell(shown.place)))
        };
        let speaker = text(&LedgerColumn::Speaker);
        let name = format!(
            "{}: {}",
            if speaker.is_empty() { words::NO_SPEAKER } else { &speaker },
            text(&LedgerColumn::Claim)
        );
        let (article_id, claim) = row.mark()?;
        let is_chosen = view.selection.span == Some(claim);
        let mut whole = Rect::NOTHING;
        let mut cut = None;
        let pointer = ui.input(|input| input.pointer.hover_pos());
        let language = view.project().article(article_id).map_or("", |article| &article.facts.language);
        let response = Row::new(&name).chosen(is_chosen).show(ui, |ui, rect, tokens| {
            whole = rect.expand2(egui::vec2(STEP, 0.0));
            for (column, cell) in cells_of(whole, shown).filter(|(_, cell)| ui.is_rect_visible(*cell)) {
                let typing = is_chosen && self.editing.as_ref() == Some(&(claim, column.column.clone()));
                if !typing {
                    let hidden = cell_ui(ui, cell, row.cell(column.place), (column, language), tokens);
                    let hidden = hidden.filter(|_| pointer.is_some_and(|pointer| cell.contains(pointer)));
                    cut = cut.take().or(hidden.map(|whole| (whole, cell)));
                }
            }
            ui.painter().hline(whole.x_range(), whole.max.y - 0.5, Stroke::new(1.0, tokens.line));
        });
        if let Some((whole, cell)) = cut {
            hint_at(&response, cell, |ui| drop(ui.label(whole)));
        }
        if response.clicked() {
            actions.push(Action::Article(ArticleAction::JumpTo(article_id, claim)));
        }
        if is_chosen && whole.is_positive() {
            let room = ui.clip_rect();
            for (column, cell) in cells_of(whole, shown).filter(|(_, cell)| room.intersects(*cell)) {
                self.edit_ui(ui, (claim, row), column, cell, view, actions);
            }
        }
        Some(response)
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
            let show = |ui: &mut Ui, text: &mut String| {
                let field = ui.put(cell, TextField::singleline(text));
                field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, column.name));
                if !field.has_focus() && !field.lost_focus() {
                    field.request_focus();
                }
                field
            };
            let place = DraftPlace::new(DraftPlace::MARK, claim, &change.field());
            let field = DraftField::new(place, text).apart("ledger");
            let field = field.show(ui, view, actions, show, |text| change.typed(claim, text));
            if field.lost_focus() {
                self.editing = None;
            }
            self.is_editing_shown = true;
            return;
        }
        let id = ui.scope_id().with(("ledger-cell", claim.to_string(), column.place));
        let response = ui.interact(cell, id, Sense::click()).on_hover_cursor(egui::CursorIcon::PointingHand);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words::change(column.name)));
        if response.hovered() {
            let stroke = Stroke::new(1.0, ui.tokens().line);
            ui.painter().rect_stroke(cell, 3.0, stroke, egui::StrokeKind::Inside);
        }
        if let Change::Choice(field) = change {
            return choice_ui(&response, claim, field, view, actions);
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

    /// Filters, groups and sorts, and measures the shown columns, when anything of that has changed.
    fn arrange(&mut self, ui: &Ui, ledger: &analysis::Table, view: &View<'_>) {
        let keys = chosen_keys(&view.settings.ledger_columns, has_coders(view));
        let columns_of = Some((view.session.id(), self.wanted.state, keys));
        if self.columns_of != columns_of {
            let keys = columns_of.as_ref().map(|(.., keys)| keys.as_slice()).unwrap_or_default();
            self.columns = natural_widths(ui, ledger, keys);
            self.columns_of = columns_of;
        }
        if self.arranged.as_ref() != Some(&self.wanted) {
            (self.lines, self.fitting) = self.wanted.lines(ledger);
            let grouped = self.wanted.grouped.as_ref().and_then(|column| ledger.place(&column.key()));
            let grouped = grouped.and_then(|place| ledger.columns.get(place));
            self.group_kind = grouped.map_or(Kind::Text, |column| column.kind);
            self.arranged = Some(self.wanted.clone());
        }
    }
}

/// Whether whose mark it is tells claims apart.
fn has_coders(view: &View<'_>) -> bool {
    view.project().coders.len() > 1
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
    /// The field of the mark that is typed into, as the inspector names it too.
    fn field(&self) -> String {
        match self {
            Self::Typed(field) => answer_field(field),
            Self::Note | Self::Pick(_) | Self::Ask(_) | Self::Do(_) | Self::Choice(_) => "note".to_owned(),
        }
    }

    /// What becomes of the text typed.
    fn typed(&self, span_id: SpanId, text: String) -> Action {
        Action::Mark(match self {
            Self::Typed(field) => MarkAction::Answer(span_id, Box::new((*field).clone()), text),
            Self::Note | Self::Pick(_) | Self::Ask(_) | Self::Do(_) | Self::Choice(_) => {
                MarkAction::SetNote(span_id, text)
            }
        })
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

/// What scrolls a menu that may be longer than the window has room for.
fn menu_area(ui: &Ui) -> ScrollArea {
    let height = (ui.ctx().content_rect().height() * 0.5).min(420.0);
    ScrollArea::vertical().min_scrolled_height(height).max_height(height)
}

fn choice_ui(cell: &Response, claim: SpanId, field: &FieldDef, view: &View<'_>, actions: &mut Vec<Action>) {
    let set = |value| Action::Mark(MarkAction::SetField(claim, Box::new(field.clone()), value));
    // A click into the line that filters a long list does not close it.
    let closes =
        if has_many(field) { PopupCloseBehavior::CloseOnClickOutside } else { PopupCloseBehavior::CloseOnClick };
    Popup::menu(cell).close_behavior(closes).show(|ui| {
        if has_many(field) {
            let taken = choices_ui(ui, || answers(field, view), None);
            actions.extend(taken.map(|value| set(Some(value))));
        } else {
            for (name, value) in answers(field, view) {
                if ui.button(name).clicked() {
                    actions.push(set(Some(value)));
                }
            }
        }
        ui.separator();
        if ui.button(words::CLEAR).clicked() {
            actions.push(set(None));
            ui.close();
        }
    });
}

/// Paints a cell of a column, in the language of its article; returns all of it where it has no room.
fn cell_ui(ui: &Ui, cell: Rect, text: &str, of: (&Shown<'_>, &str), tokens: &Tokens) -> Option<String> {
    let (column, language) = of;
    let short = as_name(text);
    let text = told(column.kind, &short);
    let (text, ink) = match (text.is_empty(), column.column == LedgerColumn::Speaker) {
        (true, true) => (words::EMPTY_GROUP, tokens.problem),
        (true, false) => (words::EMPTY_GROUP, tokens.soft_ink),
        (false, _) => (&*text, tokens.ink),
    };
    let job = LayoutJob::simple_singleline(text.to_owned(), column.font(language), ink);
    let (galley, is_cut) = cut_job(ui.painter(), job, cell.width());
    ui.painter().galley(pos2(cell.min.x, cell.center().y - galley.size().y / 2.0), galley, ink);
    is_cut.then(|| text.to_owned())
}
