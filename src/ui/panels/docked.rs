//! What a panel in a dock can do. Each panel of the list in `app/command/panel.rs` implements it, in its own file.

use egui::Ui;

use crate::app::{Action, View};

/// A panel that shares its dock with others.
pub(crate) trait Docked {
    /// Shows the panel; `take_focus` puts the keyboard into its first field, if it has one.
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>);

    /// How much in it asks for attention; shown on its tab.
    fn count(&self, _view: &View<'_>) -> usize {
        0
    }

    /// Whether it needs all the height of its dock now, even that of the inspector.
    fn needs_room(&self) -> bool {
        false
    }

    /// Whether it leaves the inspector its room by itself.
    fn leaves_room(&self) -> bool {
        false
    }
}
