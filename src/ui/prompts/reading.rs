//! How the text of articles is set, and the theme; each change shows at once.

use egui::{RichText, Slider, Ui};

use super::{
    form::{Form, done_button},
    words,
};
use crate::app::{Action, DeskAction, Graphics, Reading, ThemeChoice, View};

/// The sliders and the choice of a theme.
pub(super) struct ReadingSettings;

impl Form for ReadingSettings {
    fn title(&self, _view: &View<'_>) -> String {
        words::READING.to_owned()
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        egui::Grid::new("reading").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
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
            if let Some(theme) = choice_ui(ui, words::THEME, view.settings.theme, &themes) {
                actions.push(Action::Desk(DeskAction::SetTheme(theme)));
            }
            let graphics = [
                (Graphics::Automatic, words::GRAPHICS_AUTOMATIC),
                (Graphics::Card, words::GRAPHICS_CARD),
                (Graphics::Software, words::GRAPHICS_SOFTWARE),
            ];
            if let Some(graphics) = choice_ui(ui, words::GRAPHICS, view.settings.graphics, &graphics) {
                actions.push(Action::Desk(DeskAction::SetGraphics(graphics)));
            }
            ui.label("");
            ui.label(RichText::new(words::GRAPHICS_EXPLAINED).weak());
            ui.end_row();
        });
        ui.horizontal(|ui| {
            done_button(ui, words::CLOSE, actions);
            if view.settings.reading != Reading::default() && ui.button(words::RESET).clicked() {
                actions.push(Action::Desk(DeskAction::SetReading(Reading::default())));
            }
        });
    }
}

/// A row with names side by side, of which one is chosen; returns another that is clicked.
fn choice_ui<T: Copy + PartialEq>(ui: &mut Ui, label: &str, chosen: T, all: &[(T, &str)]) -> Option<T> {
    ui.label(label);
    let clicked = ui.horizontal(|ui| {
        let click =
            |(choice, name): &(T, &str)| ui.selectable_label(chosen == *choice, *name).clicked().then_some(*choice);
        all.iter().filter_map(click).last()
    });
    ui.end_row();
    clicked.inner
}

fn sliders_ui(ui: &mut Ui, reading: &mut Reading) {
    ui.spacing_mut().slider_width = 230.0;
    // The rail would otherwise have the colour of what is below it.
    ui.visuals_mut().widgets.inactive.bg_fill = ui.visuals().widgets.noninteractive.bg_stroke.color;
    let mut row = |name: &str, slider: Slider<'_>| {
        let label = ui.label(name);
        ui.add(slider).labelled_by(label.id);
        ui.end_row();
    };
    row(words::TEXT_SIZE, Slider::new(&mut reading.size, 12.0..=30.0).step_by(1.0).max_decimals(0));
    row(words::LINE_WIDTH, Slider::new(&mut reading.width, 40.0..=110.0).step_by(2.0).max_decimals(0));
    row(words::LINE_SPACING, Slider::new(&mut reading.spacing, 1.3..=2.2).step_by(0.05).fixed_decimals(2));
}
