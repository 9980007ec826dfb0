//! Articles from files: one file per format and one line in [`ALL`]; bytes in, a frozen text with its facts out.
//!
//! # Memory
//!
//! Nothing that is read grows past a bound, whatever its file says of itself; what is larger is refused in words.
//!
//! | what | at most |
//! |---|---|
//! | a file; a text; a member of an archive | 64 MiB ([`LARGEST`]) |
//! | a file that is an archive (`.zip`, `.qdpx`) | 1 GiB, of which 256 MiB are unpacked |
//! | streams of a PDF | 256 MiB, as often as they are drawn; a million signs a page |
//! | a web archive | 256 MiB unpacked, and as much of answers that are packed in it |
//! | a table | 256 MiB of cells, empty ones counted |
//! | XML | 5 million elements and texts; no entities |
//! | a web page | 2,000 elements in each other |

pub mod annotations;
mod articles;
mod encoding;
mod join;
mod package;
mod words;

use std::path::Path;

use encoding_rs::Encoding;
use sha2::{Digest, Sha256};

use crate::{
    model::{Extra, Facts, Source, Time},
    text::{ByteRange, FrozenText},
};

use articles::text;
pub use articles::{
    ALL,
    pdf::move_pages,
    preview::{Look, Paragraph, look},
};
pub use encoding::{ENCODINGS, encoding};
pub use package::unpacked;

/// A longer file is not read, in bytes.
pub const LARGEST: u64 = 64 << 20;
/// A longer archive of annotations is not read, in bytes: most of it may be sound and pictures, which nobody unpacks.
const LARGEST_ARCHIVE: u64 = 1 << 30;
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
    /// The program that takes the text out of it, with its version; empty where the bytes are the text. It is recorded
    /// with each article, for another version may take out another text.
    reader: &'static str,
    /// Makes text of bytes.
    read: fn(&Input<'_>) -> Result<Vec<Body>, ImportError>,
}

/// What a format reads.
struct Input<'b> {
    bytes: &'b [u8],
    /// The encoding that somebody chose.
    encoding: Option<&'static Encoding>,
    /// The encoding that whoever sent the bytes stated; a byte order mark, or bytes that are UTF-8, say more.
    stated: Option<&'static Encoding>,
}

/// What a format makes of a file's bytes.
struct Body {
    text: FrozenText,
    steps: Vec<String>,
    encoding: &'static str,
    facts: Facts,
    remarks: Vec<Remark>,
    warnings: Vec<String>,
    extra: Extra,
}

/// What somebody remarked on words of the text, in the program that the file comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The words.
    pub at: ByteRange,
    /// What was remarked.
    pub words: String,
    /// Who.
    pub author: String,
    /// When, if the file says.
    pub made: Option<Time>,
}

impl Body {
    fn new(text: FrozenText, facts: Facts) -> Self {
        let (steps, remarks, warnings) = (Vec::new(), Vec::new(), Vec::new());
        Self { text, steps, encoding: "", facts, remarks, warnings, extra: Extra::new() }
    }

    /// With what is known of how its bytes became characters.
    fn decoded(mut self, encoding: &'static str, is_damaged: bool) -> Self {
        self.encoding = encoding;
        if is_damaged {
            self.steps.push("bytes without a character replaced".to_owned());
            self.warnings.push(format!(
                "Some bytes have no character in {encoding} and became “\u{FFFD}”; perhaps it is in another encoding."
            ));
        }
        self
    }
}

/// Where Sayso takes the text out itself.
const OWN_READER: &str = concat!("Sayso ", env!("CARGO_PKG_VERSION"));

/// An article as read, before it joins a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// Its text.
    pub text: FrozenText,
    /// What could be told about it.
    pub facts: Facts,
    /// Where it came from.
    pub source: Source,
    /// Remarks on its words.
    pub remarks: Vec<Remark>,
    /// What the analyst should know of how it was read, in sentences.
    pub warnings: Vec<String>,
    /// What the format holds and Sayso keeps with the article, as where its pages begin.
    pub extra: Extra,
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
    /// Of its kind, but damaged, protected or without an article.
    #[error("{0}")]
    Unreadable(String),
    /// Too large.
    #[error("it is larger than 64 MiB, the most that one article may hold")]
    TooLarge,
    /// An archive that is too large.
    #[error("it is larger than 1 GiB, the most that an archive may have")]
    TooLargeArchive,
    /// A file in an archive that is too large.
    #[error("{0} in it is larger than 64 MiB, the most that a file in an archive may have")]
    TooLargeInside(String),
    /// An archive that holds too much.
    #[error("it holds more than 256 MiB when unpacked, the most that is read of an archive")]
    TooMuchInside,
    /// No format has this ending.
    #[error("files of this kind cannot be read (known endings: {})", all_extensions().join(", "))]
    UnknownFormat,
    /// One of Sayso's own.
    #[error("it is a project; “File › Open project…” opens it")]
    Project,
    /// Of an ending of annotations, but of none of their formats.
    #[error("files that end in .{0} hold annotations, but this one does so in none of the formats that can be read")]
    UnknownAnnotations(String),
}

/// All endings of articles and of annotations that can be read, without the dot, each once.
fn all_extensions() -> Vec<&'static str> {
    let mut all = extensions();
    all.extend(annotations::extensions().into_iter().filter(|ending| !extensions().contains(ending)));
    all
}

/// All endings that articles can be read from, without the dot.
pub fn extensions() -> Vec<&'static str> {
    ALL.iter().flat_map(|format| format.extensions).copied().collect()
}

/// Whether a file of this name can be read, by its ending.
pub fn reads(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| extensions().contains(&ending.as_str()))
}

