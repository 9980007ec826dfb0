//! What is said about the project and its file: the labels of steps, what happened, what to do.
//!
//! Longer than 500 lines because it holds every string of the project and its file in one place.

use std::path::Path;

use crate::{
    app::{
        command::Command,
        desk::{local_times::LocalTimes, notice::Notice, words::quoted},
    },
    merge::{self, Report},
    model::Time,
    store::{Entry, SaveError},
    text::{grouped, listed, plural},
};

pub(super) use crate::app::desk::words::{cannot_write, name_is_empty};

// Coders.

pub(super) fn rename_coder(old: &str, new: &str) -> String {
    format!("Rename the coder {} to {}", quoted(old), quoted(new))
}

pub(super) fn merge_coders(from: &str, into: &str) -> String {
    format!("Merge the coder {} into {}", quoted(from), quoted(into))
}

pub(super) fn same_coder() -> Notice {
    Notice::note("Choose another coder to merge this one into.")
}

pub(super) fn coder_gone() -> Notice {
    Notice::note("That coder is no longer in the project.")
}

// Opening.

pub(super) fn one_project_at_a_time() -> Notice {
    Notice::note("Only one project can be open. The first one was opened.")
}

pub(super) fn opening_already() -> Notice {
    Notice::note("A project is already being opened.")
}

pub(super) fn cannot_open(path: &Path, why: &str) -> Notice {
    Notice::problem(format!("{} can't be opened: {why}", path.display()))
}

pub(super) fn save_before_sample() -> Notice {
    Notice::note("Save your changes first, then open the sample.")
}

pub(super) fn sample_is_damaged(why: &str) -> Notice {
    Notice::problem(format!("The sample can't be read: {why}."))
}

pub(super) fn problems_found(count: usize) -> Notice {
    Notice::important(format!("This project has {}. Nothing was changed.", plural(count, "problem")))
        .with_offer(Command::Problems)
}

pub(super) fn is_undecided(count: usize) -> Notice {
    Notice::important(format!("In this project, {}.", merge::words::undecided(count)))
}

pub(super) fn only_to_look_at() -> Notice {
    Notice::important("This is a copy to look at: what you change in it stays out of the project. “Save as…” keeps it.")
}

/// Why nothing is brought into the file of somebody else.
pub(super) const NOT_YOUR_FILE: &str = "this is the file of somebody else.";

pub(super) fn of_somebody_else(own: Option<&str>) -> Notice {
    let own = own.map(|own| format!(" Yours is {own}.")).unwrap_or_default();
    Notice::important(format!(
        "This is the file of somebody else in the shared folder: you can read it, not save it.{own}"
    ))
    .with_offer(Command::SharedFolder)
}

pub(super) fn open_elsewhere(holder: &str) -> Notice {
    Notice::important(format!("This project is open in another window ({holder}). Here it is read-only."))
}

/// What was recovered, the last steps by their names.
pub(super) fn recovered(steps: &[Entry]) -> Option<Notice> {
    const NAMED: usize = 3;
    let last = steps.iter().rev().take(NAMED).map(|step| step.done.label.as_str()).collect::<Vec<_>>().join("; ");
    let changes = plural(steps.len(), "unsaved change");
    match steps.len() {
        0 => None,
        1..=NAMED => Some(Notice::important(format!("Recovered {changes}: {last}."))),
        count => Some(Notice::important(format!("Recovered {changes}: {last}, and {} earlier.", count - NAMED))),
    }
}

pub(super) fn recovered_drafts() -> Notice {
    Notice::important("What you were typing was recovered. It is back in its field.")
}

pub(super) fn recovered_in_part(made: usize, why: &str) -> Notice {
    Notice::problem(format!(
        "Only {} could be recovered: {why} The rest stays in the recovery file. Save what is here under another name.",
        plural(made, "change")
    ))
}

pub(super) fn recovery_is_incomplete() -> &'static str {
    "some recovered changes did not fit the project"
}

pub(super) fn cannot_recover(why: &str) -> Notice {
    Notice::problem(format!("An unsaved project can't be recovered: {why}"))
}

pub(super) fn nothing_to_recover() -> Notice {
    Notice::note("There is no unsaved project to recover.")
}

pub(super) fn unsaved_project_left() -> Notice {
    Notice::note("A project from last time was never saved.").with_offer(Command::Recover)
}

pub(super) fn no_state_folder() -> &'static str {
    "this system has no folder for recovery files"
}

// Saving.

