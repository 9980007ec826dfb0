//! How far a long work is, on one line of the terminal that goes when the work is done. Nothing where nobody looks on.

use std::{
    io::{IsTerminal, Write},
    sync::mpsc,
    time::Duration,
};

use super::words;
use crate::app::Progress;

/// How often the line is renewed.
const RENEWED: Duration = Duration::from_millis(200);

/// Does a work, and shows how far it is ("Reading 120 of 1,000").
pub(super) fn shown<T>(work: impl FnOnce(&Progress) -> T) -> T {
    let progress = Progress::default();
    if !std::io::stderr().is_terminal() {
        return work(&progress);
    }
    std::thread::scope(|scope| {
        let (done, is_done) = mpsc::channel::<()>();
        let progress = &progress;
        scope.spawn(move || {
            while let Err(mpsc::RecvTimeoutError::Timeout) = is_done.recv_timeout(RENEWED) {
                let (steps, total) = progress.steps();
                show(&words::progress(steps, total, progress.share()));
            }
            show("");
        });
        let result = work(progress);
        drop(done);
        result
    })
}

/// Replaces the words of the line. A terminal that is gone is no reason to stop.
fn show(words: &str) {
    let mut terminal = std::io::stderr();
    let _gone = write!(terminal, "\r\u{1B}[K{words}").and_then(|()| terminal.flush());
}
