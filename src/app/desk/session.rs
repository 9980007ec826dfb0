//! One open project: the only place that makes edits, and what is undone, saved and shown of it.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use super::drafts::{DraftPlace, Drafts};
use crate::{
    edit::{Done, EditError, History, How, Transaction, UNDO_STEPS, apply_all},
    model::{ArticleId, CoderId, LastSeen, Layer, Problem, Project, TagId, Time},
    store::{Entry, Keeper, Keeping, SaveTicket, Saved, Seen, Stat, shared::named_after},
};

/// Marks one state of the project; undoing an edit returns to the state before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct StateMark(u64);

/// Tells one opening of a project from all others, also of the same project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionId(u64);

impl SessionId {
    fn next() -> Self {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        Self(COUNTER.fetch_add(1, Ordering::Relaxed))
    }
}

/// An open project with its file and its history.
#[derive(Debug)]
pub struct Session {
    id: SessionId,
    project: Project,
    /// What the person at work sees of it, where that is not all.
    seen_part: Option<Project>,
    last_seen: LastSeen,
    viewer: Option<CoderId>,
    history: History,
    /// The file; `None` until first saved.
    pub path: Option<PathBuf>,
    /// The bytes of the file as we last read or wrote it, by hash: a save replaces nothing else.
    pub seen: Option<Seen>,
    /// Writes each step to the journal; `None` when there is no place for it.
    keeper: Option<Keeper>,
    /// What is being typed.
    drafts: Drafts,
    /// Who has the project open elsewhere, so that it cannot be changed here.
    holder: Option<String>,
    /// Why steps are not kept between saves, if so.
    unkept: Option<String>,
    /// Where the journal was left when the project was unlocked: its last step, and the state that it leads to.
    left: Option<(u64, StateMark)>,
    /// Whether somebody was told that they are not.
    pub told_unkept: bool,
    /// Whether the file had problems when it was read.
    pub had_problems: bool,
    /// Problems that only the reading of the file could see.
    pub lasting_problems: Vec<Problem>,
    /// The file as it was when last checked: `None` until then, `Some(None)` when it was not there.
    pub watched: Option<Option<Stat>>,
    is_saving: bool,
    here: StateMark,
    back: VecDeque<StateMark>,
    forward: Vec<StateMark>,
    last: u64,
    saved: StateMark,
    counts: Counts,
}

/// How much there is in the present state of a project; marks that one coder made twice count once.
#[derive(Clone, Debug, Default)]
struct Counts {
    of_tag: BTreeMap<TagId, usize>,
    spans: usize,
    /// How many articles lists show, and how many spans of each maker these have.
    listed: (usize, BTreeMap<CoderId, usize>),
    /// How many marks were set aside, and texts differ from the hash that the file states.
    doubts: usize,
    /// The newer version of each article that has one.
    later: HashMap<ArticleId, ArticleId>,
}

impl Session {
    /// A project without a file yet, or just read from one. It counts as saved until it is changed.
    pub fn new(project: Project, file: Option<(PathBuf, Seen)>, keeping: Keeping) -> Self {
        let (path, seen) = file.unzip();
        let (keeper, holder, unkept) = match keeping {
            Keeping::Here(keeper) => (Some(*keeper), None, None),
            Keeping::Elsewhere(holder) => (None, Some(holder), None),
            Keeping::Nowhere(why) => (None, None, Some(why)),
        };
        let mut session = Self {
            id: SessionId::next(),
            project,
            seen_part: None,
            last_seen: LastSeen::default(),
            viewer: None,
            history: History::default(),
            path,
            seen,
            keeper,
            drafts: Drafts::default(),
            holder,
            unkept,
            left: None,
            here: StateMark(0),
            back: VecDeque::new(),
            forward: Vec::new(),
            last: 0,
            saved: StateMark(0),
            counts: Counts::default(),
            told_unkept: false,
            had_problems: false,
            lasting_problems: Vec::new(),
            watched: None,
            is_saving: false,
        };
        session.count();
        session
    }

    /// Takes note of steps that the file holds already, so that they can be undone.
    pub fn recall(&mut self, past: Vec<Entry>) {
        for entry in past {
            self.note(entry.done.how);
            self.history.recall(entry.done);
        }
        self.saved = self.here;
    }