pub(super) fn saving_already(path: &Path) -> Notice {
    Notice::note(format!("{} is already being saved.", path.display()))
}

pub(super) fn waiting_for_save() -> Notice {
    Notice::note("Waiting until the project is saved.")
}

pub(super) fn saved(path: &Path) -> Notice {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Notice::fine(format!("Saved {name}"))
}

pub(super) fn new_format() -> Notice {
    Notice::important(
        "Saved in a new file format: colleagues need this version of Sayso to open it. The old file is kept under saved \
         versions.",
    )
}

pub(super) fn saved_beside(theirs: &Path, ours: &Path) -> Notice {
    Notice::important(format!(
        "Somebody else has changed {}. It was left alone; your project is saved beside it as {}.",
        theirs.display(),
        ours.display()
    ))
}

pub(super) fn cannot_save(path: &Path, error: &SaveError) -> Notice {
    Notice::problem(format!(
        "{} could not be saved: {error} Your marks are still here. “Save as…” writes them elsewhere.",
        path.display()
    ))
    .with_offer(Command::SaveAs)
}

pub(super) fn no_file_yet() -> Notice {
    Notice::note("This project has no file yet. Save it first.")
}

/// The name of a file beside another: “work (Ada 2026-11-23).sayso”.
pub(super) fn name_beside(stem: &str, coder: &str, day: &str, count: usize) -> String {
    match count {
        1 => format!("{stem} ({coder} {day}).sayso"),
        _ => format!("{stem} ({coder} {day}, {count}).sayso"),
    }
}

// Others who change the file.

pub(super) fn unreadable_now(name: &str, why: &str) -> Notice {
    Notice::important(format!(
        "“{name}” can no longer be read: {why} Your project is complete here; “Save” writes the file again."
    ))
    .with_offer(Command::Save)
}

pub(super) fn changed_by_others(name: &str) -> Notice {
    Notice::important(format!("Somebody else has changed “{name}”.")).with_offer(Command::Reload)
}

pub(super) fn changed_by_both(name: &str) -> Notice {
    Notice::important(format!(
        "Somebody else has changed “{name}”. Your unsaved changes are safe: merge both, or saving writes yours to a separate file."
    ))
    .with_offer(Command::MergeFile)
}

// Versions and history.

pub(super) fn no_history() -> Notice {
    Notice::note("No history is kept for this project.")
}

pub(super) fn no_versions() -> Notice {
    Notice::note("No versions are kept for this project.")
}

pub(super) fn cannot_read_history(why: &str) -> Notice {
    Notice::problem(format!("The history can't be read: {why}."))
}

pub(super) fn cannot_read_versions(why: &str) -> Notice {
    Notice::problem(format!("The versions can't be read: {why}."))
}

pub(super) fn cannot_read_version(why: &str) -> Notice {
    Notice::problem(format!("That version can't be read: {why}"))
}

pub(super) fn no_window(why: &str) -> Notice {
    Notice::problem(format!("No window could be opened: {why}."))
}

/// The file name of a version that is opened in a window of its own.
pub(super) fn version_file(project: &str, at: Time) -> String {
    format!("{project} as of {}.sayso", at.to_string().replace(':', "."))
}

/// The file name of what a merge would make, opened in a window of its own.
pub(super) fn merged_file(project: &str) -> String {
    format!("{project} merged.sayso")
}

pub(super) fn same_as_version() -> Notice {
    Notice::note("The project is the same as in that version.")
}

pub(super) fn restore_version(at: Time) -> String {
    format!("Restore the version of {}", LocalTimes::of_system().text(at))
}

pub(super) fn version_restored() -> Notice {
    Notice::fine("Version restored. Undo brings back what you had.")
}

/// The columns of the history as a table.
pub(super) const HISTORY_COLUMNS: [&str; 4] = ["when", "coder", "what", "articles"];

pub(super) fn history_written(changes: usize, path: &Path) -> Notice {
    Notice::fine(format!("{} written to {}", plural(changes, "change"), path.display()))
}

// Problems.

pub(super) fn put_back(words: &str) -> String {
    format!("Put {} back", quoted(words))
}

pub(super) fn put_back_all(count: usize) -> String {
    format!("Put {} back", plural(count, "mark"))
}

pub(super) fn were_put_back(count: usize) -> Notice {
    Notice::fine(format!("{} put back.", plural(count, "mark")))
}

pub(super) fn none_fits_once() -> Notice {
    Notice::note("None of these marks has exactly one place in its text.")
}

