//! Several real processes and one shared folder: files that are half there, clocks that are wrong, state folders that were
//! copied. Whatever happens, everybody ends up with everybody's work.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, SystemTime},
};

use sayso::{
    edit::{Edit, apply, delete_span},
    model::{ArticleId, Project, Span, SpanId, Time},
    store::{read_project, shared::fingerprint, write_project},
    text::ByteRange,
};

use crate::common::arbitrary::id;

const PEOPLE: usize = 3;
const NAMES: [&str; PEOPLE] = ["Ana", "Ben", "Cleo"];

/// How often all three work side by side: `SAYSO_SHARED=1000` for a long run.
fn sessions() -> usize {
    std::env::var("SAYSO_SHARED").ok().and_then(|sessions| sessions.parse().ok()).unwrap_or(2)
}

/// Numbers that look like chance and can be had again.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Somebody at a computer, with a state folder and a shared folder.
pub(super) struct Person {
    number: usize,
    home: PathBuf,
    pub(super) folder: PathBuf,
    /// One's own file, once this computer has joined.
    pub(super) file: PathBuf,
    made: usize,
    /// The marks made here and not deleted since, and those deleted.
    marks: BTreeSet<SpanId>,
    deleted: BTreeSet<SpanId>,
}

impl Person {
    pub(super) fn new(home: PathBuf, folder: PathBuf, number: usize) -> Self {
        let (marks, deleted) = (BTreeSet::new(), BTreeSet::new());
        Self { number, home, folder, file: PathBuf::new(), made: 0, marks, deleted }
    }

    /// Runs `sayso shared`; returns its exit code and what it says.
    pub(super) fn shared(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_sayso"))
            .arg("shared")
            .args(arguments)
            .env("XDG_STATE_HOME", &self.home)
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(said).unwrap())
    }

    fn join(&mut self, project: &Path) -> String {
        let folder = self.folder.to_str().unwrap().to_owned();
        let name = NAMES[self.number];
        let (code, said) = self.shared(&["join", &folder, project.to_str().unwrap(), "--coder", name]);
        assert!(code < 2, "{said}");
        self.file = said.lines().next().unwrap().into();
        said
    }

    pub(super) fn update(&self) -> (i32, String) {
        self.shared(&["update", self.folder.to_str().unwrap()])
    }

    #[track_caller]
    pub(super) fn must_update(&self) -> String {
        let (code, said) = self.update();
        assert!(code < 2, "{}: {said}", NAMES[self.number]);
        said
    }

    pub(super) fn project(&self) -> Project {
        read(&self.file)
    }

    /// Makes, deletes or remarks on a mark, and saves as Sayso saves a project that is open.
    pub(super) fn edit(&mut self, chance: &mut Chance) {
        let mut project = self.project();
        let article = project.articles.values().next().unwrap().clone();
        match (chance.below(3), self.marks.iter().next().copied()) {
            (0, Some(mark)) => {
                delete_span(&article, mark).into_iter().for_each(|edit| drop(apply(&mut project, edit).unwrap()));
                self.marks.remove(&mark);
                self.deleted.insert(mark);
            }
            (1, _) => {
                // Of a few marks that all remark on: what several say at the same time stays undecided.
                let first = article.spans.iter().nth(chance.below(3)).unwrap();
                let span = Span { note: format!("{} {}", NAMES[self.number], self.made), ..first.clone() };
                apply(&mut project, Edit::ChangeSpan(article.id, Box::new(span))).unwrap();
            }
            _ => self.mark(&mut project, article.id),
        }
        self.made += 1;
        save(&self.file, &project);
    }

    fn mark(&mut self, project: &mut Project, article: ArticleId) {
        let mark = SpanId(id(u16::try_from(1_000 * (self.number + 1) + self.made).unwrap()));
        let (tag, by) =
            (project.codebook.tags.iter().next().unwrap().id.clone(), *project.coders.keys().next().unwrap());
        let span = Span::new(mark, tag, vec![ByteRange::new(0, 1)], by, Time(1));
        apply(project, Edit::AddSpan(article, Box::new(span))).unwrap();
        self.marks.insert(mark);
    }
}

fn read(path: &Path) -> Project {
    read_project(&fs::read(path).unwrap()).unwrap().project
}