    /// Makes steps again that a journal has kept.
    ///
    /// # Errors
    /// When one does not fit, with how many did.
    pub fn recover(&mut self, steps: Vec<Entry>) -> Result<(), (usize, EditError)> {
        for (place, entry) in steps.into_iter().enumerate() {
            let step = Transaction::new(entry.done.label.clone(), entry.done.edits.clone());
            apply_all(&mut self.project, step).map_err(|error| (place, error))?;
            self.note(entry.done.how);
            self.history.recall(entry.done);
        }
        self.count();
        Ok(())
    }

    /// Takes in what was being typed when the program ended.
    pub fn recover_drafts(&mut self, drafts: Drafts) {
        self.drafts = drafts;
    }

    /// What is being typed.
    pub fn drafts(&self) -> &Drafts {
        &self.drafts
    }

    /// Takes note of what stands in a field; it is no change yet.
    pub fn type_draft(&mut self, place: DraftPlace, text: String) {
        self.drafts.set(place, text);
    }

    /// Forgets a draft that became a change or is not wanted.
    pub fn drop_draft(&mut self, place: &DraftPlace) {
        if self.drafts.remove(place) {
            self.write_drafts();
        }
    }

    /// Brings the drafts to the journal as they are now.
    pub fn write_drafts(&mut self) {
        if !std::mem::take(&mut self.drafts.is_unwritten) {
            return;
        }
        let kept = self.drafts.kept();
        if !kept.is_empty() {
            self.prepare();
        }
        if let Some(keeper) = &self.keeper {
            keeper.keep_drafts(kept);
        }
    }

    /// Which opening this is.
    pub fn id(&self) -> SessionId {
        self.id
    }

    /// The project as the person at work sees it.
    pub fn project(&self) -> &Project {
        self.seen_part.as_ref().unwrap_or(&self.project)
    }

    /// The whole project, also what is hidden from the person at work.
    pub fn whole(&self) -> &Project {
        &self.project
    }

    /// Shows the project as this person sees it.
    pub fn show_to(&mut self, viewer: CoderId) {
        if self.viewer != Some(viewer) {
            self.viewer = Some(viewer);
            self.count();
        }
    }

    /// The mark of the present state; differs between any two different states.
    pub fn state(&self) -> StateMark {
        self.here
    }

    /// Whether there are changes that the file does not hold.
    pub fn is_unsaved(&self) -> bool {
        self.here != self.saved
    }

    /// Takes note that a save has put the state with this mark into a file.
    pub fn mark_saved(&mut self, state: StateMark, path: PathBuf, saved: Saved) {
        self.is_saving = false;
        self.saved = state;
        self.drafts.saved();
        self.note_save(state, &path, &saved);
        match (saved.kept, &mut self.keeper) {
            (Some(kept), Some(keeper)) => keeper.end_save(kept, &saved.seen, &path, self.here == state),
            (Some(kept), None) => self.keeper = kept.into_keeper(),
            (None, _) => {}
        }
        self.holder = None;
        if self.keeper.as_ref().is_some_and(|keeper| keeper.failure().is_none()) {
            self.unkept = None;
        }
        (self.path, self.seen) = (Some(path), Some(saved.seen));
        // The file may have another keeper than before.
        let has_drafts = self.drafts.places().next().is_some();
        self.drafts.is_unwritten |= has_drafts;
        self.write_drafts();
    }

    /// Takes note of what the project contains by a save. What was brought in or taken back meanwhile stays so.
    fn note_save(&mut self, state: StateMark, path: &Path, saved: &Saved) {
        let is_as_saved = self.here == state;
        let own = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for project in self.seen_part.iter_mut().chain([&mut self.project]) {
            match saved.ancestors.last() {
                Some(save) if !is_as_saved => {
                    project.ancestors.retain(|known| known != save);
                    project.ancestors.push(save.clone());
                }
                Some(_) | None => project.ancestors.clone_from(&saved.ancestors),
            }
            let Some(contains) = &saved.contains else { continue };
            if is_as_saved {
                project.team.contains.clone_from(contains);
            } else if let Some(save) = contains.get(&own) {
                project.team.contains.insert(own.clone(), save.clone());
            }
        }
    }

