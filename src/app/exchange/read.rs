//! Reads files that are to be imported, on a job: articles and annotations, alone, in folders and in archives. Each file goes
//! to its format in [`import`].

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use super::words;
use crate::{
    app::desk::{
        crash::guarded,
        failure::ReadFailure,
        jobs::Progress,
        prompt::import_plan::{FilesRead, ReadAs},
    },
    import::{
        self,
        annotations::{self, Beside, File},
        ending,
    },
};

impl ReadAs {
    /// The format of annotations that a file is read as: the chosen one, unless its ending is of other files.
    fn format_of(self, file: &File<'_>) -> Option<&'static annotations::Format> {
        let ending = ending(file.name);
        let is_meant = |format: &&annotations::Format| format.extensions.contains(&&*ending) || !is_read(file.name);
        self.format.filter(is_meant).or_else(|| annotations::format_of(file))
    }
}

/// Reads all files that `paths` mean: those named, those in folders and archives that can be read.
pub(super) fn read(paths: Vec<PathBuf>, read_as: ReadAs, progress: &Progress) -> FilesRead {
    let mut reading = FilesRead::default();
    let mut files = files_of(paths, &mut reading.problems);
    files.sort_by_cached_key(|(file, _)| rank(&name_of(file)));
    progress.set_total(files.len());
    let named = alone(files.iter().map(|(file, _)| (name_of(file), file.clone())));
    let elsewhere = |name: &str| named.get(name).and_then(|path| Some((path.clone(), bytes_of(path).ok()?)));
    let mut parts: BTreeSet<PathBuf> = BTreeSet::new();
    for (file, within) in files {
        if progress.is_cancelled() {
            reading.problems.push(words::stopped().to_owned());
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
                let beside = Folder(&folder);
                let around = Around::new(&beside, &elsewhere);
                let used = reading.file(&File { name: &name, bytes: &bytes, beside: &around }, &within, read_as);
                parts.extend(used.into_iter().map(|part| folder.join(part)));
                parts.extend(around.used());
            }
            Err(error) => reading.refuse(&format!("{within}{name}"), &error),
        }
        progress.step();
    }
    reading.name_coders_by_folder();
    reading
}

impl FilesRead {
    /// Reads a file, which lies `within` the folder or archive that was named, as in `letters/`; returns the names of those
    /// beside it that were read as parts of it.
    fn file(&mut self, file: &File<'_>, within: &str, read_as: ReadAs) -> Vec<String> {
        let name = format!("{within}{}", file.name);
        let mut parts = Vec::new();
        let read = guarded(|| match read_as.format_of(file) {
            Some(format) => annotations::read(format, file).map(|mut found| {
                parts = std::mem::take(&mut found.parts);
                found.locate(file.name, within);
                self.found.push((within.to_owned(), found));
            }),
            None if ending(file.name) == "zip" => import::unpacked(file.bytes).map(|files| {
                self.archive(&name, files, read_as);
            }),
            None => import::articles(file.name, file.bytes, read_as.encoding).map(|mut read| {
                read.iter_mut().for_each(|article| article.source.name.clone_from(&name));
                self.articles.extend(read);
            }),
        });
        match read {
            Some(Ok(())) => {}
            Some(Err(error)) => self.refuse(&name, &error.into()),
            None => self.refuse(&name, &ReadFailure::Damaged),
        }
        parts
    }

    /// Reads the files of an archive.
    fn archive(&mut self, archive: &str, files: BTreeMap<String, Vec<u8>>, read_as: ReadAs) {
        let mut folders: BTreeMap<String, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
        for (path, bytes) in files {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
            folders.entry(folder.to_owned()).or_default().insert(name.to_owned(), bytes);
        }
        keep_projects(&mut folders);
        let all = || folders.iter().flat_map(|(folder, files)| files.keys().map(move |name| (folder, name)));
        let named = alone(all().map(|(folder, name)| (name.clone(), Path::new(folder).join(name))));
        let elsewhere = |name: &str| {
            let path = named.get(name)?;
            let folder = path.parent().unwrap_or(Path::new("")).to_string_lossy();
            Some((path.clone(), folders.get(&*folder)?.get(name)?.clone()))
        };
        let mut readable: Vec<(&String, &String)> = all().filter(|(_, name)| is_read(name)).collect();
        readable.sort_by_cached_key(|(_, name)| rank(name));
        if readable.is_empty() {
            self.refuse(archive, &ReadFailure::EmptyArchive);
        }
        let mut parts: BTreeSet<PathBuf> = BTreeSet::new();
        for (folder, name) in readable {
            let (within, here) = (
                if folder.is_empty() { format!("{archive}/") } else { format!("{archive}/{folder}/") },
                Path::new(folder),
            );
            let Some(files) = folders.get(folder) else { continue };
            let Some(bytes) = files.get(name).filter(|_| !parts.contains(&here.join(name))) else { continue };
            if ending(name) == "zip" && annotations::format_of(&File { name, bytes, beside: files }).is_none() {
                self.refuse(&format!("{within}{name}"), &ReadFailure::ArchiveInArchive);
                continue;
            }
            let around = Around::new(files, &elsewhere);
            let used = self.file(&File { name, bytes, beside: &around }, &within, read_as);
            parts.extend(used.into_iter().map(|part| here.join(part)));
            parts.extend(around.used());
        }
    }

