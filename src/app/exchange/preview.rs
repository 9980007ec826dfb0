//! Previewing a file before its articles are added: how it is read and what of it is taken are chosen, and what it holds
//! follows at once.

use std::{path::PathBuf, sync::Arc};

use super::{import_plan, read, words};
use crate::{
    app::desk::{
        crash::guarded,
        desk::Desk,
        failure::ReadFailure,
        jobs::JobKind,
        mappings::Mappings,
        prompt::{
            Prompt,
            preview::{PreviewAction, Previewed, Read},
        },
        step::{Outcome, Step, job},
    },
    import::{self, Contents, Imported, Reading},
};

/// Reads a file in the background, and shows what would be added.
pub(crate) fn preview(desk: &Desk, path: PathBuf) -> Step {
    let name = read::name_of(&path);
    let (file, patterns, mappings) = (name.clone(), patterns(desk), desk.settings.mappings.clone());
    let work = move |_progress: &_| {
        read::bytes_of(&path).map(|bytes| plan(file, bytes.into(), Reading::default(), patterns, Some(&mappings)))
    };
    Step::start(job(desk, JobKind::ReadPreview, work, move |_desk, read| match read? {
        Ok(plan) => Ok(Step::ask(Prompt::Preview(plan))),
        Err(why) => Err(words::cannot_read(&name, &why)),
    }))
}

/// The patterns by which files of the project were split, each once.
fn patterns(desk: &Desk) -> Vec<String> {
    let all = desk.project().articles.values().map(|article| article.source.split.clone());
    let mut patterns: Vec<String> = all.filter(|pattern| !pattern.is_empty()).collect();
    patterns.sort_unstable();
    patterns.dedup();
    patterns
}

/// Reads a file; a table or JSON as files of its shape were read last, where that is remembered.
fn plan(
    name: String,
    bytes: Arc<[u8]>,
    mut reading: Reading,
    patterns: Vec<String>,
    remembered: Option<&Mappings>,
) -> Previewed {
    let columns = guarded(|| import::mapping(&name, &bytes, reading.encoding)).and_then(Result::ok);
    if let Some((remembered, columns)) = remembered.zip(columns.as_ref()) {
        reading.mapping = remembered.of(&columns.key);
    }
    let found = guarded(|| import::preview(&name, &bytes, reading.clone())).ok_or(ReadFailure::Damaged);
    let found = found.and_then(|found| Ok(found?));
    let may_be_split = guarded(|| import::may_be_split(&name, &bytes)).unwrap_or_default();
    Previewed::new(Read { name, bytes, reading, found, columns, may_be_split, patterns })
}

/// Reads the previewed file in another way, or adds what was selected of it.
pub(crate) fn act(desk: &Desk, action: PreviewAction) -> Outcome {
    let Some(Prompt::Preview(shown)) = &desk.prompt else { return Err(words::no_preview()) };
    match action {
        PreviewAction::Read(reading) => {
            let (name, bytes, patterns) = (shown.name.clone(), Arc::clone(&shown.bytes), shown.patterns.clone());
            let work = move |_progress: &_| plan(name, bytes, reading, patterns, None);
            let done = |_desk: &Desk, plan: Result<_, _>| Ok(Step::ask(Prompt::Preview(plan?)));
            Ok(Step::start(job(desk, JobKind::ReadPreview, work, done)))
        }
        PreviewAction::Accept(chosen) => {
            let found = shown.found.as_ref().map_err(|why| words::cannot_read(&shown.name, why))?;
            Ok(remembering(shown, import_plan::add(desk, taken(found, &chosen))))
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
