//! What is said about comparing coders.

use crate::{app::desk::notice::Notice, text::plural};

pub(super) fn decide(rulings: usize) -> String {
    if rulings == 1 { "Decide".to_owned() } else { format!("Decide {}", plural(rulings, "difference")) }
}

pub(super) fn decided(rulings: usize) -> Notice {
    Notice::fine(format!("{rulings} decided"))
}

pub(super) fn copied() -> Notice {
    Notice::fine("Copied. Paste it where you need it.")
}

pub(super) fn reopen(decisions: usize) -> String {
    format!("Reopen {}", plural(decisions, "decision"))
}

pub(super) fn tick(count: usize) -> String {
    format!("Tick off {}", plural(count, "change"))
}

pub(super) fn note_decision() -> String {
    "Note on a decision".to_owned()
}