    /// What a save has to know of the journal; steps from here on are not part of it.
    pub fn begin_save(&mut self) -> Option<SaveTicket> {
        self.is_saving = true;
        self.keeper.as_mut().map(Keeper::begin_save)
    }

    /// Takes note that a save has failed.
    pub fn save_failed(&mut self) {
        self.is_saving = false;
    }

    /// Whether a save is under way.
    pub fn is_saving(&self) -> bool {
        self.is_saving
    }

    /// Makes a step. This is the one way in which a project changes, so the journal hangs here.
    ///
    /// # Errors
    /// When the step does not fit; nothing has changed then.
    pub fn make(&mut self, step: Transaction, by: CoderId, at: Time) -> Result<(), EditError> {
        if step.edits.is_empty() {
            return Ok(());
        }
        self.prepare();
        let done = self.history.make(&mut self.project, step)?;
        self.keep(&done, by, at);
        Ok(())
    }

    /// Takes the last step back; returns its label.
    ///
    /// # Errors
    /// When it does not fit any more; it is forgotten then.
    pub fn undo(&mut self, by: CoderId, at: Time) -> Result<Option<String>, EditError> {
        self.prepare();
        let undone = self.history.undo(&mut self.project);
        if undone.is_err() {
            self.back.pop_back();
        }
        Ok(undone?.map(|done| self.keep(&done, by, at)))
    }

    /// Makes the step undone last again; returns its label.
    ///
    /// # Errors
    /// When it does not fit any more; it is forgotten then.
    pub fn redo(&mut self, by: CoderId, at: Time) -> Result<Option<String>, EditError> {
        self.prepare();
        let redone = self.history.redo(&mut self.project);
        if redone.is_err() {
            self.forward.pop();
        }
        Ok(redone?.map(|done| self.keep(&done, by, at)))
    }

    /// Who has the project open elsewhere, so that it cannot be changed here.
    pub fn holder(&self) -> Option<&str> {
        self.holder.as_deref()
    }

    /// Why changes are not kept between saves, if so.
    pub fn unkept(&self) -> Option<String> {
        self.unkept.clone().or_else(|| self.keeper.as_ref().and_then(Keeper::failure))
    }

    /// The keeper's state folder, where it has one.
    pub fn state_folder(&self) -> Option<PathBuf> {
        self.keeper.as_ref().map(|keeper| keeper.folder().to_path_buf())
    }

    /// Unlocks the project, so that it can be opened again; `why` its steps are not kept from here on. With `discard`,
    /// unsaved steps are set aside.
    pub fn release(&mut self, discard: bool, why: &str) {
        self.left = self.keeper.as_ref().filter(|_| !discard).map(|keeper| (keeper.last_step(), self.here));
        match self.keeper.take() {
            Some(keeper) if discard => keeper.discard(),
            // Whoever leaves a project has left its fields, but for those that nobody has seen again.
            Some(keeper) => keeper.keep_drafts(self.drafts.unseen()),
            None => {}
        }
        self.unkept = Some(why.to_owned());
    }

    /// Locks the project again, where nothing has replaced it. Only a journal that leads to the present state is gone on
    /// with; otherwise changes are kept again from the next save on, and `why` says so.
    pub fn hold_again(&mut self, root: &Path, holder: &str, why: &str) {
        let (Some(path), Some(seen), Some((last, here))) = (&self.path, &self.seen, self.left) else { return };
        // A save may have locked it meanwhile.
        if self.keeper.is_some() {
            return;
        }
        match Keeper::of_file(root, self.project.id, path, seen, holder) {
            Ok((keeper, recovery)) => {
                if recovery.last == last && !recovery.is_foreign && here == self.here {
                    (self.keeper, self.unkept, self.left) = (Some(keeper), None, None);
                    // The drafts left the journal when the project was released.
                    self.drafts.is_unwritten = true;
                } else {
                    self.unkept = Some(why.to_owned());
                }
            }
            Err(error) => self.unkept = Some(error.to_string()),
        }
    }

    /// Stops keeping steps, because the journal holds some that could not be made again.
    pub fn stop_keeping(&mut self, why: &str) {
        self.keeper = None;
        self.unkept = Some(why.to_owned());
    }

