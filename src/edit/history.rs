//! What can be undone and redone.

use std::collections::VecDeque;

use super::{EditError, Transaction, apply_all};
use crate::model::Project;

/// How many steps can be undone.
pub const UNDO_STEPS: usize = 500;

/// The last steps, each as the transaction that takes it back.
#[derive(Debug, Default)]
pub struct History {
    undo: VecDeque<Transaction>,
    redo: Vec<Transaction>,
}

impl History {
    /// Makes a step and remembers how to take it back. What was undone before can no longer be redone.
    ///
    /// # Errors
    /// When the step does not fit; project and history are unchanged.
    pub fn make(&mut self, project: &mut Project, transaction: Transaction) -> Result<(), EditError> {
        let inverse = apply_all(project, transaction)?;
        self.redo.clear();
        self.remember(inverse);
        Ok(())
    }

    /// Takes the last step back; returns its label, or `None` when there is none.
    ///
    /// # Errors
    /// When it no longer fits, which only happens after a change that went past this history.
    pub fn undo(&mut self, project: &mut Project) -> Result<Option<String>, EditError> {
        let Some(inverse) = self.undo.pop_back() else { return Ok(None) };
        let label = inverse.label.clone();
        self.redo.push(apply_all(project, inverse)?);
        Ok(Some(label))
    }

    /// Makes the step that was undone last again; returns its label, or `None` when there is none.
    ///
    /// # Errors
    /// As for [`History::undo`].
    pub fn redo(&mut self, project: &mut Project) -> Result<Option<String>, EditError> {
        let Some(step) = self.redo.pop() else { return Ok(None) };
        let label = step.label.clone();
        let inverse = apply_all(project, step)?;
        self.remember(inverse);
        Ok(Some(label))
    }

    /// The label of the step that undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.back().map(|step| step.label.as_str())
    }

    /// The label of the step that redo would make.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// How many steps can be undone.
    pub fn len(&self) -> usize {
        self.undo.len()
    }

    /// Whether nothing can be undone.
    pub fn is_empty(&self) -> bool {
        self.undo.is_empty()
    }

    fn remember(&mut self, inverse: Transaction) {
        if self.undo.len() == UNDO_STEPS {
            self.undo.pop_front();
        }
        self.undo.push_back(inverse);
    }
}
