//! What should be said of a project that was just opened.

use super::{merging, place, team_folder, words};
use crate::app::desk::{desk::Desk, step::Step};

/// What should be said: what is undecided in it, that it is only to be looked at, that it belongs to somebody else.
pub(in crate::app) fn news(desk: &Desk) -> Step {
    let Some(path) = &desk.session.path else { return Step::nothing() };
    let open = desk.project().conflicts.len();
    let undecided = (open > 0).then(|| merging::offering_undecided(desk, words::is_undecided(open)));
    let is_preview = place::is_saved_version(desk, path);
    let told = [undecided, is_preview.then(words::only_to_look_at), team_folder::of_somebody_else(desk)];
    told.into_iter().flatten().fold(Step::nothing(), Step::saying)
}
