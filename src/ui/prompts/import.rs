//! What an import would add, with what can be chosen about it, before anything is added.

use egui::{ComboBox, Label, PopupCloseBehavior, RichText, ScrollArea, Ui, WidgetInfo, accesskit::Role};

use super::{
    file_names::FileNames,
    form::{Form, WIDE, list_area},
    words,
};
use crate::{
    app::{Action, Alike, ExchangeAction, FoundCoder, ImportAction, ImportPlan, Lookalike, View},
    import::annotations::{Decision, Duplicates},
    text::{Counting, Unit, visible},
    ui::{
        theme::{SMALL_SIZE, STEP},
        widgets::{Hint, TextField, buttons_ui, choices_ui, elided, in_sight, one_line, over_dialog},
    },
};

/// Up to how many warnings are shown whole, each on as many lines as it needs.
const MOST_WRAPPED: usize = 200;

/// The height of the list of articles that the project may have, and of one of them; the width of the choice. In points.
const ROWS_HEIGHT: f32 = 150.0;
const ROW_HEIGHT: f32 = 24.0;
const CHOICE_WIDTH: f32 = 150.0;

/// What offsets may count, with its name.
const UNITS: [(&str, Unit); 4] = [
    (words::CODE_POINTS, Unit::CodePoint),
    (words::UTF16, Unit::Utf16),
    (words::BYTES, Unit::Byte),
    (words::GRAPHEMES, Unit::Grapheme),
];

/// A planned import, and the names that are being typed for coders and for marks without one.
pub(super) struct Import {
    plan: ImportPlan,
    coder: String,
    /// The coders of the files, with the names that are typed.
    coders: Vec<(FoundCoder, String)>,
    names: FileNames,
}

impl Import {
    /// The plan with the name that it has for marks without a coder.
    pub(super) fn new(plan: ImportPlan) -> Self {
        let coders = plan.coders().into_iter().map(|coder| (coder.clone(), coder.credited)).collect();
        let names = FileNames::new(&plan);
        Self { coder: plan.choices().coder.name.clone(), coders, names, plan }
    }

    /// What would be added, by kind.
    fn counts_ui(&self, ui: &mut Ui) {
        let joined = self.plan.joined();
        let rows: [(usize, words::Counted); 9] = [
            (joined.articles, words::new_articles),
            (joined.known_articles, words::existing_articles),
            (joined.spans, words::new_marks),
            (joined.links, words::new_links),
            (joined.present, words::present_marks),
            (joined.filled, words::filled_marks),
            (joined.coinciding, words::coinciding_marks),
            (joined.aside, words::marks_set_aside),
            (self.plan.plain_articles(), words::plain_articles),
        ];
        let filled = rows.iter().filter(|(count, _)| *count > 0);
        let is_empty = filled.clone().next().is_none();
        filled.for_each(|(count, words)| {
            ui.label(words(*count));
        });
        if !joined.new_tags.is_empty() {
            ui.label(words::new_tags(&joined.new_tags));
        } else if is_empty {
            ui.label(words::NOTHING_TO_IMPORT);
        }
    }

    fn coder_ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            let label = ui.label(words::CREDIT).id;
            let field = ui.add(TextField::singleline(&mut self.coder).desired_width(140.0)).labelled_by(label);
            if field.lost_focus() && self.coder != self.plan.choices().coder.name {
                actions.push(Action::Exchange(ExchangeAction::Import(ImportAction::By(self.coder.clone()))));
            }
        });
    }

    /// The coders of the files, each with whom their marks are credited to.
    fn coders_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        if self.coders.is_empty() {
            return;
        }
        ui.label(RichText::new(words::CREDIT_TO).strong());
        list_area(ui, 480.0, 30.0..=140.0).id_salt("coders").auto_shrink([false, true]).show(ui, |ui| {
            in_sight(ui, "credits", self.coders.len(), ROW_HEIGHT, |ui, place| {
                if let Some((coder, name)) = self.coders.get_mut(place) {
                    ui.horizontal(|ui| credit_ui(ui, coder, name, view, actions));
                }
            });
        });
    }

    fn warnings_ui(&self, ui: &mut Ui) {
        let plan = &self.plan;
        let warnings: Vec<&String> = plan.joined().notes.iter().chain(plan.problems()).chain(plan.told()).collect();
        if warnings.is_empty() {
            return;
        }
        ui.add_space(STEP);
        ui.label(RichText::new(words::warnings(warnings.len())).strong());
        let area = list_area(ui, 420.0, 80.0..=260.0);
        let label = |warning: &String| Label::new(RichText::new(visible(warning)).size(SMALL_SIZE));
        if warnings.len() <= MOST_WRAPPED {
            area.show(ui, |ui| warnings.iter().for_each(|warning| drop(ui.add(label(warning).wrap()))));
        } else {
            // Of very many only those in sight are laid out, so they must be of one height.
            area.show_rows(ui, 18.0, warnings.len(), |ui, places| {
                for warning in warnings.get(places).unwrap_or_default() {
                    ui.add(label(warning).truncate());
                }
            });
        }
    }
}

