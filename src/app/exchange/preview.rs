//! Previewing a file before its articles are added: how it is read and what of it is taken are chosen, and what it holds
//! follows at once.

use std::{path::PathBuf, sync::Arc};

use super::{import_plan, read, words};
use crate::{
    app::desk::{
        crash::guarded,
        desk::Desk,
        failure::ReadFailure,
        jobs::{JobKind, Progress},
        mappings::Mappings,
        prompt::{
            Prompt,
            preview::{PreviewAction, Previewed, Read},
        },
        step::{Outcome, Step, job},
    },
    import::{self, Contents, Imported, Reading, Watch},
};

/// Reads a file in the background, and shows what would be added.
pub(crate) fn preview(desk: &Desk, path: PathBuf) -> Step {
    let name = read::name_of(&path);
    let (file, patterns, mappings) = (name.clone(), patterns(desk), desk.settings.mappings.clone());
    let work = move |progress: &_| {
        read::bytes_of(&path)
            .map(|bytes| plan(file, bytes.into(), Reading::default(), patterns, Some(&mappings), progress))
    };
    Step::start(job(desk, JobKind::ReadPreview, work, move |_desk, read| match read? {
        Ok(plan) => Ok(show(plan)),
        Err(why) => Err(words::cannot_read(&name, &why)),
    }))
}

/// Shows what was read; what was shown before stays where somebody stopped it.
fn show(read: Option<Previewed>) -> Step {
    read.map_or_else(Step::nothing, |read| Step::ask(Prompt::Preview(read)))
}

/// The patterns by which files of the project were split, each once.
fn patterns(desk: &Desk) -> Vec<String> {
    let all = desk.project().articles.values().map(|article| article.source.split.clone());
    let mut patterns: Vec<String> = all.filter(|pattern| !pattern.is_empty()).collect();
    patterns.sort_unstable();
    patterns.dedup();
    patterns
}

/// Reads a file; a table or JSON as files of its shape were read last, where that is remembered. `None` when somebody
/// stopped it.
fn plan(
    name: String,
    bytes: Arc<[u8]>,
    mut reading: Reading,
    patterns: Vec<String>,
    remembered: Option<&Mappings>,
    progress: &Progress,
) -> Option<Previewed> {
    progress.set_total(1);
    let watched = |share: f32| progress.goes_on_at(share);
    let watch = Watch::by(&watched);
    let asked = || Reading { encoding: reading.encoding, ..Reading::default() };
    let columns = guarded(|| import::mapping(&name, &bytes, (asked(), watch.part(0, 2)))).and_then(Result::ok);
    if let Some((remembered, columns)) = remembered.zip(columns.as_ref()) {
        reading.mapping = remembered.of(&columns.key);
    }
    let found =
        guarded(|| import::preview(&name, &bytes, (reading.clone(), watch.part(1, 2)))).ok_or(ReadFailure::Damaged);
    let found = found.and_then(|found| Ok(found?));
    let may_be_split = guarded(|| import::may_be_split(&name, &bytes)).unwrap_or_default();
    let read = Read { name, bytes, reading, found, columns, may_be_split, patterns };
    (!progress.is_cancelled()).then(|| Previewed::new(read))
}

/// Reads the previewed file in another way, or adds what was selected of it.
pub(crate) fn act(desk: &Desk, action: PreviewAction) -> Outcome {
    let Some(Prompt::Preview(shown)) = &desk.prompt else { return Err(words::no_preview()) };
    match action {
        PreviewAction::Read(reading) => {
            let (name, bytes, patterns) = (shown.name.clone(), Arc::clone(&shown.bytes), shown.patterns.clone());
            let work = move |progress: &_| plan(name, bytes, reading, patterns, None, progress);
            let done = |_desk: &Desk, plan: Result<_, _>| Ok(show(plan?));
            Ok(Step::start(job(desk, JobKind::ReadPreview, work, done)))
        }
        PreviewAction::Accept(chosen) => {
            let found = shown.found.as_ref().map_err(|why| words::cannot_read(&shown.name, why))?;
            Ok(remembering(shown, import_plan::add_many(desk, taken(found, &chosen))?))
        }
    }
}

/// What was selected.
fn taken(found: &Contents, chosen: &[bool]) -> Vec<Imported> {
    match found {
        Contents::One(preview) => vec![preview.take(chosen)],
        Contents::Several(articles) => {
            let chosen = articles.iter().zip(chosen).filter(|(_, is_chosen)| **is_chosen);
            chosen.map(|(article, _)| article.clone()).collect()
        }
    }
}

/// Remembers what was chosen for the columns, for other files of the same shape; or that nothing is.
fn remembering(shown: &Read, step: Step) -> Step {
    let Some(key) = shown.columns.as_ref().map(|columns| columns.key.clone()) else { return step };
    let mapping = shown.reading.mapping.clone();
    step.setting(move |settings| match mapping {
        Some(mapping) => settings.mappings.remember(key, &mapping),
        None => settings.mappings.forget(&key),
    })
}
