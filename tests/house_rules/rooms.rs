//! Which room of the application layer may name which: each knows the commands and the desk, and none of the other features.

use super::circles::Graph;

/// The rooms of `app`, each with the rooms and the other modules it may name. What every room may name is in
/// [`EVERYWHERE`]; the files of [`MEETING`], where all meet, may name everything.
const ROOMS: &[(&str, &[&str], &[&str])] = &[
    ("command", &[], &[]),
    // What lies open includes what was read and waits for a decision.
    ("desk", &["command"], &["store", "analysis", "suggest", "import", "export", "merge"]),
    ("project", &["command", "desk"], &["store", "export", "merge", "analysis", "packed"]),
    ("article", &["command", "desk"], &["store", "analysis"]),
    ("compare", &["command", "desk"], &["store", "analysis"]),
    ("marks", &["command", "desk"], &["analysis", "suggest"]),
    ("codebook", &["command", "desk"], &["store", "import"]),
    ("exchange", &["command", "desk"], &["store", "import", "export", "analysis", "suggest"]),
];

/// What every room may name.
const EVERYWHERE: &[&str] = &["text", "model", "edit"];

/// Where the rooms meet.
const MEETING: &[&str] = &["src/app/mod.rs", "src/app/action.rs", "src/app/route.rs"];

/// What the files of `app` name that they may not, each with its file.
pub(super) fn beyond_their_room(graph: &Graph) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (from, line, name, to) in graph.steps() {
        if !from.starts_with("src/app/") || MEETING.contains(&from) {
            continue;
        }
        let Some((room, rooms, modules)) = ROOMS.iter().find(|(room, ..)| room_of(from) == Some(room)) else {
            found.push((from.to_owned(), format!("{from}: stands in no room of the table")));
            continue;
        };
        let may = match room_of(to) {
            Some(other) => other == *room || rooms.contains(&other),
            None if to.starts_with("src/app/") => false,
            None => modules.iter().chain(EVERYWHERE).any(|module| is_in(to, module)),
        };
        if !may {
            found.push((from.to_owned(), format!("{from}:{line}: app/{room} may not name {name} of {to}")));
        }
    }
    found
}

/// The room of `app` that a file lies in.
fn room_of(path: &str) -> Option<&str> {
    path.strip_prefix("src/app/")?.split_once('/').map(|(room, _)| room)
}

fn is_in(path: &str, module: &str) -> bool {
    path.strip_prefix("src/")
        .and_then(|path| path.strip_prefix(module))
        .is_some_and(|rest| rest.starts_with(['/', '.']))
}

#[cfg(test)]
mod tests {
    use super::{super::source::SourceFile, *};

    #[track_caller]
    fn found(files: &[(&str, &str)], count: usize) {
        let sources: Vec<SourceFile> = files.iter().map(|(path, text)| SourceFile::new(path, text)).collect();
        let found = beyond_their_room(&Graph::new(&sources));
        assert_eq!(found.len(), count, "{files:?}\n{found:?}");
    }

    const APP: (&str, &str) =
        ("src/app/mod.rs", "mod desk; mod marks; pub use desk::Desk; pub use marks::mark;\nfn f() {}");
    const DESK: (&str, &str) = ("src/app/desk/mod.rs", "pub struct Desk;");

    #[test]
    fn another_feature_is_out_of_reach() {
        let marks = ("src/app/marks/mod.rs", "use crate::app::Desk;\npub fn mark(desk: &Desk) {}");
        found(&[APP, DESK, marks], 0);
        let codebook = ("src/app/codebook/mod.rs", "fn f() { crate::app::mark(1); super::marks::mark(2); }");
        found(&[APP, DESK, marks, codebook], 1);
        let desk = ("src/app/desk/view.rs", "use crate::app::mark;");
        found(&[APP, DESK, marks, desk], 1);
        found(&[APP, DESK, marks, ("src/app/marks/link.rs", "use super::mark;")], 0);
    }

    #[test]
    fn no_room_names_the_application_that_calls_it() {
        found(&[APP, ("src/app/marks/mod.rs", "use crate::app::f;")], 1);
    }

    #[test]
    fn other_modules_are_for_those_that_need_them() {
        let import = ("src/import/mod.rs", "pub fn read() {}");
        let text = ("src/text.rs", "pub fn cut() {}");
        found(&[import, text, ("src/app/marks/mod.rs", "use crate::{import::read, text::cut};")], 1);
        found(&[import, text, ("src/app/exchange/mod.rs", "use crate::{import::read, text::cut};")], 0);
    }

    #[test]
    fn every_file_stands_in_a_room() {
        found(&[DESK, ("src/app/naming.rs", "use super::desk::Desk;")], 1);
        found(&[DESK, ("src/app/other/mod.rs", "use super::desk::Desk;")], 1);
    }
}
