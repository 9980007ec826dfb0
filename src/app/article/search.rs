//! Search over all articles: runs in the background, again whenever the query or the project changes.

use std::sync::Arc;

use super::find::selected_words;
use crate::{
    analysis::{Found, Query},
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
    let project = desk.project().clone();
    let work = move |progress: &Progress| found(&project, &query, progress);
    let start = job(desk, JobKind::Search, work, move |desk, found| {
        let (done, line) = (Some((line, state)), desk.search.line.clone());
        let (found, problem) = match found {
            Ok(found) => (found.into(), String::new()),
            Err(broken) => (Arc::default(), Notice::from(broken).text),
        };
        Ok(Step::then(Then::Search(Search { line, found, problem, done })))
    });
    Step::then(Then::Search(asked)).and(Then::Start(start))
}

fn found(project: &Project, query: &Query, progress: &Progress) -> Vec<Found> {
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
    found
}

/// Opens the search over all articles, on the selected words where there are any.
pub(crate) fn open(desk: &Desk) -> Step {
    let step = selected_words(desk).map_or_else(Step::nothing, |words| search(desk, words));
    let show = Then::Set(Box::new(|settings| settings.show(Panel::Search)));
    step.and(show).and(Then::Request(Request::EditSearch))
}
