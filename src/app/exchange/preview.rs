//! Previewing an article before it is added: its encoding and its paragraphs are chosen, and the text follows at once.

use std::{path::PathBuf, sync::Arc};

use super::{import_plan, read, words};
use crate::{
    app::desk::{
        crash::guarded,
        desk::Desk,
        failure::ReadFailure,
        jobs::JobKind,
        prompt::{
            Prompt,
            preview::{PreviewAction, Previewed},
        },
        step::{Outcome, Step, job},
    },
    import::{self, Reading},
};

/// Reads a file in the background, and shows what would be added.
pub(crate) fn preview(desk: &Desk, path: PathBuf) -> Step {
    let name = read::name_of(&path);
    let file = name.clone();
    let work = move |_progress: &_| read::bytes_of(&path).map(|bytes| plan(file, bytes.into(), Reading::default()));
    Step::start(job(desk, JobKind::ReadPreview, work, move |_desk, read| match read? {
        Ok(plan) => Ok(Step::ask(Prompt::Preview(plan))),
        Err(why) => Err(words::cannot_read(&name, &why)),
    }))
}

fn plan(name: String, bytes: Arc<[u8]>, reading: Reading) -> Previewed {
    let read = guarded(|| import::preview(&name, &bytes, reading.clone())).ok_or(ReadFailure::Damaged);
    let article = read.and_then(|read| Ok(read?));
    Previewed::new(name, bytes, reading, article)
}

/// Reads the previewed article in another way.
fn again(desk: &Desk, shown: &Previewed, reading: Reading) -> Step {
    let (name, bytes) = (shown.name().to_owned(), Arc::clone(shown.bytes()));
    let work = move |_progress: &_| plan(name, bytes, reading);
    let done = |_desk: &Desk, plan: Result<_, _>| Ok(Step::ask(Prompt::Preview(plan?)));
    Step::start(job(desk, JobKind::ReadPreview, work, done))
}

/// Reads the previewed article in another way, or adds it.
pub(crate) fn act(desk: &Desk, action: PreviewAction) -> Outcome {
    let Some(Prompt::Preview(shown)) = &desk.prompt else { return Err(words::no_preview()) };
    match action {
        PreviewAction::Encoding(encoding) => Ok(again(desk, shown, Reading { encoding, ..shown.reading() })),
        PreviewAction::Changes(changes) => Ok(again(desk, shown, Reading { changes, ..shown.reading() })),
        PreviewAction::Accept(chosen) => {
            let article = shown.article().map_err(|why| words::cannot_read(shown.name(), why))?;
            Ok(import_plan::add(desk, vec![article.take(&chosen)]))
        }
    }
}
