//! Small labels over fields, and shortened words.

use egui::{RichText, Ui};

use crate::{
    text::visible,
    ui::theme::{SMALL_SIZE, UiTokens},
};

/// The beginning of some words, with an ellipsis where more follow.
pub(crate) fn short(words: &str, most: usize) -> String {
    let cut: String = words.chars().take(most).collect();
    if cut.len() < words.len() { format!("{}…", cut.trim_end()) } else { cut }
}

/// Words on one line, with signs for characters that cannot be seen.
pub(crate) fn on_one_line(words: &str) -> String {
    visible(words).replace('\n', " ")
}

/// A small label over what it names.
pub(crate) fn label(ui: &mut Ui, text: &str) {
    ui.add_space(4.0);
    weak(ui, text);
}

/// Small secondary text.
pub(crate) fn weak(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).size(SMALL_SIZE).color(ui.tokens().soft_ink));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_end_with_an_ellipsis() {
        assert_eq!(short("He said", 7), "He said");
        assert_eq!(short("He said so", 8), "He said…");
        assert_eq!(short("éé", 1), "é…");
    }

    #[test]
    fn lines_are_joined_and_what_is_hidden_is_shown() {
        assert_eq!(on_one_line("a\nb\u{202E}c"), "a b‹RLO›c");
    }
}
