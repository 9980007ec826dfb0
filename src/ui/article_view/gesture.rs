//! Mouse gestures on the text, from press to release, and counting clicks in a row.

use egui::Pos2;

use crate::{
    model::SpanId,
    text::{ByteOffset, ByteRange},
};

/// Clicks within this time of each other count as a row, in seconds.
pub(super) const CLICK_SECS: f64 = 0.3;
/// … and no farther apart than this, in points.
const CLICK_DISTANCE: f32 = 5.0;

/// What the pressed mouse is doing.
#[derive(Clone, Debug)]
pub(super) enum Gesture {
    /// Selecting text, by whole words unless exact.
    Select {
        /// Where it began.
        from: ByteOffset,
        /// Whether it adds a piece to the selected span.
        is_piece: bool,
    },
    /// Moving an edge of a span; shown while dragging, made one change on release.
    Edge {
        /// The span.
        span: SpanId,
        /// Which piece.
        piece: usize,
        /// Whether its start or its end.
        is_start: bool,
        /// How far the middle of the line is below the handle, in points: the drag follows the line, not the handle.
        lift: f32,
        /// The pieces as they would be.
        pieces: Vec<ByteRange>,
    },
    /// Drawing a link from a mark to another.
    Link {
        /// The mark that it begins at.
        from: SpanId,
        /// Where the pointer is.
        at: Pos2,
        /// The mark that it would lead to if the button were released there.
        target: Option<SpanId>,
    },
}

/// Counts clicks, because a quadruple click selects the paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Clicks {
    count: u32,
    at_secs: f64,
    at: Pos2,
    /// Whether a double, triple or quadruple click is waiting to see if another click follows.
    is_waiting: bool,
}

impl Clicks {
    /// Counts a click; returns how many there have been in a row, 1 to 4.
    pub(super) fn add(&mut self, now_secs: f64, at: Pos2) -> u32 {
        let follows = now_secs - self.at_secs <= CLICK_SECS && at.distance(self.at) <= CLICK_DISTANCE;
        self.count = if follows && self.count < 4 { self.count + 1 } else { 1 };
        (self.at_secs, self.at) = (now_secs, at);
        self.is_waiting = self.count > 1;
        self.count
    }

    /// Whether a row of clicks may still go on.
    pub(super) fn is_waiting(&self) -> bool {
        self.is_waiting
    }

    /// Whether a row of clicks has ended since the last frame.
    pub(super) fn has_ended(&mut self, now_secs: f64) -> bool {
        let ended = self.is_waiting && now_secs - self.at_secs > CLICK_SECS;
        if ended {
            self.is_waiting = false;
        }
        ended
    }

    /// The next click is a first one.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    #[test]
    fn quick_clicks_at_one_place_count_up_to_four() {
        let mut clicks = Clicks::default();
        let counts: Vec<u32> = (0..5).map(|n| clicks.add(10.0 + 0.1 * f64::from(n), pos2(1.0, 1.0))).collect();
        assert_eq!(counts, [1, 2, 3, 4, 1]);
    }

    #[test]
    fn a_late_or_distant_click_is_a_first_one() {
        let mut clicks = Clicks::default();
        clicks.add(10.0, pos2(0.0, 0.0));
        assert_eq!(clicks.add(10.1, pos2(9.0, 0.0)), 1);
        assert_eq!(clicks.add(10.6, pos2(9.0, 0.0)), 1);
    }

    #[test]
    fn a_row_of_clicks_ends_once() {
        let mut clicks = Clicks::default();
        clicks.add(10.0, pos2(0.0, 0.0));
        assert!(!clicks.has_ended(11.0), "a single click is no row");
        clicks.add(20.0, pos2(0.0, 0.0));
        clicks.add(20.1, pos2(0.0, 0.0));
        assert!(clicks.is_waiting() && !clicks.has_ended(20.2));
        assert!(clicks.has_ended(20.5) && !clicks.has_ended(20.6));
    }
}
