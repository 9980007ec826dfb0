//! How far coders agree: each measure with its value, interval, and how much was compared. A click leads to what pulls it down,
//! one place after the other.

use std::{collections::BTreeSet, sync::Arc};

use egui::{Popup, PopupCloseBehavior, Rect, RichText, ScrollArea, Sense, Ui, pos2, text::LayoutJob, vec2};

use super::{compare_menus::alone_ui, docked::Docked, words};
use crate::{
    analysis::{Row as TableRow, Table, agreed::Measure},
    app::{
        Action, ArticleAction, CompareAction, Derivation, DeskAction, PathPurpose, ProjectAction, SessionId, StateMark,
        TableFormat, View,
    },
    text::visible,
    ui::{
        theme::{ROW_HEIGHT, SMALL_SIZE, STEP, TEXT_SIZE, UiTokens, bold},
        widgets::{Hint, Row, as_name, choices_ui, cut, cut_job, link_button},
    },
};

/// The columns that are shown, by key, each with its share of the width.
const COLUMNS: [(&str, f32); 7] =
    [("measure", 0.22), ("tag", 0.1), ("field", 0.1), ("value", 0.09), ("from", 0.19), ("n", 0.14), ("coders", 0.16)];

/// Which measure is listed, and how far a row's places were looked at.
#[derive(Debug, Default)]
pub struct AgreementPanel {
    measure: Option<String>,
    listed: Listed,
    /// A row, and which of its places was shown last.
    shown: Option<(usize, usize)>,
}

/// The rows that are listed, and what they were listed for.
#[derive(Debug, Default)]
struct Listed {
    measures: BTreeSet<String>,
    rows: Vec<usize>,
    of: Option<(SessionId, Option<StateMark>, Option<String>)>,
}

impl Docked for AgreementPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        let coders = view.selection.comparing.coders(view.project());
        if coders.len() < 2 {
            return alone_ui(ui, view);
        }
        let made = &view.derived.agreement;
        if made.state() != Some(view.session.state()) {
            actions.push(Action::Desk(DeskAction::Derive(Derivation::Agreement)));
        }
        let agreement = Arc::clone(made.value());
        self.list(&agreement.table, view);
        ui.horizontal_wrapped(|ui| {
            ui.add_space(STEP);
            ui.label(RichText::new(words::measures(self.listed.rows.len())).color(ui.tokens().soft_ink));
            self.measure_ui(ui);
            if link_button(ui, words::COPY_PARAGRAPH).hint(words::COPY_PARAGRAPH_HELP).clicked() {
                actions.push(Action::Compare(CompareAction::Copy(agreement.paragraph.clone())));
            }
            if link_button(ui, words::COPY_TABLE).hint(words::COPY_TABLE_HELP).clicked() {
                actions.push(Action::Compare(CompareAction::Copy(tabbed(&agreement.table))));
            }
            export_ui(ui, actions);
        });
        ui.spacing_mut().item_spacing.y = 0.0;
        heads_ui(ui);
        let coders: Vec<String> = coders.iter().map(|coder| view.project().coder_name(*coder)).collect();
        let area = ScrollArea::vertical().id_salt("agreement").auto_shrink([false, false]).min_scrolled_height(0.0);
        area.show_rows(ui, ROW_HEIGHT, self.listed.rows.len(), |ui, places| {
            let rows: Vec<usize> = self.listed.rows.get(places).unwrap_or_default().to_vec();
            for place in rows {
                if let Some(row) = agreement.table.rows.get(place) {
                    self.row_ui(ui, place, (&agreement.table, row), &coders, actions);
                }
            }
        });
    }
}

impl AgreementPanel {
    /// Lists the rows again when they, or the wanted measure, are others than before: those with a value first.
    fn list(&mut self, table: &Table, view: &View<'_>) {
        let of = Some((view.session.id(), view.derived.agreement.state(), self.measure.clone()));
        if self.listed.of == of {
            return;
        }
        let measure = |row: &TableRow| words::measure(cell(table, row, "measure"), None);
        let is_wanted = |row: &TableRow| self.measure.as_ref().is_none_or(|wanted| *wanted == measure(row));
        let wanted = table.rows.iter().enumerate().filter(|(_, row)| is_wanted(row));
        let (defined, others): (Vec<_>, Vec<_>) = wanted.partition(|(_, row)| is_defined(table, row));
        let rows = defined.into_iter().chain(others).map(|(place, _)| place).collect();
        self.listed = Listed { measures: table.rows.iter().map(measure).collect(), rows, of };
        self.shown = None;
    }

