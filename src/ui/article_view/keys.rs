//! The caret: moving it and selecting with it, by keys alone.

use egui::{Event, EventFilter, Key, Modifiers, Response, Ui, pos2};
use unicode_bidi::Level;

use super::ArticleView;
use crate::{
    app::{Action, ArticleAction, View},
    model::Article,
    text::{ByteOffset, next_grapheme, next_word_end, paragraph_at, previous_grapheme, previous_word_start},
};

impl ArticleView {
    /// Moves the caret by the keys pressed in this frame, while the text has the keyboard.
    pub(super) fn read_keys(
        &mut self,
        ui: &Ui,
        response: &Response,
        article: &Article,
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        let nobody_else = ui.memory(|memory| memory.focused().is_none());
        if view.prompt.is_some() {
            return;
        }
        if nobody_else {
            response.request_focus();
        }
        if !response.has_focus() {
            return;
        }
        // Tab, arrows and Escape belong to the text while it has the keyboard; F6 leads out of it.
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(Self::id(), filter));
        if self.menu.is_open() {
            return;
        }
        let presses: Vec<(Key, Modifiers)> = ui.input(|input| {
            let press = |event: &Event| match event {
                Event::Key { key, pressed: true, modifiers, .. } => Some((*key, *modifiers)),
                _other => None,
            };
            input.events.iter().filter_map(press).collect()
        });
        let (mut anchor, mut head) = (view.selection.anchor, view.selection.head);
        for (key, modifiers) in presses {
            if modifiers.alt && (modifiers.command || modifiers.shift) {
                continue;
            }
            let keeps_x = matches!(key, Key::ArrowUp | Key::ArrowDown | Key::PageUp | Key::PageDown);
            let Some(to) = self.target(ui, article, head, key, modifiers) else { continue };
            if !keeps_x {
                self.caret_x = None;
            }
            let selects = modifiers.shift || modifiers.alt;
            let has_selection = anchor != head;
            head = match key {
                // Without Shift, an arrow first leaves the selection at its edge.
                Key::ArrowLeft if has_selection && !selects && !modifiers.command => anchor.min(head),
                Key::ArrowRight if has_selection && !selects && !modifiers.command => anchor.max(head),
                _ => to,
            };
            if !selects {
                anchor = head;
            }
            self.scroll_to(ui, article, head);
        }
        if (anchor, head) != (view.selection.anchor, view.selection.head) {
            actions.push(Action::Article(ArticleAction::Select { anchor, head }));
        }
    }

    /// Where a key takes the caret, if it moves it at all.
    fn target(
        &mut self,
        ui: &Ui,
        article: &Article,
        head: ByteOffset,
        key: Key,
        modifiers: Modifiers,
    ) -> Option<ByteOffset> {
        let text = &article.text;
        let by_word = modifiers.command;
        let is_rtl = self.level_at(article, head).is_rtl();
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
            Key::Home => self.line_edges(ui, article, head)?.0,
            Key::End => self.line_edges(ui, article, head)?.1,
            Key::ArrowDown if !by_word => self.line_away(ui, article, head, 1)?,
            Key::ArrowUp if !by_word => self.line_away(ui, article, head, -1)?,
            Key::ArrowDown => next_paragraph(article, head),
            Key::ArrowUp => previous_paragraph(article, head),
            Key::PageDown if !by_word => self.page_away(ui, article, head, 1)?,
            Key::PageUp if !by_word => self.page_away(ui, article, head, -1)?,
            _ => return None,
        })
    }

    fn level_at(&self, article: &Article, offset: ByteOffset) -> Level {
        self.blocks.as_ref().map_or(Level::ltr(), |blocks| blocks.level(&article.text, blocks.place_of(offset)))
    }

    fn line_edges(&mut self, ui: &Ui, article: &Article, offset: ByteOffset) -> Option<(ByteOffset, ByteOffset)> {
        let place = self.blocks.as_ref()?.place_of(offset);
        let layout = self.set_block(ui, article, place)?;
        let number = layout.line_of(offset);
        let line = layout.lines.get(number)?;
        let is_last = number + 1 == layout.lines.len();
        // The place after a line's last blank belongs to the next line.
        let end = if is_last { line.range.end } else { previous_grapheme(&article.text, line.range.end) };
        Some((line.range.start, end))
    }

    /// The place in the line above or below that is nearest to the caret's column.
    fn line_away(&mut self, ui: &Ui, article: &Article, offset: ByteOffset, by: i32) -> Option<ByteOffset> {
        let count = self.blocks.as_ref()?.len();
        let mut place = self.blocks.as_ref()?.place_of(offset);
        let layout = self.set_block(ui, article, place)?;
        let number = layout.line_of(offset);
        let x = *self.caret_x.get_or_insert(layout.caret(offset).x);
        let within = if by > 0 { number + 1 < layout.lines.len() } else { number > 0 };
        let middle =
            |layout: &super::BlockLayout, number: usize| pos2(x, (number as f32 + 0.5) * layout.style.line_height);
        if within {
            let next = if by > 0 { number + 1 } else { number - 1 };
            return Some(layout.offset_at(middle(&layout, next)));
        }
        loop {
            place = if by > 0 { place + 1 } else { place.checked_sub(1)? };
            if place >= count {
                return None;
            }
            let layout = self.set_block(ui, article, place)?;
            if !layout.range.is_empty() {
                let next = if by > 0 { 0 } else { layout.lines.len() - 1 };
                return Some(layout.offset_at(middle(&layout, next)));
            }
        }
    }

    fn page_away(&mut self, ui: &Ui, article: &Article, offset: ByteOffset, by: i32) -> Option<ByteOffset> {
        let line = self.style(self.blocks.as_ref()?.place_of(offset))?.line_height;
        let lines = ((self.rect.height() / line) as i32 - 2).max(1);
        let mut here = offset;
        for _ in 0..lines {
            match self.line_away(ui, article, here, by) {
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
