//! The programs that some tests need beside Sayso.

/// Whether a program is installed here. Where it is not, continuous integration fails and everybody else is told.
#[track_caller]
pub fn is_here(program: &str) -> bool {
    must_be_here(program, is_on_path(program))
}

/// Says what is missing; fails under `CI=true`, which may not skip any check.
#[track_caller]
pub fn must_be_here(what: &str, is_here: bool) -> bool {
    let ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
    assert!(is_here || !ci, "{what} is missing, and continuous integration may not skip what needs it");
    if !is_here {
        eprintln!("SKIPPED: {what} is missing (`./test` installs what is needed)");
    }
    is_here
}

/// Whether a program can be started by its name.
pub fn is_on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

#[test]
fn an_absent_program_is_noticed() {
    assert!(is_on_path("cargo") && !is_on_path("no-such-program"));
    let ask = || std::panic::catch_unwind(|| is_here("no-such-program"));
    let ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
    assert_eq!(ask().is_err(), ci, "only continuous integration fails");
}
