//! The encoding that the letters make likely, of bytes that are no Unicode.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, IBM866, ISO_8859_5, KOI8_U, WINDOWS_1251, X_MAC_CYRILLIC};

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
    if guessed.is_single_byte() && is_mac_cyrillic(guessed, letters) { X_MAC_CYRILLIC } else { guessed }
}

/// Whether bytes can be nothing but Cyrillic of old Macs. Where anything speaks against it, what was guessed stays: a
/// reader sees at once that a text was not recognised, but not that one letter became another.
fn is_mac_cyrillic(guessed: &'static Encoding, bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 64 << 10;
    /// From so many oddities on they are no accident, however long the text.
    const MANY: usize = 8;
    /// In a shorter text there must be one in so many letters, and not only a few.
    const LETTERS_EACH: usize = 30;
    const FEWEST: usize = 3;
    /// How many times as odd the text must be in all other encodings.
    const TIMES: usize = 6;

    let head = bytes.get(..LOOKED_AT.min(bytes.len())).unwrap_or_default();
    let likeness = |encoding: &'static Encoding| Likeness::of(&encoding.decode_without_bom_handling(head).0);
    let (ours, theirs) = (likeness(X_MAC_CYRILLIC), likeness(guessed));
    let is_odd = theirs.odd >= MANY || theirs.odd >= FEWEST && theirs.odd * LETTERS_EACH >= theirs.cyrillic;
    // Hardly a text goes on here.
    is_odd
        && ours.cyrillic * 10 >= ours.foreign * 8
        && ours.odd * TIMES <= theirs.odd
        && ours.names > likeness(WINDOWS_1251).names
        && [WINDOWS_1251, KOI8_U, ISO_8859_5, IBM866].into_iter().all(|other| ours.odd * TIMES <= likeness(other).odd)
}

/// How much characters are like a text in Cyrillic.
#[derive(Default)]
struct Likeness {
    /// Letters of Cyrillic.
    cyrillic: usize,
    /// Characters that are not ASCII.
    foreign: usize,
    /// Words that begin with a capital and go on with small letters.
    names: usize,
    /// What does not happen in texts: a capital after a small letter; a sign or a letter of another script where none goes
    /// beside a letter; letters of languages that share no text; lines that begin with a letter where a bullet is likely.
    odd: usize,
}

impl Likeness {
    fn of(text: &str) -> Self {
        let mut likeness = Self::default();
        let (mut of_serbian, mut of_others) = (0, 0);
        // The two characters before, and whether a line begins with the latter; and with which name the last one began.
        let (mut former, mut before, mut begins_line, mut last_begun) = (' ', '\n', true, ' ');
        for character in text.chars() {
            likeness.foreign += usize::from(!character.is_ascii());
            likeness.cyrillic += usize::from(is_cyrillic(character));
            let is_capital_inside = is_cyrillic(before) && before.is_lowercase() && character.is_uppercase();
            let is_mixed =
                is_cyrillic(before) && !goes_after(character) || is_cyrillic(character) && !goes_before(before);
            // Between two letters.
            let is_parted = is_cyrillic(former) && is_cyrillic(character) && !goes_between(before);
            let is_name = is_capital(before) && !is_cyrillic(former) && is_small(character);
            // What is “Х” on old Macs is a bullet; and lines that all begin with another sign are a list as well.
            let is_again = before == last_begun && BULLETS.contains(before);
            let is_bullet = is_name && begins_line && (before == 'Х' || is_again);
            likeness.odd += usize::from(is_capital_inside || is_mixed || is_parted || is_bullet);
            likeness.names += usize::from(is_name && !is_bullet);
            of_serbian += usize::from(SERBIAN.contains(character));
            of_others += usize::from(NOT_SERBIAN.contains(character));
            if is_name && begins_line {
                last_begun = before;
            }
            begins_line = before == '\n' || before == '\r' || begins_line && before.is_whitespace();
            (former, before) = (before, character);
        }
        likeness.odd += of_serbian.min(of_others);
        likeness
    }
}

