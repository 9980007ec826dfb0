//! The rules of the house, checked over all files: what may name what, and what every file looks like.
//!
//! A rule is a function from one file, or from all, to what it finds wrong; each is shown by tests to find something.

mod arrows;
mod circles;
mod closed;
mod counts;
mod documents;
mod interface;
mod paths;
mod rooms;
mod source;
mod spelling;
mod words;

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use source::{SourceFile, named};

/// No file is longer than this without saying why.
const LINES: usize = 500;

/// How a file says why it is longer.
const REASON: &str = "//! Longer than 500 lines because ";

/// The root of the repository.
fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from)
}

/// The files of the repository, as paths with `/` from its root: those that git tracks or would, or, outside a
/// clone, all but what is built.
fn files() -> Vec<String> {
    let git = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output();
    let listed = match git {
        Ok(output) if output.status.success() => String::from_utf8(output.stdout).unwrap(),
        _ => walk(&root()).join("\0"),
    };
    // A file that was deleted but not yet committed is still listed.
    listed.split('\0').filter(|path| !path.is_empty() && root().join(path).is_file()).map(str::to_owned).collect()
}

fn walk(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        if path.is_dir() && name != "target" && name != ".git" {
            found.extend(walk(&path));
        } else if path.is_file() {
            found.push(name);
        }
    }
    found
}

/// The text of a file; `None` when it is not text.
fn text_of(path: &str) -> Option<String> {
    String::from_utf8(std::fs::read(root().join(path)).unwrap()).ok().filter(|text| !text.contains('\0'))
}

/// All Rust files under one of the folders.
#[track_caller]
fn sources(folders: &[&str]) -> Vec<SourceFile> {
    let sources: Vec<SourceFile> = files()
        .into_iter()
        .filter(|path| path.ends_with(".rs") && folders.iter().any(|folder| path.starts_with(folder)))
        .map(|path| SourceFile::new(&path, &text_of(&path).unwrap()))
        .collect();
    assert!(!sources.is_empty(), "there must be something to check under {folders:?}");
    sources
}