pub(super) fn save(path: &Path, project: &Project) {
    fs::write(path, write_project(project).bytes).unwrap();
}

/// The sample as a file of its own.
fn sample(folder: &Path) -> PathBuf {
    let path = folder.join("kremlin-call.sayso");
    fs::copy("projects/kremlin-call.sayso", &path).unwrap();
    path
}

/// People with a folder in common, all of whom have joined.
pub(super) fn team(root: &Path) -> Vec<Person> {
    team_in(root, root)
}

/// The same, where the folder lies elsewhere than what is theirs alone.
pub(super) fn team_in(root: &Path, place: &Path) -> Vec<Person> {
    let (shared, start) = (place.join("Call.sayso-team"), sample(root));
    (0..PEOPLE)
        .map(|number| {
            let mut person = Person::new(root.join(format!("home{number}")), shared.clone(), number);
            person.join(&start);
            person
        })
        .collect()
}

/// All have the same, with all that anybody made and nothing that was deleted.
#[track_caller]
fn check(people: &[Person], before: &Project) {
    let projects: Vec<Project> = people.iter().map(Person::project).collect();
    let contents: BTreeSet<String> = projects.iter().map(fingerprint).collect();
    assert_eq!(contents.len(), 1, "all have the same");
    let marks = |project: &Project| -> BTreeSet<SpanId> {
        project.articles.values().flat_map(|article| article.spans.iter()).map(|span| span.id).collect()
    };
    let made = people.iter().flat_map(|person| person.marks.iter().copied());
    let expected: BTreeSet<SpanId> = marks(before).into_iter().chain(made).collect();
    assert_eq!(marks(&projects[0]), expected);
    let deleted: Vec<&SpanId> = people.iter().flat_map(|person| &person.deleted).collect();
    assert!(deleted.iter().all(|mark| !expected.contains(mark)));
}

/// Puts what sync services put beside a file, cuts a file for a moment, and sets clocks wrong.
fn disturb(folder: &Path, at_work: &[Mutex<Person>], chance: &mut Chance) {
    let who = chance.below(PEOPLE);
    // Nobody works on a file of their own while it is cut: a sync service brings the files of others.
    let Ok(person) = at_work[who].try_lock() else { return };
    let name = person.file.file_name().unwrap().to_str().unwrap();
    let Ok(bytes) = fs::read(&person.file) else { return };
    match chance.below(4) {
        0 => fs::write(folder.join(format!(".{name}.icloud")), &bytes[..bytes.len() / 3]).unwrap(),
        1 => fs::write(folder.join(name.replace(".sayso", " (conflicted copy).sayso")), &bytes).unwrap(),
        2 => {
            fs::write(&person.file, &bytes[..chance.below(bytes.len())]).unwrap();
            std::thread::sleep(Duration::from_millis(60));
            fs::write(&person.file, &bytes).unwrap();
        }
        _ => {
            let day = Duration::from_secs(86_400);
            let time = SystemTime::now() - day * 400 + day * u32::try_from(chance.below(800)).unwrap();
            fs::File::options().write(true).open(&person.file).unwrap().set_modified(time).unwrap();
        }
    }
}

#[test]
fn three_people_in_one_folder_end_up_with_the_same() {
    for session in 0..sessions() {
        let root = tempfile::tempdir().unwrap();
        let people = team(root.path());
        let (before, folder) = (people[0].project(), people[0].folder.clone());
        let people: Vec<Mutex<Person>> = people.into_iter().map(Mutex::new).collect();
        let is_done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..PEOPLE)
                .map(|number| {
                    let people = &people;
                    scope.spawn(move || {
                        let mut chance = Chance((session * 10 + number) as u64);
                        for _ in 0..6 {
                            {
                                let mut person = people[number].lock().unwrap();
                                (0..chance.below(3)).for_each(|_| person.edit(&mut chance));
                                person.must_update();
                            }
                            std::thread::sleep(Duration::from_millis(chance.below(30) as u64));
                        }
                    })
                })
                .collect();
            let (people, folder, is_done) = (&people, &folder, &is_done);
            scope.spawn(move || {
                let mut chance = Chance(session as u64 + 7);
                while !is_done.load(Ordering::Relaxed) {
                    disturb(folder, people, &mut chance);
                    std::thread::sleep(Duration::from_millis(5));
                }
            });
            let ended: Vec<_> = workers.into_iter().map(|worker| worker.join()).collect();
            is_done.store(true, Ordering::Relaxed);
            assert!(ended.iter().all(Result::is_ok), "session {session}");
        });
        let people: Vec<Person> = people.into_iter().map(|person| person.into_inner().unwrap()).collect();
        for _ in 0..2 {
            people.iter().for_each(|person| drop(person.must_update()));
        }
        check(&people, &before);
        assert!(people.iter().all(|person| person.update().1.is_empty() || person.update().0 < 2));
    }
}

