//! How high a typeface stands, and what brings it to the baseline of another.

use std::{collections::BTreeMap, sync::OnceLock};

use egui::{FontData, FontTweak};
use skrifa::{
    FontRef, MetadataProvider,
    instance::{LocationRef, Size},
};

/// How high a typeface stands in its line, in units of its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Metrics {
    /// From the top of the line to the baseline.
    ascent: f32,
    /// From the top of the line to the top of the next.
    height: f32,
}

impl Metrics {
    /// `None` if it is no typeface.
    pub(super) fn of(face: &FontData) -> Option<Self> {
        let metrics =
            FontRef::from_index(face.bytes(), face.index).ok()?.metrics(Size::unscaled(), LocationRef::default());
        let em = f32::from(metrics.units_per_em).max(1.0);
        Some(Self { ascent: metrics.ascent / em, height: (metrics.ascent - metrics.descent + metrics.leading) / em })
    }
}

/// How high the leading typeface of each family stands, by the family's name.
pub(super) type Leading = BTreeMap<&'static str, Metrics>;

/// Those of the bundled typefaces, known since they were unpacked.
static LEADING: OnceLock<Leading> = OnceLock::new();

/// Keeps how high the leading typefaces stand, for those of the system that join them.
pub(super) fn remember(leading: Leading) {
    LEADING.get_or_init(|| leading);
}

/// How high the leading typeface of this family stands.
pub(super) fn leading(family: &str) -> Option<Metrics> {
    LEADING.get()?.get(family).copied()
}

/// The face on the baseline of the one that leads the line, under a name of its own for each height. egui puts the middle of
/// its line on the middle of theirs.
pub(super) fn level(name: &str, face: FontData, own: Metrics, leading: Metrics) -> (String, FontData) {
    let centred = own.ascent + (leading.height - own.height) / 2.0;
    let shift = leading.ascent - centred;
    let tweak = FontTweak { y_offset_factor: shift, ..face.tweak.clone() };
    (format!("{name} {shift:+.3}"), face.tweak(tweak))
}