/// Applies a rule to all Rust files under one of the folders.
#[track_caller]
fn hold(folders: &[&str], rule: impl Fn(&SourceFile) -> Vec<String>) {
    let found: Vec<String> = sources(folders).iter().flat_map(rule).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Nothing is found in any file.
#[track_caller]
fn hold_everywhere(found: Vec<(String, String)>) {
    let mut told: Vec<String> = found.into_iter().map(|(_, complaint)| complaint).collect();
    told.sort();
    told.dedup();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// What a rule finds in each of the files, with the file.
fn by_file(sources: &[SourceFile], rule: impl Fn(&SourceFile) -> Vec<String>) -> Vec<(String, String)> {
    let found = sources.iter().flat_map(|file| rule(file).into_iter().map(|complaint| (file.path.clone(), complaint)));
    found.collect()
}

/// Every file begins by saying what it is for.
fn opens_with_purpose(file: &SourceFile) -> Vec<String> {
    let opens = file.text.starts_with("//! ");
    if opens { Vec::new() } else { vec![format!("{}: does not open with `//!`", file.path)] }
}

/// No file is too long to be read at one sitting, unless it says why.
fn is_short(file: &SourceFile) -> Vec<String> {
    let lines = file.text.lines().count();
    let excused = file.text.lines().take_while(|line| line.starts_with("//!")).any(|line| line.starts_with(REASON));
    if lines <= LINES || excused {
        return Vec::new();
    }
    vec![format!("{}: {lines} lines; split it, or say in its opening lines: {REASON}…", file.path)]
}

/// Only the window names the window's library.
fn egui_in_ui_only(file: &SourceFile) -> Vec<String> {
    if file.is_under(&["src/ui/", "src/main.rs"]) {
        return Vec::new();
    }
    file.find(&file.code, |word| word.starts_with("egui") || word.starts_with("eframe"), "only src/ui and src/main.rs")
}

/// Only the dialogs name the library of dialogs.
fn rfd_in_dialogs_only(file: &SourceFile) -> Vec<String> {
    if file.is_under(&["src/app/desk/dialogs.rs", "src/app/desk/dialogs/"]) {
        return Vec::new();
    }
    file.find(&file.code, |word| word == "rfd", "only src/app/desk/dialogs")
}

/// Files and threads are the business of few modules; tests may use them anywhere.
fn files_and_threads_in_few_places(file: &SourceFile) -> Vec<String> {
    if file.is_under(&["src/app/", "src/store/", "src/cli/", "src/main.rs"]) {
        return Vec::new();
    }
    // Writing many articles divides pure work among processors; the threads end with the call.
    let divides_work = file.is_under(&["src/export/at_once.rs"]);
    let mut found = file.find(&file.tested, |word| word == "fs_err", "only app, store, cli and main");
    for (line, name) in named(&file.tested, "std::") {
        if name == "fs" || name == "thread" && !divides_work {
            found.push(format!("{}:{line}: std::{name} belongs to app, store, cli and main", file.path));
        }
    }
    found
}

/// Outside tests nothing gives up silently: no `unwrap`, nothing left to do, and `expect` for proven things alone.
fn nothing_gives_up(file: &SourceFile) -> Vec<String> {
    let mut found = Vec::new();
    for sign in [".unwrap()", ".unwrap_err()", "todo!", "unimplemented!"] {
        found.extend(file.find_text(&file.tested, sign, "outside tests"));
    }
    for (at, sign) in file.tested.match_indices(".expect(").chain(file.tested.match_indices(".expect_err(")) {
        // Strings are blank in `tested`, at the same places.
        if !file.text[at + sign.len()..].trim_start().starts_with("\"BUG: ") {
            found.push(format!("{}:{}: {sign}…) without \"BUG: …\"", file.path, file.line(at)));
        }
    }
    found
}

/// Colours are named in the theme; elsewhere only the absence of one is.
fn colours_in_the_theme_only(file: &SourceFile) -> Vec<String> {
    if file.path.starts_with("src/ui/theme") {
        return Vec::new();
    }
    let raw = |name: &str| {
        let constant = name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        (name.starts_with("from_") && name != "from_hex") || constant && !matches!(name, "TRANSPARENT" | "PLACEHOLDER")
    };
    let types = ["Color32::", "Rgba::", "Hsva::"];
    let found = types.iter().flat_map(|colour| named(&file.tested, colour).into_iter().map(move |n| (colour, n)));
    let found = found.filter(|(_, (_, name))| raw(name));
    // Reading a colour that the analyst typed is fine; writing one into the code is not.
    let hex = file.tested.match_indices("from_hex(").filter(|(at, sign)| file.text[at + sign.len()..].starts_with('"'));
    let hex: Vec<String> =
        hex.map(|(at, _)| format!("{}:{}: from_hex(\"…\") belongs to the theme", file.path, file.line(at))).collect();
    found
        .map(|(colour, (line, name))| format!("{}:{line}: {colour}{name} belongs to the theme", file.path))
        .chain(hex)
        .chain(file.find_text(&file.tested, "hex_color!", "belongs to the theme"))
        .collect()
}

/// A script says in its second line what it is for; one that is sourced, in its first.
fn script_opens_with_purpose(path: &str, text: &str) -> Vec<String> {
    let line = if text.starts_with("#!") { text.lines().nth(1) } else { text.lines().next() };
    let opens = line.is_some_and(|line| line.starts_with("# ") || line.starts_with("\"\"\""));
    if opens { Vec::new() } else { vec![format!("{path}: does not open with a comment")] }
}

#[test]
fn every_file_opens_with_its_purpose() {
    hold(&["src/", "tests/", "benches/"], opens_with_purpose);
    let scripts = files().into_iter().filter(|path| {
        matches!(path.as_str(), "run" | "test" | ".ci/run") || path.ends_with(".sh") || path.ends_with(".py")
    });
    let scripts: Vec<String> = scripts.collect();
    assert!(scripts.len() >= 3, "there must be something to check: {scripts:?}");
    let found: Vec<String> =
        scripts.iter().flat_map(|path| script_opens_with_purpose(path, &text_of(path).unwrap())).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_file_is_too_long() {
    hold(&["src/", "tests/", "benches/"], is_short);
}

#[test]
fn only_the_window_names_egui() {
    hold(&["src/"], egui_in_ui_only);
}

#[test]
fn only_the_dialogs_name_rfd() {
    hold(&["src/"], rfd_in_dialogs_only);
}

#[test]
fn only_few_modules_touch_files_and_threads() {
    hold(&["src/"], files_and_threads_in_few_places);
}

#[test]
fn modules_name_only_what_lies_below_them() {
    hold(&["src/"], arrows::arrows);
}

#[test]
fn no_files_depend_on_each_other_in_a_circle() {
    let mut found = Vec::new();
    for circle in circles::Graph::new(&sources(&["src/"])).circles() {
        let told = format!("a circle of {} files:\n  {}", circle.files.len(), circle.steps.join("\n  "));
        found.extend(circle.files.into_iter().map(|file| (file, told.clone())));
    }
    hold_everywhere(found);
}

#[test]
fn the_rooms_of_the_application_know_only_commands_and_desk() {
    hold_everywhere(rooms::beyond_their_room(&circles::Graph::new(&sources(&["src/"]))));
}

#[test]
fn every_match_on_our_own_enums_names_the_variants() {
    let sources = sources(&["src/"]);
    let enums = closed::enums(&sources);
    assert!(enums.len() > 50, "there must be something to check: {enums:?}");
    hold_everywhere(by_file(&sources, |file| closed::open_matches(file, &enums)));
}

#[test]
fn the_window_looks_at_no_file() {
    hold_everywhere(by_file(&sources(&["src/ui/"]), interface::no_disk_while_painting));
}

#[test]
fn fields_know_both_directions() {
    hold_everywhere(by_file(&sources(&["src/ui/"]), interface::fields_of_egui));
}

#[test]
fn counts_go_with_their_nouns() {
    let sources = sources(&["src/"]);
    let nouns = counts::nouns(&sources);
    assert!(nouns.contains("marks") && nouns.len() > 30, "{nouns:?}");
    hold_everywhere(by_file(&sources, |file| counts::spelled_out(file, &nouns)));
}

#[test]
fn words_for_people_have_their_place() {
    hold_everywhere(by_file(&sources(&["src/ui/"]), interface::words_in_their_place));
}

#[test]
fn nothing_gives_up_outside_tests() {
    hold(&["src/"], nothing_gives_up);
}

#[test]
fn colours_are_in_the_theme() {
    hold(&["src/"], colours_in_the_theme_only);
}

#[test]
fn no_file_speaks_of_how_it_was_made() {
    let paths = files();
    let found: Vec<String> =
        paths.iter().filter_map(|path| Some(words::of_the_workplace(path, &text_of(path)?))).flatten().collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Each rule must be able to find something, and to leave good files alone.
mod can_fail {
    use super::*;

    #[track_caller]
    fn finds(rule: impl Fn(&SourceFile) -> Vec<String>, path: &str, text: &str, count: usize) {
        let found = rule(&SourceFile::new(path, text));
        assert_eq!(found.len(), count, "{path}: {text}\n{found:?}");
    }

    #[test]
    fn purpose() {
        finds(opens_with_purpose, "src/x.rs", "use std::fmt;\n", 1);
        finds(opens_with_purpose, "src/x.rs", "// What.\n", 1);
        finds(opens_with_purpose, "src/x.rs", "//! What.\n", 0);
        assert_eq!(script_opens_with_purpose("run", "#!/bin/sh\nls\n").len(), 1);
        assert_eq!(script_opens_with_purpose("a.sh", "ls\n").len(), 1);
        assert!(script_opens_with_purpose("run", "#!/bin/sh\n# What.\nls\n").is_empty());
        assert!(script_opens_with_purpose("a.py", "#!/usr/bin/python3\n\"\"\"What.\"\"\"\n").is_empty());
    }

    #[test]
    fn length() {
        finds(is_short, "src/x.rs", &"\n".repeat(500), 0);
        finds(is_short, "src/x.rs", &"\n".repeat(501), 1);
        finds(is_short, "src/x.rs", &format!("//! What.\n{REASON}it is a table.\n{}", "\n".repeat(600)), 0);
        finds(is_short, "src/x.rs", &format!("//! What.\n\n{REASON}it is late.\n{}", "\n".repeat(600)), 1);
    }

    #[test]
    fn egui() {
        finds(egui_in_ui_only, "src/model/x.rs", "use egui::Ui;\nfn f(_: eframe::Frame) {}\n", 2);
        finds(egui_in_ui_only, "src/app/x.rs", "use egui_extras::Table;", 1);
        finds(egui_in_ui_only, "src/ui/x.rs", "use egui::Ui;", 0);
        finds(egui_in_ui_only, "src/main.rs", "eframe::run_native();", 0);
        finds(egui_in_ui_only, "src/app/x.rs", "// unlike egui\nlet x = \"egui\";", 0);
    }

    #[test]
    fn rfd() {
        finds(rfd_in_dialogs_only, "src/app/files.rs", "use rfd::FileDialog;", 1);
        finds(rfd_in_dialogs_only, "src/app/desk/dialogs.rs", "use rfd::FileDialog;", 0);
    }

    #[test]
    fn files_and_threads() {
        let all = "use std::fs;\nuse std::{fmt, fs::File, thread};\nfs_err::read(p);\nstd::thread::spawn(f);";
        finds(files_and_threads_in_few_places, "src/import/x.rs", all, 5);
        finds(files_and_threads_in_few_places, "src/store/x.rs", all, 0);
        finds(files_and_threads_in_few_places, "src/text/x.rs", "#[cfg(test)]\nmod tests { use std::fs; }", 0);
    }

    #[test]
    fn giving_up() {
        finds(nothing_gives_up, "src/x.rs", "a.unwrap();\ntodo!();\nunimplemented!()", 3);
        finds(nothing_gives_up, "src/x.rs", "a.expect(\"is there\"); a.expect(message);", 2);
        finds(nothing_gives_up, "src/x.rs", "a.expect(\"BUG: cannot be\"); a\n.expect(\n\"BUG: no\")", 0);
        finds(nothing_gives_up, "src/x.rs", "#[expect(clippy::x)]\nfn f() { a.unwrap_or(1); \"todo!\"; }", 0);
        finds(nothing_gives_up, "src/x.rs", "#[cfg(test)]\nmod tests { fn f() { a.unwrap(); } }", 0);
        finds(nothing_gives_up, "src/x.rs", "#[cfg(test)]\nmod tests { fn f() {} }\nfn g() { a.unwrap(); }", 1);
        finds(nothing_gives_up, "src/x.rs", "#[cfg(all(test, unix))]\nmod tests { fn f() { a.unwrap(); } }", 0);
        finds(nothing_gives_up, "src/x/tests.rs", "a.unwrap();", 0);
    }

    #[test]
    fn colours() {
        let all = "Color32::from_rgb(1, 2, 3); Color32::from_gray(9);\nColor32::RED; egui::Rgba::from_gray(0.5);";
        finds(colours_in_the_theme_only, "src/ui/x.rs", all, 4);
        finds(colours_in_the_theme_only, "src/ui/x.rs", "hex_color!(\"#ff0000\")", 1);
        finds(colours_in_the_theme_only, "src/ui/x.rs", "Color32::from_hex(\"#ff0000\")", 1);
        finds(colours_in_the_theme_only, "src/ui/x.rs", "Color32::from_hex(typed.trim())", 0);
        finds(colours_in_the_theme_only, "src/ui/x.rs", "Color32::TRANSPARENT; colour.gamma_multiply(0.5);", 0);
        finds(colours_in_the_theme_only, "src/ui/theme.rs", all, 0);
        finds(colours_in_the_theme_only, "src/ui/theme/marks.rs", all, 0);
    }
}