/// Letters of Serbian and Macedonian alone, which the capitals of another encoding become.
const SERBIAN: &str = "ЂЃЉЊЌЋЏђѓљњќћџ";
/// Letters that those two languages do not have.
const NOT_SERBIAN: &str = "йщъыьэюя";
/// Capitals that few lines begin with, and that are dashes and other signs in Windows.
const BULLETS: &str = "ЙФЦЧЩЫ";
/// Signs that may be on either side of a letter: those of lists, footnotes and brands among them.
const BESIDE: &str = "\u{A0}\u{AD}–—…‘’“§№•·°©®™†‡";

fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{400}'..='\u{45F}' | 'Ґ' | 'ґ')
}

fn is_small(character: char) -> bool {
    is_cyrillic(character) && character.is_lowercase()
}

/// Whether a character is a capital that tells encodings apart: in Windows, two others are what “ј” and “ћ” are on old Macs.
fn is_capital(character: char) -> bool {
    matches!(character, 'А'..='Я') && !"АМ".contains(character)
}

/// Whether a character may follow a Cyrillic letter.
fn goes_after(character: char) -> bool {
    is_cyrillic(character) || character.is_ascii() || BESIDE.contains(character) || "»›”".contains(character)
}

/// Whether a Cyrillic letter may follow a character.
fn goes_before(character: char) -> bool {
    is_cyrillic(character) || character.is_ascii() || BESIDE.contains(character) || "«‹„‚€£$".contains(character)
}

