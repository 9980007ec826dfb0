//! From bytes to characters: the encoding that somebody chose, that the bytes show, that the file states, or that the
//! letters make likely. Which it was is recorded with the article.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::error::ImportError;

/// How many bytes at the beginning show whether a file is text at all.
const LOOKED_AT: usize = 64 << 10;

/// A text as decoded.
#[derive(Debug)]
pub(super) struct Decoded<'b> {
    /// The characters, a mark of the encoding at their beginning left in.
    pub(super) text: Cow<'b, str>,
    /// The name of the encoding.
    pub(super) encoding: &'static str,
    /// Whether some bytes had no character in it and became U+FFFD.
    pub(super) is_damaged: bool,
}

/// The encodings that can be chosen.
pub const ENCODINGS: &[&Encoding] = &[
    UTF_8,
    UTF_16LE,
    UTF_16BE,
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1251,
    encoding_rs::WINDOWS_1252,
    encoding_rs::WINDOWS_1253,
    encoding_rs::WINDOWS_1254,
    encoding_rs::WINDOWS_1255,
    encoding_rs::WINDOWS_1256,
    encoding_rs::WINDOWS_1257,
    encoding_rs::WINDOWS_1258,
    encoding_rs::KOI8_R,
    encoding_rs::KOI8_U,
    encoding_rs::ISO_8859_2,
    encoding_rs::ISO_8859_5,
    encoding_rs::ISO_8859_6,
    encoding_rs::ISO_8859_7,
    encoding_rs::ISO_8859_8,
    encoding_rs::ISO_8859_15,
    encoding_rs::X_MAC_CYRILLIC,
    encoding_rs::MACINTOSH,
    encoding_rs::GB18030,
    encoding_rs::BIG5,
    encoding_rs::SHIFT_JIS,
    encoding_rs::EUC_JP,
    encoding_rs::EUC_KR,
];

/// The encoding of a name, as web pages and people write it ("windows-1251", "koi8-r", "utf-16le").
pub fn encoding(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label.trim().as_bytes())
}

/// Decodes bytes. `chosen` wins over all; a mark at the beginning, UTF-8 and UTF-16 show themselves; then comes what the
/// file states of itself, and last a guess from the letters.
pub(super) fn decode<'b>(
    bytes: &'b [u8],
    chosen: Option<&'static Encoding>,
    stated: Option<&'static Encoding>,
) -> Result<Decoded<'b>, ImportError> {
    let by_mark = || Encoding::for_bom(bytes).map(|(encoding, _length)| encoding);
    let encoding = match chosen.or_else(by_mark) {
        Some(encoding) => encoding,
        None => match utf16_without_mark(bytes)? {
            Some(encoding) => encoding,
            None if simdutf8::basic::from_utf8(bytes).is_ok() => UTF_8,
            None => stated.filter(|stated| *stated != UTF_8).unwrap_or_else(|| guess(bytes)),
        },
    };
    let (text, is_damaged) = encoding.decode_without_bom_handling(bytes);
    Ok(Decoded { text, encoding: encoding.name(), is_damaged })
}

/// UTF-16 shows itself by NUL bytes at every other place, those of Latin letters, blanks and line ends. Other NUL bytes
/// mean that this is no text.
fn utf16_without_mark(bytes: &[u8]) -> Result<Option<&'static Encoding>, ImportError> {
    let head = bytes.get(..LOOKED_AT.min(bytes.len())).unwrap_or_default();
    let Some(first) = memchr::memchr(0, head) else {
        // A NUL byte far behind is as little part of a text as one at the beginning.
        return memchr::memchr(0, bytes).map_or(Ok(None), |place| Err(ImportError::Binary(place)));
    };
    let places = memchr::memchr_iter(0, head);
    let one_side = places.clone().all(|place| place % 2 == first % 2);
    let is_frequent = places.count() * 64 >= head.len();
    let encoding = if first % 2 == 1 { UTF_16LE } else { UTF_16BE };
    let even = head.get(..head.len() / 2 * 2).unwrap_or_default();
    let reads = || {
        let (text, is_damaged) = encoding.decode_without_bom_handling(even);
        !is_damaged && !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}'))
    };
    if one_side && is_frequent && bytes.len().is_multiple_of(2) && reads() {
        Ok(Some(encoding))
    } else {
        Err(ImportError::Binary(first))
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str = "Президент России сообщил, что переговоры с турецким коллегой пройдут на будущей неделе. \
                           «Мы готовы к диалогу», — сказал он журналистам в Москве и добавил, что ждёт ответа.";
    const TURKISH: &str = "Cumhurbaşkanı Erdoğan, görüşmenin ardından basın mensuplarına açıklama yaptı: İki ülke \
                           arasındaki ticaretin büyümesi için çalışıyoruz, dedi. Işık ve güneş enerjisi de konuşuldu.";

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, None, None).unwrap();
        assert!(!decoded.is_damaged);
        (decoded.text.trim_start_matches('\u{FEFF}').to_owned(), decoded.encoding)
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn one_text_in_many_encodings_gives_the_same_characters() {
        let encoded = |label: &str, text: &str| {
            let (bytes, _, is_lost) = encoding(label).unwrap().encode(text);
            assert!(!is_lost, "{label}");
            bytes.into_owned()
        };
        let with_mark = [&[0xFF, 0xFE][..], &utf16(RUSSIAN, u16::to_le_bytes)].concat();
        for (bytes, name) in [
            (RUSSIAN.as_bytes().to_vec(), "UTF-8"),
            ([&[0xEF, 0xBB, 0xBF], RUSSIAN.as_bytes()].concat(), "UTF-8"),
            (with_mark, "UTF-16LE"),
            (utf16(RUSSIAN, u16::to_le_bytes), "UTF-16LE"),
            (utf16(RUSSIAN, u16::to_be_bytes), "UTF-16BE"),
            (encoded("windows-1251", RUSSIAN), "windows-1251"),
        ] {
            assert_eq!(read(&bytes), (RUSSIAN.to_owned(), name));
        }
        // What these cannot hold is left out of the text.
        let plain = RUSSIAN.replace(['«', '»', '—'], "\"");
        assert_eq!(read(&encoded("koi8-u", &plain)).0, plain);
        assert_eq!(read(&encoded("iso-8859-5", &plain)), (plain.clone(), "ISO-8859-5"));
        assert_eq!(read(&encoded("ibm866", &plain)), (plain, "IBM866"));
        assert_eq!(read(&encoded("windows-1254", TURKISH)), (TURKISH.to_owned(), "windows-1254"));
    }

    #[test]
    fn somebodys_choice_wins_and_the_file_may_state_its_own() {
        let mac = encoding("x-mac-cyrillic").unwrap();
        let (bytes, _, _) = mac.encode(RUSSIAN);
        let decoded = decode(&bytes, Some(mac), None).unwrap();
        assert_eq!((decoded.text.as_ref(), decoded.encoding), (RUSSIAN, "x-mac-cyrillic"));
        let stated = decode(b"caf\xE9", None, encoding("iso-8859-2")).unwrap();
        assert_eq!((stated.text.as_ref(), stated.encoding), ("café", "ISO-8859-2"));
        assert_eq!(encoding("no such thing"), None);
    }

    #[test]
    fn what_is_no_text_is_not_read_as_one() {
        for bytes in [&b"PK\x03\x04\0\0\xFF"[..], b"a\0\0b", &[b"text ".repeat(40_000), vec![0]].concat()] {
            assert!(matches!(decode(bytes, None, None), Err(ImportError::Binary(_))));
        }
    }
}
