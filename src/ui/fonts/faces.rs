//! The bundled typefaces by name, packed, and the families that they make up.

use std::io::{self, Read};

use brotli::Decompressor;
use egui::{FontFamily, FontTweak};

macro_rules! packed {
    ($($name:literal: $file:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!(env!("OUT_DIR"), "/", $file)).as_slice())),*]
    };
}

/// Every typeface by its name.
pub(super) const PACKED: [(&str, &[u8]); 9] = packed! {
    "Source Serif 4": "SourceSerif4-Regular.ttf",
    "Source Serif 4 Semibold": "SourceSerif4-SemiBold.ttf",
    "Inter": "Inter-Regular.ttf",
    "Inter Semibold": "Inter-SemiBold.ttf",
    "Noto Naskh Arabic": "NotoNaskhArabic-Regular.ttf",
    "Noto Serif Hebrew": "NotoSerifHebrew-Regular.ttf",
    "Phosphor": "Phosphor.ttf",
    "Ubuntu Light": "Ubuntu-Light.ttf",
    "egui icons": "egui-icons.ttf",
};

/// What follows in every family. Inter has the letters of African languages that Source Serif lacks.
pub(super) const FALLBACKS: [&str; 6] =
    ["Inter", "Noto Naskh Arabic", "Noto Serif Hebrew", "Phosphor", "Ubuntu Light", "egui icons"];
/// Those of them that are signs, and stand in the middle of a line.
pub(super) const SIGNS: [&str; 2] = ["Phosphor", "egui icons"];
/// The families, each with the typeface that leads it. Those for reading come once more for each East Asian language.
pub(super) const FAMILIES: [(&str, &str); 5] = [
    (PROPORTIONAL, "Inter"),
    (MONOSPACE, "Inter"),
    ("interface-bold", "Inter Semibold"),
    (READING, "Source Serif 4"),
    (READING_BOLD, "Source Serif 4 Semibold"),
];
pub(super) const PROPORTIONAL: &str = "proportional";
pub(super) const MONOSPACE: &str = "monospace";
/// The family of articles.
pub(in crate::ui) const READING: &str = "reading";
/// The family of their headings.
pub(in crate::ui) const READING_BOLD: &str = "reading-bold";

pub(super) fn unpacked(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut typeface = Vec::new();
    Decompressor::new(packed, 4096).read_to_end(&mut typeface)?;
    Ok(typeface)
}

/// How a typeface is set, to go with the others.
pub(super) fn tweak(name: &str) -> FontTweak {
    match name {
        "Phosphor" => FontTweak { y_offset_factor: 0.1, ..FontTweak::default() },
        "egui icons" => FontTweak { scale: 0.9, ..FontTweak::default() },
        _ => FontTweak::default(),
    }
}

/// The family of this name.
pub(super) fn family(name: &str) -> FontFamily {
    match name {
        PROPORTIONAL => FontFamily::Proportional,
        MONOSPACE => FontFamily::Monospace,
        name => FontFamily::Name(name.into()),
    }
}
