//! Edits that belong together: all of them happen or none.

use super::{Edit, EditError, apply};
use crate::model::Project;

/// Edits made as one step, with the words that menus show for it ("Tag “Moscow” as Location").
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    /// What it does, as the Edit menu names it.
    pub label: String,
    /// The edits, in order.
    pub edits: Vec<Edit>,
}

impl Transaction {
    /// A step of one edit.
    pub fn one(label: impl Into<String>, edit: Edit) -> Self {
        Self { label: label.into(), edits: vec![edit] }
    }

    /// A step of several edits.
    pub fn new(label: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { label: label.into(), edits }
    }
}

/// Makes all edits of a step and returns the step that takes them back.
///
/// # Errors
/// When one edit does not fit, those before it are taken back and the project is unchanged.
pub fn apply_all(project: &mut Project, transaction: Transaction) -> Result<Transaction, EditError> {
    let Transaction { label, edits } = transaction;
    let mut inverse = Vec::with_capacity(edits.len());
    for edit in edits {
        match apply(project, edit) {
            Ok(back) => inverse.push(back),
            Err(error) => {
                for back in inverse.into_iter().rev() {
                    if let Err(broken) = apply(project, back) {
                        log::error!("BUG: an edit just made could not be taken back: {broken}");
                    }
                }
                return Err(error);
            }
        }
    }
    inverse.reverse();
    Ok(Transaction { label, edits: inverse })
}
