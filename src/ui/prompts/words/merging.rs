//! What the preview of a merge and the list of what is undecided say.

use crate::text::{grouped, listed, plural};

pub(in crate::ui::prompts) fn merge_title(copies: usize) -> String {
    if copies == 1 { "Merge a copy".to_owned() } else { format!("Merge {} copies", grouped(copies)) }
}

/// Who else marked in a copy, and whether it is known what it began with.
pub(in crate::ui::prompts) fn copy_of(coders: &[String], has_base: bool) -> String {
    let by = if coders.is_empty() { String::new() } else { format!("With marks by {}. ", coders.join(", ")) };
    let base = if has_base {
        "It began with a save that this project contains."
    } else {
        "No save is known that both began with: nothing is deleted, and all that differs is undecided."
    };
    format!("{by}{base}")
}

pub(in crate::ui::prompts) fn copy_has_problems(count: usize) -> String {
    format!("This file has {}. What can't be read in it is not merged.", plural(count, "problem"))
}

pub(in crate::ui::prompts) const MERGE_BRINGS_NOTHING: &str = "Everything in it is here already.";
pub(in crate::ui::prompts) const UNDECIDED_STAYS: &str =
    "What is undecided keeps your version until you decide; both are in the file.";
pub(in crate::ui::prompts) const COPY_SUMMARY: &str = "Copy summary";
pub(in crate::ui::prompts) const COPY_SUMMARY_HELP: &str = "Copy what the merge brings, to be pasted into a mail";

/// What a merge brings, for a mail.
pub(in crate::ui::prompts) fn summary(copies: &[String], lines: &[String]) -> String {
    format!("Merged {}:\n{}\n", listed(copies), lines.join("\n"))
}

pub(in crate::ui::prompts) const MERGE_IS_BLIND: &str =
    "Coders work blind, so it isn't shown what the copies bring. You see it in each article once you are done with it.";
pub(in crate::ui::prompts) const MERGE_COPIES: &str = "Merge";

pub(in crate::ui::prompts) fn undecided_title(count: usize) -> String {
    format!("{} undecided", grouped(count))
}

pub(in crate::ui::prompts) const NOTHING_UNDECIDED: &str = "Everything is decided.";
pub(in crate::ui::prompts) const UNDECIDED_EXPLAINED: &str =
    "Both copies changed these. ↑ and ↓ choose one; 1 keeps yours, 2 takes the other, 3 keeps both.";
pub(in crate::ui::prompts) const KEEP_OURS: &str = "1 Keep mine";
pub(in crate::ui::prompts) const TAKE_THEIRS: &str = "2 Take theirs";
pub(in crate::ui::prompts) const KEEP_BOTH: &str = "3 Keep both";
pub(in crate::ui::prompts) const ALL_ALIKE_HELP: &str = "Decides every conflict about this field of such records";

pub(in crate::ui::prompts) fn all_ours(count: usize) -> String {
    format!("Apply mine to all {} similar", grouped(count))
}

pub(in crate::ui::prompts) fn all_theirs(count: usize) -> String {
    format!("Apply theirs to all {} similar", grouped(count))
}

/// A version as people read it.
pub(in crate::ui::prompts) fn version_text(written: &str) -> String {
    match written {
        "" => "nothing (deleted or empty)".to_owned(),
        written => written.trim_matches('"').to_owned(),
    }
}

pub(in crate::ui::prompts) fn version_by(version: &str, coder: &str) -> String {
    format!("{version} ({coder})")
}

pub(in crate::ui::prompts) fn base_is(version: &str) -> String {
    format!("Before: {version}")
}

// Records that mean the same under two ids.

pub(in crate::ui::prompts) const DUPLICATES: &str = "Possible duplicates";
pub(in crate::ui::prompts) const NO_DUPLICATES: &str = "No articles, tags, coders, names or marks look the same.";
pub(in crate::ui::prompts) const DUPLICATES_EXPLAINED: &str =
    "These look the same but were made apart. Merging keeps the first, with all marks, notes and answers of both.";

pub(in crate::ui::prompts) fn merge_all(count: usize) -> String {
    format!("Merge all {}", grouped(count))
}
