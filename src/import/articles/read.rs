//! Reading the articles of a file: which format it is of, what that makes of it, and what is known of where it came from.

use std::borrow::Cow;

use super::{
    ALL,
    content::by_content,
    dates, docx, extensions,
    format::{Body, Changes, Format, Imported, Input, Reading, Request},
    html, json, mail, odf, pdf,
    press::{self, cuts::Cuts},
    rtf, talk, text,
    told::{is_told, told},
    warc,
    words::Step,
};
use crate::{
    import::{
        annotations, charset::Charset, closed::closed, ending::ending, error::ImportError, gz::ungzipped,
        hash::sha256_of, limits::LARGEST, link_file::linked_server, title::LONGEST_TITLE,
    },
    model::Source,
};

/// Reads the articles of a file, mostly one, from its name (without folder) and bytes. A file without ending is read as
/// plain text, one in gzip as the file that is packed in it. `request` is how somebody wants it read; an encoding alone does,
/// or `None`.
///
/// # Errors
/// Why there is no article in the file.
pub fn articles<'w>(name: &str, bytes: &[u8], request: impl Into<Request<'w>>) -> Result<Vec<Imported>, ImportError> {
    by_name(name, bytes, &request.into(), None)
}

/// The same for a file that is to be read as one of this format, whatever its name.
///
/// # Errors
/// Why there is no article in it.
pub fn articles_as<'w>(
    format: &Format,
    name: &str,
    bytes: &[u8],
    request: impl Into<Request<'w>>,
) -> Result<Vec<Imported>, ImportError> {
    let (_, bytes) = unpacked(name, bytes)?;
    let request = request.into();
    let cuts = cuts(&request.reading)?;
    make(format, name, &input(&bytes, &request, cuts.as_ref()))
}

/// The same for what somebody sent, who may have `stated` its encoding.
///
/// # Errors
/// Why there is no article in it.
pub fn sent(name: &str, bytes: &[u8], stated: Option<Charset>) -> Result<Vec<Imported>, ImportError> {
    by_name(name, bytes, &Request::default(), stated)
}

fn by_name(
    name: &str,
    bytes: &[u8],
    request: &Request<'_>,
    stated: Option<Charset>,
) -> Result<Vec<Imported>, ImportError> {
    let (inner, bytes) = unpacked(name, bytes)?;
    let format = format_of(&inner, &bytes)?;
    let cuts = cuts(&request.reading)?;
    let read = make(format, name, &Input { stated, ..input(&bytes, request, cuts.as_ref()) })?;
    // What has marks is of a program whose format is unknown, or damaged; somebody who chooses to may read its texts.
    if format.name == json::FORMAT.name && read.iter().any(|article| article.may_be_marks) {
        return Err(ImportError::UnknownAnnotations(ending(&inner)));
    }
    Ok(read)
}

fn input<'b>(bytes: &'b [u8], request: &'b Request<'_>, cuts: Option<&'b Cuts>) -> Input<'b> {
    let Reading { encoding, changes, threads, split: _, mapping } = &request.reading;
    let (encoding, changes, threads) = (*encoding, *changes, *threads);
    let (mapping, watch) = (mapping.as_ref(), request.watch.clone());
    Input { encoding, changes, threads, cuts, mapping, watch, ..Input::of(bytes) }
}

/// The pattern by which a file is split.
fn cuts(reading: &Reading) -> Result<Option<Cuts>, ImportError> {
    (!reading.split.is_empty()).then(|| Cuts::new(&reading.split)).transpose()
}

/// Whether a file may be split into articles by a pattern.
pub fn may_be_split(name: &str, bytes: &[u8]) -> bool {
    let format = unpacked(name, bytes).and_then(|(inner, bytes)| format_of(&inner, &bytes));
    format.is_ok_and(|format| DOCUMENTS.contains(&format.name) || format.name == html::FORMAT.name)
}

/// What a format makes of a file that is to be split: of a web page, all of it.
fn bodies_to_split(format: &Format, input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let bodies = if format.name == html::FORMAT.name { html::whole(input)? } else { (format.read)(input)? };
    check(&bodies)?;
    Ok(bodies)
}

