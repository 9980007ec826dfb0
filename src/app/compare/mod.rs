//! Comparing coders: who is compared, how strictly, and what holds where they differ.

pub(in crate::app) mod reviewing;
mod words;

use super::desk::{
    clock,
    desk::Desk,
    request::Request,
    selection::{Comparing, Selection},
    stamp,
    step::{Step, Then},
};
use crate::{
    edit::{self, Edit, Ruling, Transaction},
    model::{Decision, DecisionId, Reviewed},
};

/// Something about coders who are compared.
#[derive(Debug)]
pub enum CompareAction {
    /// Compares these, so strictly.
    Choose(Comparing),
    /// Decides about differences.
    Decide(Vec<Ruling>),
    /// Opens decisions again.
    Reopen(Vec<DecisionId>),
    /// Says why something was decided.
    SetNote(DecisionId, String),
    /// Puts text that was made of a comparison on the clipboard.
    Copy(String),
    /// The person at work has seen what others did to marks.
    Understood(Vec<Reviewed>),
}

/// Answers an action about coders who are compared.
pub(super) fn act(desk: &Desk, action: CompareAction) -> Step {
    match action {
        CompareAction::Choose(comparing) => Step::focus(Selection { comparing, ..desk.selection.clone() }),
        CompareAction::Decide(rulings) => decide(desk, &rulings),
        CompareAction::Reopen(decisions) => reopen(desk, &decisions),
        CompareAction::Copy(text) => Step::then(Then::Request(Request::Copy(text))).saying(words::copied()),
        CompareAction::Understood(seen) => reviewing::tick(desk, &seen),
        CompareAction::SetNote(decision, note) => set_note(desk, decision, note),
    }
}

/// Decides, as one step. The marks that hold become the consensus.
fn decide(desk: &Desk, rulings: &[Ruling]) -> Step {
    let edits = edit::decide(desk.project(), rulings, desk.coder(), clock::now());
    if edits.is_empty() {
        return Step::nothing();
    }
    let edits = stamp::sign_in(desk).into_iter().chain(edits).collect();
    let step = Step::make(Transaction::new(words::decide(rulings.len()), edits));
    if rulings.len() > 1 { step.saying(words::decided(rulings.len())) } else { step }
}

fn reopen(desk: &Desk, decisions: &[DecisionId]) -> Step {
    let edits = edit::reopen(desk.project(), decisions);
    if edits.is_empty() {
        return Step::nothing();
    }
    Step::make(Transaction::new(words::reopen(decisions.len()), edits))
}

fn set_note(desk: &Desk, decision: DecisionId, note: String) -> Step {
    let Some(known) = desk.project().decisions.get(&decision).filter(|known| known.note != note) else {
        return Step::nothing();
    };
    let changed = Decision { note, changed: stamp::changed(desk), ..known.clone() };
    let edits = stamp::sign_in(desk).into_iter().chain([Edit::SetDecision(decision, Some(Box::new(changed)))]);
    Step::make(Transaction::new(words::note_decision(), edits.collect()))
}
