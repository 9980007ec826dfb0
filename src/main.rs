//! The sayso program: arguments, window, run.

use std::{process::ExitCode, sync::Arc};

use sayso::{
    app::{App, Folders, Jobs, Settings, SystemDialogs, report_panics},
    cli::{self, Run},
    ui,
};

fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("sayso=warn")).init();
    report_panics(Folders::of_system().state);
    let files = match cli::run() {
        Run::Done(code) => return code,
        Run::Window(files) => files,
    };
    let settings = Settings::load(Settings::file().as_ref());
    let opened = ui::run(settings.window, settings.graphics.uses_card(), move |ctx| {
        let ctx = ctx.clone();
        let jobs = Jobs::threads(Arc::new(move || ctx.request_repaint()));
        let mut app = App::new(Folders::of_system(), jobs, Arc::new(SystemDialogs));
        app.start(files);
        app
    });
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::no_window(&error.to_string()),
    }
}
