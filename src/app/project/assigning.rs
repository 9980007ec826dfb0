//! How several people share the project: blind or not, and who is to mark which article.

use std::collections::BTreeSet;

use super::words;
use crate::{
    app::desk::{
        desk::Desk,
        prompt::Prompt,
        stamp,
        step::{Outcome, Step},
    },
    edit::{Edit, Transaction},
    model::{ArticleId, Assigning, CoderId, Team},
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

/// Assigns articles anew, in place of all that were assigned before.
pub(super) fn assign(desk: &Desk, assigning: &Assigning) -> Step {
    let project = desk.project();
    let articles: Vec<ArticleId> = project.listed_articles().into_iter().map(|article| article.id).collect();
    let assigned = assigning.assigned(&articles);
    let assigned: BTreeSet<(ArticleId, CoderId)> = assigned.into_iter().collect();
    let gone = project.team.assigned.iter().filter(|pair| !assigned.contains(pair));
    let new = assigned.iter().filter(|pair| !project.team.assigned.contains(pair));
    let mut edits = stamp::sign_in(desk);
    edits.extend(gone.map(|(article, coder)| Edit::SetAssigned(*article, *coder, false)));
    edits.extend(new.map(|(article, coder)| Edit::SetAssigned(*article, *coder, true)));
    edits.push(Edit::SetSharing { is_blind: project.team.is_blind, seed: Some(assigning.seed) });
    Step::make(Transaction::new(words::assign(assigned.len()), edits)).closing_prompt()
}

/// Assigns an article to a coder, or takes that back.
pub(super) fn assign_one(desk: &Desk, article: ArticleId, coder: CoderId, on: bool) -> Outcome {
    let title = desk.article(article)?.facts.title.clone();
    let mut edits = if coder == desk.coder() { stamp::sign_in(desk) } else { Vec::new() };
    edits.push(Edit::SetAssigned(article, coder, on));
    Ok(Step::make(Transaction::new(words::assign_one(&title, on), edits)))
}
