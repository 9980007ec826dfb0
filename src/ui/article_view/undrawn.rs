//! Scripts that no typeface on this machine draws: instead of a letter there is a box. Each is told once, when the first such
//! letter comes into sight.

use std::collections::{BTreeMap, BTreeSet};

use egui::{FontId, epaint::text::FontsView};
use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, Script},
};

use crate::ui::fonts::words;

/// What cannot be drawn, and what of it has been told.
#[derive(Default)]
pub(super) struct Undrawn {
    told: BTreeSet<Script>,
    news: BTreeMap<Script, char>,
}

impl Undrawn {
    /// Looks for what cannot be drawn in words of an article.
    pub(super) fn look(&mut self, fonts: &mut FontsView<'_>, font: &FontId, words: &str) {
        let is_drawn = |character: &char| {
            let is_ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(*character);
            !character.is_whitespace() && !is_ignorable
        };
        // The bundled typefaces have all letters before the marks that stand over them.
        for character in words.chars().filter(|character| *character >= '\u{250}').filter(is_drawn) {
            if fonts.has_glyph(font, character) {
                continue;
            }
            let script = match CodePointMapData::<Script>::new().get(character) {
                Script::Katakana => Script::Hiragana,
                // Their punctuation is in the same typefaces.
                Script::Common if matches!(character, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}') => Script::Han,
                script => script,
            };
            if self.told.insert(script) {
                self.news.insert(script, character);
            }
        }
    }

    /// What is to be told now.
    pub(super) fn news(&mut self) -> Vec<String> {
        words::cannot_be_drawn(&std::mem::take(&mut self.news))
    }
}

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput};

    use super::*;
    use crate::ui::fonts::{READING, install, reading};

    #[test]
    fn each_script_is_told_once() {
        let ctx = Context::default();
        install(&ctx);
        let font = FontId::new(17.0, reading(READING, "th"));
        let mut undrawn = Undrawn::default();
        let mut told = |words: &str| {
            let mut output = ctx.run_ui(RawInput::default(), |ui| {
                ui.fonts_mut(|fonts| undrawn.look(fonts, &font, words));
            });
            output.textures_delta.clear();
            undrawn.news()
        };
        assert_eq!(told("Kyiv, Ελλάδα ἐν, שָׁלוֹם, قالَ, Ewe ɔ́, Việt, «№ 5»\u{200D}\u{FEFF}…"), [""; 0]);
        let news = told("ไทย 北京。！ไทย カタカナ ひらがな");
        assert!(!news.iter().any(|told| told.contains("symbols")), "{news:?}");
        for script in ["Chinese characters", "Japanese letters", "Thai letters"] {
            assert_eq!(news.iter().filter(|told| told.contains(script)).count(), 1, "{news:?}");
        }
        assert_eq!(told("ภาษา"), [""; 0], "once");
        assert_eq!(told("한국").len(), 1, "another script");
        assert_eq!(told("ไทย"), [""; 0], "of whichever article it is");
    }

    #[test]
    fn characters_that_nobody_draws_are_none_to_miss() {
        let ctx = Context::default();
        install(&ctx);
        let font = FontId::new(17.0, reading(READING, ""));
        let mut undrawn = Undrawn::default();
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let hidden = "☺\u{FE0E} ✔\u{FE0F} a\u{34F}b \u{180E}\u{180B} 邊\u{E0100} \u{E0067}\u{E007F} \u{3164}\u{115F}\u{2064}";
            ui.fonts_mut(|fonts| undrawn.look(fonts, &font, &hidden.replace(['☺', '✔', '邊'], "")));
        });
        output.textures_delta.clear();
        assert_eq!(undrawn.news(), [""; 0]);
    }
}
