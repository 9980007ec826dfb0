//! What a panel in a dock can do: one of the list in `app::Panel`.

use egui::Ui;

use super::{
    checklist::ChecklistPanel, codebook::CodebookPanel, ledger::LedgerPanel, names::NamesPanel, search::SearchPanel,
};
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

impl Docked for CodebookPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        Self::show(self, ui, view, actions);
    }

    fn needs_room(&self) -> bool {
        self.is_editing()
    }

    fn leaves_room(&self) -> bool {
        true
    }
}

impl Docked for NamesPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        Self::show(self, ui, view, actions);
    }
}

impl Docked for ChecklistPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        Self::show(self, ui, view, actions);
    }

    fn count(&self, view: &View<'_>) -> usize {
        view.derived.checklist.value().len()
    }
}

impl Docked for LedgerPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        Self::show(self, ui, view, actions);
    }
}

impl Docked for SearchPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) {
        Self::show(self, ui, view, take_focus, actions);
    }
}
