//! `sayso merge`, `diff`, `textconv`, and git with Sayso as its merge driver.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Arc,
};

use sayso::{
    edit::{Edit, Transaction, apply_all},
    model::{Article, Project, ProjectId, Span},
    store::{read_project, write_project},
};

use super::sayso;
use crate::common::arbitrary::id;

const SAMPLE: &str = "projects/kremlin-call.sayso";

fn sample() -> Project {
    read_project(&std::fs::read(SAMPLE).unwrap()).unwrap().project
}

fn only_article(project: &Project) -> &Arc<Article> {
    project.articles.values().next().unwrap()
}

/// The project with other notes on its marks, by their places in the list.
fn with_notes(project: &Project, notes: &[(usize, &str)]) -> Project {
    let mut noted = project.clone();
    let spans: Vec<Span> = only_article(project).spans.iter().cloned().collect();
    let change = |(place, note): &(usize, &str)| {
        let span = Span { note: (*note).to_owned(), ..spans[*place].clone() };
        Edit::ChangeSpan(only_article(project).id, Box::new(span))
    };
    apply_all(&mut noted, Transaction::new("notes", notes.iter().map(change).collect())).unwrap();
    noted
}

fn note(project: &Project, place: usize) -> String {
    only_article(project).spans.iter().nth(place).unwrap().note.clone()
}

fn write(path: &Path, project: &Project) -> String {
    std::fs::write(path, write_project(project).bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn read(path: impl AsRef<Path>) -> Project {
    read_project(&std::fs::read(path).unwrap()).unwrap().project
}

#[test]
fn copies_are_merged_into_a_new_project() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let base = read(write(&at("base.sayso"), &sample()));
    let ours = write(&at("ours.sayso"), &with_notes(&base, &[(0, "mine"), (1, "ours")]));
    let one = write(&at("one.sayso"), &with_notes(&base, &[(1, "theirs"), (2, "new")]));
    let other = write(&at("other.sayso"), &with_notes(&base, &[(3, "more")]));
    let out = at("out.sayso");
    let arguments =
        ["merge", &ours, &one, &other, "--base", at("base.sayso").to_str().unwrap(), "-o", out.to_str().unwrap()]
            .map(str::to_owned);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (code, _, told) = sayso(&arguments);
    assert_eq!(code, 1, "{told}");
    assert!(
        told.contains("2 changed marks")
            && told.contains("1 undecided")
            && told.contains("\"ours\" here, \"theirs\" there"),
        "{told}"
    );
    let merged = read(&out);
    assert_eq!([0, 1, 2, 3].map(|place| note(&merged, place)), ["mine", "ours", "new", "more"]);
    assert_eq!(merged.conflicts.len(), 1);
    let (code, _, told) = sayso(&arguments);
    assert!(code == 2 && told.contains("already exists"), "{told}");

    // What is merged knows what it contains: merged again, it brings nothing new.
    let again = at("again.sayso");
    let (code, _, told) = sayso(&["merge", out.to_str().unwrap(), &one, "-o", again.to_str().unwrap()]);
    assert_eq!((code, told.as_str()), (1, ""), "still undecided, and nothing else");
    assert_eq!(read(&again).articles, merged.articles);
}

#[test]
fn copies_without_a_common_save_lose_nothing_and_other_projects_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let (mut ours, mut theirs) = (sample(), sample());
    ours.ancestors.clear();
    theirs.ancestors.clear();
    let removed = only_article(&theirs).spans.iter().next().unwrap().id;
    let edits = sayso::edit::delete_span(only_article(&theirs), removed);
    apply_all(&mut theirs, Transaction::new("delete", edits)).unwrap();
    theirs.title = "Another title".to_owned();
    let (ours, theirs) = (write(&at("ours.sayso"), &ours), write(&at("theirs.sayso"), &theirs));
    let out = at("out.sayso");
    let (code, _, told) = sayso(&["merge", &ours, &theirs, "-o", out.to_str().unwrap()]);
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("nothing is deleted") && told.contains("1 mark is missing in a copy"), "{told}");
    assert!(only_article(&read(&out)).span(removed).is_some());

    let stranger = write(&at("stranger.sayso"), &Project { id: ProjectId(id(7)), ..sample() });
    let no = at("no.sayso");
    let (code, _, told) = sayso(&["merge", &ours, &stranger, "-o", no.to_str().unwrap()]);
    assert!(code == 2 && told.contains("this is another project") && !no.exists(), "{told}");
    let (code, ..) = sayso(&["merge", &ours, &stranger, "--unrelated", "-o", no.to_str().unwrap()]);
    assert!(code < 2 && no.exists());
    std::fs::write(at("cut.sayso"), &std::fs::read(SAMPLE).unwrap()[..9_000]).unwrap();
    let (code, _, told) =
        sayso(&["merge", &ours, at("cut.sayso").to_str().unwrap(), "-o", at("x.sayso").to_str().unwrap()]);
    assert!(code == 2 && told.contains("cut.sayso: line "), "{told}");
}

