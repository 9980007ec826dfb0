//! How the text of articles is set, and the theme; each change shows at once.

use egui::{Slider, Ui};

use super::{
    form::{Form, done_button},
    words,
};
use crate::app::{Action, DeskAction, Reading, ThemeChoice, View};

/// The sliders and the choice of a theme.
pub(super) struct ReadingSettings;

impl Form for ReadingSettings {
    fn title(&self, _view: &View<'_>) -> String {
        words::READING.to_owned()
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        let mut reading = view.settings.reading;
        sliders_ui(ui, &mut reading);
        if reading != view.settings.reading {
            actions.push(Action::Desk(DeskAction::SetReading(reading)));
        }
        let themes = [
            (ThemeChoice::System, words::THEME_SYSTEM),
            (ThemeChoice::Light, words::THEME_LIGHT),
            (ThemeChoice::Dark, words::THEME_DARK),
            (ThemeChoice::HighContrast, words::THEME_HIGH_CONTRAST),
        ];
        ui.horizontal_wrapped(|ui| {
            for (choice, name) in themes {
                if ui.selectable_label(view.settings.theme == choice, name).clicked() {
                    actions.push(Action::Desk(DeskAction::SetTheme(choice)));
                }
            }
        });
        ui.horizontal(|ui| {
            done_button(ui, words::CLOSE, actions);
            if reading != Reading::default() && ui.button(words::RESET).clicked() {
                actions.push(Action::Desk(DeskAction::SetReading(Reading::default())));
            }
        });
    }
}

fn sliders_ui(ui: &mut Ui, reading: &mut Reading) {
    ui.spacing_mut().slider_width = 230.0;
    egui::Grid::new("reading").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
        let mut row = |name: &str, slider: Slider<'_>| {
            let label = ui.label(name);
            ui.add(slider).labelled_by(label.id);
            ui.end_row();
        };
        row(words::TEXT_SIZE, Slider::new(&mut reading.size, 12.0..=30.0).step_by(1.0).max_decimals(0));
        row(words::LINE_WIDTH, Slider::new(&mut reading.width, 40.0..=110.0).step_by(2.0).max_decimals(0));
        row(words::LINE_SPACING, Slider::new(&mut reading.spacing, 1.3..=2.2).step_by(0.05).fixed_decimals(2));
    });
}
