//! Reads files that are to be imported, on a job: articles and annotations, alone, in folders and in archives. Each file goes
//! to its format in [`import`].

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use super::{
    name_coders::name_coders,
    skipped::{self, Kind, Skipped},
    words,
};
use crate::{
    app::desk::{
        crash::guarded,
        failure::ReadFailure,
        jobs::Progress,
        prompt::import_plan::{FilesRead, ReadAs},
    },
    import::{
        self, Charset, ImportError, Imported, Reader, Reading, Watch,
        annotations::{self, Beside, File},
        ending,
    },
};

impl ReadAs {
    /// What a file is read as: what was chosen, unless its ending is of other files; else what it shows, and then articles by
    /// its ending. Who names the file itself means it, whatever its ending, but what is in an archive.
    fn format_of(&self, file: &File<'_>, is_named: bool) -> Option<Reader> {
        let ending = ending(file.name);
        let is_meant = |format: &Reader| {
            let may_be = match format {
                Reader::Annotations(format) => format.may_be(file),
                Reader::Articles(_) => true,
            };
            let is_likely = format.extensions().contains(&&*ending) && may_be || !is_read(file.name);
            is_likely || is_named && ending != "zip"
        };
        let posts = || import::told_first(file.name, file.bytes).map(Reader::Articles);
        self.format.filter(is_meant).or_else(posts).or_else(|| annotations::format_of(file).map(Reader::Annotations))
    }

    /// How the articles of a file are read: a table as tables of its columns were read last, and split where it may be.
    fn reading(&self, file: &File<'_>) -> Reading {
        let remembered = || {
            let encoding = Reading { encoding: self.encoding, ..Reading::default() };
            let columns = import::mapping(file.name, file.bytes, (encoding, file.beside.watch())).ok()?;
            self.mappings.of(&columns.key)
        };
        let mapping = if self.mappings.is_empty() { None } else { remembered() };
        let is_split = !self.split.is_empty() && import::may_be_split(file.name, file.bytes);
        let split = if is_split { self.split.clone() } else { String::new() };
        Reading { encoding: self.encoding, mapping, split, ..Reading::default() }
    }
}

/// Reads all files that `paths` mean: those named, those in folders and archives that can be read.
pub(super) fn read(paths: Vec<PathBuf>, read_as: &ReadAs, progress: &Progress) -> FilesRead {
    let mut reading = FilesRead::default();
    let chosen: BTreeSet<PathBuf> = paths.iter().cloned().collect();
    // A chosen format is meant for the files of its endings; where none is of these, for all that were named.
    let has_ending = |path: &PathBuf, format: Reader| format.extensions().contains(&&*ending(&name_of(path)));
    let is_of_endings = read_as.format.is_some_and(|format| chosen.iter().any(|path| has_ending(path, format)));
    let Listed { mut files, others, problems } = files_of(paths);
    reading.problems = problems;
    files.sort_by_cached_key(|(file, _)| rank(&name_of(file)));
    progress.set_total(files.len());
    let named = alone(files.iter().map(|(file, _)| (name_of(file), file.clone())));
    let elsewhere = |name: &str| named.get(name).and_then(|path| Some((path.clone(), bytes_of(path).ok()?)));
    let at = |path: &Path| bytes_of(path).ok();
    let (mut parts, mut skipped): (BTreeSet<PathBuf>, _) = (BTreeSet::new(), Skipped::default());
    let watched = |share: f32| progress.goes_on_at(share);
    for (file, within) in files {
        let name = name_of(&file);
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        if parts.contains(&file) {
            progress.step();
            continue;
        }
        match bytes_of(&file) {
            Ok(bytes) => {
                let beside = Folder(&folder);
                let around = Around::new(&folder, (&beside, &elsewhere, &at), read_as.encoding, Watch::by(&watched));
                let (path, file) = (file, File { name: &name, bytes: &bytes, beside: &around });
                let used =
                    reading.file(&file, !is_of_endings && chosen.contains(&path), &within, read_as, &mut skipped);
                parts.extend(used.into_iter().map(|part| folder.join(part)));
                parts.extend(around.used());
            }
            Err(error) => reading.refuse(&format!("{within}{name}"), &error),
        }
        if progress.is_cancelled() {
            reading.problems.push(words::nothing_added().to_owned());
            break;
        }
        progress.step();
    }
    for (place, path, kind) in others.into_iter().filter(|(_, path, _)| !parts.contains(path)) {
        log::info!("{}: not read", path.display());
        skipped.add(&place, kind);
    }
    reading.skipped = skipped.places().iter().map(|(place, kinds)| words::files_skipped(place, kinds)).collect();
    name_coders(&mut reading.found);
    reading
}

