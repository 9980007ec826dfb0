//! Which characters the codes of a PDF's fonts stand for, and how wide they are.
//!
//! The reader of fonts asks the font's own mapping (ToUnicode) and the names of its glyphs. Where there is neither, the
//! registered character collections of Chinese, Japanese and Korean tell, or the table of characters within the font.

use std::{cell::RefCell, collections::HashMap, rc::Rc, sync::Arc};

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontResolverFn, StandardFont};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};
use skrifa::MetadataProvider;

use super::{letters::written, mapping::Mapping};

/// Codes, widths and places of glyphs that a font may name at most: what is more is damage, and would be kept one by one.
const LARGEST_CODE: f64 = 100_000.0;

/// A typeface in the place of one that a document names and does not hold. It has none of its letters, and none is drawn: what codes
/// stand for and how far they move along is known without.
const STAND_IN: &[u8] = include_bytes!("../../../../assets/fonts/Phosphor.ttf");

/// The fonts of a document.
pub(super) struct Fonts<'d> {
    cache: FontCache<'d>,
    programs: FontResolverFn,
    cmaps: CMapResolverFn,
    /// By where the font's dictionary lies in memory.
    faces: HashMap<(usize, usize), Rc<Face<'d>>>,
}

impl<'d> Fonts<'d> {
    pub(super) fn new() -> Self {
        let programs: FontResolverFn = Arc::new(|_missing| Some((Arc::new(STAND_IN), 0)));
        Self { cache: FontCache::new(), programs, cmaps: Arc::new(load_embedded), faces: HashMap::new() }
    }

    /// The font that a dictionary describes, or a usual one where it cannot be read.
    pub(super) fn face(&mut self, dictionary: &Dict<'d>) -> Option<Rc<Face<'d>>> {
        let key = (dictionary.data().as_ptr() as usize, dictionary.data().len());
        if let Some(face) = self.faces.get(&key) {
            return Some(face.clone());
        }
        let font = if is_sane(dictionary) { self.cache.font(dictionary, &self.programs, &self.cmaps) } else { None };
        let font = font.or_else(|| self.cache.standard_font(StandardFont::Helvetica, &self.programs))?;
        let face = Rc::new(Face::new(font, dictionary));
        self.faces.insert(key, face.clone());
        Some(face)
    }
}

/// Whether the numbers of a font are such that reading it takes little memory.
fn is_sane(font: &Dict<'_>) -> bool {
    let is_small = |object: Object<'_>| match object {
        Object::Number(number) => number.as_f64().abs() <= LARGEST_CODE,
        Object::Null(_)
        | Object::Boolean(_)
        | Object::String(_)
        | Object::Name(_)
        | Object::Dict(_)
        | Object::Array(_)
        | Object::Stream(_) => true,
    };
    let descendant = descendant(font).unwrap_or_default();
    let arrays = [b"W".as_slice(), b"W2"].into_iter().filter_map(|key| descendant.get::<Array<'_>>(key));
    let bounds = [b"FirstChar".as_slice(), b"LastChar"].into_iter().filter_map(|key| font.get::<Object<'_>>(key));
    arrays.flat_map(|array| array.iter::<Object<'_>>().collect::<Vec<_>>()).chain(bounds).all(is_small)
}

/// The font for the glyphs of one that is made of several bytes.
fn descendant<'d>(font: &Dict<'d>) -> Option<Dict<'d>> {
    font.get::<Array<'_>>(b"DescendantFonts")?.iter::<Dict<'_>>().next()
}

/// A font.
pub(super) struct Face<'d> {
    font: Font<'d>,
    mapping: Mapping,
    /// Whether its codes are of several bytes; then its glyphs have no names.
    is_composite: bool,
    /// The characters by number in a registered collection, where the font names one.
    collection: Option<Collection>,
    /// What codes stand for, as far as they were met.
    texts: RefCell<HashMap<u32, Option<Rc<str>>>>,
    /// The characters of glyphs by the font's own table, once it was needed.
    table: RefCell<Option<Rc<HashMap<u32, char>>>>,
    /// How high its signs are, for a font size of one.
    pub(super) height: f64,
}

impl<'d> Face<'d> {
    fn new(font: Font<'d>, dictionary: &Dict<'d>) -> Self {
        let height = height(&font, dictionary);
        let collection = Collection::of(dictionary);
        let is_composite = dictionary.contains_key(b"DescendantFonts");
        let mapping = dictionary.get::<Stream<'_>>(b"ToUnicode").and_then(|mapping| mapping.decoded_data().ok());
        let mapping = mapping.map(|mapping| Mapping::parse(&mapping)).unwrap_or_default();
        Self { font, mapping, is_composite, collection, texts: RefCell::default(), table: RefCell::default(), height }
    }

