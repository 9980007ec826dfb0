//! What the command line understands, with the help for it.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::{agree::Agree, failure::ArgumentError, stats, whose::Whose};
use crate::{
    analysis::Analysis,
    import::{self, Reader, annotations::Duplicates},
    text::Unit,
};

/// What a command that ends says to those that called it.
const EXIT_CODES: &str = "\
Exit codes:
  0  success
  1  done, but some input was skipped or has problems, listed on standard error
  2  wrong usage, or nothing could be read or written";

/// What git hears from the merge driver.
const MERGE_DRIVER_EXIT_CODES: &str = "\
Exit codes:
  0    merged
  1    merged, with something undecided: open the project to decide
  129  a version could not be read or written; nothing was changed";

/// What numbers of agreement mean.
const AGREE_HELP: &str = "\
Each row is a measure with its value, how much was compared (n, in which unit, in how many articles), by which coders and how.
A value that isn’t defined says why. Articles count that the coders compared have worked on.";

/// What an update of a shared file says.
const UPDATE_EXIT_CODES: &str = "\
Exit codes:
  0  your file is up to date
  1  … with something undecided: open it to decide
  2  your file could not be read or written; nothing was changed";

/// How a query is written.
const SEARCH_HELP: &str = "\
Words match regardless of case, accents and variant spellings; \"…\" matches exactly; Kiev | Kyiv matches either; /…/ is a regular
expression. To search one thing only: tag:claim, speaker:\"Vladimir Putin\", name:Erdogan, FIELD:VALUE, coder:…, note:…,
flag:yes; in some articles only: outlet:…, title:…, author:…, published:2022-03, language:…, address:….";

/// Mark who said what, about where, in news articles.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, args_conflicts_with_subcommands = true, after_help = EXIT_CODES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Sub>,
    /// Projects (.sayso) or articles to open; without any, the last project opens.
    pub(super) files: Vec<PathBuf>,
}