impl FilesRead {
    /// Reads a file, which lies `within` the folder or archive that was named, as in `letters/`; returns the names of those
    /// beside it that were read as parts of it.
    fn file(
        &mut self,
        file: &File<'_>,
        is_named: bool,
        within: &str,
        read_as: &ReadAs,
        skipped: &mut Skipped,
    ) -> Vec<String> {
        let name = format!("{within}{}", file.name);
        let mut parts = Vec::new();
        let unpacked = match import::ungzipped(file.name, file.bytes) {
            Ok(unpacked) => unpacked,
            Err(error) => {
                self.refuse(&name, &error.into());
                return parts;
            }
        };
        let file = &unpacked.as_ref().map_or(*file, |(name, bytes)| File { name, bytes, ..*file });
        let read = guarded(|| match read_as.format_of(file, is_named) {
            Some(Reader::Annotations(format)) => annotations::read(format, file).map(|mut found| {
                parts = std::mem::take(&mut found.parts);
                found.locate(file.name, within);
                self.found.push((within.to_owned(), found));
            }),
            None if ending(file.name) == "zip" => import::unpacked(file.bytes).map(|files| {
                let left_out = import::file_count(file.bytes).saturating_sub(files.len());
                skipped.add_many(&name, Kind::BadPath, left_out);
                self.archive((&name, files), read_as, skipped, &file.beside.watch());
            }),
            Some(Reader::Articles(format)) => {
                let request = (read_as.reading(file), file.beside.watch());
                import::articles_as(format, file.name, file.bytes, request).map(|read| self.add(read, &name))
            }
            None => {
                let request = (read_as.reading(file), file.beside.watch());
                import::articles(file.name, file.bytes, request).map(|read| self.add(read, &name))
            }
        });
        match read {
            // What was stopped is told once, at the end.
            Some(Ok(()) | Err(ImportError::Stopped)) => {}
            Some(Err(error)) => self.refuse(&name, &error.into()),
            None => self.refuse(&name, &ReadFailure::Damaged),
        }
        parts
    }

    fn add(&mut self, mut articles: Vec<Imported>, name: &str) {
        articles.iter_mut().for_each(|article| name.clone_into(&mut article.source.name));
        self.articles.extend(articles);
    }

