//! What can be undone and redone.

use std::collections::VecDeque;

use super::{Edit, EditError, Transaction, apply_all};
use crate::model::Project;

/// How many steps can be undone.
pub const UNDO_STEPS: usize = 500;

/// How a step came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Somebody made it.
    Made,
    /// A step was taken back.
    Undone,
    /// A step taken back was made again.
    Redone,
}

/// A step that has been made.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// How it came about.
    pub how: How,
    /// The name of the step, or of the one taken back or made again.
    pub label: String,
    /// What changed, in order.
    pub edits: Vec<Edit>,
    /// What takes that back, in order.
    pub back: Vec<Edit>,
}

/// A transaction that can be made.
#[derive(Debug)]
struct Reserved {
    step: Transaction,
    /// What the step must find changed, when others may have changed the project since.
    expected: Option<Vec<Edit>>,
}

/// The last steps, each as the transaction that takes it back.
#[derive(Debug, Default)]
pub struct History {
    undo: VecDeque<Reserved>,
    redo: Vec<Reserved>,
}

impl History {
    /// Makes a step and remembers how to take it back. What was undone before can no longer be redone.
    ///
    /// # Errors
    /// When the step does not fit; project and history are unchanged.
    pub fn make(&mut self, project: &mut Project, step: Transaction) -> Result<Done, EditError> {
        let mut edits = step.edits.clone();
        let mut back = apply_all(project, step)?;
        if edits.iter().any(Edit::has_position) {
            // What is remembered is the neighbour that came of a position, not one that is missing.
            let again = apply_all(project, back)?;
            edits.clone_from(&again.edits);
            back = apply_all(project, again)?;
        }
        let done = Done { how: How::Made, label: back.label.clone(), edits, back: back.edits.clone() };
        self.redo.clear();
        self.remember(Reserved { step: back, expected: None });
        Ok(done)
    }

    /// Takes the last step back; returns what that changed, or `None` when there is none.
    ///
    /// # Errors
    /// When it no longer fits, because the project was changed past this history; the step is forgotten then.
    pub fn undo(&mut self, project: &mut Project) -> Result<Option<Done>, EditError> {
        let Some(reserved) = self.undo.pop_back() else { return Ok(None) };
        let (done, step) = carry_out(project, reserved, How::Undone)?;
        self.redo.push(Reserved { step, expected: None });
        Ok(Some(done))
    }

    /// Makes the step that was undone last again; returns what that changed, or `None` when there is none.
    ///
    /// # Errors
    /// As for [`History::undo`].
    pub fn redo(&mut self, project: &mut Project) -> Result<Option<Done>, EditError> {
        let Some(reserved) = self.redo.pop() else { return Ok(None) };
        let (done, step) = carry_out(project, reserved, How::Redone)?;
        self.remember(Reserved { step, expected: None });
        Ok(Some(done))
    }

    /// Remembers a step made when the project was open before. It is undone only if the project still is as the
    /// step left it.
    pub fn recall(&mut self, done: Done) {
        let reserved = Reserved { step: Transaction::new(done.label, done.back), expected: Some(done.edits) };
        match done.how {
            How::Made => {
                self.redo.clear();
                self.remember(reserved);
            }
            How::Undone => {
                self.undo.pop_back();
                self.redo.push(reserved);
            }
            How::Redone => {
                self.redo.pop();
                self.remember(reserved);
            }
        }
    }

    /// Whether undo would show a coder what others marked, along with taking back something else: an update that turned
    /// blind coding on. Taking back that one turned it on is like turning it off.
    pub fn undo_reveals(&self, project: &Project) -> bool {
        let next = self.undo.back().map_or(&[][..], |reserved| &reserved.step.edits);
        let reveals = |edit: &Edit| matches!(edit, Edit::SetSharing { is_blind: false, .. });
        let is_of_it = |edit: &Edit| reveals(edit) || matches!(edit, Edit::RemoveCoder(_));
        project.team.is_blind && next.iter().any(reveals) && !next.iter().all(is_of_it)
    }

    /// The label of the step that undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.back().map(|reserved| reserved.step.label.as_str())
    }

    /// The label of the step that redo would make.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|reserved| reserved.step.label.as_str())
    }

    /// How many steps can be undone.
    pub fn len(&self) -> usize {
        self.undo.len()
    }

    /// Whether nothing can be undone.
    pub fn is_empty(&self) -> bool {
        self.undo.is_empty()
    }

    fn remember(&mut self, reserved: Reserved) {
        if self.undo.len() == UNDO_STEPS {
            self.undo.pop_front();
        }
        self.undo.push_back(reserved);
    }
}

/// Makes the reserved transaction; returns what it changed and the transaction that takes that back.
fn carry_out(project: &mut Project, reserved: Reserved, how: How) -> Result<(Done, Transaction), EditError> {
    let Reserved { step, expected } = reserved;
    let edits = step.edits.clone();
    let back = apply_all(project, step)?;
    if expected.is_some_and(|expected| !come_to_the_same(project, &expected, &back.edits)) {
        let label = back.label.clone();
        apply_all(project, back)?;
        return Err(EditError::ChangedSince(label));
    }
    Ok((Done { how, label: back.label.clone(), edits, back: back.edits.clone() }, back))
}

/// Whether two lists of edits have the same result. Those of earlier versions are written differently, so that only their
/// results can be compared.
fn come_to_the_same(project: &Project, expected: &[Edit], made: &[Edit]) -> bool {
    let changed = |edits: &[Edit]| {
        let mut project = project.clone();
        apply_all(&mut project, Transaction::new(String::new(), edits.to_vec())).ok().map(|_back| project)
    };
    let is_older = |edit: &Edit| matches!(edit, Edit::Former(_));
    expected == made
        || expected.iter().any(is_older) && changed(expected).is_some_and(|result| Some(result) == changed(made))
}
