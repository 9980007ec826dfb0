//! The texts of a project, which lie in its archive or elsewhere; unpacked when they are asked for.

use std::collections::BTreeMap;

use super::super::format::Beside;
use crate::import::{
    annotations::format::noted,
    charset::Charset,
    encoding,
    error::ImportError,
    join::words::Note,
    package::{Member, Package},
};

/// The archive of a project without its `project.qde`.
pub(super) struct Texts<'b> {
    package: Option<Package<'b>>,
    /// The files around the project, for texts that it names and does not hold.
    beside: Option<&'b dyn Beside>,
    /// Those of them that were read.
    pub(super) parts: Vec<String>,
    members: Vec<Member>,
    /// Members by their paths in lower case.
    by_path: BTreeMap<String, usize>,
    /// The members of each name in lower case, without folders.
    by_name: BTreeMap<String, Vec<usize>>,
    /// The folder of the project itself, with `/` at its end.
    folder: String,
    /// The encoding that somebody chose for the texts.
    chosen: Option<Charset>,
}

/// Why a source or note has no text.
#[derive(Debug, thiserror::Error)]
pub(super) enum TextError {
    /// The project does not say where it is.
    #[error("its text is not in the file")]
    Missing,
    /// The archive does not have what the project names.
    #[error("its text is not in the file ({0})")]
    MissingFile(String),
    /// It cannot be unpacked.
    #[error("its text is unreadable: {0}")]
    Packed(ImportError),
    /// It is not a text.
    #[error("its text {path} is unreadable: {why}")]
    Unreadable {
        /// Where it is in the archive.
        path: String,
        /// Why it is not a text.
        why: ImportError,
    },
}

/// Whether an archive is a project, whatever its file is called.
pub(super) fn is_project(bytes: &[u8]) -> bool {
    Package::open(bytes)
        .is_ok_and(|package| package.members().iter().filter(|member| is_description(member)).count() == 1)
}

/// Whether a member describes a project. Macs add a shadow of each file.
fn is_description(member: &Member) -> bool {
    let (folder, name) = member.path.rsplit_once('/').unwrap_or(("", &member.path));
    name.to_lowercase().ends_with(".qde") && !name.starts_with("._") && !folder.starts_with("__MACOSX")
}

/// Opens a project: the name and bytes of its `.qde`, which may lie at any depth, and its texts.
pub(super) fn opened<'b>(bytes: &'b [u8], beside: &'b dyn Beside) -> Result<(String, Vec<u8>, Texts<'b>), ImportError> {
    let mut package = Package::open(bytes)?;
    let members = package.members();
    let mut projects = members.iter().filter(|member| is_description(member));
    let (Some(project), None) = (projects.next(), projects.next()) else {
        return Err(ImportError::NotOneProject);
    };
    let path = project.path.clone();
    let document = package.unpack(project)?;
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{}/", folder.to_lowercase()));
    let (mut by_path, mut by_name) = (BTreeMap::new(), BTreeMap::<String, Vec<usize>>::new());
    for (at, member) in members.iter().enumerate() {
        let path = member.path.to_lowercase();
        by_name.entry(path.rsplit('/').next().unwrap_or_default().to_owned()).or_default().push(at);
        by_path.insert(path, at);
    }
    let chosen = beside.encoding();
    let texts = Texts {
        package: Some(package),
        beside: Some(beside),
        parts: Vec::new(),
        members,
        by_path,
        by_name,
        folder,
        chosen,
    };
    Ok((path, document, texts))
}

