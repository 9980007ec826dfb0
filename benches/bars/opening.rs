//! What opening a large article costs, from the start of the process to its text: in a frame without a screen, and in a
//! window on a virtual one. Each is compared with `sayso check`, which reads the same file.

use std::{
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use sayso::{
    app::{App, Folders, Jobs},
    store::write_project,
};

use super::{
    frames::{Bench, NoDialogs, big},
    measure::{median, ratio, report},
};

const ROUNDS: usize = 7;
/// Nothing takes as long.
const PATIENCE: Duration = Duration::from_mins(1);

/// The large article in a folder of its own.
struct Opened {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl Opened {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("big.sayso");
        std::fs::write(&file, write_project(&big()).bytes).unwrap();
        Self { folder, file }
    }

    /// Seconds from the start of `sayso check` to its answer.
    fn check(&self) -> f64 {
        let mut check = Command::new(env!("CARGO_BIN_EXE_sayso"));
        to_the_first_line(check.arg("check").arg(&self.file))
    }
}

/// Seconds from the start of a process to the first line that it prints.
fn to_the_first_line(command: &mut Command) -> f64 {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let secs = begun.elapsed().as_secs_f64();
    child.wait().unwrap();
    assert!(!line.is_empty());
    secs
}

pub(crate) fn first_frame() {
    let opened = Opened::new();
    let program = std::env::current_exe().unwrap();
    let frame = || to_the_first_line(Command::new(&program).arg("--first-frame").arg(&opened.file));
    let pairs: Vec<(f64, f64)> = (0..ROUNDS).map(|_| (frame(), opened.check())).collect();
    ratio("open_10MB_60000_spans_to_the_first_frame_vs_check", &pairs, 1.3);
}

/// Opens a file as the window does, and prints a line when a frame shows its text.
pub(crate) fn print_first_frame(path: &Path) {
    let state = tempfile::tempdir().unwrap();
    let folders = Folders { state: Some(state.path().to_owned()), ..Folders::default() };
    let mut app = App::new(folders, Jobs::threads(Arc::new(|| ())), Arc::new(NoDialogs));
    app.start(vec![path.to_owned()]);
    let mut bench = Bench::over(app, state);
    while bench.view().article().is_none() {
        bench.frame(Vec::new());
        std::thread::sleep(Duration::from_millis(1));
    }
    bench.frame(Vec::new());
    println!("shown");
}

/// The same in a window on a virtual screen, whose memory is looked into from outside.
pub(crate) fn window() {
    let opened = Opened::new();
    let Some(screen) = Screen::start(opened.folder.path()) else {
        println!("    no window was opened: Xvfb is not installed");
        return;
    };
    let pairs: Vec<(f64, f64)> = (0..ROUNDS).map(|_| (screen.show(&opened), opened.check())).collect();
    report("open_10MB_60000_spans_in_a_window", median(pairs.iter().map(|p| p.0 * 1000.0).collect()), "ms");
    let times = median(pairs.iter().map(|(shown, checked)| shown / checked).collect());
    println!(
        "    {times:.2} times `sayso check`, {} pairs; with the start of OpenGL on a screen without its help",
        pairs.len()
    );
}

/// A process that ends with this value.
struct Ends(Child);

impl Drop for Ends {
    fn drop(&mut self) {
        let _ended_already = self.0.kill();
        let _ended = self.0.wait();
    }
}

/// A virtual screen.
struct Screen {
    _xvfb: Ends,
    display: String,
    memory: PathBuf,
}

impl Screen {
    /// Starts a screen whose memory lies in `folder`; `None` where that cannot be done.
    fn start(folder: &Path) -> Option<Self> {
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset", "-fbdir"]);
        let mut xvfb = Ends(xvfb.arg(folder).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?);
        let mut number = String::new();
        BufReader::new(xvfb.0.stdout.take()?).read_line(&mut number).ok()?;
        let display = format!(":{}", number.trim());
        Some(Self { _xvfb: xvfb, display, memory: folder.join("Xvfb_screen0") })
    }

    /// Seconds from the start of the program to the article's text on the screen.
    fn show(&self, opened: &Opened) -> f64 {
        let home = tempfile::tempdir().unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_sayso"));
        program.arg(&opened.file).env("DISPLAY", &self.display).env("HOME", home.path()).env_remove("WAYLAND_DISPLAY");
        for name in ["CONFIG_HOME", "DATA_HOME", "STATE_HOME", "CACHE_HOME", "RUNTIME_DIR"] {
            program.env(format!("XDG_{name}"), home.path());
        }
        let begun = Instant::now();
        let _program = Ends(program.spawn().unwrap());
        while self.lines_of_text() < 8 {
            assert!(begun.elapsed() < PATIENCE, "no text came");
            std::thread::sleep(Duration::from_millis(5));
        }
        begun.elapsed().as_secs_f64()
    }

    /// How many lines of text stand in the column in the middle of the screen: rows of pixels with much dark ink on a light
    /// ground, those next to each other counted once.
    fn lines_of_text(&self) -> usize {
        let mut bytes = Vec::new();
        std::fs::File::open(&self.memory).unwrap().read_to_end(&mut bytes).unwrap();
        // The header of a picture as `xwd` writes it: numbers of four bytes, the highest first.
        let number = |place: usize| {
            let bytes: [u8; 4] = bytes[place * 4..place * 4 + 4].try_into().unwrap();
            u32::from_be_bytes(bytes) as usize
        };
        let (header, width, height, line, colours) = (number(0), number(4), number(5), number(12), number(19));
        let pixels = &bytes[header + colours * 12..];
        let is_inked = |y: usize| {
            let row = &pixels[y * line + width * 2 / 5 * 4..y * line + width * 3 / 5 * 4];
            let dark = row.chunks(4).filter(|pixel| pixel[..3].iter().all(|part| *part < 110)).count();
            let light = row.chunks(4).filter(|pixel| pixel[..3].iter().all(|part| *part > 200)).count();
            dark > 12 && light > 100
        };
        let rows: Vec<bool> = (height / 6..height * 3 / 5).map(is_inked).collect();
        rows.windows(2).filter(|pair| pair[1] && !pair[0]).count()
    }
}
