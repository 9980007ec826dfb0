//! The outline of what a range of text covers: one closed line around all its lines of text, with rounded corners.

use egui::{Pos2, Rangef, Rect, Vec2, pos2, vec2};

use super::geometry::mark_rect;

/// Distance of an outline from the words to their left and right, above their fill, and below their line, in points.
const AROUND: [f32; 3] = [2.0, 1.5, 3.5];
/// Radius of the corners, in points.
const CORNER: f32 = 3.0;
/// Edges closer than this are one, in points.
const SAME: f32 = 0.6;
/// How many straight steps a rounded corner is drawn in.
const STEPS: usize = 4;

/// The outlines around the words in these rectangles, which come line by line.
pub(super) fn around(lines: &[Rect]) -> Vec<Vec<Pos2>> {
    let [beside, above, below] = AROUND;
    let grown = |line: &Rect| {
        let rect = mark_rect(*line);
        Rect::from_min_max(rect.min - vec2(beside, above), rect.max + vec2(beside, below))
    };
    contours(&lines.iter().map(grown).collect::<Vec<_>>(), CORNER)
}

/// The outlines around rectangles, which come line by line from top to bottom, several in a line that runs both ways.
/// Each line reaches down to the next, so that lines which overlap are within one outline. Corners are rounded by
/// `radius` points.
fn contours(rects: &[Rect], radius: f32) -> Vec<Vec<Pos2>> {
    let edges = edges(&bands(rects));
    loops(edges).iter().map(|corners| rounded(corners, radius)).collect()
}

/// What is covered between two heights: stretches from left to right that don't touch.
struct Band {
    y: Rangef,
    stretches: Vec<Rangef>,
}

fn bands(rects: &[Rect]) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for rect in rects {
        match bands.last_mut() {
            Some(band) if (band.y.min - rect.min.y).abs() < SAME => band.stretches.push(rect.x_range()),
            _ => bands.push(Band { y: rect.y_range(), stretches: vec![rect.x_range()] }),
        }
    }
    let tops: Vec<f32> = bands.iter().skip(1).map(|band| band.y.min).collect();
    for (band, below) in bands.iter_mut().zip(tops) {
        band.y.max = below;
    }
    for place in 0..bands.len() {
        // An edge that is almost that of the line above is drawn straight through.
        let above: Vec<f32> = place.checked_sub(1).and_then(|above| bands.get(above)).map_or_else(Vec::new, |band| {
            band.stretches.iter().flat_map(|stretch| [stretch.min, stretch.max]).collect()
        });
        if let Some(band) = bands.get_mut(place) {
            joined(&mut band.stretches);
            for x in band.stretches.iter_mut().flat_map(|stretch| [&mut stretch.min, &mut stretch.max]) {
                *x = above.iter().copied().find(|edge| (edge - *x).abs() < SAME).unwrap_or(*x);
            }
        }
    }
    bands
}

/// Sorts stretches and joins those that touch.
fn joined(stretches: &mut Vec<Rangef>) {
    stretches.sort_by(|one, other| one.min.total_cmp(&other.min));
    stretches.dedup_by(|next, one| {
        let touches = next.min <= one.max + SAME;
        if touches {
            one.max = one.max.max(next.max);
        }
        touches
    });
}

/// The edges of what bands cover, each in the direction in which the covered side is at its right.
fn edges(bands: &[Band]) -> Vec<[Pos2; 2]> {
    let mut edges = Vec::new();
    for (place, band) in bands.iter().enumerate() {
        for stretch in &band.stretches {
            edges.push([pos2(stretch.min, band.y.max), pos2(stretch.min, band.y.min)]);
            edges.push([pos2(stretch.max, band.y.min), pos2(stretch.max, band.y.max)]);
        }
        let above = place.checked_sub(1).and_then(|above| bands.get(above));
        let above = above.map_or(&[][..], |above| above.stretches.as_slice());
        seam(above, &band.stretches, band.y.min, &mut edges);
        if place + 1 == bands.len() {
            seam(&band.stretches, &[], band.y.max, &mut edges);
        }
    }
    edges
}

/// The horizontal edges where one band ends and the next begins: where only one of them covers the line.
fn seam(above: &[Rangef], below: &[Rangef], y: f32, edges: &mut Vec<[Pos2; 2]>) {
    let mut stops: Vec<f32> = above.iter().chain(below).flat_map(|stretch| [stretch.min, stretch.max]).collect();
    stops.sort_unstable_by(f32::total_cmp);
    stops.dedup();
    let covers = |stretches: &[Rangef], x: f32| stretches.iter().any(|stretch| stretch.contains(x));
    for (left, right) in stops.iter().zip(stops.iter().skip(1)) {
        let middle = f32::midpoint(*left, *right);
        match (covers(above, middle), covers(below, middle)) {
            (false, true) => edges.push([pos2(*left, y), pos2(*right, y)]),
            (true, false) => edges.push([pos2(*right, y), pos2(*left, y)]),
            (true, true) | (false, false) => {}
        }
    }
}