    /// Whether its lines run from left to right, and not from top to bottom.
    pub(super) fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    /// The codes of a string, and how many bytes each takes.
    pub(super) fn codes(&self, bytes: &[u8]) -> Vec<(u32, usize)> {
        let mut codes = Vec::with_capacity(bytes.len());
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = self.font.read_code(bytes, at);
            codes.push((code, length));
            at += length.max(1);
        }
        codes
    }

    /// How far a code moves along its line, for a font size of one; down the page it is below zero.
    pub(super) fn advance(&self, code: u32) -> f64 {
        let advance = self.font.code_advance(code);
        (if self.is_horizontal() { advance.x } else { advance.y }) / f64::from(hayro_font::UNITS_PER_EM)
    }

    /// What a code stands for, `None` when nothing says it.
    pub(super) fn text(&self, code: u32) -> Option<Rc<str>> {
        if let Some(text) = self.texts.borrow().get(&code) {
            return text.clone();
        }
        let text = self.mapped(code).map(Rc::from);
        self.texts.borrow_mut().insert(code, text.clone());
        text
    }

    fn mapped(&self, code: u32) -> Option<String> {
        let stated = self.mapping.text(code);
        // What a cluster's first glyph stands for, the others do not stand for again.
        if self.is_composite && stated.as_ref().is_some_and(|text| text.chars().all(|c| c == '\0')) {
            return Some(String::new());
        }
        let glyph = self.font.glyph(self.font.map_code(code), code);
        let known = || match &glyph {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let is_text = |text: &String| !text.chars().all(is_no_character);
        stated
            .filter(is_text)
            .or_else(|| known().map(string).filter(is_text))
            .or_else(|| self.collection.as_ref()?.text(code))
            .or_else(|| self.text_in_program(&glyph))
            .map(|text| written(&text).into_owned())
    }

    fn text_in_program(&self, glyph: &FontGlyph<'d>) -> Option<String> {
        let FontGlyph::Outline(glyph) = glyph else { return None };
        let mut table = self.table.borrow_mut();
        let table = table.get_or_insert_with(|| {
            let data = glyph.font_data().map(|font| font.data);
            let program = data.as_ref().and_then(|data| skrifa::FontRef::new((**data).as_ref()).ok());
            let pairs = program.iter().flat_map(|program| program.charmap().mappings().collect::<Vec<_>>());
            let glyphs = pairs.filter_map(|(code, glyph)| Some((glyph.to_u32(), char::from_u32(code)?)));
            Rc::new(glyphs.filter(|(_, c)| !is_no_character(*c)).collect())
        });
        table.get(&glyph.glyph_id().to_u32()).map(ToString::to_string)
    }
}

/// Whether a font that maps a glyph to this says nothing by it.
fn is_no_character(c: char) -> bool {
    c != '\t' && c.is_control() || matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{FFFE}' | '\u{FFFF}')
}

fn string(mapped: BfString) -> String {
    match mapped {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    }
}

/// How high the signs of a font are, for a font size of one: those of a font of drawings by the box around them, or else
/// by their usual width.
fn height(font: &Font<'_>, dictionary: &Dict<'_>) -> f64 {
    if dictionary.get::<Name<'_>>(b"Subtype").as_deref() != Some(b"Type3".as_slice()) {
        return 1.0;
    }
    let widths: Vec<f64> = (0..=255).map(|code| font.code_advance(code).x).filter(|width| *width > 0.0).collect();
    let mean = widths.iter().sum::<f64>() / widths.len().max(1) as f64 / f64::from(hayro_font::UNITS_PER_EM);
    let numbers = |key: &[u8], places: [usize; 2]| {
        let numbers: Vec<f64> = dictionary.get::<Array<'_>>(key)?.iter::<f64>().collect();
        Some((*numbers.get(places[0])?, *numbers.get(places[1])?))
    };
    let bounds = numbers(b"FontBBox", [1, 3]).zip(numbers(b"FontMatrix", [0, 3]));
    let high = bounds.map_or(0.0, |((bottom, top), (_, scale))| ((top - bottom) * scale).abs());
    if mean > 0.0 && !(mean * 0.5..mean * 5.0).contains(&high) {
        mean * 2.0
    } else if high > 0.0 {
        high
    } else {
        1.0
    }
}

/// A registered collection of characters, and how codes name them.
struct Collection {
    encoding: Option<CMap>,
    characters: CMap,
}

impl Collection {
    fn of(font: &Dict<'_>) -> Option<Self> {
        let descendant = descendant(font)?;
        let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo")?;
        let (registry, ordering) = (info.get::<Bytes<'_>>(b"Registry")?, info.get::<Bytes<'_>>(b"Ordering")?);
        let family = CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes());
        let characters = CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)?;
        let encoding = if let Some(name) = font.get::<Name<'_>>(b"Encoding") {
            load_embedded(CMapName::from_bytes(&name)).and_then(|map| CMap::parse(map, load_embedded))
        } else {
            let map = font.get::<Stream<'_>>(b"Encoding").and_then(|stream| stream.decoded_data().ok());
            map.and_then(|map| CMap::parse(&map, load_embedded))
        };
        Some(Self { encoding, characters })
    }

    fn text(&self, code: u32) -> Option<String> {
        let cid = match &self.encoding {
            Some(encoding) => (1..=4).find_map(|length| encoding.lookup_cid_code(code, length))?,
            None => code,
        };
        let character =
            || (1..=4).find_map(|length| self.characters.lookup_cid_code(cid, length)).and_then(char::from_u32);
        let text = self.characters.lookup_bf_string(cid).map(string).or_else(|| character().map(String::from))?;
        (!text.chars().all(is_no_character)).then_some(text)
    }
}
