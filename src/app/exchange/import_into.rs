//! Importing without a window: files straight into a project.

use std::{collections::BTreeMap, path::PathBuf};

use super::{
    additions::{self, coder_called, tomorrow, warnings},
    duplicates::{near_with_marks, sorted},
    import_plan::facts_from_names,
    read, words,
};
use crate::{
    app::desk::{
        clock,
        jobs::Progress,
        prompt::import_plan::{Decisions, FilesRead, ReadAs},
    },
    edit::{Transaction, apply_all},
    import::annotations::{Choices, Duplicates, articles_called, join},
    model::{ArticleId, Project},
    text::Counting,
};

/// How the command line wants files to be imported.
#[derive(Clone, Debug, Default)]
pub struct ImportAs {
    /// How they are read.
    pub read_as: ReadAs,
    /// The name of whoever made the marks whose file does not say; nobody in particular when `None`.
    pub coder: Option<String>,
    /// Names of coders of the files, each with the name that their marks are credited to.
    pub credited: Vec<(String, String)>,
    /// How offsets are counted; detected when `None`.
    pub counting: Option<Counting>,
    /// What becomes of articles that the project may have; added and reported when `None`.
    pub duplicates: Option<Duplicates>,
    /// The pattern that the names of the files follow, as [`Pattern`](crate::import::file_names::Pattern) reads it; empty
    /// for none.
    pub names: String,
    /// The id, address, title or file of the article that marks belong to whose file does not name exactly one.
    pub article: Option<String>,
}

/// Adds everything among `paths` to a project; returns what should be known: what could not be read, what was left out.
pub fn import_into(
    project: &mut Project,
    paths: Vec<PathBuf>,
    import_as: &ImportAs,
    progress: &Progress,
) -> Vec<String> {
    let FilesRead { mut articles, mut found, mut problems, skipped } = read::read(paths, &import_as.read_as, progress);
    problems.extend(skipped);
    problems.extend(facts_from_names(&import_as.names, &mut articles));
    let last = tomorrow();
    problems.extend(articles.iter().flat_map(|article| warnings(article, &last)));
    let near = near_with_marks(project, &mut found, &Decisions::new(), import_as.duplicates);
    let Some(sorted) = sorted(project, articles, &Decisions::new(), import_as.duplicates, progress) else {
        return problems;
    };
    problems.extend(sorted.rows.iter().chain(&near).map(words::row_done));
    problems.extend(sorted.known.iter().cloned());
    let edits = additions::edits(project, sorted);
    if let Err(error) = apply_all(project, Transaction::new(String::new(), edits)) {
        problems.push(words::articles_refused(&error.to_string()));
    }
    let coder = coder_called(project, import_as.coder.as_deref().unwrap_or_default());
    let article = import_as.article.as_ref().and_then(|name| article_called(project, name, &mut problems));
    let choices = Choices {
        is_coder_chosen: import_as.coder.is_some(),
        counting: import_as.counting,
        duplicates: import_as.duplicates,
        article,
        ..Choices::new(coder, clock::now())
    };
    let mut unknown: Vec<&(String, String)> = import_as.credited.iter().collect();
    for (_, mut found) in found {
        let mut credited = BTreeMap::new();
        for credit @ (old, new) in &import_as.credited {
            let Some(from) = found.coders.values().find(|coder| coder.name == *old).map(|coder| coder.id) else {
                continue;
            };
            credited.insert(from, coder_called(project, new));
            unknown.retain(|other| *other != credit);
        }
        found.credit(&credited);
        problems.extend(join(project, found, &choices).notes);
    }
    problems.extend(unknown.into_iter().map(|(old, _)| words::no_such_coder(old)));
    problems
}

/// The article of a name that somebody typed; says why there is none.
fn article_called(project: &Project, name: &str, problems: &mut Vec<String>) -> Option<ArticleId> {
    match articles_called(project, name).as_slice() {
        [one] => return Some(*one),
        [] => problems.push(words::no_article_called(name)),
        several => {
            let names: Vec<String> = several
                .iter()
                .filter_map(|id| Some(format!("{id} ({})", words::described(project.article(*id)?))))
                .collect();
            problems.push(words::several_articles_called(name, &names));
        }
    }
    None
}