/// Whether a character may stand between two Cyrillic letters.
fn goes_between(character: char) -> bool {
    is_cyrillic(character) || character.is_ascii() || "\u{A0}\u{AD}–—…’•·".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cyrillic_of_old_macs_is_told_from_all_other_encodings_of_it() {
        let texts = [
            "Президент России сообщил, что переговоры пройдут на будущей неделе. «Мы готовы к диалогу», — сказал он.",
            "Москва. Вчера вечером я была на встрече; там говорили о ценах на нефть и о том, что делать дальше. \
             Министр Кудрин напомнил, что Россия не изменит планов.",
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

    /// Fails where bytes of another encoding of Cyrillic are taken for that of old Macs.
    fn assert_no_mac(text: &str) {
        for label in ["windows-1251", "iso-8859-5", "koi8-r", "koi8-u", "ibm866", "utf-8"] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let fit: String = text.chars().filter(|c| !encoding.encode(c.encode_utf8(&mut [0; 4])).2).collect();
            assert_ne!(guess(&encoding.encode(&fit).0), X_MAC_CYRILLIC, "{label}: {fit}");
        }
    }

    #[test]
    fn no_ordinary_text_is_taken_for_that_of_an_old_mac() {
        for text in [
            // Bullets.
            "•рост цен на нефть\r\n•спад производства\r\n•новые тарифы",
            "Темы дня\r\n\r\n•рост цен на нефть\r\n•спад производства\r\n•новые тарифы на газ\r\n•итоги недели",
            "Повестка:\n\t• бюджет города\n\t• ремонт дорог\n  •школы\n  •больницы",
            "·нефть\n·газ\n·уголь",
            "–рост цен на нефть\n–спад производства\n–новые тарифы",
            "Москва•Киев•Минск•Рига",
            // Capitals inside words.
            "СберСтрахование и РосТелеком подписали соглашение о сотрудничестве",
            "Компании ГазПром, МосПром, ТехМаш, АгроМаш, ТеплоМаш и МегаФон объявили о слиянии",
            "ТелеКом и МаКс",
            "ПрофМаш, ТехМаш, АгроМаш, ТеплоМаш",
            "•ПрофМаш\n•ТехМаш\n•АгроМаш\n•ТеплоМаш",
            "вторая серия: сегодняШний выпуск ПОЛиТКоРРеКТНоСТи",
            "РосНано, РусГидро, РосАтом, ВымпелКом, НорНикель, ЕвроХим, ТрансНефть, СовКомБанк, ТрансМашХолдинг",
            // Talk and quotation marks, with and without spaces.
            "— Как дела? — спросил он.\n— Хорошо, — ответила она.\n— А у вас?",
            "—Как дела?—спросил он.\n—хорошо,—ответила она.\n—а у вас?",
            "–Нет,–сказал он,–я не пойду.\n–почему?\n–не знаю",
            "„да“, сказал он, „нет“, сказала она, „может быть“, решили они",
            "“да”, “нет”, “может быть”, ‘никогда’, ‹вряд ли›, «завтра»",
            "”да” и ”нет” и ”может быть” и ”никогда” и ”вряд ли”",
            "он сказал:«да»,она сказала:«нет»,они сказали:«может быть»",
            "…и тогда\n…но потом\n…а теперь\nвсё…что было…прошло",
            // Numbers, prices, footnotes, brands, hyphens that nobody sees.
            "№5, №№ 6—7, №аб; §3, §а; 25°С, ±5°С; 7‰ соли",
            "выручка, €млн\nприбыль, €млн\nрасходы, €млн\nналоги, €млн",
            "‰рассказала\n\n‰прибыль, €млн\n\n‰она",
            "©иванов и партнёры, ®бренд, знак™, ™знак, сноска†, другая‡, †иванов",
            "пре\u{AD}зи\u{AD}дент со\u{AD}об\u{AD}щил о пе\u{AD}ре\u{AD}го\u{AD}во\u{AD}рах",
            "в\u{A0}городе и\u{A0}на\u{A0}селе с\u{A0}утра к\u{A0}вечеру",
            // Other languages.
            "Ми об’єднали п’ять сім’ей; м’яке слово, здоров‘я, ‘так’ і „ні“.",
            "Његова супруга Љиљана и ћерка Ђурђа отпутовале су у Ниш; Џон је остао код куће. „Збогом“, рекла је.",
            "Ђаци су читали Пушкина: «мой дядя самых честных правил, когда не в шутку занемог»",
            "Претседателот рече дека преговорите ќе продолжат. Ѓорѓи и Ќирил заминаа за Скопје.",
            "Ён сказаў, што ўсё добра; „так“, — адказала яна.",
            "„Готови сме“, каза той. „не знам“, каза тя. •първо •второ •трето",
            // Hardly any words.
            "да",
            "•да\n•нет",
            "НОВОСТИ\nДНЯ",
        ] {
            assert_no_mac(text);
            assert_no_mac(&text.to_lowercase());
            assert_no_mac(&format!("{text}\r\n").repeat(12));
        }
    }

    #[test]
    fn no_sign_makes_a_text_that_of_an_old_mac() {
        let sentences = [
            "рост цен на нефть продолжился и на этой неделе",
            "Президент России сообщил, что переговоры пройдут завтра",
            "министр обещал помощь семьям",
            "Влада је усвојила закон о раду",
        ];
        let signs = "•·–—…„“”‘’‚«»‹›№§†‡©®™°±€£$¤¦¬µ¶‰\u{A0}\u{AD}";
        for (sentence, sign) in sentences.into_iter().flat_map(|words| signs.chars().map(move |sign| (words, sign))) {
            let sign = &sign.to_string();
            let words: Vec<&str> = sentence.split(' ').collect();
            let lines = |before: &str, after: &str| -> String {
                words.chunks(2).map(|line| format!("{before}{}{after}\n", line.join(" "))).collect()
            };
            for text in [
                format!("{sign}{sentence}\n{sign}{sentence}"),
                format!("{sentence}{sign} {sentence}{sign}"),
                words.join(sign),
                lines(sign, ""),
                lines("", sign),
                lines(sign, sign),
                lines(&format!("\t{sign} "), ""),
            ] {
                assert_no_mac(&text);
            }
        }
    }
}
