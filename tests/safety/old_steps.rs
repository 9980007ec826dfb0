//! Steps that earlier versions wrote are replayed, taken back and made again. `tests/data/old-steps` says what its files
//! hold.

use std::{fs, path::Path};

use sayso::{
    app::Session,
    model::{Codebook, CoderId, Id, Time},
    store::{Opened, open_kept, read_project},
};

const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/old-steps");

fn codebook(name: &str) -> Codebook {
    read_project(&fs::read(Path::new(FILES).join(name)).unwrap()).unwrap().project.codebook
}

/// Opens the kept project with the kept journal and history, as on the machine that wrote them.
fn opened(folder: &Path) -> Session {
    let (path, root) = (folder.join("work.sayso"), folder.join("state"));
    fs::copy(Path::new(FILES).join("work.sayso"), &path).unwrap();
    // Opening it once makes the state folder of this path.
    drop(open_kept(&path, Some(&root), "Ada", false).unwrap());
    let only = |folder: &Path| fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    let state = only(&only(&root.join("projects")));
    fs::create_dir_all(state.join("journal")).unwrap();
    for name in ["history", "journal/3"] {
        fs::copy(Path::new(FILES).join("state").join(name), state.join(name)).unwrap();
    }
    let Opened { loaded, keeping, steps, past, drafts, notes } = open_kept(&path, Some(&root), "Ada", false).unwrap();
    assert_eq!((notes, drafts, steps.len(), past.len()), (Vec::new(), Vec::new(), 8, 10));
    let mut session = Session::new(loaded.project, Some((path, loaded.seen)), keeping);
    session.recall(past);
    session.recover(steps).unwrap();
    session
}

#[test]
fn steps_of_an_earlier_version_are_replayed_undone_and_redone() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = opened(folder.path());
    let (by, mut now) = (CoderId(Id::from_bits([3; 10])), 100);
    assert_eq!(session.project().codebook, codebook("end.sayso"));
    let mut undone = Vec::new();
    loop {
        now += 1;
        match session.undo(by, Time(now)).unwrap() {
            Some(label) => undone.push(label),
            None => break,
        }
    }
    assert_eq!(undone.len(), 12, "{undone:?}");
    assert_eq!(session.project().codebook, codebook("begin.sayso"));
    // What is undone here is written by this version: the next opening reads both.
    while session.redo(by, Time(now)).unwrap().is_some() {}
    assert_eq!(session.project().codebook.tags, codebook("end.sayso").tags);
    let unkept = session.unkept();
    drop(session);
    assert_eq!(unkept, None);
    let opened =
        open_kept(&folder.path().join("work.sayso"), Some(&folder.path().join("state")), "Ada", false).unwrap();
    let mut again = Session::new(opened.loaded.project, None, opened.keeping);
    again.recall(opened.past);
    again.recover(opened.steps).unwrap();
    assert_eq!(again.project().codebook.tags, codebook("end.sayso").tags);
}
