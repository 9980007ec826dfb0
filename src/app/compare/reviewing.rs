//! What others did to one's own marks: found in what is kept on this computer, shown, and ticked off.

use std::path::Path;

use super::words;
use crate::{
    analysis::{Past, by_others},
    app::desk::{
        desk::Desk,
        jobs::{JobKind, Progress},
        prompt::Prompt,
        stamp,
        step::{Outcome, Step, job},
    },
    edit::{Edit, Transaction},
    model::{CoderId, ProjectId, Reviewed},
    store::{self, RealDisk},
};

/// Looks for what others did to the marks of the person at work, and shows it.
pub(crate) fn show(desk: &Desk) -> Outcome {
    let (coder, project) = (desk.coder(), desk.project().id);
    let folder = desk.session.state_folder();
    let work =
        move |progress: &Progress| folder.map(|folder| past(&folder, project, coder, progress)).unwrap_or_default();
    Ok(Step::start(job(desk, JobKind::ReadHistory, work, |desk, past| {
        let found = by_others(desk.project(), desk.coder(), &past?);
        Ok(Step::ask(Prompt::ByOthers(found.into())))
    })))
}

/// What is kept of a coder's marks as they were: in the steps that were made here, and in the saves.
fn past(folder: &Path, project: ProjectId, coder: CoderId, progress: &Progress) -> Past {
    let mut past = Past::default();
    let steps = store::past(&RealDisk, folder, project);
    let steps = steps.inspect_err(|error| log::warn!("the history cannot be read: {error}")).unwrap_or_default();
    for entry in steps.into_iter().rev() {
        let is_merge = entry.done.edits.iter().any(|edit| matches!(edit, Edit::SetContained(..)));
        for edit in &entry.done.edits {
            if let Edit::RemoveSpan(_, span) = edit
                && entry.by == coder
                && !is_merge
            {
                past.deleted.insert(*span);
            }
        }
        for edit in entry.done.back {
            let (Edit::AddSpan(article, span) | Edit::ChangeSpan(article, span)) = edit else { continue };
            if span.by == coder {
                past.knew(article, *span);
            }
        }
    }
    let versions = store::versions(&RealDisk, folder).unwrap_or_default();
    progress.set_total(versions.len());
    for version in versions.iter().take_while(|_| !progress.is_cancelled()) {
        progress.step();
        let Ok(loaded) = store::open(&version.path) else { continue };
        for article in loaded.project.articles.values() {
            let own = article.spans.iter().filter(|span| span.by == coder);
            own.for_each(|span| past.knew(article.id, span.clone()));
        }
    }
    past
}

/// Notes that the person at work has seen these.
pub(super) fn tick(desk: &Desk, seen: &[Reviewed]) -> Step {
    let edits = stamp::sign_in(desk).into_iter().chain(seen.iter().map(|seen| Edit::SetReviewed(*seen, true)));
    let step = Step::make(Transaction::new(words::tick(seen.len()), edits.collect()));
    let left = match &desk.prompt {
        Some(Prompt::ByOthers(shown)) => shown.iter().filter(|one| !seen.contains(&one.seen)).cloned().collect(),
        Some(_) | None => Vec::new(),
    };
    if left.is_empty() {
        step.closing_prompt()
    } else {
        step.following(|_desk| Ok(Step::ask(Prompt::ByOthers(left.into()))))
    }
}
