//! The command line: one file per sub-command. Data goes to standard output, messages to standard error; nothing here
//! needs a display.

#![expect(clippy::print_stderr, reason = "this is the module that speaks to the terminal")]

/// Prints a line of data. Whoever reads may have seen enough and gone away, which is no failure of ours.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _reader_gone = writeln!(std::io::stdout(), $($text)*);
    }};
}

mod agree;
mod arguments;
mod check;
mod diff;
mod exit;
mod export;
mod failure;
mod formats;
mod git;
mod import;
mod merge;
mod output;
mod progress;
mod search;
mod shared;
mod shell;
mod stats;
mod whose;
mod words;

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;

use self::{
    arguments::{Arguments, Credit, Sub},
    exit::UNREADABLE,
};
use crate::{
    app::{ImportAs, ReadAs},
    text::Counting,
};

/// What the command line asks for.
#[derive(Debug)]
pub enum Run {
    /// Open the window on these files.
    Window(Vec<PathBuf>),
    /// A sub-command ran and ended so.
    Done(ExitCode),
}

/// Reads the command line and runs what it asks for, but for the window. Wrong usage ends the program with code 2.
pub fn run() -> Run {
    let arguments = Arguments::parse();
    let code = match arguments.command {
        None if arguments.files.iter().all(|file| file.exists()) || arguments.files.is_empty() => {
            return Run::Window(arguments.files);
        }
        None if arguments.files.iter().all(|file| !file.exists()) => {
            arguments.files.iter().for_each(|file| eprintln!("{}", words::no_such_file_or_command(file)));
            UNREADABLE
        }
        None => return Run::Window(arguments.files),
        Some(Sub::Check { projects }) => check::run(&projects),
        Some(Sub::Import {
            files,
            output,
            encoding,
            format,
            split,
            names,
            coder,
            duplicates,
            article,
            counting,
            line_ends_as_one,
            byte_order_mark,
        }) => {
            let read_as = ReadAs { encoding, format, split: split.unwrap_or_default(), ..ReadAs::default() };
            let (joins_crlf, counts_bom) = (line_ends_as_one, byte_order_mark);
            let counting = counting.map(|unit| Counting { unit, joins_crlf, counts_bom });
            let mut import_as = ImportAs { read_as, counting, duplicates, article, ..ImportAs::default() };
            import_as.names = names.unwrap_or_default();
            for credit in coder {
                match credit {
                    Credit::Unattributed(name) => import_as.coder = Some(name),
                    Credit::Renamed(old, new) => import_as.credited.push((old, new)),
                }
            }
            told(import::run(files, &output, &import_as))
        }
        Some(Sub::Export { project, format, output, coder, whose }) => {
            told(export::run(&project, &format, output.as_deref(), &coder, &whose))
        }
        Some(Sub::Search { project, query, json, whose }) => told(search::run(&project, &query, json, &whose)),
        Some(Sub::Stats { project, by, json, whose }) => told(stats::run(&project, by, json, &whose)),
        Some(Sub::Agree(agree)) => told(agree::run(&agree)),
        Some(Sub::Merge { ours, copies, output, base, unrelated }) => {
            told(merge::run(&ours, &copies, &output, base.as_deref(), unrelated))
        }
        Some(Sub::Diff { old, new, json, all_layers }) => told(diff::run(&old, &new, json, all_layers)),
        Some(Sub::MergeDriver { base, ours, theirs, path, marker_size: _ }) => {
            git::merge_driver(&base, &ours, &theirs, path.as_deref())
        }
        Some(Sub::Textconv { project, all_layers }) => told(diff::textconv(&project, all_layers)),
        Some(Sub::GitSetup { global }) => told(git::setup(global)),
        Some(Sub::Shared { command }) => told(shared::run(&command)),
        Some(Sub::Completions { shell }) => told(shell::completions(shell)),
        Some(Sub::Man) => told(shell::manual()),
        Some(Sub::Formats { json }) => told(formats::run(json)),
    };
    Run::Done(ExitCode::from(code))
}

/// The exit code of a command; says on standard error why it failed.
fn told(ended: Result<u8, failure::Failure>) -> u8 {
    ended.unwrap_or_else(|failure| {
        eprintln!("{failure}");
        UNREADABLE
    })
}

/// Says on standard error why the window does not open, and what is missing.
pub fn no_window(reason: &str) -> ExitCode {
    let has_display = !cfg!(target_os = "linux")
        || std::env::var_os("DISPLAY").is_some()
        || std::env::var_os("WAYLAND_DISPLAY").is_some();
    eprintln!("{}", words::no_window(reason, has_display));
    ExitCode::from(UNREADABLE)
}
