//! From bytes to characters: the encoding that somebody chose, that the bytes show, that the file states, or that the
//! letters make likely. Which it was is recorded with the article. Nothing else in Sayso decides this.
//!
//! 1. What somebody chose wins.
//! 2. A byte order mark says what it says; UTF-16 without one shows itself by its NUL bytes.
//! 3. The encoding that the file or its sender states holds, unless the bytes contradict it.
//! 4. Bytes most of which are UTF-8 are UTF-8, though some be damaged.
//! 5. Else the letters decide.
//!
//! Bytes that have no character, NUL among them, become U+FFFD, and are told with their place.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::{
    doubt::{At, Bad, Doubt, Place, lines_in},
    error::ImportError,
    sequences::Sequences,
};

/// How many bytes at the beginning show whether a file is text at all.
const LOOKED_AT: usize = 64 << 10;
/// In how many bytes letters are looked at, from the first that is not ASCII.
const LETTERS: usize = 4 << 20;
/// For how much there is room at least while damaged bytes are decoded, in bytes.
const ROOM: usize = 64 << 10;

/// A text as decoded.
#[derive(Debug)]
pub(super) struct Decoded<'b> {
    /// The characters, a mark of the encoding at their beginning left in.
    pub(super) text: Cow<'b, str>,
    /// The name of the encoding.
    pub(super) encoding: &'static str,
    /// What people should know of how they were read.
    pub(super) doubts: Vec<Doubt>,
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

/// The encoding that a header states, as in `text/html; Charset="utf-8"`.
pub fn stated_in(header: &str) -> Option<&'static Encoding> {
    const NAME: &str = "charset";
    header.to_ascii_lowercase().match_indices(NAME).find_map(|(at, _)| {
        let value = header.get(at + NAME.len()..)?.trim_start().strip_prefix('=')?.trim_start();
        encoding(value.trim_start_matches(['"', '\'']).split(['"', '\'', ';', ',', ' ', '\t']).next()?)
    })
}

/// What begins a file or message and is mostly ASCII; each byte is a character.
pub(super) fn header(bytes: &[u8]) -> Cow<'_, str> {
    encoding_rs::mem::decode_latin1(bytes)
}

/// Decodes bytes. `chosen` is what somebody chose, `stated` what the file says of itself, or whoever sent it.
///
/// # Errors
/// When they are no text.
pub(super) fn decode<'b>(
    bytes: &'b [u8],
    chosen: Option<&'static Encoding>,
    stated: Option<&'static Encoding>,
) -> Result<Decoded<'b>, ImportError> {
    if let Some(chosen) = chosen {
        return Ok(decoded(chosen, bytes));
    }
    if let Some(decoded) = utf32(bytes) {
        return Ok(decoded);
    }
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _length)) => encoding,
        None => match utf16_without_mark(bytes, stated)? {
            Some(encoding) => encoding,
            None => eight_bit(bytes, stated),
        },
    };
    let mut decoded = decoded(encoding, bytes);
    let is_other = |stated: &&Encoding| *stated != encoding && !(is_utf16(stated) && is_utf16(encoding));
    if let Some(stated) = stated.filter(is_other).filter(|_| !decoded.text.is_ascii()) {
        decoded.doubts.insert(0, Doubt::NotAsStated(stated.name(), encoding.name()));
    }
    Ok(decoded)
}

