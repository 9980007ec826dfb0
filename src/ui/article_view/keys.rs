//! The caret: moving it and selecting with it from the keyboard.

use egui::{Event, EventFilter, Key, Modifiers, Response, Ui, pos2};

use super::page::Page;
use crate::{
    app::{Action, ArticleAction, Selection, View},
    model::Article,
    text::{ByteOffset, next_grapheme, next_word_end, paragraph_at, previous_grapheme, previous_word_start},
    ui::typeset::BlockLayout,
};

/// Gives the keyboard focus to the text if nothing else has it; returns whether the text has it.
pub(super) fn take_keyboard(ui: &Ui, response: &Response, view: &View<'_>) -> bool {
    if view.prompt.is_some() {
        return false;
    }
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    if !response.has_focus() {
        return false;
    }
    // Tab, arrows and Escape belong to the text while it has the keyboard; F6 leaves it.
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    true
}

/// One frame of the caret and the keys that move it.
pub(super) struct Caret<'f> {
    /// The frame.
    pub ui: &'f Ui,
    /// The article.
    pub article: &'f Article,
    /// Where it is on the screen.
    pub page: &'f mut Page,
    /// The x that the caret keeps while it moves up and down.
    pub x: &'f mut Option<f32>,
}

impl Caret<'_> {
    /// Moves the caret by the keys pressed in this frame, while the text has the keyboard.
    #[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
    pub(super) fn read_keys(&mut self, selection: &Selection, actions: &mut Vec<Action>) {
        let presses: Vec<(Key, Modifiers)> = self.ui.input(|input| {
            let press = |event: &Event| match event {
                Event::Key { key, pressed: true, modifiers, .. } => Some((*key, *modifiers)),
                _other => None,
            };
            input.events.iter().filter_map(press).collect()
        });
        let (mut anchor, mut head) = (selection.anchor, selection.head);
        for (key, modifiers) in presses {
            if modifiers.alt && (modifiers.command || modifiers.shift) {
                continue;
            }
            let keeps_x = matches!(key, Key::ArrowUp | Key::ArrowDown | Key::PageUp | Key::PageDown);
            let Some(to) = self.target(head, key, modifiers) else { continue };
            if !keeps_x {
                *self.x = None;
            }
            let selects = modifiers.shift || modifiers.alt;
            let has_selection = anchor != head;
            let first = if self.page.runs_left_at(head) { Key::ArrowRight } else { Key::ArrowLeft };
            head =
                match key {
                    // Without Shift, an arrow first leaves the selection at the edge that it points to.
                    Key::ArrowLeft | Key::ArrowRight if has_selection && !selects && !modifiers.command => {
                        if key == first { anchor.min(head) } else { anchor.max(head) }
                    }
                    _ => to,
                };
            if !selects {
                anchor = head;
            }
            self.page.scroll_to(self.ui, self.article, head);
        }
        if (anchor, head) != (selection.anchor, selection.head) {
            actions.push(Action::Article(ArticleAction::Select { anchor, head }));
        }
    }

    /// Where a key takes the caret, if it moves it at all.
    #[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
    fn target(&mut self, head: ByteOffset, key: Key, modifiers: Modifiers) -> Option<ByteOffset> {
        let text = &self.article.text;
        let by_word = modifiers.command;
        let is_rtl = self.page.runs_left_at(head);
        let forward = |on: bool| match (on, by_word) {
            (true, false) => next_grapheme(text, head),
            (true, true) => next_word_end(text, head),
            (false, false) => previous_grapheme(text, head),
            (false, true) => previous_word_start(text, head),
        };
        Some(match key {
            Key::ArrowRight => forward(!is_rtl),
            Key::ArrowLeft => forward(is_rtl),
            Key::Home if by_word => ByteOffset(0),
            Key::End if by_word => ByteOffset::new(text.len()),
            Key::Home => self.line_edges(head)?.0,
            Key::End => self.line_edges(head)?.1,
            Key::ArrowDown if !by_word => self.line_away(head, 1)?,
            Key::ArrowUp if !by_word => self.line_away(head, -1)?,
            Key::ArrowDown => next_paragraph(self.article, head),
            Key::ArrowUp => previous_paragraph(self.article, head),
            Key::PageDown if !by_word => self.page_away(head, 1)?,
            Key::PageUp if !by_word => self.page_away(head, -1)?,
            _ => return None,
        })
    }

    fn line_edges(&mut self, offset: ByteOffset) -> Option<(ByteOffset, ByteOffset)> {
        let place = self.page.blocks.as_ref()?.place_of(offset);
        let layout = self.page.layout_block(self.ui, self.article, place)?;
        let number = layout.line_of(offset);
        let line = layout.lines.get(number)?;
        let is_last = number + 1 == layout.lines.len();
        // The offset after a line's trailing whitespace belongs to the next line.
        let end = if is_last { line.range.end } else { previous_grapheme(&self.article.text, line.range.end) };
        Some((line.range.start, end))
    }

    /// The offset in the line above or below that is nearest to the caret's column.
    fn line_away(&mut self, offset: ByteOffset, by: i32) -> Option<ByteOffset> {
        let count = self.page.blocks.as_ref()?.len();
        let mut place = self.page.blocks.as_ref()?.place_of(offset);
        let layout = self.page.layout_block(self.ui, self.article, place)?;
        let number = layout.line_of(offset);
        let x = *self.x.get_or_insert(layout.caret(offset).x);
        let within = if by > 0 { number + 1 < layout.lines.len() } else { number > 0 };
        let middle = |layout: &BlockLayout, number: usize| pos2(x, (number as f32 + 0.5) * layout.style.line_height);
        if within {
            let next = if by > 0 { number + 1 } else { number - 1 };
            return Some(layout.offset_at(middle(&layout, next)));
        }
        loop {
            place = if by > 0 { place + 1 } else { place.checked_sub(1)? };
            if place >= count {
                return None;
            }
            let layout = self.page.layout_block(self.ui, self.article, place)?;
            if !layout.range.is_empty() {
                let next = if by > 0 { 0 } else { layout.lines.len() - 1 };
                return Some(layout.offset_at(middle(&layout, next)));
            }
        }
    }

    fn page_away(&mut self, offset: ByteOffset, by: i32) -> Option<ByteOffset> {
        let line = self.page.style(self.page.blocks.as_ref()?.place_of(offset))?.line_height;
        let lines = ((self.page.rect.height() / line) as i32 - 2).max(1);
        let mut here = offset;
        for _ in 0..lines {
            match self.line_away(here, by) {
                Some(next) => here = next,
                None => break,
            }
        }
        Some(here)
    }
}

fn next_paragraph(article: &Article, offset: ByteOffset) -> ByteOffset {
    let text = &article.text;
    let first = text.paragraph_number(offset) + 1;
    let next = (first..text.paragraph_count()).map(|number| text.paragraph(number)).find(|range| !range.is_empty());
    next.map_or(ByteOffset::new(text.len()), |range| range.start)
}

fn previous_paragraph(article: &Article, offset: ByteOffset) -> ByteOffset {
    let text = &article.text;
    let here = paragraph_at(text, offset);
    if offset > here.start {
        return here.start;
    }
    let number = text.paragraph_number(offset);
    let before = (0..number).rev().map(|number| text.paragraph(number)).find(|range| !range.is_empty());
    before.map_or(ByteOffset(0), |range| range.start)
}
