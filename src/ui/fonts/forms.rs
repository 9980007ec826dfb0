//! Typefaces with the forms of one East Asian language.
//!
//! What egui asks for other scripts takes the typeface that the system prefers for all text, and that has the forms of only one
//! of these languages.

use egui::{
    FontData,
    epaint::text::{FallbackRequest, FontInsert, FontProvider},
    mutex::Mutex,
};
use egui_system_font_provider::SystemFontProvider;
use fontique::{
    Collection, CollectionOptions, FallbackKey, Language, QueryStatus, Script, SourceCache, SourceCacheOptions,
};

/// Characters that these languages share.
const HAN: Script = Script::from_bytes([b'H', b'a', b'n', b'i']);

/// Finds typefaces of the system, those with the forms of a language first.
pub(super) struct Forms {
    language: Option<Language>,
    fonts: Mutex<(Collection, SourceCache)>,
    others: SystemFontProvider,
}

impl Forms {
    /// Those of a language. Each has a collection of its own, because it keeps what it found first for Chinese.
    pub(super) fn of(language: &str) -> Self {
        let collection = Collection::new(CollectionOptions { shared: false, system_fonts: true });
        Self {
            language: Language::parse(language).ok(),
            fonts: Mutex::new((collection, SourceCache::new(SourceCacheOptions::default()))),
            others: SystemFontProvider::new().with_locale(Some(language)),
        }
    }

    fn in_language(&self, cluster: &str) -> Option<FontInsert> {
        let character = cluster.chars().next()?;
        let mut fonts = self.fonts.lock();
        let (collection, cache) = &mut *fonts;
        let mut found = None;
        let mut query = collection.query(cache);
        query.set_fallbacks(FallbackKey::new(HAN, self.language.as_ref()));
        query.matches_with(|font| {
            if font.charmap().and_then(|map| map.map(character)).is_none_or(|glyph| glyph == 0) {
                return QueryStatus::Continue;
            }
            found = Some(font.clone());
            QueryStatus::Stop
        });
        drop(query);
        let font = found?;
        let name = format!("{} {}", collection.family_name(font.family.0).unwrap_or_default(), font.index);
        let (blob, _) = font.blob.into_raw_parts();
        Some(FontInsert { name, data: FontData::from_blob(blob, font.index), families: Vec::new() })
    }
}

impl FontProvider for Forms {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        self.in_language(request.cluster).or_else(|| self.others.font_for(request))
    }
}
