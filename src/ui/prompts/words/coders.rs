//! What the prompts say of coders.

use crate::text::{grouped, listed, plural};

pub(in crate::ui::prompts) const CODERS: &str = "Coders";
pub(in crate::ui::prompts) const NO_CODERS: &str = "Nobody has made a mark yet.";
pub(in crate::ui::prompts) const CODERS_EXPLAINED: &str =
    "Everyone whose marks are in this project. Marks are exported under these names.";
pub(in crate::ui::prompts) const MERGE_INTO: &str = "Merge into…";
pub(in crate::ui::prompts) const THIS_IS_ME: &str = "This is me";
pub(in crate::ui::prompts) const THIS_IS_ME_EXPLAINED: &str = "Makes all these marks your own";
pub(in crate::ui::prompts) const THIS_IS_YOU: &str = "This is you";
pub(in crate::ui::prompts) const CREDIT_TO: &str = "Coders in these files";
pub(in crate::ui::prompts) const CHOOSE_CODER: &str = "Choose…";
pub(in crate::ui::prompts) const CHANGE_CODERS: &str = "Change names…";

/// A field with a coder's name, for screen readers.
pub(in crate::ui::prompts) fn name_of_coder(name: &str) -> String {
    format!("Name of {name}")
}

/// A list of coders to merge one into, for screen readers.
pub(in crate::ui::prompts) fn merge_coder_into(name: &str) -> String {
    format!("Merge {name} into")
}

/// A button by a coder, for screen readers.
pub(in crate::ui::prompts) fn coder_is_me(name: &str) -> String {
    format!("{name} is me")
}

pub(in crate::ui::prompts) fn coder_merged(marks: usize, from: &str, into: &str) -> String {
    let marks = plural(marks, "mark");
    format!("{marks} by “{from}” will be credited to “{into}”, with links and progress. You can undo this.")
}

pub(in crate::ui::prompts) fn shared_marks(count: usize, into: &str) -> String {
    match count {
        1 => format!("1 mark is the same as one by “{into}”; the two will be merged."),
        _ => format!("{} marks are the same as those by “{into}”; they will be merged.", grouped(count)),
    }
}

/// A coder of the files that are imported, with how many marks they made.
pub(in crate::ui::prompts) fn found_coder(name: &str, marks: usize) -> String {
    format!("{name} ({})", plural(marks, "mark"))
}

/// A list of whom a coder's marks may be credited to, for screen readers.
pub(in crate::ui::prompts) fn choose_coder_for(name: &str) -> String {
    format!("Choose a coder for {name}")
}

/// A field with whom a coder's marks are credited to, for screen readers.
pub(in crate::ui::prompts) fn credit_marks_of(name: &str) -> String {
    format!("Credit marks of {name} to")
}

/// The person at work, in a list of coders.
pub(in crate::ui::prompts) fn me(name: &str) -> String {
    format!("Me ({name})")
}

/// Whose marks are exported, with how many each made.
pub(in crate::ui::prompts) fn marks_by(coders: &[(String, usize)]) -> String {
    let coders: Vec<String> = coders.iter().map(|(name, marks)| format!("{name} ({})", grouped(*marks))).collect();
    format!("Marks by {}", listed(&coders))
}
