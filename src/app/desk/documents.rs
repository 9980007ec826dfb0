//! Where the person keeps documents, as the desktop says.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// The folder for documents; the home folder where there is none.
pub(super) fn folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    let home = strategy.home_dir().to_owned();
    let named = fs_err::read_to_string(strategy.config_dir().join("user-dirs.dirs")).ok();
    let named = named.and_then(|text| stated(&text, &home));
    let folders = named.into_iter().chain([home.join("Documents")]);
    folders.into_iter().find(|folder| folder.is_dir()).or(Some(home))
}

/// The folder that a desktop's list of folders states.
fn stated(list: &str, home: &Path) -> Option<PathBuf> {
    let line = list.lines().find_map(|line| line.trim().strip_prefix("XDG_DOCUMENTS_DIR="))?;
    let path = line.trim().trim_matches('"');
    match path.strip_prefix("$HOME") {
        Some(rest) => Some(home.join(rest.trim_start_matches('/'))),
        None => Some(PathBuf::from(path)).filter(|path| path.is_absolute()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_where_the_desktop_says() {
        let home = Path::new("/home/ada");
        let list = "# comment\nXDG_DESKTOP_DIR=\"$HOME/Desktop\"\nXDG_DOCUMENTS_DIR=\"$HOME/Dokumente\"\n";
        assert_eq!(stated(list, home), Some("/home/ada/Dokumente".into()));
        assert_eq!(stated("XDG_DOCUMENTS_DIR=\"/data/docs\"", home), Some("/data/docs".into()));
        assert_eq!(stated("XDG_DOCUMENTS_DIR=\"docs\"", home), None);
        assert_eq!(stated("", home), None);
    }
}
