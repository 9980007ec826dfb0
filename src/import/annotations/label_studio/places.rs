//! Places of a text in bytes, code points and UTF-16 units, found in any order without a walk through all of the text.

/// A place in a text, in each way of counting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// UTF-8 bytes before it.
    pub byte: usize,
    /// Code points before it.
    pub chars: usize,
    /// UTF-16 units before it.
    pub utf16: usize,
}

/// Some places of a text, from which the others are near.
#[derive(Debug)]
pub(super) struct Places(Vec<Place>);

/// How many code points lie between two places that are kept.
const APART: usize = 64;

impl Place {
    fn after(self, character: char) -> Self {
        Self {
            byte: self.byte + character.len_utf8(),
            chars: self.chars + 1,
            utf16: self.utf16 + character.len_utf16(),
        }
    }
}

impl Places {
    /// Those of a text.
    pub(super) fn of(text: &str) -> Self {
        let (mut kept, mut place) = (Vec::new(), Place::default());
        for character in text.chars() {
            if place.chars.is_multiple_of(APART) {
                kept.push(place);
            }
            place = place.after(character);
        }
        Self(kept)
    }

    /// The place of the same text that lies `at` in a way of counting; `None` past the end, or inside a character.
    pub(super) fn find(&self, text: &str, at: usize, by: fn(&Place) -> usize) -> Option<Place> {
        let near = self.0.partition_point(|place| by(place) <= at).checked_sub(1);
        let mut place = near.and_then(|near| self.0.get(near)).copied().unwrap_or_default();
        for character in text.get(place.byte..)?.chars() {
            if by(&place) >= at {
                break;
            }
            place = place.after(character);
        }
        (by(&place) == at).then_some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_from_every_way_of_counting() {
        let text = "aé🙂–".repeat(APART);
        let places = Places::of(&text);
        let mut place = Place::default();
        for character in text.chars().map(Some).chain([None]) {
            assert_eq!(places.find(&text, place.byte, |place| place.byte), Some(place));
            assert_eq!(places.find(&text, place.chars, |place| place.chars), Some(place));
            assert_eq!(places.find(&text, place.utf16, |place| place.utf16), Some(place));
            place = character.map_or(place, |character| place.after(character));
        }
        assert_eq!(places.find(&text, 2, |place| place.byte), None, "inside a character");
        assert_eq!(places.find(&text, place.chars + 1, |place| place.chars), None, "past the end");
        assert_eq!(Places::of("").find("", 0, |place| place.chars), Some(Place::default()));
    }
}
