//! One line of text, truncated with an ellipsis if there is no room for it.

use std::{borrow::Cow, sync::Arc};

use egui::{
    Align, Color32, FontId, FontSelection, Galley, Label, Painter, Pos2, Rect, Response, Ui, WidgetInfo, WidgetText,
    accesskit::Role,
    pos2,
    text::{LayoutJob, TextWrapping},
};

use super::Hint;

/// No more characters of a line are laid out than a screen is wide, and no more of a text are told as a name.
const MOST: usize = 1_000;

/// A text as screen readers are told it, and as a line is laid out: of a very long one the beginning.
pub(crate) fn as_name(text: &str) -> Cow<'_, str> {
    // Short in bytes is short in characters.
    let end = if text.len() > MOST { text.char_indices().nth(MOST) } else { None };
    match end {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// The line laid out, no wider than `width` points.
pub(crate) fn cut(painter: &Painter, text: &str, size: f32, ink: Color32, width: f32) -> Arc<Galley> {
    let job = LayoutJob::simple_singleline(as_name(text).into_owned(), FontId::proportional(size), ink);
    cut_job(painter, job, width).0
}

/// The same of several formats, and whether its end was cut off.
pub(crate) fn cut_job(painter: &Painter, mut job: LayoutJob, width: f32) -> (Arc<Galley>, bool) {
    job.wrap = TextWrapping::truncate_at_width(width);
    let galley = painter.layout_job(job);
    let is_cut = galley.elided;
    (galley, is_cut)
}

/// Paints the line; `left` is the middle of its left edge. Returns the rectangle that it takes.
pub(crate) fn paint_cut(painter: &Painter, left: Pos2, text: &str, size: f32, ink: Color32, width: f32) -> Rect {
    let galley = cut(painter, text, size, ink, width);
    let rect = Rect::from_min_size(pos2(left.x, left.y - galley.size().y / 2.0), galley.size());
    painter.galley(rect.min, galley, ink);
    rect
}

/// A label of one line, truncated to the room there is; the whole of it shows on hover, and screen readers read it.
pub(crate) fn elided(ui: &mut Ui, text: impl Into<WidgetText>) -> Response {
    let text: WidgetText = text.into();
    let said = text.text().to_owned();
    let mut job = Arc::unwrap_or_clone(text.into_layout_job(ui.style(), FontSelection::Default, Align::Center));
    job.wrap = TextWrapping::truncate_at_width(ui.available_width());
    let (at, galley, response) = Label::new(job).truncate().layout_in_ui(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), &said));
    let whole = galley.elided.then_some(said);
    ui.painter().galley(at, galley, ui.visuals().text_color());
    match whole {
        Some(whole) => response.hint(whole),
        None => response,
    }
}
