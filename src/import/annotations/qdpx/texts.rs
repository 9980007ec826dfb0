//! The texts of a project, which lie in its archive or elsewhere; unpacked when they are asked for.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use crate::import::{
    annotations::format::noted,
    encoding,
    error::ImportError,
    join::words::Note,
    package::{Member, Package},
};

/// The archive of a project without its `project.qde`.
pub(super) struct Texts<'b> {
    package: Option<Package<'b>>,
    members: Vec<Member>,
    /// Members by their paths in lower case.
    by_path: BTreeMap<String, usize>,
    /// The first member of each name in lower case, without folders.
    by_name: BTreeMap<String, usize>,
    /// The folder of the project itself, with `/` at its end.
    folder: String,
    /// The encoding that somebody chose for the texts.
    chosen: Option<&'static Encoding>,
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

/// Opens a project: the name and bytes of its `.qde`, which may lie at any depth, and its texts.
pub(super) fn opened<'b>(
    bytes: &'b [u8],
    chosen: Option<&'static Encoding>,
) -> Result<(String, Vec<u8>, Texts<'b>), ImportError> {
    let mut package = Package::open(bytes)?;
    let members = package.members();
    // Macs add a shadow of each file.
    let is_project = |member: &&Member| {
        let (folder, name) = member.path.rsplit_once('/').unwrap_or(("", &member.path));
        name.to_lowercase().ends_with(".qde") && !name.starts_with("._") && !folder.starts_with("__MACOSX")
    };
    let mut projects = members.iter().filter(is_project);
    let (Some(project), None) = (projects.next(), projects.next()) else {
        return Err(ImportError::NotOneProject);
    };
    let path = project.path.clone();
    let document = package.unpack(project)?;
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{}/", folder.to_lowercase()));
    let (mut by_path, mut by_name) = (BTreeMap::new(), BTreeMap::new());
    for (at, member) in members.iter().enumerate() {
        let path = member.path.to_lowercase();
        by_name.entry(path.rsplit('/').next().unwrap_or_default().to_owned()).or_insert(at);
        by_path.insert(path, at);
    }
    Ok((path, document, Texts { package: Some(package), members, by_path, by_name, folder, chosen }))
}

impl Texts<'_> {
    /// No archive at all.
    pub(super) fn none() -> Self {
        let (by_path, by_name) = (BTreeMap::new(), BTreeMap::new());
        Self { package: None, members: Vec::new(), by_path, by_name, folder: String::new(), chosen: None }
    }

    /// The text at a path of the standard (`internal://….txt`), or why there is none; what people should know of how it
    /// was read goes to `notes`.
    pub(super) fn read(&mut self, path: &str, notes: &mut Vec<Note>) -> Result<String, TextError> {
        let missing = || TextError::MissingFile(path.to_owned());
        let member = self.place_of(path).and_then(|at| self.members.get(at)).ok_or_else(missing)?;
        let package = self.package.as_mut().ok_or_else(missing)?;
        let bytes = package.unpack(member).map_err(TextError::Packed)?;
        let decoded = encoding::decode(&bytes, self.chosen, None);
        decoded
            .map(|decoded| noted(decoded, path, notes).into_owned())
            .map_err(|why| TextError::Unreadable { path: path.to_owned(), why })
    }

    /// The member at a path: in the folder of sources, beside the project, or anywhere in the archive; its name as it
    /// stands, and as an address writes it.
    fn place_of(&self, path: &str) -> Option<usize> {
        let (scheme, path) = path.split_once("://")?;
        if !scheme.trim().eq_ignore_ascii_case("internal") {
            return None;
        }
        [path.to_owned(), percent_decoded(path)].iter().find_map(|path| {
            let path = path.trim().replace('\\', "/").to_lowercase();
            let path = path.trim_start_matches('/');
            let folder = &self.folder;
            let exact = [format!("{folder}sources/{path}"), format!("{folder}{path}"), path.to_owned()];
            let exact = exact.iter().find_map(|path| self.by_path.get(path));
            exact.or_else(|| self.by_name.get(path.rsplit('/').next()?)).copied()
        })
    }
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
}
