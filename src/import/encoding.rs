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

use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8};

use super::{
    charset::{Charset, encoding},
    doubt::{At, Bad, Doubt, Place, lines_in},
    error::ImportError,
    guess::guess,
    sequences::Sequences,
    wide::without_mark,
};

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

/// The encoding that a header states, as in `text/html; Charset="utf-8"`.
pub fn stated_in(header: &str) -> Option<Charset> {
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
pub(super) fn decode(
    bytes: &[u8],
    chosen: Option<Charset>,
    stated: Option<Charset>,
) -> Result<Decoded<'_>, ImportError> {
    if let Some(chosen) = chosen {
        return Ok(decoded(chosen, bytes));
    }
    let charset = match Charset::of_mark(bytes) {
        Some(charset) => charset,
        None => without_mark(bytes, stated)?.unwrap_or_else(|| Charset::Web(eight_bit(bytes, stated))),
    };
    let mut decoded = decoded(charset, bytes);
    // Which byte is the first is hardly ever stated.
    let is_other = |stated: &Charset| {
        *stated != charset && !(stated.is_wide() && charset.is_wide() && stated.is_utf32() == charset.is_utf32())
    };
    if let Some(stated) = stated.filter(is_other).filter(|_| !decoded.text.is_ascii()) {
        decoded.doubts.insert(0, Doubt::NotAsStated(stated.name(), charset.name()));
    }
    Ok(decoded)
}

/// The encoding of bytes that are neither UTF-16 nor UTF-32.
fn eight_bit(bytes: &[u8], stated: Option<Charset>) -> &'static Encoding {
    if bytes.is_ascii() {
        // Japanese may be written in ASCII, with escapes where it begins and ends.
        let may_be_japanese = memchr::memmem::find(bytes, b"\x1B$").is_some();
        return Some(ISO_2022_JP).filter(|japanese| may_be_japanese && guess(bytes) == *japanese).unwrap_or(UTF_8);
    }
    let stated = stated.filter(|stated| !stated.is_wide()).and_then(Charset::of_web);
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

/// The text of bytes in this encoding.
fn decoded(charset: Charset, bytes: &[u8]) -> Decoded<'_> {
    let Charset::Web(encoding) = charset else { return utf32(charset, bytes) };
    let (text, is_damaged) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name();
    if !is_damaged && memchr::memchr(0, text.as_bytes()).is_none() {
        return Decoded { text, encoding: name, doubts: Vec::new() };
    }
    drop(text);
    let mut replacing = Replacing::of(bytes);
    // NUL is a character in every encoding, and in no text.
    let width = if charset.is_wide() { 2 } else { 1 };
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

/// The text of UTF-32.
fn utf32(charset: Charset, bytes: &[u8]) -> Decoded<'static> {
    let mut replacing = Replacing::of(bytes);
    for (number, unit) in bytes.chunks(4).enumerate() {
        let character = unit.try_into().ok().and_then(|unit| char::from_u32(charset.code(unit))).filter(|c| *c != '\0');
        match character {
            Some(character) => replacing.text.push(character),
            None => replacing.replace(4 * number, unit.len()),
        }
    }
    replacing.end(charset.name())
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

    fn encoder(label: &str) -> &'static Encoding {
        Encoding::for_label(label.as_bytes()).unwrap()
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn one_text_in_many_encodings_gives_the_same_characters() {
        let encoded = |label: &str, text: &str| {
            let (bytes, _, is_lost) = encoder(label).encode(text);
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
        let (bytes, _, _) = encoder("x-mac-cyrillic").encode(RUSSIAN);
        let decoded = decode(&bytes, encoding("x-mac-cyrillic"), None).unwrap();
        assert_eq!((decoded.text.as_ref(), decoded.encoding), (RUSSIAN, "x-mac-cyrillic"));
        let stated = decode(b"caf\xE9", None, encoding("iso-8859-2")).unwrap();
        assert_eq!((stated.text.as_ref(), stated.encoding), ("café", "ISO-8859-2"));
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
            assert_eq!(told(bytes, Some(label)), (text.to_owned(), encoder(label).name(), String::new()));
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
            let (bytes, _, is_lost) = encoder(label).encode(text);
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
