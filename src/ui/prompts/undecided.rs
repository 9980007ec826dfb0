//! What merges left undecided: each with both versions, to be decided by a click or a key.

use egui::{Key, RichText, Ui};

use super::{
    form::{Form, WIDE, close, done_button, list_area, soft},
    words,
};
use crate::{
    app::{Action, ArticleAction, ProjectAction, View, alike},
    merge::{Named, Side, can_be_both, named},
    model::Conflict,
    text::{shortened, visible},
    ui::{
        theme::{STEP, UiTokens, bold},
        widgets::{Hint, as_name, elided, in_sight, link_button},
    },
};

/// About how high a conflict is, in points.
const ROW: f32 = 146.0;
/// How many characters of a version are shown.
const MOST: usize = 400;

/// The list, with the conflict that keys are for.
#[derive(Default)]
pub(super) struct Undecided {
    at: usize,
}

impl Form for Undecided {
    fn title(&self, view: &View<'_>) -> String {
        words::undecided_title(view.project().conflicts.len())
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        let open: Vec<&Conflict> = view.project().conflicts.iter().collect();
        if open.is_empty() {
            ui.label(words::NOTHING_UNDECIDED);
        } else {
            ui.label(soft(ui, words::UNDECIDED_EXPLAINED));
        }
        self.at = self.at.min(open.len().saturating_sub(1));
        self.keys(ui, &open, actions);
        list_area(ui, 220.0, 140.0..=560.0).show(ui, |ui| {
            in_sight(ui, "undecided", open.len(), ROW, |ui, place| {
                if let Some(conflict) = open.get(place) {
                    ui.separator();
                    ui.push_id(place, |ui| self.conflict_ui(ui, place, conflict, view, actions));
                }
            });
        });
        ui.add_space(STEP);
        done_button(ui, words::CLOSE, actions);
    }
}

impl Undecided {
    fn keys(&mut self, ui: &Ui, open: &[&Conflict], actions: &mut Vec<Action>) {
        let pressed = |key| ui.input(|input| input.key_pressed(key) && input.modifiers.is_none());
        if pressed(Key::ArrowDown) {
            self.at = (self.at + 1).min(open.len().saturating_sub(1));
        }
        if pressed(Key::ArrowUp) {
            self.at = self.at.saturating_sub(1);
        }
        let Some(conflict) = open.get(self.at) else { return };
        for (key, side) in [(Key::Num1, Side::Ours), (Key::Num2, Side::Theirs), (Key::Num3, Side::Both)] {
            if pressed(key) && (side != Side::Both || can_be_both(conflict)) {
                actions.push(decide(vec![(*conflict).clone()], side));
            }
        }
    }

    fn conflict_ui(
        &mut self,
        ui: &mut Ui,
        place: usize,
        conflict: &Conflict,
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        let Named { name, article } = named(view.project(), conflict);
        let heading = RichText::new(visible(&as_name(&name))).font(bold(13.0));
        let is_here = self.at == place;
        let heading = if is_here { heading.color(ui.tokens().accent) } else { heading };
        if elided(ui, heading).clicked() {
            self.at = place;
        }
        let [base, ours, theirs] = [&conflict.base, &conflict.ours, &conflict.theirs]
            .map(|side| visible(&shortened(&words::version_text(side), MOST)).into_owned());
        if !conflict.base.is_empty() {
            ui.label(soft(ui, words::base_is(&base)));
        }
        let by = conflict.by.map(|coder| view.project().coder_name(coder));
        let sides = [(Side::Ours, words::KEEP_OURS, ours), (Side::Theirs, words::TAKE_THEIRS, theirs)];
        for (side, label, version) in sides {
            ui.horizontal(|ui| {
                if ui.button(label).clicked() {
                    actions.push(decide(vec![conflict.clone()], side));
                }
                let said = by.as_ref().filter(|_| side == Side::Theirs);
                elided(ui, said.map_or_else(|| version.clone(), |by| words::version_by(&version, by)));
            });
        }
        ui.horizontal(|ui| {
            if can_be_both(conflict) && ui.button(words::KEEP_BOTH).clicked() {
                actions.push(decide(vec![conflict.clone()], Side::Both));
            }
            let alike = alike(view.project(), conflict);
            if alike.len() > 1 {
                let all: Vec<Conflict> = alike.into_iter().cloned().collect();
                for (side, label) in
                    [(Side::Ours, words::all_ours(all.len())), (Side::Theirs, words::all_theirs(all.len()))]
                {
                    if link_button(ui, &label).hint(words::ALL_ALIKE_HELP).clicked() {
                        actions.push(decide(all.clone(), side));
                    }
                }
            }
            if let Some(article) = article
                && link_button(ui, words::SHOW_ARTICLE).clicked()
            {
                actions.push(close());
                actions.push(Action::Article(ArticleAction::Show(article)));
            }
        });
    }
}

fn decide(conflicts: Vec<Conflict>, side: Side) -> Action {
    Action::Project(ProjectAction::Decide(conflicts, side))
}
