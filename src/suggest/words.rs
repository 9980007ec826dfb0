//! The reasons for suggestions, and their words.

use std::fmt;

use crate::text::folded;

/// Why something may be the end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Somebody has selected the words.
    Selected,
    /// It stands next to the cue.
    BesideCue,
    /// It stands where the words beside the claim name their speaker.
    BesideClaim,
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
    /// It is a time in the sentence of the claim.
    TimeInSentence,
    /// It is a time close to the claim.
    TimeNearby,
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
            Self::BesideClaim => "beside the claim",
            Self::MarkedNearby => "marked nearby",
            Self::InClaim => "in the claim",
            Self::NamedInSentence => "named in the sentence",
            Self::NamedNearby => "named nearby",
            Self::NamedAfterCue => "named after the cue",
            Self::NamedAsPlace => "named as a place",
            Self::TimeInSentence => "a time in the sentence",
            Self::TimeNearby => "a time nearby",
        }
    }
}

/// Why two names may be duplicates, with both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In which way they are alike.
    pub likeness: Likeness,
    /// The one that says less.
    pub(super) less: String,
    /// The one that says more.
    pub(super) more: String,
    /// Whether only the latter has a title.
    pub(super) one_title: bool,
    /// Whether the former may be a surname: one word, of a person.
    pub(super) is_surname: bool,
}

impl Reason {
    /// Whether both are the same name, apart from case, accents and titles.
    pub fn is_same_name(&self) -> bool {
        matches!(self.likeness, Likeness::CaseAndAccents | Likeness::Title | Likeness::Same)
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { likeness, less, more, .. } = self;
        match likeness {
            _ if less == more => write!(f, "both are “{less}”"),
            Likeness::CaseAndAccents if folded(less) == folded(more) => {
                write!(f, "“{less}” and “{more}” differ only in case, accents or signs")
            }
            Likeness::Title if self.one_title => write!(f, "“{more}” is “{less}” with a title"),
            Likeness::Title => write!(f, "“{less}” and “{more}” differ only in the title"),
            Likeness::CaseAndAccents | Likeness::Same => {
                write!(f, "“{less}” and “{more}” are one name with other words before or after it")
            }
            Likeness::Initials => write!(f, "“{less}” are the initials of “{more}”"),
            Likeness::Spelling => write!(f, "“{less}” and “{more}” are two spellings of one name"),
            Likeness::SurnameSpelling => write!(f, "“{less}” and “{more}” have two spellings of one surname"),
            Likeness::LatinLetters => write!(f, "“{less}” and “{more}” may be one name in other Latin letters"),
            Likeness::AlmostAlike => write!(f, "“{less}” and “{more}” are spelled almost alike"),
            Likeness::FirstNameFits => write!(f, "“{less}” and “{more}”: same surname, and the first names match"),
            Likeness::Surname if self.is_surname => write!(f, "“{less}” is the surname in “{more}”"),
            Likeness::Surname => write!(f, "“{more}” ends with “{less}”"),
            Likeness::FirstWord => write!(f, "“{more}” begins with “{less}”"),
            Likeness::MoreSaid => write!(f, "“{more}” says more about “{less}”"),
        }
    }
}
