//! What files cost: opening, saving, searching, memory. The project has 10,000 articles and 100,000 spans.

use std::{io::Write, process::Command, sync::Arc};

use sayso::{
    app::{Action, App, Command as Do, Dialogs, Folders, Jobs, MarkAction, ProjectAction},
    edit::{Done, Edit, How},
    model::{Project, Time},
    store::{Disk, Over, RealDisk, journal::Journal, read_project, record::FileRecord, write_project},
    text::{ExactQuery, Pattern},
};

use super::{
    generator,
    measure::{line, median, ratio, report, secs, wall_secs},
};

pub(crate) fn project() -> Project {
    generator::project(6, (0..10_000).map(|_| (4_000, 10)), false)
}

pub(crate) fn open() {
    let bytes = write_project(&project()).bytes;
    let text = std::str::from_utf8(&bytes).unwrap();
    println!("    the file has {:.1} MB", bytes.len() as f64 / 1e6);
    let pairs: Vec<(f64, f64)> = (0..7)
        .map(|_| {
            // By the clock on the wall, for we read on more than one thread.
            let ours = wall_secs(|| drop(std::hint::black_box(read_project(&bytes).unwrap())));
            (ours, wall_secs(|| drop(std::hint::black_box(ron::from_str::<FileRecord>(text).unwrap()))))
        })
        .collect();
    ratio("open_10000_articles_100000_spans_vs_ron", &pairs, 1.5);
}

struct Path(std::path::PathBuf);

impl Dialogs for Path {
    fn ask(&self, _asked: &sayso::app::Asked) -> sayso::app::Answer {
        sayso::app::Answer::Paths(vec![self.0.clone()])
    }
}

