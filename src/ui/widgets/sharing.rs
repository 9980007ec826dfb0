//! How things on one line share a room that is too small for all of them.

/// How wide the widest of some things may be for all of them to fit into `room`.
pub(crate) fn widest(widths: &[f32], room: f32) -> f32 {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable_by(f32::total_cmp);
    let mut left = room;
    for (place, width) in sorted.iter().enumerate() {
        let share = left / (sorted.len() - place) as f32;
        if *width > share {
            return share;
        }
        left -= width;
    }
    f32::INFINITY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_longest_is_cut_first() {
        assert!(widest(&[10.0, 20.0], 30.0).is_infinite());
        assert!((widest(&[10.0, 200.0, 30.0], 100.0) - 60.0).abs() < 0.01);
        assert!((widest(&[80.0, 80.0, 10.0], 90.0) - 40.0).abs() < 0.01);
    }
}
