//! Where marks and their lanes are in a line.

use egui::{Rangef, Rect, pos2};

use crate::ui::theme::MARK_LINE;

/// Where the first lane is, as a fraction of the line height from its top.
const FIRST_LANE: f32 = 0.78;
/// Where the fill of a mark begins, as a fraction of the line height from its top. What is above belongs to the lanes of
/// the line before.
pub(super) const FILL_TOP: f32 = 0.15;
/// Distance between the lines of two lanes where there is room, as a fraction of the line height.
const PITCH: f32 = 0.13;
/// Thickness of the lines below the first where there is room, in points.
const INNER_LINE: f32 = 1.5;
/// How much of the distance between two lanes is line where they are close.
const LINE_SHARE: f32 = 0.62;
/// Space between the deepest lane and the fill of the next line, as a fraction of the line height.
const CLEAR: f32 = 0.02;

/// The part of a line's rectangle that a mark fills: from above the capitals to the first lane.
pub(super) fn mark_rect(line: Rect) -> Rect {
    let top = line.min.y + line.height() * FILL_TOP;
    Rect::from_min_max(pos2(line.min.x, top), pos2(line.max.x, first_lane(line)))
}

fn first_lane(line: Rect) -> f32 {
    line.min.y + (line.height() * FIRST_LANE).round()
}

/// The upper and lower edges of the line of a lane, under a line of text with this rectangle whose deepest lane is
/// `depth`. Lanes thin out where there are many: none reaches the next line, and the text never makes room.
pub(super) fn lane_y(line: Rect, lane: usize, depth: usize) -> Rangef {
    let first = Rangef::new(first_lane(line), first_lane(line) + MARK_LINE);
    if lane == 0 {
        return first;
    }
    let floor = line.max.y + (FILL_TOP - CLEAR) * line.height();
    let pitch = (PITCH * line.height()).min((floor - first.max) / depth.max(lane) as f32);
    let bottom = first.max + pitch * lane as f32;
    Rangef::new(bottom - INNER_LINE.min(pitch * LINE_SHARE), bottom)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Six marks nested in one another, at every size and spacing of the text that can be set.
    #[test]
    fn six_lanes_stay_apart_and_clear_of_the_next_line() {
        let spacings = [1.25, 1.3, 1.6, 2.0, 2.4];
        for height in [17.0, 10.0, 12.0, 30.0, 40.0].iter().flat_map(|size| spacings.map(|spacing| size * spacing)) {
            let line = Rect::from_min_max(pos2(0.0, 100.0), pos2(90.0, 100.0 + f32::round(height)));
            let next = mark_rect(line.translate(egui::vec2(0.0, line.height())));
            for depth in 0..=5 {
                let lanes: Vec<Rangef> = (0..=depth).map(|lane| lane_y(line, lane, depth)).collect();
                for (one, below) in lanes.iter().zip(lanes.iter().skip(1)) {
                    assert!(below.min - one.max > 0.2, "{height} {depth}: {one:?} {below:?}");
                    assert!(below.span() > 0.3, "{height} {depth}: {below:?}");
                }
                assert!(lanes.iter().all(|lane| lane.max < next.min.y), "{height} {depth}: {lanes:?} {next:?}");
            }
        }
    }
}
