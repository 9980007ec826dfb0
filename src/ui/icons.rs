//! The icons of the interface, as characters of the bundled icon face (Phosphor).

/// Closes something.
pub const CLOSE: &str = "\u{E4F6}";
/// Something that is on.
pub const CHECK: &str = "\u{E182}";
/// Upwards.
pub const UP: &str = "\u{E13C}";
/// Downwards.
pub const DOWN: &str = "\u{E136}";
/// Six dots: grab a row here to drag it.
pub const GRIP: &str = "\u{EAE2}";
/// Points right: something collapsed that can be expanded.
pub const RIGHT: &str = "\u{E13A}";

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use egui::{Context, FontData, FontDefinitions, FontFamily, FontId};

    #[test]
    fn the_icon_face_has_every_icon() {
        let mut fonts = FontDefinitions::empty();
        let face = FontData::from_static(include_bytes!("../../assets/fonts/Phosphor.ttf"));
        fonts.font_data.insert("Phosphor".to_owned(), Arc::new(face));
        for family in [FontFamily::Proportional, FontFamily::Monospace] {
            fonts.families.insert(family, vec!["Phosphor".to_owned()]);
        }
        let ctx = Context::default();
        ctx.set_fonts(fonts);
        let mut named = 0;
        let codes = include_str!("icons.rs").split("= \"\\u{").skip(1).filter_map(|rest| rest.split('}').next());
        let mut shown = ctx.run_ui(egui::RawInput::default(), |ui| {
            let has = |icon| ui.fonts_mut(|fonts| fonts.has_glyph(&FontId::proportional(14.0), icon));
            assert!(!has('\u{E001}'), "a face lacks most icons");
            for code in codes.clone() {
                let icon = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).unwrap();
                assert!(has(icon), "assets/fonts/README.md says how to add U+{code}");
                named += 1;
            }
        });
        shown.textures_delta.clear();
        assert!(named > 5);
    }
}
