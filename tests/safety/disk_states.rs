//! Every call fails once, the power goes after every call: what may then be on the disk is looked at, state by state.

use std::{
    io,
    path::{Path, PathBuf},
};

use sayso::{
    edit::{Done, Edit, How},
    model::{CoderId, ProjectId, Time},
    store::{
        Disk, Over, SaveError, Seen,
        journal::{Journal, recover},
        keep_version, save_with,
    },
};

use crate::common::{
    arbitrary::id,
    sim_disk::{Held, SimDisk},
};

const OLD: &[u8] = b"the old project";
const NEW: &[u8] = b"the new project, which is longer";

fn project_file() -> PathBuf {
    PathBuf::from("/project/p.sayso")
}

/// A way of saving, run on a disk that holds the old project.
type Routine = fn(&SimDisk) -> Result<(), SaveError>;

fn ours(disk: &SimDisk) -> Result<(), SaveError> {
    save_with(disk, &project_file(), NEW, &Over::Only(Seen::of(OLD)), None).map(|_| ())
}

fn in_place(disk: &SimDisk) -> Result<(), SaveError> {
    let file = disk.reopen(&project_file(), Some(0))?;
    disk.write(&file, NEW)?;
    Ok(disk.sync(&file)?)
}

fn beside() -> PathBuf {
    PathBuf::from("/project/beside")
}

fn without_sync(disk: &SimDisk) -> Result<(), SaveError> {
    let file = disk.create_new(&beside(), None)?;
    disk.write(&file, NEW)?;
    disk.rename(&beside(), &project_file())?;
    Ok(disk.sync_folder(Path::new("/project"))?)
}

fn without_folder_sync(disk: &SimDisk) -> Result<(), SaveError> {
    let file = disk.create_new(&beside(), None)?;
    disk.write(&file, NEW)?;
    disk.sync(&file)?;
    Ok(disk.rename(&beside(), &project_file())?)
}

fn that_tries_a_sync_again(disk: &SimDisk) -> Result<(), SaveError> {
    let file = disk.create_new(&beside(), None)?;
    disk.write(&file, NEW)?;
    if disk.sync(&file).is_err() {
        disk.sync(&file)?;
    }
    disk.rename(&beside(), &project_file())?;
    Ok(disk.sync_folder(Path::new("/project"))?)
}

#[derive(Debug, Default, PartialEq)]
struct Verdict {
    states: usize,
    broken: usize,
    acknowledged_but_lost: usize,
}

/// Tries a routine with every call failing and the power going at every call.
fn judge(routine: Routine) -> Verdict {
    let mut verdict = Verdict::default();
    let calls = {
        let disk = SimDisk::holding(&Held::from([(project_file(), OLD.to_vec())]));
        routine(&disk).unwrap();
        disk.calls()
    };
    for fails in std::iter::once(None).chain((1..=calls + 2).map(Some)) {
        for power in (1..=calls + 3).map(Some).chain([None]) {
            let mut disk = SimDisk::holding(&Held::from([(project_file(), OLD.to_vec())]));
            disk = fails.into_iter().fold(disk, SimDisk::fail_at);
            disk = power.into_iter().fold(disk, SimDisk::power_goes_at);
            let acknowledged = routine(&disk).is_ok();
            let mut states = disk.after_power_cut();
            states.push(disk.now());
            for state in states {
                verdict.states += 1;
                let found = state.get(&project_file()).map(Vec::as_slice);
                verdict.broken += usize::from(found != Some(OLD) && found != Some(NEW));
                verdict.acknowledged_but_lost += usize::from(acknowledged && found != Some(NEW));
            }
        }
    }
    verdict
}

#[test]
fn a_save_is_all_or_nothing_in_every_state_of_the_disk() {
    let verdict = judge(ours);
    eprintln!("saving: {verdict:?}");
    assert_eq!((verdict.broken, verdict.acknowledged_but_lost), (0, 0));
    assert!(verdict.states > 500, "{verdict:?}");
}

/// The judge is no good unless it finds what is wrong with routines that are.
#[test]
fn ways_of_saving_that_lose_data_fail_the_test() {
    let wrong: [(&str, Routine); 4] = [
        ("in place", in_place),
        ("without sync", without_sync),
        ("without folder sync", without_folder_sync),
        ("that tries a sync again", that_tries_a_sync_again),
    ];
    for (name, routine) in wrong {
        let verdict = judge(routine);
        eprintln!("saving {name}: {verdict:?}");
        assert!(verdict.broken + verdict.acknowledged_but_lost > 0, "{name}");
    }
    assert!(judge(in_place).broken > 0 && judge(without_folder_sync).acknowledged_but_lost > 0);
}

