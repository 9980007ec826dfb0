//! Articles into the project: from files and folders, pasted, from the command line.

use std::path::{Path, PathBuf};

use encoding_rs::Encoding;
use sha2::{Digest, Sha256};

use super::{App, Finished, Notice, clock, crash::guarded, files::empty_project, tagging::shorten};
use crate::{
    edit::{Edit, Transaction, apply_all},
    import::{self, Imported},
    model::{
        Article, ArticleId, Coder, CoderId, Colour, Examples, Extra, Id, Origin, Project, Span, SpanId, Tag, TagId,
    },
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
                match read_articles(&file, None) {
                    Ok(read) => articles.extend(read),
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
            Ok(articles) => {
                self.prompt = None;
                self.add_articles(articles);
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
        let project = self.session.project();
        let mut notices = Vec::new();
        for mut article in imported {
            let Imported { text, facts, source, .. } = &mut article;
            if let Some(title) = known.get(&text.sha256()) {
                let notice =
                    format!("“{}” is in the project already, as “{title}”; it was not added again.", source.name);
                notices.push(notice);
                continue;
            }
            known.insert(text.sha256(), facts.title.clone());
            if facts.outlet.is_empty() {
                facts.outlet.clone_from(&self.settings.last_outlet);
            }
            if facts.published.is_empty() {
                facts.published.clone_from(&self.settings.last_published);
            }
            let article = add(project, article, &mut edits);
            first = first.or(Some(article));
        }
        let added: Vec<&Article> = edits
            .iter()
            .filter_map(|edit| if let Edit::AddArticle(article) = edit { Some(&**article) } else { None })
            .collect();
        let label = match added.as_slice() {
            [one] => format!("Add the article “{}”", shorten(&one.facts.title)),
            many => format!("Add {} articles", many.len()),
        };
        notices.into_iter().for_each(|notice| self.tell(Notice::note(notice)));
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

/// The tag of remarks that other programs' files hold.
const COMMENT: &str = "comment";

/// Adds what brings an article into the project: the article with its remarks as marks, their tag, those who made them.
/// Returns the article's id.
fn add(project: &Project, imported: Imported, edits: &mut Vec<Edit>) -> ArticleId {
    let Imported { text, facts, source, remarks } = imported;
    let now = clock::now();
    let mut article = Article::new(ArticleId(clock::random_id()), text, facts, source, now);
    let tag = TagId::new(COMMENT);
    let is_new = |edits: &[Edit]| !edits.iter().any(|edit| matches!(edit, Edit::AddTag(_, added) if added.id == tag));
    if !remarks.is_empty() && project.codebook.tag(&tag).is_none() && is_new(edits) {
        edits.push(Edit::AddTag(usize::MAX, Box::new(comment_tag(tag.clone()))));
        edits.push(Edit::SetCodebookVersion(project.codebook.version + 1));
    }
    for remark in remarks {
        let coder = author(&remark.author);
        let is_known = project.coders.contains_key(&coder.id)
            || edits.iter().any(|edit| matches!(edit, Edit::AddCoder(added) if added.id == coder.id));
        let made = remark.made.unwrap_or(now);
        let mut span = Span::new(SpanId(clock::random_id()), tag.clone(), vec![remark.at], coder.id, made);
        span.note = remark.words;
        span.origin = Origin::Import;
        article.spans.insert(span);
        if !is_known {
            edits.push(Edit::AddCoder(coder));
        }
    }
    let article_id = article.id;
    edits.push(Edit::AddArticle(Box::new(article)));
    article_id
}

fn comment_tag(id: TagId) -> Tag {
    Tag {
        id,
        parent: None,
        name: "Comment".to_owned(),
        badge: "Co".to_owned(),
        colour: Colour::Slot(7),
        key: String::new(),
        definition:
            "Words that somebody remarked on in the program that the article came from; the note is the remark."
                .to_owned(),
        examples: Examples::default(),
        fields: Vec::new(),
        extra: Extra::new(),
    }
}

/// Whoever goes by this name in other programs' files: always the same coder.
fn author(name: &str) -> Coder {
    let name = if name.trim().is_empty() { "unknown" } else { name.trim() };
    let hash = Sha256::digest(format!("author of remarks: {name}"));
    let mut bits = [0; 10];
    bits.iter_mut().zip(hash).for_each(|(bit, byte)| *bit = byte);
    Coder { id: CoderId(Id::from_bits(bits)), name: name.to_owned(), extra: Extra::new() }
}

/// A new project of all articles among `paths`, and what could not be read. `encoding` is the one that somebody chose.
pub fn project_of(paths: Vec<PathBuf>, encoding: Option<&'static Encoding>) -> (Project, Vec<String>) {
    let mut problems = Vec::new();
    let mut project = empty_project();
    for file in files_of(paths, &mut problems) {
        let mut edits = Vec::new();
        match read_articles(&file, encoding) {
            Ok(articles) => {
                for article in articles {
                    add(&project, article, &mut edits);
                }
            }
            Err(problem) => problems.push(problem),
        }
        if let Err(error) = apply_all(&mut project, Transaction::new("import", edits)) {
            problems.push(format!("{} was not added: {error}.", file.display()));
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

/// Reads the articles of a file; a failure names the file.
fn read_articles(path: &Path, encoding: Option<&'static Encoding>) -> Result<Vec<Imported>, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let too_large = fs_err::metadata(path).map(|meta| meta.len() > import::LARGEST).unwrap_or(false);
    let bytes = if too_large { Err(import::ImportError::TooLarge.to_string()) } else { read(path) };
    let imported = bytes.and_then(|bytes| {
        let read = guarded(|| import::articles(&name, &bytes, encoding).map_err(|error| error.to_string()));
        read.unwrap_or_else(|| Err("it is so damaged that reading it broke off".to_owned()))
    });
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
