//! UTF-16 and UTF-32 without a mark at their beginning, by what the bytes read as in each.
//!
//! In the right one nearly all characters are of one script, with the signs and Latin letters that go with any; in a wrong
//! one they are scattered. Where two read equally well, the characters of the right one lie closer together.

use std::{cmp::Reverse, collections::BTreeMap, collections::BTreeSet};

use encoding_rs::{UTF_16BE, UTF_16LE};
use icu_properties::{CodePointMapData, props::Script};

use super::{charset::Charset, error::ImportError};

/// How many bytes at the beginning show whether a file is text at all; a multiple of four.
const LOOKED_AT: usize = 64 << 10;
/// Fewer letters of East Asia may be anything.
const SHORT: usize = 16;
/// In text of this many bytes or fewer a control character stands, where bytes are parts of wider characters.
const CONTROL_EVERY: usize = 64;

/// The encoding of bytes that are UTF-16 or UTF-32; `None` if they are text in another, though it may be damaged.
///
/// # Errors
/// When they are no text.
pub(super) fn without_mark(bytes: &[u8], stated: Option<Charset>) -> Result<Option<Charset>, ImportError> {
    let head = bytes.get(..LOOKED_AT.min(bytes.len())).unwrap_or_default();
    let first_nul = memchr::memchr(0, bytes);
    let is_utf8 = simdutf8::basic::from_utf8(head).is_ok();
    let controls = head.iter().filter(|byte| is_control(**byte)).count();
    // Alphabets such as Thai are control characters and ASCII, byte by byte.
    if first_nul.is_none() && is_utf8 && controls * 4 < head.len() {
        return Ok(None);
    }
    let nuls = memchr::memchr_iter(0, head).count();
    let read = |charset: Charset| Some((charset, Reading::of(head, charset)?));
    if nuls * 2 >= head.len()
        && let Some((charset, _)) = [Charset::Utf32Le, Charset::Utf32Be]
            .into_iter()
            .filter_map(read)
            .find(|(_, reading)| reading.all > 1 && reading.is_text())
    {
        return Ok(Some(charset));
    }
    let orders = [Charset::Web(UTF_16LE), Charset::Web(UTF_16BE)].into_iter().filter_map(read);
    let best = orders.max_by_key(|(_, reading)| (reading.fitting, !reading.is_east_asian, Reverse(reading.rows)));
    // What is stated holds for short texts, and for those in many scripts.
    let is_stated = stated.is_some_and(|stated| stated.is_wide() && !stated.is_utf32());
    let has_signs = (nuls + controls) * CONTROL_EVERY >= head.len();
    let is_meant = |reading: &Reading| {
        let is_long = !reading.is_east_asian || !is_utf8 && reading.all >= SHORT;
        is_stated && reading.is_legible() || has_signs && is_long && reading.is_text()
    };
    if let Some((charset, _)) = best.filter(|(_, reading)| is_meant(reading)) {
        return Ok(Some(charset));
    }
    let Some(first_nul) = first_nul else { return Ok(None) };
    // A text that something damaged has few of them.
    let nuls = memchr::memchr_iter(0, bytes).count();
    let controls = bytes.iter().filter(|byte| is_control(**byte)).count();
    if nuls * 16 <= bytes.len() && controls * 100 <= bytes.len() {
        Ok(None)
    } else {
        Err(ImportError::Binary(first_nul))
    }
}

/// Whether a byte, other than NUL, is in no text where each byte is a character or a part of one that is not ASCII.
fn is_control(byte: u8) -> bool {
    matches!(byte, 1..=8 | 0xE..=0x1A | 0x1C..=0x1F)
}

/// What bytes read as in an encoding.
struct Reading {
    /// How many characters there are.
    all: usize,
    /// How many of them are of the most frequent script, or go with any.
    fitting: usize,
    /// How many are half a pair, control characters or none at all.
    broken: usize,
    /// Whether the script is one that holds so many characters that other bytes read as such, too.
    is_east_asian: bool,
    /// In how many rows of 256 the characters lie.
    rows: usize,
}

