//! Damaged annotations of other programs: whatever is read of them joins a project by edits that all fit, or is told.

use std::{collections::BTreeMap, time::Instant};

use sayso::{
    edit::{Transaction, apply_all, difference},
    export,
    import::annotations::{self, Choices, File, Format, Found, join},
    model::{Codebook, Coder, CoderId, Id, Project, ProjectId, Time},
};

use super::fuzz::{Chance, patience_and_seed};
use crate::formats::exchange::{project_with, written};

/// A file to be damaged, with those beside it.
struct Seed {
    format: &'static Format,
    name: String,
    files: BTreeMap<String, Vec<u8>>,
}

/// All files under tests/data that are annotations of some format, and what we write in every format that is read.
fn seeds() -> Vec<Seed> {
    let mut seeds = Vec::new();
    for folder in std::fs::read_dir("tests/data").unwrap().map(|entry| entry.unwrap().path()) {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files: BTreeMap<String, Vec<u8>> = entries
            .filter(|path| path.is_file())
            .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
            .collect();
        for (name, bytes) in &files {
            let file = File { name, bytes, beside: &files };
            if let Some(format) = annotations::format_of(&file) {
                seeds.push(Seed { format, name: name.clone(), files: files.clone() });
            }
        }
    }
    for format in export::ALL {
        let Some(reader) = annotations::format(format.name) else { continue };
        let (files, _) = written(format, &project_with(format.holds));
        let is_read = |name: &&String| {
            let file = File { name, bytes: &files[*name], beside: &files };
            annotations::format_of(&file).is_some_and(|found| found.name == reader.name)
        };
        let names: Vec<String> = files.keys().filter(is_read).cloned().collect();
        seeds.extend(names.into_iter().map(|name| Seed { format: reader, name, files: files.clone() }));
    }
    seeds
}

fn try_joining(found: Found) -> Result<(), String> {
    let id = Id::from_bits([1; 10]);
    let project = Project::new(ProjectId(id), "Fuzz", Codebook::default());
    let coder = Coder { id: CoderId(id), name: "Fuzz".to_owned(), changed: None, extra: Default::default() };
    let choices = Choices::new(coder, Time(1));
    let mut joined = project.clone();
    join(&mut joined, found.clone(), &choices);
    let mut made = project.clone();
    apply_all(&mut made, Transaction::new("import", difference(&project, &joined))).map_err(|e| e.to_string())?;
    if made != joined {
        return Err("the edits make another project than the import".to_owned());
    }
    let mut again = joined.clone();
    let second = join(&mut again, found, &choices);
    if (second.spans, second.links, second.articles, second.aside) != (0, 0, 0, 0) {
        return Err(format!("read twice, it is added twice: {second:?}"));
    }
    Ok(())
}

#[test]
fn fuzz_annotations() {
    let (patience, seed) = patience_and_seed();
    let mut chance = Chance(seed);
    let seeds = seeds();
    let (mut tried, mut read) = (0usize, 0usize);
    let begin = Instant::now();
    while begin.elapsed() < patience || tried < seeds.len() {
        let Seed { format, name, files } = &seeds[if tried < seeds.len() { tried } else { chance.below(seeds.len()) }];
        // First each as it is, then damaged, now and then in a file beside it.
        let mut files = files.clone();
        if tried >= seeds.len() {
            let others: Vec<&String> = files.keys().collect();
            let hit = if chance.below(4) == 0 { others[chance.below(others.len())].clone() } else { name.clone() };
            let bytes = chance.mutate(&files[&hit]);
            files.insert(hit, bytes);
        }
        tried += 1;
        let file = File { name, bytes: &files[name], beside: &files };
        if let Ok(found) = annotations::read(format, &file) {
            read += 1;
            if let Err(why) = try_joining(found) {
                let path = std::env::temp_dir().join(format!("sayso-fuzz-{name}"));
                std::fs::write(&path, &files[name]).unwrap();
                panic!("{} {name}: {why}; the file is kept as {}", format.name, path.display());
            }
        }
    }
    eprintln!("{tried} files of annotations tried, {read} read");
    assert!(tried > 50 && read > 10, "{tried} tried, {read} read");
}
