//! The article: a column of text that is read, selected and marked. A window can show several side by side.
//!
//! `typeset` lays out blocks of them, `geometry` answers where marks are in a line, `blocks` knows
//! the whole article by heights alone, `page` puts what is visible on the screen and `scroll` moves it. `marks` filters
//! the article's marks by layer, `lanes` orders overlapping ones, `drawn` keeps what is drawn, `hits` finds what the pointer is on. `paint` paints,
//! `contour` outlines, `links` shows what marks are linked with, `interact` and `keys` turn mouse and keys into
//! actions, `menu`, `mark_menu` and `pick_menu` are the lists that float (`floating`) at the selection, `access` describes
//! it all to screen readers, `undrawn` tells what no typeface draws. All positions are offsets of the frozen text.

mod access;
mod blocks;
mod contour;
mod drawn;
mod floating;
mod geometry;
mod gesture;
mod hits;
mod interact;
mod keys;
mod lanes;
mod links;
mod mark_menu;
mod marks;
mod menu;
mod ornaments;
mod page;
mod paint;
mod pick_menu;
mod scroll;
mod shapes;
mod undrawn;
mod words;

#[cfg(test)]
mod tests;

use egui::{Context, Id, Pos2, Rect, Response, Sense, Ui};

pub(super) use self::page::column_x;
use self::{
    drawn::Drawn,
    gesture::{Clicks, Gesture},
    hits::Stack,
    interact::Mouse,
    keys::{Caret, take_keyboard},
    mark_menu::{MarkMenu, Next},
    marks::Marked,
    menu::TagMenu,
    page::{EDGE, Page},
    paint::Painting,
    pick_menu::PickMenu,
    scroll::ScrollBar,
};
use crate::{
    app::{Action, DeskAction, Notice, View},
    model::{Layer, Span},
    text::{ByteOffset, ByteRange},
    ui::theme::UiTokens,
};

/// An article in the window: its layout, where it is scrolled to, what the mouse is doing.
pub(super) struct ArticleView {
    id: Id,
    layer: Layer,
    page: Page,
    gesture: Option<Gesture>,
    clicks: Clicks,
    under: Stack,
    drawn: Drawn,
    menu: TagMenu,
    mark_menu: MarkMenu,
    picks: PickMenu,
    scroll_bar: ScrollBar,
    revealed: u64,
    /// The line that the article is to be shown from, once it is laid out.
    shows_from: Option<ByteOffset>,
    /// The x that the caret keeps while it moves up and down.
    caret_x: Option<f32>,
}

impl ArticleView {
    /// A view of the marks of a layer. The ids of all its widgets derive from `id`, which must be its own in the window.
    pub(super) fn new(id: Id, layer: Layer) -> Self {
        Self {
            id,
            layer,
            page: Page::default(),
            gesture: None,
            clicks: Clicks::default(),
            under: Stack::default(),
            drawn: Drawn::default(),
            menu: TagMenu::new(id.with("tags")),
            mark_menu: MarkMenu::new(id.with("actions")),
            picks: PickMenu::new(id.with("choices")),
            scroll_bar: ScrollBar::default(),
            revealed: 0,
            shows_from: None,
            caret_x: None,
        }
    }

    /// Shows the marks of a layer from now on.
    pub(super) fn show_layer(&mut self, layer: Layer) {
        self.layer = layer;
    }

    /// The id of the text: it has the keyboard unless a field has.
    pub(super) fn id(&self) -> Id {
        self.id
    }

    /// Whether the list of tags is open, or that of what can be done with a mark.
    pub(super) fn is_menu_open(&self) -> bool {
        self.menu.is_open() || self.mark_menu.is_open()
    }

    /// Whether the line that narrows an open list has the keyboard, and nothing is typed into it: keys that edit a field
    /// are not meant for it.
    pub(super) fn has_empty_filter(&self) -> bool {
        self.menu.has_empty_filter() || self.mark_menu.has_empty_filter()
    }

    /// Opens what can be done with the selected mark.
    pub(super) fn open_mark_menu(&mut self, view: &View<'_>) {
        let Some((marked, span)) = Marked::new(view, self.layer).and_then(|marked| Some((marked, marked.chosen()?)))
        else {
            return;
        };
        self.menu.close();
        let stack = marked.marks.at(span.start()).iter().map(|span| span.id).collect();
        let at_caret = span.pieces.iter().copied().find(|piece| piece.contains(view.selection.head));
        self.mark_menu.open_at(None, stack, at_caret.or(span.pieces.last().copied()));
    }

    /// Shows the article from the line that holds an offset, once it is laid out.
    pub(super) fn show_from(&mut self, offset: ByteOffset) {
        self.shows_from = Some(offset);
    }

    /// Where the first line in sight begins.
    pub(super) fn top(&self) -> ByteOffset {
        self.page.top_offset()
    }

    /// Opens the list of tags at the selected words, or at the selected span.
    pub(super) fn open_menu(&mut self) {
        self.menu.open_at(None);
    }

    /// Reads the keys that belong to the list of tags while it is open.
    pub(super) fn read_menu_keys(&mut self, ctx: &Context, view: &View<'_>, actions: &mut Vec<Action>) {
        if view.choices.is_some() {
            self.picks.read_keys(ctx, view, actions);
        } else if self.mark_menu.is_open() {
            self.mark_menu.read_keys(ctx, view, actions);
        } else {
            self.menu.read_keys(ctx, view, actions);
        }
    }

