//! The tabbed panels: beside the text codebook, names and checklist; below it ledger and search.

use egui::{Frame, Margin, Ui, UiBuilder};

use crate::app::{Action, Command, DrawerTab, SideTab, View};
use crate::ui::{
    icons,
    panels::{
        checklist::ChecklistPanel, codebook::CodebookPanel, ledger::LedgerPanel, names::NamesPanel, search::SearchPanel,
    },
    widgets::{icon_button, tabs_ui},
};

/// What stands beside the text, above the inspector.
#[derive(Debug, Default)]
pub struct SidePanel {
    codebook: CodebookPanel,
    names: NamesPanel,
    checklist: ChecklistPanel,
}

impl SidePanel {
    /// Shows the tabs and what the chosen one holds.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let tab = view.settings.side;
        ui.add_space(2.0);
        let frame = Frame::new().inner_margin(Margin::symmetric(8, 0));
        let checks = view.tables.checklist.table().len();
        let tabs = [
            (SideTab::Codebook, "Codebook", 0),
            (SideTab::Names, "Names", 0),
            (SideTab::Checklist, "Checklist", checks),
        ];
        let clicked = frame.show(ui, |ui| tabs_ui(ui, tab, &tabs)).inner;
        actions.extend(clicked.map(|tab| Action::Command(side_command(tab))));
        ui.add_space(2.0);
        // The inspector below keeps its room; without a chosen mark it needs little.
        let height = ui.available_height() * if view.span().is_some() { 0.5 } else { 0.75 };
        let (name, codebook) = match tab {
            SideTab::Codebook => ("Codebook panel", true),
            SideTab::Names => ("Names panel", false),
            SideTab::Checklist => ("Checklist panel", false),
        };
        let named = UiBuilder::new().accessibility_label(name);
        ui.scope_builder(named, |ui| {
            if !codebook {
                ui.set_max_height(height);
            }
            match tab {
                SideTab::Codebook => self.codebook.show(ui, view, actions),
                SideTab::Names => self.names.show(ui, view, actions),
                SideTab::Checklist => self.checklist.show(ui, view, actions),
            }
        });
    }

    /// Whether a tag is being edited, for which the panel needs all the room there is.
    pub fn is_editing(&self, view: &View<'_>) -> bool {
        view.settings.side == SideTab::Codebook && self.codebook.is_editing()
    }
}

/// The command that shows a tab of the side panel.
fn side_command(tab: SideTab) -> Command {
    match tab {
        SideTab::Codebook => Command::Codebook,
        SideTab::Names => Command::Names,
        SideTab::Checklist => Command::Checklist,
    }
}

/// What stands below the text.
#[derive(Debug, Default)]
pub struct Drawer {
    ledger: LedgerPanel,
    search: SearchPanel,
}

impl Drawer {
    /// Shows the tabs and what the chosen one holds; `take_focus` puts the keyboard into the field of the search.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) {
        let tab = view.settings.drawer;
        drawer_tabs_ui(ui, tab, actions);
        let name = match tab {
            DrawerTab::Ledger => "Ledger",
            DrawerTab::Search => "Search",
        };
        let named = UiBuilder::new().accessibility_label(name);
        // Little to show does not make the drawer small: its height is the person's choice.
        ui.set_min_height(ui.available_height());
        ui.scope_builder(named, |ui| match tab {
            DrawerTab::Ledger => self.ledger.show(ui, view, actions),
            DrawerTab::Search => self.search.show(ui, view, take_focus, actions),
        });
    }
}

/// The tabs of the drawer, and what hides it.
fn drawer_tabs_ui(ui: &mut Ui, tab: DrawerTab, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let tabs = [(DrawerTab::Ledger, "Ledger", 0), (DrawerTab::Search, "Search", 0)];
        actions.extend(tabs_ui(ui, tab, &tabs).filter(|clicked| *clicked != tab).map(|clicked| {
            Action::Command(match clicked {
                DrawerTab::Ledger => Command::ToggleLedger,
                DrawerTab::Search => Command::SearchAll,
            })
        }));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button(ui, icons::CLOSE, "Hide the drawer").clicked() {
                actions.push(Action::Command(Command::CloseDrawer));
            }
        });
    });
}