/// A folder for each, which a sync service keeps in step: late, in any order, in parts, and sometimes with an older version.
#[test]
fn what_a_sync_service_brings_late_or_in_parts_or_twice_makes_no_difference() {
    for session in 0..sessions() {
        let root = tempfile::tempdir().unwrap();
        let start = sample(root.path());
        let mut chance = Chance(session as u64 + 100);
        let mut people: Vec<Person> = Vec::new();
        for number in 0..PEOPLE {
            let folder = root.path().join(format!("at{number}")).join("Call.sayso-team");
            fs::create_dir_all(&folder).unwrap();
            let mut person = Person::new(root.path().join(format!("home{number}")), folder, number);
            people.iter().for_each(|other| bring(other, &person, Part::Whole, &mut chance));
            person.join(&start);
            people.push(person);
        }
        let before = people[0].project();
        for _ in 0..40 {
            let (who, other) = (chance.below(PEOPLE), chance.below(PEOPLE));
            match chance.below(4) {
                0 => people[who].edit(&mut chance),
                1 => drop(people[who].must_update()),
                _ if who == other => {}
                _ => {
                    let part = [Part::Whole, Part::Whole, Part::Half, Part::Older][chance.below(4)];
                    bring(&people[who], &people[other], part, &mut chance);
                }
            }
        }
        for _ in 0..2 {
            for who in 0..PEOPLE {
                for other in (0..PEOPLE).filter(|other| *other != who) {
                    bring(&people[other], &people[who], Part::Whole, &mut chance);
                }
                people[who].must_update();
            }
        }
        check(&people, &before);
    }
}

/// How much of a file arrives.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Whole,
    Half,
    Older,
}

/// Brings somebody's file, and what is kept of it, to another computer.
fn bring(from: &Person, to: &Person, part: Part, chance: &mut Chance) {
    let target = to.folder.join(from.file.file_name().unwrap());
    let earlier: Vec<PathBuf> = fs::read_dir(from.folder.join("earlier"))
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default();
    if part == Part::Older {
        if !earlier.is_empty() {
            fs::copy(&earlier[chance.below(earlier.len())], target).unwrap();
        }
        return;
    }
    let stem = from.file.file_stem().unwrap().to_str().unwrap();
    fs::create_dir_all(to.folder.join("earlier")).unwrap();
    for path in earlier.iter().filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(stem)) {
        fs::copy(path, to.folder.join("earlier").join(path.file_name().unwrap())).unwrap();
    }
    let bytes = fs::read(&from.file).unwrap();
    let length = if part == Part::Half { chance.below(bytes.len()) } else { bytes.len() };
    fs::write(target, &bytes[..length]).unwrap();
}