    /// Closes the list of tags, and that of what can be done with a mark.
    pub(super) fn close_menu(&mut self) {
        self.menu.close();
        self.mark_menu.close();
    }

    /// Whether the paragraph of the selected mark, or of the caret, runs to the left.
    pub(super) fn runs_left(&self, view: &View<'_>) -> bool {
        let at = view.span().map_or(view.selection.head, Span::start);
        self.page.runs_left_at(at)
    }

    /// The rectangles on the screen of the visible part of a range.
    pub(super) fn rects_of(&self, range: ByteRange) -> Vec<Rect> {
        self.page.rects_of(range)
    }

    /// The centres on the screen of the handles at the start and the end of a piece.
    pub(super) fn handles_of(&self, piece: ByteRange) -> Option<[Pos2; 2]> {
        let [start, end] = self.page.ends_of(piece);
        Some([start?.handle(true), end?.handle(false)])
    }

    /// The centre on the screen of the handle from which a link of the selected mark is drawn; `None` where no link may
    /// begin.
    pub(super) fn link_handle(&self, view: &View<'_>) -> Option<Pos2> {
        hits::link_handle(&self.page, &Marked::new(view, self.layer)?)
    }

    /// Shows the article in what is left of `ui`. `below` is how many points there are below that where the text could stand
    /// otherwise: it doesn't move when they are taken from it, or given back.
    pub(super) fn show_over(&mut self, ui: &mut Ui, below: f32, view: &View<'_>, actions: &mut Vec<Action>) {
        self.page.below = below;
        self.show(ui, view, actions);
    }

    /// Shows the article in what is left of `ui`.
    pub(super) fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let rect = ui.available_rect_before_wrap();
        // Its edges are where the panels beside it are grabbed to resize them.
        let response = ui.interact(rect.shrink(EDGE), self.id, Sense::click_and_drag());
        ui.advance_cursor_after_rect(rect);
        let Some(marked) = Marked::new(view, self.layer) else {
            self.close_menu();
            return;
        };
        if view.prompt.is_some() {
            self.close_menu();
        }
        self.page.rect = rect;
        if self.page.arrange(ui, marked.article, view.settings.reading) {
            (self.gesture, self.caret_x) = (None, None);
            self.close_menu();
        }
        self.read(ui, &response, &marked, actions);
        let undrawn = self.page.undrawn.news().into_iter().map(|news| DeskAction::Say(Notice::important(news)));
        actions.extend(undrawn.map(Action::Desk));
        self.drawn.follow(&marked, self.page.visible());
        self.paint(ui, &marked);
        access::describe(ui, self.id, &self.page, &marked, &self.drawn);
        self.scroll_bar.show(ui, self.id.with("scroll-bar"), &mut self.page);
        links::stubs_ui(ui, self.id, &self.page, &marked, &self.drawn.stubs, actions);
        self.menu.show(ui, &self.page, &marked, actions);
        if let Some(Next::Tags(at)) = self.mark_menu.show(ui, &self.page, &marked, actions) {
            self.menu.open_at(at);
        }
        self.picks.show(ui, &self.page, &marked, actions);
    }

    /// Reads wheel, keys and mouse, and lays out what is then visible.
    fn read(&mut self, ui: &Ui, response: &Response, marked: &Marked<'_>, actions: &mut Vec<Action>) {
        self.read_wheel(ui, response);
        if take_keyboard(ui, response, &marked.view) && !self.is_menu_open() {
            let (page, x) = (&mut self.page, &mut self.caret_x);
            Caret { ui, article: marked.article, page, x }.read_keys(marked.view.selection, actions);
        }
        self.reveal(ui, marked);
        self.page.settle_top(ui, marked.article);
        self.page.place_visible(ui, marked.article);
        Mouse {
            ui,
            response,
            marked: *marked,
            page: &mut self.page,
            menu: &mut self.menu,
            mark_menu: &mut self.mark_menu,
            gesture: &mut self.gesture,
            clicks: &mut self.clicks,
            under: &mut self.under,
            actions,
        }
        .read();
    }

    /// Scrolls by the wheel, when the pointer is over the text.
    fn read_wheel(&mut self, ui: &Ui, response: &Response) {
        let wheel = ui.input(|input| input.smooth_scroll_delta().y);
        if response.contains_pointer() && wheel != 0.0 {
            self.page.scroll_by(-wheel);
            self.clicks.forget();
            self.close_menu();
        }
    }

    /// Scrolls to the caret, or the selected mark, if that was asked for.
    fn reveal(&mut self, ui: &Ui, marked: &Marked<'_>) {
        let selection = marked.view.selection;
        if self.revealed != selection.reveal {
            self.revealed = selection.reveal;
            let target = marked.chosen().map_or(selection.head, |span| span.start());
            self.page.scroll_to(ui, marked.article, target);
        }
        if let Some(offset) = self.shows_from.take() {
            self.page.show_from(ui, marked.article, offset);
        }
    }

    fn paint(&self, ui: &Ui, marked: &Marked<'_>) {
        let has_keyboard = ui.memory(|memory| memory.focused().is_none_or(|id| id == self.id));
        let painting = Painting {
            painter: &ui.painter().with_clip_rect(self.page.rect),
            tokens: &ui.tokens(),
            marked: *marked,
            page: &self.page,
            visible: self.page.visible(),
            drawn: &self.drawn,
        };
        painting.paint(self.gesture.as_ref(), has_keyboard && marked.view.prompt.is_none());
    }
}