impl Form for Import {
    fn title(&self, _view: &View<'_>) -> String {
        if self.plan.is_plain() { words::ADD_ARTICLES.to_owned() } else { words::import_from(&self.plan.formats()) }
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        self.counts_ui(ui);
        if !self.plan.is_plain() {
            self.coders_ui(ui, view, actions);
            self.coder_ui(ui, actions);
        }
        if !self.plan.is_plain() || self.plan.is_choice() {
            ui.horizontal(|ui| format_ui(ui, &self.plan, actions));
        }
        if !self.plan.is_plain() {
            ui.horizontal(|ui| counting_ui(ui, self.plan.choices().counting, actions));
        }
        self.names.show(ui, &self.plan, actions);
        rows_ui(ui, self.plan.rows(), actions);
        self.warnings_ui(ui);
        if buttons_ui(ui, if self.plan.is_plain() { words::ADD } else { words::IMPORT }, actions) {
            actions.push(Action::Exchange(ExchangeAction::Import(ImportAction::Accept)));
        }
    }
}

/// Articles that the project may have, each with what becomes of it.
fn rows_ui(ui: &mut Ui, rows: &[Lookalike], actions: &mut Vec<Action>) {
    if rows.is_empty() {
        return;
    }
    ui.add_space(STEP);
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(words::lookalikes(rows.len())).strong());
        for (name, all) in [
            (words::ADD_ALL, Duplicates::Add),
            (words::SKIP_ALL, Duplicates::Skip),
            (words::SAME_ALL, Duplicates::Same),
        ] {
            if rows.len() > 1 && ui.small_button(name).clicked() {
                actions.push(Action::Exchange(ExchangeAction::Import(ImportAction::DecideAll(all))));
            }
        }
    });
    let width = ui.available_width();
    ScrollArea::vertical().id_salt("lookalikes").max_height(ROWS_HEIGHT).show_rows(
        ui,
        ROW_HEIGHT,
        rows.len(),
        |ui, places| {
            ui.set_min_width(width);
            for row in rows.get(places).unwrap_or_default() {
                row_ui(ui, row, actions);
            }
        },
    );
}

/// An article that the project may have: what it is like, and the choice of what becomes of it.
fn row_ui(ui: &mut Ui, row: &Lookalike, actions: &mut Vec<Action>) {
    let told = words::lookalike(row);
    let mut chosen = row.done;
    ui.horizontal(|ui| {
        ui.set_height(ROW_HEIGHT);
        let shown = words::decision(row, chosen);
        let list = ComboBox::from_id_salt(row.of).width(CHOICE_WIDTH).selected_text(shown).show_ui(ui, |ui| {
            over_dialog(ui, |ui| {
                let same = row.others.iter().map(|(id, _)| Decision::Same(*id));
                let add = (row.why != Alike::SeveralSuch).then_some(Decision::Add);
                for decision in add.into_iter().chain([Decision::Skip]).chain(same) {
                    ui.selectable_value(&mut chosen, decision, words::decision(row, decision));
                }
            });
        });
        let label = elided(ui, RichText::new(visible(&told)).size(SMALL_SIZE));
        list.response.labelled_by(label.id);
    });
    if chosen != row.done {
        actions.push(Action::Exchange(ExchangeAction::Import(ImportAction::Decide(row.of, chosen))));
    }
}