/// Whether a file of this name and size, in bytes, may be read at all.
///
/// # Errors
/// When it is too large.
pub fn check_size(name: &str, size: u64) -> Result<(), ImportError> {
    let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let is_archive = ending.is_some_and(|ending| matches!(ending.as_str(), "qdpx" | "zip"));
    match size {
        size if size <= LARGEST => Ok(()),
        size if is_archive && size <= LARGEST_ARCHIVE => Ok(()),
        _larger if is_archive => Err(ImportError::TooLargeArchive),
        _larger => Err(ImportError::TooLarge),
    }
}

/// Reads the articles of a file, mostly one, from its name (without folder) and bytes. A file without ending is read as
/// plain text. `encoding` is the one that somebody chose; else it is found out.
///
/// # Errors
/// Why there is no article in the file.
pub fn articles(name: &str, bytes: &[u8], encoding: Option<&'static Encoding>) -> Result<Vec<Imported>, ImportError> {
    make(format_of(name)?, name, &Input { bytes, encoding, stated: None })
}

/// The same for what somebody sent, who may have `stated` its encoding.
///
/// # Errors
/// Why there is no article in it.
pub fn sent(name: &str, bytes: &[u8], stated: Option<&'static Encoding>) -> Result<Vec<Imported>, ImportError> {
    make(format_of(name)?, name, &Input { bytes, encoding: None, stated })
}

/// The format of a file by its name.
fn format_of(name: &str) -> Result<&'static Format, ImportError> {
    let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let Some(ending) = ending else { return Ok(&text::FORMAT) };
    let known = ALL.iter().find(|format| format.extensions.contains(&ending.as_str()));
    known.ok_or_else(|| {
        let is_known = annotations::extensions().contains(&ending.as_str());
        match ending.as_str() {
            "sayso" => ImportError::Project,
            _ if is_known => ImportError::UnknownAnnotations(ending),
            _ => ImportError::UnknownFormat,
        }
    })
}

/// Makes an article of pasted text.
///
/// # Errors
/// When there is nothing in it, or too much.
pub fn pasted(pasted: &str) -> Result<Vec<Imported>, ImportError> {
    make(&text::FORMAT, "pasted", &Input { bytes: pasted.as_bytes(), encoding: None, stated: None })
}

fn make(format: &Format, name: &str, input: &Input<'_>) -> Result<Vec<Imported>, ImportError> {
    if input.bytes.len() as u64 > LARGEST {
        return Err(ImportError::TooLarge);
    }
    let sha256 = sha256_of(input.bytes);
    let bodies = (format.read)(input)?;
    // A project that holds a longer text could not be opened again.
    if bodies.iter().any(|body| body.text.len() as u64 > LARGEST) {
        return Err(ImportError::TooLarge);
    }
    let bodies = bodies.into_iter().filter(|body| !body.text.as_str().trim().is_empty());
    let articles: Vec<Imported> = bodies
        .map(|Body { text, mut steps, encoding, mut facts, remarks, warnings, extra }| {
            if !format.reader.is_empty() {
                steps.insert(0, format!("read by {}", format.reader));
            }
            facts.title = facts.title.chars().take(LONGEST_TITLE).collect();
            let source = Source {
                name: name.to_owned(),
                format: format.name.to_owned(),
                encoding: encoding.to_owned(),
                steps,
                sha256: sha256.clone(),
            };
            Imported { text, facts, source, remarks, warnings, extra }
        })
        .collect();
    if articles.is_empty() { Err(ImportError::Empty) } else { Ok(articles) }
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first line with anything in it: what a title is proposed from.
fn first_line(text: &str) -> String {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().chars().take(LONGEST_TITLE).collect()
}

/// Text in any encoding, frozen; its first line is the title.
fn plain(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let decoded = encoding::decode(input.bytes, input.encoding, input.stated)?;
    let (text, steps) = FrozenText::import(&decoded.text);
    let title = first_line(text.as_str());
    let steps = steps.into_iter().map(|step| step.name().to_owned()).collect();
    let facts = Facts { title, ..Facts::default() };
    let body = Body { steps, ..Body::new(text, facts) };
    Ok(vec![body.decoded(decoded.encoding, decoded.is_damaged)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
        articles(name, bytes, None).map(|mut all| all.remove(0))
    }

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
    fn the_recorded_versions_are_those_of_the_crates() {
        let lock = include_str!("../../Cargo.lock");
        let foreign = ALL.iter().map(|format| format.reader).filter(|reader| !["", OWN_READER].contains(reader));
        assert!(foreign.clone().count() > 3);
        for (name, version) in foreign.filter_map(|reader| reader.split_once(' ')) {
            assert!(lock.contains(&format!("name = \"{name}\"\nversion = \"{version}.")), "{name} {version}");
        }
    }

    #[test]
    fn bad_files_say_why() {
        assert_eq!(article("a.txt", b""), Err(ImportError::Empty));
        assert_eq!(article("a.txt", b" \n"), Err(ImportError::Empty));
        assert_eq!(article("a.txt", b"PK\x03\x04\0\0\xFF"), Err(ImportError::Binary(4)));
        assert_eq!(article("a.exe", b"text"), Err(ImportError::UnknownFormat));
        assert_eq!(article("a.json", b"{}"), Err(ImportError::UnknownAnnotations("json".to_owned())));
        let latin = article("a.txt", b"caf\xE9").unwrap();
        assert_eq!((latin.text.as_str(), latin.source.encoding.as_str()), ("café", "windows-1252"));
        assert_eq!(pasted("  "), Err(ImportError::Empty));
    }
}