pub(crate) fn save() {
    let project = project();
    let folder = tempfile::tempdir().unwrap();
    let (path, plain) = (folder.path().join("a.sayso"), folder.path().join("plain"));
    let mut seen = None;
    let bytes = write_project(&project).bytes;
    let mut pairs = Vec::new();
    for _ in 0..9 {
        let ours = wall_secs(|| {
            seen = Some(
                sayso::store::save(&path, &project, &seen.take().map_or(Over::Nothing, Over::Only), None, Time(0))
                    .unwrap()
                    .seen,
            );
        });
        let other = wall_secs(|| {
            let mut file = std::fs::File::create(&plain).unwrap();
            file.write_all(&bytes).unwrap();
            file.sync_all().unwrap();
        });
        pairs.push((ours, other));
    }
    ratio("save_vs_writing_the_same_bytes_with_fsync", &pairs, 6.0);
    println!("    for {:.1} MB", bytes.len() as f64 / 1e6);

    let folders = Folders { state: Some(folder.path().join("state")), ..Folders::default() };
    let mut app = App::new(folders, Jobs::threads(Arc::new(|| ())), Arc::new(Path(path.clone())));
    app.handle(Action::Project(ProjectAction::Open(vec![path])));
    while !app.view().jobs.is_empty() {
        app.take_finished();
    }
    let tag = app.view().project().codebook.tags[0].id.clone();
    let (mut asking, mut stalls, mut saves) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..7 {
        app.handle(Action::Project(ProjectAction::SetFacts(format!("Round {round}"), String::new())));
        asking.push(secs(|| app.handle(Action::Command(Do::Save))));
        // Somebody goes on marking while the save runs: what the window's thread has to wait for, by the clock.
        let (mut longest, mut start, begun) = (0.0, 0, std::time::Instant::now());
        while !app.view().jobs.is_empty() {
            start += 10;
            let range = sayso::text::ByteRange::new(start, start + 5);
            longest = wall_secs(|| {
                app.handle(Action::Mark(MarkAction::Mark(tag.clone(), range)));
                app.take_finished();
            })
            .max(longest);
            std::thread::sleep(std::time::Duration::from_millis(8));
        }
        stalls.push(longest * 1000.0);
        saves.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    let share = median(asking) / 0.016;
    line("save_on_the_ui_thread_as_share_of_a_16ms_frame", share, 1.0, share <= 1.0);
    let worst = stalls.iter().copied().fold(0.0, f64::max);
    let stall = median(stalls);
    line("longest_ui_stall_during_a_save_with_100000_spans_in_ms", stall, 16.0, stall <= 16.0);
    println!("    median of 7 saves, while somebody marks; the worst of all {worst:.1} ms");
    report("save_with_journal_history_and_version", median(saves), "ms, marking all the while");
}

/// What each step costs: the line in the journal, and bringing it to the disk beside the window.
pub(crate) fn journal() {
    let folder = tempfile::tempdir().unwrap();
    let project = generator::project(6, std::iter::once((4_000, 10)), false);
    let (article, coder) = (project.articles.values().next().unwrap(), *project.coders.keys().next().unwrap());
    let span = article.spans.iter().next().unwrap();
    let mut journal = Journal::new(RealDisk, folder.path().to_owned(), project.id, 0, 0);
    let done = Done {
        how: How::Made,
        label: "Mark “Moscow” as Location".to_owned(),
        edits: vec![Edit::AddSpan(article.id, Box::new(span.clone()))],
        back: vec![Edit::RemoveSpan(article.id, span.id)],
    };
    let (mut appends, mut syncs) = (Vec::new(), Vec::new());
    for round in 0..2_000 {
        let mut unsynced = None;
        appends.push(wall_secs(|| unsynced = Some(journal.append(Some("base"), coder, Time(0), &done).unwrap())) * 1e6);
        if round % 10 == 0 {
            syncs.push(wall_secs(|| RealDisk.sync(&unsynced.unwrap().file).unwrap()) * 1e3);
        }
    }
    report("journal_append", median(appends), "µs");
    let worst = syncs.iter().copied().fold(0.0, f64::max);
    report("journal_fdatasync", median(syncs), "ms, on a thread of its own");
    println!("    the worst of 200: {worst:.2} ms");
}

pub(crate) fn search() {
    // As it lies in memory once it was opened.
    let project = read_project(&write_project(&project()).bytes).unwrap().project;
    let phrase = "minister said that Moscow";
    let texts: Vec<_> = project.articles.values().map(|article| article.text.clone()).collect();
    let all: String = texts.iter().map(sayso::text::FrozenText::as_str).collect();
    let mut ratios = Vec::new();
    for _ in 0..9 {
        let ours = secs(|| {
            let query = ExactQuery::new(phrase);
            let hits: usize = texts.iter().map(|text| query.find_in(text).count()).sum();
            std::hint::black_box(hits);
        });
        let other = secs(|| {
            std::hint::black_box(memchr::memmem::find_iter(all.as_bytes(), phrase.as_bytes()).count());
        });
        ratios.push((ours, other));
    }
    let value = median(ratios.iter().map(|(ours, other)| other / ours).collect());
    line("search_speed_of_40MB_plain_phrase_vs_memmem", value, 0.5, value >= 0.5);
    let each = |pick: fn(&(f64, f64)) -> f64| median(ratios.iter().map(pick).collect()) * 1000.0;
    println!("    {:.1} ms against {:.1} ms for {:.1} MB", each(|p| p.0), each(|p| p.1), all.len() as f64 / 1e6);
    let folded = (0..5).map(|_| {
        secs(|| {
            let pattern = Pattern::folded(phrase);
            std::hint::black_box(texts.iter().map(|text| pattern.find_in(text).count()).sum::<usize>());
        })
    });
    let folded = median(folded.collect());
    report("search_of_the_same_without_case_and_accents", folded * 1000.0, "ms");
    println!("    {:.0} MB a second", all.len() as f64 / 1e6 / folded);
}

/// A child process opens the file and says how much it grew.
pub(crate) fn heap() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sayso");
    let bytes = write_project(&project()).bytes;
    std::fs::write(&path, &bytes).unwrap();
    let output = Command::new(std::env::current_exe().unwrap()).arg("--resident").arg(&path).output().unwrap();
    let grown: f64 = String::from_utf8(output.stdout).unwrap().trim().parse().unwrap();
    let value = grown / bytes.len() as f64;
    line("memory_growth_with_it_open_vs_file_size", value, 4.0, value <= 4.0);
    println!("    {:.0} MB resident for a file of {:.1} MB", grown / 1e6, bytes.len() as f64 / 1e6);
}

/// Opens a project and prints by how many bytes the process has grown.
pub(crate) fn print_growth(path: &str) {
    let before = resident();
    let loaded = sayso::store::open(std::path::Path::new(path)).unwrap();
    println!("{}", resident() - before);
    drop(loaded);
}

fn resident() -> f64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: f64 = statm.split_whitespace().nth(1).unwrap().parse().unwrap();
    pages * 4096.0
}
