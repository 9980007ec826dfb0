//! The room that a panel takes: as much as the person wants, whatever its contents want.

use egui::{Panel, Pos2, Rangef, Rect, Ui, UiBuilder, Vec2, containers::panel::PanelState};

/// The room of a panel, along the axis on which it can be resized.
pub(super) struct Room {
    /// The panel's name, by which egui remembers it.
    pub(super) name: &'static str,
    /// The size that the person wants, in points.
    pub(super) wanted: f32,
    /// The sizes that it may have in the window as it is now, in points.
    pub(super) range: Rangef,
}

impl Room {
    /// Shows a panel; returns the size that the person wants of it from now on. However much its contents want, the panel
    /// keeps its size, and the text beside it its place; in a window that grows again it is as large as before.
    pub(super) fn show(&self, panel: Panel, ui: &mut Ui, contents: impl FnOnce(&mut Ui)) -> Vec2 {
        let size = self.range.clamp(self.wanted);
        let outer_rect = Rect::from_min_size(Pos2::ZERO, Vec2::splat(size));
        let id = ui.scope_id().with(self.name);
        ui.data_mut(|data| data.insert_persisted(id, PanelState { outer_rect }));
        let shown = panel.size_range(self.range).show(ui, |ui| {
            let room = ui.available_rect_before_wrap();
            contents(&mut ui.new_child(UiBuilder::new().max_rect(room)));
            ui.advance_cursor_after_rect(room);
        });
        let kept = |now: f32| if (now - size).abs() < 1.0 { self.wanted } else { now };
        let now = shown.response.rect.size();
        Vec2::new(kept(now.x), kept(now.y))
    }
}