/// The commands that need no window.
#[derive(Debug, Subcommand)]
pub(super) enum Sub {
    /// Check projects: list every problem with its location, and count what they contain.
    Check {
        /// Projects to check.
        #[arg(required = true)]
        projects: Vec<PathBuf>,
    },
    /// Import articles and annotations into a new project, or add them to an existing one.
    Import {
        /// Articles, annotations, folders and archives; with a project (.sayso) among them, they are added to a copy of it.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Project to write; must not exist yet.
        #[arg(short, long)]
        output: PathBuf,
        /// Encoding of all files, such as windows-1251; detected if omitted.
        #[arg(long, value_parser = encoding)]
        encoding: Option<import::Charset>,
        /// Format of the files, such as csv for marks or table for articles; detected if omitted.
        #[arg(long, value_parser = reader)]
        format: Option<Reader>,
        /// Split text files into articles at lines like this: # stands for a number, * for anything, as in "Document # of #";
        /// a regular expression goes between slashes.
        #[arg(long, value_parser = split, value_name = "PATTERN")]
        split: Option<String>,
        /// Take facts from the names of files, as in "{date} {outlet} {title}"; {*} stands for what is not used.
        #[arg(long, value_parser = names, value_name = "PATTERN")]
        names: Option<String>,
        /// Coder to credit with unattributed marks [default: unknown]; OLD=NEW credits the marks of one coder to another.
        #[arg(long, value_name = "NAME|OLD=NEW", value_parser = credit)]
        coder: Vec<Credit>,
        /// What to do with possible duplicates: the same or nearly the same text, or the same address.
        /// If omitted, they are added and reported; a file that was imported before is always recognised.
        #[arg(long, value_parser = duplicates, value_name = "add|skip|same")]
        duplicates: Option<Duplicates>,
        /// Article that marks belong to if their file has no text and doesn't name exactly one: its ID, address, title or file.
        #[arg(long)]
        article: Option<String>,
        /// Unit in which offsets are counted; detected if omitted.
        #[arg(long, value_parser = unit, value_name = "code-points|utf-16|bytes|graphemes")]
        counting: Option<Unit>,
        /// Count CRLF as one character.
        #[arg(long, requires = "counting")]
        line_ends_as_one: bool,
        /// Count a byte order mark at the start of the text.
        #[arg(long, requires = "counting")]
        byte_order_mark: bool,
    },
    /// Export a project to another format.
    Export {
        /// Project to export.
        project: PathBuf,
        /// Format to write; “sayso formats” lists them.
        #[arg(long)]
        format: String,
        /// File or folder to write; standard output if omitted, or “-”.
        #[arg(short, long)]
        output: Option<PathBuf>,
        /// Write the marks of a coder under another name, as in --coder "annotator 1=Ana".
        #[arg(long, value_name = "OLD=NEW", value_parser = renamed)]
        coder: Vec<(String, String)>,
        #[command(flatten)]
        whose: Whose,
    },
    /// Search all articles for words, names or marks, and show each match in context.
    #[command(after_help = SEARCH_HELP)]
    Search {
        /// Project to search.
        project: PathBuf,
        /// What to search for.
        #[arg(required = true)]
        query: Vec<String>,
        /// Print one JSON object per match, with offsets in code points.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        whose: Whose,
    },
    /// Count marks and claims, or list the claims, as CSV.
    Stats {
        /// Project to count.
        project: PathBuf,
        /// What each row is about.
        #[arg(long, value_parser = stats::by(), default_value = "tag")]
        by: &'static Analysis,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        whose: Whose,
    },
    /// Measure how far coders agree: on marks, on answers to the questions of the codebook, and on attributions.
    #[command(after_help = AGREE_HELP)]
    Agree(Agree),
    /// Merge copies of a project: all marks of all of them in one project, and what they disagree on as undecided.
    Merge {
        /// Your own project.
        ours: PathBuf,
        /// The other copies.
        #[arg(required = true)]
        copies: Vec<PathBuf>,
        /// Project to write; must not exist yet.
        #[arg(short, long)]
        output: PathBuf,
        /// The save that all copies began with; found among the saved versions on this machine if omitted.
        #[arg(long)]
        base: Option<PathBuf>,
        /// Merge projects with different IDs too.
        #[arg(long)]
        unrelated: bool,
    },
    /// Show what differs between two projects, a line per record.
    Diff {
        /// The older project.
        old: PathBuf,
        /// The newer project.
        new: PathBuf,
        /// Print one JSON object per record.
        #[arg(long)]
        json: bool,
        /// Show all marks of projects whose coders work blind.
        #[arg(long)]
        all_layers: bool,
    },
    /// Merge for git, as “sayso git-setup” configures it: the result replaces OURS.
    #[command(after_help = MERGE_DRIVER_EXIT_CODES)]
    MergeDriver {
        /// What both began with (%O).
        base: PathBuf,
        /// Our version (%A), which is replaced.
        ours: PathBuf,
        /// Their version (%B).
        theirs: PathBuf,
        /// Length of conflict markers (%L); projects have none.
        #[arg(long)]
        marker_size: Option<u32>,
        /// Path of the file in the repository (%P), for messages.
        #[arg(long)]
        path: Option<PathBuf>,
    },
    /// Print a project for “git diff”, a line per record.
    Textconv {
        /// Project to print.
        project: PathBuf,
        /// Show all marks of a project whose coders work blind.
        #[arg(long)]
        all_layers: bool,
    },
    /// Let git merge and show projects: configures this repository and writes .gitattributes.
    GitSetup {
        /// Configure git for all repositories of this user instead.
        #[arg(long)]
        global: bool,
    },
    /// Share a project in a folder that a sync service, a network drive or git carries: one file per person.
    Shared {
        #[command(subcommand)]
        command: Shared,
    },
    /// Print shell completions for bash, zsh, fish, elvish or powershell.
    Completions {
        /// Shell to complete for.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
    /// List the formats that can be imported and exported.
    Formats {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// What can be done in a shared folder.
#[derive(Debug, Subcommand)]
pub(super) enum Shared {
    /// Join a shared folder: writes your file into it, with all that is there already, and prints its path.
    Join {
        /// Shared folder, such as NAME.sayso-team; made if it doesn't exist.
        folder: PathBuf,
        /// Project to share.
        project: PathBuf,
        /// Your name as a coder.
        #[arg(long, value_name = "NAME")]
        coder: String,
    },
    /// Show who else is there, and what is new.
    Status {
        /// Shared folder.
        folder: PathBuf,
    },
    /// Leave a shared folder. Your file stays there, as a plain project.
    Leave {
        /// Shared folder.
        folder: PathBuf,
    },
    /// Update your file with what the others have made.
    #[command(alias = "take-in", after_help = UPDATE_EXIT_CODES)]
    Update {
        /// Shared folder.
        folder: PathBuf,
        /// If this computer has not joined the folder yet, join it under this name, with the project that is there.
        #[arg(long, value_name = "NAME")]
        coder: Option<String>,
    },
}

fn encoding(label: &str) -> Result<import::Charset, ArgumentError> {
    import::encoding(label).ok_or(ArgumentError::Encoding)
}

fn reader(name: &str) -> Result<Reader, ArgumentError> {
    let known = || Reader::all().map(Reader::name).collect();
    Reader::all().find(|reader| reader.name() == name).ok_or_else(|| ArgumentError::Format(known()))
}

fn split(pattern: &str) -> Result<String, import::ImportError> {
    import::Cuts::new(pattern).map(|cuts| cuts.pattern().to_owned())
}

fn names(pattern: &str) -> Result<String, import::file_names::PatternError> {
    import::file_names::Pattern::parse(pattern).map(|_parsed| pattern.to_owned())
}

fn duplicates(name: &str) -> Result<Duplicates, ArgumentError> {
    match name {
        "add" => Ok(Duplicates::Add),
        "skip" => Ok(Duplicates::Skip),
        "same" => Ok(Duplicates::Same),
        _other => Err(ArgumentError::Duplicates),
    }
}

/// Who is credited with what.
#[derive(Clone, Debug)]
pub(super) enum Credit {
    /// This coder, with marks whose file does not say.
    Unattributed(String),
    /// With the marks of one coder, another.
    Renamed(String, String),
}

fn credit(words: &str) -> Result<Credit, ArgumentError> {
    if words.contains('=') {
        return renamed(words).map(|(old, new)| Credit::Renamed(old, new));
    }
    Ok(Credit::Unattributed(words.to_owned()))
}

/// Two names of a coder with “=” between them.
fn renamed(names: &str) -> Result<(String, String), ArgumentError> {
    let (old, new) = names.split_once('=').ok_or(ArgumentError::Coder)?;
    let names = (old.trim().to_owned(), new.trim().to_owned());
    if names.0.is_empty() || names.1.is_empty() { Err(ArgumentError::Coder) } else { Ok(names) }
}

fn unit(name: &str) -> Result<Unit, ArgumentError> {
    match name {
        "code-points" => Ok(Unit::CodePoint),
        "utf-16" => Ok(Unit::Utf16),
        "bytes" => Ok(Unit::Byte),
        "graphemes" => Ok(Unit::Grapheme),
        _other => Err(ArgumentError::Unit),
    }
}
