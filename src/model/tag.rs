//! Entries of the codebook.

use super::{CoderId, Extra, FieldDef, TagId, Time};

/// A tag's colour: a place in the theme's palette, which has a light and a dark form, or a fixed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// A palette place, counted from 0; taken modulo the palette's size.
    Slot(u8),
    /// Red, green, blue; the theme adjusts it to contrast.
    Rgb(u8, u8, u8),
}

impl Colour {
    /// A fixed colour as `#RRGGBB`; empty for a place in the palette.
    pub fn hex(self) -> String {
        match self {
            Self::Slot(_) => String::new(),
            Self::Rgb(red, green, blue) => format!("#{red:02X}{green:02X}{blue:02X}"),
        }
    }

    /// The fixed colour that `#RRGGBB` or `#RGB` writes.
    pub fn from_hex(words: &str) -> Option<Self> {
        let digits = words.trim().strip_prefix('#')?;
        let doubled: String = digits.chars().flat_map(|digit| [digit, digit]).collect();
        let digits = if digits.len() == 3 { doubled.as_str() } else { digits };
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 6)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self::Rgb(red, green, blue))
    }
}

/// What is and what is not a case of a tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examples {
    /// Cases.
    pub yes: Vec<String>,
    /// Look-alikes that are not cases.
    pub no: Vec<String>,
}

/// An entry of the codebook.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Identity.
    pub id: TagId,
    /// The tag above it in the tree.
    pub parent: Option<TagId>,
    /// The name shown.
    pub name: String,
    /// One or two characters that identify the tag without colour.
    pub badge: String,
    /// Its colour.
    pub colour: Colour,
    /// The digit or letter that tags with it; empty for none.
    pub key: String,
    /// When to use it.
    pub definition: String,
    /// Cases and look-alikes.
    pub examples: Examples,
    /// What it asks to be filled in.
    pub fields: Vec<FieldDef>,
    /// When, and by whom, it was last changed; `None` since it was made.
    pub changed: Option<(Time, CoderId)>,
    /// What other programs' formats hold about this tag, kept verbatim.
    pub extra: Extra,
}
