//! How several people share the project: blind or not, and who is to mark which article.

use std::collections::BTreeSet;

use super::words;
use crate::{
    app::desk::{
        clock,
        desk::Desk,
        prompt::Prompt,
        stamp,
        step::{Outcome, Step},
    },
    edit::{Edit, Transaction},
    model::{ArticleId, Assigning, Coder, CoderId, Extra, Team, loads},
    text::folded,
};

/// Hides what others marked in articles that one is not done with, or shows it again.
pub(crate) fn toggle_blind(desk: &Desk) -> Step {
    let Team { is_blind, seed, .. } = desk.project().team;
    let edits = stamp::sign_in(desk).into_iter().chain([Edit::SetSharing { is_blind: !is_blind, seed }]).collect();
    let label = if is_blind { words::stop_blind() } else { words::start_blind() };
    Step::make(Transaction::new(label, edits)).saying(words::blind_is(!is_blind))
}

/// Asks who is to mark which article.
pub(crate) fn ask_assign(desk: &Desk) -> Outcome {
    if desk.project().articles.is_empty() {
        return Err(words::nothing_to_assign());
    }
    Ok(Step::ask(Prompt::Assign))
}

/// Adds somebody who has not marked anything yet, so that articles can be assigned to them.
pub(super) fn add_coder(desk: &Desk, name: &str) -> Outcome {
    if name.is_empty() {
        return Err(words::name_is_empty());
    }
    let own = stamp::own_coder(desk);
    let mut known = desk.project().coders.values().chain([&own]);
    if known.any(|coder| folded(coder.name.trim()) == folded(name)) {
        return Err(words::coder_is_known(name));
    }
    let coder = Coder { id: CoderId(clock::random_id()), name: name.to_owned(), changed: None, extra: Extra::new() };
    Ok(Step::make(Transaction::one(words::add_coder(name), Edit::AddCoder(coder))))
}

/// Assigns articles anew, in place of all that were assigned before.
pub(super) fn assign(desk: &Desk, assigning: &Assigning) -> Outcome {
    let project = desk.project();
    let articles: Vec<ArticleId> = project.listed_articles().into_iter().map(|article| article.id).collect();
    let assigned = assigning.assigned(&articles);
    if assigned.is_empty() {
        return Err(words::nobody_is_assigned());
    }
    let told = words::assigned(assigned_articles(&assigned), &by_name(desk, &assigned));
    let assigned: BTreeSet<(ArticleId, CoderId)> = assigned.into_iter().collect();
    let gone = project.team.assigned.iter().filter(|pair| !assigned.contains(pair));
    let new = assigned.iter().filter(|pair| !project.team.assigned.contains(pair));
    let mut edits = stamp::sign_in(desk);
    edits.extend(gone.map(|(article, coder)| Edit::SetAssigned(*article, *coder, false)));
    edits.extend(new.map(|(article, coder)| Edit::SetAssigned(*article, *coder, true)));
    edits.push(Edit::SetSharing { is_blind: project.team.is_blind, seed: Some(assigning.seed) });
    Ok(Step::make(Transaction::new(words::assign(assigned.len()), edits)).saying(told).closing_prompt())
}

fn assigned_articles(assigned: &[(ArticleId, CoderId)]) -> usize {
    assigned.iter().map(|(article, _)| article).collect::<BTreeSet<_>>().len()
}

/// How many articles each coder has, by name.
fn by_name(desk: &Desk, assigned: &[(ArticleId, CoderId)]) -> Vec<(String, usize)> {
    let known = |coder: CoderId| desk.project().coders.get(&coder).map(|coder| coder.name.clone());
    let name = |coder| known(coder).unwrap_or_else(|| desk.settings.coder_name.clone());
    let mut loads: Vec<(String, usize)> =
        loads(assigned).into_iter().map(|(coder, count)| (name(coder), count)).collect();
    loads.sort();
    loads
}

/// Assigns an article to a coder, or takes that back.
pub(super) fn assign_one(desk: &Desk, article: ArticleId, coder: CoderId, on: bool) -> Outcome {
    let title = desk.article(article)?.facts.title.clone();
    let mut edits = if coder == desk.coder() { stamp::sign_in(desk) } else { Vec::new() };
    edits.push(Edit::SetAssigned(article, coder, on));
    Ok(Step::make(Transaction::new(words::assign_one(&title, on), edits)))
}
