//! How many words the shown article has. A long text is counted over several frames, so that none waits for it.

use egui::Ui;

use crate::text::FrozenText;

/// How much is counted in a frame, in bytes.
const A_FRAME: usize = 512 * 1024;

/// The words of a text, as far as they are counted.
#[derive(Debug, Default)]
pub(super) struct WordCount {
    text: Option<FrozenText>,
    /// How far the text is counted, in bytes.
    counted: usize,
    words: usize,
}

impl WordCount {
    /// How many words the text has; `None` while they are being counted.
    pub(super) fn of(&mut self, ui: &Ui, text: &FrozenText) -> Option<usize> {
        let words = self.count(text);
        if words.is_none() {
            ui.ctx().request_repaint();
        }
        words
    }

    fn count(&mut self, text: &FrozenText) -> Option<usize> {
        if self.text.as_ref().is_none_or(|counted| !counted.is_same(text)) {
            *self = Self { text: Some(text.clone()), counted: 0, words: 0 };
        }
        let rest = text.as_str().get(self.counted..).unwrap_or_default();
        // No word is counted in two parts.
        let after = rest.floor_char_boundary(A_FRAME);
        let blank = rest.get(after..).and_then(|after| after.find(char::is_whitespace));
        let part = rest.get(..blank.map_or(rest.len(), |blank| after + blank)).unwrap_or_default();
        self.words += part.split_whitespace().count();
        self.counted += part.len();
        (part.len() == rest.len()).then_some(self.words)
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
            let counted: Vec<Option<usize>> = (0..frames).map(|_| count.count(&frozen)).collect();
            let words = Some(text.split_whitespace().count());
            assert!(counted.iter().take(frames - 1).all(Option::is_none), "{counted:?}");
            assert_eq!(counted.last().copied().flatten(), words);
            assert_eq!(count.count(&frozen), words, "it stays");
            assert_eq!(count.count(&FrozenText::verbatim("another text")), Some(2));
        }
    }
}
