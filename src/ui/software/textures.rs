//! The pictures that are drawn from, among them the one with all letters.

use std::collections::HashMap;

use egui::{ImageData, TextureFilter, TextureId, TexturesDelta, epaint::ImageDelta};

use super::pixels::{self, CLEAR};

/// All pictures by their ids.
#[derive(Debug, Default)]
pub(super) struct Textures {
    all: HashMap<TextureId, Texture>,
    /// Those that no later frame needs.
    freed: Vec<TextureId>,
    replaced: u64,
}

/// One picture.
#[derive(Debug)]
pub(super) struct Texture {
    /// Pixels in a row.
    pub(super) width: usize,
    /// Rows.
    pub(super) height: usize,
    /// Differs from that of every picture shown before under the same id.
    pub(super) edition: u64,
    texels: Vec<u32>,
    is_smooth: bool,
}

impl Textures {
    /// Takes new pictures and changed parts of those that are there.
    pub(super) fn take(&mut self, mut changes: TexturesDelta) {
        for (id, change) in changes.set.iter().flat_map(|(id, all)| all.iter().map(move |change| (id, change))) {
            match (change.pos, self.all.get_mut(id)) {
                (Some(at), Some(texture)) => {
                    texture.change(at, change);
                    // The letters only ever become more; other pictures may change where they were drawn from.
                    if *id != TextureId::default() {
                        self.replaced += 1;
                        texture.edition = self.replaced;
                    }
                }
                (Some(_), None) => log::warn!("a part of a picture that does not exist was to be changed"),
                (None, _) => {
                    self.replaced += 1;
                    self.all.insert(*id, Texture::new(change, self.replaced));
                }
            }
        }
        self.freed.extend(changes.free.iter().copied());
        changes.clear();
    }

    /// Drops what is no longer needed when a frame is drawn.
    pub(super) fn end_frame(&mut self) {
        for id in self.freed.drain(..) {
            self.all.remove(&id);
        }
    }

    /// The picture with an id.
    pub(super) fn get(&self, id: TextureId) -> Option<&Texture> {
        self.all.get(&id)
    }
}

impl Texture {
    fn new(change: &ImageDelta, edition: u64) -> Self {
        let [width, height] = change.image.size();
        let is_smooth = change.options.magnification == TextureFilter::Linear;
        Self { width, height, edition, texels: texels(&change.image), is_smooth }
    }

    fn change(&mut self, [left, top]: [usize; 2], change: &ImageDelta) {
        let [width, height] = change.image.size();
        if left + width > self.width || top + height > self.height || width == 0 {
            return;
        }
        let rows = self.texels.chunks_exact_mut(self.width).skip(top);
        for (row, new) in rows.zip(texels(&change.image).chunks_exact(width)) {
            if let Some(part) = row.get_mut(left..left + width) {
                part.copy_from_slice(new);
            }
        }
    }

    /// Texels of one row, from the one at `left`; fewer at the right edge.
    pub(super) fn row(&self, left: usize, y: usize, count: usize) -> &[u32] {
        let start = (y * self.width + left.min(self.width)).min(self.texels.len());
        let end = (y * self.width + (left + count).min(self.width)).min(self.texels.len());
        self.texels.get(start..end).unwrap_or_default()
    }

    /// The colour at a place in texels, between texels as smooth or as sharp as the picture is meant to be.
    pub(super) fn sample(&self, x: f32, y: f32) -> u32 {
        if !self.is_smooth {
            return self.texel(x.floor(), y.floor());
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let mut mixed = [0.0; 4];
        for (right, below) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
            let weight = (1.0 - (x - left - right).abs()) * (1.0 - (y - top - below).abs());
            let texel = pixels::channels(self.texel(left + right, top + below));
            for (mixed, channel) in mixed.iter_mut().zip(texel) {
                *mixed += channel * weight;
            }
        }
        pixels::from_channels(mixed)
    }

    /// The nearest texel that there is.
    fn texel(&self, x: f32, y: f32) -> u32 {
        let (x, y) = ((x.max(0.0) as usize).min(self.width.saturating_sub(1)), y.max(0.0) as usize);
        let place = y.min(self.height.saturating_sub(1)) * self.width + x;
        self.texels.get(place).copied().unwrap_or(CLEAR)
    }
}

fn texels(image: &ImageData) -> Vec<u32> {
    let ImageData::Color(image) = image;
    image.pixels.iter().map(|color| pixels::pixel(*color)).collect()
}
