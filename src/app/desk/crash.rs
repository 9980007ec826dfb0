//! Crash reports: what is known of a bug, and nothing of what anybody wrote.
//!
//! A message may quote the text that it was about, so only messages that stand in the code as they are get in.

use std::{
    backtrace::Backtrace,
    io::Write,
    panic::PanicHookInfo,
    path::{Path, PathBuf},
};

use super::{clock, words};

/// The folder of the reports, in the person's state folder; those that were told lie one deeper.
const REPORTS: &str = "crashes";
const TOLD: &str = "told";

/// The thread of egui's that lists the typefaces of the system. It panics where there are none, and we go on with ours.
const LISTS_TYPEFACES: &str = "egui_system_font_provider";

thread_local! {
    static IS_GUARDED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Runs a reader of other people's making on anybody's file, or on the typefaces of the system: a panic there means a damaged
/// file, and neither ends the job nor counts as a bug of ours. `None` when it panicked.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    // A file may lie in an archive that is read under guard as well.
    let was_guarded = IS_GUARDED.replace(true);
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    IS_GUARDED.set(was_guarded);
    done.ok()
}

/// Does such work in the background; without a thread for it, not at all.
pub(crate) fn guarded_in_background(name: &str, work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().name(format!("sayso: {name}"));
    if let Err(error) = thread.spawn(move || {
        guarded(work);
    }) {
        log::warn!("no thread for {name}: {error}");
    }
}

/// From now on a report is written whenever something panics, and the terminal gets one line instead of the panic's own
/// message, which may quote a text.
pub fn report_panics(state: Option<PathBuf>) {
    let Some(state) = state else { return };
    std::panic::set_hook(Box::new(move |panic| {
        let lists_typefaces = std::thread::current().name() == Some(LISTS_TYPEFACES);
        if IS_GUARDED.get() || lists_typefaces {
            log::warn!("what a file holds made its reader panic at {}", place_of(panic));
            return;
        }
        let folder = state.join(REPORTS);
        let name = format!("{}-{}.txt", clock::now().to_string().replace(':', "."), std::process::id());
        let path = folder.join(name);
        let written = fs_err::create_dir_all(&folder).and_then(|()| fs_err::write(&path, report(panic)));
        let told = match written {
            Ok(()) => words::failed(&path),
            Err(error) => words::failed_without_report(&error.to_string()),
        };
        let _terminal_gone = writeln!(std::io::stderr(), "{told}");
    }));
}

fn place_of(panic: &PanicHookInfo<'_>) -> String {
    panic.location().map_or_else(|| "unknown".to_owned(), ToString::to_string)
}

fn report(panic: &PanicHookInfo<'_>) -> String {
    let message = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("(not shown: it may quote a text)");
    let place = place_of(panic);
    let thread = std::thread::current();
    format!(
        "Sayso {} on {} {}\nat {}\nthread {}\nplace {place}\nmessage {message}\n\n{}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        clock::now(),
        thread.name().unwrap_or("without a name"),
        Backtrace::force_capture(),
    )
}

/// The report of the last crash since the last start, if there is one that nobody was told of; from now on it counts as
/// told.
pub(in crate::app) fn untold_report(state: &Path) -> Option<PathBuf> {
    take_reports(&state.join(REPORTS)).pop()
}

/// Moves new reports to those that were told; returns where they are now, oldest first.
fn take_reports(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut reports: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    reports.retain(|path| path.is_file());
    reports.sort_unstable();
    let told = folder.join(TOLD);
    let moved = |report: PathBuf| {
        let to = told.join(report.file_name()?);
        fs_err::create_dir_all(&told).and_then(|()| fs_err::rename(&report, &to)).map(|()| to).ok()
    };
    reports.into_iter().filter_map(moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_over_a_damaged_file_is_not_reported_as_a_bug() {
        assert_eq!(guarded(|| 1), Some(1));
        assert_eq!(guarded(|| -> u8 { panic!("this panic is meant") }), None);
        assert!(!IS_GUARDED.get(), "the next panic is a bug again");
    }
}
