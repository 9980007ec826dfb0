//! EPUB books and magazines: the chapters in reading order as one article, with the facts of the package document.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::{
    authors::names_or,
    dates::{self, Place},
    format::{Body, Format, Input, OWN_READER},
    html::{one_line, whole_page},
    office::path,
    words::Warning,
};
use crate::{
    import::{
        error::ImportError,
        limits::LARGEST,
        package::{Package, attribute, is, text_of, xml},
    },
    model::{Facts, Run},
    text::{ByteRange, FrozenText},
};

/// EPUB.
pub(super) const FORMAT: Format = Format {
    name: "epub",
    extensions: &["epub"],
    cannot_hold: "images, notes in separate files, table of contents",
    reader: OWN_READER,
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let mut package = Package::open(input.bytes)?;
    let container = package.needed("META-INF/container.xml")?;
    let container = xml("META-INF/container.xml", &container)?;
    let root = container.descendants().find(|node| is(*node, "rootfile")).and_then(|node| attribute(node, "full-path"));
    let root = root.ok_or(ImportError::BookWithoutContents)?;
    let document = package.needed(root)?;
    let document = xml(root, &document)?;
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let locked = package.text("META-INF/encryption.xml")?.unwrap_or_default();

    let items: BTreeMap<&str, _> = document
        .descendants()
        .filter(|node| is(*node, "item"))
        .filter_map(|item| Some((attribute(item, "id")?, item)))
        .collect();
    let chapters = document
        .descendants()
        .filter(|node| is(*node, "itemref"))
        .filter_map(|reference| items.get(attribute(reference, "idref")?).copied());
    let (mut text, mut structure, mut warnings) = (String::new(), Vec::new(), Vec::new());
    for chapter in chapters {
        let is_list = attribute(chapter, "properties").is_some_and(|all| all.split(' ').any(|one| one == "nav"));
        let is_page = attribute(chapter, "media-type").is_some_and(|kind| kind.contains("html"));
        let Some(href) = attribute(chapter, "href").filter(|_| is_page && !is_list) else { continue };
        let name = within(folder, href);
        if locked.contains(&name) {
            return Err(ImportError::ProtectedBook);
        }
        match package.page(&name)? {
            Some(page) => {
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                let (words, runs) = whole_page(&page)?;
                structure.extend(runs.into_iter().map(|run| moved(run, text.len())));
                text.push_str(&words);
                if text.len() as u64 > LARGEST {
                    return Err(ImportError::TooLarge);
                }
            }
            None => warnings.push(Warning::ChapterMissing(name)),
        }
    }
    let fact = |name: &str| {
        let node = document.descendants().find(|node| is(*node, name));
        one_line(&node.map(text_of).unwrap_or_default())
    };
    let creators: Vec<String> = document.descendants().filter(|node| is(*node, "creator")).map(text_of).collect();
    let creators = creators.join("; ");
    let mut facts = Facts {
        title: fact("title"),
        outlet: fact("publisher"),
        author: names_or(&creators, &fact("language"), ""),
        language: fact("language"),
        ..Facts::default()
    };
    let day = published(&document);
    warnings.extend(dates::settle_by_value(&mut facts, Place::Epub, &day));
    let (text, _) = FrozenText::import(text.trim_end());
    let body = Body { structure, encoding: "UTF-8", warnings, ..Body::new(text, facts) };
    Ok(vec![body.doubted(package.doubts)])
}

/// A run of a chapter that begins at this byte of the book.
fn moved(run: Run, start: usize) -> Run {
    Run { at: ByteRange::new(run.at.start.index() + start, run.at.end.index() + start), kind: run.kind }
}

/// The words in which a book states its day of publication: it may state several days, of which some say what they are.
fn published(document: &Document<'_>) -> String {
    let stated: Vec<_> = document.descendants().filter(|node| is(*node, "date")).collect();
    let event = |node: &&Node<'_, '_>| attribute(**node, "event").unwrap_or_default().to_owned();
    let day = stated.iter().find(|node| event(node) == "publication");
    let day = day.or_else(|| stated.iter().find(|node| event(node).is_empty()));
    day.map(|node| text_of(*node)).unwrap_or_default()
}

/// The path of a file that another in `folder` names, with `%20` and `..` worked out.
fn within(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digits = ahead.next().zip(ahead.next()).filter(|_| byte == b'%');
        let digit = |digit: u8| char::from(digit).to_digit(16);
        match digits.and_then(|(high, low)| Some(digit(high)? * 16 + digit(low)?)) {
            Some(code) => {
                bytes.push(u8::try_from(code).unwrap_or_default());
                rest = ahead;
            }
            None => bytes.push(byte),
        }
    }
    path(folder, &String::from_utf8_lossy(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_worked_out_within_the_book() {
        assert_eq!(within("EPUB", "text/a%20b.xhtml#top"), "EPUB/text/a b.xhtml");
        assert_eq!(within("EPUB/x", "../../../../etc/passwd"), "etc/passwd");
        assert_eq!(within("", "100%.xhtml"), "100%.xhtml");
    }
}