fn is_utf16(encoding: &Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// The encoding of bytes that are no UTF-16.
fn eight_bit(bytes: &[u8], stated: Option<&'static Encoding>) -> &'static Encoding {
    if bytes.is_ascii() {
        // Japanese may be written in ASCII, with escapes where it begins and ends.
        let may_be_japanese = memchr::memmem::find(bytes, b"\x1B$").is_some();
        return Some(ISO_2022_JP).filter(|japanese| may_be_japanese && guess(bytes) == *japanese).unwrap_or(UTF_8);
    }
    let stated = stated.filter(|stated| !is_utf16(stated));
    if stated.is_none_or(|stated| stated == UTF_8) && simdutf8::basic::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let sequences = Sequences::of(bytes);
    match stated {
        Some(stated) if stated == UTF_8 && sequences.contradict_utf8() => guess(bytes),
        Some(stated) if stated != UTF_8 && sequences.contradict_other() => UTF_8,
        Some(stated) => stated,
        None if sequences.are_utf8() => UTF_8,
        None => guess(bytes),
    }
}

/// UTF-16 shows itself by NUL bytes at every other place, those of Latin letters, blanks and line ends; else many of them
/// mean that this is no text.
fn utf16_without_mark(
    bytes: &[u8],
    stated: Option<&'static Encoding>,
) -> Result<Option<&'static Encoding>, ImportError> {
    let head = bytes.get(..LOOKED_AT.min(bytes.len()) / 2 * 2).unwrap_or_default();
    let Some(first) = memchr::memchr(0, bytes) else {
        // Chinese may have none.
        let is_meant = |stated: &&'static Encoding| is_utf16(stated) && reads(stated, head);
        return Ok(stated.filter(is_meant).filter(|_| simdutf8::basic::from_utf8(bytes).is_err()));
    };
    if simdutf8::basic::from_utf8(head).is_err()
        && let Some(order) = [UTF_16LE, UTF_16BE].into_iter().find(|order| is_east_asian(order, head))
    {
        return Ok(Some(order));
    }
    let controls = bytes.iter().filter(|byte| matches!(byte, 1..=8 | 0xE..=0x1A | 0x1C..=0x1F)).count();
    let has_controls = controls * 100 > bytes.len();
    if memchr::memchr_iter(0, bytes).count() * 16 <= bytes.len() && !has_controls {
        // A text that something damaged.
        return Ok(None);
    }
    let (even, odd): (Vec<usize>, Vec<usize>) = memchr::memchr_iter(0, head).partition(|place| place % 2 == 0);
    let (encoding, most, least) = match (even.len(), odd.len()) {
        (even, odd) if odd > even => (UTF_16LE, odd, even),
        (even, odd) => (UTF_16BE, even, odd),
    };
    let is_frequent = most * if has_controls { 64 } else { 4 } >= head.len();
    if most > 8 * least && is_frequent && reads(encoding, head) {
        Ok(Some(encoding))
    } else {
        Err(ImportError::Binary(first))
    }
}

/// Whether bytes are Chinese or Japanese in an encoding of UTF-16, in which other texts than a short one hardly read so.
fn is_east_asian(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    const SHORT: usize = 16;
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let is_such = |c: &char| matches!(c, '\n' | '\r' | ' '..='~' | '、'..='ヿ' | '一'..='\u{9FFF}' | '！'..='～');
    let (all, such) = (text.chars().count(), text.chars().filter(is_such).count());
    all >= SHORT && such * 20 >= all * 19
}

/// Whether bytes read as text in an encoding of UTF-16.
fn reads(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let count = |is_such: fn(char) -> bool| text.chars().filter(|c| is_such(*c)).count();
    let (all, replaced) = (count(|_| true), count(|c| c == '\u{FFFD}'));
    let controls = count(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}'));
    controls * 50 <= all && replaced * 50 <= all + 50
}

/// The encoding that the letters make likely.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let is_ascii = bytes.is_ascii();
    let start = if is_ascii { 0 } else { Encoding::ascii_valid_up_to(bytes) };
    let letters = bytes.get(start..bytes.len().min(start + LETTERS)).unwrap_or_default();
    let japanese = if is_ascii { Iso2022JpDetection::Allow } else { Iso2022JpDetection::Deny };
    let mut detector = EncodingDetector::new(japanese);
    detector.feed(letters, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The text of bytes in this encoding.
fn decoded<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Decoded<'b> {
    let (text, is_damaged) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name();
    if !is_damaged && memchr::memchr(0, text.as_bytes()).is_none() {
        return Decoded { text, encoding: name, doubts: Vec::new() };
    }
    drop(text);
    let mut replacing = Replacing::of(bytes);
    // NUL is a character in every encoding, and in no text.
    let width = if is_utf16(encoding) { 2 } else { 1 };
    let is_nul = |unit: &[u8]| unit.len() == width && unit.iter().all(|byte| *byte == 0);
    let next = |start: usize| {
        let rest = bytes.get(start..).unwrap_or_default();
        let found = if width == 1 {
            memchr::memchr(0, rest)
        } else {
            rest.chunks(width).position(is_nul).map(|number| number * width)
        };
        found.map(|found| start + found)
    };
    let mut start = 0;
    loop {
        let nul = next(start);
        replacing.decode(encoding, start, nul.unwrap_or(bytes.len()));
        let Some(end) = nul else { return replacing.end(name) };
        replacing.replace(end, width);
        start = end + width;
    }
}

/// The text of UTF-32, which must begin with its mark.
fn utf32(bytes: &[u8]) -> Option<Decoded<'static>> {
    let (name, code): (_, fn([u8; 4]) -> u32) = match bytes.first_chunk()? {
        [0xFF, 0xFE, 0, 0] => ("UTF-32LE", u32::from_le_bytes),
        [0, 0, 0xFE, 0xFF] => ("UTF-32BE", u32::from_be_bytes),
        _ => return None,
    };
    let mut replacing = Replacing::of(bytes);
    for (number, unit) in bytes.chunks(4).enumerate() {
        let character = unit.try_into().ok().and_then(|unit| char::from_u32(code(unit))).filter(|c| *c != '\0');
        match character {
            Some(character) => replacing.text.push(character),
            None => replacing.replace(4 * number, unit.len()),
        }
    }
    Some(replacing.end(name))
}

