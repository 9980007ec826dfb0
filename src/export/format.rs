//! What a format is, and what it makes of a project.

use super::{archive::zipped, part::Part};
use crate::{model::Project, text::plural};

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
    /// What it has a place for.
    pub holds: &'static [Part],
    /// What else it cannot hold; empty for nothing.
    pub limits: &'static str,
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
    /// What was left out, each with its number.
    pub losses: Vec<String>,
    /// What was written, with its number ("61 marks").
    pub what: String,
    /// Why nothing was written.
    pub(super) failure: Option<String>,
}

/// What a format is a list of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// All marks.
    Marks,
    /// Marks that are claims.
    Claims,
    /// The tags of the codebook.
    Tags,
}

impl Subject {
    /// How many of them a project has, in words.
    fn counted(self, project: &Project) -> String {
        let claims = project.codebook.claim_tags();
        let spans = project.listed_articles().into_iter().flat_map(|article| article.spans.iter());
        match self {
            Self::Marks => plural(spans.count(), "mark"),
            Self::Claims => plural(spans.filter(|span| claims.contains(&&span.tag)).count(), "claim"),
            Self::Tags => plural(project.codebook.tags.len(), "tag"),
        }
    }
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
    pub(super) fn failed(why: String) -> Self {
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
    pub fn into_bytes(mut self) -> Result<Vec<u8>, String> {
        if let Some(why) = self.failure {
            return Err(why);
        }
        if !self.is_folder()
            && let Some((_, bytes)) = self.files.pop()
        {
            return Ok(bytes);
        }
        zipped(&self.files).map_err(|error| error.to_string())
    }
}

impl Format {
    /// Writes a project and says what was left out of it.
    pub fn write(&self, project: &Project) -> Written {
        let mut written = (self.write)(project);
        let missing = Part::ALL.iter().filter(|part| !self.holds.contains(part));
        let counted = missing.map(|part| (part.count(project), part.words())).filter(|(count, _)| *count > 0);
        let mut losses: Vec<String> = counted.map(|(count, words)| format!("{words}: {count}")).collect();
        losses.append(&mut written.losses);
        Written { losses, what: self.subject.counted(project), ..written }
    }

    /// What it cannot hold, in words.
    pub fn cannot_hold(&self) -> String {
        let missing = Part::ALL.iter().filter(|part| !self.holds.contains(part)).map(|part| part.words());
        missing.chain(Some(self.limits).filter(|limits| !limits.is_empty())).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_written_is_an_error_and_no_empty_folder() {
        let failed = Written::failed("the archive cannot be made".to_owned());
        assert!(!failed.is_folder());
        assert_eq!(failed.into_bytes(), Err("the archive cannot be made".to_owned()));
        assert!(Written::several(Vec::new()).is_folder());
    }
}
