//! Why a file cannot be read, for people who want to repair it.

/// Why a file cannot be read. The file is untouched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's message says what it is")]
pub enum ReadError {
    #[error("there is no such file.")]
    NoFile,
    #[error("this is a folder, not a project file.")]
    Folder,
    #[error("you have no permission to read it.")]
    NoPermission,
    #[error("{0}.")]
    Io(String),
    #[error("the file is empty. If a save was cut short elsewhere, look for an older copy.")]
    Empty,
    #[error("the file is larger than 1 GiB, the most that Sayso reads.")]
    TooLarge,
    #[error("this is not a Sayso project: byte {first_bad} is not text (UTF-8).")]
    NotText { first_bad: usize },
    #[error(
        "line {line}: the file has conflict markers of an unfinished merge in version control. Choose one version and try again."
    )]
    ConflictMarks { line: usize },
    #[error(
        "the file has format {found}; this version of Sayso reads formats up to {known}. Open it with a newer version."
    )]
    NewerFormat { found: u32, known: u32 },
    #[error("line {line}, column {column}: {expected}.")]
    Syntax { line: usize, column: usize, expected: String },
    #[error("line {line}: {what}")]
    Record { line: usize, what: RecordError },
}

/// What is wrong with a record that can otherwise be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's message says what it is")]
pub enum RecordError {
    #[error("“{0}” is not a colour. Write it as #RRGGBB.")]
    Colour(String),
    #[error("the text of this article is longer than 64 MiB, the most that Sayso reads.")]
    LongText,
    #[error("there is a second tag with the id “{0}”. Give each tag an id of its own.")]
    SecondTag(String),
    #[error("there is a second kind of link with the id “{0}”. Give each kind an id of its own.")]
    SecondLinkKind(String),
    #[error("the tag “{tag}” has the key {key} of another tag. Give each tag a key of its own, or none.")]
    TakenKey { tag: String, key: String },
    #[error("the tag “{tag}” is under “{parent}”, which does not exist.")]
    NoParent { tag: String, parent: String },
    #[error("the tag “{0}” is under itself: its parents form a loop.")]
    Loop(String),
    #[error("it cannot be read: {0}.")]
    Unreadable(String),
    #[error("its place is outside the text.")]
    OutsideText,
}
