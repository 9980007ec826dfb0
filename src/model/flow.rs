//! Which way the paragraphs of a text run, decided in one way for all who show or write them.

use unicode_bidi::Level;

use super::{Direction, Facts};
use crate::text::{language_runs_left, mostly_runs_left};

/// How the direction of paragraphs is decided. The default is for texts of which no more is known than their words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Flow {
    direction: Direction,
    /// Whether the text's language runs to the left; none if that is not known.
    language: Option<bool>,
}

impl Flow {
    /// As the facts of an article say.
    pub fn new(facts: &Facts) -> Self {
        let language = (!facts.language.is_empty()).then(|| language_runs_left(&facts.language));
        Self { direction: facts.direction, language }
    }

    /// The direction of a paragraph: what a person said; else that of most of its letters; where neither has more, that of
    /// the language, and where that is not known, of the first letter.
    pub fn level(self, paragraph: &str) -> Level {
        let runs_left = match self.direction {
            Direction::LeftToRight => Some(false),
            Direction::RightToLeft => Some(true),
            Direction::Auto => mostly_runs_left(paragraph).or(self.language),
        };
        let runs_left =
            runs_left.unwrap_or_else(|| unicode_bidi::get_base_direction(paragraph) == unicode_bidi::Direction::Rtl);
        if runs_left { Level::rtl() } else { Level::ltr() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_run_as_most_of_their_letters_or_as_is_said() {
        let paragraphs = ["CNN: שלום עולם", "ab אב", "אב ab", "الجزيرة said hello", "2022", ""];
        let runs_left = |flow: Flow| paragraphs.map(|paragraph| flow.level(paragraph).is_rtl());
        let of_facts = |direction, language: &str| {
            runs_left(Flow::new(&Facts { direction, language: language.to_owned(), ..Facts::default() }))
        };
        assert_eq!(of_facts(Direction::Auto, ""), [true, false, true, false, false, false]);
        assert_eq!(of_facts(Direction::Auto, "he"), [true, true, true, false, true, true]);
        assert_eq!(of_facts(Direction::Auto, "en"), [true, false, false, false, false, false]);
        assert_eq!(of_facts(Direction::LeftToRight, "he"), [false; 6]);
        assert_eq!(of_facts(Direction::RightToLeft, "en"), [true; 6]);
        assert_eq!(runs_left(Flow::default()), of_facts(Direction::Auto, ""));
    }
}
