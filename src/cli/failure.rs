//! Why a command could not do what it was asked for.

use std::path::PathBuf;

use crate::{
    edit::EditError,
    export::ExportError,
    store::{ReadError, SaveError, shared::SharedError},
    text::{listed, plural},
};

/// Why a command ended without doing anything; each is a line on standard error.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// A project cannot be opened.
    #[error("{}: {why}", path.display())]
    Open {
        /// The project.
        path: PathBuf,
        /// Why it cannot be opened.
        why: ReadError,
    },
    /// A file cannot be saved.
    #[error("{}: {why}", path.display())]
    Save {
        /// The file.
        path: PathBuf,
        /// Why it cannot be saved.
        why: SaveError,
    },
    /// A folder cannot be made; the system's message names it.
    #[error("{0}.")]
    Folder(std::io::Error),
    /// A folder would be written where something is already.
    #[error("{} already exists. Choose a new name: this format writes a folder.", .0.display())]
    FolderExists(PathBuf),
    /// A project would be written where something is already.
    #[error("{} already exists. Nothing was written; choose a new name.", .0.display())]
    FileExists(PathBuf),
    /// Standard output does not take what is written.
    #[error("standard output: {0}.")]
    Output(std::io::Error),
    /// A format could not be written.
    #[error("sayso: {0}.")]
    Export(#[from] ExportError),
    /// No format has this name.
    #[error("sayso: unknown format “{name}”. Known formats: {}.", known.join(", "))]
    UnknownFormat {
        /// The name.
        name: String,
        /// The names of all formats.
        known: Vec<&'static str>,
    },
    /// Nothing was asked for, or something that is no question.
    #[error("sayso: {0}")]
    Query(String),
    /// Files can be added to one project at a time.
    #[error("sayso: only one project (.sayso) can be given to add to.")]
    SeveralProjects,
    /// A copy is one of another project.
    #[error("{}: this is another project, not a copy of {}. Use --unrelated to merge it all the same.", copy.display(), ours.display())]
    OtherProject {
        /// The copy.
        copy: PathBuf,
        /// Our project.
        ours: PathBuf,
    },
    /// A copy has problems: merged, they would be lost or spread.
    #[error("{}: this copy has {}; “sayso check” lists them. Repair it first.", copy.display(), plural(*count, "problem"))]
    DamagedCopy {
        /// The copy.
        copy: PathBuf,
        /// How many.
        count: usize,
    },
    /// Git could not be called, or refused.
    #[error("sayso: git: {0}.")]
    Git(String),
    /// A file of git's cannot be written.
    #[error("{}: {why}.", path.display())]
    GitFile {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: std::io::Error,
    },
    /// Nothing among the files could be added.
    #[error("sayso: nothing could be added, so nothing was written.")]
    NothingAdded,
    /// A coder cannot be renamed.
    #[error("sayso: {0}")]
    Coder(#[from] EditError),
    /// A coder stands in several of the pairs that rename coders.
    #[error("sayso: “{0}” stands in several --coder options. Name each coder once.")]
    CoderTwice(String),
    /// No coder of the project has this name.
    #[error("sayso: no coder is named “{name}”. Coders of this project: {}.", listed(known))]
    UnknownCoder {
        /// The name.
        name: String,
        /// The names of all coders.
        known: Vec<String>,
    },
    /// No tag of the project has this name.
    #[error("sayso: no tag is named “{name}”. Tags of this project: {}.", listed(known))]
    UnknownTag {
        /// The name.
        name: String,
        /// The names of all tags.
        known: Vec<String>,
    },
    /// The system names no folder for the state of programs.
    #[error("sayso: no folder to keep what belongs to a shared folder; set XDG_STATE_HOME or HOME.")]
    NoStateFolder,
    /// A shared folder cannot be used.
    #[error("sayso: {0}")]
    Shared(#[from] SharedError),
    /// One's own file in a shared folder is gone.
    #[error("{}: your file is gone, and what you shared last is not kept on this computer.", .0.display())]
    NoOwnFile(PathBuf),
    /// There is no project in a shared folder.
    #[error("{}: there is no project in this folder. Use “sayso shared join” to share one.", .0.display())]
    NothingShared(PathBuf),
    /// A list could not be written as JSON.
    #[error("sayso: {0}.")]
    Json(#[from] serde_json::Error),
}

/// Why an argument is not understood; the command line's own parser puts the argument in front.
#[derive(Debug, thiserror::Error)]
pub(super) enum ArgumentError {
    /// No encoding has this name.
    #[error("unknown encoding; try utf-8, windows-1251, koi8-r or x-mac-cyrillic")]
    Encoding,
    /// No format has this name.
    #[error("unknown format; known formats: {}", .0.join(", "))]
    Format(Vec<&'static str>),
    /// A coder is not said to be another.
    #[error("give two names, as in --coder \"annotator 1=Ana\"")]
    Coder,
    /// Offsets are not counted in this unit.
    #[error("offsets are counted in code-points, utf-16, bytes or graphemes")]
    Unit,
    /// No way of treating duplicates has this name.
    #[error("expected add, skip or same")]
    Duplicates,
}
