//! One open project: the only place that makes edits, and what is undone, saved and shown of it.

use std::{
    collections::{BTreeMap, VecDeque},
    path::PathBuf,
};

use crate::{
    edit::{EditError, History, Transaction, UNDO_STEPS},
    model::{Project, TagId},
};

/// Marks one state of the project; undoing an edit returns to the state before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct StateMark(u64);

/// An open project with its file and its history.
#[derive(Debug)]
pub struct Session {
    project: Project,
    history: History,
    /// The file; `None` until first saved.
    pub path: Option<PathBuf>,
    /// The bytes of the file as we last read or wrote it, by hash: a save replaces nothing else.
    pub seen: Option<crate::store::Seen>,
    here: StateMark,
    back: VecDeque<StateMark>,
    forward: Vec<StateMark>,
    last: u64,
    saved: StateMark,
    tag_counts: BTreeMap<TagId, usize>,
    span_count: usize,
}

impl Session {
    /// A project without a file yet, or just read from one. It counts as saved until it is changed.
    pub fn new(project: Project, path: Option<PathBuf>, seen: Option<crate::store::Seen>) -> Self {
        let mut session = Self {
            project,
            history: History::default(),
            path,
            seen,
            here: StateMark(0),
            back: VecDeque::new(),
            forward: Vec::new(),
            last: 0,
            saved: StateMark(0),
            tag_counts: BTreeMap::new(),
            span_count: 0,
        };
        session.count();
        session
    }

    /// The project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The mark of the present state; differs between any two different states.
    pub fn state(&self) -> StateMark {
        self.here
    }

    /// Whether there are changes that the file does not hold.
    pub fn is_unsaved(&self) -> bool {
        self.here != self.saved
    }

    /// Takes note that the state with this mark is in the file.
    pub fn mark_saved(&mut self, state: StateMark, ancestors: Vec<String>) {
        self.saved = state;
        self.project.ancestors = ancestors;
    }

    /// Makes a step. This is the one way in which a project changes, so what must happen with every change (the
    /// journal among it) hangs here.
    ///
    /// # Errors
    /// When the step does not fit; nothing has changed then.
    pub fn make(&mut self, step: Transaction) -> Result<(), EditError> {
        if step.edits.is_empty() {
            return Ok(());
        }
        self.history.make(&mut self.project, step)?;
        self.back.push_back(self.here);
        if self.back.len() > UNDO_STEPS {
            self.back.pop_front();
        }
        self.forward.clear();
        self.last += 1;
        self.here = StateMark(self.last);
        self.count();
        Ok(())
    }

    /// Takes the last step back; returns its label.
    ///
    /// # Errors
    /// When it does not fit any more.
    pub fn undo(&mut self) -> Result<Option<String>, EditError> {
        let label = self.history.undo(&mut self.project)?;
        if label.is_some() {
            self.forward.push(self.here);
            self.here = self.back.pop_back().unwrap_or_default();
            self.count();
        }
        Ok(label)
    }

    /// Makes the step undone last again; returns its label.
    ///
    /// # Errors
    /// When it does not fit any more.
    pub fn redo(&mut self) -> Result<Option<String>, EditError> {
        let label = self.history.redo(&mut self.project)?;
        if label.is_some() {
            self.back.push_back(self.here);
            self.here = self.forward.pop().unwrap_or_default();
            self.count();
        }
        Ok(label)
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// What redo would make again.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }

    /// How many spans carry the tag, in all articles.
    pub fn tag_count(&self, tag_id: &TagId) -> usize {
        self.tag_counts.get(tag_id).copied().unwrap_or(0)
    }

    /// How many spans there are, in all articles.
    pub fn span_count(&self) -> usize {
        self.span_count
    }

    /// The name shown for the project: its file's name, or its title.
    pub fn name(&self) -> String {
        let of_file =
            self.path.as_ref().and_then(|path| path.file_stem()).map(|stem| stem.to_string_lossy().into_owned());
        of_file.unwrap_or_else(|| self.project.title.clone())
    }

    fn count(&mut self) {
        let tags = &self.project.codebook.tags;
        self.tag_counts = tags.iter().map(|tag| (tag.id.clone(), self.project.count(&tag.id))).collect();
        self.span_count = self.project.span_count();
    }
}
