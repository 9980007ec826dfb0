//! The program itself, in a real window on a virtual screen, with a real mouse, keyboard and file dialog.
#![cfg(target_os = "linux")]

mod desktop;
mod screen_reader;

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use desktop::{Desktop, Running, wait_for};
use sayso::store::read_project;

use crate::common::{marked, tools::is_here};

const ARTICLE: &str = include_str!("../data/sample/article.txt");
const WORDS: &str = "Recep Tayyip Erdogan";
const SAYSO: &str = env!("CARGO_BIN_EXE_sayso");

/// How the program calls itself on the accessibility bus.
const NAME: &str = "sayso";

/// The window with the article in it, opened from the command line.
fn open(desktop: &Desktop, file: &Path) -> Running {
    desktop.open(desktop.command(SAYSO).arg(file), "Sayso")
}

/// The article as a file on this desktop.
fn article(desktop: &Desktop) -> PathBuf {
    let path = desktop.path("article.txt");
    std::fs::write(&path, ARTICLE).unwrap();
    path
}

/// Marks the words with the mouse alone: a drag, and a click in the menu that opens.
fn mark_with_the_mouse(desktop: &Desktop) {
    let (from, to) = desktop.ends_of(NAME, WORDS);
    let before = desktop.nodes(NAME, "").len();
    desktop.drag(from, to);
    wait_for("the tag menu", || (desktop.nodes(NAME, "").len() > before).then_some(()));
    // The menu finds its place in its first frames; a screen reader may have seen it before.
    std::thread::sleep(Duration::from_millis(400));
    // The codebook has a row of this name too; the menu lies on top and comes last.
    let addressee = desktop.node(NAME, "Addressee in the menu", |node| node.name.starts_with("Addressee"));
    desktop.click(addressee.middle());
    is_marked(desktop);
}

/// Waits until the mark is there for a screen reader, and so for everybody.
fn is_marked(desktop: &Desktop) {
    let name = format!("Addressee: {WORDS}");
    desktop.node(NAME, &name, |node| node.name == name);
}

/// Ends the program with the keyboard.
fn quit(desktop: &Desktop, program: Running) {
    desktop.press("ctrl+q");
    let status = program.ended();
    assert!(status.success(), "{status}");
}

