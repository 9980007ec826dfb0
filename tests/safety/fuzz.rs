//! Damaged and hostile input: whatever bytes a project, a journal or an article's file holds, there is an error or a
//! list of problems, never a panic, never a hang, and nothing that was accepted changes by being saved.
//!
//! `SAYSO_FUZZ_SECONDS=3600 cargo test fuzz -- --nocapture` goes on for an hour, each time with other chances. Input
//! that ever failed is kept in `tests/corpus/` and tried first; a new one is written there.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use sayso::{
    import::articles,
    store::{
        Seen,
        journal::{Journal, recover},
        read_project, write_project,
    },
};

use crate::common::{
    arbitrary::id,
    sim_disk::{Held, SimDisk},
};

const SAMPLE: &[u8] = include_bytes!("../../projects/kremlin-call.sayso");
const GOLDEN: &[u8] = include_bytes!("../data/golden/v1.sayso");

/// No input of these sizes may take longer; a debug build on a busy machine needs some of it.
const PATIENCE: Duration = Duration::from_secs(5);

/// What looks like something to the reader, to be thrown in anywhere.
const TOKENS: [&str; 30] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "\\",
    ",",
    ":",
    "\n",
    "\0",
    "\u{FEFF}",
    "\u{202E}",
    "\\u{202E}",
    "\\u{110000}",
    "-1",
    "4294967296",
    "99999999999999999999",
    "1e999",
    "NaN",
    "Some(",
    "//",
    "/*",
    "r#\"",
    "<<<<<<< ours\n",
    "#![enable(implicit_some)]",
    "format: 3",
    "extra: {\"a\": \"1\", \"a\": \"2\"}",
    "at: [(0, 0)]",
];

/// A number that looks like chance.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn range(&mut self, bytes: &[u8], longest: usize) -> std::ops::Range<usize> {
        let start = self.below(bytes.len());
        start..(start + self.below(longest)).min(bytes.len())
    }

    /// The bytes with a few things wrong.
    pub(super) fn mutate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            match self.below(8) {
                0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
                1 if !bytes.is_empty() => bytes[at] = self.below(256) as u8,
                2 => drop(bytes.drain(self.range(&bytes.clone(), 64))),
                3 => {
                    let piece = bytes[self.range(&bytes, 200)].to_vec();
                    bytes.splice(at..at, piece);
                }
                4 => bytes.truncate(at),
                5 => {
                    let zeros = self.range(&bytes, 64);
                    bytes[zeros].fill(0);
                }
                6 => {
                    let token = TOKENS[self.below(TOKENS.len())].repeat(1 + self.below(3) * self.below(400));
                    bytes.splice(at..at, token.into_bytes());
                }
                _ => {
                    // Two lines change places.
                    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
                    let (one, other) = (self.below(lines.len()), self.below(lines.len()));
                    lines.swap(one, other);
                    bytes = lines.join(&b'\n');
                }
            }
        }
        bytes
    }
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// How long to try, and where chance begins.
pub(super) fn patience_and_seed() -> (Duration, u64) {
    match std::env::var("SAYSO_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()) {
        Some(seconds) => {
            let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
            (Duration::from_secs(seconds), now.as_nanos() as u64)
        }
        None => (Duration::from_secs(3), 20_261_123),
    }
}

/// Tries one input; says what is wrong with how it was taken, and whether it was accepted.
fn try_project(bytes: &[u8]) -> Result<bool, String> {
    let begin = Instant::now();
    let read = std::panic::catch_unwind(|| read_project(bytes)).map_err(|_| "reading panicked")?;
    if begin.elapsed() > PATIENCE {
        return Err(format!("reading took {:?}", begin.elapsed()));
    }
    let loaded = match read {
        Err(error) if error.to_string().trim_end_matches('.').is_empty() => {
            return Err("an error without words".to_owned());
        }
        Err(_) => return Ok(false),
        Ok(loaded) => loaded,
    };
    let first = std::panic::catch_unwind(|| write_project(&loaded.project)).map_err(|_| "writing panicked")?;
    let again = read_project(&first.bytes).map_err(|error| format!("what was written cannot be read: {error}"))?;
    let second = write_project(&again.project);
    if second.bytes != first.bytes {
        return Err("a second save differs from the first".to_owned());
    }
    if again.problems.len() < loaded.problems.len() {
        return Err(format!("{} problems became {}", loaded.problems.len(), again.problems.len()));
    }
    Ok(true)
}

