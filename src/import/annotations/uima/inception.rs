//! A project that INCEpTION exports: a ZIP archive with a folder of annotations for each document, and in it the work of
//! each person in a format that was chosen at export. One file at a time is unpacked, and none but these.

use std::collections::BTreeMap;

use super::{COUNTING, add, cas::Cas, json, tsv, xmi};
use crate::import::{
    annotations::format::{File, Format},
    ending::ending,
    error::ImportError,
    hash::sha256_of,
    join::{
        found::{Found, NOBODY_NAMED},
        words::What,
    },
    package::{Member, Package},
};

/// INCEpTION's project.
pub(in super::super) const FORMAT: Format = Format {
    name: "inception",
    title: "INCEpTION",
    extensions: &["zip"],
    cannot_hold: "annotations stored as Java objects (.ser), guidelines, knowledge bases",
    is: |file| file.bytes.starts_with(b"PK") && memchr::memmem::find(file.bytes, b"exportedproject").is_some(),
    read,
};

/// Who the state is of before anybody has annotated.
const NOBODY: &str = "INITIAL_CAS";

/// The files of one person's work on a document, with their names.
type Work<'m> = Vec<(&'m str, &'m Member)>;

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let mut package = Package::open(file.bytes)?;
    let members = package.members();
    let mut found = Found::new(FORMAT.name, COUNTING);
    let sha256 = sha256_of(file.bytes);
    let mut works: BTreeMap<(&str, &str), Work<'_>> = BTreeMap::new();
    for member in &members {
        let parts: Vec<&str> = member.path.split('/').collect();
        let [folder @ ("annotation" | "curation"), document, name] = parts[..] else { continue };
        let user = name.rsplit_once('.').map_or(name, |(user, _)| user);
        let user = if folder == "curation" { "curation" } else { user };
        works.entry((document, user)).or_default().push((name, member));
    }
    if works.is_empty() {
        return Err(ImportError::InceptionWithoutAnnotations);
    }
    let has_work = |document: &str| works.keys().any(|(other, user)| *other == document && *user != NOBODY);
    for ((document, user), work) in &works {
        if *user == NOBODY && has_work(document) {
            continue;
        }
        let place = format!("{}, {document}", file.name);
        let read = work.iter().find_map(|(name, member)| cas_of(&mut package, name, member));
        match read.unwrap_or(Err(ImportError::UnknownInside)) {
            Ok(cas) => {
                let coder = if *user == NOBODY { NOBODY_NAMED } else { found.coder(user) };
                add(&mut found, &cas, document, FORMAT.name, &sha256, coder);
            }
            Err(error) => found.tell(place, What::WorkSkipped((*user).to_owned(), error.to_string())),
        }
    }
    Ok(found)
}

/// The annotations in a file of one person's work; `None` when the file is of another kind.
fn cas_of(package: &mut Package<'_>, name: &str, member: &Member) -> Option<Result<Cas, ImportError>> {
    let ending = ending(name);
    if !matches!(ending.as_str(), "json" | "tsv" | "xmi" | "zip") {
        return None;
    }
    let bytes = match package.unpack(member) {
        Ok(bytes) => bytes,
        Err(error) => return Some(Err(error)),
    };
    let alone: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    match ending.as_str() {
        "json" => Some(json::read(&bytes, None)),
        "tsv" => Some(tsv::read(&bytes, None)),
        "xmi" => Some(xmi::read(&bytes, &alone)),
        _archive => {
            let mut inner = match package.open_inner(&bytes) {
                Ok(inner) => inner,
                Err(error) => return Some(Err(error)),
            };
            let read = cas_in(&mut inner).transpose();
            package.close(&inner);
            read
        }
    }
}

/// The annotations in an archive of one person's work: in the first of the formats that says most.
fn cas_in(package: &mut Package<'_>) -> Result<Option<Cas>, ImportError> {
    let members = package.members();
    let first = |wanted: &str| members.iter().find(|member| ending(&member.path) == wanted);
    if let Some(member) = first("json") {
        return json::read(&package.unpack(member)?, None).map(Some);
    }
    if let Some(member) = first("xmi") {
        let mut beside: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for system in members.iter().filter(|member| ending(&member.path) == "xml") {
            beside.insert(system.path.clone(), package.unpack(system)?);
        }
        return xmi::read(&package.unpack(member)?, &beside).map(Some);
    }
    match first("tsv") {
        Some(member) => tsv::read(&package.unpack(member)?, None).map(Some),
        None => Ok(None),
    }
}
