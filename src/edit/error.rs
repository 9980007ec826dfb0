//! Why an edit cannot be made, in words for people.

use std::fmt;

use crate::text::{ByteRange, plural, shortened};

/// The most of a name that a message quotes, in characters.
const LONGEST_NAME: usize = 40;

/// Why an edit cannot be made. The project is as it was before.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EditError {
    /// There is such a record already.
    #[error("{0} exists already.")]
    Exists(Record),
    /// There is no such record.
    #[error("{0} does not exist, or no longer does.")]
    Missing(Record),
    /// Something else points to the record.
    #[error("{what} is still used by {by}.")]
    InUse {
        /// The record.
        what: Record,
        /// What points to it.
        by: User,
    },
    /// A mark's pieces do not lie in order on whole characters of its article.
    #[error("the mark does not fit the text of its article.")]
    BadPlace(Vec<ByteRange>),
    /// The key belongs to another tag.
    #[error("the key {key} already belongs to the tag “{owner}”. Choose another key.")]
    KeyTaken {
        /// The key.
        key: String,
        /// The name of the tag that has it.
        owner: String,
    },
    /// A tag cannot be under itself.
    #[error("the tag “{0}” cannot be under itself, directly or through other tags.")]
    TagLoop(String),
    /// A mark cannot be linked to itself.
    #[error("a mark cannot be linked to itself, directly or through other marks.")]
    LinkLoop,
    /// What the step of this name changed is not as the step left it.
    #[error("what “{0}” changed has been changed by somebody else since.")]
    ChangedSince(String),
}

/// A record that an edit is about, as messages call it: “the tag “Claim””, “the mark”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    kind: RecordKind,
    name: String,
}

/// What kind of record it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the model's types of the same names")]
pub enum RecordKind {
    Article,
    Span,
    Quarantined,
    Link,
    Entity,
    Tag,
    LinkKind,
    Rule,
    Coder,
    ArticleField,
}

/// What uses a record, so that it cannot be removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum User {
    /// A link.
    Link,
    /// So many marks.
    Spans(usize),
    /// Marks of the article with this title.
    InArticle(String),
    /// A newer version of the article.
    NewVersion,
    /// How far a coder is with the article.
    Progress,
    /// A dismissed place of the article.
    Dismissed,
    /// The tag of this name, which is under it.
    Child(String),
    /// The article with this title.
    Article(String),
    /// What several people decided, reviewed, or are to mark.
    Team,
    /// A saved figure.
    Figure,
    /// An article that does not mention it.
    NotMentioned,
}

impl Record {
    /// A record with the name that people know it by.
    pub fn named(kind: RecordKind, name: &str) -> Self {
        Self { kind, name: name.trim().to_owned() }
    }

    /// A record that has no name, or of which none is known.
    pub fn of(kind: RecordKind) -> Self {
        Self { kind, name: String::new() }
    }

    /// What kind of record it is.
    pub fn kind(&self) -> RecordKind {
        self.kind
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            RecordKind::Article => "article",
            RecordKind::Span => "mark",
            RecordKind::Quarantined => "mark that was set aside",
            RecordKind::Link => "link",
            RecordKind::Entity => "name",
            RecordKind::Tag => "tag",
            RecordKind::LinkKind => "kind of link",
            RecordKind::Rule => "rule",
            RecordKind::Coder => "coder",
            RecordKind::ArticleField => "article field",
        };
        write!(f, "the {kind}")?;
        if self.name.is_empty() { Ok(()) } else { write!(f, " “{}”", shortened(&self.name, LONGEST_NAME)) }
    }
}

impl fmt::Display for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link => f.write_str("a link"),
            Self::Spans(count) => f.write_str(&plural(*count, "mark")),
            Self::InArticle(title) if title.is_empty() => f.write_str("marks of an article"),
            Self::InArticle(title) => write!(f, "marks of the article “{}”", shortened(title, LONGEST_NAME)),
            Self::NewVersion => f.write_str("its new version"),
            Self::Progress => f.write_str("a coder's progress"),
            Self::Dismissed => f.write_str("a dismissed place"),
            Self::Article(title) => write!(f, "the article “{}”", shortened(title, LONGEST_NAME)),
            Self::Team => f.write_str("a decision, a review or an assignment"),
            Self::Figure => f.write_str("a saved figure"),
            Self::NotMentioned => f.write_str("an article marked as not mentioning it"),
            Self::Child(name) => write!(f, "the tag “{name}” under it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_records_as_people_know_them() {
        let claim = || Record::named(RecordKind::Tag, "Claim");
        let message = |error: EditError| error.to_string();
        assert_eq!(message(EditError::Exists(claim())), "the tag “Claim” exists already.");
        let missing = EditError::Missing(Record::of(RecordKind::Span));
        assert_eq!(message(missing), "the mark does not exist, or no longer does.");
        let used = EditError::InUse { what: claim(), by: User::Spans(1) };
        assert_eq!(message(used), "the tag “Claim” is still used by 1 mark.");
        let long = Record::named(RecordKind::Article, &"word ".repeat(20));
        assert_eq!(long.to_string().chars().count(), "the article “”".chars().count() + LONGEST_NAME);
    }
}
