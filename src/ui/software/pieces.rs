//! The triangles of a frame split into pieces in pixels, most of them plain rectangles and letters.

use egui::{
    ClippedPrimitive, Color32, Pos2, Rect, TextureId, Vec2,
    epaint::{Mesh, Primitive, Vertex, WHITE_UV},
};

use super::{
    pixels,
    textures::{Texture, Textures},
};

/// How far from a whole pixel a letter may stand and still be copied pixel by pixel.
const WHOLE: f32 = 0.02;

/// A rectangle in pixels: from `left` and `top` up to and without `right` and `bottom`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
}

/// One thing to draw.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) shape: Shape,
    /// The pixels that it may touch.
    pub(super) area: Area,
    /// Differs between pieces that look different.
    pub(super) key: u64,
}

/// What a piece is.
#[derive(Debug)]
pub(super) enum Shape {
    /// One colour in the whole area.
    Plain(u32),
    /// A part of a picture, texel for pixel and in one colour; of a letter, for example.
    Copy {
        texture: TextureId,
        /// The texel at the left and at the top of the area.
        from: (usize, usize),
        color: u32,
    },
    /// A triangle, with a picture on it if there is one.
    Triangle(Option<TextureId>, [Corner; 3]),
}

/// A corner of a triangle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corner {
    /// Where it is, in pixels.
    pub(super) at: Pos2,
    /// Which place of the picture lies there, in texels.
    pub(super) texel: Pos2,
    pub(super) color: u32,
}

impl Area {
    /// The pixels whose centres lie in a rectangle.
    fn of(rect: Rect) -> Self {
        let first = |edge: f32| (edge - 0.5).ceil().clamp(0.0, f32::from(u16::MAX)) as usize;
        Self { left: first(rect.min.x), top: first(rect.min.y), right: first(rect.max.x), bottom: first(rect.max.y) }
    }

    /// The pixels that a clip rectangle leaves, rounded as OpenGL's painter rounds it.
    fn clip(rect: Rect) -> Self {
        let edge = |edge: f32| edge.round().clamp(0.0, f32::from(u16::MAX)) as usize;
        Self { left: edge(rect.min.x), top: edge(rect.min.y), right: edge(rect.max.x), bottom: edge(rect.max.y) }
    }

    /// What two areas share.
    pub(super) fn shared(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Whether it has no pixels.
    pub(super) fn is_empty(self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    /// Whether all of another area lies in it.
    pub(super) fn covers(self, other: Self) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }
}

/// Splits a frame, from back to front.
pub(super) fn split(frame: &[ClippedPrimitive], scale: f32, screen: Area, textures: &Textures) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for ClippedPrimitive { clip_rect, primitive } in frame {
        let Primitive::Mesh(mesh) = primitive else {
            // A callback draws with the graphics card itself; there are none here.
            continue;
        };
        let Some(texture) = textures.get(mesh.texture_id) else { continue };
        let clip = Area::clip(Rect::from_min_max(clip_rect.min * scale, clip_rect.max * scale)).shared(screen);
        if !clip.is_empty() {
            Splitter { mesh, scale, clip, texture, pieces: &mut pieces }.split();
        }
    }
    pieces
}

/// Splits one mesh.
struct Splitter<'a> {
    mesh: &'a Mesh,
    scale: f32,
    clip: Area,
    texture: &'a Texture,
    pieces: &'a mut Vec<Piece>,
}