    /// Reads the files of an archive.
    fn archive(
        &mut self,
        (archive, files): (&str, BTreeMap<String, Vec<u8>>),
        read_as: &ReadAs,
        skipped: &mut Skipped,
        watch: &Watch<'_>,
    ) {
        let mut folders: BTreeMap<String, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
        for (path, bytes) in files {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
            folders.entry(folder.to_owned()).or_default().insert(name.to_owned(), bytes);
        }
        skipped.add_many(archive, Kind::OfProject, keep_projects(&mut folders));
        let all = || folders.iter().flat_map(|(folder, files)| files.keys().map(move |name| (folder, name)));
        let named = alone(all().map(|(folder, name)| (name.clone(), Path::new(folder).join(name))));
        let elsewhere = |name: &str| {
            let path = named.get(name)?;
            let folder = path.parent().unwrap_or(Path::new("")).to_string_lossy();
            Some((path.clone(), folders.get(&*folder)?.get(name)?.clone()))
        };
        let at = |path: &Path| {
            let folder = path.parent().unwrap_or(Path::new("")).to_string_lossy();
            folders.get(&*folder)?.get(&*path.file_name()?.to_string_lossy()).cloned()
        };
        let kind_of = |folder: &String, name: &String| skipped::kind_of(&Path::new(folder).join(name), is_read);
        let mut readable: Vec<(&String, &String)> =
            all().filter(|(folder, name)| kind_of(folder, name).is_none()).collect();
        readable.sort_by_cached_key(|(_, name)| rank(name));
        if readable.is_empty() {
            self.refuse(archive, &ReadFailure::EmptyArchive);
        }
        let mut parts: BTreeSet<PathBuf> = BTreeSet::new();
        let count = readable.len();
        for (done, (folder, name)) in readable.into_iter().enumerate() {
            if watch.at(done, count).is_err() {
                break;
            }
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
            let around = Around::new(here, (files, &elsewhere, &at), read_as.encoding, watch.part(done, count));
            let used = self.file(&File { name, bytes, beside: &around }, false, &within, read_as, skipped);
            parts.extend(used.into_iter().map(|part| here.join(part)));
            parts.extend(around.used());
        }
        for (folder, name) in all().filter(|(folder, name)| !parts.contains(&Path::new(folder).join(name))) {
            kind_of(folder, name).into_iter().for_each(|kind| skipped.add(archive, kind));
        }
    }

    fn refuse(&mut self, name: &str, why: &ReadFailure) {
        log::info!("{name}: {why}");
        let told = words::not_added(name, why);
        self.problems.push(if why.is_of_columns() { words::with_choice_of_columns(&told) } else { told });
    }
}

/// Leaves of the folders of an archive that are projects, and of those below, only what makes them projects; returns how
/// many files it takes away.
fn keep_projects(folders: &mut BTreeMap<String, BTreeMap<String, Vec<u8>>>) -> usize {
    let count =
        |folders: &BTreeMap<String, BTreeMap<String, Vec<u8>>>| folders.values().map(BTreeMap::len).sum::<usize>();
    let before = count(folders);

    let of_project = folders.iter().filter(|(_, files)| files.contains_key(PROJECT));
    let projects: Vec<PathBuf> = of_project.map(|(folder, _)| PathBuf::from(folder)).collect();
    for (folder, files) in folders.iter_mut() {
        if projects.iter().any(|project| Path::new(folder).starts_with(project)) {
            files.retain(|name, _| name == PROJECT);
        }
    }
    before - count(folders)
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

    fn at(&self, path: &str) -> Option<Vec<u8>> {
        bytes_of(&from(self.0, path)?).ok()
    }
}

/// The path and bytes of a file of this name that lies somewhere in the import.
type Elsewhere<'a> = dyn Fn(&str) -> Option<(PathBuf, Vec<u8>)> + 'a;

/// The bytes of the file of this path.
type At<'a> = dyn Fn(&Path) -> Option<Vec<u8>> + 'a;

/// The files around one: those of its folder, and, for collections that keep texts and marks apart, those of the whole
/// import whose name no other has.
struct Around<'a> {
    here: &'a Path,
    folder: &'a dyn Beside,
    elsewhere: &'a Elsewhere<'a>,
    at: &'a At<'a>,
    used: RefCell<BTreeSet<PathBuf>>,
    encoding: Option<Charset>,
    watch: Watch<'a>,
}

