//! Exporting: which formats there are for what the project holds, and writing one.

use std::path::PathBuf;

use super::words;
use crate::{
    app::desk::{
        desk::Desk,
        failure::WriteFailure,
        jobs::JobKind,
        paths,
        prompt::{PathPurpose, Prompt},
        step::{Outcome, Step, free_job},
    },
    export, store,
};

/// Shows the formats.
pub(crate) fn show_formats(desk: &Desk) -> Step {
    let shown = desk.project().in_layer(desk.selection.layer);
    let counts = export::Part::ALL.iter().map(|part| (*part, part.count(&shown))).collect();
    Step::ask(Prompt::Export { counts, coders: export::coders(&shown).into() })
}

/// Asks where to export in a format.
pub(crate) fn ask(desk: &Desk, format: &'static str) -> Outcome {
    Ok(paths::ask(desk, PathPurpose::Export(format))?.closing_prompt())
}

/// Writes the marks that are shown in the format of a name.
pub(crate) fn export(desk: &Desk, path: PathBuf, format: &'static str) -> Outcome {
    let format = export::format(format).ok_or_else(|| words::no_such_format(format))?;
    let project = desk.session.titled().in_layer(desk.selection.layer);
    let (to, root) = (path.clone(), desk.folders.state.clone());
    let work = move |_progress: &_| {
        let written = format.write(&project);
        let listed = project.listed_articles();
        let aside: usize = listed.iter().map(|article| article.quarantined.len()).sum();
        let losses: Vec<String> = written.losses.iter().map(ToString::to_string).collect();
        let told = words::exported(&words::by_coders(&written.what, &written.coders), &path, aside, &losses);
        let bytes = written.into_bytes()?;
        store::write_file(root.as_deref(), &path, &bytes)?;
        Ok(told)
    };
    Ok(Step::start(free_job(JobKind::Export, work, move |_desk, written: Result<Result<_, WriteFailure>, _>| {
        match written? {
            Ok(told) => Ok(Step::say(told)),
            Err(why) => Err(words::cannot_write(&to, &why.to_string())),
        }
    })))
}
