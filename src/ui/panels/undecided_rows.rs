//! The rows of what is undecided: what it is about and both versions; and the chosen one at length.

use egui::{Align2, Label, Rect, Response, RichText, Stroke, Ui, pos2, vec2};

use super::words;
use crate::{
    app::{Undecided, Versions, View, versions},
    text::{shortened, visible},
    ui::{
        theme::{SMALL_SIZE, STEP, TEXT_SIZE, UiTokens, bold},
        widgets::{Hint, Row, as_name, on_one_line, paint_cut},
    },
};

/// How many characters of a version are shown at length.
const MOST: usize = 400;

/// The room for what a version is called, in points.
const HEAD: f32 = 84.0;

/// Where the columns stand in a row: what it is about, what the project has now, what it may be instead.
fn columns(rect: Rect) -> [Rect; 3] {
    let mut left = rect.min.x;
    [0.32, 0.34, 0.34].map(|share| {
        let width = rect.width() * share;
        let cell = Rect::from_min_size(pos2(left, rect.min.y), vec2((width - STEP).max(0.0), rect.height()));
        left += width;
        cell
    })
}

/// The heads of the columns.
pub(super) fn heads_ui(ui: &mut Ui) {
    let tokens = ui.tokens();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), egui::Sense::hover());
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, tokens.line));
    let heads = [words::CONFLICT, words::NOW_COLUMN, words::OTHER_COLUMN];
    for (cell, head) in columns(rect.shrink2(vec2(STEP, 0.0))).into_iter().zip(heads) {
        painter.text(cell.left_center(), Align2::LEFT_CENTER, head, bold(SMALL_SIZE), tokens.soft_ink);
    }
}

/// A row.
pub(super) fn row_ui(ui: &mut Ui, one: &Undecided, view: &View<'_>, is_chosen: bool) -> Response {
    let line = |text: &str| on_one_line(&visible(&as_name(text)));
    let Versions { now, other, .. } = versions(view.project(), &one.conflict);
    let cells = [line(&one.name), line(&words::version(&now)), line(&words::version(&other))];
    let row = Row::new(&words::conflict(&cells)).chosen(is_chosen).show(ui, |ui, rect, tokens| {
        for (cell, text) in columns(rect).into_iter().zip(&cells) {
            paint_cut(ui.painter(), cell.left_center(), text, TEXT_SIZE, tokens.ink, cell.width());
        }
    });
    let title = one.article.and_then(|id| view.project().article(id)).map(|article| article.facts.title.as_str());
    row.hint(words::conflict_hint(title, &cells))
}

/// The versions of the chosen one, at length.
pub(super) fn versions_ui(ui: &mut Ui, one: &Undecided, view: &View<'_>) {
    let Versions { before, now, other } = versions(view.project(), &one.conflict);
    let told = [
        (words::BEFORE, before),
        (words::NOW_COLUMN, Some(words::version(&now))),
        (words::OTHER_COLUMN, Some(words::version(&other))),
    ];
    let told = told.into_iter().filter_map(|(head, version)| Some((head, version?)));
    ui.indent("versions", |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for (head, version) in told {
            ui.horizontal_top(|ui| {
                ui.scope(|ui| {
                    ui.set_width(HEAD);
                    ui.label(RichText::new(head).size(SMALL_SIZE).color(ui.tokens().soft_ink));
                });
                ui.add(Label::new(visible(&shortened(&version, MOST)).into_owned()).wrap());
            });
        }
    });
}
