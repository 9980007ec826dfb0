//! Who is to mark which article: everybody some, and some, drawn at random, by several, so that agreement can be measured.

use std::collections::BTreeMap;

use egui::{Checkbox, DragValue, Key, Ui, WidgetInfo, accesskit::Role};

use super::{
    form::{Form, list_area, rows_ui, soft},
    words,
};
use crate::{
    app::{Action, ProjectAction, StateMark, View, clock},
    model::{ArticleId, Assigning, CoderId, loads},
    text::shortened,
    ui::{
        theme::{ROW_HEIGHT, STEP},
        widgets::{Hint, buttons_ui, line},
    },
};

/// How wide the field for a name is, in points.
const FIELD: f32 = 200.0;
/// How many characters of a name are shown.
const NAME: usize = 48;

/// What is chosen.
pub(super) struct Assign {
    assigning: Assigning,
    articles: Vec<ArticleId>,
    /// Everybody who can be chosen, by name.
    coders: Vec<(CoderId, String)>,
    /// The state of the project that they are from.
    state: Option<StateMark>,
    /// The name of somebody to be added.
    name: String,
}

impl Assign {
    /// All coders, a tenth of the articles by two of them, and a seed that nobody chose.
    pub(super) fn new(view: &View<'_>) -> Self {
        let project = view.project();
        let articles: Vec<ArticleId> = project.listed_articles().into_iter().map(|article| article.id).collect();
        let drawn = u64::from(
            clock::random_id()
                .as_str()
                .bytes()
                .map(u32::from)
                .fold(0, |sum: u32, byte| sum.wrapping_mul(31).wrapping_add(byte)),
        );
        let assigning = Assigning {
            coders: Vec::new(),
            shared: articles.len().div_ceil(10),
            by: 2,
            others: true,
            seed: project.team.seed.unwrap_or(drawn),
        };
        let mut form = Self { assigning, articles, coders: Vec::new(), state: None, name: String::new() };
        form.follow(view);
        form
    }

    /// Lists everybody again when the project has changed. Who is new is chosen.
    fn follow(&mut self, view: &View<'_>) {
        let now = Some(view.session.state());
        if self.state == now {
            return;
        }
        let everybody = everybody(view);
        let is_listed = |coder: &CoderId| self.coders.iter().any(|(listed, _)| listed == coder);
        let new = everybody.iter().filter(|(coder, _)| !is_listed(coder));
        if new.clone().any(|(_, name)| name == self.name.trim()) {
            self.name.clear();
        }
        let new: Vec<CoderId> = new.map(|(coder, _)| *coder).collect();
        self.assigning.coders.retain(|chosen| everybody.iter().any(|(coder, _)| coder == chosen));
        self.assigning.coders.extend(new);
        (self.coders, self.state) = (everybody, now);
    }

    fn coders_ui(&mut self, ui: &mut Ui) {
        let Self { assigning, coders, .. } = self;
        let area = list_area(ui, 260.0, 40.0..=168.0);
        rows_ui(ui, area, ROW_HEIGHT, coders, |ui, _place, (coder, name)| {
            let mut is_on = assigning.coders.contains(coder);
            if ui.add(Checkbox::new(&mut is_on, shortened(name, NAME))).changed() {
                assigning.coders.retain(|other| other != coder);
                assigning.coders.extend(is_on.then_some(*coder));
            }
        });
    }

    /// A line for the name of somebody who has not marked anything yet.
    fn add_ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            let field = line(ui, words::ADD_CODER, &mut self.name, FIELD);
            let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let is_named = !self.name.trim().is_empty();
            let is_pressed = ui.add_enabled(is_named, egui::Button::new(words::ADD)).clicked();
            if is_named && (is_entered || is_pressed) {
                actions.push(Action::Project(ProjectAction::AddCoder(self.name.clone())));
                field.request_focus();
            }
        });
    }
}

/// Everybody who can be chosen, by name; the person at work is last while nothing in the project is theirs.
fn everybody(view: &View<'_>) -> Vec<(CoderId, String)> {
    let people = view.project().people().into_iter();
    let mut everybody: Vec<(CoderId, String)> = people.map(|coder| (coder.id, coder.name.clone())).collect();
    let own = view.settings.coder_id();
    if everybody.iter().all(|(coder, _)| *coder != own) {
        everybody.push((own, view.settings.coder_name.clone()));
    }
    everybody
}

impl Form for Assign {
    fn title(&self, _view: &View<'_>) -> String {
        words::ASSIGN_TITLE.to_owned()
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        self.follow(view);
        ui.label(soft(ui, words::ASSIGN_EXPLAINED));
        self.coders_ui(ui);
        self.add_ui(ui, actions);
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
        let chosen = self.coders.iter().filter(|(coder, _)| self.assigning.coders.contains(coder));
        let load = |coder: &CoderId| loads.get(coder).copied().unwrap_or_default();
        let told: Vec<(String, usize)> = chosen.map(|(coder, name)| (name.clone(), load(coder))).collect();
        ui.label(soft(ui, words::assign_outcome(&told)));
        ui.add_space(STEP);
        if buttons_ui(ui, words::ASSIGN, actions) {
            // Whoever was typed and not added yet is not passed over.
            let is_typed = !self.name.trim().is_empty();
            actions.push(Action::Project(if is_typed {
                ProjectAction::AddCoder(self.name.clone())
            } else {
                ProjectAction::Assign(self.assigning.clone())
            }));
        }
    }
}

fn number_ui(ui: &mut Ui, number: &mut usize, range: std::ops::RangeInclusive<usize>, name: &str) {
    let field = ui.add(DragValue::new(number).range(range));
    field.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, name));
}