impl<'a> Around<'a> {
    fn new(
        here: &'a Path,
        (folder, elsewhere, at): (&'a dyn Beside, &'a Elsewhere<'a>, &'a At<'a>),
        encoding: Option<Charset>,
        watch: Watch<'a>,
    ) -> Self {
        Self { here, folder, elsewhere, at, used: RefCell::default(), encoding, watch }
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

    fn at(&self, path: &str) -> Option<Vec<u8>> {
        let path = from(self.here, path)?;
        let bytes = (self.at)(&path)?;
        self.used.borrow_mut().insert(path);
        Some(bytes)
    }

    fn encoding(&self) -> Option<Charset> {
        self.encoding
    }

    fn watch(&self) -> Watch<'_> {
        self.watch.clone()
    }
}

/// The file that a path leads to from a folder, as in `../header.json`; `None` where it leads out of what is known.
fn from(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut to = folder.to_owned();
    for part in path.split('/') {
        match part {
            ".." => to.pop().then_some(())?,
            part => to.push(part),
        }
    }
    to.starts_with(folder.ancestors().take(KNOWN).last()?).then_some(to)
}

/// How many folders, its own among them, a file may name others in.
const KNOWN: usize = 4;

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

/// Whether files of this ending can be read.
pub(super) fn is_read(name: &str) -> bool {
    is_annotations(name) || import::reads(name) || ending(name) == "zip"
}

/// The files that an import means.
#[derive(Default)]
struct Listed {
    /// Those that can be read. With each, where below the named folder it lies, as in `letters/1914/`.
    files: Vec<(PathBuf, String)>,
    /// The others, with the folder that was named, and why.
    others: Vec<(String, PathBuf, Kind)>,
    /// Folders that hold nothing or cannot be looked into.
    problems: Vec<String>,
}

/// All files that importing `paths` means: files as named, folders with everything below that can be read.
fn files_of(paths: Vec<PathBuf>) -> Listed {
    let mut listed = Listed::default();
    for path in paths {
        if !path.is_dir() {
            listed.files.push((path, String::new()));
            continue;
        }
        let before = listed.files.len();
        let mut folders = vec![path.clone()];
        while let Some(folder) = folders.pop() {
            folders.extend(listed.folder(&path, &folder));
        }
        if listed.files.len() == before {
            listed.problems.push(words::empty_folder(&path));
        }
    }
    listed
}

impl Listed {
    /// Lists a folder of the one that was named; returns those below it, the last first.
    fn folder(&mut self, named: &Path, folder: &Path) -> Vec<PathBuf> {
        let below = folder.strip_prefix(named).unwrap_or(folder);
        let within: String = below.iter().map(|part| format!("{}/", part.to_string_lossy())).collect();
        let place = named.display().to_string();
        let entries = match fs_err::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.problems.push(format!("{error}"));
                return Vec::new();
            }
        };
        let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        inside.sort_unstable();
        if let Some(project) = inside.iter().find(|path| path.file_name().is_some_and(|name| name == PROJECT)) {
            // Beside and below it lie its sources, which it holds itself.
            self.files.push((project.clone(), within));
            let others = files_below(folder).into_iter().filter(|path| path != project);
            self.others.extend(others.map(|path| (place.clone(), path, Kind::OfProject)));
            return Vec::new();
        }
        let mut folders = Vec::new();
        for path in inside {
            // A link to a folder is not followed: it could lead round in a circle.
            match (path.is_dir(), path.is_symlink()) {
                (true, true) => self.others.push((place.clone(), path, Kind::FolderLink)),
                (true, false) => folders.push(path),
                (false, _) => match skipped::kind_of(path.strip_prefix(named).unwrap_or(&path), is_read) {
                    None if path.is_file() => self.files.push((path, within.clone())),
                    // What is neither file nor folder is a link that leads nowhere, or a device.
                    None => self.others.push((place.clone(), path, Kind::BadPath)),
                    Some(kind) => self.others.push((place.clone(), path, kind)),
                },
            }
        }
        folders.reverse();
        folders
    }
}

/// All files below a folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        let entries = fs_err::read_dir(folder).into_iter().flatten();
        let inside = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let (below, beside): (Vec<PathBuf>, Vec<PathBuf>) =
            inside.partition(|path| path.is_dir() && !path.is_symlink());
        files.extend(beside);
        folders.extend(below);
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
