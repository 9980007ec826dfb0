//! Identities. Records that people make have 80 random bits, written as 16 base-32 characters; tags, link kinds and
//! fields have readable names that are shared by everyone who uses the same codebook.

use std::{fmt, str::FromStr, sync::Arc};

use sha2::{Digest, Sha256};

/// The 32 characters of an [`Id`]: lower-case letters and the digits 2–7 (RFC 4648 base 32).
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// 80 bits as 16 base-32 characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 16]);

/// A string that is not an [`Id`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an id: an id has 16 characters of a–z and 2–7")]
pub struct InvalidId(pub String);

impl Id {
    /// The first id in the order of ids, which is that of their characters.
    pub const FIRST: Self = Self([b'2'; 16]);
    /// The last id in that order.
    pub const LAST: Self = Self([b'z'; 16]);

    /// The id of 80 given bits: random ones for a new record, a hash where the same input must give the same id.
    pub fn from_bits(bits: [u8; 10]) -> Self {
        let mut number = bits.iter().fold(0u128, |sum, byte| (sum << 8) | u128::from(*byte));
        let mut characters = [b'a'; 16];
        for character in characters.iter_mut().rev() {
            *character = ALPHABET.get((number & 31) as usize).copied().unwrap_or(b'a');
            number >>= 5;
        }
        Self(characters)
    }

    /// The id that the same words always give.
    pub fn of_words(words: &str) -> Self {
        let hash = Sha256::digest(words.as_bytes());
        let mut bits = [0; 10];
        bits.iter_mut().zip(hash).for_each(|(bit, byte)| *bit = byte);
        Self::from_bits(bits)
    }

    /// This id with its first four characters replaced by letters that count, so that ids numbered 0, 1, 2 … stand in this
    /// order. Beyond 26⁴ they all begin alike.
    #[must_use]
    pub fn numbered(mut self, number: usize) -> Self {
        const LETTERS: usize = 26;
        let mut left = number.min(LETTERS.pow(4) - 1);
        for character in self.0.iter_mut().take(4).rev() {
            *character = ALPHABET.get(left % LETTERS).copied().unwrap_or(b'a');
            left /= LETTERS;
        }
        self
    }

    /// The 16 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Id {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let bytes: [u8; 16] = text.as_bytes().try_into().map_err(|_wrong_length| InvalidId(text.to_owned()))?;
        if bytes.iter().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7')) {
            Ok(Self(bytes))
        } else {
            Err(InvalidId(text.to_owned()))
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! random_ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Id);

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

macro_rules! named_ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id with this text.
            pub fn new(text: &str) -> Self {
                Self(text.into())
            }

            /// The text of the id.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::new(text))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

random_ids! {
    /// Identity of a project; survives renaming and copying of its file.
    ProjectId
    /// Identity of an article.
    ArticleId
    /// Identity of a span.
    SpanId
    /// Identity of a link.
    LinkId
    /// Identity of an entity.
    EntityId
    /// Identity of a person who marks; made once per person, not per project.
    CoderId
    /// Identity of a decision.
    DecisionId
    /// Identity of a saved figure.
    FigureId
}

named_ids! {
    /// Identity of a tag: a fixed word for the shipped codebooks (`claim`), 16 random characters for a new tag.
    TagId
    /// Identity of a link kind (`said-by`).
    LinkKindId
    /// Identity of a field (`stance`).
    FieldId
    /// Identity of a class of cues (`neutral`).
    CueClassId
}

impl CoderId {
    /// The coder whose marks are what was agreed on: the same in every project, and no person.
    pub const CONSENSUS: Self = Self(Id(*b"consensus2222222"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_become_sixteen_characters_and_back() {
        let id = Id::from_bits([0xFF, 0, 1, 2, 3, 4, 5, 6, 7, 0x1F]);
        assert_eq!(id.as_str().len(), 16);
        assert_eq!(id.as_str().parse(), Ok(id));
        assert_eq!(Id::from_bits([0; 10]).as_str(), "aaaaaaaaaaaaaaaa");
        assert_eq!(Id::from_bits([0xFF; 10]).as_str(), "7777777777777777");
    }

    #[test]
    fn numbered_ids_stand_in_the_order_of_their_numbers() {
        let ids = [0, 1, 25, 26, 1_000, 456_975].map(|number| Id::from_bits([0xFF; 10]).numbered(number));
        assert!(ids.is_sorted_by(|one, next| one < next), "{ids:?}");
        assert_eq!(
            ids.map(|id| id.to_string()).get(2..4),
            Some(&["aaaz777777777777", "aaba777777777777"].map(str::to_owned)[..])
        );
        assert_eq!(Id::FIRST.numbered(usize::MAX).as_str(), "zzzz222222222222");
    }

    #[test]
    fn anything_else_is_refused() {
        for bad in ["", "abc", "ABCDEFGHIJKLMNOP", "abcdefghijklmno1", "äaaaaaaaaaaaaaa"] {
            assert_eq!(bad.parse::<Id>(), Err(InvalidId(bad.to_owned())));
        }
    }
}