#[test]
fn a_failing_call_leaves_the_file_intact_and_no_temporary_file() {
    let clean = SimDisk::holding(&Held::from([(project_file(), OLD.to_vec())]));
    ours(&clean).unwrap();
    assert_eq!(clean.now(), Held::from([(project_file(), NEW.to_vec())]));
    for call in 1..=clean.calls() {
        let disk = SimDisk::holding(&Held::from([(project_file(), OLD.to_vec())])).fail_at(call);
        let result = ours(&disk);
        let found = disk.now();
        let whole = [OLD, NEW].contains(&found[&project_file()].as_slice());
        assert!(whole, "call {call}: {result:?}, {found:?}");
        // Only the removal of what was displaced can leave something: the next opening sweeps it.
        assert!(found.len() == 1 || found[&project_file()] == NEW, "call {call}: {found:?}");
    }
}

/// Somebody writes the file at every moment of our save: one of the two is told, none is lost.
#[test]
fn changes_by_somebody_else_during_a_save_are_never_lost() {
    let theirs = b"what somebody else wrote";
    let calls = {
        let disk = SimDisk::holding(&Held::from([(project_file(), OLD.to_vec())]));
        ours(&disk).unwrap();
        disk.calls()
    };
    let mut refused = 0;
    for call in 1..=calls {
        let disk =
            SimDisk::holding(&Held::from([(project_file(), OLD.to_vec())])).meddled_with(call, &project_file(), theirs);
        let result = ours(&disk);
        let found = disk.now();
        assert_eq!(found[&project_file()], theirs, "before call {call}: {result:?}");
        refused += usize::from(matches!(result, Err(SaveError::ChangedOnDisk)));
    }
    assert!(refused > calls / 2, "only {refused} of {calls} were refused");
}

/// A step that sets the project's title.
fn step(number: usize) -> Done {
    let title = |number: usize| Edit::SetProjectFacts { title: number.to_string(), note: String::new() };
    Done { how: How::Made, label: number.to_string(), edits: vec![title(number)], back: vec![title(number - 1)] }
}

fn state() -> PathBuf {
    PathBuf::from("/state")
}

/// An analyst at work, and what was promised so far.
struct Analyst {
    disk: SimDisk,
    journal: Journal<SimDisk>,
    /// What the next file of the journal starts from.
    base: Option<String>,
    /// The last step that survives the end of the program.
    written: usize,
    /// The last step that survives a power cut.
    synced: usize,
}

impl Analyst {
    /// Two steps, a save of them during which a third is made, a fourth, a second save, a fifth that is not synced.
    /// Goes on after failures as the program does: without a journal, but with saves.
    fn at_work_on(disk: &SimDisk) -> Self {
        let journal = Journal::new(disk.clone(), state(), ProjectId(id(1)), 0, 0);
        let base = Some(Seen::of(b"0").to_string());
        let mut analyst = Self { disk: disk.clone(), journal, base, written: 0, synced: 0 };
        let seen = Seen::of(b"0");
        analyst.make(1, true);
        analyst.make(2, true);
        let seen = analyst.save(2, seen, true);
        analyst.make(4, true);
        analyst.save(4, seen, false);
        analyst.make(5, false);
        analyst
    }

    fn make(&mut self, number: usize, is_synced: bool) {
        let base = self.base.take();
        let Ok(unsynced) = self.journal.append(base.as_deref(), CoderId(id(2)), Time(0), &step(number)) else { return };
        self.written = number;
        if is_synced {
            let synced = self.disk.sync(&unsynced.file);
            let synced = synced.and_then(|()| unsynced.folder.map_or(Ok(()), |folder| self.disk.sync_folder(&folder)));
            match synced {
                Ok(()) => self.synced = number,
                Err(error) => self.journal.fail(error.to_string()),
            }
        }
    }

    /// Saves the state after a step, perhaps making the next step meanwhile; returns what the file holds then.
    fn save(&mut self, number: usize, seen: Seen, works_on: bool) -> Seen {
        let closed = self.journal.close_file();
        if works_on {
            self.make(number + 1, true);
        }
        let bytes = number.to_string().into_bytes();
        let sha256 = Seen::of(&bytes).to_string();
        let _only_a_note = closed.announce(&self.disk, &state(), ProjectId(id(1)), &sha256, &project_file());
        let Ok(now) = save_with(&self.disk, &project_file(), &bytes, &Over::Only(seen.clone()), None) else {
            return seen;
        };
        self.written = self.written.max(number);
        self.synced = self.synced.max(number);
        let retired = closed.retire(&self.disk, &state(), ProjectId(id(1)), &sha256, &state());
        let _only_a_copy = keep_version(&self.disk, &state(), &bytes, &now, Time(0));
        if retired.is_ok() && !works_on {
            self.base = Some(sha256);
        }
        now
    }
}

fn shown(held: &Held) -> String {
    held.iter().map(|(path, bytes)| format!("\n{}:\n{}", path.display(), String::from_utf8_lossy(bytes))).collect()
}

