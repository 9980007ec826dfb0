//! What a format is, and what it makes of a project.

use super::{
    archive::zipped,
    error::ExportError,
    limit::Limit,
    losses::{Loss, Unsupported},
    part::Part,
    subject::Subject,
    words,
};
use crate::model::Project;

/// A format that a project can be written in.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its name in the window.
    pub title: &'static str,
    /// What it is, in a few words.
    pub purpose: &'static str,
    /// Endings of its files, without the dot; "zip" for formats of several files, which may also be a folder.
    pub extensions: &'static [&'static str],
    /// What it can store.
    pub holds: &'static [Part],
    /// What else it can't store.
    pub limits: &'static [Limit],
    /// What should be known of it besides; empty for nothing.
    pub note: &'static str,
    /// What it is a list of.
    pub(super) subject: Subject,
    /// Writes a project.
    pub(super) write: fn(&Project) -> Written,
}

/// What a format makes of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The files with their names, which may lie in folders (`a/b.txt`); one without a name is called as whoever writes it
    /// wants.
    pub files: Vec<(String, Vec<u8>)>,
    /// What the format does not support of it.
    pub losses: Vec<Loss>,
    /// What was written, with its number ("61 marks").
    pub what: String,
    /// Who made the marks that were written, with how many each made, most first.
    pub coders: Vec<(String, usize)>,
    /// Why nothing was written.
    pub(super) failure: Option<ExportError>,
}

impl Written {
    /// A single file.
    pub(super) fn one(bytes: Vec<u8>) -> Self {
        Self::several(vec![(String::new(), bytes)])
    }

    /// Files with names of their own.
    pub(super) fn several(files: Vec<(String, Vec<u8>)>) -> Self {
        Self { files, ..Self::default() }
    }

    /// Nothing, and why.
    pub(super) fn failed(why: ExportError) -> Self {
        Self { failure: Some(why), ..Self::default() }
    }

    /// Whether it is several files, which have names of their own.
    pub fn is_folder(&self) -> bool {
        self.failure.is_none() && !matches!(self.files.as_slice(), [(name, _)] if name.is_empty())
    }

    /// The one file's bytes, or all files as a ZIP archive.
    ///
    /// # Errors
    /// When nothing could be written, as when an archive would be larger than its format allows.
    pub fn into_bytes(mut self) -> Result<Vec<u8>, ExportError> {
        if let Some(why) = self.failure {
            return Err(why);
        }
        if !self.is_folder()
            && let Some((_, bytes)) = self.files.pop()
        {
            return Ok(bytes);
        }
        zipped(&self.files)
    }
}

impl Format {
    /// Writes a project and says what was left out of it.
    pub fn write(&self, project: &Project) -> Written {
        let mut written = (self.write)(project);
        let counted = self.missing().map(|part| Loss { what: Unsupported::Part(part), count: part.count(project) });
        let mut losses: Vec<Loss> = counted.filter(|loss| loss.count > 0).collect();
        losses.append(&mut written.losses);
        Written {
            losses,
            what: words::counted(self.subject, self.subject.count(project)),
            coders: self.subject.coders(project),
            ..written
        }
    }

    /// The parts of a project that it can't store.
    pub fn missing(&self) -> impl Iterator<Item = Part> {
        Part::ALL.iter().copied().filter(|part| !self.holds.contains(part))
    }

    /// Everything that it does not support.
    pub fn unsupported(&self) -> impl Iterator<Item = Unsupported> {
        self.missing().map(Unsupported::Part).chain(self.limits.iter().copied().map(Unsupported::Limit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_written_is_an_error_and_no_empty_folder() {
        let why = ExportError::Archive("it is too large".to_owned());
        let failed = Written::failed(why.clone());
        assert!(!failed.is_folder());
        assert_eq!(failed.into_bytes(), Err(why));
        assert!(Written::several(Vec::new()).is_folder());
    }
}
