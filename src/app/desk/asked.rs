//! What a file dialog is asked for, whoever shows it.

use std::path::PathBuf;

use super::prompt::PathPurpose;
use crate::{export, import};

/// What a dialog is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What for.
    pub purpose: PathPurpose,
    /// The title.
    pub title: String,
    /// Where it starts; `None` where the system decides.
    pub folder: Option<PathBuf>,
    /// The name of the file to begin with; empty where one is opened.
    pub name: String,
}

/// What is chosen in a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// A file that is there.
    File,
    /// One or more files that are there.
    Files,
    /// A folder.
    Folder,
    /// A name for a file to be written.
    Save,
}

/// A kind of file that a dialog lists: its name, and its endings.
pub(super) type Filter = (&'static str, Vec<&'static str>);

/// What is chosen for a purpose, and the kinds of file listed, the first of them at once.
pub(super) fn shown(purpose: &PathPurpose) -> (Way, Vec<Filter>) {
    let project = || vec![("Sayso project", vec!["sayso"])];
    match purpose {
        PathPurpose::OpenProject => (Way::File, project()),
        PathPurpose::MergeCopies => (Way::Files, project()),
        PathPurpose::SaveAs(_) => (Way::Save, project()),
        PathPurpose::AddArticles | PathPurpose::Import => (Way::Files, articles_and_annotations()),
        PathPurpose::NewVersion(_) | PathPurpose::Preview => (Way::File, vec![("Articles", import::extensions())]),
        PathPurpose::ImportCodebook => {
            (Way::File, vec![("Codebook or project", vec!["ron", "sayso", "csv", "tsv", "xlsx", "qdc"])])
        }
        PathPurpose::ExportCodebook => (Way::Save, vec![("Codebook", vec!["ron"])]),
        PathPurpose::AddFolder | PathPurpose::WatchFolder | PathPurpose::ShareIn => (Way::Folder, Vec::new()),
        PathPurpose::Export(format) => {
            let filter = |format: &export::Format| (format.title, format.extensions.to_vec());
            (Way::Save, export::format(format).map(filter).into_iter().collect())
        }
        PathPurpose::ExportHistory(_) => (Way::Save, vec![("Table", vec!["csv"])]),
        PathPurpose::ExportAgreement(format) => (Way::Save, vec![("Table", vec![format.ending()])]),
    }
}

fn articles_and_annotations() -> Vec<Filter> {
    let (articles, annotations) = (import::extensions(), import::annotations::extensions());
    let both = articles.iter().chain(&annotations).copied().chain(["zip"]).collect();
    vec![
        ("Articles and annotations", both),
        ("Articles", articles),
        ("Annotations", annotations),
        ("All files", vec!["*"]),
    ]
}
