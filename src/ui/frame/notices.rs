//! Messages in a strip of their own under the text, which they never cover; problems stay until closed.

use egui::{
    Align2, Area, CornerRadius, Frame, Id, Label, Margin, Order, Rect, Response, RichText, ScrollArea, Stroke, Ui,
    UiBuilder, Vec2, accesskit, vec2,
};

use super::words;
use crate::{
    app::{Action, DeskAction, Notice, Tone, View},
    ui::{
        icons,
        theme::{ROUND_LARGE, STEP, TEXT_SIZE, UiTokens},
        widgets::{Hint, icon_button},
    },
};

/// How long a message that is not a problem stays, in seconds.
const STAY_SECS: f64 = 6.0;
/// How many are shown at once.
const MOST: usize = 5;
/// Largest width of a message, in points.
const WIDTH: f32 = 720.0;
/// Space around a message, in points.
const MARGIN: Vec2 = Vec2::new(16.0, 6.0);
/// Smallest height of a message, in points: that of its button.
const LEAST: f32 = 24.0;
/// The part of the room for the text that messages may take (0 to 1); longer ones scroll.
const SHARE: f32 = 0.45;
/// Width of the bar that tells what kind of message it is, in points.
const BAR: f32 = 3.0;

/// Remembers since when each message is shown.
#[derive(Debug, Default)]
pub(crate) struct Notices {
    since: Vec<(Notice, f64)>,
}

impl Notices {
    /// How much of the room at the lower edge of the text the messages need, in points. While something is asked they
    /// wait, or stand over it.
    pub(crate) fn height(ui: &Ui, view: &View<'_>) -> f32 {
        if view.prompt.is_some() {
            return 0.0;
        }
        let room = ui.available_rect_before_wrap();
        let all: f32 = latest(view).map(|(_, notice)| height_of(ui, notice, room.width())).sum();
        all.min(room.height() * SHARE).round()
    }

    /// Shows the messages in a strip under the text.
    pub(crate) fn strip_ui(ui: &mut Ui, strip: Rect, view: &View<'_>, actions: &mut Vec<Action>) {
        if strip.height() < 1.0 {
            return;
        }
        let tokens = ui.tokens();
        ui.painter().rect_filled(strip, CornerRadius::ZERO, tokens.panel);
        ui.painter().hline(strip.x_range(), strip.min.y, Stroke::new(1.0, tokens.line));
        let builder = UiBuilder::new().max_rect(strip).accessibility_label(words::MESSAGES);
        let mut inside = ui.new_child(builder);
        inside.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().auto_shrink(false).show(&mut inside, |ui| {
            for (place, notice) in latest(view) {
                let (rect, _) = ui.allocate_exact_size(
                    vec2(strip.width(), height_of(ui, notice, strip.width())),
                    egui::Sense::hover(),
                );
                let bar = Rect::from_min_size(rect.min, vec2(BAR, rect.height()));
                ui.painter().rect_filled(bar, CornerRadius::ZERO, edge(ui, notice));
                let mut row = ui.new_child(UiBuilder::new().max_rect(rect.shrink2(MARGIN)));
                notice_ui(&mut row, place, notice, actions);
            }
        });
    }

    /// Shows problems over what is asked, and lets the messages that have been seen go.
    pub(crate) fn show(&mut self, ui: &Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let is_asked = view.prompt.is_some();
        if is_asked && view.notices.iter().any(|notice| notice.tone == Tone::Problem) {
            over_dialog_ui(ui, view, actions);
        }
        let now_secs = ui.input(|input| input.time);
        let is_shown = |notice: &Notice| !is_asked || notice.tone == Tone::Problem;
        self.since.retain(|(notice, _)| view.notices.contains(notice) && is_shown(notice));
        for notice in view.notices.iter().filter(|notice| is_shown(notice)) {
            if !self.since.iter().any(|(known, _)| known == notice) {
                self.since.push((notice.clone(), now_secs));
            }
        }
        for (notice, since_secs) in &self.since {
            let left_secs = since_secs + STAY_SECS - now_secs;
            if matches!(notice.tone, Tone::Problem | Tone::Important) {
                continue;
            }
            if left_secs > 0.0 {
                ui.ctx().request_repaint_after_secs(left_secs as f32);
            } else if let Some(place) = view.notices.iter().position(|shown| shown == notice) {
                actions.push(Action::Desk(DeskAction::CloseNotice(place)));
                break;
            }
        }
    }
}

