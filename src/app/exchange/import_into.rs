//! Importing without a window: files straight into a project.

use std::path::PathBuf;

use super::{
    additions::{Additions, additions, author, near, warnings},
    read, words,
};
use crate::{
    app::desk::{
        clock,
        jobs::Progress,
        prompt::import_plan::{FilesRead, ReadAs},
    },
    edit::{Transaction, apply_all},
    import::annotations::{Choices, join},
    model::{Facts, Project},
    text::Counting,
};

/// How the command line wants files to be imported.
#[derive(Clone, Debug, Default)]
pub struct ImportAs {
    /// How they are read.
    pub read_as: ReadAs,
    /// The name of whoever made the marks whose file does not say.
    pub coder: String,
    /// How offsets are counted; detected when `None`.
    pub counting: Option<Counting>,
}

/// Adds everything among `paths` to a project; returns what should be known: what could not be read, what was left out.
pub fn import_into(
    project: &mut Project,
    paths: Vec<PathBuf>,
    import_as: &ImportAs,
    progress: &Progress,
) -> Vec<String> {
    let FilesRead { articles, found, mut problems, skipped } = read::read(paths, import_as.read_as, progress);
    problems.extend(skipped);
    problems.extend(articles.iter().flat_map(warnings));
    problems.extend(near(project, &articles));
    let Additions { edits, known, .. } = additions(project, articles, &Facts::default());
    problems.extend(known);
    if let Err(error) = apply_all(project, Transaction::new(String::new(), edits)) {
        problems.push(words::articles_refused(&error.to_string()));
    }
    let coder = author(&import_as.coder);
    let choices = Choices { coder, now: clock::now(), counting: import_as.counting };
    problems.extend(found.into_iter().flat_map(|(_, found)| join(project, found, &choices).notes));
    problems
}
