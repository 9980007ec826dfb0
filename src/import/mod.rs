//! Articles from files: one file per format and one line in [`ALL`]; bytes in, a frozen text with its facts out.

mod markdown;
mod text;

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::{
    model::{Facts, Source},
    text::{FrozenText, NotUtf8},
};

/// A longer file is not read, in bytes.
pub const LARGEST: u64 = 64 << 20;
/// A proposed title is cut at this many characters.
const LONGEST_TITLE: usize = 300;

/// A format that articles can be read from.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name, on the command line and in the article's source.
    pub name: &'static str,
    /// Endings of its files, without the dot, in lower case.
    pub extensions: &'static [&'static str],
    /// What reading it leaves behind.
    pub cannot_hold: &'static str,
    /// Makes text of bytes.
    read: fn(&[u8]) -> Result<Body, ImportError>,
}

/// What a format makes of a file's bytes.
struct Body {
    text: FrozenText,
    steps: Vec<String>,
    encoding: &'static str,
    title: String,
}

/// All formats, in the order in which they are listed.
pub const ALL: &[Format] = &[text::FORMAT, markdown::FORMAT];

/// An article as read, before it joins a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// Its text.
    pub text: FrozenText,
    /// What could be told about it.
    pub facts: Facts,
    /// Where it came from.
    pub source: Source,
}

/// Why a file is not an article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No bytes at all, or only blanks.
    #[error("it is empty")]
    Empty,
    /// Not text.
    #[error("it is not a text: it holds a NUL byte at byte {0}")]
    Binary(usize),
    /// An encoding that cannot be read yet.
    #[error("it is {0}; save it as UTF-8 and try again")]
    Encoding(NotUtf8),
    /// Too large.
    #[error("it is larger than 64 MiB, the most that one article may hold")]
    TooLarge,
    /// No format has this ending.
    #[error("files of this kind cannot be read (known endings: {})", extensions().join(", "))]
    UnknownFormat,
}

/// All endings that can be read, without the dot.
pub fn extensions() -> Vec<&'static str> {
    ALL.iter().flat_map(|format| format.extensions).copied().collect()
}

/// Whether a file of this name can be read, by its ending.
pub fn reads(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| extensions().contains(&ending.as_str()))
}

/// Reads an article from a file's name (without folder) and bytes. A file without ending is read as plain text.
///
/// # Errors
/// Why the file is not an article.
pub fn article(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let format = match ending {
        None => &text::FORMAT,
        Some(ending) => {
            ALL.iter().find(|format| format.extensions.contains(&ending.as_str())).ok_or(ImportError::UnknownFormat)?
        }
    };
    make(format, name, bytes)
}

/// Makes an article of pasted text.
///
/// # Errors
/// When there is nothing in it, or too much.
pub fn pasted(pasted: &str) -> Result<Imported, ImportError> {
    make(&text::FORMAT, "pasted", pasted.as_bytes())
}

fn make(format: &Format, name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.len() as u64 > LARGEST {
        return Err(ImportError::TooLarge);
    }
    let Body { text, steps, encoding, title } = (format.read)(bytes)?;
    if text.as_str().trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let title = title.chars().take(LONGEST_TITLE).collect();
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let source =
        Source { name: name.to_owned(), format: format.name.to_owned(), encoding: encoding.to_owned(), steps, sha256 };
    Ok(Imported { text, facts: Facts { title, ..Facts::default() }, source })
}

/// UTF-8 text, frozen.
fn utf8(bytes: &[u8]) -> Result<Body, ImportError> {
    let (text, steps) = match FrozenText::import(bytes) {
        Ok(frozen) => frozen,
        Err(error) => {
            // A NUL byte before the first bad one says more: this is no text in any encoding we could name.
            let binary = bytes.iter().take(8192).position(|byte| *byte == 0);
            return Err(binary.map_or(ImportError::Encoding(error), ImportError::Binary));
        }
    };
    if let Some(place) = memchr::memchr(0, bytes) {
        return Err(ImportError::Binary(place));
    }
    let title = text.as_str().lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned();
    let steps = steps.into_iter().map(|step| step.name().to_owned()).collect();
    Ok(Body { text, steps, encoding: "UTF-8", title })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_proposes_the_title() {
        let read = article("a.txt", "\u{FEFF}\r\n  A headline \r\nText.".as_bytes()).unwrap();
        assert_eq!(read.facts.title, "A headline");
        assert_eq!(read.text.as_str(), "\n  A headline \nText.");
        assert_eq!(read.source.steps, ["bom removed", "crlf to lf"]);
        assert_eq!(read.source.sha256.len(), 64);
        assert_eq!(article("b.md", b"# Heading\n\nText").unwrap().facts.title, "Heading");
    }

    #[test]
    fn bad_files_say_why() {
        assert_eq!(article("a.txt", b""), Err(ImportError::Empty));
        assert_eq!(article("a.txt", b" \n"), Err(ImportError::Empty));
        assert_eq!(article("a.txt", b"PK\x03\x04\0\0\xFF"), Err(ImportError::Binary(4)));
        assert_eq!(article("a.exe", b"text"), Err(ImportError::UnknownFormat));
        let latin = article("a.txt", b"caf\xE9").unwrap_err().to_string();
        assert!(latin.contains("byte 3 (0xE9)"), "{latin}");
        assert_eq!(pasted("  "), Err(ImportError::Empty));
    }
}