    fn measure_ui(&mut self, ui: &mut Ui) {
        let title = self.measure.as_deref().unwrap_or(words::ALL_MEASURES);
        let button = link_button(ui, title);
        Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            let measures = || {
                let named = self.listed.measures.iter().map(|name| (name.clone(), Some(name.clone())));
                std::iter::once((words::ALL_MEASURES.to_owned(), None)).chain(named).collect()
            };
            if let Some(taken) = choices_ui(ui, measures, Some(&self.measure)) {
                self.measure = taken;
            }
        });
    }

    fn row_ui(
        &mut self,
        ui: &mut Ui,
        place: usize,
        (table, row): (&Table, &TableRow),
        coders: &[String],
        actions: &mut Vec<Action>,
    ) {
        let places = row.evidence(0);
        let chosen = self.shown.is_some_and(|(shown, _)| shown == place);
        let told = COLUMNS.map(|(key, _)| text(table, row, coders, key));
        let is_defined = is_defined(table, row);
        // What had no room is told by the hint.
        let mut untold = Vec::new();
        let response = Row::new(&told.join(", ")).chosen(chosen).show(ui, |ui, rect, tokens| {
            let rects: Vec<Rect> = cells(rect).collect();
            for (((key, _), text), (at, cell)) in COLUMNS.into_iter().zip(&told).zip(rects.iter().enumerate()) {
                // What is not defined has no interval: why stands there too.
                let over = if key == "value" && !is_defined { rects.get(at + 1) } else { None };
                let (cell, ink) = match over {
                    Some(next) => (cell.union(*next), tokens.soft_ink),
                    None => (*cell, tokens.ink),
                };
                let line = cut(ui.painter(), text, TEXT_SIZE, ink, cell.width());
                untold.extend(line.elided.then(|| words::about(words::agreement_head(key), text)));
                let left = cell.left_center();
                ui.painter().galley(pos2(left.x, left.y - line.size().y / 2.0), line, ink);
            }
        });
        let hint = words::measured(&untold, cell(table, row, "method"), cell(table, row, "source"), places.len());
        if response.hint(hint).clicked() && !places.is_empty() {
            let next = self.shown.filter(|(shown, _)| *shown == place).map_or(0, |(_, last)| (last + 1) % places.len());
            self.shown = Some((place, next));
            if let Some(evidence) = places.get(next) {
                actions.push(Action::Article(match evidence.span {
                    Some(span) => ArticleAction::JumpTo(evidence.article, span),
                    None => ArticleAction::Show(evidence.article),
                }));
            }
        }
    }
}

/// What stands in a row under the key of a column.
fn cell<'r>(table: &Table, row: &'r TableRow, key: &str) -> &'r str {
    table.place(key).map_or("", |column| row.cell(column))
}

/// Whether a row has a value, and not why there is none.
fn is_defined(table: &Table, row: &TableRow) -> bool {
    cell(table, row, "value").parse::<f64>().is_ok()
}

/// The coder whose marks alone a row counts.
fn alone<'c>(table: &Table, row: &TableRow, coders: &'c [String]) -> Option<&'c str> {
    let (measure, pair) = (cell(table, row, "measure"), cell(table, row, "coders"));
    let is_pair = |one: &str, other: &str| words::pair(one, other) == pair;
    let is_first = measure == Measure::OnlyA.name();
    let is_second = measure == Measure::OnlyB.name();
    let is_alone = |name: &&String| {
        coders.iter().any(|other| (is_first && is_pair(name, other)) || (is_second && is_pair(other, name)))
    };
    coders.iter().find(is_alone).map(String::as_str)
}

/// The same as it is shown: a measure with the coder it is about, an interval whole, a number with its unit.
fn text(table: &Table, row: &TableRow, coders: &[String], key: &str) -> String {
    let other = |key: &str| cell(table, row, key);
    let told = match key {
        "measure" => words::measure(other("measure"), alone(table, row, coders)),
        // Why there is no interval is said once.
        "from" if other("from").parse::<f64>().is_err() => other("from").to_owned(),
        "from" => words::interval(other("from"), other("to")),
        "n" => words::amount(other("n"), other("unit")),
        key => other(key).to_owned(),
    };
    visible(&as_name(&told)).into_owned()
}

fn cells(rect: Rect) -> impl Iterator<Item = Rect> {
    let mut left = rect.min.x;
    COLUMNS.into_iter().map(move |(_, share)| {
        let width = rect.width() * share;
        let cell = Rect::from_min_size(pos2(left, rect.min.y), vec2((width - STEP).max(0.0), rect.height()));
        left += width;
        cell
    })
}

/// The formats that the table can be written in.
fn export_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    Popup::menu(&link_button(ui, words::EXPORT)).show(|ui| {
        for format in TableFormat::ALL {
            if ui.button(words::table_format(format)).clicked() {
                actions.push(Action::Project(ProjectAction::AskPath(PathPurpose::ExportAgreement(format))));
            }
        }
    });
}

fn heads_ui(ui: &mut Ui) {
    let tokens = ui.tokens();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.max.y - 0.5, egui::Stroke::new(1.0, tokens.line));
    for ((key, _), cell) in COLUMNS.into_iter().zip(cells(rect.shrink2(vec2(STEP, 0.0)))) {
        let head = words::agreement_head(key);
        let job = LayoutJob::simple_singleline(head.to_owned(), bold(SMALL_SIZE), tokens.soft_ink);
        let (line, _) = cut_job(ui.painter(), job, cell.width());
        let left = cell.left_center();
        ui.painter().galley(pos2(left.x, left.y - line.size().y / 2.0), line, tokens.soft_ink);
    }
}

/// The table as spreadsheets take it from the clipboard.
fn tabbed(table: &Table) -> String {
    let heads = table.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join("\t");
    let rows = table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.as_ref()).collect::<Vec<_>>().join("\t"));
    std::iter::once(heads).chain(rows).collect::<Vec<_>>().join("\n")
}
