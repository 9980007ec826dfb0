//! Search over all articles: runs in the background, again whenever the query or the project changes.

use super::find::selected_words;
use crate::{
    analysis::{Found, Query, why_nothing},
    app::command::Panel,
    app::desk::{
        desk::Desk,
        jobs::{JobKind, Progress},
        notice::Notice,
        request::Request,
        search::Search,
        step::{Step, Then, job},
    },
    model::Project,
};

/// More hits than this are not listed.
pub const MOST_FOUND: usize = 100_000;

/// Looks for what a line asks.
pub(crate) fn search(desk: &Desk, line: String) -> Step {
    let state = desk.session.state();
    let asked = Search { line: line.clone(), ..desk.search.clone() };
    // The window asks again when a search that is under way has ended.
    if asked.is_done(state) || desk.is_running(JobKind::Search) {
        return Step::then(Then::Search(asked));
    }
    let query = match Query::parse(&line, &desk.project().codebook) {
        Ok(query) => query,
        Err(problem) => {
            let done = Some((line.clone(), state));
            let problem = problem.to_string();
            return Step::then(Then::Search(Search { line, problem, done, ..Search::default() }));
        }
    };
    let (project, layer) = (desk.project().clone(), desk.selection.layer);
    let work = move |progress: &Progress| found(&project.in_layer(layer), &query, progress);
    let start = job(desk, JobKind::Search, work, move |desk, found| {
        let (done, line) = (Some((line, state)), desk.search.line.clone());
        let search = match found {
            Ok((found, hint)) => Search { line, found: found.into(), hint, done, ..Search::default() },
            Err(broken) => Search { line, problem: Notice::from(broken).text, done, ..Search::default() },
        };
        Ok(Step::then(Then::Search(search)))
    });
    Step::then(Then::Search(asked)).and(Then::Start(start))
}

/// What is found, and if that is nothing, why.
fn found(project: &Project, query: &Query, progress: &Progress) -> (Vec<Found>, String) {
    let articles = project.listed_articles();
    progress.set_total(articles.len());
    let mut found: Vec<Found> = Vec::new();
    for article in articles {
        if progress.is_cancelled() || found.len() >= MOST_FOUND {
            break;
        }
        found.extend(query.find_in(project, article));
        progress.step();
    }
    found.truncate(MOST_FOUND);
    let why = if found.is_empty() && !progress.is_cancelled() { why_nothing(query, project) } else { None };
    (found, why.map(|why| why.to_string()).unwrap_or_default())
}

/// Opens the search over all articles, on the selected words where there are any.
pub(crate) fn open(desk: &Desk) -> Step {
    let step = selected_words(desk).map_or_else(Step::nothing, |words| search(desk, Query::for_words(&words)));
    let show = Then::Set(Box::new(|settings| settings.show(Panel::Search)));
    step.and(show).and(Then::Request(Request::EnterDrawer))
}
