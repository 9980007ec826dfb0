//! Scripts of an article that no typeface on this machine draws: instead of a letter there is a box. Each is told once for
//! an article, when the first such letter comes into sight.

use std::collections::{BTreeMap, BTreeSet};

use egui::{FontId, epaint::text::FontsView};
use icu_properties::{CodePointMapData, props::Script};

use crate::{model::ArticleId, ui::fonts::words};

/// What cannot be drawn, and what of it has been told.
#[derive(Default)]
pub(super) struct Undrawn {
    told: BTreeSet<(ArticleId, Script)>,
    news: BTreeMap<Script, char>,
}

impl Undrawn {
    /// Looks for what cannot be drawn in words of an article.
    pub(super) fn look(&mut self, fonts: &mut FontsView<'_>, font: &FontId, article: ArticleId, words: &str) {
        // The bundled typefaces have all letters before the marks that stand over them.
        for character in words.chars().filter(|character| *character >= '\u{250}' && !character.is_whitespace()) {
            if fonts.has_glyph(font, character) {
                continue;
            }
            let script = match CodePointMapData::<Script>::new().get(character) {
                Script::Katakana => Script::Hiragana,
                // Their punctuation is in the same typefaces.
                Script::Common if matches!(character, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}') => Script::Han,
                script => script,
            };
            if self.told.insert((article, script)) {
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
    use crate::{
        model::Id,
        ui::fonts::{READING, install, reading},
    };

    #[test]
    fn each_script_is_told_once_an_article() {
        let ctx = Context::default();
        install(&ctx);
        let (first, second) = (ArticleId(Id::from_bits([1; 10])), ArticleId(Id::from_bits([2; 10])));
        let font = FontId::new(17.0, reading(READING, "th"));
        let mut undrawn = Undrawn::default();
        let mut told = |article, words: &str| {
            let mut output = ctx.run_ui(RawInput::default(), |ui| {
                ui.fonts_mut(|fonts| undrawn.look(fonts, &font, article, words));
            });
            output.textures_delta.clear();
            undrawn.news()
        };
        assert_eq!(told(first, "Kyiv, Ελλάδα ἐν, שָׁלוֹם, قالَ, Ewe ɔ́, Việt, «№ 5»\u{200D}\u{FEFF}…"), [""; 0]);
        let news = told(first, "ไทย 北京。！ไทย カタカナ ひらがな");
        assert!(!news.iter().any(|told| told.contains("symbols")), "{news:?}");
        for script in ["Chinese characters", "Japanese letters", "Thai letters"] {
            assert_eq!(news.iter().filter(|told| told.contains(script)).count(), 1, "{news:?}");
        }
        assert_eq!(told(first, "ภาษา"), [""; 0], "once");
        assert_eq!(told(first, "한국").len(), 1, "another script");
        assert_eq!(told(second, "ไทย").len(), 1, "another article");
    }
}
