//! What the columns of a previewed table, or the names in JSON, say of its articles: guessed, and to be chosen.

use egui::{Align, ComboBox, Label, Layout, PopupCloseBehavior, RichText, Ui, vec2};

use super::{
    super::{
        form::{list_area, rows_ui, soft},
        words,
    },
    shared::read,
};
use crate::{
    app::{Action, Previewed},
    import::{Column, Mapping, Reading, Role},
    text::visible,
    ui::{
        theme::STEP,
        widgets::{Hint, choices_ui, elided, over_dialog},
    },
};

/// The height of a row, in points.
const HEIGHT: f32 = 32.0;
/// How wide the name of a column is, and the choice beside it, in points.
const NAME: f32 = 190.0;
const CHOICE: f32 = 150.0;
/// What stands around the list in the window, in points, and how high it may be.
const AROUND: f32 = 560.0;
const LIST: std::ops::RangeInclusive<f32> = 96.0..=200.0;

/// The columns of a file with what each says.
pub(super) struct Columns {
    columns: Vec<Column>,
    mapping: Mapping,
    is_open: bool,
}

impl Columns {
    /// Those of a file that has any. They are shown at once where none has texts.
    pub(super) fn new(plan: &Previewed) -> Option<Self> {
        let mapped = plan.columns.as_ref()?;
        let mapping = plan.reading.mapping.clone().unwrap_or_else(|| mapped.guess.clone());
        let is_open = plan.found.is_err() || plan.reading.mapping.is_some();
        Some(Self { columns: mapped.columns.clone(), mapping, is_open })
    }

    /// Shows the columns, each with the choice of what it says.
    pub(super) fn show(&mut self, ui: &mut Ui, plan: &Previewed, actions: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            let name = if self.is_open { words::HIDE_COLUMNS } else { words::SHOW_COLUMNS };
            if ui.button(name).clicked() {
                self.is_open = !self.is_open;
            }
            if plan.reading.mapping.is_some() && ui.button(words::DETECT_COLUMNS).clicked() {
                read(actions, Reading { mapping: None, ..plan.reading.clone() });
            }
            ui.label(soft(ui, words::columns(self.columns.len(), plan.reading.mapping.is_some(), plan.found.is_ok())));
        });
        if !self.is_open {
            return;
        }
        let mut changed = None;
        let (columns, mapping) = (&self.columns, &self.mapping);
        let area = list_area(ui, AROUND, LIST).id_salt("columns");
        rows_ui(ui, area, HEIGHT, columns, |ui, place, column| {
            if let Some(role) = column_ui(ui, place, column, mapping) {
                changed = Some((column.heading.clone(), role));
            }
        });
        ui.add_space(STEP / 2.0);
        if let Some((heading, role)) = changed {
            self.mapping.set(&heading, role);
            read(actions, Reading { mapping: Some(self.mapping.clone()), ..plan.reading.clone() });
        }
    }
}

/// A column with its first values; returns what it was chosen to say.
fn column_ui(ui: &mut Ui, place: usize, column: &Column, mapping: &Mapping) -> Option<Role> {
    let heading = visible(&column.heading);
    ui.allocate_ui_with_layout(vec2(NAME, HEIGHT), Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(NAME);
        ui.add(Label::new(RichText::new(&*heading)).truncate()).hint(&*heading);
    });
    let role = mapping.role(&column.heading);
    let mut taken = None;
    let list = ComboBox::from_id_salt(("column", place)).selected_text(words::role(&role)).width(CHOICE);
    let list = list.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show_ui(ui, |ui| {
        over_dialog(ui, |ui| {
            let field = Role::Field(column.heading.clone());
            let all = || Role::ALL.into_iter().chain([field]).map(|role| (words::role(&role), role)).collect();
            taken = choices_ui(ui, all, Some(&role));
        });
    });
    let told = words::column(&heading);
    list.response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::ComboBox, true, &told));
    elided(ui, soft(ui, visible(&column.samples.join(words::DOT)).into_owned()));
    taken.filter(|taken| *taken != role)
}
