//! Things one below the other, of which only those in sight are made.

use egui::{Rect, Ui, Vec2};

/// How far beyond its room a list is made, in points: the keyboard gets on to what comes next.
const BEYOND: f32 = 64.0;

/// Shows `count` things in a list that scrolls, each by `one`. What is out of sight takes as much room as it did when it was
/// in sight; before that, `guess` points. `salt` tells lists apart that are in one `Ui`.
pub(crate) fn in_sight(ui: &mut Ui, salt: &str, count: usize, guess: f32, mut one: impl FnMut(&mut Ui, usize)) {
    let id = ui.scope_id().with(("in-sight", salt));
    let mut heights: Vec<f32> = ui.data_mut(|data| data.remove_temp(id)).unwrap_or_default();
    heights.resize(count, guess);
    let (room, between) = (ui.clip_rect().y_range().expand(BEYOND), ui.spacing().item_spacing.y);
    // How much was passed since the last thing that was made.
    let mut passed = 0.0;
    for (place, height) in heights.iter_mut().enumerate() {
        let top = ui.cursor().min.y + passed;
        if top + *height < room.min || top > room.max {
            passed += *height + between;
            continue;
        }
        ui.add_space(std::mem::take(&mut passed));
        let made = ui.push_id((salt, place), |ui| one(ui, place)).response.rect;
        *height = made.height();
        follow_keyboard(ui, made);
    }
    ui.add_space(passed);
    ui.data_mut(|data| data.insert_temp(id, heights));
}

/// Scrolls to a thing beyond the room that has just got the keyboard.
fn follow_keyboard(ui: &Ui, made: Rect) {
    if ui.clip_rect().y_range().contains(made.center().y) {
        return;
    }
    let focused = ui.memory(|memory| memory.focused()).and_then(|id| ui.ctx().read_response(id));
    let focused = focused.filter(|response| response.gained_focus());
    if focused.is_some_and(|response| made.expand2(Vec2::splat(1.0)).contains_rect(response.rect)) {
        ui.scroll_to_rect(made, None);
    }
}
