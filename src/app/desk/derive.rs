//! Deriving from the project, in the background, what is not there for its present state yet.

use super::{
    derived::{Agreement, AllDerived, Derivation, Derived, Problems, Through},
    desk::Desk,
    jobs::JobKind,
    step::{Step, Then, job},
};
use crate::{
    analysis::{
        agreed::{Asked, agreed, listed, methods},
        differences::compare,
        ledger,
    },
    model::Project,
    suggest::{checklist, name_table},
};

/// Derives a table for the present state, unless it is there, under way, or could not be derived from it.
pub(crate) fn derive(desk: &Desk, table: Derivation) -> Step {
    let Through { layer, comparing } = desk.derived.through.clone();
    match table {
        Derivation::Ledger => {
            let rows = move |project: &Project| ledger(&project.in_layer(layer));
            start(desk, JobKind::Ledger, |all| &mut all.ledger, |all| &all.ledger, rows)
        }
        Derivation::Names => {
            let names = move |project: &Project| name_table(&project.in_layer(layer));
            start(desk, JobKind::Names, |all| &mut all.names, |all| &all.names, names)
        }
        Derivation::Checklist => {
            let items = move |project: &Project| checklist(&project.in_layer(layer));
            start(desk, JobKind::Checklist, |all| &mut all.checklist, |all| &all.checklist, items)
        }
        Derivation::Differences => {
            let differences = move |project: &Project| compare(project, &comparing.coders(project), comparing.lenience);
            start(desk, JobKind::Differences, |all| &mut all.differences, |all| &all.differences, differences)
        }
        Derivation::Agreement => {
            let agreement = move |project: &Project| {
                let asked = Asked { coders: Some(comparing.coders(project)), tags: None };
                let found = agreed(project, &asked);
                Agreement { table: listed(&found), paragraph: methods(&found) }
            };
            start(desk, JobKind::Agreement, |all| &mut all.agreement, |all| &all.agreement, agreement)
        }
        Derivation::Problems if is_here(desk, JobKind::Problems, &desk.derived.problems) => Step::nothing(),
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
    if is_here(desk, kind, known(&desk.derived)) {
        return Step::nothing();
    }
    let (project, through) = (desk.project().clone(), desk.derived.through.clone());
    let work = move |_progress: &_| make(&project);
    Step::start(job(desk, kind, work, move |desk, made| match made {
        // Somebody has chosen to see something else meanwhile: whoever shows this asks again.
        Ok(_) if desk.derived.through != through => Ok(Step::nothing()),
        Ok(made) => Ok(Step::then(Then::Derive(Box::new(move |all| *slot(all) = Derived::new(state, made))))),
        // Trying the same again would fail again.
        Err(broken) => {
            let tried = Then::Derive(Box::new(move |all| slot(all).leave_at(state)));
            Ok(Step::say(broken.into()).and(tried))
        }
    }))
}

/// Whether something is derived from the present state, or is being derived.
fn is_here<T>(desk: &Desk, kind: JobKind, derived: &Derived<T>) -> bool {
    derived.state() == Some(desk.session.state()) || desk.is_running(kind)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::{App, Folders, Jobs, SystemDialogs};

    #[test]
    fn what_cannot_be_derived_from_a_state_is_not_tried_again() {
        let mut app = App::new(Folders::default(), Jobs::inline(), Arc::new(SystemDialogs));
        let panics = |_: &Project| -> crate::analysis::Table { panic!("this panic is meant") };
        let step = start(&app.desk, JobKind::Ledger, |all| &mut all.ledger, |all| &all.ledger, panics);
        app.take(step);
        app.take_finished();
        assert_eq!(app.desk.derived.ledger.state(), Some(app.desk.session.state()));
        assert!(app.desk.notices.iter().any(|notice| notice.text.contains("failed because of a bug")));
        assert!(derive(&app.desk, Derivation::Ledger).then.is_empty(), "only another state is tried");
    }
}
