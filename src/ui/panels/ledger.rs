//! The ledger at the lower edge: one row a claim; sorted by a click on a column, filtered by words, each row leads to its
//! claim.

use std::sync::Arc;

use egui::{Align2, FontId, Rect, RichText, ScrollArea, TextEdit, Ui, Vec2, WidgetInfo, accesskit::Role, pos2};

use crate::{
    analysis::{LEDGER_COLUMNS, LedgerRow},
    app::{Action, Command, StateMark, View},
    text::visible,
    ui::{
        icons,
        status::plural,
        theme::{ROW_HEIGHT, SMALL_SIZE, STEP, TEXT_SIZE, Tokens, UiTokens},
        widgets::{Row, link_button, section_title},
    },
};

/// The columns shown, by their places in the ledger, with their share of the width.
const SHOWN: [(usize, f32); 9] =
    [(0, 0.14), (1, 0.08), (2, 0.34), (3, 0.06), (4, 0.1), (5, 0.08), (6, 0.06), (8, 0.09), (11, 0.05)];

/// The column sorted by, and whether from the end.
type Sorting = Option<(usize, bool)>;

/// How the rows are shown.
#[derive(Debug, Default)]
pub struct LedgerPanel {
    filter: String,
    sorted: Sorting,
    /// What the order below was made for: the state of the project, the filter, the sorting.
    made_for: Option<(Option<StateMark>, String, Sorting)>,
    order: Vec<usize>,
}

impl LedgerPanel {
    /// Shows the ledger; asks for it where it is not of the present state.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let rows = view.ledger.map(|ledger| Arc::clone(&ledger.rows)).unwrap_or_default();
        if view.ledger.is_none_or(|ledger| ledger.state != view.session.state()) {
            actions.push(Action::MakeLedger);
        }
        self.arrange(&rows, view.ledger.map(|ledger| ledger.state));
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            section_title(ui, &format!("Ledger · {}", plural(self.order.len(), "claim")));
            ui.add_space(STEP);
            let field = ui.add(TextEdit::singleline(&mut self.filter).hint_text("Filter").desired_width(180.0));
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Filter the ledger"));
            ui.add_space(STEP);
            if link_button(ui, "Export…").clicked() {
                actions.push(Action::Command(Command::ExportLedger));
            }
            if link_button(ui, "Close").on_hover_text("Hide the ledger").clicked() {
                actions.push(Action::Command(Command::ToggleLedger));
            }
        });
        self.heads_ui(ui);
        if rows.is_empty() {
            ui.label(RichText::new("No claim is marked yet.").color(ui.tokens().soft_ink));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().auto_shrink([false, false]).show_rows(ui, ROW_HEIGHT, self.order.len(), |ui, places| {
            for row in places.filter_map(|place| rows.get(*self.order.get(place)?)) {
                if row_ui(ui, row, view).clicked() {
                    actions.push(Action::JumpTo(row.article, row.claim));
                }
            }
        });
    }

    fn heads_ui(&mut self, ui: &mut Ui) {
        let tokens = ui.tokens();
        let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 20.0), egui::Sense::hover());
        for (column, cell) in cells_of(rect) {
            let name = LEDGER_COLUMNS.get(column).copied().unwrap_or_default();
            let head = ui.interact(cell, ui.scope_id().with(("ledger head", column)), egui::Sense::click());
            head.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Sort by {name}")));
            let sign = match self.sorted {
                Some((by, false)) if by == column => icons::UP,
                Some((by, true)) if by == column => icons::DOWN,
                _ => "",
            };
            let font = FontId::proportional(SMALL_SIZE);
            ui.painter().text(cell.left_center(), Align2::LEFT_CENTER, format!("{name} {sign}"), font, tokens.soft_ink);
            if head.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                self.sorted = match self.sorted {
                    Some((by, false)) if by == column => Some((by, true)),
                    Some((by, true)) if by == column => None,
                    _ => Some((column, false)),
                };
            }
        }
    }

    /// Filters and sorts, when anything of that has changed.
    fn arrange(&mut self, rows: &[LedgerRow], state: Option<StateMark>) {
        let key = (state, self.filter.clone(), self.sorted);
        if self.made_for.as_ref() == Some(&key) {
            return;
        }
        let wanted = self.filter.trim().to_lowercase();
        let fits =
            |row: &LedgerRow| wanted.is_empty() || row.cells.iter().any(|cell| cell.to_lowercase().contains(&wanted));
        self.order = rows.iter().enumerate().filter(|(_, row)| fits(row)).map(|(place, _)| place).collect();
        if let Some((column, is_reversed)) = self.sorted {
            let cell = |place: &usize| rows.get(*place).and_then(|row| row.cells.get(column));
            self.order.sort_by_cached_key(|place| cell(place).map(|cell| cell.to_lowercase()));
            if is_reversed {
                self.order.reverse();
            }
        }
        self.made_for = Some(key);
    }
}

/// The rectangles of the cells of a row.
fn cells_of(rect: Rect) -> impl Iterator<Item = (usize, Rect)> {
    let mut left = rect.min.x + STEP;
    let width = rect.width() - STEP * 2.0;
    SHOWN.into_iter().map(move |(column, share)| {
        let cell = Rect::from_min_max(pos2(left, rect.min.y), pos2(left + width * share - STEP, rect.max.y));
        left += width * share;
        (column, cell)
    })
}

fn row_ui(ui: &mut Ui, row: &LedgerRow, view: &View<'_>) -> egui::Response {
    let [speaker, _, claim, ..] = &row.cells;
    let speaker = if speaker.is_empty() { "no speaker yet" } else { speaker };
    let name = format!("{speaker}: {claim}");
    let is_chosen = view.selection.span == Some(row.claim);
    let shown = Row::new(&name).chosen(is_chosen).show(ui, |ui, rect, tokens| {
        let whole = rect.expand2(Vec2::new(STEP, 0.0));
        for (column, cell) in cells_of(whole) {
            let text = row.cells.get(column).map_or("", String::as_str);
            cell_ui(ui, cell, text, column == 0, tokens);
        }
    });
    shown.on_hover_text(row.cells.get(7).map_or("", String::as_str))
}

fn cell_ui(ui: &Ui, cell: Rect, text: &str, is_first: bool, tokens: &Tokens) {
    let (text, ink) = match (text.is_empty(), is_first) {
        (true, true) => ("–", tokens.problem),
        (true, false) => return,
        (false, _) => (text, tokens.ink),
    };
    let text = visible(text).replace('\n', " ");
    let mut job = egui::text::LayoutJob::simple_singleline(text, FontId::proportional(TEXT_SIZE), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(cell.width());
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(cell.min.x, cell.center().y - galley.size().y / 2.0), galley, ink);
}
