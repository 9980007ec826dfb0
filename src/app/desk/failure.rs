//! Why a file could not be read, fetched or written.

use std::{io, time::Duration};

use thiserror::Error;

use crate::{export::ExportError, import::ImportError, store::SaveError};

/// Why a file was not read. A part of “NAME was not added: WHY.”
#[derive(Debug, Error)]
pub enum ReadFailure {
    /// It is not there.
    #[error("there is no such file")]
    Missing,
    /// The person may not read it.
    #[error("you don't have permission to read it")]
    NotAllowed,
    /// The disk says no.
    #[error("{0}")]
    Io(io::Error),
    /// Its reader panicked.
    #[error("it is too damaged to read")]
    Damaged,
    /// An archive holds nothing for us.
    #[error("it contains no file that Sayso can read")]
    EmptyArchive,
    /// An archive inside an archive.
    #[error("it is an archive inside an archive; unpack it first")]
    ArchiveInArchive,
    /// Its format's reader refuses it.
    #[error(transparent)]
    Import(#[from] ImportError),
}

impl ReadFailure {
    /// Whether it could be read once somebody says what its columns, or names in JSON, are.
    pub(in crate::app) fn is_of_columns(&self) -> bool {
        matches!(self, Self::Import(ImportError::NoTextColumn(_) | ImportError::NoTextName(_)))
    }
}

impl From<io::Error> for ReadFailure {
    #[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::NotAllowed,
            _other => Self::Io(error),
        }
    }
}

/// Why a page was not fetched. A part of “ADDRESS was not added: WHY.”
#[derive(Debug, Error)]
pub(crate) enum FetchFailure {
    /// The page is not for everybody.
    #[error("the page needs a login")]
    NeedsLogin,
    /// The page is not there.
    #[error("there is no such page")]
    NoSuchPage,
    /// The server refuses, with this status.
    #[error("the server refused it (status {0})")]
    Refused(u16),
    /// No server of this name answers.
    #[error("there is no such server, or no network connection")]
    NoSuchServer,
    /// The server takes longer than this.
    #[error("the server did not answer within {} seconds", .0.as_secs())]
    TooSlow(Duration),
    /// One address leads to the next without end.
    #[error("the address redirects in a loop")]
    Loop,
    /// The page ended too early.
    #[error("the page did not arrive completely ({0})")]
    Incomplete(io::Error),
    /// Anything else between here and the server.
    #[error("{0}")]
    Network(Box<ureq::Error>),
    /// The page arrived, but there is no article in it.
    #[error(transparent)]
    Read(#[from] ReadFailure),
}

/// Why a file was not written.
#[derive(Debug, Error)]
pub(crate) enum WriteFailure {
    /// The format cannot be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// What it is made of cannot be read.
    #[error("{0}")]
    Source(#[from] io::Error),
    /// The file cannot be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
}