pub(super) fn drop_set_aside(words: &str) -> String {
    format!("Drop the mark on {}", quoted(words))
}

pub(super) fn accept_text(title: &str) -> String {
    format!("Accept the text of {}", quoted(title))
}

pub(super) fn not_set_aside() -> Notice {
    Notice::note("That mark is no longer set aside.")
}

// The project's own facts.

pub(super) fn change_facts() -> &'static str {
    "Change the project's title and note"
}

// Copies.

pub(super) fn reading_copies_already() -> Notice {
    Notice::note("Copies are already being read. Wait until that is done.")
}

pub(super) fn cannot_merge(file: &str, why: &str) -> Notice {
    Notice::problem(format!("{file} was not merged: {}", why.trim_end_matches('.')) + ".")
}

pub(super) fn merged_for_git(path: &Path) -> Notice {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Notice::important(format!("“{name}” is merged. Once all is decided and saved, add it in git."))
}

pub(super) fn no_merge() -> Notice {
    Notice::note("There is nothing to merge.")
}

pub(super) fn wait_for_save() -> Notice {
    Notice::note("The project is being saved. Try again in a moment.")
}

pub(super) fn merge_copies(files: &[String]) -> String {
    match files {
        [one] => format!("Merge {one}"),
        several => format!("Merge {}", plural_of(several.len(), "copy", "copies")),
    }
}

fn plural_of(count: usize, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {several}", grouped(count)) }
}

pub(super) fn merged(copies: usize, open: usize) -> Notice {
    let copies = plural_of(copies, "copy", "copies");
    match open {
        0 => Notice::fine(format!("{copies} merged.")),
        open => Notice::important(format!("{copies} merged; {} undecided.", grouped(open))),
    }
}

pub(super) fn merged_nothing() -> Notice {
    Notice::fine("Everything in it was here already.")
}

pub(super) fn cannot_decide(why: &str) -> Notice {
    let why = why.trim_end_matches('.');
    Notice::problem(format!("That can't be decided so: {why}."))
}

pub(super) fn decide(count: usize, reason: &str) -> String {
    let decide = format!("Decide {}", plural(count, "conflict"));
    if reason.is_empty() { decide } else { format!("{decide}: {reason}") }
}

/// A version of a record that one side deleted.
pub(super) const DELETED: &str = "deleted";
/// What a record was before one side deleted it.
pub(super) const THERE: &str = "there";

/// The version of the other side, with what was changed in it.
pub(super) fn kept(changed: &[String]) -> String {
    if changed.is_empty() { "kept".to_owned() } else { format!("kept; {}", changed.join("; ")) }
}

/// A field with its value.
pub(super) fn changed(field: &str, value: &str) -> String {
    format!("{field}: {value}")
}
/// A version without a value.
pub(super) const NOTHING: &str = "nothing";
pub(super) const YES: &str = "yes";
pub(super) const NO: &str = "no";

/// A link, by its kind and what it leads to.
pub(super) fn link(kind: &str, to: &str) -> String {
    format!("{kind}: {to}")
}

pub(super) fn merged_with_duplicates(copies: usize, twice: usize) -> Notice {
    let copies = plural_of(copies, "copy", "copies");
    Notice::important(format!("{copies} merged. There may be {}.", plural(twice, "duplicate")))
}

pub(super) fn merge_duplicates(count: usize) -> String {
    format!("Merge {}", plural(count, "duplicate"))
}

pub(super) fn no_duplicates_merged() -> Notice {
    Notice::note("These can't be merged any more: something changed meanwhile.")
}

pub(super) fn start_blind() -> String {
    "Turn on blind coding".to_owned()
}

pub(super) fn stop_blind() -> String {
    "Turn off blind coding".to_owned()
}

pub(super) fn blind_is(on: bool) -> Notice {
    if on {
        Notice::important(
            "Blind coding is on, for everybody in this project: in each article, what others marked is hidden until one has \
             set the status to done. The file isn't encrypted: other programs still show everything.",
        )
    } else {
        Notice::note("Blind coding is off: everybody sees all marks.")
    }
}

pub(super) fn nothing_to_assign() -> Notice {
    Notice::note("There are no articles to assign.")
}

pub(super) fn nobody_is_assigned() -> Notice {
    Notice::note("With these choices nobody gets an article.")
}