    /// Where several files mark one text, each in a folder of its own, and none says who made the marks, the folders do:
    /// that is how programs without coders are used by several.
    fn name_coders_by_folder(&mut self) {
        let mut of_text: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (within, found) in self.found.iter().filter(|(_, found)| found.names_nobody()) {
            for article in &found.articles {
                if let Some(text) = &article.text {
                    of_text.entry(import::sha256_of(text.as_bytes())).or_default().insert(within.clone());
                }
            }
        }
        let several: BTreeSet<&String> = of_text.values().filter(|folders| folders.len() > 1).flatten().collect();
        for (within, found) in &mut self.found {
            let folder = within.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            if !folder.is_empty() && several.contains(within) && found.names_nobody() {
                found.made_by(folder);
            }
        }
    }

    fn refuse(&mut self, name: &str, why: &ReadFailure) {
        log::info!("{name}: {why}");
        self.problems.push(words::not_added(name, why));
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

/// The path and bytes of a file of this name that lies somewhere in the import.
type Elsewhere<'a> = dyn Fn(&str) -> Option<(PathBuf, Vec<u8>)> + 'a;

/// The files around one: those of its folder, and, for collections that keep texts and marks apart, those of the whole
/// import whose name no other has.
struct Around<'a> {
    folder: &'a dyn Beside,
    elsewhere: &'a Elsewhere<'a>,
    used: RefCell<BTreeSet<PathBuf>>,
}

impl<'a> Around<'a> {
    fn new(folder: &'a dyn Beside, elsewhere: &'a Elsewhere<'a>) -> Self {
        Self { folder, elsewhere, used: RefCell::default() }
    }

    /// Which files of other folders were read.
    fn used(&self) -> BTreeSet<PathBuf> {
        self.used.take()
    }
}

impl Beside for Around<'_> {
    fn names(&self) -> Vec<String> {
        self.folder.names()
    }

    fn read(&self, name: &str) -> Option<Vec<u8>> {
        self.folder.read(name).or_else(|| {
            let (path, bytes) = (self.elsewhere)(name)?;
            self.used.borrow_mut().insert(path);
            Some(bytes)
        })
    }
}

/// Files by their names, those alone whose name no other has.
fn alone(files: impl Iterator<Item = (String, PathBuf)>) -> BTreeMap<String, PathBuf> {
    let mut named: BTreeMap<String, Option<PathBuf>> = BTreeMap::new();
    for (name, path) in files {
        named.entry(name).and_modify(|known| *known = None).or_insert(Some(path));
    }
    named.into_iter().filter_map(|(name, path)| Some((name, path?))).collect()
}

/// Files of marks come first, for others may be parts of them: the texts that they mark, and before these the
/// configurations and type systems that some programs write beside them.
fn rank(name: &str) -> u8 {
    match &*ending(name) {
        "txt" => 2,
        "xml" => 1,
        _ if is_annotations(name) => 0,
        _ => 3,
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
    is_annotations(name) || import::reads(name) || ending(name) == "zip"
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
            // Office programs and systems leave files of their own beside people's.
            let is_theirs = |name: &str| !name.starts_with("~$") && !name.starts_with("._");
            let is_meant = |path: &PathBuf| is_read(&name_of(path)) && is_theirs(&name_of(path));
            let readable = beside.into_iter().filter(|path| path.is_file() && is_meant(path));
            files.extend(readable.map(|path| (path, within.clone())));
            folders.extend(below.into_iter().rev());
        }
        if files.len() == before {
            problems.push(words::empty_folder(&path));
        }
    }
    files
}

/// The bytes of a file that is not too large.
pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, ReadFailure> {
    if let Ok(meta) = fs_err::metadata(path) {
        import::check_size(&name_of(path), meta.len())?;
    }
    Ok(std::fs::read(path)?)
}
