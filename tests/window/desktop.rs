//! A desktop of its own for one test: a virtual screen, a window manager, an accessibility bus, an empty home.
//!
//! Everything started here is ended when the [`Desktop`] goes, by process group, and nothing of the person who runs
//! the tests is read or written.

use std::{
    ffi::{OsStr, OsString},
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
    thread::sleep,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::common::tools::{is_on_path, must_be_here};

/// How long anything may take to show.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// How often is looked again.
const PAUSE: Duration = Duration::from_millis(100);

/// Windows are drawn by the processor here: one at a time is quicker than several together.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A process with its children; ended when dropped.
pub(super) struct Running {
    child: Child,
    /// How it ended. After that its number may belong to somebody else and gets no signal any more.
    status: Option<ExitStatus>,
}

impl Running {
    fn start(command: &mut Command) -> Self {
        let child = command.process_group(0).stdin(Stdio::null()).spawn();
        Self { child: child.unwrap_or_else(|error| panic!("{command:?}: {error}")), status: None }
    }

    /// How it ended; `None` while it runs.
    fn status(&mut self) -> Option<ExitStatus> {
        if self.status.is_none() {
            self.status = self.child.try_wait().unwrap();
        }
        self.status
    }

    /// Waits until it has ended by itself.
    pub(super) fn ended(mut self) -> ExitStatus {
        wait_for("the program to end", || self.status())
    }

    /// Ends it without a word, at once.
    pub(super) fn kill(mut self) {
        self.signal(Signal::KILL);
        wait_for("the killed program to end", || self.status());
    }

    fn signal(&self, signal: Signal) {
        if let (None, Some(group)) = (self.status, Pid::from_raw(self.child.id().cast_signed())) {
            let _gone_by_itself = kill_process_group(group, signal);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        for signal in [Signal::TERM, Signal::KILL] {
            self.signal(signal);
            let sent = Instant::now();
            while self.status().is_none() && sent.elapsed() < Duration::from_secs(2) {
                sleep(PAUSE / 4);
            }
        }
    }
}

/// Asks again and again until there is an answer.
#[track_caller]
pub(super) fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let asked = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(asked.elapsed() < PATIENCE, "waited {} s for {what}", PATIENCE.as_secs());
        sleep(PAUSE);
    }
}

/// A screen with everything that a window needs.
pub(super) struct Desktop {
    // In the order in which they go: programs first, the screen last, then the folder.
    services: Vec<Running>,
    _screen: Running,
    folder: tempfile::TempDir,
    display: String,
    _turn: MutexGuard<'static, ()>,
}

impl Desktop {
    /// Starts a desktop; `None`, with a message, where a tool is missing. Continuous integration may not skip.
    pub(super) fn start() -> Option<Self> {
        Self::start_at("1400x900")
    }

