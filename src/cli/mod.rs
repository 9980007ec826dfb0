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

mod check;
mod exit;
mod export;
mod formats;
mod import;
mod progress;
mod search;
mod shell;
mod stats;

use std::{path::PathBuf, process::ExitCode};

use clap::{CommandFactory, Parser, Subcommand};

use exit::UNREADABLE;

use crate::{
    app::{ImportAs, ReadAs},
    import::annotations,
    text::{Counting, Unit},
};

/// What a command that ends says to those that called it.
const EXIT_CODES: &str = "Exit codes: 0, all went well; 1, done, but something could not be read, does not fit or is \
                          undecided, each told on standard error, as is what a format has no place for; 2, wrong usage, \
                          or nothing could be read.";

/// Mark who said what, about where, in news articles.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, args_conflicts_with_subcommands = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Sub>,
    /// Projects (.sayso) or articles to open in the window; without any, the last project, the first time a sample.
    files: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Sub {
    /// Validates projects: every problem with its place, and counts.
    Check {
        /// The projects.
        #[arg(required = true)]
        projects: Vec<PathBuf>,
    },
    /// Makes a project of articles and annotations of other programs, or adds them to one.
    Import {
        /// Articles, annotations, folders and archives of them; a project (.sayso) to add them to.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The project to write; there must be none of that name.
        #[arg(short, long)]
        output: PathBuf,
        /// The encoding of all of them, like windows-1251; without it each is found out.
        #[arg(long, value_parser = encoding)]
        encoding: Option<&'static encoding_rs::Encoding>,
        /// The format of annotations; without it each is found out.
        #[arg(long, value_parser = annotation_format)]
        format: Option<&'static annotations::Format>,
        /// Who made marks whose file does not say.
        #[arg(long, default_value = "unknown")]
        coder: String,
        /// What offsets count; without it that is found out.
        #[arg(long, value_parser = unit, value_name = "code-points|utf-16|bytes|graphemes")]
        counting: Option<Unit>,
        /// A line end of two characters counts as one.
        #[arg(long, requires = "counting")]
        line_ends_as_one: bool,
        /// A byte order mark at the start counts.
        #[arg(long, requires = "counting")]
        byte_order_mark: bool,
    },
    /// Writes the annotations of a project for other programs.
    Export {
        /// The project.
        project: PathBuf,
        /// The format; “sayso formats” lists them.
        #[arg(long)]
        format: String,
        /// Where to; without it, or with “-”, standard output.
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// Finds words, names or marks in all articles, each place in its context.
    #[command(after_help = SEARCH_HELP)]
    Search {
        /// The project.
        project: PathBuf,
        /// What to look for.
        #[arg(required = true)]
        query: Vec<String>,
        /// As lines of JSON, with places in code points.
        #[arg(long)]
        json: bool,
    },
    /// Counts marks and claims, as CSV.
    Stats {
        /// The project.
        project: PathBuf,
        /// What they are counted by.
        #[arg(long, value_enum, default_value = "tag")]
        by: stats::By,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Prints what a shell needs to complete commands: bash, zsh, fish, elvish or powershell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page.
    Man,
    /// Lists the formats that can be read and written.
    Formats {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

/// What the command line asks for.
#[derive(Debug)]
pub enum Run {
    /// Open the window on these files.
    Window(Vec<PathBuf>),
    /// A sub-command ran and ended so.
    Done(ExitCode),
}

/// How a query is written.
const SEARCH_HELP: &str = "\
A phrase is found without regard to case and accents; \"…\" exactly as it stands; Kiev | Kyiv either of them;
/…/ is a regular expression. tag:claim, speaker:Putin, name:Erdogan, FIELD:VALUE, coder:…, note:…, flag:yes,
outlet:… and title:… look only there.";

/// Reads the command line and runs what it asks for, but for the window. Wrong usage ends the program with code 2.
pub fn run() -> Run {
    let arguments = Arguments::parse();
    let code = match arguments.command {
        None if arguments.files.iter().all(|file| file.exists()) || arguments.files.is_empty() => {
            return Run::Window(arguments.files);
        }
        None if arguments.files.iter().all(|file| !file.exists()) => {
            arguments
                .files
                .iter()
                .for_each(|file| eprintln!("sayso: there is no file or command “{}”", file.display()));
            eprintln!("sayso: “sayso --help” lists the commands.");
            UNREADABLE
        }
        None => return Run::Window(arguments.files),
        Some(Sub::Check { projects }) => check::run(&projects),
        Some(Sub::Import { files, output, encoding, format, coder, counting, line_ends_as_one, byte_order_mark }) => {
            let read_as = ReadAs { encoding, format };
            let (joins_crlf, counts_bom) = (line_ends_as_one, byte_order_mark);
            let counting = counting.map(|unit| Counting { unit, joins_crlf, counts_bom });
            import::run(files, &output, &ImportAs { read_as, coder, counting })
        }
        Some(Sub::Export { project, format, output }) => export::run(&project, &format, output.as_deref()),
        Some(Sub::Search { project, query, json }) => search::run(&project, &query.join(" "), json),
        Some(Sub::Stats { project, by, json }) => stats::run(&project, by, json),
        Some(Sub::Completions { shell }) => shell::completions(shell, Arguments::command()),
        Some(Sub::Man) => shell::manual(Arguments::command()),
        Some(Sub::Formats { json }) => formats::run(json),
    };
    Run::Done(ExitCode::from(code))
}

fn encoding(label: &str) -> Result<&'static encoding_rs::Encoding, String> {
    let unknown = "no such encoding; names are like utf-8, windows-1251, koi8-r, x-mac-cyrillic";
    crate::import::encoding(label).ok_or_else(|| unknown.to_owned())
}

fn annotation_format(name: &str) -> Result<&'static annotations::Format, String> {
    let known = || annotations::ALL.iter().map(|format| format.name).collect::<Vec<_>>().join(", ");
    annotations::format(name).ok_or_else(|| format!("no such format; known are {}", known()))
}

fn unit(name: &str) -> Result<Unit, String> {
    match name {
        "code-points" => Ok(Unit::CodePoint),
        "utf-16" => Ok(Unit::Utf16),
        "bytes" => Ok(Unit::Byte),
        "graphemes" => Ok(Unit::Grapheme),
        _ => Err("offsets count code-points, utf-16, bytes or graphemes".to_owned()),
    }
}

/// Says on standard error why the window does not open, and what is missing.
pub fn no_window(reason: &str) -> ExitCode {
    eprintln!("sayso: the window cannot be opened: {reason}");
    if cfg!(target_os = "linux")
        && std::env::var_os("DISPLAY").is_none()
        && std::env::var_os("WAYLAND_DISPLAY").is_none()
    {
        eprintln!("sayso: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).");
    }
    eprintln!("sayso: “sayso check” and the other commands of “sayso --help” work without a window.");
    ExitCode::from(UNREADABLE)
}