impl Reading {
    /// `None` if there is not one character.
    fn of(bytes: &[u8], charset: Charset) -> Option<Self> {
        let mut reading = Self { all: 0, fitting: 0, broken: 0, is_east_asian: false, rows: 0 };
        let (mut scripts, mut rows): (BTreeMap<Script, usize>, BTreeSet<u32>) = Default::default();
        for character in characters(bytes, charset) {
            reading.all += 1;
            let Some(character) = character.filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{C}'))
            else {
                reading.broken += 1;
                continue;
            };
            rows.insert(u32::from(character) >> 8);
            match script_of(character) {
                Some(Script::Latin) => reading.fitting += 1,
                Some(script) => *scripts.entry(script).or_default() += 1,
                None => {}
            }
        }
        if let Some((script, count)) = scripts.into_iter().max_by_key(|(_, count)| *count) {
            reading.fitting += count;
            reading.is_east_asian = script == Script::Han || script == Script::Hangul;
        }
        reading.rows = rows.len();
        Some(reading).filter(|reading| reading.all > 0)
    }

    /// Whether they are text in one script.
    fn is_text(&self) -> bool {
        self.fitting * 20 >= self.all * 19
    }

    /// Whether they are text in any.
    fn is_legible(&self) -> bool {
        self.broken * 25 <= self.all + 25
    }
}

/// The script of a character, Japanese and Chinese being one; Latin for what goes with any, and `None` for what hardly stands
/// in a text.
fn script_of(character: char) -> Option<Script> {
    if matches!(
        character,
        '\t' | '\n' | '\u{C}' | '\r' | ' '..='~' | '\u{A0}'..='\u{FF}' | '\u{200B}'..='\u{200F}' | '\u{2010}'..='\u{2027}'
            | '\u{202F}'..='\u{203B}' | '\u{20A0}'..='\u{20BF}' | '\u{2116}' | '\u{2122}' | '\u{3000}'..='\u{3011}'
            | '\u{FE0F}' | '\u{FEFF}' | '\u{1F300}'..='\u{1FAFF}'
    ) {
        return Some(Script::Latin);
    }
    match CodePointMapData::<Script>::new().get(character) {
        // Vowels and tones over letters.
        Script::Inherited => Some(Script::Latin),
        Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo => {
            matches!(character, '\u{3041}'..='\u{312F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF61}'..='\u{FF9F}')
                .then_some(Script::Han)
        }
        Script::Common => {
            matches!(character, '\u{3012}'..='\u{301F}' | '\u{30FB}'..='\u{30FC}' | '\u{FF01}'..='\u{FF65}')
                .then_some(Script::Han)
                .or_else(|| {
                    matches!(character, '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{640}').then_some(Script::Arabic)
                })
                .or_else(|| matches!(character, '\u{964}' | '\u{965}').then_some(Script::Latin))
        }
        Script::Unknown => None,
        script => Some(script),
    }
}

