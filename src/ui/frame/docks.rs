//! The docks: beside the text and below it, each with the tabs of its panels and the panel that is open.

use egui::{Align, Frame, Layout, Margin, Ui, UiBuilder};

use super::words;
use crate::{
    app::{Action, Command, Dock, Panel, View, panels},
    model::TagId,
    ui::{
        icons,
        panels::{self, docked::Docked},
        widgets::{icon_button, tabs_ui},
    },
};

/// Makes, from the list of panels, a struct that holds one of each by the name of its file.
macro_rules! panel_fields {
    ($($panel:ident $title:literal $dock:ident [$($key:literal),*] $command:literal $help:literal
        $file:ident::$type:ident;)*) => {
        /// The panels of both docks.
        #[derive(Default)]
        pub(in crate::ui) struct Docks { $($file: panels::$file::$type,)* }

        impl Docks {
            fn panel(&mut self, panel: Panel) -> &mut dyn Docked {
                match panel { $(Panel::$panel => &mut self.$file,)* }
            }
        }
    };
}
panels!(panel_fields);

impl Docks {
    /// Opens the form of a tag.
    pub(in crate::ui) fn edit_tag(&mut self, tag: &TagId) {
        self.codebook.edit(tag);
    }

    /// Shows what stands beside the text, above the inspector.
    pub(in crate::ui) fn side_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        ui.add_space(2.0);
        Frame::new().inner_margin(Margin::symmetric(8, 0)).show(ui, |ui| self.tabs_ui(ui, Dock::Side, view, actions));
        ui.add_space(2.0);
        // The inspector below keeps its room; without a selected mark it needs little.
        let height = ui.available_height() * if view.span().is_some() { 0.5 } else { 0.75 };
        let panel = view.settings.side;
        let limit = (!self.panel(panel).leaves_room()).then_some(height);
        self.panel_ui(ui, panel, limit, view, false, actions);
    }

    /// Whether the panel beside the text needs all the room there is.
    pub(in crate::ui) fn needs_whole_side(&mut self, view: &View<'_>) -> bool {
        self.panel(view.settings.side).needs_room()
    }

    /// Shows what stands below the text; `take_focus` puts the keyboard into its first field.
    pub(in crate::ui) fn drawer_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        take_focus: bool,
        actions: &mut Vec<Action>,
    ) {
        ui.horizontal(|ui| {
            self.tabs_ui(ui, Dock::Drawer, view, actions);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, icons::CLOSE, words::HIDE_DRAWER).clicked() {
                    actions.push(Action::Command(Command::CloseDrawer));
                }
            });
        });
        // Little to show does not make the drawer small: its height is the person's choice.
        ui.set_min_height(ui.available_height());
        self.panel_ui(ui, view.settings.drawer, None, view, take_focus, actions);
    }

    /// The tabs of a dock; one that is clicked shows its panel.
    fn tabs_ui(&mut self, ui: &mut Ui, dock: Dock, view: &View<'_>, actions: &mut Vec<Action>) {
        let open = view.settings.docked(dock);
        let tabs: Vec<(Panel, &str, usize)> =
            Panel::of(dock).map(|panel| (panel, panel.title(), self.panel(panel).count(view))).collect();
        let clicked = tabs_ui(ui, open, &tabs).filter(|clicked| *clicked != open);
        actions.extend(clicked.map(|panel| Action::Command(Command::Show(panel))));
    }

    fn panel_ui(
        &mut self,
        ui: &mut Ui,
        panel: Panel,
        height: Option<f32>,
        view: &View<'_>,
        take_focus: bool,
        actions: &mut Vec<Action>,
    ) {
        let named = UiBuilder::new().accessibility_label(words::panel(panel.title()));
        ui.scope_builder(named, |ui| {
            if let Some(height) = height {
                ui.set_max_height(height);
            }
            self.panel(panel).show(ui, view, take_focus, actions);
        });
    }
}
