//! Typefaces of the reader's own system, for what the bundled ones lack.
//!
//! Chinese, Japanese and Korean share characters that each draws in its own forms. Which one is meant is told by the family:
//! an article in one of these languages is set in a family of its own, and what the system has for that language is found
//! for it.

use std::{collections::BTreeMap, sync::Arc};

use egui::{
    FontFamily,
    epaint::text::{FallbackRequest, FontInsert, FontProvider},
    mutex::Mutex,
};
use egui_system_font_provider::SystemFontProvider;

use super::{
    faces::{MONOSPACE, PROPORTIONAL, READING, READING_BOLD, family},
    forms::{Forms, Installed},
    level::{Metrics, leading, level},
};
use crate::app::guarded;

/// The languages with forms of their own, as systems know them.
const EAST_ASIAN: [&str; 4] = ["zh-CN", "zh-TW", "ja", "ko"];

/// The East Asian language of an article; `None` for one in another language.
fn east_asian(language: &str) -> Option<&'static str> {
    let code = language.to_ascii_lowercase().replace('_', "-");
    let mut parts = code.split('-');
    let known = match parts.next()? {
        "ja" => "ja",
        "ko" => "ko",
        "yue" => "zh-TW",
        "zh" | "cmn" => {
            let is_traditional = |part: &str| matches!(part, "hant" | "tw" | "hk" | "mo");
            let is_simplified = code.contains("hans");
            if !is_simplified && parts.any(is_traditional) { "zh-TW" } else { "zh-CN" }
        }
        _other => return None,
    };
    Some(known)
}

/// The family for an article in this language, [`READING`] or [`READING_BOLD`].
pub(in crate::ui) fn reading(name: &str, language: &str) -> FontFamily {
    east_asian(language).map_or_else(|| family(name), |language| family(&in_language(name, language)))
}

fn in_language(name: &str, language: &str) -> String {
    format!("{name} {language}")
}

/// The names of a family in each East Asian language; none for one of the interface.
pub(super) fn in_east_asia(name: &str) -> impl Iterator<Item = String> {
    EAST_ASIAN.into_iter().filter(move |_| name == READING || name == READING_BOLD).map(move |it| in_language(name, it))
}

/// Makes what finds typefaces for an East Asian language.
type Maker = Box<dyn Fn(&'static str) -> Arc<dyn FontProvider> + Send + Sync>;

/// Finds typefaces of the system.
pub(in crate::ui) struct SystemFaces {
    make: Maker,
    /// What finds them, by the language; `None` is that of the system.
    by_language: Mutex<BTreeMap<Option<&'static str>, Arc<dyn FontProvider>>>,
}

impl SystemFaces {
    /// Begins to look through what the system has, in the background.
    pub(in crate::ui) fn new() -> Self {
        let others: Arc<dyn FontProvider> = Arc::new(SystemFontProvider::new());
        let installed = Installed::begin();
        let shared = Arc::clone(&others);
        Self::made_by(others, move |language| Arc::new(Forms::of(language, &installed, Arc::clone(&shared))))
    }

    fn made_by(
        others: Arc<dyn FontProvider>,
        make: impl Fn(&'static str) -> Arc<dyn FontProvider> + Send + Sync + 'static,
    ) -> Self {
        Self { make: Box::new(make), by_language: Mutex::new(BTreeMap::from([(None, others)])) }
    }
}

impl FontProvider for SystemFaces {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let name = match request.family {
            FontFamily::Proportional => PROPORTIONAL,
            FontFamily::Monospace => MONOSPACE,
            FontFamily::Name(name) => name,
        };
        let (name, language) = name.split_once(' ').unwrap_or((name, ""));
        let language = EAST_ASIAN.into_iter().find(|known| *known == language);
        let known = self.by_language.lock().get(&language).cloned();
        let asked = guarded(|| {
            let faces = known.or_else(|| language.map(|language| (self.make)(language)))?;
            let found = faces.font_for(request);
            self.by_language.lock().insert(language, faces);
            found
        });
        let Some(found) = asked else {
            // Where the system has none at all, or a broken list of them, the bundled ones must do.
            self.by_language.lock().insert(language, Arc::new(|_: &FallbackRequest<'_>| None));
            return None;
        };
        let mut found = found?;
        if let (Some(leading), Some(own)) = (leading(name), Metrics::of(&found.data)) {
            (found.name, found.data) = level(&found.name, found.data, own, leading);
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use egui::FontData;

    use super::*;
    use crate::ui::fonts::faces::{PACKED, unpacked};

    #[test]
    fn the_language_of_an_article_chooses_the_forms_of_its_characters() {
        for (language, expected) in [
            ("ja", Some("ja")),
            ("ja-JP", Some("ja")),
            ("KO_kr", Some("ko")),
            ("zh", Some("zh-CN")),
            ("zh-Hans-HK", Some("zh-CN")),
            ("zh_TW", Some("zh-TW")),
            ("zh-Hant", Some("zh-TW")),
            ("yue", Some("zh-TW")),
            ("en", None),
            ("", None),
        ] {
            assert_eq!(east_asian(language), expected, "{language}");
            let name = expected.map_or(READING.to_owned(), |expected| format!("reading {expected}"));
            assert_eq!(reading(READING, language), family(&name));
        }
    }

    /// Finds a bundled face, whose index says for which language it was asked.
    struct Bundled(Option<&'static str>);

    impl FontProvider for Bundled {
        fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
            assert!(request.cluster != "警", "the list of typefaces is broken");
            let face = FontData::from_owned(unpacked(PACKED[4].1).ok()?);
            Some(FontInsert { name: format!("{:?}", self.0), data: face, families: Vec::new() })
        }
    }

    fn found(faces: &SystemFaces, family: &FontFamily, cluster: &str) -> Option<FontInsert> {
        faces.font_for(&FallbackRequest { cluster, family })
    }

    #[test]
    fn the_system_is_asked_for_the_language_of_the_family() {
        crate::ui::fonts::install(&egui::Context::default());
        let faces = SystemFaces::made_by(Arc::new(Bundled(None)), |language| Arc::new(Bundled(Some(language))));
        for (language, asked) in [("ja", "Some(\"ja\")"), ("zh-HK", "Some(\"zh-TW\")"), ("de", "None")] {
            for name in [READING, READING_BOLD] {
                let face = found(&faces, &reading(name, language), "直").unwrap();
                assert!(face.name.starts_with(asked), "{}", face.name);
            }
        }
        let (text, interface) = (family(READING), FontFamily::Proportional);
        let heights = [&text, &interface].map(|family| found(&faces, family, "直").unwrap().data.tweak.y_offset_factor);
        assert!(heights[0] != heights[1] && heights.iter().all(|height| *height != 0.0), "{heights:?}");
    }

    #[test]
    fn a_system_whose_typefaces_cannot_be_listed_has_none() {
        let faces = SystemFaces::made_by(Arc::new(Bundled(None)), |language| Arc::new(Bundled(Some(language))));
        assert!(found(&faces, &family(READING), "警").is_none());
        assert!(found(&faces, &family(READING), "直").is_none(), "and is asked no more");
        assert!(found(&faces, &reading(READING, "ja"), "直").is_some(), "but for another language");
    }
}