/// Strings edges together to closed lines, of which only the corners are kept.
fn loops(mut edges: Vec<[Pos2; 2]>) -> Vec<Vec<Pos2>> {
    let mut loops = Vec::new();
    while let Some([start, mut at]) = edges.pop() {
        let mut corners = vec![start];
        while at != start {
            corners.push(at);
            let Some(next) = edges.iter().position(|[from, _]| *from == at) else { break };
            at = edges.swap_remove(next)[1];
        }
        let count = corners.len();
        let straight = |place: usize| {
            let near = |by: usize| corners.get((place + count + by - 1) % count.max(1)).copied().unwrap_or_default();
            let (before, here, after) = (near(0), near(1), near(2));
            (before.x == here.x && here.x == after.x) || (before.y == here.y && here.y == after.y)
        };
        loops.push(
            (0..count).filter(|place| !straight(*place)).filter_map(|place| corners.get(place).copied()).collect(),
        );
    }
    loops
}

/// A closed line with its corners rounded.
fn rounded(corners: &[Pos2], radius: f32) -> Vec<Pos2> {
    let count = corners.len();
    let mut points = Vec::with_capacity(count * (STEPS + 1));
    for (place, corner) in corners.iter().enumerate() {
        let near = |by: usize| corners.get((place + count + by - 1) % count).copied().unwrap_or(*corner);
        let toward = |other: Pos2| -> Vec2 {
            let way = other - *corner;
            way.normalized() * radius.min(way.length() / 2.0)
        };
        let (from, to) = (*corner + toward(near(0)), *corner + toward(near(2)));
        for step in 0..=STEPS {
            // A curve of the second degree with the corner as its control point.
            let t = step as f32 / STEPS as f32;
            points.push(from.lerp(*corner, t).lerp(corner.lerp(to, t), t));
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Rect {
        Rect::from_min_max(pos2(left, top), pos2(right, bottom))
    }

    fn corners(rects: &[Rect]) -> Vec<Vec<(i32, i32)>> {
        let whole = |point: &Pos2| (point.x.round() as i32, point.y.round() as i32);
        loops(edges(&bands(rects))).iter().map(|corners| corners.iter().map(whole).collect()).collect()
    }

    #[test]
    fn three_lines_have_one_outline() {
        let lines = [rect(40.0, 0.0, 100.0, 20.0), rect(0.0, 27.0, 100.2, 47.0), rect(0.0, 54.0, 30.0, 74.0)];
        let found = corners(&lines);
        assert_eq!(found.len(), 1, "{found:?}");
        let mut found = found[0].clone();
        found.sort_unstable();
        assert_eq!(found, [(0, 27), (0, 74), (30, 54), (30, 74), (40, 0), (40, 27), (100, 0), (100, 54)]);
    }

    #[test]
    fn lines_that_share_no_words_above_each_other_have_an_outline_each() {
        assert_eq!(corners(&[rect(80.0, 0.0, 100.0, 20.0), rect(0.0, 27.0, 30.0, 47.0)]).len(), 2);
    }

    #[test]
    fn stretches_of_one_line_that_touch_are_one() {
        let found = corners(&[rect(0.0, 0.0, 30.0, 20.0), rect(30.0, 0.0, 50.0, 20.0)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].len(), 4);
        assert_eq!(corners(&[rect(0.0, 0.0, 30.0, 20.0), rect(60.0, 0.0, 90.0, 20.0)]).len(), 2);
    }

    #[test]
    fn no_words_have_no_outline() {
        assert!(contours(&[], 3.0).is_empty());
    }

    proptest! {
        /// The area within the outlines, by the shoelace formula, is that of the bands.
        #[test]
        fn outlines_hold_exactly_what_is_covered(
            lines in prop::collection::vec(prop::collection::vec((0u8..40, 1u8..20), 1..4), 1..6),
        ) {
            let rects: Vec<Rect> = lines.iter().enumerate().flat_map(|(line, stretches)| {
                let top = line as f32 * 10.0;
                stretches.iter().map(move |(left, width)| {
                    let left = f32::from(*left) * 3.0;
                    rect(left, top, left + f32::from(*width) * 3.0, top + 8.0)
                })
            }).collect();
            let covered: f32 = bands(&rects).iter().map(|band| {
                band.y.span() * band.stretches.iter().map(|stretch| stretch.span()).sum::<f32>()
            }).sum();
            let within: f32 = loops(edges(&bands(&rects))).iter().map(|corners| {
                let next = corners.iter().cycle().skip(1);
                corners.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f32>() / 2.0
            }).sum();
            prop_assert!((covered - within).abs() < 0.5, "{covered} {within}");
            for point in contours(&rects, 3.0).into_iter().flatten() {
                prop_assert!(point.is_finite());
            }
        }
    }
}
