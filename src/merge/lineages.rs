//! Saves of several people brought together, each of which says which saves of the others it contains.
//!
//! What another contains is left out; of those that are left, two at a time are merged, in an order that depends on what
//! they hold alone. Whoever brings the same saves together makes the same of them, and what only repeats what is known
//! is neither a conflict nor undone: what two began with is the last saves that both contain. Of several such, none of
//! which contains the others, a beginning is made by bringing them together in turn.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{InPlace, merge, sides::Copy};
use crate::{
    model::Project,
    store::shared::{SaveName, SharedSave, Vector},
};

/// How often what two began with is itself made of several.
const DEPTH: usize = 16;

/// Where earlier saves are found.
pub struct Kept<'k> {
    /// The save of a file; where it is not kept, the last one before it that is.
    pub find: &'k dyn Fn(&str, &SaveName) -> Option<SharedSave>,
    /// What two projects began with that have no save in common.
    pub common: &'k dyn Fn(&Project, &Project) -> Option<Project>,
}

/// Saves brought together.
#[derive(Clone, Debug)]
pub struct Together {
    /// What they make.
    pub project: Arc<Project>,
    /// What that contains.
    pub vector: Vector,
    /// Saves that would have said what some began with and are not kept: an older one was used, or none.
    pub lacking: BTreeSet<(String, SaveName)>,
}

/// Brings saves together; `None` where there are none.
pub fn together(saves: &[SharedSave], kept: &Kept<'_>) -> Option<Together> {
    let (lacking, found, begun) = (RefCell::default(), RefCell::default(), RefCell::default());
    let weaver = Weaver { kept, lacking, found, begun };
    let state = weaver.joined(saves, DEPTH)?;
    Some(Together { project: state.project, vector: state.vector, lacking: weaver.lacking.into_inner() })
}

/// What one or several saves hold.
#[derive(Clone)]
struct State {
    project: Arc<Project>,
    vector: Vector,
    /// The saves that hold just this.
    names: Vec<(String, SaveName)>,
}

impl State {
    fn is_within(&self, other: &Self) -> bool {
        self.names.iter().any(|(suffix, name)| other.vector.covers(suffix, name))
    }
}

struct Weaver<'k> {
    kept: &'k Kept<'k>,
    lacking: RefCell<BTreeSet<(String, SaveName)>>,
    found: RefCell<BTreeMap<(String, SaveName), Option<SharedSave>>>,
    /// What saves made that several began with, by what these hold.
    begun: RefCell<BTreeMap<Vec<String>, Option<Arc<Project>>>>,
}

impl Weaver<'_> {
    fn joined(&self, saves: &[SharedSave], depth: usize) -> Option<State> {
        let mut states = last_of(saves).into_iter();
        let first = states.next()?;
        Some(states.fold(first, |sum, next| {
            let base = self.base(&sum, &next, depth);
            let copy = Copy { project: &next.project, base: base.as_deref() };
            let project = Arc::new(merge(&sum.project, &[copy], InPlace::Agreed).project);
            let mut vector = sum.vector;
            vector.join(&next.vector);
            State { project, vector, names: Vec::new() }
        }))
    }

    /// What two began with.
    fn base(&self, one: &State, other: &State, depth: usize) -> Option<Arc<Project>> {
        let common = one.vector.common(&other.vector);
        let found: Vec<SharedSave> = common.iter().filter_map(|(suffix, name)| self.find(suffix, name)).collect();
        if depth == DEPTH {
            let is_known = |(suffix, name): &&(String, SaveName)| {
                let is_it = |save: &SharedSave| save.suffix == *suffix && save.name == *name;
                found.iter().any(|save| is_it(save) || save.vector.covers(suffix, name))
            };
            self.lacking.borrow_mut().extend(common.iter().filter(|common| !is_known(common)).cloned());
        }
        let base = match depth.checked_sub(1) {
            Some(depth) => self.begun_with(&found, depth),
            // Each of them is something that both began with, if not all.
            None => last_of(&found).into_iter().next().map(|state| state.project),
        };
        base.or_else(|| (self.kept.common)(&one.project, &other.project).map(Arc::new))
    }

    /// What these saves make together.
    fn begun_with(&self, saves: &[SharedSave], depth: usize) -> Option<Arc<Project>> {
        let mut key: Vec<String> = saves.iter().map(|save| save.name.fingerprint.clone()).collect();
        key.sort_unstable();
        if let Some(known) = self.begun.borrow().get(&key) {
            return known.clone();
        }
        let made = self.joined(saves, depth).map(|state| state.project);
        self.begun.borrow_mut().insert(key, made.clone());
        made
    }

    fn find(&self, suffix: &str, name: &SaveName) -> Option<SharedSave> {
        let key = (suffix.to_owned(), name.clone());
        let find = || (self.kept.find)(suffix, name);
        self.found.borrow_mut().entry(key).or_insert_with(find).clone()
    }
}

/// What saves hold, without what another of them contains; in an order that depends on what they hold alone.
fn last_of(saves: &[SharedSave]) -> Vec<State> {
    let mut states: BTreeMap<&str, State> = BTreeMap::new();
    for save in saves {
        let name = (save.suffix.clone(), save.name.clone());
        let fresh = || State { project: Arc::clone(&save.project), vector: Vector::default(), names: Vec::new() };
        let state = states.entry(&save.name.fingerprint).or_insert_with(fresh);
        state.vector.join(&save.vector);
        state.names.push(name);
    }
    let is_last = |(fingerprint, state): &(&&str, &State)| {
        let mut others = states.iter().filter(|(other, _)| *other != *fingerprint);
        !others.any(|(other, it)| state.is_within(it) && (!it.is_within(state) || other < *fingerprint))
    };
    states.iter().filter(is_last).map(|(_, state)| state.clone()).collect()
}
