//! The encoding that the letters make likely, of bytes that are no Unicode.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, X_MAC_CYRILLIC};

/// In how many bytes letters are looked at, from the first that is not ASCII.
const LETTERS: usize = 4 << 20;

/// The encoding that the letters make likely.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let is_ascii = bytes.is_ascii();
    let start = if is_ascii { 0 } else { Encoding::ascii_valid_up_to(bytes) };
    let letters = bytes.get(start..bytes.len().min(start + LETTERS)).unwrap_or_default();
    let japanese = if is_ascii { Iso2022JpDetection::Allow } else { Iso2022JpDetection::Deny };
    let mut detector = EncodingDetector::new(japanese);
    detector.feed(letters, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    // Pages of the web are hardly ever in this one, so the detector does not know it. Most small letters are the same as in
    // that of Windows; capitals, signs and “я” are not.
    if is_better(X_MAC_CYRILLIC, guessed, letters) { X_MAC_CYRILLIC } else { guessed }
}

/// Whether bytes are far more like a text in this encoding of Cyrillic than in the one that was guessed.
fn is_better(cyrillic: &'static Encoding, guessed: &'static Encoding, bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 64 << 10;
    if !guessed.is_single_byte() {
        return false;
    }
    let head = bytes.get(..LOOKED_AT.min(bytes.len())).unwrap_or_default();
    let likeness = |encoding: &'static Encoding| Likeness::of(&encoding.decode_without_bom_handling(head).0);
    let (ours, theirs) = (likeness(cyrillic), likeness(guessed));
    let is_cyrillic = ours.cyrillic * 10 >= ours.foreign * 8;
    is_cyrillic && theirs.odd >= 2 && ours.odd * 4 <= theirs.odd
}

/// How much characters are like a text in Cyrillic.
#[derive(Default)]
struct Likeness {
    /// Letters of Cyrillic.
    cyrillic: usize,
    /// Characters that are not ASCII.
    foreign: usize,
    /// What does not happen inside words: a capital after a small letter, a sign or a letter of another script beside one;
    /// and letters of languages that share no text.
    odd: usize,
}

impl Likeness {
    fn of(text: &str) -> Self {
        let mut likeness = Self::default();
        let (mut before, mut of_serbian, mut of_others) = (' ', 0, 0);
        for character in text.chars() {
            likeness.foreign += usize::from(!character.is_ascii());
            likeness.cyrillic += usize::from(is_cyrillic(character));
            let is_capital_inside = is_cyrillic(before) && before.is_lowercase() && character.is_uppercase();
            let is_mixed =
                is_cyrillic(before) && !goes_beside(character) || is_cyrillic(character) && !goes_beside(before);
            likeness.odd += usize::from(is_capital_inside || is_mixed);
            of_serbian += usize::from(SERBIAN.contains(character));
            of_others += usize::from(NOT_SERBIAN.contains(character));
            before = character;
        }
        likeness.odd += of_serbian.min(of_others);
        likeness
    }
}

/// Letters of Serbian and Macedonian alone, which the capitals of another encoding become.
const SERBIAN: &str = "ЂЃЉЊЌЋЏђѓљњќћџ";
/// Letters that those two languages do not have.
const NOT_SERBIAN: &str = "йщъыьэюя";

fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{400}'..='\u{45F}' | 'Ґ' | 'ґ')
}

/// Whether a character may be next to a Cyrillic letter.
fn goes_beside(character: char) -> bool {
    is_cyrillic(character) || character.is_ascii() || "\u{A0}«»„“”‘’–—…№§".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cyrillic_of_old_macs_is_told_from_all_other_encodings_of_it() {
        let texts = [
            "Президент России сообщил, что переговоры пройдут на будущей неделе. «Мы готовы к диалогу», — сказал он.",
            "Москва. Вчера вечером я была на встрече; там говорили о ценах на нефть и о том, что делать дальше.",
            "ПЕРЕГОВОРЫ В МОСКВЕ: ЧТО ИЗВЕСТНО. Новая встреча состоится завтра.",
            "Президентът заяви, че преговорите ще продължат. „Готови сме“, каза той пред журналисти в София.",
            "Председник је рекао да ће преговори бити настављени. „Спремни смо“, изјавио је Милошевић.",
            "Президент України заявив, що переговори триватимуть. «Ми готові», — сказав він у Києві.",
        ];
        for text in texts.into_iter().flat_map(|text| [text.to_owned(), format!("{text} Größe\n").repeat(30)]) {
            for label in ["x-mac-cyrillic", "windows-1251", "iso-8859-5", "koi8-u", "ibm866"] {
                let encoding = Encoding::for_label(label.as_bytes()).unwrap();
                // What an encoding does not hold is left out.
                let fit: String = text.chars().filter(|c| !encoding.encode(c.encode_utf8(&mut [0; 4])).2).collect();
                let (bytes, ..) = encoding.encode(&fit);
                let is_mac = guess(&bytes) == X_MAC_CYRILLIC;
                assert_eq!(is_mac, label == "x-mac-cyrillic", "{label}: {fit}, {:?}", guess(&bytes));
            }
        }
        for (label, text) in [
            ("windows-1252", "Le café «MARCHÉ» est fermé; l’été dernier, où était-il? À côté, «CAFÉ»."),
            ("windows-1250", "Prezydent powiedział, że rozmowy będą trwały. Źródła mówią o święcie."),
            ("windows-1253", "Ο πρωθυπουργός δήλωσε ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα."),
            ("windows-1255", "ראש הממשלה אמר כי השיחות יימשכו בשבוע הבא."),
            ("windows-1256", "قال رئيس الوزراء إن المحادثات ستستمر الأسبوع المقبل."),
            ("windows-874", "นายกรัฐมนตรีกล่าวเมื่อวานนี้ว่าการเจรจาจะดำเนินต่อไปในสัปดาห์หน้า"),
        ] {
            let (bytes, ..) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
            assert_ne!(guess(&bytes), X_MAC_CYRILLIC, "{text}");
        }
    }
}
