//! What screen readers, and tests, find of the painted text: a button for each visible span, a run for each line.

use egui::{Id, Rect, Sense, Ui, WidgetInfo, accesskit, pos2};

use super::{
    drawn::Drawn,
    marks::{Marked, pieces_in},
    page::{Page, Placed},
    words,
};
use crate::{
    model::Article,
    text::{ByteOffset, ByteRange},
};

/// AccessKit counts places in a run with one byte.
const MOST_CHARACTERS: usize = 255;

/// Describes the text line by line, and the marks in it. `id` is that of the text; the ids of all nodes derive from it.
pub(super) fn describe(ui: &mut Ui, id: Id, page: &Page, marked: &Marked<'_>, drawn: &Drawn) {
    let is_wanted = ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(accesskit::Role::Document);
        node.set_label(words::article_text(&marked.article.facts.title));
    });
    if is_wanted.is_none() {
        return;
    }
    let builder = egui::UiBuilder::new()
        .scope_id(id.with("lines"))
        .max_rect(page.rect)
        .accessibility_label(words::LINES)
        .accessibility_role(accesskit::Role::Document);
    ui.scope_builder(builder, |ui| {
        describe_spans(ui, id, page, marked, drawn);
        describe_text(ui, id, page, marked.article);
    });
}

/// A node for every span that is drawn, named by tag and words, with the first line of the span as its rectangle; and one
/// that tells how many more there are.
fn describe_spans(ui: &Ui, id: Id, page: &Page, marked: &Marked<'_>, drawn: &Drawn) {
    let visible = page.visible();
    let first_line = |range: ByteRange| {
        let rect = page.rects_of(range.intersection(visible)?).first()?.intersect(page.rect);
        rect.is_positive().then_some(rect)
    };
    for span in drawn.marks.iter().filter_map(|(span_id, _)| marked.marks.get(*span_id)) {
        let Some(rect) = pieces_in(span, visible).next().and_then(|(_, piece)| first_line(piece)) else { continue };
        let name = words::mark(&marked.tag_name(span), &marked.article.brief(span));
        let is_chosen = marked.view.selection.span == Some(span.id);
        // For screen readers only: the mouse belongs to the text below.
        let response = ui.interact(rect, id.with(("span", span.id)), Sense::hover());
        response.widget_info(|| WidgetInfo::selected(accesskit::Role::Button, true, is_chosen, &name));
    }
    for crowd in &drawn.crowds {
        let Some(rect) = first_line(crowd.at) else { continue };
        let response = ui.interact(rect, id.with(("crowd", crowd.at.start.0)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Label, true, words::more_marks(crowd.count)));
    }
}

/// A text run for every visible line, with its direction and the places of its characters.
fn describe_text(ui: &Ui, id: Id, page: &Page, article: &Article) {
    for placed in &page.placed {
        for line in &placed.layout.lines {
            let top = placed.top_left.y + line.top;
            let bottom = top + placed.layout.style.line_height;
            if bottom < page.rect.min.y || top > page.rect.max.y {
                continue;
            }
            let left = placed.top_left.x;
            let rect = Rect::from_min_max(pos2(left, top), pos2(left + placed.layout.style.width, bottom));
            for part in parts(article, line.range) {
                let run = Run { placed, is_rtl: line.is_rtl, part, rect };
                let id = id.with(("line", part.start.0));
                // Interacting makes the node a child of this Ui.
                ui.interact(rect, id, Sense::hover());
                ui.ctx().accesskit_node_builder(id, |node| run.describe(node, article));
            }
        }
    }
}

/// A line in parts short enough for a run.
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

/// A part of a line on the screen.
struct Run<'p> {
    placed: &'p Placed,
    is_rtl: bool,
    part: ByteRange,
    rect: Rect,
}

impl Run<'_> {
    fn describe(&self, node: &mut accesskit::Node, article: &Article) {
        use accesskit::TextDirection::{LeftToRight, RightToLeft};
        node.set_role(accesskit::Role::TextRun);
        node.set_text_direction(if self.is_rtl { RightToLeft } else { LeftToRight });
        let words = article.words(self.part);
        let mut lengths: Vec<u8> = words.chars().map(|c| u8::try_from(c.len_utf8()).unwrap_or(1)).collect();
        let (mut positions, mut widths) = places(self.placed, self.part, words, self.is_rtl);
        let mut words = words.to_owned();
        // The line break that ends a paragraph belongs to its last run, or paragraphs would be read as one word.
        if article.text.as_str().get(self.part.end.index()..).is_some_and(|rest| rest.starts_with('\n')) {
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
            x0: f64::from(self.rect.min.x),
            y0: f64::from(self.rect.min.y),
            x1: f64::from(self.rect.max.x),
            y1: f64::from(self.rect.max.y),
        });
    }
}

/// Where each character of a line begins in reading direction, and how wide it is, in points.
fn places(placed: &Placed, part: ByteRange, words: &str, is_rtl: bool) -> (Vec<f32>, Vec<f32>) {
    let layout = &placed.layout;
    let line = layout.lines.get(layout.line_of(part.start));
    let place = |(index, character): (usize, char)| {
        let offset = ByteOffset::new(part.start.index() + index);
        let (left, width) = line.map_or((0.0, 0.0), |line| line.place_of(offset, character.len_utf8()));
        (if is_rtl { layout.style.width - left - width } else { left }, width)
    };
    words.char_indices().map(place).unzip()
}
