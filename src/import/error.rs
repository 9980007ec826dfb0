//! Why a file cannot be read.

/// Why a file is not an article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No bytes at all, or only blanks.
    #[error("it is empty")]
    Empty,
    /// Not text.
    #[error("it is not a text: it holds a NUL byte at byte {0}")]
    Binary(usize),
    /// Of its kind, but damaged, protected or without an article.
    #[error("{0}")]
    Unreadable(String),
    /// Too large.
    #[error("it is larger than 64 MiB, the most that one article may hold")]
    TooLarge,
    /// An archive that is too large.
    #[error("it is larger than 1 GiB, the most that an archive may have")]
    TooLargeArchive,
    /// A file in an archive that is too large.
    #[error("{0} in it is larger than 64 MiB, the most that a file in an archive may have")]
    TooLargeInside(String),
    /// An archive that holds too much.
    #[error("it holds more than 256 MiB when unpacked, the most that is read of an archive")]
    TooMuchInside,
    /// No format has the ending of its name; these are known.
    #[error("files of this kind cannot be read (known endings: {})", .0.join(", "))]
    UnknownFormat(Vec<&'static str>),
    /// One of Sayso's own.
    #[error("it is a project; “File › Open project…” opens it")]
    Project,
    /// Of an ending of annotations, but of none of their formats.
    #[error("files that end in .{0} hold annotations, but this one does so in none of the formats that can be read")]
    UnknownAnnotations(String),
}
