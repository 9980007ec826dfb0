//! What a computer notes of a shared folder: after a crash, after an update was undone, beside somebody else's changes.

use std::path::{Path, PathBuf};

use sayso::{
    app::sharing::{Update, members, update},
    edit::{Edit, Transaction, apply, apply_all},
    model::{Coder, CoderId, Project, Span, SpanId, Time},
    store::{
        SaveError, Seen, read_project,
        shared::{Membership, SharedError},
        write_project,
    },
    text::ByteRange,
};

use crate::common::arbitrary::id;

/// Somebody who has joined, with the project that is open there.
struct Person {
    root: PathBuf,
    folder: PathBuf,
    project: Project,
}

impl Person {
    fn new(place: &Path, number: u16) -> Self {
        let project = read_project(&std::fs::read("projects/kremlin-call.sayso").unwrap()).unwrap().project;
        let (root, folder) = (place.join(number.to_string()), place.join("Call.sayso-team"));
        let coder =
            Coder { id: CoderId(id(900 + number)), name: "Ana".to_owned(), changed: None, extra: Default::default() };
        drop(Membership::join(&root, &folder, project.id, &coder, None, "a test").unwrap());
        let mut person = Self { root, folder, project };
        person.share().unwrap();
        person
    }

    /// Processes that other tests start hold what is open here until they have begun: then it is tried again.
    fn membership(&self) -> Membership {
        let mut entered = Membership::enter(&self.root, &self.folder, "a test");
        for _ in 0..100 {
            if !matches!(entered, Err(SharedError::Busy(_))) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
            entered = Membership::enter(&self.root, &self.folder, "a test");
        }
        entered.unwrap()
    }

    fn share(&mut self) -> Result<bool, SharedError> {
        let published = self.membership().publish(&self.project, None, &mut None, Time(1))?;
        let is_new = published.is_some();
        published.into_iter().for_each(|published| self.project.team.contains = published.contains);
        Ok(is_new)
    }

    fn update(&mut self) -> (Update, Transaction) {
        let membership = self.membership();
        let update = update(&membership, &self.project, None).unwrap();
        update.keep(&membership).unwrap();
        let undo = apply_all(&mut self.project, update.step()).unwrap();
        (update, undo)
    }

    fn mark(&mut self, number: u16) {
        let article = self.project.articles.values().next().unwrap();
        let (tag, by) =
            (self.project.codebook.tags.iter().next().unwrap().id.clone(), *self.project.coders.keys().next().unwrap());
        let span = Span::new(SpanId(id(number)), tag, vec![ByteRange::new(0, 1)], by, Time(1));
        let edit = Edit::AddSpan(article.id, Box::new(span));
        apply(&mut self.project, edit).unwrap();
    }

    fn has(&self, number: u16) -> bool {
        self.project.articles.values().any(|article| article.span(SpanId(id(number))).is_some())
    }

    /// The file in which the membership is noted.
    fn note(&self) -> PathBuf {
        let mut folders = std::fs::read_dir(self.root.join("shared")).unwrap().map(|entry| entry.unwrap().path());
        folders.next().unwrap().join("own.ron")
    }
}

#[test]
fn a_save_that_a_crash_left_unnoted_is_ours() {
    let place = tempfile::tempdir().unwrap();
    let mut ana = Person::new(place.path(), 1);
    let (suffix, before) = (ana.membership().suffix().to_owned(), std::fs::read_to_string(ana.note()).unwrap());
    ana.mark(1);
    assert!(ana.share().unwrap());
    let after = std::fs::read_to_string(ana.note()).unwrap();
    let wrote = after.split_once("last: ").unwrap().1.split_once(",\n    next: None").unwrap().0;
    let begun = before.replace("next: None", &format!("next: {wrote}"));
    assert_ne!(begun, before);

    // The file was written, and the program ended before it was noted.
    std::fs::write(ana.note(), &begun).unwrap();
    assert_eq!(ana.membership().suffix(), suffix);
    assert!(!ana.share().unwrap(), "all is shared");

    // The program ended before the file was written.
    let file = ana.membership().path();
    let earlier = std::fs::read(file.with_file_name("earlier").join(format!("{suffix}-{}.sayso", first_save(&before))));
    std::fs::write(ana.note(), &begun).unwrap();
    std::fs::write(&file, earlier.unwrap()).unwrap();
    assert_eq!(ana.membership().suffix(), suffix);

    // Without a note that we were about to, somebody else has written it.
    ana.mark(2);
    ana.project.team.contains = read_project(&std::fs::read(&file).unwrap()).unwrap().project.team.contains;
    assert!(ana.share().unwrap());
    std::fs::write(ana.note(), &before).unwrap();
    assert_ne!(ana.membership().suffix(), suffix);
}

