//! The languages that databases state, by their names in the languages of the databases.

/// Codes with what databases call them, in lower case.
const NAMES: [(&str, &str); 24] = [
    ("ar", "arabic arabisch arabe árabe العربية"),
    ("ca", "catalan katalanisch català catalán catalão"),
    ("cs", "czech tschechisch tchèque checo čeština"),
    ("da", "danish dänisch danois danés dansk"),
    ("de", "german deutsch allemand alemán alemão tedesco duits"),
    ("el", "greek griechisch grec griego grego ελληνικά"),
    ("en", "english englisch anglais inglés ingles inglês inglese engels"),
    ("es", "spanish spanisch espagnol español espanol espanhol spagnolo spaans castellano"),
    ("fi", "finnish finnisch finnois finés finlandês suomi"),
    ("fr", "french französisch français francais francés francês francese frans"),
    ("he", "hebrew hebräisch hébreu hebreo hebraico עברית"),
    ("hu", "hungarian ungarisch hongrois húngaro magyar"),
    ("id", "indonesian indonesisch indonésien indonesio indonésio"),
    ("it", "italian italienisch italien italiano italiaans"),
    ("ja", "japanese japanisch japonais japonés japonês 日本語"),
    ("ko", "korean koreanisch coréen coreano 한국어"),
    ("nb", "norwegian norwegisch norvégien noruego norueguês norsk"),
    ("nl", "dutch niederländisch néerlandais neerlandés holandés holandês olandese nederlands"),
    ("pl", "polish polnisch polonais polaco polonês polski"),
    ("pt", "portuguese portugiesisch portugais portugués português portugues portoghese"),
    ("ru", "russian russisch russe ruso russo русский"),
    ("sv", "swedish schwedisch suédois sueco svenska"),
    ("tr", "turkish türkisch turc turco türkçe"),
    ("zh", "chinese chinesisch chinois chino chinês 中文"),
];

/// The code of a language that a database names, alone or as the first of several (“ENGLISH; ANGLAIS”, “French - Français”).
pub(super) fn language_of(words: &str) -> Option<&'static str> {
    let first = words.split([';', ',', '/', '(']).next().unwrap_or_default();
    let first = first.split(" - ").next().unwrap_or_default().trim().to_lowercase();
    if first.is_empty() || first.contains(' ') {
        return None;
    }
    let named = NAMES.iter().find(|(_, names)| names.split(' ').any(|name| name == first));
    named.map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_their_names() {
        for (words, code) in [
            ("ENGLISH", Some("en")),
            ("GERMAN; DEUTSCH", Some("de")),
            ("Français", Some("fr")),
            ("Spanish - Español", Some("es")),
            ("Português", Some("pt")),
            ("English is spoken here", None),
            ("", None),
        ] {
            assert_eq!(language_of(words), code, "{words}");
        }
    }
}