/// Refuses texts that are too long: a project that holds one could not be opened again.
fn check(bodies: &[Body]) -> Result<(), ImportError> {
    let is_too_long = bodies.iter().any(|body| body.text.len() as u64 > LARGEST);
    if is_too_long { Err(ImportError::TooLarge) } else { Ok(()) }
}

/// The file that is packed in one in gzip; any other as it is.
pub(super) fn unpacked<'b>(name: &str, bytes: &'b [u8]) -> Result<(String, Cow<'b, [u8]>), ImportError> {
    let inside = ungzipped(name, bytes)?;
    Ok(inside.map_or_else(|| (name.to_owned(), Cow::Borrowed(bytes)), |(name, bytes)| (name, Cow::Owned(bytes))))
}

/// The format of a file by its name, and by its bytes where they tell more.
pub(super) fn format_of(name: &str, bytes: &[u8]) -> Result<&'static Format, ImportError> {
    let ending = ending(name);
    if let Some(format) = told(name, bytes) {
        return Ok(format);
    }
    if ending.is_empty() {
        return Ok(&text::FORMAT);
    }
    if let Some(format) = by_content(&ending, bytes)? {
        return Ok(format);
    }
    let known = ALL.iter().find(|format| format.extensions.contains(&ending.as_str()) && !is_told(format));
    known.ok_or_else(|| {
        if let Some(closed) = closed(name) {
            return closed;
        }
        let is_known = annotations::extensions().contains(&ending.as_str());
        if let Some(server) = linked_server(name, bytes) {
            return ImportError::LinkToPage(server);
        }
        match ending.as_str() {
            "sayso" => ImportError::Project,
            "pages" => ImportError::PagesDocument,
            _ if is_known => ImportError::UnknownAnnotations(ending),
            _ if extensions().contains(&ending.as_str()) => ImportError::NoPosts,
            _ => ImportError::UnknownFormat(all_extensions()),
        }
    })
}

/// Makes an article of pasted text.
///
/// # Errors
/// When there is nothing in it, or too much.
pub fn pasted(pasted: &str) -> Result<Vec<Imported>, ImportError> {
    make(&text::FORMAT, "pasted", &Input::of(pasted.as_bytes()))
}

/// Makes an article of what was copied from a web page.
///
/// # Errors
/// When there are no words in it, or too many.
pub fn pasted_page(page: &str) -> Result<Vec<Imported>, ImportError> {
    let format =
        Format { read: |input| Ok(vec![html::copied(&String::from_utf8_lossy(input.bytes))?]), ..html::FORMAT };
    make(&format, "pasted", &Input::of(page.as_bytes()))
}

/// The formats that hold web pages.
const PAGES: [&str; 3] = [html::FORMAT.name, mail::MHTML.name, warc::FORMAT.name];

/// The formats in which interviews are written down.
const INTERVIEWS: [&str; 3] = [text::FORMAT.name, docx::FORMAT.name, odf::TEXT.name];

fn make(format: &Format, name: &str, input: &Input<'_>) -> Result<Vec<Imported>, ImportError> {
    if input.bytes.len() as u64 > LARGEST {
        return Err(ImportError::TooLarge);
    }
    // What a format makes of it takes longest.
    let (first, second) = (
        Input { watch: input.watch.part(0, 2), ..input.clone() },
        Input { watch: input.watch.part(1, 2), ..input.clone() },
    );
    imported(format, name, &second, split(format, &first)?)
}

/// Formats of documents, whose text may be the export of a press database. Web pages see to that themselves.
const DOCUMENTS: [&str; 5] = [text::FORMAT.name, docx::FORMAT.name, odf::TEXT.name, rtf::FORMAT.name, pdf::FORMAT.name];

