//! How long the shown article is, in words, or in characters where words are not parted by blanks. A long text is counted over
//! several frames, so that none waits for it.

use egui::Ui;

use crate::text::{FrozenText, is_unspaced};

/// How much is counted in a frame, in bytes.
const A_FRAME: usize = 512 * 1024;

/// How long a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// Words between blanks.
    Words(usize),
    /// Characters but blanks, where most have no blanks between words, as in Chinese and Thai.
    Characters(usize),
}

/// The length of a text, as far as it is counted.
#[derive(Debug, Default)]
pub(super) struct WordCount {
    text: Option<FrozenText>,
    /// How far the text is counted, in bytes.
    counted: usize,
    words: usize,
    characters: usize,
    /// Characters of scripts without blanks between words.
    unspaced: usize,
}

impl WordCount {
    /// How long the text is; `None` while it is being counted.
    pub(super) fn of(&mut self, ui: &Ui, text: &FrozenText) -> Option<Length> {
        let length = self.count(text);
        if length.is_none() {
            ui.ctx().request_repaint();
        }
        length
    }

    fn count(&mut self, text: &FrozenText) -> Option<Length> {
        if self.text.as_ref().is_none_or(|counted| !counted.is_same(text)) {
            *self = Self { text: Some(text.clone()), ..Self::default() };
        }
        let rest = text.as_str().get(self.counted..).unwrap_or_default();
        // No word is counted in two parts.
        let after = rest.floor_char_boundary(A_FRAME);
        let ends = |c: char| c.is_whitespace() || is_unspaced(c);
        let blank = rest.get(after..).and_then(|after| after.find(ends));
        let part = rest.get(..blank.map_or(rest.len(), |blank| after + blank)).unwrap_or_default();
        for word in part.split_whitespace() {
            self.words += 1;
            self.characters += word.chars().count();
            self.unspaced +=
                if word.is_ascii() { 0 } else { word.chars().filter(|letter| is_unspaced(*letter)).count() };
        }
        self.counted += part.len();
        let length = if self.unspaced * 2 > self.characters {
            Length::Characters(self.characters)
        } else {
            Length::Words(self.words)
        };
        (part.len() == rest.len()).then_some(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_counted_over_several_frames_and_no_word_twice() {
        for (text, frames) in [
            ("one  two\u{2003}three\n".to_owned(), 1),
            (String::new(), 1),
            ("Россия – заявила\n".repeat(A_FRAME / 12), 3),
            ("é".repeat(A_FRAME), 1),
        ] {
            let (frozen, mut count) = (FrozenText::verbatim(text.as_str()), WordCount::default());
            let counted: Vec<Option<Length>> = (0..frames).map(|_| count.count(&frozen)).collect();
            let words = Some(Length::Words(text.split_whitespace().count()));
            assert!(counted.iter().take(frames - 1).all(Option::is_none), "{counted:?}");
            assert_eq!(counted.last().copied().flatten(), words);
            assert_eq!(count.count(&frozen), words, "it stays");
            assert_eq!(count.count(&FrozenText::verbatim("another text")), Some(Length::Words(2)));
        }
    }

    #[test]
    fn what_has_no_blanks_is_counted_in_characters() {
        let length = |text: &str| WordCount::default().count(&FrozenText::verbatim(text));
        assert_eq!(length("财政部 表示, OK。"), Some(Length::Characters(9)));
        assert_eq!(length("Le nom 財 est rare"), Some(Length::Words(5)));
    }
}
