//! The list of tags at the selection: digits tag, letters filter, Enter takes the first; a new tag can be made here.

use egui::{Area, Context, Event, Frame, Id, Key, Margin, Modifiers, Order, Pos2, Rect, RichText, Ui, pos2};

use super::ArticleView;
use crate::{
    app::{Action, MarkAction, View},
    model::{Article, Tag, TagId},
    ui::{
        panels::codebook::tag_face,
        theme::{ROUND_LARGE, SMALL_SIZE, STEP, UiTokens},
        widgets::Row,
    },
};

/// Distance between the words and the menu, in points.
const DISTANCE: f32 = 12.0;
/// Width of the menu, in points.
const WIDTH: f32 = 220.0;
/// More tags than this cannot all be seen at once.
const SEEN: usize = 11;
/// With more tags than this, those used last stand at the top.
const MANY_TAGS: usize = 9;

/// The open list with what was typed to narrow it.
#[derive(Debug, Default)]
pub(super) struct TagMenu {
    open: Option<Opened>,
    recent: Vec<TagId>,
}

#[derive(Debug, Default)]
struct Opened {
    /// Where the mouse asked for it; else it stands at the words.
    at: Option<Pos2>,
    filter: String,
    chosen: usize,
    rect: Option<Rect>,
    /// Whether what it was opened for had a frame to be chosen in.
    is_settled: bool,
}

impl TagMenu {
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    pub(super) fn open_at(&mut self, at: Option<Pos2>) {
        self.open = Some(Opened { at, ..Opened::default() });
    }

    pub(super) fn close(&mut self) {
        self.open = None;
    }

    /// Reads the keys of this frame: all of them mean something here.
    pub(super) fn read_keys(&mut self, ctx: &Context, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some(open) = &mut self.open else { return };
        let (mut takes, mut closes) = (false, false);
        ctx.input_mut(|input| {
            let rows = rows(view, &open.filter, &self.recent).len().max(1);
            if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                open.chosen = (open.chosen + 1).min(rows - 1);
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                open.chosen = open.chosen.saturating_sub(1);
            }
            if input.consume_key(Modifiers::NONE, Key::Backspace) {
                open.filter.pop();
                open.chosen = 0;
            }
            takes = input.consume_key(Modifiers::NONE, Key::Enter);
            closes = input.consume_key(Modifiers::NONE, Key::Escape);
            input.events.retain(|event| match event {
                Event::Text(text) => {
                    let is_key = open.filter.is_empty()
                        && view.project().codebook.tag_with_key(text).is_some_and(|tag| is_digit(&tag.key));
                    if is_key {
                        let tag = view.project().codebook.tag_with_key(text);
                        actions.extend(tag.map(|tag| Action::Mark(MarkAction::Tag(tag.id.clone()))));
                        closes = true;
                    } else {
                        open.filter.push_str(text);
                        open.chosen = 0;
                    }
                    false
                }
                // The letter arrives as text; its key must not start a command.
                Event::Key { modifiers, .. } => modifiers.command || modifiers.alt,
                _other => true,
            });
        });
        if takes {
            let chosen = rows(view, &open.filter, &self.recent).get(open.chosen).map(|tag| tag.id.clone());
            match chosen {
                Some(tag) => self.take(tag, actions),
                None => actions.push(Action::Mark(MarkAction::TagWithNew(open.filter.clone()))),
            }
            closes = true;
        }
        if closes {
            self.close();
        }
    }

    fn take(&mut self, tag: TagId, actions: &mut Vec<Action>) {
        self.recent.retain(|known| *known != tag);
        self.recent.insert(0, tag.clone());
        self.recent.truncate(3);
        actions.push(Action::Mark(MarkAction::Tag(tag)));
    }
}

fn is_digit(key: &str) -> bool {
    key.chars().all(|c| c.is_ascii_digit())
}

/// The tags that the filter leaves, in the order shown.
fn rows<'v>(view: &View<'v>, filter: &str, recent: &[TagId]) -> Vec<&'v Tag> {
    let codebook = &view.project().codebook;
    let wanted = filter.trim().to_lowercase();
    let mut tags: Vec<&Tag> = codebook.tree().into_iter().map(|(_, tag)| tag).collect();
    if !wanted.is_empty() {
        tags.retain(|tag| tag.name.to_lowercase().contains(&wanted));
        tags.sort_by_key(|tag| !tag.name.to_lowercase().starts_with(&wanted));
    } else if tags.len() > MANY_TAGS {
        tags.sort_by_key(|tag| recent.iter().position(|id| *id == tag.id).unwrap_or(usize::MAX));
    }
    tags
}