/// So many articles were assigned, and how many each coder got.
pub(super) fn assigned(articles: usize, loads: &[(String, usize)]) -> Notice {
    /// So many coders are named.
    const MOST: usize = 12;
    let articles = plural(articles, "article");
    if loads.len() > MOST {
        return Notice::fine(format!("{articles} assigned to {}.", plural(loads.len(), "coder")));
    }
    let told: Vec<String> = loads.iter().map(|(name, count)| format!("{name} {}", grouped(*count))).collect();
    Notice::fine(format!("{articles} assigned: {}.", told.join(", ")))
}

pub(super) fn coder_is_known(name: &str) -> Notice {
    Notice::note(format!("There is already a coder called {}. Choose another name.", quoted(name)))
}

pub(super) fn add_coder(name: &str) -> String {
    format!("Add coder {}", quoted(name))
}

pub(super) fn assign(count: usize) -> String {
    format!("Make {}", plural(count, "assignment"))
}

pub(super) fn assign_one(title: &str, on: bool) -> String {
    let what = if on { "Assign" } else { "Unassign" };
    format!("{what} {}", quoted(title))
}

pub(super) fn conflict_copies(count: usize) -> Notice {
    let there_is = if count == 1 { "There is a conflict copy" } else { "There are conflict copies" };
    Notice::important(format!(
        "{there_is} of this project beside its file, made by the service that keeps the folder in step. Merge to bring in what \
         it holds; nothing is deleted."
    ))
}

/// The label of an update of a shared project.
pub(super) fn update_from(names: &[String]) -> String {
    match names {
        [] => "Update".to_owned(),
        [one] => format!("Update from {one}"),
        [one, rest @ ..] => format!("Update from {one} and {}", plural(rest.len(), "other")),
    }
}

/// Where this person's files have no place.
pub(super) const NO_STATE_FOLDER: &str = "this system names no folder for what programs remember.";

pub(super) fn cannot_share(why: &str) -> Notice {
    Notice::problem(format!("Nothing was shared: {why}")).with_offer(Command::SharedFolder)
}

pub(super) fn cannot_look(why: &str) -> Notice {
    Notice::problem(format!("The shared folder can't be read: {why}"))
}

pub(super) fn cannot_update(why: &str) -> Notice {
    Notice::problem(format!("Nothing was updated: {why}"))
}

/// Another computer writes what was this one's file.
pub(super) fn goes_on_in(path: &Path) -> Notice {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Notice::important(format!(
        "Another computer saves to the file that was yours in the shared folder, so you continue in “{name}”. Nothing is lost."
    ))
}

pub(super) fn not_shared() -> Notice {
    Notice::note("This project isn't in a shared folder. “File › Shared folder…” joins one.")
}

pub(super) fn shared(path: &Path, is_ours: bool) -> Notice {
    let folder = path.parent().unwrap_or(path).display();
    if is_ours {
        Notice::fine(format!("The project is shared in {folder}. Each save is seen by the others there."))
    } else {
        Notice::fine(format!("This is the project that others share in {folder}. They see what you save."))
    }
}

pub(super) fn left_folder() -> Notice {
    Notice::note("You have left the shared folder. Your file stays there for the others; save the project elsewhere to continue.")
        .with_offer(Command::SaveAs)
}

/// What an update brings, in a few words.
pub(super) fn brings(report: &Report, is_blind: bool) -> String {
    if !report.is_any() {
        return "nothing new".to_owned();
    }
    let brief = if is_blind { Vec::new() } else { merge::words::brief(report) };
    if brief.is_empty() { "something new".to_owned() } else { brief.join(", ") }
}

pub(super) fn member_brings(name: &str, brings: &str) -> String {
    format!("{name}: {brings}")
}

pub(super) fn others_have(new: &[String]) -> Notice {
    Notice::important(format!("In the shared folder: {}.", new.join("; ")))
}

pub(super) fn updated(from: &[String], open: usize) -> Notice {
    let from = listed(from);
    match open {
        0 => Notice::fine(format!("Updated with the work of {from}.")),
        open => Notice::important(format!("Updated with the work of {from}; {} undecided.", grouped(open))),
    }
}

pub(super) fn up_to_date() -> Notice {
    Notice::fine("Nothing new in the shared folder.")
}

pub(super) fn left_out(file: &str, why: &str) -> Notice {
    Notice::note(format!("{file} was skipped: {why}"))
}

pub(super) fn lacking_saves() -> Notice {
    Notice::note(
        "An earlier save that some work builds on is no longer kept, so an older one was compared with. Something deleted \
         may be back.",
    )
}

pub(super) fn saved_not_shared(why: &str) -> Notice {
    Notice::important(format!("Saved, but the others don't see it yet: {why}"))
}
