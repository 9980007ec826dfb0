//! Triangles: the slanted and the faded edges of what is drawn, and pictures that are not copied pixel for pixel.

use egui::{Pos2, Vec2};

use super::{
    pieces::Corner,
    pixels::{self, CLEAR},
    textures::Texture,
};

/// Draws what lies of a triangle on one row of pixels, of which the first is pixel `left` of row `y`. A pixel belongs to
/// the triangle that its centre lies in, so that of two triangles with one edge in common exactly one draws it.
pub(super) fn draw_row(corners: &[Corner; 3], texture: Option<&Texture>, y: usize, left: usize, row: &mut [u32]) {
    let middle = y as f32 + 0.5;
    let [first, second, third] = corners;
    let mut ends = [[first, second], [second, third], [third, first]]
        .into_iter()
        .filter_map(|[one, other]| crossing(one.at, other.at, middle));
    let (Some(one), Some(other)) = (ends.next(), ends.next()) else { return };
    let pixel = |x: f32| ((x - 0.5).ceil() - left as f32).clamp(0.0, row.len() as f32) as usize;
    let (start, end) = (pixel(one.min(other)), pixel(one.max(other)));
    let Some(row) = row.get_mut(start..end) else { return };
    let at = Pos2::new((left + start) as f32 + 0.5, middle);
    if texture.is_none() && first.color == second.color && second.color == third.color {
        row.iter_mut().for_each(|pixel| *pixel = pixels::over(first.color, *pixel));
        return;
    }
    let Some(slopes) = Slopes::of(corners) else { return };
    let color = slopes.of_values(corners.map(|corner| pixels::channels(corner.color)), at);
    let texel = slopes.of_values(corners.map(|corner| [corner.texel.x, corner.texel.y]), at);
    for (step, pixel) in row.iter_mut().enumerate() {
        let color = pixels::from_channels(color.after(step).map(|channel| channel.clamp(0.0, 255.0)));
        let color = texture.map_or(color, |texture| {
            let [x, y] = texel.after(step);
            pixels::tinted(color, texture.sample(x, y))
        });
        if color != CLEAR {
            *pixel = pixels::over(color, *pixel);
        }
    }
}

/// Where an edge crosses the middle of a row. The same edge always crosses at the same place, whichever end comes first.
fn crossing(one: Pos2, other: Pos2, y: f32) -> Option<f32> {
    let (upper, lower) = if (one.y, one.x) <= (other.y, other.x) { (one, other) } else { (other, one) };
    (upper.y <= y && y < lower.y).then(|| upper.x + (y - upper.y) * (lower.x - upper.x) / (lower.y - upper.y))
}

/// How values given at the corners change over a triangle.
struct Slopes {
    origin: Pos2,
    edges: [Vec2; 2],
    /// Twice the triangle's size, negative if its corners go round the other way.
    size: f32,
}

/// Values along a row.
struct Run<const N: usize> {
    start: [f32; N],
    step: [f32; N],
}

impl Slopes {
    /// `None` for a triangle without a size.
    fn of([first, second, third]: &[Corner; 3]) -> Option<Self> {
        let edges = [second.at - first.at, third.at - first.at];
        let size = edges[0].x * edges[1].y - edges[0].y * edges[1].x;
        (size != 0.0).then_some(Self { origin: first.at, edges, size })
    }

    /// The values from a place on to the right.
    fn of_values<const N: usize>(&self, [first, second, third]: [[f32; N]; 3], at: Pos2) -> Run<N> {
        let [to_second, to_third] = self.edges;
        let mut run = Run { start: first, step: [0.0; N] };
        let pairs = second.into_iter().zip(third);
        for ((start, step), (second, third)) in run.start.iter_mut().zip(&mut run.step).zip(pairs) {
            let (second, third) = (second - *start, third - *start);
            *step = (second * to_third.y - third * to_second.y) / self.size;
            let down = (third * to_second.x - second * to_third.x) / self.size;
            *start += *step * (at.x - self.origin.x) + down * (at.y - self.origin.y);
        }
        run
    }
}

impl<const N: usize> Run<N> {
    fn after(&self, steps: usize) -> [f32; N] {
        let mut values = self.start;
        for (value, step) in values.iter_mut().zip(self.step) {
            *value += step * steps as f32;
        }
        values
    }
}