/// The latest messages with their places in the list, the oldest of them first.
fn latest<'v>(view: &View<'v>) -> impl Iterator<Item = (usize, &'v Notice)> {
    let skipped = view.notices.len().saturating_sub(MOST);
    view.notices.iter().enumerate().skip(skipped)
}

/// Problems at the lower edge of the window, over what is asked.
fn over_dialog_ui(ui: &Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let window = ui.ctx().content_rect();
    let area = Area::new(Id::unique("notices"))
        .order(Order::Foreground)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(window.center_bottom() - Vec2::new(0.0, STEP));
    area.show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing.y = STEP;
        let width = (window.width() - 4.0 * STEP).min(460.0);
        for (place, notice) in latest(view).filter(|(_, notice)| notice.tone == Tone::Problem) {
            Frame::new()
                .fill(ui.tokens().raised)
                .stroke(Stroke::new(1.0, edge(ui, notice)))
                .corner_radius(CornerRadius::same(ROUND_LARGE))
                .inner_margin(Margin::symmetric(12, 6))
                .shadow(ui.visuals().popup_shadow)
                .show(ui, |ui| {
                    ui.set_width(width);
                    notice_ui(ui, place, notice, actions);
                });
        }
    });
}

fn edge(ui: &Ui, notice: &Notice) -> egui::Color32 {
    let tokens = ui.tokens();
    match notice.tone {
        Tone::Problem => tokens.problem,
        Tone::Note | Tone::Important => tokens.accent,
        Tone::Fine => tokens.line,
    }
}

/// How wide the words of a message are set in a strip of this width, in points.
fn words_width(ui: &Ui, notice: &Notice, width: f32) -> f32 {
    let offer = notice.offer.map_or(0.0, |command| {
        let label = RichText::new(command.label()).size(TEXT_SIZE);
        egui::WidgetText::from(label)
            .into_galley(ui, Some(egui::TextWrapMode::Extend), f32::INFINITY, egui::TextStyle::Button)
            .size()
            .x
            + 2.0 * ui.spacing().button_padding.x
            + STEP
    });
    ((width - 2.0 * MARGIN.x).min(WIDTH) - offer - LEAST - STEP).max(60.0)
}

fn height_of(ui: &Ui, notice: &Notice, width: f32) -> f32 {
    let words = egui::WidgetText::from(RichText::new(&notice.text).size(TEXT_SIZE));
    let width = words_width(ui, notice, width);
    let galley = words.into_galley(ui, Some(egui::TextWrapMode::Wrap), width, egui::TextStyle::Body);
    galley.size().y.max(LEAST) + 2.0 * MARGIN.y
}

/// A message, what helps, and the button that closes it.
fn notice_ui(ui: &mut Ui, place: usize, notice: &Notice, actions: &mut Vec<Action>) {
    let width = words_width(ui, notice, ui.available_width() + 2.0 * MARGIN.x);
    ui.horizontal(|ui| {
        ui.scope(|ui| {
            ui.set_max_width(width);
            let label = ui.add(Label::new(RichText::new(&notice.text)).wrap());
            announce(&label, notice);
        });
        if let Some(command) = notice.offer
            && ui.button(command.label()).hint(command.help()).clicked()
        {
            actions.push(Action::Desk(DeskAction::CloseNotice(place)));
            actions.push(Action::Command(command));
        }
        if icon_button(ui, icons::CLOSE, words::DISMISS).clicked() {
            actions.push(Action::Desk(DeskAction::CloseNotice(place)));
        }
    });
}

/// Has screen readers say the message when it comes; problems at once.
fn announce(label: &Response, notice: &Notice) {
    let (role, live) = match notice.tone {
        Tone::Problem => (accesskit::Role::Alert, accesskit::Live::Assertive),
        Tone::Important | Tone::Note | Tone::Fine => (accesskit::Role::Status, accesskit::Live::Polite),
    };
    label.ctx.accesskit_node_builder(label.id, |node| {
        node.set_role(role);
        node.set_label(notice.text.as_str());
        node.set_live(live);
    });
}
