//! The bundled typefaces: one for reading, one for the interface, icons, and fallbacks for Arabic, Hebrew and the rest of
//! Greek. Other scripts come from the reader's own system. `build.rs` packs them.

use std::{
    io::{self, Read},
    sync::Arc,
};

use egui::{FontData, FontDefinitions, FontFamily, FontTweak};
use flate2::read::DeflateDecoder;

/// Puts the typefaces on a context; called once, before the first frame.
pub(super) fn install(ctx: &egui::Context) {
    ctx.set_fonts(definitions());
}

macro_rules! packed {
    ($($name:literal: $file:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!(env!("OUT_DIR"), "/", $file)).as_slice())),*]
    };
}

/// Every typeface by its name.
const PACKED: [(&str, &[u8]); 10] = packed! {
    "Source Serif 4": "SourceSerif4-Regular.ttf",
    "Source Serif 4 Semibold": "SourceSerif4-SemiBold.ttf",
    "Source Serif 4 Italic": "SourceSerif4-Italic.ttf",
    "Inter": "Inter-Regular.ttf",
    "Inter Semibold": "Inter-SemiBold.ttf",
    "Noto Naskh Arabic": "NotoNaskhArabic-Regular.ttf",
    "Noto Serif Hebrew": "NotoSerifHebrew-Regular.ttf",
    "Phosphor": "Phosphor.ttf",
    "Ubuntu Light": "Ubuntu-Light.ttf",
    "egui icons": "egui-icons.ttf",
};

/// What follows in every family.
const FALLBACKS: [&str; 5] = ["Noto Naskh Arabic", "Noto Serif Hebrew", "Phosphor", "Ubuntu Light", "egui icons"];

fn unpacked(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut typeface = Vec::new();
    DeflateDecoder::new(packed).read_to_end(&mut typeface)?;
    Ok(typeface)
}

/// How a typeface is set, to go with the others.
fn tweak(name: &str) -> FontTweak {
    match name {
        "Phosphor" => FontTweak { y_offset_factor: 0.1, ..FontTweak::default() },
        "egui icons" => FontTweak { scale: 0.9, ..FontTweak::default() },
        _ => FontTweak::default(),
    }
}

fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, packed) in PACKED {
        match unpacked(packed) {
            Ok(typeface) => {
                let data = FontData::from_owned(typeface).tweak(tweak(name));
                fonts.font_data.insert(name.to_owned(), Arc::new(data));
            }
            Err(error) => log::error!("BUG: the typeface {name} cannot be unpacked: {error}"),
        }
    }
    for (family, first) in [
        (FontFamily::Proportional, "Inter"),
        (FontFamily::Monospace, "Inter"),
        (FontFamily::Name("interface-bold".into()), "Inter Semibold"),
        (FontFamily::Name("reading".into()), "Source Serif 4"),
        (FontFamily::Name("reading-bold".into()), "Source Serif 4 Semibold"),
        (FontFamily::Name("reading-italic".into()), "Source Serif 4 Italic"),
    ] {
        fonts.families.insert(family, std::iter::once(first).chain(FALLBACKS).map(str::to_owned).collect());
    }
    fonts
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::*;

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
        let fonts = definitions();
        assert!(fonts.families.values().flatten().all(|name| fonts.font_data.contains_key(name)));
        assert!(fonts.families.values().all(|names| names.len() == 1 + FALLBACKS.len()));
    }
}