/// Keeps an input that failed, and fails.
fn keep(kind: &str, bytes: &[u8], why: &str) -> ! {
    let path = corpus().join(format!("{kind}-{}", &Seen::of(bytes).to_string()[..16]));
    std::fs::write(&path, bytes).unwrap();
    panic!("{why}; kept as {}", path.display());
}

#[test]
fn fuzz_projects() {
    for entry in std::fs::read_dir(corpus()).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with("project-") {
            let bytes = std::fs::read(&path).unwrap();
            try_project(&bytes).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        }
    }
    let (patience, seed) = patience_and_seed();
    let mut chance = Chance(seed);
    let (mut tried, mut accepted) = (0usize, 0usize);
    let begin = Instant::now();
    while begin.elapsed() < patience {
        let start = if chance.below(3) == 0 { GOLDEN } else { SAMPLE };
        let mut bytes = chance.mutate(start);
        if chance.below(2) == 0 {
            bytes = chance.mutate(&bytes);
        }
        tried += 1;
        match try_project(&bytes) {
            Ok(was_accepted) => accepted += usize::from(was_accepted),
            Err(why) => keep("project", &bytes, &why),
        }
    }
    eprintln!("{tried} mutations of projects tried, {accepted} accepted");
    assert!(tried > 100 && accepted > 0, "{tried} tried, {accepted} accepted");
}

/// A file of each format that articles are read from.
fn articles_of_all_formats() -> Vec<(&'static str, Vec<u8>)> {
    let data = |path: &str| std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path)).unwrap();
    let utf16 = "Путин сказал: «Да». İstanbul 😀".encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("txt", utf16),
        ("md", b"# Title\n\nText".to_vec()),
        ("html", data("html/003-metadata-preferred/source.html")),
        ("mhtml", data("mhtml/A_KAE.mhtml")),
        ("docx", data("docx/comments.docx")),
        ("eml", data("eml/legacy-025.eml")),
        ("rss", data("rss/rss_0.91_encoding_1.xml")),
        ("pdf", data("pdf/simple-openoffice.pdf")),
        ("epub", data("epub/pkg-spine-order.epub")),
        ("warc", data("warc/example.warc")),
        ("gz", data("warc/example.warc.gz")),
        ("csv", b"title;text\r\nA;\"B\r\nC\"\r\n".to_vec()),
    ]
}

/// Tries one file: an article whose comments lie in its text, or an error in words.
fn try_article(ending: &str, bytes: &[u8]) -> Result<bool, String> {
    let begin = Instant::now();
    let name = format!("a.{ending}");
    let Ok(read) = std::panic::catch_unwind(|| articles(&name, bytes, None)) else {
        // The reader of PDF is other people's, and breaks off on damage; the program guards itself against that.
        return if ending == "pdf" { Ok(false) } else { Err("reading panicked".to_owned()) };
    };
    if begin.elapsed() > PATIENCE {
        return Err(format!("reading took {:?}", begin.elapsed()));
    }
    match read {
        Err(error) if error.to_string().is_empty() => Err("an error without words".to_owned()),
        Err(_) => Ok(false),
        Ok(read) => {
            let comments =
                read.iter().flat_map(|article| article.comments.iter().map(move |comment| (article, comment)));
            let lost = comments.filter(|(article, comment)| article.text.get(comment.at).is_none()).count();
            if lost > 0 { Err(format!("{lost} comments lie outside the text")) } else { Ok(true) }
        }
    }
}

#[test]
fn fuzz_articles() {
    for entry in std::fs::read_dir(corpus()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Some((ending, _)) = name.strip_prefix("article-").and_then(|rest| rest.split_once('-')) {
            let bytes = std::fs::read(&path).unwrap();
            try_article(ending, &bytes).unwrap_or_else(|why| panic!("{name}: {why}"));
        }
    }
    let (patience, seed) = patience_and_seed();
    let mut chance = Chance(seed);
    let seeds = articles_of_all_formats();
    let (mut tried, mut accepted) = (0usize, 0usize);
    let begin = Instant::now();
    while begin.elapsed() < patience {
        let (ending, start) = &seeds[chance.below(seeds.len())];
        let bytes = chance.mutate(start);
        tried += 1;
        match try_article(ending, &bytes) {
            Ok(was_accepted) => accepted += usize::from(was_accepted),
            Err(why) => keep(&format!("article-{ending}"), &bytes, &why),
        }
    }
    eprintln!("{tried} mutations of articles tried, {accepted} accepted");
    assert!(tried > 50 && accepted > 0, "{tried} tried, {accepted} accepted");
}

