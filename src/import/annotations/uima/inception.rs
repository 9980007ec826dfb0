//! A project that INCEpTION exports: a ZIP archive with a folder of annotations for each document, and in it the work of
//! each person in a format that was chosen at export. Memory: one document at a time, unpacked to 256 MiB at most.

use std::{collections::BTreeMap, path::Path};

use super::{
    super::{File, Format, Found, NOBODY_NAMED},
    COUNTING, Cas, add, json, tsv, xmi,
};
use crate::import::{ImportError, sha256_of, unpacked};

/// INCEpTION's project.
pub(in super::super) const FORMAT: Format = Format {
    name: "inception",
    title: "INCEpTION",
    extensions: &["zip"],
    cannot_hold: "annotations as Java objects (.ser), guidelines, knowledge bases",
    is: |file| file.bytes.starts_with(b"PK") && memchr::memmem::find(file.bytes, b"exportedproject").is_some(),
    read,
};

/// Who the state is of before anybody has annotated.
const NOBODY: &str = "INITIAL_CAS";

/// The files of one person's work on a document, with their names.
type Work<'f> = Vec<(&'f str, &'f [u8])>;

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let files = unpacked(file.bytes)?;
    let mut found = Found::new(FORMAT.name, COUNTING);
    let sha256 = sha256_of(file.bytes);
    let mut works: BTreeMap<(&str, &str), Work<'_>> = BTreeMap::new();
    for (path, bytes) in &files {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let [folder @ ("annotation" | "curation"), document, name] = parts[..] else { continue };
        let user = name.rsplit_once('.').map_or(name, |(user, _)| user);
        let user = if folder == "curation" { "curation" } else { user };
        works.entry((document, user)).or_default().push((name, bytes));
    }
    if works.is_empty() {
        return Err(ImportError::Unreadable("it is a project of INCEpTION without annotations in a format that can be read; choose one (UIMA CAS JSON) when you export it".to_owned()));
    }
    let has_work = |document: &str| works.keys().any(|(other, user)| *other == document && *user != NOBODY);
    for ((document, user), work) in &works {
        if *user == NOBODY && has_work(document) {
            continue;
        }
        let place = format!("{}, {document}", file.name);
        let read = work.iter().find_map(|(name, bytes)| cas_of(name, bytes));
        match read.unwrap_or_else(|| Err(ImportError::Unreadable("it is of no format that can be read".to_owned()))) {
            Ok(cas) => {
                let coder = if *user == NOBODY { NOBODY_NAMED } else { found.coder(user) };
                add(&mut found, &cas, document, FORMAT.name, &sha256, coder);
            }
            Err(error) => found.problems.push(format!("{place}: the work of {user} was left out: {error}.")),
        }
    }
    Ok(found)
}

/// The annotations in a file of one person's work; `None` when the file is of another kind.
fn cas_of(name: &str, bytes: &[u8]) -> Option<Result<Cas, ImportError>> {
    let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase())?;
    let alone: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    match ending.as_str() {
        "json" => Some(json::read(bytes)),
        "tsv" => Some(tsv::read(bytes)),
        "xmi" => Some(xmi::read(bytes, &alone)),
        "zip" => {
            let files = match unpacked(bytes) {
                Ok(files) => files,
                Err(error) => return Some(Err(error)),
            };
            let of = |ending: &str| files.iter().find(|(name, _)| name.to_lowercase().ends_with(ending));
            let json = of(".json").map(|(_, bytes)| json::read(bytes));
            let xmi = || of(".xmi").map(|(_, bytes)| xmi::read(bytes, &files));
            json.or_else(xmi).or_else(|| of(".tsv").map(|(_, bytes)| tsv::read(bytes)))
        }
        _other => None,
    }
}