#[test]
fn a_copied_installation_takes_another_file_and_loses_nothing() {
    let root = tempfile::tempdir().unwrap();
    let mut people = team(root.path());
    let before = people[0].project();
    let mut chance = Chance(1);
    // Ana's laptop is copied to a new one, and she goes on at both.
    let copy = root.path().join("home0-copied");
    let copied = Command::new("cp").arg("-r").arg(&people[0].home).arg(&copy).status().unwrap();
    assert!(copied.success());
    (0..5).for_each(|_| people[0].edit(&mut chance));
    people[0].must_update();
    let shared = fs::read(&people[0].file).unwrap();
    let mut second = Person::new(copy, people[0].folder.clone(), 0);
    second.must_update();
    assert_eq!(fs::read(&people[0].file).unwrap(), shared, "the other's file stays");
    let is_new = |path: &PathBuf| path.is_file() && people.iter().all(|person| person.file != *path);
    let mut files = fs::read_dir(&second.folder).unwrap().map(|entry| entry.unwrap().path()).filter(is_new);
    second.file = files.next().unwrap();
    assert!(second.file.file_name().unwrap().to_str().unwrap().starts_with("ana-") && files.next().is_none());
    drop(files);
    second.made = 500;
    (0..3).for_each(|_| second.edit(&mut chance));
    second.must_update();
    people.push(second);
    for _ in 0..2 {
        people.iter().for_each(|person| drop(person.must_update()));
    }
    check(&people, &before);
    let (code, said) = people[0].shared(&["status", people[0].folder.to_str().unwrap()]);
    assert!(code == 0 && said.matches("nothing new").count() == 3, "{said}");
    assert!(said.contains("another file of yours"), "{said}");
}

/// Who has no copy of the project yet gets it from the folder; a folder of another project is not joined.
#[test]
fn people_join_with_a_copy_or_without() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("Call.sayso-team");
    let start = sample(root.path());
    let mut ana = Person::new(root.path().join("home0"), folder.clone(), 0);
    ana.join(&start);
    let mut chance = Chance(9);
    (0..4).for_each(|_| ana.edit(&mut chance));
    ana.must_update();
    let ben = Person::new(root.path().join("home1"), folder.clone(), 1);
    let (code, said) = ben.shared(&["take-in", folder.to_str().unwrap(), "--coder", "Ben"]);
    assert!(code == 0, "{said}");
    let file = PathBuf::from(said.lines().next().unwrap());
    assert!(file.file_name().unwrap().to_str().unwrap().starts_with("ben-"));
    assert!(read(&file).coders.values().any(|coder| coder.name == "Ben"));
    // Cleo has the copy that Ana began with: what Ana deleted since is deleted.
    let mut cleo = Person::new(root.path().join("home2"), folder.clone(), 2);
    let mut again = read(&ana.file);
    let article = again.articles.values().next().unwrap().clone();
    let last = article.spans.iter().last().unwrap().id;
    delete_span(&article, last).into_iter().for_each(|edit| drop(apply(&mut again, edit).unwrap()));
    save(&ana.file, &again);
    ana.must_update();
    let said = cleo.join(&start);
    let joined = cleo.project();
    assert!(joined.articles.values().all(|article| article.span(last).is_none()), "{said}");
    assert_eq!(joined.conflicts, BTreeSet::new());

    // Who takes another name keeps the file, and is called so by the others.
    let mut renamed = read(&file);
    let coder = renamed.coders.values_mut().find(|coder| coder.name == "Ben").unwrap();
    coder.name = "Benedikt".to_owned();
    save(&file, &renamed);
    ben.must_update();
    let (_, said) = ana.shared(&["status", folder.to_str().unwrap()]);
    assert!(said.contains("Benedikt (ben-"), "{said}");

    // Who leaves leaves a plain project, and may come back under another name.
    let left = fs::read(&file).unwrap();
    let (code, said) = ben.shared(&["leave", folder.to_str().unwrap()]);
    assert!(code == 0 && said.trim() == file.to_str().unwrap(), "{said}");
    assert_eq!(fs::read(&file).unwrap(), left);
    assert!(ben.update().1.contains("has not joined"));
    ana.must_update();
    let (code, said) = ben.shared(&["update", folder.to_str().unwrap(), "--coder", "Ben"]);
    assert!(code == 0 && said.lines().next() != file.to_str(), "{said}");

    let other = root.path().join("other.sayso");
    save(&other, &Project { id: sayso::model::ProjectId(id(5)), ..read(&start) });
    let dora = Person::new(root.path().join("home3"), folder.clone(), 0);
    let arguments = ["join", folder.to_str().unwrap(), other.to_str().unwrap(), "--coder", "Dora"];
    let (code, said) = dora.shared(&arguments);
    assert!(code == 2 && said.contains("shared for another project"), "{said}");
    let (code, said) = cleo.shared(&["join", folder.to_str().unwrap(), start.to_str().unwrap(), "--coder", "Cleo"]);
    assert!(code == 2 && said.contains("has joined the shared folder already"), "{said}");
}