#[test]
fn what_differs_is_shown_in_words_and_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let changed = with_notes(&sample(), &[(0, "look again")]);
    let path = write(&folder.path().join("b.sayso"), &Project { title: "Renamed".to_owned(), ..changed });
    let (code, out, _) = sayso(&["diff", SAMPLE, &path]);
    assert_eq!((code, out.lines().count()), (0, 2), "{out}");
    assert!(out.contains("~ project “Renamed”: title ") && out.contains(": note nothing → \"look again\""), "{out}");
    let (_, out, _) = sayso(&["diff", "--json", SAMPLE, &path]);
    let objects: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects[1]["fields"]["note"]["new"], "\"look again\"");
    assert_eq!((&objects[1]["change"], &objects[1]["list"]), (&"changed".into(), &"spans".into()));
    assert_eq!(sayso(&["diff", SAMPLE, SAMPLE]), (0, String::new(), String::new()));
    let (code, out, _) = sayso(&["textconv", SAMPLE]);
    assert_eq!((code, out.lines().filter(|line| line.starts_with("mark ")).count()), (0, 61), "{out}");
}

/// A repository with the sample in it, and Sayso as git's merge driver.
struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    fn new() -> Self {
        let repository = Self { folder: tempfile::tempdir().unwrap() };
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        let setup = repository.command(env!("CARGO_BIN_EXE_sayso")).arg("git-setup").output().unwrap();
        assert!(setup.status.success(), "{}", String::from_utf8_lossy(&setup.stderr));
        repository.commit(&sample(), "begin");
        repository
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env("XDG_STATE_HOME", self.folder.path().join("state"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_EDITOR", "true")
            .args::<[&str; 0], &str>([]);
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "Ana").env(format!("GIT_{role}_EMAIL"), "ana@example.org");
        }
        command
    }

    fn call(&self, arguments: &[&str]) -> Output {
        self.command("git").args(arguments).output().unwrap()
    }

    fn git(&self, arguments: &[&str]) -> String {
        let called = self.call(arguments);
        let told = String::from_utf8_lossy(&called.stderr).into_owned() + &String::from_utf8_lossy(&called.stdout);
        assert!(called.status.success(), "git {}: {told}", arguments.join(" "));
        told
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("our project.sayso")
    }

    fn project(&self) -> Project {
        read(self.path())
    }

    fn commit(&self, project: &Project, message: &str) {
        write(&self.path(), project);
        self.git(&["add", "--all", "."]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// Puts these notes on marks of the project as it is, and commits that.
    fn note(&self, notes: &[(usize, &str)]) {
        self.commit(&with_notes(&self.project(), notes), "notes");
    }

    fn notes(&self) -> BTreeSet<String> {
        let project = self.project();
        let notes = only_article(&project).spans.iter().map(|span| span.note.clone());
        notes.filter(|note| !note.is_empty()).collect()
    }
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn git_merges_rebases_picks_and_unstashes_projects() {
    let repository = Repository::new();
    let before = repository.notes();
    let with = |words: &[&str]| before.union(&set(words)).cloned().collect::<BTreeSet<String>>();
    repository.git(&["checkout", "--quiet", "-b", "theirs"]);
    repository.note(&[(0, "theirs 0"), (5, "theirs 5")]);
    repository.git(&["checkout", "--quiet", "main"]);
    repository.note(&[(1, "ours 1")]);
    repository.git(&["merge", "--quiet", "theirs", "--message", "merge"]);
    assert_eq!(repository.notes(), with(&["theirs 0", "theirs 5", "ours 1"]));
    assert!(repository.project().conflicts.is_empty());

    repository.git(&["checkout", "--quiet", "-b", "later", "HEAD"]);
    repository.note(&[(2, "later 2")]);
    repository.git(&["checkout", "--quiet", "main"]);
    repository.note(&[(3, "ours 3")]);
    repository.git(&["checkout", "--quiet", "later"]);
    repository.git(&["rebase", "--quiet", "main"]);
    assert_eq!(repository.notes(), with(&["theirs 0", "theirs 5", "ours 1", "ours 3", "later 2"]));

    repository.git(&["checkout", "--quiet", "main"]);
    repository.note(&[(4, "ours 4")]);
    repository.git(&["cherry-pick", "later"]);
    assert!(repository.notes().is_superset(&set(&["ours 4", "later 2"])));

    write(&repository.path(), &with_notes(&repository.project(), &[(6, "stashed 6")]));
    repository.git(&["stash", "--quiet"]);
    repository.note(&[(7, "ours 7")]);
    repository.git(&["stash", "pop", "--quiet"]);
    assert!(repository.notes().is_superset(&set(&["stashed 6", "ours 7"])));
    let shown = repository.git(&["diff", "HEAD"]);
    let lines = |sign: &str| shown.lines().filter(|line| line.starts_with(sign)).count();
    assert_eq!((lines("+mark "), lines("-mark ")), (1, 1), "{shown}");
    assert!(shown.contains("note \"stashed 6\""), "{shown}");
}

#[test]
fn what_git_cannot_merge_is_undecided_in_a_sound_file() {
    let repository = Repository::new();
    repository.git(&["checkout", "--quiet", "-b", "theirs"]);
    repository.note(&[(0, "theirs"), (5, "only theirs")]);
    repository.git(&["checkout", "--quiet", "main"]);
    repository.note(&[(0, "ours")]);
    let merged = repository.call(&["merge", "theirs"]);
    assert!(!merged.status.success(), "git is told that something is open");
    let project = repository.project();
    assert_eq!(project.conflicts.len(), 1, "both notes are in the file");
    assert!(repository.notes().is_superset(&set(&["ours", "only theirs"])));
    repository.git(&["add", "--all", "."]);
    repository.git(&["commit", "--quiet", "--message", "merge"]);

    // Two merges that cross: git merges what both began with first.
    repository.git(&["checkout", "--quiet", "theirs"]);
    repository.git(&["merge", "--quiet", "main~1", "--strategy", "ours", "--message", "theirs hold"]);
    repository.note(&[(8, "theirs 8")]);
    repository.git(&["checkout", "--quiet", "main"]);
    repository.note(&[(9, "ours 9")]);
    let crossed = repository.call(&["merge", "theirs", "--message", "crossed"]);
    let told = String::from_utf8_lossy(&crossed.stdout).into_owned() + &String::from_utf8_lossy(&crossed.stderr);
    assert!(repository.notes().is_superset(&set(&["theirs 8", "ours 9", "only theirs"])), "{told}");
}

#[test]
fn what_cannot_be_read_stops_git_and_changes_nothing() {
    let repository = Repository::new();
    repository.git(&["checkout", "--quiet", "-b", "theirs"]);
    let whole = std::fs::read(repository.path()).unwrap();
    std::fs::write(repository.path(), &whole[..whole.len() / 2]).unwrap();
    repository.git(&["commit", "--quiet", "--all", "--message", "cut"]);
    repository.git(&["checkout", "--quiet", "main"]);
    repository.note(&[(0, "ours")]);
    let before = std::fs::read(repository.path()).unwrap();
    let merged = repository.call(&["merge", "theirs"]);
    assert!(!merged.status.success());
    assert!(String::from_utf8_lossy(&merged.stderr).contains("our project.sayso was not merged: "));
    assert_eq!(std::fs::read(repository.path()).unwrap(), before);
}

/// Damage is not carried over, and what only has the same name is not merged.
#[test]
fn damaged_versions_and_other_projects_stop_git_and_change_nothing() {
    type Spoilt = fn(&Project) -> Vec<u8>;
    let spoilt: [(Spoilt, &str); 2] = [
        (|project| write_project(&Project { id: ProjectId(id(7)), ..project.clone() }).bytes, "another project"),
        (
            |project| {
                let text = String::from_utf8(write_project(project).bytes).unwrap();
                text.replacen("tag: \"cue\", at", "tag: \"gone\", at", 1).into_bytes()
            },
            "problem",
        ),
    ];
    for (spoil, why) in spoilt {
        let repository = Repository::new();
        repository.git(&["checkout", "--quiet", "-b", "theirs"]);
        std::fs::write(repository.path(), spoil(&repository.project())).unwrap();
        repository.git(&["commit", "--quiet", "--all", "--message", "spoilt"]);
        repository.git(&["checkout", "--quiet", "main"]);
        repository.note(&[(0, "ours")]);
        let before = std::fs::read(repository.path()).unwrap();
        let merged = repository.call(&["merge", "theirs"]);
        let told = String::from_utf8_lossy(&merged.stderr);
        assert!(!merged.status.success() && told.contains("was not merged: ") && told.contains(why), "{why}: {told}");
        assert_eq!(std::fs::read(repository.path()).unwrap(), before, "{why}");
    }
}
