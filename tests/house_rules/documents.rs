//! The documents for people who work on Sayso stay true: their examples are files that are compiled and tested, and what
//! they name is there.

use sayso::app::{Command, Menu};

use super::{files, root, text_of};

/// How a comment says that a block is part of a file, not all of it.
const PART: &str = "part of ";

/// The blocks of code that a comment like `<!-- src/export/example.rs -->` or `<!-- part of src/app/route.rs -->` names the
/// file of: (file, code).
fn quoted_files(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in page.match_indices("<!-- ") {
        let rest = &page[at + "<!-- ".len()..];
        let (Some((file, rest)), true) = (rest.split_once(" -->\n```rust\n"), page[..at].ends_with('\n')) else {
            continue;
        };
        if let Some((code, _)) = rest.split_once("```\n").filter(|_| !file.contains('\n')) {
            found.push((file.to_owned(), code.to_owned()));
        }
    }
    found
}

/// What a page shows of a file: all but its tests.
fn shown(text: &str) -> String {
    text.split("\n#[cfg(test)]").next().unwrap_or_default().trim_end().to_owned() + "\n"
}

/// A code without its indentation and line breaks.
fn in_one_line(code: &str) -> String {
    code.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The paths that a page names in `backticks` or [links](to), where they lie in the repository.
fn named_paths(page: &str) -> Vec<String> {
    let quoted = page.split('`').skip(1).step_by(2);
    let linked = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let paths = quoted.chain(linked).map(|path| path.split('#').next().unwrap_or_default());
    let is_ours = |path: &&str| {
        let begins = ["src/", "tests/", "docs/", "assets/", "benches/", ".ci/", ".github/", "projects/", "../"];
        begins.iter().any(|start| path.starts_with(start)) && !path.contains(['<', '*', ' ', '{', '…'])
    };
    paths.filter(is_ours).map(str::to_owned).collect()
}

/// The commands that a page names by their menus (*File › Import…*), with what no menu has.
fn named_commands(page: &str) -> (Vec<Command>, Vec<String>) {
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for entry in page.split('*').filter(|part| part.contains(" › ") && !part.contains('\n')) {
        let (menu, label) = entry.split_once(" › ").unwrap();
        let menu = Menu::ALL.into_iter().find(|known| known.label() == menu);
        match menu.and_then(|menu| menu.commands().find(|command| command.label() == label)) {
            Some(command) => found.push(command),
            None => missing.push(entry.to_owned()),
        }
    }
    (found, missing)
}

/// All pages, and the map of the code, with their texts.
fn pages() -> Vec<(String, String)> {
    let pages = files()
        .into_iter()
        .filter(|path| path == "src/lib.rs" || path.ends_with(".md") && !path.starts_with("tests/data/"));
    pages.filter_map(|path| Some((path.clone(), text_of(&path)?))).collect()
}

#[test]
fn examples_are_the_files_that_are_tested() {
    let page = text_of("CONTRIBUTING.md").unwrap();
    let quoted = quoted_files(&page);
    assert!(!quoted.is_empty() && quoted.len() == page.matches("```rust").count(), "each example names its file");
    for (file, code) in quoted {
        if let Some(file) = file.strip_prefix(PART) {
            let text = text_of(file).unwrap_or_else(|| panic!("{file} is no text"));
            assert!(
                in_one_line(&text).contains(&in_one_line(&code)),
                "CONTRIBUTING.md shows what is not in {file}:\n{code}"
            );
            continue;
        }
        let text = shown(&text_of(&file).unwrap());
        if std::env::var_os("SAYSO_WRITE").is_some() {
            let before = format!("<!-- {file} -->\n```rust\n");
            let now = text_of("CONTRIBUTING.md")
                .unwrap()
                .replace(&format!("{before}{code}```\n"), &format!("{before}{text}```\n"));
            std::fs::write(root().join("CONTRIBUTING.md"), now).unwrap();
        } else {
            assert!(code == text, "CONTRIBUTING.md shows another {file}; SAYSO_WRITE=1 puts it right");
        }
    }
}

#[test]
fn documents_name_what_is_there() {
    let pages = pages();
    assert!(pages.len() > 5, "there must be something to check");
    let mut missing = Vec::new();
    for (page, text) in pages {
        // What a page quotes has its place from the root; what it links to, from itself.
        let beside = root().join(&page).parent().unwrap().to_owned();
        let lost =
            named_paths(&text).into_iter().filter(|path| !root().join(path).exists() && !beside.join(path).exists());
        missing.extend(lost.map(|path| format!("{page} names {path}, which is not there")));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn documents_name_commands_as_the_menus_do() {
    let pages = pages();
    let (found, missing): (Vec<_>, Vec<_>) = pages.iter().map(|(_, text)| named_commands(text)).unzip();
    assert!(found.concat().len() > 5, "there must be something to check");
    assert!(missing.concat().is_empty(), "no such commands: {}", missing.concat().join(", "));
}

#[test]
fn what_is_named_is_found() {
    let page = "See `src/no/such.rs`, `src/<name>.rs`, [this](docs/x.md#part) and `cargo test`.\n\n<!-- a.rs -->\n```rust\nfn f() {}\n```\n";
    assert_eq!(quoted_files(page), [("a.rs".to_owned(), "fn f() {}\n".to_owned())]);
    assert_eq!(named_paths(page), ["src/no/such.rs", "docs/x.md"]);
    let (found, missing) = named_commands("Use *File › Import…* or *File › Fly…*, and *not* this.");
    assert_eq!((found, missing), (vec![Command::Import], vec!["File › Fly…".to_owned()]));
    assert_eq!(shown("//! A.\nfn f() {}\n\n#[cfg(test)]\nmod tests {}\n"), "//! A.\nfn f() {}\n");
}
