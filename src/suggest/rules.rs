//! Which rules suggest who says what: those of English, those with the list of another language, or none.

use super::listed::Lists;
use crate::{
    model::Article,
    text::{detected_language, is_language, main_language},
};

/// What is known of how the language of an article reports.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rules {
    /// English.
    English,
    /// A language with a list of words that report.
    Listed(&'static Lists),
    /// Nothing: the language is not known, or has no list.
    None,
}

/// The language of an article, by its code: as it is stated, else as its words tell; empty where they do not.
pub fn language_of(article: &Article) -> String {
    let stated = main_language(&article.facts.language);
    if is_language(&stated) {
        return stated;
    }
    let text = article.text.as_str();
    let told = if is_english(text) { Some("en") } else { detected_language(text).map(|found| found.language) };
    told.map_or(stated, str::to_owned)
}

/// Whether speakers can be suggested for the claims of an article: its language is known, and Sayso has rules for it.
pub fn suggests_speakers(article: &Article) -> bool {
    !matches!(Rules::of(article), Rules::None)
}

impl Rules {
    pub(super) fn of(article: &Article) -> Self {
        let language = language_of(article);
        match language.as_str() {
            "en" => Self::English,
            _ => Lists::of(&language).map_or(Self::None, Self::Listed),
        }
    }
}

/// Whether a text has the commonest words of English, which no other language has. Short texts tell no more.
fn is_english(text: &str) -> bool {
    const COMMON: [&str; 12] =
        ["the", "of", "and", "that", "with", "said", "says", "his", "their", "from", "which", "would"];
    /// As much of a text is looked at, in bytes.
    const LOOKED_AT: usize = 1_000;
    let start = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or_default();
    let words = || start.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let common = words().filter(|word| COMMON.iter().any(|common| common.eq_ignore_ascii_case(word))).count();
    common > 0 && common * 12 >= words().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{ArticleId, Facts, Id, Source, Time},
        text::FrozenText,
    };

    fn rules(words: &str, language: &str) -> Rules {
        let facts = Facts { language: language.to_owned(), ..Facts::default() };
        Rules::of(&Article::new(ArticleId(Id::FIRST), FrozenText::verbatim(words), facts, Source::default(), Time(0)))
    }

    #[test]
    fn what_is_stated_goes_before_what_the_words_tell_and_nothing_is_guessed() {
        let german = "Die Ministerin sagte am Montag in Berlin, dass die Grenze nicht wieder geöffnet werde. Das Parlament berät.";
        assert!(matches!(rules(german, "en-GB"), Rules::English));
        assert!(matches!(rules(german, ""), Rules::Listed(lists) if lists.language == "de"));
        assert!(matches!(rules(german, "sv"), Rules::None));
        assert!(matches!(rules("Am Montag", ""), Rules::None), "too short to tell");
        assert!(matches!(rules("“It rains,” the man said.", ""), Rules::English));
    }
}