/// The articles in what was read: split by a pattern, or by the layouts of press databases.
fn split(format: &Format, input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let Some(cuts) = input.cuts else {
        let bodies = (format.read)(input)?;
        check(&bodies)?;
        let is_document = DOCUMENTS.contains(&format.name);
        return Ok(if is_document { bodies.into_iter().flat_map(press::split).collect() } else { bodies });
    };
    let mut all = Vec::new();
    for body in bodies_to_split(format, input)? {
        all.append(&mut press::split_by(cuts, &body)?);
    }
    Ok(all)
}

/// The articles that a format made of a file, with what is known of where they came from.
pub(super) fn imported(
    format: &Format,
    name: &str,
    input: &Input<'_>,
    bodies: Vec<Body>,
) -> Result<Vec<Imported>, ImportError> {
    let sha256 = sha256_of(input.bytes);
    check(&bodies)?;
    let all = bodies.len();
    let mut articles = Vec::with_capacity(all);
    for (done, body) in bodies.into_iter().enumerate().filter(|(_, body)| !body.text.as_str().trim().is_empty()) {
        input.watch.at(done, all)?;
        let Body { text, mut structure, mut steps, encoding, mut facts, comments, mut warnings, .. } = body;
        let Body { claims, extra, fields, may_be_marks, has_changes, split, .. } = body;
        if !format.reader.is_empty() {
            steps.insert(0, Step::ReadBy(format.reader).to_string());
        }
        if has_changes && input.changes == Changes::Original {
            steps.push(Step::ChangesRejected.to_string());
        }
        if INTERVIEWS.contains(&format.name) {
            structure = talk::turns(text.as_str(), structure);
        }
        // Pages were looked at already, without what stands beside the article.
        if !PAGES.contains(&format.name) {
            warnings.extend(dates::settle_by_text(&mut facts, text.as_str()));
        }
        facts.title = facts.title.chars().take(LONGEST_TITLE).collect();
        let source = Source {
            name: name.to_owned(),
            format: format.name.to_owned(),
            encoding: encoding.to_owned(),
            steps,
            sha256: sha256.clone(),
            split,
        };
        let warnings = warnings.iter().map(ToString::to_string).collect();
        articles.push(Imported {
            text,
            structure,
            facts,
            source,
            comments,
            claims,
            warnings,
            extra,
            fields,
            may_be_marks,
            has_changes,
        });
    }
    if articles.is_empty() { Err(ImportError::Empty) } else { Ok(articles) }
}

impl Imported {
    /// Notes the web address that it was had from, if it states none itself; the address may state the day.
    pub fn locate(&mut self, address: &str) {
        if self.facts.address.is_empty() {
            address.clone_into(&mut self.facts.address);
            dates::settle_by_text(&mut self.facts, "");
        }
    }
}

/// Whether a file of this name can be read, by its ending.
pub fn reads(name: &str) -> bool {
    extensions().contains(&ending(name).as_str())
}

/// All endings of articles and of annotations that can be read, without the dot, each once.
fn all_extensions() -> Vec<&'static str> {
    let mut all = extensions();
    all.extend(annotations::extensions().into_iter().filter(|ending| !extensions().contains(ending)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::articles::format::OWN_READER;

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
        let lock = include_str!("../../../Cargo.lock");
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
        assert_eq!(article("a.exe", b"text"), Err(ImportError::UnknownFormat(all_extensions())));
        assert_eq!(article("a.json", b"{}"), Err(ImportError::UnknownAnnotations("json".to_owned())));
        let link = article("a.url", b"[InternetShortcut]\nURL=https://a.example/x").unwrap_err().to_string();
        assert_eq!(link, "it is a link to a page on a.example; drop it alone to fetch the page");
        let all = all_extensions();
        assert!(all.iter().all(|ending| all.iter().filter(|other| *other == ending).count() == 1), "{all:?}");
        let closed = article("a.nvp", b"x").unwrap_err().to_string();
        assert!(closed.starts_with("only NVivo can read this file"), "{closed}");
        let latin = article("a.txt", b"caf\xE9").unwrap();
        assert_eq!((latin.text.as_str(), latin.source.encoding.as_str()), ("café", "windows-1252"));
        assert_eq!(pasted("  "), Err(ImportError::Empty));
    }
}
