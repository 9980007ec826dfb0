//! Messages over the lower edge of the text; problems stay until closed.

use egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, Rect, RichText, Stroke, Ui, Vec2};

use super::words;
use crate::{
    app::{Action, DeskAction, Notice, Tone, View},
    ui::{
        icons,
        theme::{ROUND_LARGE, STEP, UiTokens},
        widgets::icon_button,
    },
};

/// How long a message that is not a problem stays, in seconds.
const STAY_SECS: f64 = 6.0;

/// How many are shown at once.
const MOST: usize = 5;

/// Remembers since when each message is shown.
#[derive(Debug, Default)]
pub struct Notices {
    since: Vec<(Notice, f64)>,
}

impl Notices {
    /// Shows the messages over the lower edge of where the text stands, and lets those that have been seen go. While
    /// something is asked only problems speak up, at the edge of the window; the others wait.
    pub fn show(&mut self, ui: &Ui, text: Rect, view: &View<'_>, actions: &mut Vec<Action>) {
        let now_secs = ui.input(|input| input.time);
        let is_asked = view.prompt.is_some();
        let is_shown = |notice: &&Notice| !is_asked || notice.tone == Tone::Problem;
        self.since.retain(|(notice, _)| view.notices.contains(notice) && is_shown(&notice));
        for notice in view.notices.iter().filter(is_shown) {
            if !self.since.iter().any(|(known, _)| known == notice) {
                self.since.push((notice.clone(), now_secs));
            }
        }
        if self.since.is_empty() {
            return;
        }
        let at = if is_asked { ui.ctx().content_rect() } else { text };
        let area = Area::new(Id::unique("notices"))
            .order(Order::Foreground)
            .pivot(Align2::CENTER_BOTTOM)
            .fixed_pos(at.center_bottom() - Vec2::new(0.0, STEP * 2.0));
        area.show(ui.ctx(), |ui| {
            ui.spacing_mut().item_spacing.y = STEP;
            let shown = view.notices.iter().enumerate().filter(|(_, notice)| is_shown(notice));
            let shown: Vec<(usize, &Notice)> = shown.collect();
            for (place, notice) in shown.iter().rev().take(MOST).rev() {
                notice_ui(ui, *place, notice, actions);
            }
        });
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

fn notice_ui(ui: &mut Ui, place: usize, notice: &Notice, actions: &mut Vec<Action>) {
    let tokens = ui.tokens();
    let edge = match notice.tone {
        Tone::Problem => tokens.problem,
        Tone::Note | Tone::Important => tokens.accent,
        Tone::Fine => tokens.line,
    };
    Frame::new()
        .fill(tokens.raised)
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(CornerRadius::same(ROUND_LARGE))
        .inner_margin(Margin::symmetric(12, 6))
        .shadow(ui.visuals().popup_shadow)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.set_max_width(460.0);
                let offer_width = if notice.offer.is_some() { 130.0 } else { 0.0 };
                let width = ui.available_width() - 36.0 - offer_width;
                ui.scope(|ui| {
                    ui.set_max_width(width);
                    ui.add(egui::Label::new(RichText::new(&notice.text)).wrap());
                });
                if let Some(command) = notice.offer
                    && ui.button(command.label()).on_hover_text(command.help()).clicked()
                {
                    actions.push(Action::Desk(DeskAction::CloseNotice(place)));
                    actions.push(Action::Command(command));
                }
                if icon_button(ui, icons::CLOSE, words::DISMISS).clicked() {
                    actions.push(Action::Desk(DeskAction::CloseNotice(place)));
                }
            });
        });
}
