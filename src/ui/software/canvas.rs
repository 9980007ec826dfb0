//! The picture of the window: which parts of it have changed since the last frame, and these drawn anew.
//!
//! The window is divided into tiles. What is drawn in a tile is told by one number; where it is the number of the last
//! frame, the tile is left as it is. A blinking caret costs one tile, a scrolled text those of the text.

use egui::{ClippedPrimitive, TexturesDelta};

use super::{
    pieces::{self, Area, Piece, Shape, hash_pair},
    pixels::{self, CLEAR},
    textures::Textures,
    triangle,
};

/// Pixels along the side of a tile: few enough to stay in the nearest cache, and many enough that most letters lie in one.
const TILE: usize = 64;

/// The picture of a window.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u32>,
    textures: Textures,
    tiles: Vec<Tile>,
}

/// A part of the picture.
#[derive(Debug, Default)]
struct Tile {
    area: Area,
    /// What was drawn here last; `None` if nothing ever was.
    drawn: Option<u64>,
    /// What is to be drawn.
    key: u64,
    /// The pieces that touch it, from back to front, by their places in the frame.
    pieces: Vec<u32>,
}

impl Canvas {
    /// Takes the pictures that a frame has new. No frame may be left out.
    pub(super) fn take_textures(&mut self, changes: TexturesDelta) {
        self.textures.take(changes);
    }

    /// Draws a frame: meshes in points, of which one is `scale` pixels. Returns where something has changed.
    pub(super) fn draw(
        &mut self,
        (width, height): (usize, usize),
        frame: &[ClippedPrimitive],
        scale: f32,
    ) -> Vec<Area> {
        if (self.width, self.height) != (width, height) {
            self.resize(width, height);
        }
        let pieces = pieces::split(frame, scale, self.area(), &self.textures);
        self.sort(&pieces);
        let mut changed = Vec::new();
        let bands = self.pixels.chunks_mut((width * TILE).max(1));
        for (tiles, band) in self.tiles.chunks_mut(width.div_ceil(TILE).max(1)).zip(bands) {
            for tile in tiles {
                if tile.drawn != Some(tile.key) {
                    Band { pixels: band, width, top: tile.area.top, textures: &self.textures }.draw(tile, &pieces);
                    tile.drawn = Some(tile.key);
                    changed.push(tile.area);
                }
            }
        }
        self.textures.end_frame();
        joined(changed)
    }

    /// The whole canvas.
    pub(super) fn area(&self) -> Area {
        Area { left: 0, top: 0, right: self.width, bottom: self.height }
    }

    /// The part of a row of pixels that lies in an area.
    pub(super) fn row(&self, y: usize, area: Area) -> &[u32] {
        self.pixels.get(y * self.width + area.left..y * self.width + area.right).unwrap_or_default()
    }

    fn resize(&mut self, width: usize, height: usize) {
        (self.width, self.height) = (width, height);
        self.pixels = vec![CLEAR; width * height];
        self.tiles.clear();
        for top in (0..height).step_by(TILE) {
            for left in (0..width).step_by(TILE) {
                let (right, bottom) = ((left + TILE).min(width), (top + TILE).min(height));
                self.tiles.push(Tile { area: Area { left, top, right, bottom }, ..Tile::default() });
            }
        }
    }

    /// Tells the tiles what is drawn in them.
    fn sort(&mut self, pieces: &[Piece]) {
        for tile in &mut self.tiles {
            tile.pieces.clear();
            tile.key = 0;
        }
        let columns = self.width.div_ceil(TILE);
        for (place, Piece { shape, area, key }) in pieces.iter().enumerate() {
            for row in area.top / TILE..area.bottom.div_ceil(TILE) {
                for column in area.left / TILE..area.right.div_ceil(TILE) {
                    let Some(tile) = self.tiles.get_mut(row * columns + column) else { continue };
                    if matches!(shape, Shape::Plain(color) if pixels::is_opaque(*color)) && area.covers(tile.area) {
                        // Nothing below it is seen.
                        tile.pieces.clear();
                        tile.key = 0;
                    }
                    tile.pieces.push(place as u32);
                    tile.key = hash_pair(tile.key, *key);
                }
            }
        }
    }
}

/// A row of tiles, to be drawn on.
struct Band<'a> {
    pixels: &'a mut [u32],
    width: usize,
    top: usize,
    textures: &'a Textures,
}

impl Band<'_> {
    fn draw(&mut self, tile: &Tile, pieces: &[Piece]) {
        self.rows(tile.area, |_, row| row.fill(CLEAR));
        for piece in tile.pieces.iter().filter_map(|place| pieces.get(*place as usize)) {
            let area = piece.area.shared(tile.area);
            match &piece.shape {
                Shape::Plain(color) if pixels::is_opaque(*color) => self.rows(area, |_, row| row.fill(*color)),
                Shape::Plain(color) => self.rows(area, |_, row| {
                    row.iter_mut().for_each(|pixel| *pixel = pixels::over(*color, *pixel));
                }),
                Shape::Copy { texture, from: (left, top), color } => {
                    let Some(texture) = self.textures.get(*texture) else { continue };
                    let left = left + area.left - piece.area.left;
                    self.rows(area, |y, row| {
                        let texels = texture.row(left, top + y - piece.area.top, row.len());
                        for (pixel, texel) in row.iter_mut().zip(texels).filter(|(_, texel)| **texel != CLEAR) {
                            *pixel = pixels::over(pixels::tinted(*color, *texel), *pixel);
                        }
                    });
                }
                Shape::Triangle(texture, corners) => {
                    let texture = texture.and_then(|texture| self.textures.get(texture));
                    self.rows(area, |y, row| triangle::draw_row(corners, texture, y, area.left, row));
                }
            }
        }
    }

    /// Calls for each row of an area with its number and its pixels.
    fn rows(&mut self, area: Area, mut draw: impl FnMut(usize, &mut [u32])) {
        for y in area.top..area.bottom {
            let start = (y - self.top) * self.width;
            if let Some(row) = self.pixels.get_mut(start + area.left..start + area.right) {
                draw(y, row);
            }
        }
    }
}

/// The same areas as fewer and larger ones; they come row by row.
fn joined(areas: Vec<Area>) -> Vec<Area> {
    let mut rows: Vec<Area> = Vec::new();
    for area in areas {
        match rows.last_mut() {
            Some(last) if last.top == area.top && last.right == area.left => last.right = area.right,
            _other => rows.push(area),
        }
    }
    let mut joined: Vec<Area> = Vec::new();
    for row in rows {
        let is_above =
            |above: &&mut Area| above.bottom == row.top && (above.left, above.right) == (row.left, row.right);
        match joined.iter_mut().find(is_above) {
            Some(above) => above.bottom = row.bottom,
            None => joined.push(row),
        }
    }
    joined
}
