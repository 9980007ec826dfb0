//! Articles into the project: from files and folders, pasted, from the command line.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{App, Finished, Notice, clock, files::empty_project, tagging::shorten};
use crate::{
    edit::{Edit, Transaction},
    import::{self, Imported},
    model::{Article, ArticleId, Project},
};

impl App {
    pub(super) fn import(&mut self, paths: Vec<PathBuf>) {
        let started = self.jobs.start("reading articles", move |progress| {
            let (mut articles, mut problems) = (Vec::new(), Vec::new());
            let files = files_of(paths, &mut problems);
            progress.set_total(files.len());
            for file in files {
                if progress.is_cancelled() {
                    problems.push("Stopped; the other files were not read.".to_owned());
                    break;
                }
                match read_article(&file) {
                    Ok(article) => articles.push(article),
                    Err(problem) => problems.push(problem),
                }
                progress.step();
            }
            Finished::Imported(articles, problems)
        });
        if !started {
            self.tell(Notice::note("Articles are being read already; wait until that is done."));
        }
    }

    pub(super) fn add_pasted(&mut self, text: &str) {
        match import::pasted(text) {
            Ok(article) => {
                self.prompt = None;
                self.add_articles(vec![article]);
            }
            Err(error) => self.tell(Notice::problem(format!("The pasted text cannot be added: {error}."))),
        }
    }

    pub(super) fn add_articles(&mut self, imported: Vec<Imported>) {
        let mut edits = Vec::new();
        let mut first = None;
        let mut known: std::collections::BTreeMap<[u8; 32], String> = self
            .session
            .project()
            .articles
            .values()
            .map(|article| (article.text.sha256(), article.facts.title.clone()))
            .collect();
        for Imported { text, mut facts, source } in imported {
            if let Some(title) = known.get(&text.sha256()) {
                let notice =
                    format!("“{}” is in the project already, as “{title}”; it was not added again.", source.name);
                self.tell(Notice::note(notice));
                continue;
            }
            known.insert(text.sha256(), facts.title.clone());
            if facts.outlet.is_empty() {
                facts.outlet.clone_from(&self.settings.last_outlet);
            }
            if facts.published.is_empty() {
                facts.published.clone_from(&self.settings.last_published);
            }
            let article_id = ArticleId(clock::random_id());
            first = first.or(Some(article_id));
            let article = Article::new(article_id, text, facts, source, clock::now());
            edits.push(Edit::AddArticle(Box::new(article)));
        }
        let label = match edits.as_slice() {
            [Edit::AddArticle(one)] => format!("Add the article “{}”", shorten(&one.facts.title)),
            many => format!("Add {} articles", many.len()),
        };
        if !edits.is_empty() && self.make(Transaction::new(label, edits)) {
            self.selection.show(first);
        }
    }

    /// One message for all that went wrong at once.
    pub(super) fn tell_together(&mut self, problems: &[String]) {
        const SHOWN: usize = 6;
        let text = match problems {
            [] => return,
            [one] => one.clone(),
            many => {
                let mut lines = vec![format!("{} files were not added:", many.len())];
                lines.extend(many.iter().take(SHOWN).map(|problem| format!("· {problem}")));
                if many.len() > SHOWN {
                    lines.push(format!("and {} more", many.len() - SHOWN));
                }
                lines.join("\n")
            }
        };
        self.tell(Notice::problem(text));
    }
}

/// A new project of all articles among `paths`, and what could not be read.
pub fn project_of(paths: Vec<PathBuf>) -> (Project, Vec<String>) {
    let mut problems = Vec::new();
    let mut project = empty_project();
    for file in files_of(paths, &mut problems) {
        match read_article(&file) {
            Ok(Imported { text, facts, source }) => {
                let article = Article::new(ArticleId(clock::random_id()), text, facts, source, clock::now());
                project.articles.insert(article.id, Arc::new(article));
            }
            Err(problem) => problems.push(problem),
        }
    }
    (project, problems)
}

/// All files that importing `paths` means: files as named, folders with everything below that can be read.
fn files_of(paths: Vec<PathBuf>, problems: &mut Vec<String>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path);
            continue;
        }
        let before = files.len();
        let mut folders = vec![path.clone()];
        while let Some(folder) = folders.pop() {
            let entries = match fs_err::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    problems.push(format!("{error}"));
                    continue;
                }
            };
            let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
            inside.sort();
            // A link to a folder is not followed: it could lead round in a circle.
            let (below, beside): (Vec<PathBuf>, Vec<PathBuf>) =
                inside.into_iter().partition(|path| path.is_dir() && !path.is_symlink());
            files.extend(beside.into_iter().filter(|path| path.is_file() && import::reads(path)));
            folders.extend(below.into_iter().rev());
        }
        if files.len() == before {
            problems.push(format!("{} holds no articles that Sayso can read.", path.display()));
        }
    }
    files
}

/// Reads one article; a failure names the file.
fn read_article(path: &Path) -> Result<Imported, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let too_large = fs_err::metadata(path).map(|meta| meta.len() > import::LARGEST).unwrap_or(false);
    let bytes = if too_large { Err(import::ImportError::TooLarge.to_string()) } else { read(path) };
    let imported = bytes.and_then(|bytes| import::article(&name, &bytes).map_err(|error| error.to_string()));
    imported.map_err(|error| {
        log::info!("{}: {error}", path.display());
        format!("{name} was not added: {error}.")
    })
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "you have no permission to read it".to_owned(),
        _other => error.to_string(),
    })
}
