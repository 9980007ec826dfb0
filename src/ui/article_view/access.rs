//! What a screen reader, or a test, finds of the painted text: a button for each visible span, a run for each line.

use egui::{Id, Sense, Ui, WidgetInfo, accesskit};

use super::ArticleView;
use crate::{app::View, model::Article, text::ByteRange};

/// AccessKit counts places in a run with one byte.
const MOST_CHARACTERS: usize = 255;

/// A node for every span that can be seen, named by tag and words. Its rectangle is the first line of the span.
pub(super) fn describe_spans(view_state: &ArticleView, ui: &Ui, article: &Article, view: &View<'_>) {
    if !is_wanted(ui) {
        return;
    }
    let visible = view_state.visible();
    let mut spans: Vec<_> = article.spans.pieces_in(visible).map(|(_, span)| span).collect();
    spans.sort_by_key(|span| (span.start(), span.id));
    spans.dedup_by_key(|span| span.id);
    for span in spans {
        let Some(piece) = span.pieces.iter().find_map(|piece| piece.intersection(visible)) else { continue };
        let Some(rect) = view_state.rects_of(piece).first().copied() else { continue };
        let rect = rect.intersect(view_state.rect);
        if !rect.is_positive() {
            continue;
        }
        let tag = view.project().codebook.tag(&span.tag).map_or("?", |tag| tag.name.as_str());
        let name = format!("{tag}: {}", article.words_of(span));
        let is_chosen = view.selection.span == Some(span.id);
        // It only describes: the mouse belongs to the text below.
        let response = ui.interact(rect, Id::unique(("span", span.id)), Sense::hover());
        response.widget_info(|| WidgetInfo::selected(accesskit::Role::Button, true, is_chosen, &name));
    }
}

/// A text run for every visible line, with its direction and the places of its characters.
pub(super) fn describe_text(view_state: &ArticleView, ui: &Ui, article: &Article) {
    if !is_wanted(ui) {
        return;
    }
    for placed in &view_state.placed {
        for line in &placed.layout.lines {
            let top = placed.top_left.y + line.top;
            let bottom = top + placed.layout.style.line_height;
            if bottom < view_state.rect.min.y || top > view_state.rect.max.y {
                continue;
            }
            for part in parts(article, line.range) {
                let id = Id::unique(("line of the article", part.start.0));
                let left = placed.top_left.x;
                let rect = egui::Rect::from_min_max(
                    egui::pos2(left, top),
                    egui::pos2(left + placed.layout.style.width, bottom),
                );
                // Asking for the place makes the node a child of this Ui.
                ui.interact(rect, id, Sense::hover());
                ui.ctx()
                    .accesskit_node_builder(id, |node| describe_run(node, placed, line.is_rtl, article, part, rect));
            }
        }
    }
}

/// A line in parts that are short enough for a run.
fn parts(article: &Article, line: ByteRange) -> Vec<ByteRange> {
    let mut parts = Vec::new();
    let mut start = line.start.index();
    let words = article.words(line);
    for (count, (index, _)) in words.char_indices().enumerate() {
        if count > 0 && count % MOST_CHARACTERS == 0 {
            parts.push(ByteRange::new(start, line.start.index() + index));
            start = line.start.index() + index;
        }
    }
    parts.push(ByteRange::new(start, line.end.index()));
    parts
}

fn describe_run(
    node: &mut accesskit::Node,
    placed: &super::Placed,
    is_rtl: bool,
    article: &Article,
    part: ByteRange,
    rect: egui::Rect,
) {
    use accesskit::TextDirection::{LeftToRight, RightToLeft};
    node.set_role(accesskit::Role::TextRun);
    node.set_text_direction(if is_rtl { RightToLeft } else { LeftToRight });
    let words = article.words(part);
    let mut lengths: Vec<u8> = words.chars().map(|c| u8::try_from(c.len_utf8()).unwrap_or(1)).collect();
    let (mut positions, mut widths) = places(placed, part, words, is_rtl);
    let mut words = words.to_owned();
    // The line break that ends a paragraph belongs to its last run, or paragraphs would be read as one word.
    if article.text.as_str().get(part.end.index()..).is_some_and(|rest| rest.starts_with('\n')) {
        words.push('\n');
        lengths.push(1);
        positions.push(positions.last().copied().unwrap_or(0.0));
        widths.push(0.0);
    }
    node.set_character_lengths(lengths);
    node.set_character_positions(positions);
    node.set_character_widths(widths);
    node.set_value(words);
    node.set_bounds(accesskit::Rect {
        x0: f64::from(rect.min.x),
        y0: f64::from(rect.min.y),
        x1: f64::from(rect.max.x),
        y1: f64::from(rect.max.y),
    });
}

/// Where each character of a line begins in reading direction, and how wide it is, in points.
fn places(placed: &super::Placed, line: ByteRange, words: &str, is_rtl: bool) -> (Vec<f32>, Vec<f32>) {
    let width = placed.layout.style.width;
    let x_at = |offset| {
        let x = placed.layout.caret(offset).x;
        if is_rtl { width - x } else { x }
    };
    let starts: Vec<f32> =
        words.char_indices().map(|(index, _)| x_at(crate::text::ByteOffset::new(line.start.index() + index))).collect();
    // The caret after the last character may stand on the next line; its rectangle does not.
    let last = words.char_indices().next_back().and_then(|(index, _)| {
        let start = crate::text::ByteOffset::new(line.start.index() + index);
        placed.layout.range_rects(ByteRange { start, end: line.end }).first().map(egui::Rect::width)
    });
    let ends = starts.iter().skip(1).copied().chain(starts.last().map(|start| start + last.unwrap_or(0.0)));
    let widths = starts.iter().zip(ends).map(|(start, end)| (end - start).max(0.0)).collect();
    (starts, widths)
}

fn is_wanted(ui: &Ui) -> bool {
    ui.ctx().accesskit_node_builder(ArticleView::id(), |_node| ()).is_some()
}