/// A coder of the files, and whom their marks are credited to: a name that is typed, the person at work, or a coder of the
/// project.
fn credit_ui(ui: &mut Ui, coder: &FoundCoder, name: &mut String, view: &View<'_>, actions: &mut Vec<Action>) {
    ui.add_sized([220.0, 20.0], Label::new(words::found_coder(&coder.name, coder.marks)).truncate());
    let field = one_line(ui, &words::credit_marks_of(&coder.name), name, 170.0);
    let is_typed = field.lost_focus() && *name != coder.credited;
    let mut chosen = is_typed.then(|| name.clone());
    let own = &view.settings.coder_name;
    let list = ComboBox::from_id_salt(coder.id).selected_text(words::CHOOSE_CODER).width(110.0);
    let list = list.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show_ui(ui, |ui| {
        over_dialog(ui, |ui| {
            let others = || view.project().coders.values().filter(|other| other.name != *own);
            let others = || others().map(|other| (other.name.clone(), other.name.clone()));
            let all = || [(words::me(own), own.clone())].into_iter().chain(others()).collect();
            chosen = choices_ui(ui, all, Some(&coder.credited)).or(chosen.take());
        });
    });
    let label = words::choose_coder_for(&coder.name);
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &label));
    if let Some(chosen) = chosen {
        actions.push(Action::Exchange(ExchangeAction::Import(ImportAction::Credit(coder.id, chosen))));
    }
}

/// The format that files are read as.
fn format_ui(ui: &mut Ui, plan: &ImportPlan, actions: &mut Vec<Action>) {
    let mut choose = |format| actions.push(Action::Exchange(ExchangeAction::Import(ImportAction::ReadAs(format))));
    let label = ui.label(words::READ_AS).id;
    let chosen = plan.chosen_format();
    let shown = chosen.map_or_else(|| words::DETECTED.to_owned(), words::reader);
    let list = ComboBox::from_id_salt("format").selected_text(shown);
    let list = list.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show_ui(ui, |ui| {
        over_dialog(ui, |ui| {
            let formats = || plan.possible_formats().into_iter().map(|format| (words::reader(format), Some(format)));
            let all = || [(words::DETECTED.to_owned(), None)].into_iter().chain(formats()).collect();
            if let Some(format) = choices_ui(ui, all, Some(&chosen)) {
                choose(format);
            }
        });
    });
    list.response.labelled_by(label);
}

/// How offsets are counted; of texts with line ends of two characters or a byte order mark that has to be said too.
fn counting_ui(ui: &mut Ui, chosen: Option<Counting>, actions: &mut Vec<Action>) {
    let mut choose = |counting| actions.push(Action::Exchange(ExchangeAction::Import(ImportAction::Count(counting))));
    let label = ui.label(words::OFFSETS).id;
    let name_of = |unit| UNITS.iter().find(|(_, other)| *other == unit).map_or("", |(name, _)| name);
    let shown = chosen.map_or(words::DETECTED, |counting| name_of(counting.unit));
    let list = ComboBox::from_id_salt("counting").selected_text(shown).show_ui(ui, |ui| {
        over_dialog(ui, |ui| {
            if ui.selectable_label(chosen.is_none(), words::DETECTED).clicked() {
                choose(None);
            }
            for (name, unit) in UNITS {
                if ui.selectable_label(chosen.is_some_and(|counting| counting.unit == unit), name).clicked() {
                    choose(Some(Counting { unit, ..chosen.unwrap_or(Counting::UTF16) }));
                }
            }
        });
    });
    list.response.labelled_by(label);
    let Some(mut counting) = chosen else { return };
    let ends = ui.checkbox(&mut counting.joins_crlf, words::JOINS_CRLF).hint(words::JOINS_CRLF_EXPLAINED);
    let mark = ui.checkbox(&mut counting.counts_bom, words::COUNTS_BOM).hint(words::COUNTS_BOM_EXPLAINED);
    if ends.changed() || mark.changed() {
        choose(Some(counting));
    }
}