impl ArticleView {
    /// Shows the list while it is open.
    pub(super) fn menu_ui(&mut self, ui: &Ui, article: &Article, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some(open) = &mut self.menu.open else { return };
        let was_settled = std::mem::replace(&mut open.is_settled, true);
        let target = if view.selection.text().is_empty() {
            view.span().and_then(|span| span.pieces.last().copied()).unwrap_or_default()
        } else {
            view.selection.text()
        };
        let rects = self.rects_of(target);
        if target.is_empty() || article.words(target).is_empty() {
            if was_settled {
                self.menu.close();
            }
            return;
        }
        let Some(open) = &self.menu.open else { return };
        let last = rects.last().copied().unwrap_or(Rect::from_min_size(self.rect.center(), egui::Vec2::ZERO));
        let size = open.rect.map_or(egui::vec2(WIDTH, 240.0), |rect| rect.size());
        let at = match open.at {
            Some(at) => at,
            None => {
                let below = last.max.y + DISTANCE - 4.0;
                let fits = below + size.y < ui.ctx().content_rect().max.y;
                let first = rects.first().copied().unwrap_or(last);
                pos2(last.max.x - 40.0, if fits { below } else { (first.min.y - DISTANCE - size.y).max(4.0) })
            }
        };
        let has_text = !view.selection.text().is_empty();
        let shown = Area::new(Id::unique("tag menu")).order(Order::Foreground).fixed_pos(at).constrain(true).show(
            ui.ctx(),
            |ui| {
                let frame = Frame::new()
                    .fill(ui.tokens().raised)
                    .stroke(egui::Stroke::new(1.0, ui.tokens().line))
                    .corner_radius(egui::CornerRadius::same(ROUND_LARGE))
                    .inner_margin(Margin::same(6))
                    .shadow(ui.visuals().popup_shadow);
                let builder = egui::UiBuilder::new().accessibility_label("Mark as");
                frame.show(ui, |ui| ui.scope_builder(builder, |ui| self.rows_ui(ui, view, has_text, actions)));
            },
        );
        if let Some(open) = &mut self.menu.open {
            open.rect = Some(shown.response.rect);
        }
        if shown.response.clicked_elsewhere() && !ui.rect_contains_pointer(self.rect) {
            self.menu.close();
        }
    }

    fn rows_ui(&mut self, ui: &mut Ui, view: &View<'_>, has_text: bool, actions: &mut Vec<Action>) {
        let tokens = ui.tokens();
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        let Some(open) = &self.menu.open else { return };
        let title = match (open.filter.is_empty(), has_text) {
            (false, _) => open.filter.clone(),
            (true, true) => "Mark as…".to_owned(),
            (true, false) => "Change to…".to_owned(),
        };
        ui.horizontal(|ui| {
            ui.add_space(STEP);
            ui.label(RichText::new(title).color(tokens.soft_ink));
        });
        let rows = rows(view, &open.filter, &self.menu.recent);
        let (chosen, filter) = (open.chosen, open.filter.clone());
        let mut taken = None;
        egui::ScrollArea::vertical().max_height(360.0).min_scrolled_height(300.0).show(ui, |ui| {
            for (place, tag) in rows.iter().enumerate() {
                let is_first = place == chosen && (!filter.is_empty() || chosen > 0);
                let row = Row::new(&tag.name)
                    .chosen(is_first)
                    .show(ui, |ui, rect, tokens| tag_face(ui, rect, tag, None, tokens));
                if row.clicked() {
                    taken = Some(tag.id.clone());
                }
                let everywhere = view.session.tag_count(&tag.id);
                let here = view.article().map_or(0, |article| article.spans.count(&tag.id));
                row.on_hover_ui(|ui| crate::ui::panels::codebook::tag_card(ui, tag, here, everywhere));
            }
        });
        if filter.is_empty() && rows.len() > SEEN {
            ui.horizontal(|ui| {
                ui.add_space(STEP);
                let hint = format!("{} tags: type to find one", rows.len());
                ui.label(RichText::new(hint).size(SMALL_SIZE).color(tokens.soft_ink));
            });
        }
        if !filter.trim().is_empty() {
            let is_known = rows.iter().any(|tag| tag.name.eq_ignore_ascii_case(filter.trim()));
            let name = format!("New tag “{}”", filter.trim());
            if !is_known
                && Row::new(&name)
                    .chosen(rows.is_empty())
                    .show(ui, |ui, rect, tokens| plain_face(ui, rect, &name, tokens))
                    .clicked()
            {
                actions.push(Action::Mark(MarkAction::TagWithNew(filter.clone())));
                self.menu.close();
            }
        }
        if let Some(tag) = taken {
            self.menu.take(tag, actions);
            self.menu.close();
        }
    }
}

fn plain_face(ui: &Ui, rect: Rect, text: &str, tokens: &crate::ui::theme::Tokens) {
    let font = egui::FontId::proportional(crate::ui::theme::TEXT_SIZE);
    ui.painter().text(rect.left_center(), egui::Align2::LEFT_CENTER, text, font, tokens.accent);
}
