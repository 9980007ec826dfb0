//! Which language a text is in, told from its letters and how they follow each other.

use whatlang::{Detector, Lang, Script};

use crate::packed;

/// Of a long text so many bytes are looked at, at its start and in its middle.
const LOOKED_AT: usize = 2_000;
/// Fewer letters than this do not tell their language; signs of Chinese and Japanese count for three.
const FEWEST: usize = 60;
/// From this on a language is certain enough.
const SURE: f64 = 0.8;
/// And from this on one whose commonest words are there.
const ALMOST: f64 = 0.7;

/// A language that was told from a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detected {
    /// The code of the language (ISO 639-1).
    pub language: &'static str,
    /// How certain it is, from 0 to 1.
    pub confidence: f64,
}

/// The language of a text; `None` where it is short, mixed, or in none that is known.
pub fn detected_language(text: &str) -> Option<Detected> {
    let start = part(text, 0);
    let found = of_part(start)?;
    if text.len() < 2 * LOOKED_AT {
        let middle = text.floor_char_boundary(text.len() / 2);
        let halves = [text.get(..middle)?, text.get(middle..)?];
        let differs = halves.into_iter().filter_map(of_part).any(|half| half.language != found.language);
        return (!differs).then_some(found);
    }
    let middle = of_part(part(text, text.len() / 2))?;
    (middle.language == found.language)
        .then_some(Detected { confidence: found.confidence.min(middle.confidence), ..found })
}

fn part(text: &str, from: usize) -> &str {
    let start = text.ceil_char_boundary(from);
    let end = text.floor_char_boundary((start + LOOKED_AT).min(text.len()));
    text.get(start..end).unwrap_or_default()
}

fn of_part(words: &str) -> Option<Detected> {
    let weight = |c: char| match c {
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' => 3,
        c => usize::from(c.is_alphabetic()),
    };
    if words.chars().map(weight).sum::<usize>() < FEWEST {
        return None;
    }
    let found = Detector::new().detect(words)?;
    let language = code(found.lang())?;
    let is_sure = match common_share(words, language) {
        None => found.is_reliable() && found.confidence() >= SURE,
        Some(share) => {
            share >= MANY && found.confidence() >= ALMOST
                || share >= SOME && found.is_reliable() && found.confidence() >= SURE
        }
    };
    (is_sure && !is_mixed(words, found.script())).then_some(Detected { language, confidence: found.confidence() })
}

/// Where this share of the words is of the commonest ones of a language, it is that language; fewer than the other are another's.
const MANY: f64 = 0.15;
const SOME: f64 = 0.05;

/// The commonest words of languages that share a script with others, some of which are never told: what is taken for a language has
/// its common words too.
const COMMON: &str = "assets/text/common.tsv";

/// Which share of words is of the commonest ones of a language; `None` where its script tells it alone.
fn common_share(text: &str, language: &str) -> Option<f64> {
    let (_, common) =
        packed::text(COMMON).lines().filter_map(|line| line.split_once('\t')).find(|(known, _)| *known == language)?;
    let words =
        || text.split(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’'))).filter(|word| !word.is_empty());
    let is_common = |word: &&str| common.split(' ').any(|known| known == word.to_lowercase());
    Some(words().filter(is_common).count() as f64 / words().count().max(1) as f64)
}

/// Whether many letters are of another script than that of the language.
fn is_mixed(words: &str, script: Script) -> bool {
    let is_latin = script == Script::Latin;
    let letters = words.chars().filter(|c| c.is_alphabetic());
    let (mut all, mut others) = (0, 0);
    for letter in letters {
        all += 1;
        others += usize::from(letter.is_ascii() != is_latin && (letter.is_ascii() || u32::from(letter) > 0x370));
    }
    others * 5 > all * 2
}

/// The codes that the crate has, with those of two letters.
const CODES: [(&str, &str); 58] = [
    ("afr", "af"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tha", "th"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
];

/// The short code of a language.
fn code(language: Lang) -> Option<&'static str> {
    CODES.iter().find(|(long, _)| *long == language.code()).map(|(_, short)| *short)
}

/// Whether a text too short to tell its language has several of the commonest words of English among few others.
pub(crate) fn has_english_words(text: &str) -> bool {
    const COMMON: [&str; 19] = [
        "the", "that", "with", "said", "says", "his", "their", "from", "which", "would", "to", "and", "he", "she",
        "told", "have", "been", "they", "this",
    ];
    /// A text that tells nothing has no more letters.
    const LONGEST: usize = 400;
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_common = |common: &&&str| words().any(|word| word.eq_ignore_ascii_case(common));
    text.len() <= LONGEST && COMMON.iter().filter(is_common).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<&'static str> {
        detected_language(text).map(|found| found.language)
    }

    #[test]
    fn a_language_is_told_from_a_few_sentences_and_never_guessed() {
        let german = "Die Ministerin sagte am Montag in Berlin, dass die Grenze nicht wieder geöffnet werde. Das Parlament stimmt ab.";
        let english = "The minister said on Monday that the border would stay closed. Parliament is going to vote on the matter tonight.";
        assert_eq!((told(german), told(english)), (Some("de"), Some("en")));
        assert_eq!(told("財務省は三日、新しい予算の案を明らかにした。野党は反対している。"), Some("ja"));
        assert_eq!(told(""), None);
        let yoruba =
            "Ààrẹ orílẹ̀-èdè náà sọ pé àwọn ọmọ ogun yóò padà sí ìlú wọn ní oṣù tó ń bọ̀, gẹ́gẹ́ bí ilé-iṣẹ́ ìròyìn ṣe sọ.";
        assert_eq!(told(yoruba), None, "a language that is not known, and looks like Vietnamese");
        assert_eq!(told("Berlin, Montag"), None, "short");
        assert_eq!(told("2022-03-06 17:45 +49 30 123456"), None, "no letters");
        assert_eq!(told(&format!("{german} {german} {english} {english}")), None, "mixed");
    }
}
