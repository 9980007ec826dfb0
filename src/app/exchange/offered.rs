//! The new files of the watched folder once something became of them.

use std::path::PathBuf;

use crate::app::desk::{
    desk::Desk,
    step::{Step, Then},
};

/// These files are new no longer: what they bring was added, or is not wanted.
pub(super) fn seen(desk: &Desk, files: &[PathBuf]) -> Step {
    let project = desk.project().id;
    let (seen, left): (Vec<PathBuf>, Vec<PathBuf>) =
        desk.new_files.iter().cloned().partition(|path| files.contains(path));
    if seen.is_empty() {
        return Step::nothing();
    }
    let name = |path: &PathBuf| Some(path.file_name()?.to_string_lossy().into_owned());
    let names: Vec<String> = seen.iter().filter_map(name).collect();
    Step::set(move |settings| settings.watched.add_seen(project, names)).and(Then::NewFiles(left))
}