/// A journal of some steps, as files.
fn journal() -> Held {
    let disk = SimDisk::default();
    let mut journal = Journal::new(disk.clone(), "/state".into(), sayso::model::ProjectId(id(1)), 0, 0);
    let mut project = sayso::model::Project::new(sayso::model::ProjectId(id(1)), "0", Default::default());
    let mut history = sayso::edit::History::default();
    for number in 0..40 {
        let edit =
            sayso::edit::Edit::SetProjectFacts { title: format!("“{number}” \u{202E}"), note: String::new() };
        let done = history.make(&mut project, sayso::edit::Transaction::one(format!("step {number}"), edit)).unwrap();
        let base = (number == 0).then_some("base");
        journal.append(base, sayso::model::CoderId(id(2)), sayso::model::Time(number), &done).unwrap();
        if number % 15 == 14 {
            journal.close_file();
        }
    }
    disk.now()
}

#[test]
fn fuzz_journals() {
    let whole = journal();
    let labels = |held: &Held| -> Vec<String> {
        let disk = SimDisk::holding(held);
        let found = recover(&disk, Path::new("/state"), sayso::model::ProjectId(id(1)), "base").unwrap();
        found.steps.into_iter().map(|step| step.done.label).collect()
    };
    let all = labels(&whole);
    assert_eq!(all.len(), 40);
    let files: Vec<PathBuf> = whole.keys().cloned().collect();
    let (patience, seed) = patience_and_seed();
    let mut chance = Chance(seed);
    let (mut tried, mut shorter) = (0usize, 0usize);
    let begin = Instant::now();
    while begin.elapsed() < patience {
        let mut held = whole.clone();
        let file = &files[chance.below(files.len())];
        let bytes = chance.mutate(&held[file]);
        held.insert(file.clone(), bytes.clone());
        tried += 1;
        let found = std::panic::catch_unwind(|| labels(&held));
        match found {
            Err(_) => keep("journal", &bytes, "recovering panicked"),
            // Lines are found out by their checksums: what is left is a beginning of what was written.
            Ok(found) if !all.starts_with(&found) => keep("journal", &bytes, &format!("steps were made up: {found:?}")),
            Ok(found) => shorter += usize::from(found.len() < all.len()),
        }
    }
    eprintln!("{tried} mutations of journals tried, {shorter} cut steps off");
    assert!(tried > 100 && shorter > 0);
}

/// Deep nesting, huge numbers, keys that stand twice, other kinds of file: each has an error that says what is wrong.
#[test]
fn hostile_projects_get_plain_errors() {
    let sample = std::str::from_utf8(SAMPLE).unwrap();
    let in_extra = |extra: &str| sample.replacen("(\n  head:", &format!("(\n  extra: {extra},\n  head:"), 1);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("nothing", Vec::new(), "the file is empty"),
        ("zeros", vec![0; 4096], "byte 0 is not text"),
        ("half", SAMPLE[..SAMPLE.len() / 2].to_vec(), "line "),
        ("not text", b"// Sayso project\n(\xFF\xFE)".to_vec(), "byte 18 is not text"),
        ("deep", format!("({}", "[".repeat(100_000)).into_bytes(), "line 1"),
        ("deep in a record", in_extra(&"[".repeat(100_000)).into_bytes(), "line "),
        ("a key twice", in_extra("{\"a\": \"1\", \"a\": \"2\"}").into_bytes(), "“a” appears twice"),
        (
            "a huge number",
            sample.replacen("codebook_version: 1", "codebook_version: 99999999999", 1).into_bytes(),
            "line 3",
        ),
        ("a huge place", sample.replacen("at: [(", "at: [(99999999999999999999, ", 1).into_bytes(), "line "),
        ("an unknown field", sample.replacen("title:", "tilte:", 1).into_bytes(), "tilte"),
        ("json", b"{\"format\": 1}".to_vec(), "line 1"),
        ("a page", b"<!doctype html><html></html>".to_vec(), "line 1"),
        ("a newer format", sample.replacen("format: 2", "format: 7", 1).into_bytes(), "format 7"),
    ];
    for (name, bytes, expected) in cases {
        let begin = Instant::now();
        let error = match read_project(&bytes) {
            Err(error) => error.to_string(),
            Ok(_) if bytes == SAMPLE => panic!("{name}: the sample has no such place any more"),
            Ok(_) => panic!("{name} was accepted"),
        };
        assert!(error.contains(expected), "{name}: {error}");
        assert!(begin.elapsed() < PATIENCE, "{name} took {:?}", begin.elapsed());
    }
}
