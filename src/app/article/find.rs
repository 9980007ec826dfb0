//! Finding words in the shown article.

use super::{navigate::Way, words};
use crate::{
    app::desk::{
        desk::Desk,
        request::Request,
        search::Find,
        selection::Selection,
        step::{Outcome, Step, Then},
    },
    text::Pattern,
};

/// More hits than this are not listed.
const MOST_HITS: usize = 10_000;

/// Opens the search field, on the selected words where there are any.
pub fn open(desk: &Desk) -> Outcome {
    let find = Find { is_open: true, ..desk.find.clone() };
    let step = match selected_words(desk) {
        Some(query) => show_nearest(desk, looked(desk, Find { query, ..find })),
        None => Step::then(Then::Find(find)),
    };
    Ok(step.and(Then::Request(Request::EditFind)))
}

/// The selected words, where they could be looked for.
pub fn selected_words(desk: &Desk) -> Option<String> {
    let selected = desk.shown().ok()?.words(desk.selection.text());
    (!selected.is_empty() && !selected.contains('\n')).then(|| selected.to_owned())
}

/// Finds words, from the selection on.
pub fn find(desk: &Desk, query: String) -> Step {
    show_nearest(desk, looked(desk, Find { query, ..desk.find.clone() }))
}

/// Sets whether case and accents matter.
pub fn match_case(desk: &Desk, match_case: bool) -> Step {
    show_hit(desk, looked(desk, Find { match_case, ..desk.find.clone() }))
}

/// Shows the next hit, or the one before, round the end.
pub fn step(desk: &Desk, way: Way) -> Outcome {
    let mut find = desk.find.clone();
    let count = find.hits.len();
    let step = match way {
        Way::Forward => 1,
        Way::Back => count.saturating_sub(1),
    };
    find.current = (find.current + step).checked_rem(count).ok_or_else(words::nothing_found)?;
    Ok(show_hit(desk, find))
}

/// The search anew, where another article is shown than it was made in.
pub fn refreshed(desk: &Desk) -> Option<Find> {
    let is_stale = desk.find.is_open && desk.find.article != desk.selection.article;
    is_stale.then(|| looked(desk, desk.find.clone()))
}

/// The search with its hits in the shown article.
fn looked(desk: &Desk, find: Find) -> Find {
    let pattern = if find.match_case { Pattern::exact(&find.query) } else { Pattern::folded(&find.query) };
    let hits = desk.shown().map(|article| pattern.find_in(&article.text).take(MOST_HITS).collect());
    Find { hits: hits.unwrap_or_default(), article: desk.selection.article, current: 0, ..find }
}

/// Shows the first hit after the start of the selection.
fn show_nearest(desk: &Desk, mut find: Find) -> Step {
    let here = desk.selection.text().start;
    let next = find.hits.partition_point(|hit| hit.start < here);
    find.current = if next < find.hits.len() { next } else { 0 };
    show_hit(desk, find)
}

fn show_hit(desk: &Desk, find: Find) -> Step {
    let hit = find.hits.get(find.current).copied();
    let step = Step::then(Then::Find(find));
    match hit {
        Some(hit) => {
            let reveal = desk.selection.reveal + 1;
            step.focusing(Selection { anchor: hit.start, head: hit.end, span: None, reveal, ..desk.selection.clone() })
        }
        None => step,
    }
}
