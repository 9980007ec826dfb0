//! A shared folder in which something is wrong: files that cannot be taken in, a folder that is gone, full or read-only. It
//! is said, nothing is lost, and one's own work goes on.

use std::{fs, io::Write, path::PathBuf, process::Command};

use sayso::{
    model::{Project, ProjectId},
    store::{
        read_project,
        shared::{SharedError, fingerprint},
    },
};

use super::sharing::{Chance, Person, save, team, team_in};
use crate::common::arbitrary::id;

#[test]
fn what_goes_wrong_in_the_folder_is_said_and_one_s_own_work_goes_on() {
    let root = tempfile::tempdir().unwrap();
    let mut people = team(root.path());
    people.iter().for_each(|person| drop(person.must_update()));
    let mut chance = Chance(3);
    let (folder, file) = (people[0].folder.clone(), people[0].file.clone());
    let other = people[1].file.clone();
    let whole = fs::read(&other).unwrap();
    let name = other.file_stem().unwrap().to_str().unwrap().to_owned();
    let skips = |people: &[Person], why: &str| {
        let (before, said) = (fs::read(&file).unwrap(), people[0].must_update());
        assert!(said.contains(&format!("{name} was skipped: ")) && said.contains(why), "{why}: {said}");
        assert_eq!(fs::read(&file).unwrap(), before, "{why}");
        let (code, said) = people[0].shared(&["status", folder.to_str().unwrap()]);
        assert!(code == 1 && said.contains("skipped: ") && said.contains(why), "{why}: {said}");
    };
    fs::write(&other, &whole[..whole.len() / 2]).unwrap();
    skips(&people, "may not have arrived whole");
    let text = String::from_utf8(whole.clone()).unwrap();
    fs::write(&other, text.replacen("format: ", "format: 9", 1)).unwrap();
    skips(&people, "Open it with a newer version");
    save(&other, &Project { id: ProjectId(id(5)), ..read_project(&whole).unwrap().project });
    skips(&people, "this is another project");
    save(&other, &Project { note: "typed".to_owned(), ..read_project(&whole).unwrap().project });
    skips(&people, "it has been changed since it was shared");
    fs::write(&other, &whole).unwrap();
    assert_eq!(people[0].must_update(), "");

    // What was once known of a file is not forgotten for an older version of it.
    people[1].edit(&mut chance);
    people[1].must_update();
    people[0].must_update();
    fs::write(&other, &whole).unwrap();
    skips(&people, "is older than save");
    // … and whoever wrote it brings it up to date.
    people[1].must_update();
    people[0].must_update();
    assert_eq!(fingerprint(&people[0].project()), fingerprint(&people[1].project()));

    // The folder vanishes, and comes back.
    people[0].edit(&mut chance);
    let edited = fs::read(&file).unwrap();
    let away = root.path().join("away");
    fs::rename(&folder, &away).unwrap();
    let (code, said) = people[0].update();
    assert!(code == 2 && said.contains("the shared folder is not there"), "{said}");
    assert_eq!(fs::read(away.join(file.file_name().unwrap())).unwrap(), edited);
    fs::rename(&away, &folder).unwrap();

    // One's own file may not be written.
    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions.clone()).unwrap();
    let (code, said) = people[0].update();
    assert!(code == 2 && said.contains("the file is marked read-only"), "{said}");
    assert_eq!(fs::read(&file).unwrap(), edited);
    #[expect(clippy::permissions_set_readonly_false, reason = "the test made it so")]
    permissions.set_readonly(false);
    fs::set_permissions(&file, permissions).unwrap();
    people[0].must_update();
    people[1].must_update();
    assert_eq!(fingerprint(&people[0].project()), fingerprint(&people[1].project()));

    // A file that is gone is written again.
    fs::remove_file(&file).unwrap();
    people[0].must_update();
    assert_eq!(fingerprint(&people[0].project()), fingerprint(&people[1].project()));

    let stranger = Person::new(root.path().join("nowhere"), folder.clone(), 2);
    let (code, said) = stranger.update();
    let expected = SharedError::NotJoined(fs::canonicalize(&folder).unwrap()).to_string();
    assert!(code == 2 && said.contains(&expected), "{said}");
}

/// A file system of two megabytes; it goes away with this value.
struct Small(PathBuf);

impl Small {
    /// `None` where none may be mounted, which is said.
    fn mount(at: PathBuf) -> Option<Self> {
        fs::create_dir(&at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(&at).output();
        if mounted.is_ok_and(|mounted| mounted.status.success()) {
            return Some(Self(at));
        }
        eprintln!("NOT CHECKED: a shared folder that is full or read-only (nothing can be mounted here)");
        None
    }

    fn allow_writing(&self, allow: bool) {
        let how = if allow { "remount,rw" } else { "remount,ro" };
        assert!(Command::new("mount").args(["-o", how]).arg(&self.0).status().unwrap().success());
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).status());
    }
}

#[test]
fn a_shared_folder_that_is_full_or_read_only_loses_nothing_and_is_written_later() {
    let root = tempfile::tempdir().unwrap();
    let Some(small) = Small::mount(root.path().join("drive")) else { return };
    let mut people = team_in(root.path(), &small.0);
    people.iter().for_each(|person| drop(person.must_update()));
    let file = people[0].file.clone();
    people[1].edit(&mut Chance(5));
    people[1].must_update();

    let mut filler = fs::File::create(small.0.join("filler")).unwrap();
    while filler.write(&[0; 4096]).is_ok_and(|written| written > 0) {}
    let before = fs::read(&file).unwrap();
    let (code, said) = people[0].update();
    assert!(code == 2 && said.contains("the disk is full"), "{said}");
    assert_eq!(fs::read(&file).unwrap(), before, "one's own file is whole");
    drop(filler);
    fs::remove_file(small.0.join("filler")).unwrap();

    small.allow_writing(false);
    let (code, said) = people[0].update();
    assert!(code == 2 && said.contains("no permission to write"), "{said}");
    let (code, said) = people[0].shared(&["status", people[0].folder.to_str().unwrap()]);
    assert!(code == 0 && !said.contains("skipped"), "what others have can still be read: {said}");
    assert_eq!(fs::read(&file).unwrap(), before);
    small.allow_writing(true);

    people[0].must_update();
    people[1].must_update();
    assert_eq!(fingerprint(&people[0].project()), fingerprint(&people[1].project()));
}
