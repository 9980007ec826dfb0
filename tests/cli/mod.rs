//! The command line, run as people run it.

mod agree;
mod check;
mod export;
mod import;
mod layers;
mod merging;
mod report;
mod search;
mod stats;

use std::process::{Command, Output};

/// Runs a command without a display: its exit code, standard output and standard error.
pub(crate) fn sayso(arguments: &[&str]) -> (i32, String, String) {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments)
        .env("XDG_STATE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/state"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// What damaged files make readers and libraries say is for developers, and goes to the log.
#[test]
fn damaged_files_put_only_lines_of_ours_on_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let whole = std::fs::read("tests/data/pdf-scripts/latin.pdflatex.pdf").unwrap();
    let wrong = String::from_utf8_lossy(&whole).replace("/Length", "/Lxngth").into_bytes();
    for (name, bytes) in
        [("cut.pdf", &whole[..whole.len() / 2]), ("wrong.pdf", &wrong), ("none.docx", b"PK"), ("a.eml", b"x")]
    {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let sayso = |asked: Option<&str>, state: &str| {
        // Where notes are to be written there is a file, which is a warning.
        let notes = folder.path().join(state).join("sayso/writing");
        std::fs::create_dir_all(notes.parent().unwrap()).unwrap();
        std::fs::write(notes, "").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command
            .arg("import")
            .args(["cut.pdf", "wrong.pdf", "none.docx", "a.eml"].map(|name| folder.path().join(name)))
            .arg("tests/corpus")
            .arg("-o")
            .arg(folder.path().join(format!("{state}.sayso")));
        command.env("XDG_STATE_HOME", folder.path().join(state)).env("RUST_LOG", "trace").env_remove("SAYSO_LOG");
        asked.map(|asked| command.env("SAYSO_LOG", asked));
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    let told = sayso(None, "quiet");
    let is_ours = |line: &str| [" was not added: ", " skipped: ", "Saved "].iter().any(|ours| line.contains(ours));
    assert!(told.lines().count() > 5 && told.lines().all(is_ours), "{told}");
    for level in ["WARN", "ERROR", "INFO", "DEBUG", "TRACE"] {
        assert!(!told.contains(level), "{level}: {told}");
    }
    let log = std::fs::read_to_string(folder.path().join("quiet/sayso/log.txt")).unwrap();
    assert!(log.contains(" WARN sayso::store::leftover: "), "{log}");
    assert!(log.lines().all(|line| line.contains(" WARN ") || line.contains(" ERROR ")), "{log}");
    let asked = sayso(Some("debug"), "loud");
    assert!(asked.lines().count() > told.lines().count() && asked.contains("WARN"), "{asked}");
    assert!(!folder.path().join("loud/sayso/log.txt").exists(), "a developer reads the terminal");
}

#[test]
fn a_mistyped_command_says_so_and_opens_no_window() {
    let (code, _, err) = sayso(&["exprot", "projects/kremlin-call.sayso.txt"]);
    assert_eq!(code, 2);
    assert!(err.contains("no file or command is named “exprot”") && err.contains("--help"), "{err}");
}

#[test]
fn without_a_display_it_says_what_is_missing() {
    let (code, _, err) = sayso(&[]);
    assert_eq!(code, 2);
    assert!(err.contains("no display was found"), "{err}");
    assert_eq!(sayso(&["--help"]).0, 0);
    assert_eq!(sayso(&["formats", "--json"]).0, 0);
    assert_eq!(sayso(&["frobnicate", "--x"]).0, 2);
}

#[test]
fn shells_and_man_know_every_command() {
    let (code, script, _) = sayso(&["completions", "bash"]);
    assert_eq!(code, 0);
    let (code, page, _) = sayso(&["man"]);
    assert_eq!(code, 0);
    for command in ["check", "import", "export", "search", "stats", "agree", "formats"] {
        assert!(script.contains(command) && page.contains(command), "{command}");
    }
    assert!(page.starts_with(".ie") || page.contains(".TH sayso"), "{page}");
    assert_eq!(sayso(&["completions", "abacus"]).0, 2);
}
