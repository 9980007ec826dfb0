//! The application without its window, as a program of its own that is driven by lines on standard input. Tests kill it
//! at any moment and look what it has kept; every line goes the way that the mouse goes, to the same journal and files.
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
//! `ready` is printed once the project is open, and `done` after each line that was carried out. The program is this
//! test binary, which runs one test only: [`lines_are_followed`].

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Lines, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use sayso::{
    app::{Action, Answer, App, Asked, Dialogs, Folders, Jobs, MarkAction, report_panics},
    model::TagId,
    text::ByteRange,
};

/// Names the project for the program.
const PROJECT: &str = "SAYSO_TEST_DRIVES";

/// How many words the article of [`project`] has.
pub(super) const WORDS: usize = 30_000;

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&self, _asked: &Asked) -> Answer {
        Answer::Cancelled
    }
}

/// Prints a line; whoever reads may have gone away.
fn say(line: &str) {
    let mut output = std::io::stdout();
    let _reader_gone = writeln!(output, "{line}").and_then(|()| output.flush());
}

/// The program. Run among the tests, it has nothing to do.
#[test]
fn lines_are_followed() {
    let Some(project) = std::env::var_os(PROJECT) else { return };
    report_panics(Folders::of_system().state);
    let mut app = App::new(Folders::of_system(), Jobs::threads(Arc::new(|| ())), Arc::new(NoDialogs));
    app.start(vec![PathBuf::from(project)]);
    settle(&mut app);
    // The test harness may have begun a line.
    say("\nready");
    for line in std::io::stdin().lock().lines() {
        carry_out(&mut app, &line.unwrap());
        settle(&mut app);
        say("done");
    }
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

fn carry_out(app: &mut App, line: &str) {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["mark", from, to, tag] => {
            let range = ByteRange::new(from.parse().unwrap(), to.parse().unwrap());
            app.handle(Action::Mark(MarkAction::Mark(TagId::new(tag), range)));
        }
        ["undo"] => app.handle(Action::Command(sayso::app::Command::Undo)),
        ["redo"] => app.handle(Action::Command(sayso::app::Command::Redo)),
        ["save"] => app.handle(Action::Command(sayso::app::Command::Save)),
        ["list"] => {
            let view = app.view();
            for span in view.article().expect("an article is shown").spans.iter() {
                for piece in &span.pieces {
                    say(&format!("span {} {} {}", piece.start.0, piece.end.0, span.tag));
                }
            }
        }
        ["notices"] => app.view().notices.iter().for_each(|notice| say(&format!("notice {}", notice.text))),
        ["break", words @ ..] => std::panic::panic_any(words.join(" ")),
        _ => panic!("{line:?} is not understood"),
    }
}

/// This test binary, which is the program.
pub(super) fn program() -> PathBuf {
    std::env::current_exe().unwrap()
}

/// The program on a project, behind another one (`strace …`) where `before` names one; its settings and journals lie
/// in `home`.
pub(super) fn driven_behind(before: &[&str], program: &Path, home: &Path, project: &Path) -> Command {
    let mut command = Command::new(before.first().map_or(program.as_os_str(), |first| first.as_ref()));
    command.args(before.iter().skip(1));
    if !before.is_empty() {
        command.arg(program);
    }
    command.args(["--exact", "safety::drive::lines_are_followed", "--nocapture"]).env(PROJECT, project);
    of_home(&mut command, home);
    command
}

/// The shipped program, with its settings and journals in `home`.
pub(super) fn sayso(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.args(arguments);
    of_home(&mut command, home);
    command
}

/// Puts a program's settings and journals into `home`.
pub(super) fn of_home(command: &mut Command, home: &Path) {
    command.env("HOME", home).env("XDG_CONFIG_HOME", home.join("config"));
    command.env("XDG_STATE_HOME", home.join("state")).env("XDG_DATA_HOME", home.join("data"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
}

/// The program at work.
pub(super) struct Driven {
    pub child: Child,
    stdin: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Driven {
    /// Opens a project, and waits until it is open.
    pub(super) fn open(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let stdin = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(output.by_ref().map_while(Result::ok).any(|line| line == "ready"), "the project opens");
        Self { child, stdin, output }
    }

    /// Has lines carried out; returns what was printed. A program that has ended carries out nothing more.
    pub(super) fn tell(&mut self, lines: &[&str]) -> String {
        let mut told = String::new();
        for line in lines {
            if writeln!(self.stdin, "{line}").is_err() {
                break;
            }
            let printed = self.output.by_ref().map_while(Result::ok).take_while(|line| line != "done");
            printed.for_each(|line| told += &(line + "\n"));
        }
        told
    }

    /// Ends it as a power cut would.
    pub(super) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Lets it end.
    pub(super) fn end(self) {
        let Self { mut child, stdin, output } = self;
        drop(stdin);
        output.for_each(drop);
        child.wait().unwrap();
    }
}

/// Has lines carried out on a project; returns what was printed.
pub(super) fn follow(home: &Path, project: &Path, lines: &[&str]) -> String {
    follow_behind(&[], &program(), home, project, lines)
}

/// The same, behind another program.
pub(super) fn follow_behind(before: &[&str], program: &Path, home: &Path, project: &Path, lines: &[&str]) -> String {
    let mut driven = Driven::open(driven_behind(before, program, home, project));
    let printed = driven.tell(lines);
    driven.end();
    printed
}

/// A project of one article with many words, all of six letters and a blank.
pub(super) fn project(folder: &Path) -> PathBuf {
    let text: String = (0..WORDS).map(|number| format!("w{number:05} ")).collect();
    let (article, project) = (folder.join("article.txt"), folder.join("p.sayso"));
    std::fs::write(&article, text).unwrap();
    let paths = ["import", article.to_str().unwrap(), "-o", project.to_str().unwrap()];
    assert!(sayso(folder, &paths).status().unwrap().success());
    project
}

/// The line that marks a word.
pub(super) fn mark_line(number: usize) -> String {
    format!("mark {} {} claim", number * 7, number * 7 + 6)
}

/// The numbers of the marked words that a listing holds.
pub(super) fn marked(listing: &str) -> BTreeSet<usize> {
    let start = |line: &str| line.strip_prefix("span ")?.split(' ').next()?.parse::<usize>().ok();
    listing.lines().filter_map(start).map(|start| start / 7).collect()
}
