//! `sayso drive`, not listed in the help: the application without its window, driven by lines on standard input. Tests
//! kill it at any moment and look what it has kept; every line goes the way that the mouse goes.
//!
//! | line | does |
//! |---|---|
//! | `mark FROM TO TAG` | marks bytes of the shown article |
//! | `undo`, `redo` | the last step |
//! | `save` | saves, and waits until that is done |
//! | `list` | prints `span FROM TO TAG` for each piece of each mark |
//! | `notices` | prints what is told |
//! | `break WORDS` | panics with these words, as a defect might |
//!
//! After each line that was carried out, `done` is printed.

use std::{
    io::{BufRead, Write},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use super::exit::{FINE, UNREADABLE};
use crate::{
    app::{Action, Answer, App, Command, Dialogs, Folders, Jobs, MarkAction, PathPurpose},
    model::TagId,
    text::ByteRange,
};

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&self, _purpose: &PathPurpose, _proposal: &str) -> Answer {
        Answer::Cancelled
    }
}

/// Opens the files and follows the lines; returns the exit code.
pub(super) fn run(files: Vec<PathBuf>) -> u8 {
    let mut app = App::new(Folders::of_system(), Jobs::threads(Arc::new(|| ())), Arc::new(NoDialogs));
    app.start(files);
    settle(&mut app);
    say!("ready");
    for line in std::io::stdin().lock().lines() {
        let done = line.map_err(|error| error.to_string()).and_then(|line| follow(&mut app, &line));
        match done {
            Ok(()) => say!("done"),
            Err(problem) => {
                eprintln!("sayso: {problem}");
                return UNREADABLE;
            }
        }
        if std::io::stdout().flush().is_err() {
            return UNREADABLE;
        }
    }
    FINE
}

/// Waits for the jobs under way.
fn settle(app: &mut App) {
    loop {
        app.take_finished();
        if app.view().jobs.is_empty() {
            return;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[expect(clippy::panic, reason = "one line asks for it")]
fn follow(app: &mut App, line: &str) -> Result<(), String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["mark", from, to, tag] => {
            let at = |text: &str| text.parse::<usize>().map_err(|_wrong| format!("{text:?} is no number of bytes"));
            app.handle(Action::Mark(MarkAction::Mark(TagId::new(tag), ByteRange::new(at(from)?, at(to)?))));
        }
        ["undo"] => app.handle(Action::Command(Command::Undo)),
        ["redo"] => app.handle(Action::Command(Command::Redo)),
        ["save"] => app.handle(Action::Command(Command::Save)),
        ["list"] => {
            let article = app.view().article().ok_or("no article is shown")?;
            for span in article.spans.iter() {
                for piece in &span.pieces {
                    say!("span {} {} {}", piece.start.0, piece.end.0, span.tag);
                }
            }
        }
        ["notices"] => app.view().notices.iter().for_each(|notice| say!("notice {}", notice.text)),
        ["break", words @ ..] => std::panic::panic_any(words.join(" ")),
        _ => return Err(format!("{line:?} is not understood")),
    }
    settle(app);
    Ok(())
}
