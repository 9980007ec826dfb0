//! The sayso program: arguments, window, run.

use std::{
    process::ExitCode,
    sync::{Arc, OnceLock},
};

use sayso::{
    app::{App, Folders, Jobs, Settings, SystemDialogs, report_panics, start_log},
    cli::{self, Run},
    ui,
};

fn main() -> ExitCode {
    let state = Folders::of_system().state;
    start_log(state.clone());
    report_panics(state);
    let files = match cli::run() {
        Run::Done(code) => return code,
        Run::Window(files) => files,
    };
    let settings = Settings::load(Settings::file().as_ref());
    // Files are read while the window opens. Until it has, nobody needs to be woken: its first frame takes in what came.
    let window: Arc<OnceLock<egui::Context>> = Arc::default();
    let waking = Arc::clone(&window);
    let wake = move || waking.get().into_iter().for_each(egui::Context::request_repaint);
    let mut app = App::new(Folders::of_system(), Jobs::threads(Arc::new(wake)), Arc::new(SystemDialogs));
    app.start(files);
    let opened = ui::run(settings.window, settings.graphics.uses_card(), move |ctx| {
        window.get_or_init(|| ctx.clone());
        app
    });
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::no_window(&error.to_string()),
    }
}
