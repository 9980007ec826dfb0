//! What this program is: its version, what it is for, and under which licences it and its parts may be used.

use egui::{Label, RichText, Ui};

use super::{
    form::{Form, MIDDLE, done_button, list_area, soft},
    words,
};
use crate::{
    app::{Action, View},
    packed,
    ui::{
        theme::{SMALL_SIZE, STEP, bold},
        widgets::link_button,
    },
};

/// The licences: what each is for, and the path of its text.
const LICENCES: [(&str, &str); 7] = [
    (words::LICENCE_MIT, "LICENSE-MIT"),
    (words::LICENCE_APACHE, "LICENSE-APACHE"),
    (words::LICENCE_INTER, "assets/fonts/LICENSE-inter.txt"),
    (words::LICENCE_SOURCE_SERIF, "assets/fonts/LICENSE-source-serif-4.txt"),
    (words::LICENCE_NASKH, "assets/fonts/LICENSE-noto-naskh-arabic.txt"),
    (words::LICENCE_HEBREW, "assets/fonts/LICENSE-noto-serif-hebrew.txt"),
    (words::LICENCE_PHOSPHOR, "assets/fonts/LICENSE-phosphor.txt"),
];

/// Which licence is read, and whether the version was copied.
#[derive(Default)]
pub(super) struct About {
    read: Option<usize>,
    is_copied: bool,
}

impl Form for About {
    fn title(&self, _view: &View<'_>) -> String {
        words::ABOUT.to_owned()
    }

    fn width(&self) -> f32 {
        MIDDLE
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        let version = words::version(env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
        ui.horizontal(|ui| {
            ui.add(Label::new(RichText::new(&version).font(bold(14.0))).selectable(true));
            if link_button(ui, if self.is_copied { words::COPIED } else { words::COPY_VERSION }).clicked() {
                ui.ctx().copy_text(version.clone());
                self.is_copied = true;
            }
        });
        ui.label(words::ABOUT_SAYSO);
        ui.label(words::ABOUT_LICENCE);
        ui.label(soft(ui, words::ABOUT_PARTS));
        ui.horizontal_wrapped(|ui| {
            for (place, (name, _)) in LICENCES.iter().enumerate() {
                if link_button(ui, name).clicked() {
                    self.read = (self.read != Some(place)).then_some(place);
                }
                ui.add_space(STEP);
            }
        });
        if let Some((_, path)) = self.read.and_then(|place| LICENCES.get(place)) {
            let text = packed::text(path);
            list_area(ui, 330.0, 80.0..=360.0).id_salt("licence").show(ui, |ui| {
                ui.add(Label::new(RichText::new(text).size(SMALL_SIZE + 0.5)).selectable(true).wrap());
            });
        }
        ui.add_space(STEP);
        done_button(ui, words::CLOSE, actions);
    }
}
