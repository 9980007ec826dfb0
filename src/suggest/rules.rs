//! Which rules suggest who says what: those of English, those with the list of another language, or none.

use super::listed::Lists;
use crate::model::Article;

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

/// Whether speakers can be suggested for the claims of an article: its language is known, and Sayso has rules for it.
pub fn suggests_speakers(article: &Article) -> bool {
    !matches!(Rules::of(article), Rules::None)
}

impl Rules {
    pub(super) fn of(article: &Article) -> Self {
        match article.language().as_str() {
            "en" => Self::English,
            language => Lists::of(language).map_or(Self::None, Self::Listed),
        }
    }
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
        let dutch = "Ja of nee, vroeg hij.";
        let german_with_english = "Wie „The Times“ berichtet, will die Ministerin am Montag zurücktreten.";
        assert!(matches!(rules(dutch, ""), Rules::None));
        assert!(!matches!(rules(german_with_english, ""), Rules::English));
        assert!(matches!(rules("Am Montag", "German"), Rules::Listed(_)), "a language by its name");
        assert!(matches!(rules(german, "lb"), Rules::None), "what is stated is not overruled");
    }
}