impl Texts<'_> {
    /// No archive at all.
    pub(super) fn none() -> Self {
        let (by_path, by_name) = (BTreeMap::new(), BTreeMap::new());
        let (members, parts, folder) = (Vec::new(), Vec::new(), String::new());
        Self { package: None, beside: None, parts, members, by_path, by_name, folder, chosen: None }
    }

    /// The text at a path of the standard (`internal://….txt`, `relative:///../….txt`, `absolute:///C:/….txt`) or a bare
    /// one, or why there is none. What is not in the archive may be a file beside it. What people
    /// should know of how it was read goes to `notes`.
    pub(super) fn read(&mut self, path: &str, notes: &mut Vec<Note>) -> Result<String, TextError> {
        let missing = || TextError::MissingFile(path.to_owned());
        let bytes = match self.place_of(path).and_then(|at| self.members.get(at)) {
            Some(member) => {
                let package = self.package.as_mut().ok_or_else(missing)?;
                package.unpack(member).map_err(TextError::Packed)?
            }
            None => self.beside(path).ok_or_else(missing)?,
        };
        let decoded = encoding::decode(&bytes, self.chosen, None);
        decoded
            .map(|decoded| noted(decoded, path, notes).into_owned())
            .map_err(|why| TextError::Unreadable { path: path.to_owned(), why })
    }

    /// The bytes of a file of this name beside the project.
    fn beside(&mut self, path: &str) -> Option<Vec<u8>> {
        let beside = self.beside?;
        spellings(path).into_iter().find_map(|path| {
            let name = path.rsplit('/').next().filter(|name| !name.is_empty())?;
            let bytes = beside.read(name)?;
            self.parts.push(name.to_owned());
            Some(bytes)
        })
    }

    /// The member at a path: in the folder of sources, beside the project, or anywhere in the archive; its name as it
    /// stands, and as an address writes it. Of several of one name, that whose folders are most like those of the path.
    fn place_of(&self, path: &str) -> Option<usize> {
        spellings(path).iter().find_map(|path| {
            let path = path.to_lowercase();
            let folder = &self.folder;
            let exact = [format!("{folder}sources/{path}"), format!("{folder}{path}"), path.clone()];
            let exact = exact.iter().find_map(|path| self.by_path.get(path));
            exact.copied().or_else(|| self.place_of_name(&path))
        })
    }

    fn place_of_name(&self, path: &str) -> Option<usize> {
        let named = self.by_name.get(path.rsplit('/').next()?)?;
        let alike = |at: &usize| {
            let member = self.members.get(*at).map(|member| member.path.to_lowercase()).unwrap_or_default();
            member.rsplit('/').zip(path.rsplit('/')).take_while(|(own, other)| own == other).count()
        };
        let most = named.iter().map(alike).max()?;
        let mut best = named.iter().filter(|at| alike(at) == most);
        best.next().filter(|_| best.next().is_none()).copied()
    }
}

/// A path without its scheme and what leads up, as it stands, and as an address writes it; none for the web.
fn spellings(path: &str) -> Vec<String> {
    const LOCAL: [&str; 4] = ["internal", "relative", "absolute", "file"];
    let bare = match path.split_once("://") {
        Some((scheme, rest)) if LOCAL.contains(&scheme.trim().to_lowercase().as_str()) => rest,
        Some(_web) => return Vec::new(),
        None => path,
    };
    let tidy = |path: &str| {
        let path = path.trim().replace('\\', "/");
        path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect::<Vec<_>>().join("/")
    };
    let mut spellings = vec![tidy(bare), tidy(&percent_decoded(bare))];
    spellings.dedup();
    spellings
}

/// `My%20file` as `My file`; what is no such sign stays.
fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|digits| *byte == b'%' && digits.iter().all(u8::is_ascii_hexdigit));
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(sign) => {
                bytes.push(sign);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_addresses_are_characters() {
        assert_eq!(percent_decoded("My%20file%C3%A9.txt"), "My fileé.txt");
        assert_eq!(percent_decoded("100%.txt%"), "100%.txt%");
        assert_eq!(percent_decoded("a%+1"), "a%+1");
    }

    #[test]
    fn paths_are_bare_whatever_leads_to_them() {
        let bare = ["internal://a%20b.txt", "relative:///../texts/a.txt", "absolute:///C:\\texts\\a.txt", "./a.txt"];
        assert_eq!(
            bare.map(spellings),
            [vec!["a%20b.txt", "a b.txt"], vec!["texts/a.txt"], vec!["C:/texts/a.txt"], vec!["a.txt"]]
        );
        assert!(spellings("https://x.org/a.txt").is_empty());
    }
}