    /// Starts one whose screen has this size.
    pub(super) fn start_at(size: &str) -> Option<Self> {
        let missing = missing_tools();
        if !must_be_here(&missing.join(", "), missing.is_empty()) {
            return None;
        }
        let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::Builder::new().prefix("sayso").tempdir().unwrap();
        let mut command = Command::new("Xvfb");
        // Without `-noreset` the screen begins anew, and drops whoever is just coming, when its only guest leaves.
        command.args(["-displayfd", "1", "-screen", "0", &format!("{size}x24"), "-nolisten", "tcp", "-noreset"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut screen = Running::start(&mut command);
        let mut number = String::new();
        BufReader::new(screen.child.stdout.take().unwrap()).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb opened no screen");
        let display = format!(":{}", number.trim());
        let mut desktop = Self { services: Vec::new(), _screen: screen, folder, display, _turn: turn };
        for name in ["bin", "config", "data", "state", "cache", "runtime"] {
            std::fs::create_dir(desktop.path(name)).unwrap();
        }
        desktop.serve(
            desktop
                .command("dbus-daemon")
                .args(["--session", "--nofork", "--nopidfile"])
                .arg(format!("--address={}", desktop.bus())),
        );
        wait_for("the session bus", || desktop.path("bus").exists().then_some(()));
        let launcher = launcher().unwrap();
        desktop.serve(desktop.command(launcher).args(["--launch-immediately", "--a11y=1", "--screen-reader=1"]));
        desktop.serve(&mut desktop.command("openbox"));
        wait_for("the window manager", || {
            let managed = desktop.command("xdotool").args(["get_num_desktops"]).output().unwrap();
            managed.status.success().then_some(())
        });
        Some(desktop)
    }

    /// A path in the folder of this desktop, which is also the home folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bus(&self) -> String {
        format!("unix:path={}", self.path("bus").display())
    }

    /// A command on this desktop. Programs in the folder `bin` come before those of the system.
    pub(super) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut path = self.path("bin").into_os_string();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_else(|| OsString::from("/usr/bin:/bin")));
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .env("PATH", path)
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", self.bus())
            .env("HOME", self.folder.path())
            .env("LANG", "C.UTF-8")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("XDG_SESSION_TYPE", "x11");
        for (name, folder) in [
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_RUNTIME_DIR", "runtime"),
        ] {
            command.env(name, self.path(folder));
        }
        for name in ["WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "NO_AT_BRIDGE", "AT_SPI_BUS_ADDRESS", "XAUTHORITY"] {
            command.env_remove(name);
        }
        command
    }

    fn serve(&mut self, command: &mut Command) {
        let service = Running::start(command.stdout(Stdio::null()).stderr(Stdio::null()));
        // The last one started is the first to end.
        self.services.insert(0, service);
    }

    /// Starts a program and waits for its window, whose title holds `title`.
    pub(super) fn open(&self, command: &mut Command, title: &str) -> Running {
        let mut running = Running::start(command);
        wait_for(&format!("a window {title:?}"), || {
            if let Some(status) = running.status() {
                panic!("{command:?} ended with {status} before its window came");
            }
            self.window(title)
        });
        running
    }

    /// The visible window whose title holds `title`.
    pub(super) fn window(&self, title: &str) -> Option<String> {
        let found = self.xdotool(&["search", "--onlyvisible", "--name", title]);
        found.lines().next().map(str::to_owned)
    }

    /// Width and height of a window's contents.
    pub(super) fn size_of(&self, window: &str) -> (i32, i32) {
        let told = self.xdotool(&["getwindowgeometry", "--shell", window]);
        let number = |name: &str| {
            let line = told.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            line.and_then(|number| number.parse::<i32>().ok()).unwrap_or_default()
        };
        (number("WIDTH"), number("HEIGHT"))
    }

    /// Puts a program of our own before those of the system: a script for `sh`.
    pub(super) fn script(&self, name: &str, script: &str) {
        use std::os::unix::fs::PermissionsExt;
        let path = self.path("bin").join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn xdotool(&self, arguments: &[&str]) -> String {
        let output = self.command("xdotool").args(arguments).stderr(Stdio::null()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// Clicks at a place of the screen.
    pub(super) fn click(&self, (x, y): (i32, i32)) {
        self.move_to((x, y));
        self.xdotool(&["click", "1"]);
    }

    /// Drags as a hand does: press, several steps on the way, release.
    pub(super) fn drag(&self, from: (i32, i32), to: (i32, i32)) {
        self.move_to(from);
        self.xdotool(&["mousedown", "1"]);
        for step in 1..=8 {
            let along = |from: i32, to: i32| from + (to - from) * step / 8;
            self.move_to((along(from.0, to.0), along(from.1, to.1)));
            sleep(Duration::from_millis(20));
        }
        self.xdotool(&["mouseup", "1"]);
    }

    fn move_to(&self, (x, y): (i32, i32)) {
        self.xdotool(&["mousemove", &x.to_string(), &y.to_string()]);
    }

    /// Presses a key, with modifiers as in `ctrl+s`.
    pub(super) fn press(&self, key: &str) {
        self.xdotool(&["key", key]);
    }

    /// Types letter by letter.
    pub(super) fn type_text(&self, text: &str) {
        self.xdotool(&["type", "--delay", "15", text]);
    }

    /// The bytes of all pixels of the screen, when it has been still for a while: red, green, blue, row by row.
    pub(super) fn still(&self) -> Vec<u8> {
        let look = || {
            sleep(Duration::from_millis(700));
            self.command("import").args(["-window", "root", "-depth", "8", "rgb:-"]).output().unwrap().stdout
        };
        let mut last = look();
        wait_for("a screen that is still", || {
            let before = std::mem::replace(&mut last, look());
            (before == last && !last.is_empty()).then(|| last.clone())
        })
    }

    /// Leaves a picture of the screen for whoever looks into a failed test.
    pub(super) fn picture(&self, name: &str) -> PathBuf {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
        let _best_effort = self.command("import").args(["-window", "root"]).arg(&path).status();
        path
    }
}

/// Where the accessibility bus is started from; systems differ.
fn launcher() -> Option<&'static str> {
    let places = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"];
    places.into_iter().find(|place| Path::new(place).exists())
}

/// The system's Python: the one that the bindings of the accessibility bus are installed for.
pub(super) fn python() -> &'static str {
    let system = "/usr/bin/python3";
    if Path::new(system).exists() { system } else { "python3" }
}

fn missing_tools() -> Vec<&'static str> {
    let tools = ["Xvfb", "dbus-daemon", "openbox", "xdotool", "zenity", "import", "strace"];
    let mut missing: Vec<&str> = tools.into_iter().filter(|tool| !is_on_path(tool)).collect();
    if launcher().is_none() {
        missing.push("at-spi-bus-launcher");
    }
    let bindings = Command::new(python())
        .args(["-c", "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"])
        .stderr(Stdio::null())
        .status();
    if !bindings.is_ok_and(|status| status.success()) {
        missing.push("python3-gi with gir1.2-atspi-2.0");
    }
    missing
}