/// The characters of bytes; `None` for what is none.
fn characters(bytes: &[u8], charset: Charset) -> impl Iterator<Item = Option<char>> {
    let width = if charset.is_utf32() { 4 } else { 2 };
    let units = bytes.chunks_exact(width);
    let of_utf32 = (width == 4)
        .then(|| units.clone().map(move |unit| char::from_u32(charset.code(unit.try_into().unwrap_or_default()))));
    let of_utf16 = (width == 2).then(|| {
        let number = move |unit: &[u8]| {
            let unit = unit.try_into().unwrap_or_default();
            if charset == Charset::Web(UTF_16BE) { u16::from_be_bytes(unit) } else { u16::from_le_bytes(unit) }
        };
        char::decode_utf16(units.map(number)).map(Result::ok)
    });
    of_utf32.into_iter().flatten().chain(of_utf16.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "So it goes.";
    /// A sentence in each of many scripts, some with no blank in it and some with no character below 256.
    const TEXTS: [&str; 17] = [
        "Президент сообщил, что переговоры пройдут на будущей неделе. «Мы готовы», — сказал он.",
        "Ο πρωθυπουργός δήλωσε ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα.",
        "Größe, Maß und Übermut – so heißt es – „zählen“ nicht.",
        "外交部发言人说，中国愿同各方一道，推动地区局势缓和，通过对话解决分歧。",
        "外交部發言人說，希望各方保持冷靜，透過對話解決彼此的分歧。",
        "安倍首相は昨日、東京で記者会見し、来月の選挙について説明した。",
        "대통령은 어제 서울에서 기자회견을 열고 경제 문제에 대해 설명했다고 밝혔다.",
        "प्रधानमंत्री ने कहा कि बातचीत अगले सप्ताह जारी रहेगी और कोई नहीं जानता।",
        "প্রধানমন্ত্রী বলেছেন যে আলোচনা আগামী সপ্তাহে চলবে।",
        "பிரதமர் கூறினார் பேச்சுவார்த்தை அடுத்த வாரம் தொடரும்.",
        "นายกรัฐมนตรีกล่าวเมื่อวานนี้ว่าการเจรจาจะดำเนินต่อไปในสัปดาห์หน้า",
        "قال رئيس الوزراء إن المحادثات ستستمر الأسبوع المقبل، ولم يذكر موعدًا.",
        "ראש הממשלה אמר כי השיחות יימשכו בשבוע הבא.",
        "Վարչապետն ասաց, որ բանակցությունները կշարունակվեն հաջորդ շաբաթ։",
        "პრემიერმა განაცხადა, რომ მოლაპარაკებები მომავალ კვირას გაგრძელდება.",
        "ጠቅላይ ሚኒስትሩ ውይይቱ በሚቀጥለው ሳምንት ይቀጥላል ብለዋል።",
        "នាយករដ្ឋមន្ត្រីបានថ្លែងថាការពិភាក្សានឹងបន្តនៅសប្តាហ៍ក្រោយ។",
    ];

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn texts_in_all_scripts_are_recognised_in_both_orders() {
        for text in TEXTS.into_iter().chain([ENGLISH, "ab"]) {
            let (little, big) = (utf16(text, u16::to_le_bytes), utf16(text, u16::to_be_bytes));
            assert_eq!(without_mark(&little, None).unwrap(), Some(Charset::Web(UTF_16LE)), "{text}");
            assert_eq!(without_mark(&big, None).unwrap(), Some(Charset::Web(UTF_16BE)), "{text}");
            let of = |order: fn(u32) -> [u8; 4]| text.chars().flat_map(|c| order(c.into())).collect::<Vec<u8>>();
            assert_eq!(without_mark(&of(u32::to_le_bytes), None).unwrap(), Some(Charset::Utf32Le), "{text}");
            assert_eq!(without_mark(&of(u32::to_be_bytes), None).unwrap(), Some(Charset::Utf32Be), "{text}");
        }
    }

    #[test]
    fn texts_in_other_encodings_are_not_taken_for_it() {
        let labels = ["gbk", "big5", "shift_jis", "euc-jp", "euc-kr", "windows-1251", "windows-1253", "windows-874"];
        for text in TEXTS {
            assert_eq!(without_mark(text.as_bytes(), None).unwrap(), None, "{text}");
            for label in labels.into_iter().chain(["koi8-r", "windows-1252", "windows-1255", "windows-1256"]) {
                let (bytes, ..) = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text);
                for bytes in [bytes.to_vec(), bytes.iter().copied().filter(|byte| *byte != b' ').collect()] {
                    assert_eq!(without_mark(&bytes, None).unwrap(), None, "{label}: {text}");
                }
            }
        }
    }

    #[test]
    fn lists_with_nul_between_their_entries_are_no_text() {
        for entries in ["so\0it\0goes\0".repeat(30), "a.txt\0b.txt\0".repeat(90)] {
            assert!(matches!(without_mark(entries.as_bytes(), None), Err(ImportError::Binary(_))), "{entries:?}");
        }
    }

    #[test]
    fn short_texts_hold_what_is_stated_of_them() {
        let short = utf16("北京。", u16::to_be_bytes);
        assert_eq!(without_mark(&short, None).unwrap(), None);
        assert_eq!(without_mark(&short, Some(Charset::Web(UTF_16BE))).unwrap(), Some(Charset::Web(UTF_16BE)));
    }
}
