//! How other programs count places in a text: in which unit, and whether a line end of two characters and a byte order
//! mark count. Their offsets refer to the text as it was imported; ours to the text as it was frozen.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::{ByteOffset, segment::grapheme_breaks};

/// What an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points.
    CodePoint,
    /// UTF-16 units: what programs in Java and JavaScript count.
    Utf16,
    /// UTF-8 bytes.
    Byte,
    /// What readers see as one character (UAX #29).
    Grapheme,
}

/// A way of counting places in a text, from 0; the end of a stretch is the place after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counting {
    /// What is counted.
    pub unit: Unit,
    /// Whether CR + LF counts as one.
    pub joins_crlf: bool,
    /// Whether a byte order mark at the start counts.
    pub counts_bom: bool,
}

impl Counting {
    /// Everything in the text counts, in code points.
    pub const CODE_POINTS: Self = Self { unit: Unit::CodePoint, joins_crlf: false, counts_bom: true };
    /// UTF-16 units, without a byte order mark, which programs take off before they count.
    pub const UTF16: Self = Self { unit: Unit::Utf16, joins_crlf: false, counts_bom: false };
    /// UTF-8 bytes.
    pub const BYTES: Self = Self { unit: Unit::Byte, joins_crlf: false, counts_bom: false };

    /// This way and the others that give other places in at least one of the texts, this one first. Whether a text has
    /// characters beyond the Basic Multilingual Plane, composed characters, CR + LF or a byte order mark decides.
    pub fn alternatives<'t>(self, texts: &(impl Iterator<Item = &'t str> + Clone)) -> Vec<Self> {
        let some = |is: fn(&str) -> bool| texts.clone().any(is);
        let mut units = vec![self.unit];
        units
            .extend([Unit::CodePoint, Unit::Utf16, Unit::Byte, Unit::Grapheme].into_iter().filter(|u| *u != self.unit));
        if !some(|text| !text.is_ascii()) {
            units.truncate(1);
        }
        let either = |own: bool, matters: bool| if matters { vec![own, !own] } else { vec![own] };
        let mut ways = Vec::new();
        for joins_crlf in either(self.joins_crlf, some(|text| text.contains("\r\n"))) {
            for counts_bom in either(self.counts_bom, some(|text| text.starts_with('\u{FEFF}'))) {
                ways.extend(units.iter().map(|unit| Self { unit: *unit, joins_crlf, counts_bom }));
            }
        }
        ways
    }

    /// What is counted, with all that tells it from the other way: the line ends and the byte order mark as well.
    pub fn told_from(self, other: Self) -> String {
        let unit = Self { joins_crlf: false, ..self };
        let mut told = vec![unit.to_string()];
        if self.joins_crlf != other.joins_crlf {
            told.push(if self.joins_crlf { "CRLF as one" } else { "CRLF as two" }.to_owned());
        }
        if self.counts_bom != other.counts_bom {
            told.push(if self.counts_bom { "the byte order mark included" } else { "no byte order mark" }.to_owned());
        }
        told.join(", ")
    }

    /// Where the places `wanted` of the imported text lie in the frozen one. A place past the end, or inside a
    /// character, is missing. One sweep over the text.
    pub fn places(self, imported: &str, wanted: &BTreeSet<u32>) -> BTreeMap<u32, ByteOffset> {
        let mut places = BTreeMap::new();
        let graphemes: BTreeSet<usize> = match self.unit {
            Unit::Grapheme => grapheme_breaks(imported).into_iter().map(|(at, _)| at).collect(),
            Unit::CodePoint | Unit::Utf16 | Unit::Byte => BTreeSet::new(),
        };
        let mut wanted = wanted.iter().copied().peekable();
        let (mut counted, mut frozen) = (0, 0);
        for (at, character) in imported.char_indices() {
            let is_bom = at == 0 && character == '\u{FEFF}';
            let is_joined = character == '\r' && imported.as_bytes().get(at + 1) == Some(&b'\n');
            let is_place = self.unit != Unit::Grapheme || graphemes.contains(&at) || at == 0;
            if is_place {
                while wanted.next_if(|next| *next < counted).is_some() {}
                if wanted.next_if_eq(&counted).is_some() {
                    places.insert(counted, ByteOffset::new(frozen));
                }
            }
            let width = match self.unit {
                Unit::CodePoint => 1,
                Unit::Utf16 => character.len_utf16(),
                Unit::Byte => character.len_utf8(),
                Unit::Grapheme => usize::from(is_place),
            };
            let counts = (!is_bom || self.counts_bom) && (!is_joined || !self.joins_crlf);
            counted += if counts { u32::try_from(width).unwrap_or(0) } else { 0 };
            frozen += if is_bom || is_joined { 0 } else { character.len_utf8() };
            if wanted.peek().is_none() {
                return places;
            }
        }
        while wanted.next_if(|next| *next < counted).is_some() {}
        if wanted.peek() == Some(&counted) {
            places.insert(counted, ByteOffset::new(frozen));
        }
        places
    }
}

impl fmt::Display for Counting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.unit {
            Unit::CodePoint => "code points",
            Unit::Utf16 => "UTF-16 units",
            Unit::Byte => "UTF-8 bytes",
            Unit::Grapheme => "characters as seen",
        })?;
        if self.joins_crlf {
            f.write_str(", a line end as one")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes of the frozen text at which the offsets 0, 1, 2 … lie; 99 for none.
    fn places(counting: Counting, imported: &str, up_to: u32) -> Vec<u32> {
        let found = counting.places(imported, &(0..=up_to).collect());
        (0..=up_to).map(|offset| found.get(&offset).map_or(99, |place| place.0)).collect()
    }

    #[test]
    fn every_unit_counts_its_own_way() {
        let text = "a🙂é\u{301}b";
        assert_eq!(places(Counting::CODE_POINTS, text, 6), [0, 1, 5, 7, 9, 10, 99]);
        assert_eq!(places(Counting::UTF16, text, 7), [0, 1, 99, 5, 7, 9, 10, 99]);
        assert_eq!(places(Counting::BYTES, text, 11), [0, 1, 99, 99, 99, 5, 99, 7, 99, 9, 10, 99]);
        let graphemes = Counting { unit: Unit::Grapheme, ..Counting::CODE_POINTS };
        assert_eq!(places(graphemes, text, 5), [0, 1, 5, 9, 10, 99]);
    }

    #[test]
    fn line_ends_and_byte_order_marks_count_or_not() {
        let text = "\u{FEFF}a\r\nb";
        assert_eq!(places(Counting::CODE_POINTS, text, 5), [0, 0, 1, 1, 2, 3]);
        assert_eq!(places(Counting::UTF16, text, 5), [0, 1, 1, 2, 3, 99]);
        let joined = Counting { joins_crlf: true, ..Counting::UTF16 };
        assert_eq!(places(joined, text, 4), [0, 1, 2, 3, 99]);
        assert_eq!(places(Counting::UTF16, "", 1), [0, 99]);
    }

    #[test]
    fn only_ways_that_differ_are_tried() {
        let ways = |text: &str| Counting::UTF16.alternatives(&[text].into_iter()).len();
        assert_eq!((ways("plain\n"), ways("a\r\n"), ways("\u{FEFF}é\r\n")), (1, 2, 16));
    }
}
