//! Those who made the marks of the project, each with a name that can be changed, and two that are one person made one.

use std::{collections::BTreeMap, sync::Arc};

use egui::{ComboBox, PopupCloseBehavior, Ui, WidgetInfo, accesskit::Role};

use super::{
    form::{Form, WIDE, confirm_ui, done_button, list_area, soft},
    words,
};
use crate::{
    app::{Action, DraftPlace, ProjectAction, StateMark, View},
    model::{Coder, CoderId},
    ui::widgets::{DraftField, Hint, choices_ui, in_sight, one_line, over_dialog},
};

/// About how high a row is, in points.
const ROW: f32 = 24.0;

/// How many marks each coder made, and the coders as listed.
pub(super) struct Coders {
    marks: Arc<BTreeMap<CoderId, usize>>,
    coders: Vec<CoderId>,
    state: Option<StateMark>,
}

impl Form for Coders {
    fn title(&self, _view: &View<'_>) -> String {
        words::CODERS.to_owned()
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        let coders = &view.project().coders;
        if self.state != Some(view.session.state()) {
            (self.coders, self.state) = (
                coders.keys().copied().filter(|coder| *coder != CoderId::CONSENSUS).collect(),
                Some(view.session.state()),
            );
        }
        ui.label(if self.coders.is_empty() { words::NO_CODERS } else { words::CODERS_EXPLAINED });
        list_area(ui, 260.0, 60.0..=420.0).auto_shrink([false, true]).show(ui, |ui| {
            in_sight(ui, "coders", self.coders.len(), ROW, |ui, place| {
                if let Some(coder) = self.coders.get(place).and_then(|id| coders.get(id)) {
                    ui.horizontal(|ui| coder_ui(ui, coder, &self.marks, view, actions));
                }
            });
        });
        done_button(ui, words::DONE, actions);
    }
}

impl Coders {
    /// The list of those who made marks.
    pub(super) fn new(marks: Arc<BTreeMap<CoderId, usize>>) -> Self {
        Self { marks, coders: Vec::new(), state: None }
    }
}

fn coder_ui(ui: &mut Ui, coder: &Coder, marks: &BTreeMap<CoderId, usize>, view: &View<'_>, actions: &mut Vec<Action>) {
    let marks = marks.get(&coder.id).copied().unwrap_or(0);
    let show = |ui: &mut Ui, name: &mut String| one_line(ui, &words::name_of_coder(&coder.name), name, 200.0);
    let becomes = |name| Action::Project(ProjectAction::RenameCoder(coder.id, name));
    DraftField::new(DraftPlace::new(DraftPlace::CODER, coder.id, "name"), &coder.name)
        .show(ui, view, actions, show, becomes);
    ui.add_sized([92.0, 20.0], egui::Label::new(soft(ui, words::new_marks(marks))));
    let own = view.settings.coder_id();
    let mut merge = |into| actions.push(Action::Project(ProjectAction::AskMergeCoder { from: coder.id, into }));
    let list = ComboBox::from_id_salt(coder.id).selected_text(words::MERGE_INTO).width(150.0);
    let list = list.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show_ui(ui, |ui| {
        over_dialog(ui, |ui| {
            let others = || view.project().people().into_iter().filter(|other| other.id != coder.id);
            let others = || others().map(|other| (other.name.clone(), other.id)).collect();
            choices_ui(ui, others, None).into_iter().for_each(&mut merge);
        });
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, words::merge_coder_into(&coder.name)));
    if coder.id == own {
        ui.label(soft(ui, words::THIS_IS_YOU));
    } else {
        let button = ui.button(words::THIS_IS_ME).hint(words::THIS_IS_ME_EXPLAINED);
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, words::coder_is_me(&coder.name)));
        if button.clicked() {
            merge(own);
        }
    }
}

/// The question whether to make two coders one.
pub(super) struct MergeCoder {
    /// The coder that goes.
    pub(super) from: CoderId,
    /// The coder that stays.
    pub(super) into: CoderId,
    /// How many marks change.
    pub(super) marks: usize,
    /// How many marks both have.
    pub(super) coincide: usize,
}

impl MergeCoder {
    fn names(&self, view: &View<'_>) -> [String; 2] {
        let name = |coder: CoderId| match view.project().coders.get(&coder) {
            None if coder == view.settings.coder_id() => view.settings.coder_name.clone(),
            None | Some(_) => view.project().coder_name(coder),
        };
        [name(self.from), name(self.into)]
    }
}

impl Form for MergeCoder {
    fn title(&self, view: &View<'_>) -> String {
        let [from, into] = self.names(view);
        words::merge_tags(&from, &into)
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        let [from, into] = self.names(view);
        ui.label(words::coder_merged(self.marks, &from, &into));
        if self.coincide > 0 {
            ui.label(words::shared_marks(self.coincide, &into));
        }
        confirm_ui(ui, words::MERGE, actions);
    }
}
