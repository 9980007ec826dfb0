//! The bundled typefaces: one for reading, one for the interface, icons, and fallbacks for Arabic, Hebrew and the rest of
//! Greek. Other scripts come from the reader's own system (`system`). `build.rs` packs them.
//!
//! egui puts a fallback in the middle of the line, by its height. Here each is shifted so that it stands on the baseline of
//! the face that leads its family (`level`).

mod faces;
mod forms;
mod level;
mod system;
pub(in crate::ui) mod words;

use std::{collections::BTreeMap, sync::Arc};

use egui::{FontData, FontDefinitions};

use faces::{FALLBACKS, FAMILIES, PACKED, SIGNS, family, tweak, unpacked};
pub(super) use faces::{READING, READING_BOLD};
use level::{Leading, Metrics};
pub(super) use system::{SystemFaces, reading};

/// Puts the typefaces on a context; called once, before the first frame.
pub(super) fn install(ctx: &egui::Context) {
    let (fonts, leading) = definitions(&PACKED);
    level::remember(leading);
    ctx.set_fonts(fonts);
}

fn definitions(packed: &[(&str, &[u8])]) -> (FontDefinitions, Leading) {
    let mut faces: BTreeMap<&str, (FontData, Metrics)> = BTreeMap::new();
    for (name, packed) in packed {
        let face = unpacked(packed).ok().map(FontData::from_owned);
        match face.and_then(|face| Some((Metrics::of(&face)?, face))) {
            Some((metrics, face)) => {
                faces.insert(name, (face.tweak(tweak(name)), metrics));
            }
            None => log::error!("BUG: the typeface {name} cannot be read"),
        }
    }
    let (mut fonts, mut heights) = (FontDefinitions::empty(), Leading::new());
    for (name, leading) in FAMILIES {
        // Whatever cannot be read, the others are shown.
        let chain: Vec<&str> =
            std::iter::once(leading).chain(FALLBACKS.into_iter().filter(|name| *name != leading)).collect();
        let mut chain: Vec<(&str, &(FontData, Metrics))> =
            chain.into_iter().filter_map(|name| Some((name, faces.get(name)?))).collect();
        let Some((leading, (_, metrics))) = chain.first().copied() else {
            fonts.families.insert(family(name), Vec::new());
            continue;
        };
        heights.insert(name, *metrics);
        let names: Vec<String> = chain
            .drain(..)
            .map(|(name, (face, own))| {
                let is_level = name == leading || SIGNS.contains(&name) || own == metrics;
                let (name, face) = if is_level {
                    (name.to_owned(), face.clone())
                } else {
                    level::level(name, face.clone(), *own, *metrics)
                };
                fonts.font_data.entry(name.clone()).or_insert_with(|| Arc::new(face));
                name
            })
            .collect();
        for name in std::iter::once(name.to_owned()).chain(system::in_east_asia(name)) {
            fonts.families.insert(family(&name), names.clone());
        }
    }
    (fonts, heights)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::{
        faces::{MONOSPACE, PROPORTIONAL},
        *,
    };

    #[test]
    fn every_typeface_comes_out_as_it_went_in() {
        let files = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts")).unwrap();
        let faces: Vec<_> =
            files.map(|file| file.unwrap().path()).filter(|path| path.extension() == Some("ttf".as_ref())).collect();
        let ours: BTreeSet<Vec<u8>> = faces.iter().map(|path| std::fs::read(path).unwrap()).collect();
        let out: BTreeSet<Vec<u8>> = PACKED.iter().map(|(_, packed)| unpacked(packed).unwrap()).collect();
        assert!(!ours.is_empty() && ours.is_subset(&out), "each face in assets/fonts is listed");
        assert_eq!(out.len(), ours.len() + 2, "and two of egui");
        assert!(unpacked(&PACKED[0].1[1..]).is_err(), "damage is told");
    }

    #[test]
    fn no_family_names_a_typeface_that_is_not_there() {
        let (fonts, leading) = definitions(&PACKED);
        assert_eq!(leading.len(), FAMILIES.len());
        assert!(fonts.families.values().flatten().all(|name| fonts.font_data.contains_key(name)));
        assert!(fonts.families.values().all(|names| names.len() >= FALLBACKS.len()));
        assert!(fonts.families.len() > FAMILIES.len());
    }

    #[test]
    fn damaged_typefaces_are_left_out_and_without_any_the_window_still_opens() {
        let (inter, damaged) = (PACKED[2], ("Source Serif 4", &b"\0junk"[..]));
        let (one, _) = definitions(&[damaged, inter]);
        assert_eq!(one.families[&family(READING)], ["Inter"]);
        for fonts in [one, definitions(&[damaged]).0, definitions(&[]).0] {
            let ctx = egui::Context::default();
            ctx.set_fonts(fonts);
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                for name in [PROPORTIONAL, MONOSPACE, READING] {
                    ui.label(egui::RichText::new("So it goes. 北京").font(egui::FontId::new(14.0, family(name))));
                }
            });
            output.textures_delta.clear();
            assert!(!output.shapes.is_empty());
        }
    }

    /// Where the glyphs of a text begin, in units of its size, by what shapes it in the first family that can: `None` for
    /// one that is not drawn.
    fn glyphs(text: &str, name: &str) -> Vec<egui::epaint::text::Glyph> {
        let ctx = egui::Context::default();
        install(&ctx);
        let mut glyphs = Vec::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let font = egui::FontId::new(64.0, family(name));
            let has_all = ui.fonts_mut(|fonts| fonts.has_glyphs(&font, text));
            assert!(has_all, "{text}: no typeface has all of it");
            let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font, egui::Color32::WHITE));
            glyphs.clone_from(&galley.rows[0].glyphs);
        });
        output.textures_delta.clear();
        glyphs
    }

    /// The part of the line that a glyph covers, from its upper to its lower edge.
    fn ink(glyph: &egui::epaint::text::Glyph) -> egui::Rect {
        egui::Rect::from_min_size(glyph.pos + glyph.uv_rect.offset, glyph.uv_rect.size)
    }

    #[test]
    fn marks_of_african_and_vietnamese_letters_stand_over_and_under_them() {
        for (name, texts) in [
            (READING, ["ẹ\u{301}", "ọ\u{300}", "ɛ\u{301}", "ɔ\u{302}", "ɖ\u{303}", "ệ", "o\u{31B}\u{323}", "ɛ\u{30C}"]),
            (
                "interface-bold",
                ["ẹ\u{301}", "ọ\u{300}", "ɛ\u{301}", "ɔ\u{302}", "ƙ\u{301}", "ữ", "ẽ\u{301}", "ɔ\u{30C}"],
            ),
        ] {
            for text in texts {
                let drawn: Vec<egui::Rect> =
                    glyphs(text, name).iter().filter(|glyph| !glyph.uv_rect.is_nothing()).map(ink).collect();
                let (letter, marks) = drawn.split_first().unwrap();
                // Composed with its letter, or over or under it.
                for mark in marks {
                    assert!((mark.center().x - letter.center().x).abs() < letter.width() / 2.0, "{text}: {drawn:?}");
                    let is_apart = mark.bottom() <= letter.top() + 4.0 || mark.top() >= letter.bottom() - 4.0;
                    assert!(is_apart || text.contains('\u{31B}'), "{text}: {drawn:?}");
                }
                let whole = drawn.iter().copied().reduce(egui::Rect::union).unwrap();
                let bare: String = text.chars().next().into_iter().collect();
                let bare = ink(&glyphs(&bare, name)[0]);
                let is_larger = text.chars().count() == 1 || whole.height() > bare.height() + 2.0;
                assert!(is_larger, "{text}: a mark is not drawn");
            }
        }
    }

    #[test]
    fn letters_of_all_typefaces_stand_on_one_baseline() {
        // Letters that stand on the line, of each face.
        for name in [PROPORTIONAL, "interface-bold", READING, READING_BOLD] {
            let drawn = glyphs("xɛבἐжא", name);
            let bottoms: Vec<f32> = drawn.iter().map(|glyph| ink(glyph).bottom()).collect();
            let (least, most) =
                (bottoms.iter().copied().fold(f32::MAX, f32::min), bottoms.iter().copied().fold(0.0, f32::max));
            // Round letters reach a little below the line, by less than a fiftieth of their size.
            assert!(most - least <= 64.0 / 50.0 + 1.0, "{name}: {bottoms:?}");
        }
    }
}
