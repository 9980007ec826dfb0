//! What the preview of a merge and the list of possible duplicates say.

use std::path::Path;

use crate::text::{grouped, listed, plural};

pub(in crate::ui::prompts) fn merge_title(copies: usize) -> String {
    if copies == 1 { "Merge a copy".to_owned() } else { format!("Merge {} copies", grouped(copies)) }
}

/// Who else marked in a copy, and what is to be known of it.
pub(in crate::ui::prompts) fn copy_of(coders: &[String], what: &str) -> String {
    let by = if coders.is_empty() { String::new() } else { format!("With marks by {}. ", coders.join(", ")) };
    format!("{by}{what}")
}

/// Whether it is known what a copy began with.
pub(in crate::ui::prompts) fn began_with(has_base: bool) -> String {
    let base = if has_base {
        "It began with a save that this project contains."
    } else {
        "No save is known that both began with: nothing is deleted, and all that differs is undecided."
    };
    base.to_owned()
}

pub(in crate::ui::prompts) const OTHER_PROJECT: &str =
    "This is another project. Its articles and marks are added; title, tags and names that are here stay as they are.";

/// Who changed a mark of a copy last, and when.
pub(in crate::ui::prompts) fn changed_last(by: &str, at: &str) -> String {
    format!("Last change by {by}, {at}.")
}

/// What one of several copies brings by itself.
pub(in crate::ui::prompts) fn copy_brings(lines: &[String]) -> String {
    if lines.is_empty() { MERGE_BRINGS_NOTHING.to_owned() } else { format!("By itself: {}.", lines.join("; ")) }
}

pub(in crate::ui::prompts) fn and_more(count: usize) -> String {
    format!("and {} more", grouped(count))
}

pub(in crate::ui::prompts) fn copy_has_problems(count: usize) -> String {
    format!("This file has {}. What can't be read in it is not merged.", plural(count, "problem"))
}

pub(in crate::ui::prompts) const MERGE_BRINGS_NOTHING: &str = "Everything in it is here already.";
pub(in crate::ui::prompts) const UNDECIDED_STAYS: &str =
    "What is undecided keeps your version until you decide; both are in the file.";
pub(in crate::ui::prompts) const COPY_SUMMARY: &str = "Copy summary";
pub(in crate::ui::prompts) const COPY_SUMMARY_HELP: &str = "Copy what the merge brings, to be pasted into a mail";
pub(in crate::ui::prompts) const LOOK_AT_MERGE: &str = "Look at it first";
pub(in crate::ui::prompts) const LOOK_AT_MERGE_HELP: &str = "Open what the merge would make in another window, to read it and compare coders there. This project stays as it is.";
pub(in crate::ui::prompts) const OPEN_COPY: &str = "Open it instead";
pub(in crate::ui::prompts) const OPEN_COPY_HELP: &str = "Close this project and open the copy";

/// What a merge brings, for a mail.
pub(in crate::ui::prompts) fn summary(copies: &[String], lines: &[String]) -> String {
    format!("Merged {}:\n{}\n", listed(copies), lines.join("\n"))
}

pub(in crate::ui::prompts) const MERGE_IS_BLIND: &str =
    "Coders work blind, so it isn't shown what the copies bring. You see it in each article once you are done with it.";
pub(in crate::ui::prompts) const MERGE_COPIES: &str = "Merge";

// What git could not merge.

pub(in crate::ui::prompts) fn unmerged_title(path: &Path) -> String {
    format!("“{}” is not merged yet", path.file_name().unwrap_or_default().to_string_lossy())
}

pub(in crate::ui::prompts) const UNMERGED_EXPLAINED: &str = "Git could not merge this file and left conflict markers in it. Sayso can merge both versions record by record and write the result to the file.";
pub(in crate::ui::prompts) const UNMERGED_AFTERWARDS: &str = "Afterwards, decide what is undecided, save, and add the file in git. “sayso git-setup” lets git merge projects by itself.";

// Records that mean the same under two ids.

pub(in crate::ui::prompts) const DUPLICATES: &str = "Possible duplicates";
pub(in crate::ui::prompts) const NO_DUPLICATES: &str = "No articles, tags, coders, names or marks look the same.";
pub(in crate::ui::prompts) const DUPLICATES_EXPLAINED: &str =
    "These look the same but were made apart. Merging keeps the first, with all marks, notes and answers of both.";

pub(in crate::ui::prompts) fn merge_all(count: usize) -> String {
    format!("Merge all {}", grouped(count))
}
