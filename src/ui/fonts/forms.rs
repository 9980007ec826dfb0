//! Typefaces with the forms of one East Asian language.
//!
//! What egui asks for other scripts takes the typeface that the system prefers for all text, and that has the forms of only one
//! of these languages.

use std::sync::{Arc, OnceLock};

use egui::{
    FontData,
    epaint::text::{FallbackRequest, FontInsert, FontProvider},
    mutex::Mutex,
};
use fontique::{
    Collection, CollectionOptions, FallbackKey, Language, QueryStatus, Script, SourceCache, SourceCacheOptions,
};

use crate::app::guarded_in_background;

/// Characters that these languages share.
const HAN: Script = Script::from_bytes([b'H', b'a', b'n', b'i']);

/// What is installed, as nobody has asked it yet. Looking through all of it takes long, and happens once.
pub(super) struct Installed(Arc<OnceLock<Mutex<Collection>>>);

impl Installed {
    /// Begins to look through it in the background.
    pub(super) fn begin() -> Self {
        let all = Arc::new(OnceLock::new());
        let found = Arc::clone(&all);
        guarded_in_background("typefaces", move || {
            found.get_or_init(look_through);
        });
        Self(all)
    }

    /// A list of one's own; waits until there is one.
    fn list(&self) -> Collection {
        self.0.get_or_init(look_through).lock().clone()
    }
}

fn look_through() -> Mutex<Collection> {
    Mutex::new(Collection::new(CollectionOptions { shared: false, system_fonts: true }))
}

/// Finds typefaces of the system, those with the forms of a language first.
pub(super) struct Forms {
    language: Option<Language>,
    fonts: Mutex<(Collection, SourceCache)>,
    others: Arc<dyn FontProvider>,
}

impl Forms {
    /// Those of a language; `others` finds what is in no such forms. Each has a list of its own, because that keeps what it
    /// found first for Chinese.
    pub(super) fn of(language: &str, installed: &Installed, others: Arc<dyn FontProvider>) -> Self {
        let fonts = Mutex::new((installed.list(), SourceCache::new(SourceCacheOptions::default())));
        Self { language: Language::parse(language).ok(), fonts, others }
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
