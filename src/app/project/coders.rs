//! Those who made the marks of the project: renamed, or made one where two are one person.

use std::{collections::BTreeMap, sync::Arc};

use super::words;
use crate::{
    app::desk::{
        desk::Desk,
        notice::Notice,
        prompt::Prompt,
        stamp,
        step::{Outcome, Step},
    },
    edit::{Edit, EditError, Transaction, apply_all, merge_coder, shared_marks},
    model::{Coder, CoderId, Project},
};

/// Shows who made the marks.
pub(crate) fn show(desk: &Desk) -> Step {
    let mut marks: BTreeMap<CoderId, usize> = BTreeMap::new();
    for span in desk.project().articles.values().flat_map(|article| article.spans.iter()) {
        *marks.entry(span.by).or_default() += 1;
    }
    Step::ask(Prompt::Coders(Arc::new(marks)))
}

/// Gives a coder another name. Where another goes by that name, asks whether the two are one.
pub(super) fn rename(desk: &Desk, coder: CoderId, name: &str) -> Outcome {
    let (known, name) = (of_project(desk, coder)?, name.trim());
    if name.is_empty() {
        return Err(words::name_is_empty());
    }
    if known.name == name {
        return Ok(Step::nothing());
    }
    let mut others = desk.project().coders.values().filter(|other| other.id != coder);
    if let Some(other) = others.find(|other| other.name == name) {
        return ask_merge(desk, coder, other.id);
    }
    let renamed = Coder { name: name.to_owned(), changed: stamp::changed(desk), ..known.clone() };
    let label = words::rename_coder(&known.name, name);
    let step = Step::make(Transaction::one(label, Edit::ChangeCoder(renamed)));
    // One's own name is kept for other projects too.
    let own_name = (coder == desk.coder()).then(|| name.to_owned());
    Ok(match own_name {
        Some(name) => Step::set(|settings| settings.coder_name = name).following(|_desk| Ok(step)),
        None => step,
    })
}

/// Asks whether all that one coder made is to be another's, who may be the person at work.
pub(super) fn ask_merge(desk: &Desk, from: CoderId, into: CoderId) -> Outcome {
    of_project(desk, from)?;
    if from == into {
        return Err(words::same_coder());
    }
    let project = desk.project();
    let coincide = shared_marks(project, from, into);
    let spans =
        project.articles.values().flat_map(|article| article.spans.iter()).filter(|span| span.by == from).count();
    Ok(Step::ask(Prompt::MergeCoder { from, into, spans, coincide }))
}

/// Makes all that one coder made another's.
pub(crate) fn merge(desk: &Desk, from: CoderId, into: CoderId) -> Outcome {
    let goes = of_project(desk, from)?;
    let stays = match desk.project().coders.get(&into) {
        Some(coder) => coder.clone(),
        None if into == desk.coder() => stamp::own_coder(desk),
        None => return Err(words::coder_gone()),
    };
    let label = words::merge_coders(&goes.name, &stays.name);
    let edits = merge_coder(desk.whole(), from, &stays);
    Ok(Step::make(Transaction::new(label, edits)).following(|desk| Ok(show(desk))))
}

fn of_project(desk: &Desk, coder: CoderId) -> Result<&Coder, Notice> {
    desk.project().coders.get(&coder).ok_or_else(words::coder_gone)
}

/// Credits what a coder of a project made to another name, without a window: renames the coder, or makes two of them one.
/// Returns how many of their marks were the same; `None` where nobody of the project goes by the old name.
///
/// # Errors
/// When the project does not allow it.
pub fn credit(project: &mut Project, old: &str, new: &str) -> Result<Option<usize>, EditError> {
    let named = |name: &str| project.coders.values().find(|coder| coder.name == name).cloned();
    let Some(from) = named(old) else { return Ok(None) };
    let (edits, coincide) = match named(new) {
        Some(into) => (merge_coder(project, from.id, &into), shared_marks(project, from.id, into.id)),
        None => (vec![Edit::ChangeCoder(Coder { name: new.to_owned(), ..from })], 0),
    };
    apply_all(project, Transaction::new(String::new(), edits))?;
    Ok(Some(coincide))
}