/// The saved project holds the one mark, by its own account and by that of `sayso check`.
fn check(desktop: &Desktop, project: &Path) {
    let loaded = read_project(&std::fs::read(project).unwrap()).unwrap();
    assert_eq!(loaded.problems, []);
    let saved = loaded.project.articles.values().next().unwrap();
    assert_eq!(marked::of_article(saved), ARTICLE.replacen(WORDS, &format!("[{WORDS}]{{addressee}}"), 1));
    let output = desktop.command(SAYSO).arg("check").arg(project).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// Runs a scenario; when it fails, leaves a picture of the screen and says where.
fn on_a_desktop(name: &str, scenario: impl FnOnce(&Desktop)) {
    let Some(desktop) = Desktop::start() else { return };
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| scenario(&desktop)));
    if let Err(panic) = result {
        eprintln!("the screen at that moment: {}", desktop.picture(name).display());
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn the_window_opens_and_says_what_is_in_it() {
    on_a_desktop("window_opens", |desktop| {
        let _program = open(desktop, &article(desktop));
        desktop.node(NAME, "the panel of articles", |node| node.name.starts_with("Articles"));
        desktop.node(NAME, "the codebook", |node| node.name == "Codebook");
        for tag in ["Claim", "Speaker", "Cue", "Addressee", "Location"] {
            desktop.node(NAME, tag, |node| node.name == tag);
        }
        desktop.node(NAME, "the article", |node| node.text.contains("Russian President Vladimir Putin had"));
    });
}

/// The window remembers a size from a larger screen, or has none to remember.
#[test]
fn the_window_fits_the_screen() {
    for settings in ["()", "(window: (2400.0, 1500.0))", "(window: (900.0, 1200.0), zoom: 2.0)"] {
        let Some(desktop) = Desktop::start_at("1024x700") else { return };
        std::fs::create_dir(desktop.path("config/sayso")).unwrap();
        std::fs::write(desktop.path("config/sayso/settings.ron"), settings).unwrap();
        let program = open(&desktop, &article(&desktop));
        let fits = |(width, height): (i32, i32)| (600..=1024).contains(&width) && (400..=700).contains(&height);
        wait_for("a window that fits", || desktop.window("Sayso").filter(|window| fits(desktop.size_of(window))));
        std::thread::sleep(Duration::from_millis(600));
        let size = desktop.window("Sayso").map(|window| desktop.size_of(&window));
        assert!(size.is_some_and(fits), "{settings}: {size:?}");
        // What is at its lower edge can be reached with the mouse.
        let (x, y) = desktop.node(NAME, "the status line", |node| node.name.starts_with("Coder: ")).middle();
        assert!((0..1024).contains(&x) && (600..700).contains(&y), "{settings}: {x} {y}");
        program.kill();
    }
}

/// OpenGL and our own renderer draw the same window, up to the rounding of colours.
#[test]
fn whatever_draws_the_window_looks_the_same() {
    let mut screens = Vec::new();
    for graphics in ["Card", "Software"] {
        let Some(desktop) = Desktop::start() else { return };
        std::fs::create_dir(desktop.path("config/sayso")).unwrap();
        let settings = format!("(graphics: {graphics}, coder_name: \"Somebody\")");
        std::fs::write(desktop.path("config/sayso/settings.ron"), settings).unwrap();
        let program = open(&desktop, &article(&desktop));
        desktop.node(NAME, "the article", |node| node.text.contains("Russian President Vladimir Putin had"));
        screens.push(desktop.still());
        program.kill();
    }
    let [card, software] = screens.as_slice() else { panic!("two screens") };
    assert_eq!(card.len(), software.len());
    let differs = |(one, other): (&u8, &u8)| one.abs_diff(*other) > 3;
    assert_eq!(card.iter().zip(software).filter(|pair| differs(*pair)).count(), 0);
}

/// What is copied here can be pasted in other programs, and the other way round.
#[test]
fn words_are_copied_and_pasted_between_programs() {
    on_a_desktop("clipboard", |desktop| {
        let _program = open(desktop, &article(desktop));
        let (from, to) = desktop.ends_of(NAME, WORDS);
        desktop.drag(from, to);
        std::thread::sleep(Duration::from_millis(600));
        desktop.press("Escape");
        std::thread::sleep(Duration::from_millis(300));
        desktop.press("ctrl+c");
        let xclip = |arguments: &[&str]| {
            let mut command = desktop.command("xclip");
            command.args(["-selection", "clipboard"]).args(arguments).stderr(Stdio::null());
            command
        };
        wait_for("the copied words", || (xclip(&["-o"]).output().unwrap().stdout == WORDS.as_bytes()).then_some(()));

        let pasted = desktop.path("pasted.txt");
        std::fs::write(&pasted, "Minister denies everything\n\nShe said so on Monday.").unwrap();
        assert!(xclip(&[]).arg(&pasted).stdout(Stdio::null()).status().unwrap().success());
        desktop.press("ctrl+v");
        desktop.node(NAME, "the pasted text", |node| node.text.contains("She said so on Monday."));
    });
}

#[test]
fn what_another_window_has_covered_is_drawn_again() {
    on_a_desktop("covered", |desktop| {
        let _program = open(desktop, &article(desktop));
        desktop.node(NAME, "the article", |node| node.text.contains("Russian President Vladimir Putin had"));
        let before = desktop.still();
        let mut dialog: Command = desktop.command("zenity");
        dialog.args(["--info", "--title=In the way", "--text=In the way", "--width=500"]);
        let dialog = desktop.open(dialog.stderr(Stdio::null()), "In the way");
        assert!(desktop.still() != before, "the dialog covers nothing");
        dialog.kill();
        assert!(desktop.still() == before, "something of the dialog is left");
    });
}

#[test]
fn an_article_is_marked_saved_and_opened_again() {
    on_a_desktop("marked_and_saved", |desktop| {
        let project = desktop.path("work.sayso");
        // A file dialog that answers at once would look like a missing one.
        desktop.script("zenity", &format!("echo \"$@\" >>zenity.log\nsleep 0.5\necho '{}'", project.display()));
        let program = open(desktop, &article(desktop));
        mark_with_the_mouse(desktop);
        desktop.press("ctrl+s");
        wait_for("the saved project", || project.exists().then_some(()));
        let asked = std::fs::read_to_string(desktop.path("zenity.log")).unwrap();
        assert!(asked.contains("--file-selection") && asked.contains("--save"), "{asked}");
        let begins = format!("--filename={}", desktop.path("Untitled project.sayso").display());
        assert!(asked.contains("--title=Save project as") && asked.contains(&begins), "{asked}");
        desktop.node(NAME, "that all is saved", |node| node.name == "All changes saved");
        quit(desktop, program);
        check(desktop, &project);

        let saved = std::fs::read(&project).unwrap();
        let program = open(desktop, &project);
        is_marked(desktop);
        quit(desktop, program);
        assert_eq!(std::fs::read(&project).unwrap(), saved, "opening writes nothing");
    });
}

/// The real dialog is not ours, so it may fail us once.
#[test]
fn a_mark_survives_the_kill_of_the_window() {
    on_a_desktop("killed", |desktop| {
        let project = desktop.path("work.sayso");
        desktop.script("zenity", &format!("sleep 0.5\necho '{}'", project.display()));
        let program = open(desktop, &article(desktop));
        desktop.press("ctrl+s");
        wait_for("the saved project", || project.exists().then_some(()));
        desktop.node(NAME, "that all is saved", |node| node.name == "All changes saved");
        let saved = std::fs::read(&project).unwrap();
        mark_with_the_mouse(desktop);
        program.kill();
        let program = open(desktop, &project);
        is_marked(desktop);
        desktop.node(NAME, "what was recovered", |node| node.name.contains("Recovered 1 unsaved change"));
        desktop.node(NAME, "that it is kept", |node| node.name == "Unsaved changes (recoverable)");
        assert_eq!(std::fs::read(&project).unwrap(), saved, "opening writes nothing");
        desktop.press("ctrl+s");
        desktop.node(NAME, "that all is saved", |node| node.name == "All changes saved");
        quit(desktop, program);
        check(desktop, &project);
    });
}

/// Drags over words and gives them a tag by its key; waits until a screen reader knows the mark.
fn mark_as_location(desktop: &Desktop, words: &str) {
    // The window finds its size, and the text its place, in the first frames.
    let mut last = None;
    let (from, to) = wait_for("words that stay where they are", || {
        let now = desktop.ends_of(NAME, words);
        std::thread::sleep(Duration::from_millis(300));
        (last.replace(now) == Some(now)).then_some(now)
    });
    let before = desktop.nodes(NAME, "").len();
    desktop.drag(from, to);
    wait_for("the tag menu", || (desktop.nodes(NAME, "").len() > before).then_some(()));
    desktop.press("5");
    desktop.node(NAME, words, |node| node.name.contains("Location") && node.name.contains(words));
}

/// Each with settings and recovery files of their own.
fn open_as(desktop: &Desktop, coder: &str, file: &Path) -> Running {
    let own = |what: &str| desktop.path(&format!("{coder}-{what}"));
    let settings = own("config").join("sayso/settings.ron");
    std::fs::create_dir_all(settings.parent().unwrap()).unwrap();
    if !settings.exists() {
        std::fs::write(&settings, format!("(coder_name: \"{coder}\")")).unwrap();
    }
    let mut command = desktop.command(SAYSO);
    command.env("XDG_CONFIG_HOME", own("config")).env("XDG_STATE_HOME", own("state")).arg(file);
    desktop.open(&mut command, "Sayso")
}

fn save(desktop: &Desktop) {
    desktop.press("ctrl+s");
    desktop.node(NAME, "that all is saved", |node| node.name == "All changes saved");
}

#[test]
fn copies_of_two_people_are_merged_and_what_differs_is_decided_by_keys() {
    on_a_desktop("two_copies", |desktop| {
        let [ana, ben] = [("Ana", "telephone conversation"), ("Ben", "in which")].map(|(coder, words)| {
            let file = desktop.path(&format!("{coder}.sayso"));
            std::fs::copy("projects/kremlin-call-two-readers.sayso", &file).unwrap();
            let program = open_as(desktop, coder, &file);
            mark_as_location(desktop, words);
            save(desktop);
            quit(desktop, program);
            file
        });
        desktop.script("zenity", &format!("sleep 0.5\necho '{}'", ben.display()));
        let program = open_as(desktop, "Ana", &ana);
        desktop.press("ctrl+shift+p");
        std::thread::sleep(Duration::from_millis(400));
        desktop.type_text("merge copies");
        desktop.node(NAME, "the command", |node| node.name.starts_with("Merge copies"));
        desktop.press("Return");
        desktop.node(NAME, "what the copy brings", |node| node.name == "1 new mark");
        desktop.press("Return");
        desktop.node(NAME, "the mark of the other", |node| {
            node.name.contains("Location") && node.name.contains("in which")
        });
        let decided = |file: &Path| read_project(&std::fs::read(file).unwrap()).unwrap().project.decisions.len();
        let before = decided(&ana);
        desktop.press("ctrl+8");
        desktop.node(NAME, "what decides", |node| node.name.starts_with("1 ") && node.name.contains("Ana"));
        std::thread::sleep(Duration::from_millis(400));
        desktop.press("1");
        save(desktop);
        quit(desktop, program);
        let merged = read_project(&std::fs::read(&ana).unwrap()).unwrap();
        assert_eq!(merged.problems, []);
        let article = merged.project.articles.values().next().unwrap();
        let by = |coder: &str| {
            let own = article.spans.iter().filter(|span| merged.project.coder_name(span.by) == coder);
            own.map(|span| article.words_of(span)).collect::<Vec<String>>()
        };
        assert_eq!((by("Ana"), by("Ben")), (vec!["telephone conversation".into()], vec!["in which".into()]));
        assert_eq!(decided(&ana), before + 1, "one difference is decided");
    });
}

/// The calls of a trace that make or use a socket of the internet.
fn internet_calls(trace: &str) -> Vec<&str> {
    let families = ["AF_INET", "AF_PACKET", "AF_NETLINK"];
    trace.lines().filter(|line| families.iter().any(|family| line.contains(family))).collect()
}

#[test]
fn the_program_speaks_to_nobody_on_the_internet() {
    on_a_desktop("no_internet", |desktop| {
        let log = desktop.path("trace");
        let project = desktop.path("work.sayso");
        desktop.script("zenity", &format!("sleep 0.5\necho '{}'", project.display()));
        let mut traced = desktop.command("strace");
        traced.args(["-f", "-qq", "-e", "trace=%network", "-o"]).arg(&log).arg(SAYSO).arg(article(desktop));
        let program = desktop.open(&mut traced, "Sayso");
        mark_with_the_mouse(desktop);
        desktop.press("ctrl+s");
        wait_for("the saved project", || project.exists().then_some(()));
        desktop.node(NAME, "that all is saved", |node| node.name == "All changes saved");
        quit(desktop, program);
        let trace = std::fs::read_to_string(&log).unwrap();
        assert!(trace.contains("AF_UNIX"), "the screen is reached by a socket, so the trace must show that one");
        assert_eq!(internet_calls(&trace), Vec::<&str>::new());
    });
}

/// The search for such calls finds one.
#[test]
fn a_program_that_speaks_to_the_internet_is_found_out() {
    if !is_here("strace") {
        return;
    }
    let traced = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=%network", "-o", "/dev/stdout", "bash", "-c", "echo >/dev/tcp/127.0.0.1/9"])
        .stderr(Stdio::null())
        .output()
        .unwrap();
    assert_ne!(internet_calls(&String::from_utf8_lossy(&traced.stdout)), Vec::<&str>::new());
}

#[test]
fn the_real_dialog_saves() {
    on_a_desktop("real_dialog", |desktop| {
        let project = desktop.path("real.sayso");
        let program = open(desktop, &article(desktop));
        mark_with_the_mouse(desktop);
        let saved = (0..2).any(|_| {
            desktop.press("ctrl+s");
            save_in_the_real_dialog(desktop, &project)
        });
        assert!(saved, "the dialog did not save");
        quit(desktop, program);
        check(desktop, &project);
    });
}

/// Types the path into zenity's dialog; says whether the file came.
fn save_in_the_real_dialog(desktop: &Desktop, project: &Path) -> bool {
    let dialog = |desktop: &Desktop| {
        let found = desktop.command("xdotool").args(["search", "--onlyvisible", "--class", "zenity"]).output();
        !found.unwrap().stdout.is_empty()
    };
    let waited = || {
        (0..100).any(|_| {
            std::thread::sleep(Duration::from_millis(100));
            dialog(desktop)
        })
    };
    if !waited() {
        return false;
    }
    std::thread::sleep(Duration::from_secs(1));
    desktop.press("ctrl+a");
    desktop.type_text(&project.display().to_string());
    desktop.press("Return");
    let came = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        project.exists()
    });
    if !came {
        desktop.press("Escape");
    }
    came
}

/// The driver itself, on a window that is not ours: what it finds and presses is real.
#[test]
fn the_driver_finds_and_presses_buttons() {
    on_a_desktop("driver", |desktop| {
        let mut command: Command = desktop.command("zenity");
        command.args(["--question", "--title=Driver", "--text=Does it work?", "--ok-label=It does"]);
        let program = desktop.open(command.stderr(Stdio::null()), "Driver");
        let button = desktop.node("zenity", "the button", |node| node.name == "It does");
        desktop.node("zenity", "the question", |node| node.text.contains("Does it work?"));
        desktop.click(button.middle());
        assert!(program.ended().success());
    });
}
