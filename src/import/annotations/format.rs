//! What a format of annotations is, and the files that it reads.

use std::{borrow::Cow, collections::BTreeMap};

use crate::import::{
    charset::Charset,
    encoding::{Decoded, decode},
    ending::ending,
    error::ImportError,
    join::{
        found::Found,
        words::{Note, What},
    },
    markup,
    watch::Watch,
};

/// A format that annotations can be read from.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name, on the command line and in the article's source.
    pub name: &'static str,
    /// Its name in the window.
    pub title: &'static str,
    /// Endings of its files, without the dot, in lower case.
    pub extensions: &'static [&'static str],
    /// What reading it leaves behind.
    pub cannot_hold: &'static str,
    /// Whether a file of one of these endings is of this format.
    pub(super) is: fn(&File<'_>) -> bool,
    /// What a file holds.
    pub(super) read: fn(&File<'_>) -> Result<Found, ImportError>,
}

impl Format {
    /// Whether a file of one of its endings may be of this format where it was chosen. Texts lie beside the marks of many
    /// formats, so a text is so only where it looks like it.
    pub fn may_be(&self, file: &File<'_>) -> bool {
        file.ending() != "txt" || (self.is)(file)
    }
}

/// Formats are known by their names.
impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A file to be read.
#[derive(Clone, Copy)]
pub struct File<'f> {
    /// Its name without folder.
    pub name: &'f str,
    /// Its bytes.
    pub bytes: &'f [u8],
    /// The files beside it, for formats of several files.
    pub beside: &'f dyn Beside,
}

/// The files of the folder or archive that a file lies in.
pub trait Beside {
    /// Their names, without folder.
    fn names(&self) -> Vec<String>;
    /// The bytes of one; `None` when there is none, or it cannot be read.
    fn read(&self, name: &str) -> Option<Vec<u8>>;
    /// The bytes of a file of another folder, by its path from theirs, as in `../header.json`; it is read as a part of the
    /// file that asks.
    fn at(&self, path: &str) -> Option<Vec<u8>>;
    /// The encoding that somebody chose for all of them.
    fn encoding(&self) -> Option<Charset> {
        None
    }
    /// Who waits for the file.
    fn watch(&self) -> Watch<'_> {
        Watch::default()
    }
}

/// Files in memory; an empty map where a file stands alone.
impl Beside for BTreeMap<String, Vec<u8>> {
    fn names(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }

    fn read(&self, name: &str) -> Option<Vec<u8>> {
        self.get(name).cloned()
    }

    fn at(&self, path: &str) -> Option<Vec<u8>> {
        self.get(path).cloned()
    }
}

impl File<'_> {
    /// Bytes as text, its own or those of a file beside it; what people should know of that goes to `notes`.
    pub(super) fn text<'b>(
        &self,
        name: &str,
        bytes: &'b [u8],
        notes: &mut Vec<Note>,
    ) -> Result<Cow<'b, str>, ImportError> {
        Ok(noted(decode(bytes, self.beside.encoding(), None)?, name, notes))
    }

    /// The same for JSON.
    pub(super) fn json<'b>(
        &self,
        name: &str,
        bytes: &'b [u8],
        notes: &mut Vec<Note>,
    ) -> Result<Cow<'b, str>, ImportError> {
        Ok(noted(markup::json(bytes, self.beside.encoding())?, name, notes))
    }

    /// The same for XML.
    pub(super) fn xml<'b>(
        &self,
        name: &str,
        bytes: &'b [u8],
        notes: &mut Vec<Note>,
    ) -> Result<Cow<'b, str>, ImportError> {
        Ok(noted(markup::xml(bytes, self.beside.encoding(), None)?, name, notes))
    }

    /// The ending of its name, in lower case.
    pub(super) fn ending(&self) -> String {
        ending(self.name)
    }

    /// Its name without the ending.
    pub(super) fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name, |(stem, _)| stem)
    }
}

/// The text of what was decoded; what people should know of it goes to `notes`, once.
pub(super) fn noted<'b>(decoded: Decoded<'b>, name: &str, notes: &mut Vec<Note>) -> Cow<'b, str> {
    for doubt in decoded.doubts {
        let note = Note { place: name.to_owned(), what: What::Doubt(doubt) };
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    decoded.text
}
