//! Files that are to be imported, on a job: articles and annotations, alone, in folders and in archives.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use encoding_rs::Encoding;

use super::{Progress, crash::guarded};
use crate::import::{
    self, ImportError, Imported,
    annotations::{self, Beside, File, Found},
};

/// What was read of files.
#[derive(Debug, Default)]
pub struct FilesRead {
    /// Articles.
    pub articles: Vec<Imported>,
    /// Annotations of other programs, with the articles that they mark.
    pub found: Vec<Found>,
    /// What could not be read, and why.
    pub problems: Vec<String>,
}

/// How whoever imports wants files to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadAs {
    /// The encoding of articles; found out when `None`.
    pub encoding: Option<&'static Encoding>,
    /// The format of annotations; found out when `None`.
    pub format: Option<&'static annotations::Format>,
}

/// Reads all files that `paths` mean: those named, those in folders and archives that can be read.
pub(super) fn read(paths: Vec<PathBuf>, read_as: ReadAs, progress: &Progress) -> FilesRead {
    let mut reading = FilesRead::default();
    let mut files = files_of(paths, &mut reading.problems);
    // Files of marks first: the texts that belong to them are not articles of their own.
    files.sort_by_cached_key(|(file, _)| !is_annotations(&name_of(file)));
    progress.set_total(files.len());
    let mut parts: BTreeSet<PathBuf> = BTreeSet::new();
    for (file, within) in files {
        if progress.is_cancelled() {
            reading.problems.push("Stopped; the other files were not read.".to_owned());
            break;
        }
        let name = name_of(&file);
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        if parts.contains(&file) {
            progress.step();
            continue;
        }
        match bytes_of(&file) {
            Ok(bytes) => {
                let file = File { name: &name, bytes: &bytes, beside: &Folder(&folder) };
                let used = reading.file(&file, &within, read_as);
                parts.extend(used.into_iter().map(|part| folder.join(part)));
            }
            Err(error) => reading.refuse(&format!("{within}{name}"), &error),
        }
        progress.step();
    }
    reading
}

impl FilesRead {
    /// Reads a file, which lies `within` the folder or archive that was named, as in `letters/`; returns the names of those
    /// beside it that were read as parts of it.
    fn file(&mut self, file: &File<'_>, within: &str, read_as: ReadAs) -> Vec<String> {
        let name = format!("{within}{}", file.name);
        let mut parts = Vec::new();
        let read = guarded(|| match read_as.format.or_else(|| annotations::format_of(file)) {
            Some(format) => annotations::read(format, file).map(|mut found| {
                parts = std::mem::take(&mut found.parts);
                found.locate(file.name, within);
                self.found.push(found);
            }),
            None if file.name.to_lowercase().ends_with(".zip") => import::unpacked(file.bytes).map(|files| {
                self.archive(&name, files, read_as);
            }),
            None => import::articles(file.name, file.bytes, read_as.encoding).map(|mut read| {
                read.iter_mut().for_each(|article| article.source.name.clone_from(&name));
                self.articles.extend(read);
            }),
        });
        match read {
            Some(Ok(())) => {}
            Some(Err(error)) => self.refuse(&name, &error.to_string()),
            None => self.refuse(&name, "it is so damaged that reading it broke off"),
        }
        parts
    }

    /// Reads the files of an archive, folder by folder.
    fn archive(&mut self, archive: &str, files: BTreeMap<String, Vec<u8>>, read_as: ReadAs) {
        let mut folders: BTreeMap<String, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
        for (path, bytes) in files {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
            folders.entry(folder.to_owned()).or_default().insert(name.to_owned(), bytes);
        }
        let mut any = false;
        keep_projects(&mut folders);
        for (folder, files) in &folders {
            let within = if folder.is_empty() { format!("{archive}/") } else { format!("{archive}/{folder}/") };
            let mut names: Vec<&String> = files.keys().filter(|name| is_read(name)).collect();
            names.sort_by_cached_key(|name| !is_annotations(name));
            let mut parts: BTreeSet<String> = BTreeSet::new();
            for name in names {
                let Some(bytes) = files.get(name).filter(|_| !parts.contains(name)) else { continue };
                any = true;
                // An archive in an archive is not opened: it could go on for ever.
                if !name.to_lowercase().ends_with(".zip") {
                    parts.extend(self.file(&File { name, bytes, beside: files }, &within, read_as));
                }
            }
        }
        if !any {
            self.refuse(archive, "it holds no file that Sayso can read");
        }
    }