    /// What comes before any step.
    fn prepare(&mut self) {
        let prepared = self.keeper.as_mut().map(|keeper| keeper.prepare(&self.project));
        if let Some(Err(error)) = prepared {
            self.unkept = Some(error.to_string());
            self.keeper = None;
        }
    }

    /// Keeps a step that has been made; returns its label.
    fn keep(&mut self, done: &Done, by: CoderId, at: Time) -> String {
        if let Some(Err(error)) = self.keeper.as_mut().map(|keeper| keeper.step(by, at, done)) {
            self.unkept = Some(error.to_string());
        }
        self.note(done.how);
        self.count();
        done.label.clone()
    }

    /// Moves on to another state.
    fn note(&mut self, how: How) {
        match how {
            How::Made => {
                self.back.push_back(self.here);
                if self.back.len() > UNDO_STEPS {
                    self.back.pop_front();
                }
                self.forward.clear();
                self.last += 1;
                self.here = StateMark(self.last);
            }
            How::Undone => {
                self.forward.push(self.here);
                // A step made before this project was opened leads back to a state without a mark.
                self.here = self.back.pop_back().unwrap_or_else(|| self.unknown());
            }
            How::Redone => {
                self.back.push_back(self.here);
                self.here = self.forward.pop().unwrap_or_else(|| self.unknown());
            }
        }
    }

    /// A mark for a state that has none yet.
    fn unknown(&mut self) -> StateMark {
        self.last += 1;
        StateMark(self.last)
    }

    /// The steps that can be taken back or made again.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// How many spans carry the tag, in all articles.
    pub fn tag_count(&self, tag_id: &TagId) -> usize {
        self.counts.of_tag.get(tag_id).copied().unwrap_or(0)
    }

    /// How many spans there are, in all articles.
    pub fn span_count(&self) -> usize {
        self.counts.spans
    }

    /// How many articles lists show, without earlier versions of others, and how many spans of a layer these have.
    pub fn listed_counts(&self, layer: Layer) -> (usize, usize) {
        (self.counts.listed.0, layer.sum(&self.counts.listed.1))
    }

    /// The newer version of an article, if there is one.
    pub fn later_version(&self, article_id: ArticleId) -> Option<ArticleId> {
        self.counts.later.get(&article_id).copied()
    }

    /// The name shown for the project: that of its file or shared folder, or its title.
    pub fn name(&self) -> String {
        let of_file = self.path.as_ref().and_then(|path| named_after(path).file_stem());
        of_file.map_or_else(|| self.project.title.clone(), |stem| stem.to_string_lossy().into_owned())
    }

    /// The project to be exported: its title is the name of its file where nobody has given it one.
    pub fn titled(&self) -> Project {
        let project = self.project();
        self.path.as_ref().map_or_else(|| project.clone(), |path| project.in_file(named_after(path)))
    }

    /// Whether there may be problems: only then the project is checked.
    pub fn is_doubtful(&self) -> bool {
        self.counts.doubts > 0 || self.had_problems
    }

    fn count(&mut self) {
        self.seen_part = self.viewer.and_then(|viewer| self.last_seen.again(&self.project, viewer));
        self.counts = Counts::of(self.project());
    }
}

impl Counts {
    /// Counts in one walk over the articles, which may be many.
    fn of(project: &Project) -> Self {
        let mut counts = Self::default();
        for article in project.articles.values() {
            if let Some(earlier) = article.replaces {
                counts.later.entry(earlier).or_insert(article.id);
            }
        }
        for article in project.articles.values() {
            counts.spans += Layer::All.sum(article.spans.by_maker());
            counts.doubts += article.quarantined.len() + usize::from(article.stated_sha256.is_some());
            if !counts.later.contains_key(&article.id) {
                counts.listed.0 += 1;
                for (maker, count) in article.spans.by_maker() {
                    *counts.listed.1.entry(*maker).or_default() += count;
                }
            }
            for (tag, count) in article.spans.counts() {
                match counts.of_tag.get_mut(tag) {
                    Some(sum) => *sum += count,
                    None => drop(counts.of_tag.insert(tag.clone(), count)),
                }
            }
        }
        counts
    }
}
