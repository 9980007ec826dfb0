//! File dialogs by zenity, for desktops without a portal.

use std::{ffi::OsString, os::unix::ffi::OsStringExt, path::PathBuf, process::Command};

use super::asked::{Asked, Way, shown};

/// Stands between chosen paths: a line break, which hardly any name holds.
const BETWEEN: u8 = b'\n';

/// Asks; `None` when nothing was chosen, or zenity is not installed.
pub(super) fn ask(asked: &Asked) -> Option<Vec<PathBuf>> {
    let answer = Command::new("zenity").args(arguments(asked)).output();
    let answer = answer.inspect_err(|error| log::info!("there is no zenity: {error}")).ok()?;
    answer.status.success().then(|| paths(&answer.stdout))
}

/// What zenity is told.
fn arguments(asked: &Asked) -> Vec<OsString> {
    let (way, filters) = shown(&asked.purpose);
    let mut arguments: Vec<OsString> = vec!["--file-selection".into(), format!("--title={}", asked.title).into()];
    match way {
        Way::File => {}
        Way::Files => arguments.extend(["--multiple".into(), "--separator=\n".into()]),
        Way::Folder => arguments.push("--directory".into()),
        // Newer versions ask by themselves before they replace a file.
        Way::Save => arguments.extend(["--save".into(), "--confirm-overwrite".into()]),
    }
    if let Some(folder) = &asked.folder {
        // With nothing after the last slash it starts in the folder and proposes no name.
        let mut start = OsString::from("--filename=");
        start.push(folder.join(&asked.name));
        arguments.push(start);
    } else if !asked.name.is_empty() {
        arguments.push(format!("--filename={}", asked.name).into());
    }
    for (name, endings) in filters {
        let patterns: Vec<String> =
            endings.iter().map(|ending| if *ending == "*" { "*".to_owned() } else { format!("*.{ending}") }).collect();
        arguments.push(format!("--file-filter={name} | {}", patterns.join(" ")).into());
    }
    arguments
}

/// The paths that zenity printed.
fn paths(printed: &[u8]) -> Vec<PathBuf> {
    let lines = printed.split(|byte| *byte == BETWEEN).filter(|line| !line.is_empty());
    lines.map(|line| PathBuf::from(OsString::from_vec(line.to_vec()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desk::prompt::PathPurpose;

    fn told(purpose: PathPurpose, folder: Option<&str>, name: &str) -> Vec<String> {
        let asked = Asked { title: purpose.title(), purpose, folder: folder.map(PathBuf::from), name: name.to_owned() };
        arguments(&asked).into_iter().map(|argument| argument.into_string().unwrap()).collect()
    }

    #[test]
    fn zenity_is_told_title_folder_and_name() {
        let save = told(PathPurpose::SaveAs(None), Some("/home/ada/My work"), "Grain.sayso");
        assert_eq!(
            save,
            [
                "--file-selection",
                "--title=Save project as",
                "--save",
                "--confirm-overwrite",
                "--filename=/home/ada/My work/Grain.sayso",
                "--file-filter=Sayso project | *.sayso",
            ]
        );
        let open = told(PathPurpose::OpenProject, Some("/home/ada"), "");
        assert!(open.contains(&"--filename=/home/ada/".to_owned()), "the slash says that it is a folder: {open:?}");
        let add = told(PathPurpose::AddArticles, None, "");
        assert!(add.contains(&"--multiple".to_owned()) && add.contains(&"--title=Add articles".to_owned()), "{add:?}");
        assert!(!add.iter().any(|argument| argument.starts_with("--filename")), "{add:?}");
        assert!(told(PathPurpose::AddFolder, None, "").contains(&"--directory".to_owned()));
    }

    #[test]
    fn chosen_paths_may_hold_spaces_and_bars() {
        let printed = b"/tmp/a | b.txt\n/tmp/ c.txt\n";
        assert_eq!(paths(printed), [PathBuf::from("/tmp/a | b.txt"), PathBuf::from("/tmp/ c.txt")]);
        assert!(paths(&[]).is_empty());
    }
}
