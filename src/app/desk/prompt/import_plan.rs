//! What an import would add to the project: shown before anything changes.

use std::{path::PathBuf, sync::Arc};

use encoding_rs::Encoding;

use crate::{
    app::desk::session::{SessionId, StateMark},
    import::{
        Imported,
        annotations::{self, Choices, Found, Joined},
        ending,
    },
    model::Project,
    text::Counting,
};

/// What was read of files.
#[derive(Debug, Default)]
pub struct FilesRead {
    /// Articles.
    pub articles: Vec<Imported>,
    /// Annotations of other programs, with the articles that they mark, and the folder or archive that each lay within.
    pub found: Vec<(String, Found)>,
    /// What could not be read, and why, in sentences.
    pub problems: Vec<String>,
    /// What folders and archives hold besides, by kind, in sentences.
    pub skipped: Vec<String>,
}

/// How the person who imports wants files to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadAs {
    /// The encoding of texts; detected when `None`.
    pub encoding: Option<&'static Encoding>,
    /// The format of annotations; detected when `None`.
    pub format: Option<&'static annotations::Format>,
}

/// What an import would do to the project; shown, then carried out or dropped. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    made: Arc<Made>,
}

/// An import, made on a copy of the project.
#[derive(Debug)]
pub(in crate::app) struct Made {
    pub(in crate::app) read: Read,
    pub(in crate::app) choices: Choices,
    pub(in crate::app) joined: Joined,
    /// The project with everything in it.
    pub(in crate::app) result: Project,
    /// How many articles without marks it adds.
    pub(in crate::app) plain: usize,
    /// What should be known of these, in sentences: which are here already, doubtful, or nearly the same as others.
    pub(in crate::app) told: Vec<String>,
    pub(in crate::app) near: Vec<String>,
    /// Of which state of which opening it was made.
    pub(in crate::app) of: (SessionId, StateMark),
}

/// Files as they were read.
#[derive(Clone, Debug)]
pub(in crate::app) struct Read {
    pub(in crate::app) paths: Vec<PathBuf>,
    pub(in crate::app) read_as: ReadAs,
    pub(in crate::app) files: Arc<FilesRead>,
}

/// Plans are compared many times a second, and never change once made.
impl PartialEq for ImportPlan {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.made, &other.made)
    }
}

/// What is done with a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportAction {
    /// Reads the files as annotations of this format; detects it when `None`.
    ReadAs(Option<&'static annotations::Format>),
    /// Counts offsets this way; detects it when `None`.
    Count(Option<Counting>),
    /// Credits marks whose file does not say to the coder of this name.
    By(String),
    /// Adds everything.
    Accept,
}

impl ImportPlan {
    /// An import that was made on a copy of the project.
    pub(in crate::app) fn new(made: Made) -> Self {
        Self { made: Arc::new(made) }
    }

    /// What was made.
    pub(in crate::app) fn made(&self) -> &Made {
        &self.made
    }

    /// What would be added and what should be known.
    pub fn joined(&self) -> &Joined {
        &self.made.joined
    }

    /// What was chosen.
    pub fn choices(&self) -> &Choices {
        &self.made.choices
    }

    /// The formats of the files by the names that people know, each once.
    pub fn formats(&self) -> Vec<&'static str> {
        let title = |name: &'static str| annotations::format(name).map_or(name, |format| format.title);
        let mut formats: Vec<&str> = self.made.read.files.found.iter().map(|(_, found)| title(found.format)).collect();
        formats.dedup();
        formats
    }

    /// The format that was chosen; `None` when it is detected.
    pub fn chosen_format(&self) -> Option<&'static annotations::Format> {
        self.made.read.read_as.format
    }

    /// The formats that files may be of, by their endings; all where folders or archives are among them.
    pub fn possible_formats(&self) -> Vec<&'static annotations::Format> {
        let ending = |path: &PathBuf| ending(&path.to_string_lossy());
        let endings: Vec<String> = self.made.read.paths.iter().map(ending).collect();
        let has_any = endings.iter().any(|ending| matches!(ending.as_str(), "" | "zip"));
        let may_be = |format: &&annotations::Format| {
            has_any || endings.iter().any(|ending| format.extensions.contains(&ending.as_str()))
        };
        annotations::ALL.iter().filter(may_be).collect()
    }

    /// Files that could not be read, and why.
    pub fn problems(&self) -> &[String] {
        &self.made.read.files.problems
    }

    /// What should be known of articles without marks, and of files that were skipped.
    pub fn told(&self) -> impl Iterator<Item = &String> {
        self.made.told.iter().chain(&self.made.near).chain(&self.made.read.files.skipped)
    }

    /// How many articles without marks would be added besides.
    pub fn plain_articles(&self) -> usize {
        self.made.plain
    }
}