/// A text on its way out of bytes some of which have no character.
struct Replacing<'b> {
    bytes: &'b [u8],
    text: String,
    bad: Bad,
}

impl<'b> Replacing<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        Self { bytes, text: String::with_capacity(bytes.len() + ROOM), bad: Bad::default() }
    }

    /// Decodes the bytes between these.
    fn decode(&mut self, encoding: &'static Encoding, mut start: usize, end: usize) {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        loop {
            self.text.reserve(ROOM);
            let rest = self.bytes.get(start..end).unwrap_or_default();
            let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut self.text, true);
            start += read;
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, after) => {
                    let (length, after) = (usize::from(length), usize::from(after));
                    self.replace(start.saturating_sub(after + length), length);
                }
            }
        }
    }

    /// Replaces the bytes here.
    fn replace(&mut self, at: usize, length: usize) {
        let (text, bytes) = (&self.text, self.bytes.get(at..at + length).unwrap_or_default());
        self.bad.add(|| {
            let what: Vec<String> = bytes.iter().map(|byte| format!("0x{byte:02X}")).collect();
            Place { line: lines_in(text) + 1, at: At::Byte(at), what: what.join(" ") }
        });
        self.text.push('\u{FFFD}');
    }

    fn end(self, encoding: &'static str) -> Decoded<'static> {
        let doubts = if self.bad.count == 0 { Vec::new() } else { vec![Doubt::BytesReplaced(encoding, self.bad)] };
        Decoded { text: self.text.into(), encoding, doubts }
    }
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
        assert_eq!(decoded.doubts, []);
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
        for bytes in [&b"PK\x03\x04\0\0\xFF"[..], b"a\0\0b", b"so\0it\0goes", &[3, 7, 0, 200, 0].repeat(9_000)] {
            assert!(matches!(decode(bytes, None, None), Err(ImportError::Binary(_))));
        }
    }

    /// The text, and what is told of it.
    fn told(bytes: &[u8], stated: Option<&str>) -> (String, &'static str, String) {
        let decoded = decode(bytes, None, stated.map(|label| encoding(label).unwrap())).unwrap();
        let doubts: Vec<String> = decoded.doubts.iter().map(ToString::to_string).collect();
        (decoded.text.trim_start_matches('\u{FEFF}').to_owned(), decoded.encoding, doubts.join(" "))
    }

    #[test]
    fn a_bad_byte_does_not_change_the_encoding_of_a_text() {
        for text in [RUSSIAN, TURKISH, "Größe, Maß", "安倍首相は昨日", "été", "שלום עולם", "naïve “quotes” 🙂"]
        {
            let mut bytes = format!("{text}\nSo it is: ").into_bytes();
            bytes.extend_from_slice(b"caf\xE9.\r\n");
            let (read, encoding, doubts) = told(&bytes, None);
            assert_eq!((read, encoding), (format!("{text}\nSo it is: caf\u{FFFD}.\r\n"), "UTF-8"));
            let place = format!("line 2, byte {} (0xE9)", bytes.len() - 4);
            assert!(doubts.starts_with("1 byte sequence is not valid UTF-8") && doubts.contains(&place), "{doubts}");
            let stated = told(&bytes, Some("utf-8"));
            assert_eq!((stated.1, &stated.2), ("UTF-8", &doubts));
            // Cut inside the last letter.
            let cut = format!("{text} {}", text.chars().rfind(|c| !c.is_ascii()).unwrap());
            let (read, encoding, doubts) = told(&cut.as_bytes()[..cut.len() - 1], None);
            assert_eq!((read, encoding), (format!("{text} \u{FFFD}"), "UTF-8"));
            assert!(doubts.starts_with("1 byte"), "{doubts}");
        }
    }

    #[test]
    fn what_is_not_valid_utf8_is_replaced_as_everywhere() {
        let bytes = "äöüß éèàç: ?/?/?/?/".as_bytes();
        let bad: [&[u8]; 4] = [b"\xC0\xAF", b"\xED\xA0\xBD", b"\0", b"\xF5\x80\x80\x80"];
        let pieces: Vec<&[u8]> = bytes.split(|byte| *byte == b'?').collect();
        let mut bytes = pieces[0].to_vec();
        for (bad, piece) in bad.iter().zip(&pieces[1..]) {
            bytes.extend_from_slice(bad);
            bytes.extend_from_slice(piece);
        }
        let (read, encoding, doubts) = told(&bytes.repeat(3), None);
        let as_elsewhere = String::from_utf8_lossy(&bytes).replace('\0', "\u{FFFD}");
        assert_eq!((read, encoding), (as_elsewhere.repeat(3), "UTF-8"));
        assert!(doubts.starts_with("30 byte sequences are") && doubts.contains("; and 25 more"), "{doubts}");
    }

    #[test]
    fn what_is_stated_holds_unless_the_bytes_contradict_it() {
        let (read, encoding, doubts) = told("Größe".as_bytes(), Some("iso-8859-1"));
        assert_eq!((read.as_str(), encoding), ("Größe", "UTF-8"));
        assert_eq!(doubts, "Read as UTF-8: the file declares windows-1252, but its bytes are UTF-8.");
        // These bytes could be UTF-8, but hardly are.
        for (bytes, label, text) in [
            (&b"MARCH\xC9\xBB"[..], "windows-1252", "MARCHÉ»"),
            (b"\xC3\xBC stands for \xFC", "windows-1252", "Ã¼ stands for ü"),
        ] {
            assert_eq!(
                told(bytes, Some(label)),
                (text.to_owned(), super::encoding(label).unwrap().name(), String::new())
            );
        }
        let latin = told(b"caf\xE9", Some("utf-8"));
        assert_eq!((latin.0.as_str(), latin.1), ("caf\u{FFFD}", "UTF-8"), "one bad byte contradicts nothing");
        let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode(RUSSIAN);
        let (read, _, doubts) = told(&cyrillic, Some("utf-8"));
        assert!(read == RUSSIAN && doubts.starts_with("Read as windows-1251: the file declares UTF-8"), "{doubts}");
        let (japanese, _, _) = ISO_2022_JP.encode("安倍首相は昨日、東京で記者会見した。");
        assert_eq!(told(&japanese, Some("iso-2022-jp")).1, "ISO-2022-JP");
        assert_eq!(told(&japanese, None).0, "安倍首相は昨日、東京で記者会見した。");
        assert_eq!(told(b"plain", Some("windows-1251")), ("plain".to_owned(), "UTF-8", String::new()));
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            // Its NUL bytes stand on both sides.
            let text = "发言人说，中国愿同各方一道，推动局势缓和。\n这是最新的一次会见。\n";
            assert_eq!(
                told(&utf16(text, order), None),
                (text.to_owned(), told(&utf16("so on", order), None).1, String::new())
            );
        }
        let chinese = utf16("我们在北京见面讨论贸易问题", u16::to_le_bytes);
        assert_eq!(told(&chinese, Some("utf-16")).0, "我们在北京见面讨论贸易问题");
    }

    #[test]
    fn other_encodings_stay_detected() {
        for (label, text) in [
            ("gbk", "外交部发言人说，中国愿同各方一道，推动地区局势缓和，通过对话解决分歧。"),
            ("big5", "外交部發言人說，希望各方保持冷靜，透過對話解決彼此的分歧。"),
            ("shift_jis", "安倍首相は昨日、東京で記者会見し、来月の選挙について説明した。"),
            ("euc-kr", "대통령은 어제 서울에서 기자회견을 열고 경제 문제에 대해 설명했다."),
            ("windows-1252", "Le café «MARCHÉ» est fermé; l'été dernier, où était-il? À côté, «CAFÉ»."),
            ("windows-1250", "Prezydent powiedział, że rozmowy będą trwały. Źródła mówią o święcie."),
        ] {
            let (bytes, _, is_lost) = encoding(label).unwrap().encode(text);
            assert!(!is_lost, "{label}");
            assert_eq!(told(&bytes, None).0, text, "{label}");
        }
        // What was encoded twice is valid, and stays.
        assert_eq!(told("GrÃ¼ÃŸe".as_bytes(), None), ("GrÃ¼ÃŸe".to_owned(), "UTF-8", String::new()));
    }

    #[test]
    fn damage_is_told_in_every_encoding() {
        let mut bytes = [&[0xFF, 0xFE][..], &utf16("eins\nzwei", u16::to_le_bytes)].concat();
        bytes.splice(14..14, [0x3D, 0xD8]);
        bytes.push(b'!');
        let (read, encoding, doubts) = told(&bytes, None);
        assert_eq!((read.as_str(), encoding), ("eins\nz\u{FFFD}wei\u{FFFD}", "UTF-16LE"));
        assert!(doubts.contains("line 2, byte 14 (0x3D 0xD8); line 2, byte 22 (0x21)"), "{doubts}");
        let (read, _, doubts) = told(b"\x82\xA0\n\x82\xFF\x82\xA2", Some("shift_jis"));
        assert_eq!(read, "あ\n\u{FFFD}い");
        assert!(doubts.contains("not valid Shift_JIS") && doubts.contains("line 2, byte 3"), "{doubts}");
        let wide: Vec<u8> = "\u{FEFF}ab🙂".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert_eq!(told(&wide, None), ("ab🙂".to_owned(), "UTF-32LE", String::new()));
        let (read, encoding, doubts) = told("Ein Text mit einem Loch: \0 – so.".as_bytes(), None);
        assert_eq!((read.as_str(), encoding), ("Ein Text mit einem Loch: \u{FFFD} – so.", "UTF-8"));
        assert!(doubts.contains("line 1, byte 25 (0x00)"), "{doubts}");
    }
}
