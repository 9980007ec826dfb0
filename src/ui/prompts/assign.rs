//! Who is to mark which article: everybody some, and some, drawn at random, by several, so that agreement can be measured.

use std::collections::BTreeMap;

use egui::{Checkbox, DragValue, Ui, WidgetInfo, accesskit::Role};

use super::{
    form::{Form, close, list_area, soft},
    words,
};
use crate::{
    app::{Action, ProjectAction, View, clock},
    model::{ArticleId, Assigning, CoderId, loads},
    ui::{
        theme::STEP,
        widgets::{Hint, buttons_ui},
    },
};

/// The height of a coder's line, in points.
const ROW: f32 = 24.0;

/// What is chosen.
pub(super) struct Assign {
    assigning: Assigning,
    articles: Vec<ArticleId>,
    /// Everybody who can be chosen, by name.
    coders: Vec<(CoderId, String)>,
}

impl Assign {
    /// All coders, a tenth of the articles by two of them, and a seed that nobody chose.
    pub(super) fn new(view: &View<'_>) -> Self {
        let project = view.project();
        let articles: Vec<ArticleId> = project.listed_articles().into_iter().map(|article| article.id).collect();
        let mut coders: Vec<(CoderId, String)> =
            project.people().into_iter().map(|coder| (coder.id, coder.name.clone())).collect();
        let own = view.settings.coder_id();
        if coders.iter().all(|(coder, _)| *coder != own) {
            coders.push((own, view.settings.coder_name.clone()));
        }
        let drawn = u64::from(
            clock::random_id()
                .as_str()
                .bytes()
                .map(u32::from)
                .fold(0, |sum: u32, byte| sum.wrapping_mul(31).wrapping_add(byte)),
        );
        let assigning = Assigning {
            coders: coders.iter().map(|(coder, _)| *coder).collect(),
            shared: articles.len().div_ceil(10),
            by: 2,
            others: true,
            seed: project.team.seed.unwrap_or(drawn),
        };
        Self { assigning, articles, coders }
    }
}

impl Form for Assign {
    fn title(&self, _view: &View<'_>) -> String {
        words::ASSIGN_TITLE.to_owned()
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        ui.label(soft(ui, words::ASSIGN_EXPLAINED));
        list_area(ui, 200.0, 40.0..=160.0).show_rows(ui, ROW, self.coders.len(), |ui, places| {
            for (coder, name) in self.coders.get(places).unwrap_or_default() {
                let mut is_on = self.assigning.coders.contains(coder);
                if ui.add(Checkbox::new(&mut is_on, name)).changed() {
                    self.assigning.coders.retain(|other| other != coder);
                    self.assigning.coders.extend(is_on.then_some(*coder));
                }
            }
        });
        let all = self.articles.len();
        ui.horizontal_wrapped(|ui| {
            number_ui(ui, &mut self.assigning.shared, 0..=all, words::ASSIGN_SHARED);
            ui.label(words::assign_of(all));
            let most = self.assigning.coders.len().max(1);
            number_ui(ui, &mut self.assigning.by, 1..=most, words::ASSIGN_BY);
            ui.label(words::ASSIGN_CODERS);
        });
        ui.checkbox(&mut self.assigning.others, words::ASSIGN_OTHERS);
        ui.horizontal(|ui| {
            ui.label(words::SEED).hint(words::SEED_HELP);
            let seed = ui.add(DragValue::new(&mut self.assigning.seed).speed(1.0));
            seed.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, words::SEED));
        });
        let assigned = self.assigning.assigned(&self.articles);
        let loads: BTreeMap<CoderId, usize> = loads(&assigned);
        let told: Vec<(String, usize)> =
            self.coders.iter().filter_map(|(coder, name)| Some((name.clone(), *loads.get(coder)?))).collect();
        ui.label(soft(ui, words::assign_outcome(&told)));
        ui.add_space(STEP);
        if buttons_ui(ui, words::ASSIGN, actions) {
            actions.push(if assigned.is_empty() {
                close()
            } else {
                Action::Project(ProjectAction::Assign(self.assigning.clone()))
            });
        }
    }
}

fn number_ui(ui: &mut Ui, number: &mut usize, range: std::ops::RangeInclusive<usize>, name: &str) {
    let field = ui.add(DragValue::new(number).range(range));
    field.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, name));
}
