//! The bundled typefaces: one for reading, one for the interface, icons, and fallbacks for Arabic and Hebrew. Other
//! scripts come from the reader's own system.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontTweak};

/// Puts the typefaces on a context; called once, before the first frame.
pub(super) fn install(ctx: &egui::Context) {
    ctx.set_fonts(definitions());
}

fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let bundled: [(&str, &'static [u8]); 7] = [
        ("Source Serif 4", include_bytes!("../../assets/fonts/SourceSerif4-Regular.ttf")),
        ("Source Serif 4 Semibold", include_bytes!("../../assets/fonts/SourceSerif4-SemiBold.ttf")),
        ("Source Serif 4 Italic", include_bytes!("../../assets/fonts/SourceSerif4-Italic.ttf")),
        ("Inter", include_bytes!("../../assets/fonts/Inter-Regular.ttf")),
        ("Inter Semibold", include_bytes!("../../assets/fonts/Inter-SemiBold.ttf")),
        ("Noto Naskh Arabic", include_bytes!("../../assets/fonts/NotoNaskhArabic-Regular.ttf")),
        ("Noto Serif Hebrew", include_bytes!("../../assets/fonts/NotoSerifHebrew-Regular.ttf")),
    ];
    for (name, bytes) in bundled {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let icons = FontData::from_static(include_bytes!("../../assets/fonts/Phosphor.ttf"))
        .tweak(FontTweak { y_offset_factor: 0.1, ..FontTweak::default() });
    fonts.font_data.insert("Phosphor".to_owned(), Arc::new(icons));

    let shipped = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |first: &str| -> Vec<String> {
        let ours = [first, "Noto Naskh Arabic", "Noto Serif Hebrew", "Phosphor"].map(str::to_owned);
        ours.into_iter().chain(shipped.iter().cloned()).collect()
    };
    fonts.families.insert(FontFamily::Proportional, family("Inter"));
    for (name, first) in [
        ("interface-bold", "Inter Semibold"),
        ("reading", "Source Serif 4"),
        ("reading-bold", "Source Serif 4 Semibold"),
        ("reading-italic", "Source Serif 4 Italic"),
    ] {
        fonts.families.insert(FontFamily::Name(name.into()), family(first));
    }
    fonts
}
