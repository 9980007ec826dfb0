//! People who share a project in a folder, without a disk: what each has open, has shared, and has received from others.

use std::{collections::BTreeSet, sync::Arc};

use sayso::{
    edit::{Transaction, apply_all},
    merge::{Kept, Merged, together},
    model::Project,
    store::{
        shared::{SaveName, SharedSave, Vector, fingerprint},
        write_project,
    },
};

/// A person at a computer.
pub(crate) struct Person {
    pub(crate) suffix: String,
    /// What is open there, and what it contains of others.
    pub(crate) project: Project,
    pub(crate) vector: Vector,
    pub(crate) shared: Vec<SharedSave>,
    /// How many saves of each of the others have reached this computer.
    reached: Vec<usize>,
}

/// People who share a project.
pub(crate) struct Team {
    pub(crate) people: Vec<Person>,
    /// How many of the last saves of each file are kept.
    kept: usize,
    /// How many saves were lacking when saves were brought together.
    pub(crate) lacking: usize,
}

impl Team {
    pub(crate) fn new(base: &Project, count: usize, kept: usize) -> Self {
        let person = |number: usize| Person {
            suffix: format!("p{number}-aaaa"),
            project: base.clone(),
            vector: Vector::default(),
            shared: Vec::new(),
            reached: vec![0; count],
        };
        let mut team = Self { people: (0..count).map(person).collect(), kept, lacking: 0 };
        // One shares the project, the others join with it.
        team.share(0);
        for number in 1..count {
            team.reach(number, true, |_| true);
            team.update(number);
            team.share(number);
        }
        team
    }

    /// The saves of others reach a person: up to the last, or one more.
    pub(crate) fn reach(&mut self, who: usize, is_last: bool, of: impl Fn(usize) -> bool) {
        for other in (0..self.people.len()).filter(|other| *other != who && of(*other)) {
            let there = self.people[other].shared.len();
            let reached = &mut self.people[who].reached[other];
            *reached = if is_last { there } else { there.min(*reached + 1) };
        }
    }

    fn find(&self, suffix: &str, wanted: &SaveName) -> Option<SharedSave> {
        let person = self.people.iter().find(|person| person.suffix == suffix)?;
        let kept = person.shared.iter().rev().take(self.kept);
        kept.filter(|save| save.name == *wanted || save.name.number < wanted.number)
            .max_by_key(|save| save.name.number)
            .cloned()
    }

    /// What is open at a person's, as the save that it would be.
    fn open(&self, who: usize) -> SharedSave {
        let Person { suffix, project, vector, shared, .. } = &self.people[who];
        let last = shared.last().map(|save| save.name.clone());
        let fingerprint = fingerprint(project);
        let is_last = last.as_ref().is_some_and(|last| last.fingerprint == fingerprint);
        let number = last.map_or(0, |last| last.number) + u64::from(!is_last);
        let name = SaveName { number, fingerprint };
        let mut vector = vector.clone();
        vector.set(suffix, Some(name.clone()));
        SharedSave { suffix: suffix.clone(), name, vector, project: Arc::new(project.clone()) }
    }

    /// Takes in what has reached a person.
    pub(crate) fn update(&mut self, who: usize) {
        let own = self.open(who);
        let reached = |other: usize| self.people[other].shared.get(self.people[who].reached[other].checked_sub(1)?);
        let mut saves: Vec<SharedSave> = (0..self.people.len()).filter_map(reached).cloned().collect();
        saves.push(own);
        let kept = Kept { find: &|suffix, name| self.find(suffix, name), common: &|_, _| None };
        let joined = together(&saves, &kept).unwrap();
        self.lacking += joined.lacking.len();
        // The window brings it in as steps that can be undone.
        let person = &mut self.people[who];
        let edits = Merged::of(&person.project, (*joined.project).clone()).edits(&person.project);
        apply_all(&mut person.project, Transaction::new("update", edits)).unwrap();
        assert_eq!(fingerprint(&person.project), fingerprint(&joined.project));
        let suffix = person.suffix.clone();
        person.vector = joined.vector;
        person.vector.set(&suffix, None);
    }

    pub(crate) fn share(&mut self, who: usize) {
        let mut save = self.open(who);
        save.name.number = self.people[who].shared.last().map_or(0, |save| save.name.number) + 1;
        let suffix = save.suffix.clone();
        save.vector.set(&suffix, Some(save.name.clone()));
        let others = |save: &SharedSave| {
            let mut vector = save.vector.clone();
            vector.set(&suffix, None);
            vector
        };
        let is_same =
            |last: &SharedSave| last.name.fingerprint == save.name.fingerprint && others(last) == others(&save);
        if !self.people[who].shared.last().is_some_and(is_same) {
            self.people[who].shared.push(save);
        }
    }

    fn contents(&self) -> BTreeSet<String> {
        self.people.iter().map(|person| fingerprint(&person.project)).collect()
    }

    /// All take in all, one after the other, until nothing changes; returns how often each did.
    pub(crate) fn settle(&mut self) -> usize {
        (0..self.people.len()).for_each(|who| self.share(who));
        for round in 1..10 {
            let before = self.contents();
            for who in 0..self.people.len() {
                self.reach(who, true, |_| true);
                self.update(who);
                self.share(who);
            }
            if before == self.contents() && before.len() == 1 {
                return round;
            }
        }
        panic!("still {} different projects", self.contents().len());
    }

    /// All take in all at the same moment, and only then share.
    pub(crate) fn settle_at_once(&mut self) -> usize {
        (0..self.people.len()).for_each(|who| self.share(who));
        for round in 1..10 {
            (0..self.people.len()).for_each(|who| self.reach(who, true, |_| true));
            (0..self.people.len()).for_each(|who| self.update(who));
            (0..self.people.len()).for_each(|who| self.share(who));
            if self.contents().len() == 1 {
                return round;
            }
        }
        panic!("still {} different projects", self.contents().len());
    }

    /// The bytes after the head of what all have, which must be the same.
    pub(crate) fn same(&self) -> Project {
        let body = |project: &Project| {
            let text = String::from_utf8(write_project(project).bytes).unwrap();
            text.split_once("\n  tags: [").unwrap().1.to_owned()
        };
        let first = &self.people[0].project;
        for person in &self.people {
            assert!(body(&person.project) == body(first), "{} has other bytes", person.suffix);
            assert_eq!((&person.project.title, &person.project.note), (&first.title, &first.note));
        }
        first.clone()
    }
}
