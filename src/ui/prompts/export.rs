//! The formats that the project can be written in, with what each cannot store of it.

use std::sync::Arc;

use egui::{Ui, WidgetInfo, accesskit::Role};

use super::{
    form::{Form, WIDE, close_button, list_area},
    words,
};
use crate::{
    app::{Action, Command, ExchangeAction, View},
    export::{self, Format, Part},
    text::folded,
    ui::{
        theme::{SMALL_SIZE, STEP, UiTokens},
        widgets::{Hint, TextField, is_default, link_button, named_field},
    },
};

/// How much the project has of each part, and of whom.
pub(super) struct Export {
    /// The parts.
    pub(super) counts: Arc<[(Part, usize)]>,
    /// Whose marks are written, with how many each made.
    pub(super) coders: Arc<[(String, usize)]>,
    /// What is typed to narrow the list.
    pub(super) filter: String,
}

impl Form for Export {
    fn title(&self, _view: &View<'_>) -> String {
        words::EXPORT.to_owned()
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        ui.weak(words::EXPORT_EXPLAINED);
        if !self.coders.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.label(words::marks_by(&self.coders));
                if link_button(ui, words::CHANGE_CODERS).hint(Command::Coders.help()).clicked() {
                    actions.push(Action::Command(Command::Coders));
                }
            });
        }
        let field = TextField::singleline(&mut self.filter).hint_text(words::FILTER_FORMATS);
        named_field(ui, words::FILTER_FORMATS, field.desired_width(f32::INFINITY));
        let filter = folded(self.filter.trim());
        let fits = |format: &&Format| folded(&format!("{} {}", format.title, format.purpose)).contains(&filter);
        list_area(ui, 300.0, 140.0..=480.0).show(ui, |ui| {
            for (place, format) in export::ALL.iter().filter(fits).enumerate() {
                ui.horizontal(|ui| format_ui(ui, format, place == 0, &self.counts, actions));
            }
        });
        close_button(ui, words::CANCEL, actions);
    }
}

fn format_ui(ui: &mut Ui, format: &Format, is_first: bool, counts: &[(Part, usize)], actions: &mut Vec<Action>) {
    let button = ui.add_sized([172.0, 32.0], egui::Button::new(format.title));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, words::export_as(format.title, format.purpose)));
    if is_first {
        is_default(&button);
    }
    if button.clicked() {
        actions.push(Action::Exchange(ExchangeAction::Export(format.name)));
    }
    let lost = counts.iter().filter(|(part, count)| *count > 0 && !format.holds.contains(part));
    let lost: Vec<(&str, usize)> = lost.map(|(part, count)| (part.words(), *count)).collect();
    let lost = if lost.is_empty() { words::KEEPS_ALL.to_owned() } else { words::not_supported(&lost) };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.label(words::purpose_and_endings(format.purpose, format.extensions));
        let lost = egui::RichText::new(lost).size(SMALL_SIZE).color(ui.tokens().soft_ink);
        ui.add(egui::Label::new(lost).wrap());
        ui.add_space(STEP);
    });
}
