//! Places of words in a text that another program broke into lines in its own way: selections on the pages of a PDF say
//! their words, but not where these stand in its text.

/// How many bytes are searched for all words of a text, at most.
const PATIENCE: usize = 4 << 30;

/// A text without its blanks.
pub(super) struct Bare {
    text: String,
    /// Where each of its characters begins here, and in the text in code points.
    places: Vec<(usize, u32)>,
    patience: usize,
}

impl Bare {
    /// A byte order mark does not count.
    pub(super) fn of(text: &str) -> Self {
        let mut bare = Self { text: String::with_capacity(text.len()), places: Vec::new(), patience: PATIENCE };
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        for (place, character) in (0u32..).zip(text.chars()).filter(|(_, character)| !character.is_whitespace()) {
            bare.places.push((bare.text.len(), place));
            bare.text.push(character);
        }
        bare
    }

    /// Where these words stand, in code points, if there is one such place.
    pub(super) fn only_place(&mut self, words: &str) -> Option<(u32, u32)> {
        let words: String = words.split_whitespace().collect();
        self.patience = self.patience.checked_sub(self.text.len()).filter(|_| !words.is_empty())?;
        let start = self.text.find(&words)?;
        if self.text.rfind(&words) != Some(start) {
            return None;
        }
        let place = |at: usize| self.places.binary_search_by_key(&at, |(at, _)| *at).ok();
        let last = start + words.len() - words.chars().next_back()?.len_utf8();
        let [(_, first), (_, last)] = [*self.places.get(place(start)?)?, *self.places.get(place(last)?)?];
        Some((first, last + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_line_ends_but_only_in_one_place() {
        let mut bare = Bare::of("\u{FEFF}A 🙂 day:\r\nit is  over. It is. Über\u{A0}all");
        assert_eq!(bare.only_place("itis over"), Some((10, 21)));
        assert_eq!(bare.only_place("🙂\nday"), Some((2, 7)));
        assert_eq!(bare.only_place("Überall"), Some((30, 38)));
        assert_eq!(bare.only_place("is"), None);
        assert_eq!(bare.only_place("nowhere"), None);
        assert_eq!(bare.only_place(" "), None);
    }
}
