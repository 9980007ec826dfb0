//! Damaged files of every format that is read, articles and annotations of other programs: there is an error in words or
//! something sound, never a panic, also none that the program would catch. What is read of annotations joins a project by
//! edits that all fit.

use std::collections::BTreeMap;

use sayso::{
    edit::{Transaction, apply_all, difference},
    import::{
        self, ImportError, Imported, Reader,
        annotations::{self, Choices, File, Found, join},
    },
    model::{Codebook, Coder, CoderId, Id, Project, ProjectId, Time},
};

use super::{
    hunt::{Files, Hunt, once_failed},
    seeds::{Seed, seeds},
};

/// Reads a file as one of its format; says what is wrong with how it was taken, and whether it was accepted.
fn attempt(reader: Reader, name: &str, files: &Files) -> Result<bool, String> {
    let bytes = &files[name];
    let in_words = |error: ImportError| {
        if error.to_string().is_empty() { Err("an error without words".to_owned()) } else { Ok(false) }
    };
    match reader {
        Reader::Annotations(format) => {
            let file = File { name, bytes, beside: files };
            let _whatever = annotations::format_of(&file);
            annotations::read(format, &file).map_or_else(in_words, |found| joined(found).map(|()| true))
        }
        Reader::Articles(format) => match import::articles_as(format, name, bytes, None) {
            Err(error) => in_words(error),
            Ok(articles) => {
                let _in_paragraphs = import::preview(name, bytes, None);
                let before_changes = import::Reading { changes: import::Changes::Original, ..Default::default() };
                if let Ok(original) = import::articles_as(format, name, bytes, before_changes) {
                    original.iter().try_for_each(sound)?;
                }
                articles.iter().try_for_each(sound).map(|()| true)
            }
        },
    }
}

/// Whether the comments and the structure of an article lie in its text.
fn sound(article: &Imported) -> Result<(), String> {
    let comments = article.comments.iter().map(|comment| comment.at);
    let runs = article.structure.iter().map(|run| run.at);
    let lost = comments.chain(runs).filter(|at| article.text.get(*at).is_none()).count();
    if lost > 0 { Err(format!("{lost} comments or runs lie outside the text")) } else { Ok(()) }
}

fn joined(found: Found) -> Result<(), String> {
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

/// The formats that are read by libraries, which know less of what we promise.
const FOREIGN: [&str; 10] = ["pdf", "table", "xlsx", "html", "mhtml", "mail", "feed", "qualcoder", "rqda", "dna"];

/// Every format that is read has a file to damage, or what this test finds is nothing.
#[test]
fn fuzz_has_a_sound_file_of_every_format() {
    let seeds = seeds();
    for reader in Reader::all() {
        let of_format: Vec<&Seed> = seeds.iter().filter(|seed| seed.reader == reader).collect();
        assert!(!of_format.is_empty(), "no file of {}", reader.name());
        let is_read = |seed: &&&Seed| attempt(reader, &seed.name, &seed.files) == Ok(true);
        assert!(of_format.iter().any(|seed| is_read(&seed)), "no sound file of {}", reader.name());
    }
}

#[test]
fn fuzz_readers() {
    let mut hunt = Hunt::begin("fuzz-readers");
    for reader in Reader::all() {
        for files in once_failed(reader.name()) {
            for name in files.keys() {
                hunt.attempt(reader.name(), &files, name, || attempt(reader, name, &files));
            }
        }
    }
    // As many files of one format are damaged as of another; more of those that libraries read.
    let (asked, mut by_format) = (std::env::var("SAYSO_FUZZ_FORMATS").ok(), BTreeMap::<&str, Vec<Seed>>::new());
    for seed in seeds() {
        let name = seed.reader.name();
        if asked.as_ref().is_none_or(|asked| asked.split(',').any(|asked| asked == name)) {
            by_format.entry(name).or_default().push(seed);
        }
    }
    let formats: Vec<Vec<Seed>> = by_format.into_values().collect();
    let of_libraries = |format: &&Vec<Seed>| FOREIGN.contains(&format[0].reader.name());
    let formats: Vec<&Vec<Seed>> = formats.iter().chain(formats.iter().filter(of_libraries)).collect();
    assert!(!formats.is_empty(), "no format is called {asked:?}");
    // A machine that is busy with other work gets as far, only later.
    let is_little = |hunt: &Hunt| hunt.tried <= formats.len() || hunt.accepted <= 10;
    while hunt.goes_on() || is_little(&hunt) && hunt.tried < 2_000 {
        let format = formats[hunt.tried % formats.len()];
        let Seed { reader, name, files } = &format[hunt.chance.below(format.len())];
        let others: Vec<&String> = files.keys().collect();
        let hit = if hunt.chance.below(6) == 0 { others[hunt.chance.below(others.len())] } else { name };
        let bytes = if hunt.chance.below(4) == 0 {
            hunt.chance.mutate(&files[hit])
        } else {
            hunt.chance.mutate_inside(&files[hit])
        };
        let mut files = files.clone();
        files.insert(hit.clone(), bytes);
        hunt.attempt(reader.name(), &files, hit, || attempt(*reader, name, &files));
    }
    assert!(!is_little(&hunt), "{} tried, {} accepted", hunt.tried, hunt.accepted);
    hunt.end("files of all formats");
}
