//! What the desk says: general notices, and how words of a text are quoted in labels.

use super::{
    jobs::{Broken, JobKind},
    notice::Notice,
};
use crate::app::Command;
use crate::text::shortened;

/// How many characters of an article's words a label quotes.
const QUOTED: usize = 32;

/// The beginning of some words, for a label.
pub(in crate::app) fn shorten(words: &str) -> String {
    shortened(words, QUOTED)
}

/// The beginning of some words, in quotation marks; their own around them are left out.
pub(crate) fn quoted(words: &str) -> String {
    const MARKS: [char; 6] = ['“', '”', '"', '«', '»', '„'];
    format!("“{}”", shorten(words.trim_matches(MARKS)))
}

pub(in crate::app) fn undone(label: &str) -> String {
    format!("Undo: {label}")
}

pub(in crate::app) fn redone(label: &str) -> String {
    format!("Redo: {label}")
}

/// An update that turned blind coding on cannot be taken back.
pub(in crate::app) fn undo_reveals() -> Notice {
    Notice::note("Undoing this would show what others marked. Turn off “Blind coding” first, for everybody.")
}

pub(in crate::app) fn cannot_undo(why: &str) -> Notice {
    Notice::problem(format!("This change can no longer be undone: {why} It was skipped."))
}

pub(in crate::app) fn cannot_redo(why: &str) -> Notice {
    Notice::problem(format!("This change can no longer be redone: {why} It was skipped."))
}

pub(in crate::app) fn does_not_fit(why: &str) -> Notice {
    Notice::problem(format!("This change couldn't be made: {why}"))
}

pub(in crate::app) fn opening_again() -> &'static str {
    "the project is being opened again"
}

pub(in crate::app) fn changed_while_opening() -> &'static str {
    "the project was changed while it was being opened again"
}

pub(in crate::app) fn no_project_yet() -> &'static str {
    "no project is open yet"
}

pub(in crate::app) fn no_article() -> Notice {
    Notice::note("Open an article first.")
}

pub(in crate::app) fn no_mark() -> Notice {
    Notice::note("Select a mark first.")
}

pub(in crate::app) fn article_gone() -> Notice {
    Notice::note("That article is no longer in the project.")
}

pub(in crate::app) fn mark_gone() -> Notice {
    Notice::note("That mark is no longer in this article.")
}

pub(in crate::app) fn held_by(holder: &str) -> Notice {
    let told = format!(
        "This project is open in another window ({holder}), so it is read-only here. Save a copy to change it."
    );
    Notice::note(told).with_offer(Command::SaveAs)
}

pub(in crate::app) fn not_kept(why: &str) -> Notice {
    Notice::problem(format!("Unsaved changes would not survive a crash: {why}. Save often."))
}

pub(in crate::app) fn broken(Broken(kind): Broken) -> Notice {
    Notice::problem(format!("{} failed because of a bug in Sayso. Nothing was changed.", kind.label()))
}

pub(in crate::app) fn already_under_way(kind: JobKind) -> Notice {
    Notice::note(format!("{} is already under way. Wait until that is done.", kind.label()))
}

pub(in crate::app) fn outlived(kind: JobKind) -> Notice {
    Notice::note(format!("{} was stopped because a project was opened meanwhile.", kind.label()))
}

pub(in crate::app) fn dialog_is_open() -> Notice {
    Notice::note("A file dialog is already open.")
}

pub(in crate::app) fn no_dialog() -> &'static str {
    "This system has no file dialog. Type the path."
}

pub(in crate::app) fn is_a_folder() -> &'static str {
    "This is a folder. Add a file name."
}

pub(in crate::app) fn no_file_there() -> &'static str {
    "There is no file at this path."
}

pub(in crate::app) fn settings_not_saved(why: &str) -> Notice {
    Notice::note(format!("Your settings could not be saved: {why}."))
}

pub(in crate::app) fn digits_are_reserved(digit: &str) -> Notice {
    Notice::problem(format!("{digit} can't be a shortcut. Digits are reserved for tags."))
}

pub(in crate::app) fn key_is_taken(key: &str, owner: Command) -> Notice {
    Notice::problem(format!("{key} is already used by “{}”.", owner.label()))
}

pub(in crate::app) fn name_is_empty() -> Notice {
    Notice::note("Type a name first.")
}

pub(in crate::app) fn cannot_write(path: &std::path::Path, why: &str) -> Notice {
    Notice::problem(format!("{} could not be written: {why}", path.display()))
}

pub(in crate::app) fn change_your_name() -> &'static str {
    "Change your name"
}

pub(in crate::app) fn crashed(report: &std::path::Path) -> Notice {
    Notice::important(format!(
        "Sayso crashed last time. Open your project to recover the changes. A crash report, without any of your text, is in {}",
        report.display()
    ))
}

pub(in crate::app) fn failed(report: &std::path::Path) -> String {
    format!("Sayso failed because of a bug. A report, without any of your text, is in {}", report.display())
}

pub(in crate::app) fn failed_without_report(why: &str) -> String {
    format!("Sayso failed because of a bug. No report could be written: {why}.")
}

/// The names of files to be written.
pub(in crate::app) mod file_names {
    /// A name for the file of a project: its own, without what some system refuses in names.
    pub(crate) fn of_project(name: &str) -> String {
        const LONGEST: usize = 120;
        let is_refused = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
        let safe: String = name.chars().map(|c| if is_refused(c) { '-' } else { c }).take(LONGEST).collect();
        let safe = safe.trim().trim_matches('.').trim();
        if safe.is_empty() { "Project".to_owned() } else { safe.to_owned() }
    }

    pub(crate) fn ledger(project: &str) -> String {
        format!("{project}, ledger.csv")
    }

    pub(crate) fn changes(project: &str) -> String {
        format!("{project}, changes.csv")
    }

    pub(crate) fn agreement(project: &str, ending: &str) -> String {
        format!("{project}, agreement.{ending}")
    }

    pub(crate) fn codebook(project: &str) -> String {
        format!("{project}, codebook.ron")
    }
}
