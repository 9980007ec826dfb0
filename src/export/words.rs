//! What is said of formats and of what they leave out, in words.

use std::fmt;

use super::{
    limit::Limit,
    losses::{Loss, Unsupported},
    part::Part,
    subject::Subject,
};
use crate::{
    model::{FieldDef, FieldKind},
    text::{grouped, plural},
};

impl Part {
    /// What it is, in the plural.
    pub fn words(self) -> &'static str {
        match self {
            Self::Texts => "article texts",
            Self::Facts => "article facts",
            Self::ArticleFields => "values in article fields",
            Self::Overlaps => "overlapping marks",
            Self::Pieces => "marks in several pieces",
            Self::Coders => "coders",
            Self::Times => "dates of marks",
            Self::Notes => "notes on marks",
            Self::Flags => "“look again” flags",
            Self::Mentions => "kinds of mention",
            Self::Fields => "fields of marks",
            Self::Entities => "names mentioned by marks",
            Self::EntityDetails => "details of names",
            Self::Links => "links between marks",
            Self::OpenLinks => "links to names or unnamed sources",
            Self::LinkDetails => "details of links",
            Self::Definitions => "tag definitions",
            Self::Examples => "tag examples",
            Self::Colours => "tag colours",
            Self::Tree => "nested tags",
            Self::Rules => "rules",
            Self::ProjectNote => "project notes",
            Self::Progress => "coders' progress",
        }
    }
}

impl Limit {
    /// What it is, in the plural.
    pub fn words(self) -> &'static str {
        match self {
            Self::Marks => "marks",
            Self::OtherMarks => "marks that are not claims",
            Self::LinksOfOtherMarks => "links of marks that are not claims",
            Self::BlankMarks => "marks on white space only",
            Self::LinksOfBlankMarks => "links of marks on white space only",
            Self::LineBreaksInMarks => "line breaks inside marks",
            Self::MarksAcrossSentences => "marks that span sentences (split at each sentence)",
            Self::DeeplyNestedMarks => "marks under nine longer ones of the same tag",
            Self::Positions => "positions in the text",
            Self::FartherLinks => "links of claims other than to the nearest source",
            Self::CodersOfCheckedClaims => "coders of claims checked by someone else",
            Self::ClaimsWithoutVerdict => "claims without a verdict",
            Self::ClaimsWithoutAddress => "claims without a link to the fact-check",
            Self::ArticlesWithoutMarks => "articles without marks",
            Self::ArticlesWithoutClaims => "articles without claims",
            Self::ImportSteps => "import details of articles",
            Self::LineBreaksInFields => "line breaks in fields",
            Self::BlanksAtParagraphEnds => "spaces at paragraph ends",
            Self::BlanksInTagNames => "spaces in tag names",
            Self::LinkKinds => "link kinds",
            Self::LinksBetweenCoders => "links between marks of different coders",
            Self::LastChanges => "who last changed a mark",
            Self::Origins => "how marks were made (by hand, rule or import)",
            Self::MarksSetAside => "marks set aside",
            Self::Dismissed => "dismissed suggestions",
            Self::Conflicts => "conflicts between merged versions",
            Self::ForeignValues => "data kept from other programs",
            Self::CharactersNotInXml => "characters not allowed in XML",
            Self::FurtherColumns => "columns after the 63rd in the table of claims",
            Self::EndsOfLongCells => "text after 32,767 characters in a cell",
            Self::FurtherRows => "rows after 1,048,575 in a sheet",
            Self::FurtherTags => "tags after the 16,384th column of a sheet",
            Self::BeginningsOfFormulas => "texts that begin like a formula (an apostrophe is put before them)",
            Self::SignsOfCorpora => "asterisks and dollar signs in texts",
            Self::SignsInValues => "accents, spaces and signs in values",
            Self::ArticlesWithoutText => "articles without text",
            Self::Asterisks => "asterisks in authors, outlets and tags",
        }
    }
}

impl Unsupported {
    /// What it is, in the plural.
    pub fn words(self) -> &'static str {
        match self {
            Self::Part(part) => part.words(),
            Self::Limit(limit) => limit.words(),
        }
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.what.words(), grouped(self.count))
    }
}

/// What the examples of a tag are called, and what is no case of it.
pub(super) const EXAMPLES: &str = "Examples";
pub(super) const COUNTEREXAMPLES: &str = "Counterexamples";

/// What marks are flagged with.
pub(super) const LOOK_AGAIN: &str = "look again";

/// A part of a mark that consists of several.
pub(super) fn piece(number: usize, all: usize) -> String {
    format!("piece {number} of {all}")
}

/// What a field asks for.
pub(super) fn question(field: &FieldDef) -> String {
    let asked = match &field.kind {
        FieldKind::Choice(choices) => choices.join(", "),
        FieldKind::Text => "text".to_owned(),
        FieldKind::Number => "number".to_owned(),
        FieldKind::YesNo => "yes or no".to_owned(),
        FieldKind::Date => "date".to_owned(),
        FieldKind::Entity => "a name from the project".to_owned(),
    };
    format!("{}: {asked}", field.name)
}

/// How many there are of what a format is a list of: "61 marks".
pub(super) fn counted(subject: Subject, count: usize) -> String {
    plural(
        count,
        match subject {
            Subject::Marks => "mark",
            Subject::Claims => "claim",
            Subject::Tags => "tag",
            Subject::Articles => "article",
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FieldId;

    #[test]
    fn a_question_says_what_answers_it_has() {
        let field =
            |kind| FieldDef { id: FieldId::new("x"), name: "Stance".to_owned(), kind, definition: String::new() };
        let choice = FieldKind::Choice(vec!["for".to_owned(), "against".to_owned()]);
        assert_eq!(question(&field(choice)), "Stance: for, against");
        assert_eq!(question(&field(FieldKind::YesNo)), "Stance: yes or no");
    }
}