/// The last step that is found when the project is opened again: those in the file and those of the journal.
fn found_again(held: &Held) -> Result<usize, String> {
    let disk = SimDisk::holding(held);
    let bytes = held.get(&project_file()).ok_or("the file is gone")?;
    let text = String::from_utf8(bytes.clone()).map_err(|error| error.to_string())?;
    let in_file: usize = text.parse().map_err(|_broken| format!("the file holds {text:?}"))?;
    let recovery =
        recover(&disk, &state(), ProjectId(id(1)), &Seen::of(bytes).to_string()).map_err(|e| e.to_string())?;
    if recovery.is_foreign {
        return Err("the steps seem to belong to another file".to_owned());
    }
    if let Some(damage) = recovery.damage {
        return Err(damage.to_string());
    }
    let mut last = in_file;
    for step in &recovery.steps {
        let number: usize = step.done.label.parse().map_err(|_| "a step of somebody else")?;
        if number != last + 1 {
            return Err(format!("step {number} would be made on state {last}"));
        }
        last = number;
    }
    // Opening again finds the same.
    let again = recover(&disk, &state(), ProjectId(id(1)), &Seen::of(bytes).to_string()).map_err(|e| e.to_string())?;
    if again.steps != recovery.steps {
        return Err("a second opening finds other steps".to_owned());
    }
    Ok(last)
}

#[test]
fn no_promised_step_is_lost_in_any_state_of_the_disk() {
    let start = Held::from([(project_file(), b"0".to_vec())]);
    let calls = {
        let disk = SimDisk::holding(&start);
        Analyst::at_work_on(&disk);
        assert_eq!(found_again(&disk.now()), Ok(5));
        disk.calls()
    };
    let (mut states, mut lost) = (0, Vec::new());
    for power in 1..=calls + 1 {
        let disk = SimDisk::holding(&start).power_goes_at(power);
        let promised = Analyst::at_work_on(&disk);
        let after_cut = disk.after_power_cut();
        let all =
            std::iter::once((disk.now(), promised.written)).chain(after_cut.into_iter().map(|h| (h, promised.synced)));
        for (held, least) in all {
            states += 1;
            match found_again(&held) {
                Ok(last) if last >= least => {}
                other => lost
                    .push(format!("power gone at call {power}: {least} promised, found {other:?} in {}", shown(&held))),
            }
        }
    }
    eprintln!("journal and saves: {states} states of the disk after {calls} calls");
    assert!(lost.is_empty(), "{} of {states} lost; the first: {}", lost.len(), lost[0]);
    assert!(states > 300, "{states}");
}

#[test]
fn no_promised_step_is_lost_when_a_call_fails() {
    let start = Held::from([(project_file(), b"0".to_vec())]);
    let calls = {
        let disk = SimDisk::holding(&start);
        Analyst::at_work_on(&disk);
        disk.calls()
    };
    for call in 1..=calls {
        let disk = SimDisk::holding(&start).fail_at(call);
        let promised = Analyst::at_work_on(&disk);
        let found = found_again(&disk.now());
        assert!(
            found.as_ref().is_ok_and(|last| *last >= promised.written),
            "call {call}: {}, {found:?}",
            promised.written
        );
    }
}

/// The judge of journals is no good either unless it finds a journal that does not wait for the disk.
#[test]
fn a_journal_that_is_not_synced_fails_the_test() {
    let start = Held::from([(project_file(), b"0".to_vec())]);
    let disk = SimDisk::holding(&start);
    let mut journal = Journal::new(disk.clone(), state(), ProjectId(id(1)), 0, 0);
    let base = Seen::of(b"0").to_string();
    journal.append(Some(&base), CoderId(id(2)), Time(0), &step(1)).unwrap();
    let found: Vec<usize> = disk.after_power_cut().iter().map(|held| found_again(held).unwrap()).collect();
    assert!(found.contains(&0) && found.contains(&1), "{found:?}");
}

#[test]
fn an_io_error_keeps_its_kind() {
    let error: SaveError = io::Error::from(io::ErrorKind::StorageFull).into();
    assert!(matches!(error, SaveError::DiskFull));
}

#[test]
fn an_interrupted_recovery_loses_nothing() {
    let start = Held::from([(project_file(), b"0".to_vec())]);
    let calls = {
        let disk = SimDisk::holding(&start);
        Analyst::at_work_on(&disk);
        disk.calls()
    };
    let mut states = 0;
    for power in 1..=calls + 1 {
        let disk = SimDisk::holding(&start).power_goes_at(power);
        let written = Analyst::at_work_on(&disk).written;
        let crashed = disk.now();
        let sha256 = Seen::of(&crashed[&project_file()]).to_string();
        for call in 1.. {
            let disk = SimDisk::holding(&crashed).power_goes_at(call);
            let is_done = recover(&disk, &state(), ProjectId(id(1)), &sha256).is_ok();
            for held in disk.after_power_cut() {
                states += 1;
                let found = found_again(&held);
                assert!(
                    found.as_ref().is_ok_and(|last| *last >= written),
                    "power gone at call {power}, then at call {call} of the recovery: {written}, {found:?} in {}",
                    shown(&held)
                );
            }
            if is_done {
                break;
            }
        }
    }
    eprintln!("interrupted recoveries: {states} states of the disk");
    assert!(states > 1000, "{states}");
}
