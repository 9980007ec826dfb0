//! The rows of what is undecided: what it is about, both versions, whose theirs is; and the chosen one at length.

use egui::{Align2, Label, Rect, Response, RichText, Stroke, Ui, pos2, vec2};

use super::words;
use crate::{
    app::{Undecided, View, versions},
    text::{shortened, visible},
    ui::{
        theme::{SMALL_SIZE, STEP, TEXT_SIZE, UiTokens, bold},
        widgets::{Hint, Row, as_name, on_one_line, paint_cut},
    },
};

/// How many characters of a version are shown at length.
const MOST: usize = 400;

/// Where the columns stand in a row: what it is about, ours, theirs, whose theirs is.
fn columns(rect: Rect) -> [Rect; 4] {
    let mut left = rect.min.x;
    [0.3, 0.28, 0.28, 0.14].map(|share| {
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
    let heads = [words::CONFLICT, words::MINE_COLUMN, words::THEIRS_COLUMN, words::THEIRS_BY];
    for (cell, head) in columns(rect.shrink2(vec2(STEP, 0.0))).into_iter().zip(heads) {
        painter.text(cell.left_center(), Align2::LEFT_CENTER, head, bold(SMALL_SIZE), tokens.soft_ink);
    }
}

/// A row.
pub(super) fn row_ui(ui: &mut Ui, one: &Undecided, view: &View<'_>, is_chosen: bool) -> Response {
    let line = |text: &str| on_one_line(&visible(&as_name(text)));
    let [_, ours, theirs] = versions(view.project(), &one.conflict);
    let by = one.conflict.by.map(|coder| view.project().coder_name(coder)).unwrap_or_default();
    let cells = [line(&one.name), line(&ours), line(&theirs), line(&by)];
    let row = Row::new(&words::conflict(&cells)).chosen(is_chosen).show(ui, |ui, rect, tokens| {
        for ((cell, text), place) in columns(rect).into_iter().zip(&cells).zip(0..) {
            let ink = if place == 3 { tokens.soft_ink } else { tokens.ink };
            paint_cut(ui.painter(), cell.left_center(), text, TEXT_SIZE, ink, cell.width());
        }
    });
    let title = one.article.and_then(|id| view.project().article(id)).map(|article| article.facts.title.as_str());
    row.hint(words::conflict_hint(title, &cells))
}

/// The versions of the chosen one, at length.
pub(super) fn versions_ui(ui: &mut Ui, one: &Undecided, view: &View<'_>) {
    let heads = [words::BEFORE, words::MINE_COLUMN, words::THEIRS_COLUMN];
    let told = heads.into_iter().zip(versions(view.project(), &one.conflict));
    // What it was is of no help where nobody knows it.
    let told = told.skip(usize::from(one.conflict.base.is_empty()));
    ui.indent("versions", |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for (head, version) in told {
            ui.horizontal_top(|ui| {
                ui.add_sized(vec2(52.0, ui.spacing().interact_size.y * 0.7), |ui: &mut Ui| {
                    ui.label(RichText::new(head).size(SMALL_SIZE).color(ui.tokens().soft_ink))
                });
                ui.add(Label::new(visible(&shortened(&version, MOST)).into_owned()).wrap());
            });
        }
    });
}
