//! What exchange with other programs costs: reading saved pages, a folder of 1,000 of them, writing 100,000 spans in
//! every format, and the most memory that each takes.

use std::{path::Path, process::Command};

use sayso::{app, export, import};

use super::{
    files::project,
    measure::{ratio, report, secs, wall_secs},
};

/// Pages to read, as browsers saved them.
const PAGES: &str = "tests/data/html";

fn pages() -> Vec<Vec<u8>> {
    let folders = std::fs::read_dir(PAGES).unwrap().filter_map(|entry| Some(entry.ok()?.path().join("source.html")));
    let pages: Vec<Vec<u8>> = folders.filter_map(|path| std::fs::read(path).ok()).collect();
    assert!(!pages.is_empty());
    pages
}

pub(crate) fn html() {
    let pages = pages();
    let bytes: usize = pages.iter().map(Vec::len).sum();
    let rounds = 5;
    let secs = wall_secs(|| {
        for page in (0..rounds).flat_map(|_| &pages) {
            std::hint::black_box(import::articles("page.html", page, None).unwrap());
        }
    });
    report("html_pages_imported_a_second", (rounds * pages.len()) as f64 / secs, "pages");
    println!("    {} pages of {:.0} kB on average", pages.len(), bytes as f64 / pages.len() as f64 / 1000.0);
}

/// Columns of many small documents, and ten times as many of them: reading takes as much longer as there is more. Each is
/// read by a process of its own, as people import: a process that has read before reuses the memory of a small file, and
/// asks the system for that of a large one again.
pub(crate) fn columns() {
    let folder = tempfile::tempdir().unwrap();
    let secs = |bytes: usize| {
        let path = folder.path().join(format!("{bytes}.conll"));
        std::fs::write(&path, documents_in_columns(bytes)).unwrap();
        move || in_a_process_of_its_own("--columns", &path).0
    };
    let (small, large) = (secs(1_000_000), secs(10_000_000));
    let pairs: Vec<(f64, f64)> = (0..9).map(|_| (large(), small())).collect();
    ratio("conll_10_mb_vs_1_mb", &pairs, 12.0);
}

fn documents_in_columns(bytes: usize) -> String {
    let mut lines = String::new();
    for number in 0.. {
        let sentence = format!("Rome{number} NNP B-NP B-LOC\nfell VBD B-VP O\n. . O O\n\n").repeat(5);
        lines += &format!("-DOCSTART- -X- -X- O\n\n{sentence}");
        if lines.len() >= bytes {
            break;
        }
    }
    lines
}

/// The CPU time of reading columns into an empty project, which is kept as the program keeps it.
fn secs_of_columns(path: &Path) -> f64 {
    let bytes = std::fs::read(path).unwrap();
    let format = import::annotations::format("conll").unwrap();
    let alone = std::collections::BTreeMap::new();
    let mut project = app::empty_project();
    let coder = project.coders.values().next().cloned().unwrap_or_else(|| sayso::model::Coder {
        id: import::annotations::NOBODY_NAMED,
        name: String::new(),
        changed: None,
        extra: Default::default(),
    });
    let choices = import::annotations::Choices::new(coder, sayso::model::Time(0));
    secs(|| {
        let file = import::annotations::File { name: "train.conll", bytes: &bytes, beside: &alone };
        let found = import::annotations::read(format, &file).unwrap();
        std::hint::black_box(import::annotations::join(&mut project, found, &choices));
    })
}

/// A folder of 1,000 saved pages into a new project, and what it takes at its height.
pub(crate) fn batch() {
    let folder = tempfile::tempdir().unwrap();
    let pages = pages();
    for number in 0..1_000 {
        // Each another article, or all but the first would be known.
        let page = String::from_utf8_lossy(&pages[number % pages.len()]).replace("</", &format!(" {number}</"));
        std::fs::write(folder.path().join(format!("{number}.html")), page).unwrap();
    }
    let (secs, peak) = in_a_process_of_its_own("--batch", folder.path());
    report("folder_of_1000_pages_imported_in", secs, "s");
    report("folder_of_1000_pages_peak_memory", peak, "MB");
}

/// What takes as long as so many tables of marks, at most.
const TABLES: f64 = 3.0;

/// Every format, on 10,000 articles with 100,000 spans; those that readers and taggers are given, against the plain table.
pub(crate) fn export() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.sayso");
    std::fs::write(&path, sayso::store::write_project(&project()).bytes).unwrap();
    for format in export::ALL {
        let (secs, peak) = in_a_process_of_its_own(&format!("--export={}", format.name), &path);
        report(&format!("export_100000_spans_{}", format.name), secs, "s");
        println!("    {peak:.0} MB at its height, the project included");
    }
    let secs = |name: &str| in_a_process_of_its_own(&format!("--export={name}"), &path).0;
    for name in ["conll", "docx"] {
        let pairs: Vec<(f64, f64)> = (0..5).map(|_| (secs(name), secs("csv"))).collect();
        ratio(&format!("export_100000_spans_{name}_vs_csv"), &pairs, TABLES);
    }
}

/// Seconds of work and the most memory, in MB.
pub(crate) fn in_a_process_of_its_own(what: &str, path: &Path) -> (f64, f64) {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).arg(what).arg(path).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut numbers = text.split_whitespace().map(|number| number.parse().unwrap());
    (numbers.next().unwrap(), numbers.next().unwrap())
}

/// Does the work and prints what it took.
pub(crate) fn print_work(what: &str, path: &Path) {
    let secs = match what.strip_prefix("--export=") {
        None if what == "--columns" => secs_of_columns(path),
        Some(name) => {
            let project = sayso::store::open(path).unwrap().project;
            let format = export::format(name).unwrap();
            wall_secs(|| drop(std::hint::black_box(format.write(&project).into_bytes().unwrap())))
        }
        None => wall_secs(|| {
            let mut project = app::empty_project();
            app::import_into(&mut project, vec![path.to_owned()], &app::ImportAs::default(), &app::Progress::default());
            assert_eq!(project.articles.len(), 1_000);
        }),
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: f64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    println!("{secs} {}", peak / 1000.0);
}
