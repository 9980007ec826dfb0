//! The reasons for suggestions, and their words.

use std::fmt;

/// Why something may be the end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Somebody has selected the words.
    Selected,
    /// It stands next to the cue.
    BesideCue,
    /// It is marked close to the claim.
    MarkedNearby,
    /// It is marked in the claim itself.
    InClaim,
    /// It is named in the sentence of the claim.
    NamedInSentence,
    /// It is named close to the claim.
    NamedNearby,
    /// It is named right after the cue.
    NamedAfterCue,
    /// It is named as places are, after “in” or “near”.
    NamedAsPlace,
}

/// Why two names may be duplicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// They differ in case and accents only.
    CaseAndAccents,
    /// One of them has a title.
    Title,
    /// They are the same.
    Same,
    /// One is the initials of the other.
    Initials,
    /// A list knows them as spellings of one name.
    Spelling,
    /// A list knows their surnames as spellings of one.
    SurnameSpelling,
    /// They may be one name in other Latin letters.
    LatinLetters,
    /// They are spelled almost alike.
    AlmostAlike,
    /// One surname, and first names that may be one.
    FirstNameFits,
    /// One is the surname of the other.
    Surname,
    /// One is the first word of the other.
    FirstWord,
    /// One says more about the same name.
    MoreSaid,
}

impl Why {
    /// The reason in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Selected => "the selected words",
            Self::BesideCue => "next to the cue",
            Self::MarkedNearby => "marked nearby",
            Self::InClaim => "in the claim",
            Self::NamedInSentence => "named in the sentence",
            Self::NamedNearby => "named nearby",
            Self::NamedAfterCue => "named after the cue",
            Self::NamedAsPlace => "named as a place",
        }
    }
}

impl Likeness {
    /// The reason in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Self::CaseAndAccents => "same except for case and accents",
            Self::Title => "same name with a title",
            Self::Same => "same name",
            Self::Initials => "initials of the name",
            Self::Spelling => "another spelling of the name",
            Self::SurnameSpelling => "another spelling of the surname",
            Self::LatinLetters => "another way to write it in Latin letters",
            Self::AlmostAlike => "spelled almost alike",
            Self::FirstNameFits => "same surname, and the first names match",
            Self::Surname => "surname of the longer name",
            Self::FirstWord => "first word of the longer name",
            Self::MoreSaid => "same name with more about it",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl fmt::Display for Likeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}
