//! The file on the disk, which others may change behind our back.

use std::path::{Path, PathBuf};

use crate::app::{AfterSaving, App, Autosave, Command, Finished, Notice, clock};
use crate::store::{self, Disk, Over, RealDisk, Seen, Stat};

/// The job that looks at the file; too short and too frequent to be shown.
pub const LOOKING: &str = "looking at the file";

impl App {
    /// Looks whether somebody else has changed the file, beside the window.
    pub(in crate::app) fn look_at_file(&mut self) {
        let Some(path) = self.session.path.clone() else { return };
        if self.jobs.is_running("saving") || self.jobs.is_running("opening") {
            return;
        }
        let known = self.watched.as_ref().filter(|(watched, _)| *watched == path).map(|(_, stat)| *stat);
        self.jobs.start(LOOKING, move |_progress| {
            let stat = RealDisk.stat(&path).ok().flatten();
            let is_touched = known != Some(stat);
            let held = is_touched.then(|| store::held_by(&path).map_err(|error| error.to_string()));
            Finished::LookedAt { path, stat, held }
        });
    }

    pub(in crate::app) fn looked_at(&mut self, path: &Path, stat: Option<Stat>, held: Option<Result<Seen, String>>) {
        let is_ours = self.session.path.as_deref() == Some(path) && !self.jobs.is_running("saving");
        let Some(held) = held.filter(|_| is_ours) else { return };
        self.watched = Some((path.to_owned(), stat));
        if held.as_ref().ok() == self.session.seen.as_ref() {
            return;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let notice = match (held, self.session.is_unsaved()) {
            (Err(error), _) => Notice::important(format!(
                "“{name}” can no longer be read: {error} The project is whole here; “Save” writes it again."
            ))
            .with_offer(Command::Save),
            (Ok(_), false) => {
                Notice::important(format!("Somebody else has changed “{name}”.")).with_offer(Command::Reload)
            }
            (Ok(_), true) => Notice::important(format!(
                "Somebody else has changed “{name}”. Your unsaved changes stay; saving writes them to a file of their \
                 own beside it, so that nothing is lost."
            )),
        };
        self.tell(notice);
    }

    /// Reads the file again, after asking about unsaved changes.
    pub(in crate::app) fn reload(&mut self) {
        if let Some(path) = self.session.path.clone() {
            self.leave_for(AfterSaving::Open(path));
        }
    }

    /// Somebody else has changed the file: ours goes beside it, under the coder's name.
    pub(in crate::app) fn save_beside(&mut self, path: &Path, next: Option<AfterSaving>) {
        // Somebody may have taken the free name a moment ago: then another is found for the first file.
        let theirs = self.beside.take().unwrap_or_else(|| path.to_path_buf());
        let ours = name_beside(&theirs, &self.settings.coder_name, &clock::now().to_string());
        self.beside = Some(theirs);
        self.save_over(ours, Over::Nothing, next);
    }

    /// Tells that a save went beside the file of somebody else; returns whether it did.
    pub(in crate::app) fn tell_beside(&mut self, ours: &Path) -> bool {
        let Some(theirs) = self.beside.take() else { return false };
        self.tell(Notice::important(format!(
            "Somebody else has changed {} meanwhile. It was left as it is, and yours is saved beside it: {}",
            theirs.display(),
            ours.display()
        )));
        true
    }

    /// Saves unasked, where that is wanted, possible and of use.
    pub(in crate::app) fn autosave(&mut self) {
        let wanted = self.settings.autosave != Autosave::Off;
        let possible = self.session.path.is_some() && self.session.holder().is_none() && self.prompt.is_none();
        if wanted && possible && self.session.is_unsaved() && !self.jobs.is_running("saving") {
            self.save(None);
        }
    }
}

/// A free name beside a file: “work (Ada 2026-11-23).sayso”.
fn name_beside(path: &Path, coder: &str, now: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let coder: String = coder.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    let day = now.split('T').next().unwrap_or_default();
    let names = (1..).map(|count| match count {
        1 => format!("{stem} ({coder} {day}).sayso"),
        _ => format!("{stem} ({coder} {day}, {count}).sayso"),
    });
    let mut free = names.map(|name| path.with_file_name(name)).filter(|path| !path.exists());
    free.next().unwrap_or_else(|| path.to_path_buf())
}