impl Splitter<'_> {
    fn split(&mut self) {
        let mut indices = self.mesh.indices.as_slice();
        while let Some((three, rest)) = indices.split_first_chunk::<3>() {
            indices = rest;
            let Some(triangle) = self.corners(*three) else { continue };
            if let Some((next, after)) = rest.split_first_chunk::<3>()
                && let Some(second) = self.corners(*next)
                && let Some(rect) = rectangle(&triangle, &second)
            {
                indices = after;
                self.push_rectangle(rect, &triangle, &second);
            } else {
                self.push_triangle(triangle);
            }
        }
    }

    fn corners(&self, indices: [u32; 3]) -> Option<[Vertex; 3]> {
        let [first, second, third] = indices.map(|index| self.mesh.vertices.get(index as usize).copied());
        Some([first?, second?, third?])
    }

    fn push_rectangle(&mut self, rect: Rect, first: &[Vertex; 3], second: &[Vertex; 3]) {
        let color = pixels::pixel(first[0].color);
        if is_plain(first) && is_plain(second) {
            let on_screen = Rect::from_min_max(rect.min * self.scale, rect.max * self.scale);
            return self.push(Shape::Plain(color), Area::of(on_screen), [0, 0]);
        }
        match self.as_copy(rect, first, second) {
            Some((area, from)) => {
                let shape = Shape::Copy { texture: self.mesh.texture_id, from, color };
                self.push(shape, area, [from.0 as u64, from.1 as u64]);
            }
            None => {
                self.push_triangle(*first);
                self.push_triangle(*second);
            }
        }
    }

    /// Where a rectangle lies and its first texel, if each of its pixels shows just one texel.
    fn as_copy(&self, rect: Rect, first: &[Vertex; 3], second: &[Vertex; 3]) -> Option<(Area, (usize, usize))> {
        let six = || first.iter().chain(second);
        let size = self.size();
        let at_start = six().find(|vertex| vertex.pos == rect.min)?.uv.to_vec2() * size;
        let at_end = six().find(|vertex| vertex.pos == rect.max)?.uv.to_vec2() * size;
        let is_upright = six().all(|vertex| {
            let texel = vertex.uv.to_vec2() * size;
            let (x, y) = (vertex.pos.x == rect.min.x, vertex.pos.y == rect.min.y);
            texel.x == if x { at_start.x } else { at_end.x } && texel.y == if y { at_start.y } else { at_end.y }
        });
        let (min, max) = (rect.min.to_vec2() * self.scale, rect.max.to_vec2() * self.scale);
        let (shift, shift_at_end) = (at_start - min, at_end - max);
        let whole = shift.round();
        if !is_upright || (shift - whole).abs().max_elem() > WHOLE || (shift_at_end - whole).abs().max_elem() > WHOLE {
            return None;
        }
        let area = Area::of(Rect::from_min_max(min.to_pos2(), max.to_pos2())).shared(self.clip);
        let from = Vec2::new(area.left as f32, area.top as f32) + whole;
        (from.min_elem() >= 0.0).then_some((area, (from.x as usize, from.y as usize)))
    }

    fn push_triangle(&mut self, three: [Vertex; 3]) {
        let is_plain = is_plain(&three);
        if three.iter().all(|vertex| vertex.color == Color32::TRANSPARENT) {
            return;
        }
        let size = self.size();
        let corners = three.map(|vertex| Corner {
            at: vertex.pos * self.scale,
            texel: (vertex.uv.to_vec2() * size).to_pos2(),
            color: pixels::pixel(vertex.color),
        });
        let mut key = [0, 0];
        for corner in corners {
            let [at, texel, end] = &mut [0, 0, 0];
            *at = u64::from(corner.at.x.to_bits()) << 32 | u64::from(corner.at.y.to_bits());
            *texel = u64::from(corner.texel.x.to_bits()) << 32 | u64::from(corner.texel.y.to_bits());
            *end = u64::from(corner.color);
            key = [hash_pair(hash_pair(key[0], *at), *end), hash_pair(key[1], *texel)];
        }
        let area = Area::of(Rect::from_points(&corners.map(|corner| corner.at)));
        let texture = (!is_plain).then_some(self.mesh.texture_id);
        self.push(Shape::Triangle(texture, corners), area, key);
    }

    fn push(&mut self, shape: Shape, area: Area, key: [u64; 2]) {
        let area = area.shared(self.clip);
        if area.is_empty() {
            return;
        }
        let (kind, color) = match &shape {
            Shape::Plain(color) => (0, *color),
            Shape::Copy { color, .. } => (self.edition(), *color),
            Shape::Triangle(texture, _) => (texture.map_or(1, |_| self.edition()), 0),
        };
        let place = [area.left, area.top, area.right, area.bottom].map(|edge| edge as u64);
        let place = place[0] << 48 | place[1] << 32 | place[2] << 16 | place[3];
        let key = [u64::from(color), place, key[0], key[1]].into_iter().fold(kind, hash_pair);
        self.pieces.push(Piece { shape, area, key });
    }

    /// A number of the picture that is drawn from.
    fn edition(&self) -> u64 {
        self.texture.edition + 2
    }

    /// The size of that picture in texels.
    fn size(&self) -> Vec2 {
        Vec2::new(self.texture.width as f32, self.texture.height as f32)
    }
}

/// One number of two, so that numbers in another order or with another part come out differently.
pub(super) fn hash_pair(one: u64, other: u64) -> u64 {
    // An odd number with its ones spread evenly: the golden ratio's share of 2^64.
    let product = u128::from(one.rotate_left(23) ^ other ^ 0x5851_F42D_4C95_7F2D) * 0x9E37_79B9_7F4A_7C15;
    (product >> 64) as u64 ^ product as u64
}

/// Whether there is no picture on a triangle.
fn is_plain(triangle: &[Vertex; 3]) -> bool {
    triangle.iter().all(|vertex| vertex.uv == WHITE_UV)
}

/// The upright rectangle that two triangles of one colour make up, in points.
fn rectangle(first: &[Vertex; 3], second: &[Vertex; 3]) -> Option<Rect> {
    let six = || first.iter().chain(second);
    let rect = Rect::from_min_max(
        six().fold(Pos2::new(f32::MAX, f32::MAX), |min, vertex| min.min(vertex.pos)),
        six().fold(Pos2::new(f32::MIN, f32::MIN), |max, vertex| max.max(vertex.pos)),
    );
    let at_corner = |vertex: &Vertex| {
        (vertex.pos.x == rect.min.x || vertex.pos.x == rect.max.x)
            && (vertex.pos.y == rect.min.y || vertex.pos.y == rect.max.y)
            && vertex.color == first[0].color
    };
    if !six().all(at_corner) {
        return None;
    }
    // Either triangle is half of it; together they are all of it if each has the corner that the other lacks.
    let lacking = |three: &[Vertex; 3]| {
        let corners = [rect.left_top(), rect.right_top(), rect.left_bottom(), rect.right_bottom()];
        let mut missing = corners.into_iter().filter(|corner| three.iter().all(|vertex| vertex.pos != *corner));
        missing.next().filter(|_| missing.next().is_none())
    };
    let (one, other) = (lacking(first)?, lacking(second)?);
    (one.x != other.x && one.y != other.y).then_some(rect)
}
