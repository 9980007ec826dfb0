//! The window's place at the start: on the screen, whatever size is remembered from a larger one.

use egui::{Context, Vec2, ViewportCommand, vec2};

/// What the desktop may need beside the contents of a window, in points: title bar, its own panels.
const RESERVED: Vec2 = Vec2::new(72.0, 84.0);

/// Makes the window fit the screen once, as soon as the screen is known.
#[derive(Debug, Default)]
pub(super) struct Placement {
    is_done: bool,
}

impl Placement {
    /// Sends what has to be done. How much of the screen is free only the window manager knows: a window too large to be
    /// sure of is maximized, which fills exactly what is free.
    pub(super) fn settle(&mut self, ctx: &Context) {
        if self.is_done {
            return;
        }
        let Some(screen) = ctx.input(|input| input.viewport().monitor_size).filter(|size| size.min_elem() > 1.0) else {
            return;
        };
        self.is_done = true;
        if let Some(size) = cut_to(ctx.content_rect().size(), screen, ctx.zoom_factor()) {
            // The smaller size is the one that it has again when it is no longer maximized.
            ctx.send_viewport_cmd(ViewportCommand::InnerSize(size));
            ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
    }
}

/// The size for a window of this size that may not fit this screen; `None` if it fits. All in points at `zoom`.
fn cut_to(window: Vec2, screen: Vec2, zoom: f32) -> Option<Vec2> {
    let free = screen - RESERVED / zoom;
    let cut = window.min(free).max(vec2(1.0, 1.0));
    (cut != window).then_some(cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_cut_to_its_screen_and_otherwise_left_alone() {
        let full_hd = vec2(1920.0, 1080.0);
        assert_eq!(cut_to(vec2(1400.0, 900.0), full_hd, 1.0), None);
        assert_eq!(cut_to(vec2(1400.0, 900.0), vec2(1024.0, 700.0), 1.0), Some(vec2(952.0, 616.0)));
        assert_eq!(cut_to(vec2(1400.0, 900.0), vec2(1400.0, 900.0), 1.0), Some(vec2(1328.0, 816.0)));
        // Too high only: the width stays.
        assert_eq!(cut_to(vec2(800.0, 2000.0), full_hd, 1.0), Some(vec2(800.0, 996.0)));
        // At 200 % a point is two of the screen's.
        assert_eq!(cut_to(vec2(700.0, 450.0), full_hd / 2.0, 2.0), None);
        assert_eq!(cut_to(vec2(940.0, 450.0), full_hd / 2.0, 2.0), Some(vec2(924.0, 450.0)));
    }
}
