//! Names of languages, for codes that files state.

/// Codes (ISO 639-1) with the names of the languages, by code.
const NAMES: [(&str, &str); 70] = [
    ("af", "Afrikaans"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("az", "Azerbaijani"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("bs", "Bosnian"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("cy", "Welsh"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("gl", "Galician"),
    ("gu", "Gujarati"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ka", "Georgian"),
    ("kk", "Kazakh"),
    ("km", "Khmer"),
    ("kn", "Kannada"),
    ("ko", "Korean"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mk", "Macedonian"),
    ("ml", "Malayalam"),
    ("mt", "Maltese"),
    ("my", "Burmese"),
    ("nb", "Norwegian"),
    ("nl", "Dutch"),
    ("nn", "Norwegian"),
    ("no", "Norwegian"),
    ("pa", "Punjabi"),
    ("pl", "Polish"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("si", "Sinhala"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// Codes of three letters (ISO 639-2) that files state in place of those of two.
const THREE_LETTERS: [(&str, &str); 24] = [
    ("ara", "ar"),
    ("chi", "zh"),
    ("deu", "de"),
    ("eng", "en"),
    ("fas", "fa"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("heb", "he"),
    ("hin", "hi"),
    ("ita", "it"),
    ("iw", "he"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("nld", "nl"),
    ("per", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("rus", "ru"),
    ("spa", "es"),
    ("swe", "sv"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("zho", "zh"),
];

/// The code of a language without region and script, in small letters; of a language that is named in English too.
pub(crate) fn main_language(code: &str) -> String {
    let main = code.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let short = THREE_LETTERS.iter().find(|(long, _)| *long == main).map(|(_, short)| *short);
    let named = || NAMES.iter().find(|(_, name)| name.eq_ignore_ascii_case(&main)).map(|(code, _)| *code);
    short.or_else(named).map_or(main, str::to_owned)
}

/// Whether words have the shape of a code in small letters, and not of one that says that the language is not known.
pub(crate) fn is_language(code: &str) -> bool {
    (2..=3).contains(&code.len())
        && code.bytes().all(|letter| letter.is_ascii_lowercase())
        && !matches!(code, "und" | "mul" | "mis" | "zxx")
}

/// The name of a language by its code, regions and scripts left out; what is no known code stays as it is.
pub fn language_name(code: &str) -> &str {
    let main = main_language(code);
    NAMES.iter().find(|(known, _)| *known == main).map_or(code, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_names_and_other_words_stay() {
        assert_eq!(
            ["en", "DE", "pt-BR", "zh_Hant_TW", "tlh", "English", "ger", ""].map(language_name),
            ["English", "German", "Portuguese", "Chinese", "tlh", "English", "German", ""]
        );
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