    fn refuse(&mut self, name: &str, why: &str) {
        log::info!("{name}: {why}");
        self.problems.push(format!("{name} was not added: {why}."));
    }
}

/// Leaves of the folders of an archive that are projects, and of those below, only what makes them projects.
fn keep_projects(folders: &mut BTreeMap<String, BTreeMap<String, Vec<u8>>>) {
    let of_project = folders.iter().filter(|(_, files)| files.contains_key(PROJECT));
    let projects: Vec<PathBuf> = of_project.map(|(folder, _)| PathBuf::from(folder)).collect();
    for (folder, files) in folders {
        if projects.iter().any(|project| Path::new(folder).starts_with(project)) {
            files.retain(|name, _| name == PROJECT);
        }
    }
}

/// The file that makes a folder a project of QualCoder.
const PROJECT: &str = "data.qda";

/// A folder of the disk.
struct Folder<'f>(&'f Path);

impl Beside for Folder<'_> {
    fn names(&self) -> Vec<String> {
        let Ok(entries) = fs_err::read_dir(self.0) else { return Vec::new() };
        entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect()
    }

    fn read(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.0.join(name);
        let is_small = fs_err::metadata(&path).is_ok_and(|meta| meta.is_file() && meta.len() <= import::LARGEST);
        is_small.then(|| fs_err::read(path).ok()).flatten()
    }
}

pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether files of this ending may hold annotations, and nothing but articles if they do not.
fn is_annotations(name: &str) -> bool {
    annotations::extensions().contains(&&*ending(name))
}

fn is_read(name: &str) -> bool {
    is_annotations(name) || import::reads(Path::new(name)) || ending(name) == "zip"
}

fn ending(name: &str) -> String {
    Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// All files that importing `paths` means: files as named, folders with everything below that can be read. With each, where
/// below the named folder it lies, as in `letters/1914/`.
fn files_of(paths: Vec<PathBuf>, problems: &mut Vec<String>) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push((path, String::new()));
            continue;
        }
        let before = files.len();
        let mut folders = vec![path.clone()];
        while let Some(folder) = folders.pop() {
            let below = folder.strip_prefix(&path).unwrap_or(&folder);
            let within: String = below.iter().map(|part| format!("{}/", part.to_string_lossy())).collect();
            let entries = match fs_err::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    problems.push(format!("{error}"));
                    continue;
                }
            };
            let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
            inside.sort();
            if let Some(project) = inside.iter().find(|path| path.file_name().is_some_and(|name| name == PROJECT)) {
                // Beside and below it lie its sources, which it holds itself.
                files.push((project.clone(), within));
                continue;
            }
            // A link to a folder is not followed: it could lead round in a circle.
            let (below, beside): (Vec<PathBuf>, Vec<PathBuf>) =
                inside.into_iter().partition(|path| path.is_dir() && !path.is_symlink());
            let readable = beside.into_iter().filter(|path| path.is_file() && is_read(&name_of(path)));
            files.extend(readable.map(|path| (path, within.clone())));
            folders.extend(below.into_iter().rev());
        }
        if files.len() == before {
            problems.push(format!("{} holds nothing that Sayso can read.", path.display()));
        }
    }
    files
}

/// The bytes of a file that is not too large, or why there are none.
pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    if fs_err::metadata(path).is_ok_and(|meta| meta.len() > import::LARGEST) {
        return Err(ImportError::TooLarge.to_string());
    }
    std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "you have no permission to read it".to_owned(),
        _other => error.to_string(),
    })
}