/// The name of the save that a note says was written last.
fn first_save(note: &str) -> String {
    note.split_once("save: \"").unwrap().1.split_once('"').unwrap().0.to_owned()
}

#[test]
fn an_update_that_was_undone_after_it_was_shared_is_not_taken_for_deleting() {
    let place = tempfile::tempdir().unwrap();
    let (mut ana, mut ben) = (Person::new(place.path(), 1), Person::new(place.path(), 2));
    ana.update();
    ana.share().unwrap();
    ben.mark(1);
    ben.share().unwrap();
    let (_, undo) = ana.update();
    assert!(ana.has(1));
    ana.mark(2);
    assert!(ana.share().unwrap());
    apply_all(&mut ana.project, undo).unwrap();
    assert!(!ana.has(1) && ana.has(2));
    let refused = ana.share();
    assert!(matches!(refused, Err(SharedError::Behind)), "{refused:?}");
    ana.update();
    assert!(ana.has(1) && ana.has(2) && ana.project.conflicts.is_empty());
    ana.mark(3);
    ana.share().unwrap();
    ben.update();
    assert!(ben.has(1) && ben.has(2) && ben.has(3));
}

#[test]
fn an_update_from_one_person_brings_what_that_person_has() {
    let place = tempfile::tempdir().unwrap();
    let mut people: Vec<Person> = (1..4).map(|number| Person::new(place.path(), number)).collect();
    for (number, person) in (1..).zip(&mut people) {
        person.update();
        person.mark(number);
        person.share().unwrap();
    }
    let suffix = people[1].membership().suffix().to_owned();
    let ana = &mut people[0];
    let news = |ana: &Person| -> Vec<(String, usize)> {
        let members = members(&ana.membership(), &ana.project).unwrap();
        members.into_iter().map(|member| (member.suffix, member.news.unwrap().marks.added)).collect()
    };
    let before = news(ana);
    assert!(before.len() == 2 && before.contains(&(suffix.clone(), 1)), "{before:?}");
    let from_ben = update(&ana.membership(), &ana.project, Some(std::slice::from_ref(&suffix))).unwrap();
    apply_all(&mut ana.project, from_ben.step()).unwrap();
    assert!(ana.has(1) && ana.has(2) && !ana.has(3));
    assert!(news(ana).contains(&(suffix, 0)), "{:?}", news(ana));
}

#[test]
fn what_somebody_else_has_written_to_our_file_is_not_replaced() {
    let place = tempfile::tempdir().unwrap();
    let mut ana = Person::new(place.path(), 1);
    let file = ana.membership().path();
    let mut other = read_project(&std::fs::read(&file).unwrap()).unwrap().project;
    other.note = "from another window".to_owned();
    let theirs = write_project(&other).bytes;
    std::fs::write(&file, &theirs).unwrap();
    ana.mark(1);
    let refused = ana.share();
    let is_changed = |error: &SharedError| matches!(error, SharedError::Save { why: SaveError::ChangedOnDisk, .. });
    assert!(refused.as_ref().is_err_and(is_changed), "{refused:?}");
    assert_eq!(std::fs::read(&file).unwrap(), theirs);
    // Who has read it may replace it.
    let published = ana.membership().publish(&ana.project, Some(&Seen::of(&theirs)), &mut None, Time(2)).unwrap();
    assert!(published.is_some_and(|published| published.name.number == 2));
}

#[test]
fn one_sayso_at_a_time_works_with_the_folder_on_one_computer() {
    let place = tempfile::tempdir().unwrap();
    let ana = Person::new(place.path(), 1);
    let _at_work = ana.membership();
    let second = Membership::enter(&ana.root, &ana.folder, "another");
    assert!(matches!(second, Err(SharedError::Busy(ref holder)) if holder == "a test"), "{second:?}");
    assert!(Membership::find(&ana.root, &ana.folder).is_ok(), "looking is free");
}
