//! The command line, run as people run it.

mod check;
mod export;
mod import;
mod report;
mod search;
mod stats;

use std::process::{Command, Output};

/// Runs a command without a display: its exit code, standard output and standard error.
pub fn sayso(arguments: &[&str]) -> (i32, String, String) {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
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
    for command in ["check", "import", "export", "search", "stats", "formats"] {
        assert!(script.contains(command) && page.contains(command), "{command}");
    }
    assert!(page.starts_with(".ie") || page.contains(".TH sayso"), "{page}");
    assert_eq!(sayso(&["completions", "abacus"]).0, 2);
}
