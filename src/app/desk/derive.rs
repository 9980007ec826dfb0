//! Deriving from the project, in the background, what is not there for its present state yet.

use super::{
    derived::{AllDerived, Derivation, Derived, Problems},
    desk::Desk,
    jobs::JobKind,
    step::{Step, Then, job},
};
use crate::{
    analysis::ledger,
    model::Project,
    suggest::{checklist, name_table},
};

/// Derives a table for the present state, unless it is there or under way.
pub(crate) fn derive(desk: &Desk, table: Derivation) -> Step {
    match table {
        Derivation::Ledger => start(desk, JobKind::Ledger, |all| &mut all.ledger, |all| &all.ledger, ledger),
        Derivation::Names => start(desk, JobKind::Names, |all| &mut all.names, |all| &all.names, name_table),
        Derivation::Checklist => {
            start(desk, JobKind::Checklist, |all| &mut all.checklist, |all| &all.checklist, checklist)
        }
        Derivation::Problems => {
            let lasting = desk.session.lasting_problems.clone();
            let problems = move |project: &Project| Problems::of(project, &lasting);
            start(desk, JobKind::Problems, |all| &mut all.problems, |all| &all.problems, problems)
        }
    }
}

fn start<T: Send + Sync + 'static>(
    desk: &Desk,
    kind: JobKind,
    slot: fn(&mut AllDerived) -> &mut Derived<T>,
    known: fn(&AllDerived) -> &Derived<T>,
    make: impl FnOnce(&Project) -> T + Send + 'static,
) -> Step {
    let state = desk.session.state();
    if known(&desk.derived).state() == Some(state) || desk.is_running(kind) {
        return Step::nothing();
    }
    let project = desk.project().clone();
    let work = move |_progress: &_| make(&project);
    Step::start(job(desk, kind, work, move |_desk, made| {
        let made = Derived::new(state, made?);
        Ok(Step::then(Then::Derive(Box::new(move |all| *slot(all) = made))))
    }))
}
