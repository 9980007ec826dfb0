//! Importing: a job reads files (`read`) and adds them to a copy of the project. Where they bring marks, this plan is shown
//! (`src/ui/prompts/import.rs`); accepting it makes one step of what differs.

use std::{path::PathBuf, sync::Arc};

use super::{
    additions::{self, Additions, additions, near, say_problems, warnings},
    read, words,
};
use crate::{
    app::{
        command::Command,
        desk::{
            clock,
            desk::Desk,
            jobs::{JobKind, Progress},
            notice::Notice,
            prompt::{
                Prompt,
                import_plan::{ImportAction, ImportPlan, Made, Read, ReadAs},
            },
            session::{SessionId, StateMark},
            stamp::own_coder,
            step::{Outcome, Step, job},
        },
    },
    edit::{Transaction, apply_all, difference},
    import::annotations::{Choices, Joined, join},
    model::{Facts, Project},
};

/// Reads files and adds them, after showing what they bring where that is more than articles.
pub(crate) fn import(desk: &Desk, paths: Vec<PathBuf>) -> Outcome {
    if desk.is_running(JobKind::ReadFiles) {
        return Err(words::reading_already());
    }
    Ok(read_and_plan(
        desk,
        paths,
        ReadAs::default(),
        Choices { coder: own_coder(desk), now: clock::now(), counting: None },
    ))
}

fn read_and_plan(desk: &Desk, paths: Vec<PathBuf>, read_as: ReadAs, choices: Choices) -> Step {
    plan_with(desk, choices, move |progress| {
        let files = Arc::new(read::read(paths.clone(), read_as, progress));
        Read { paths, read_as, files }
    })
}

/// Plans the import of files that are read already.
fn plan_again(desk: &Desk, plan: &ImportPlan, choices: Choices) -> Step {
    let read = plan.made().read.clone();
    plan_with(desk, choices, move |_progress| read)
}

fn plan_with(desk: &Desk, choices: Choices, read: impl FnOnce(&Progress) -> Read + Send + 'static) -> Step {
    let (project, of) = (desk.project().clone(), (desk.session.id(), desk.session.state()));
    let usual = additions::usual_facts(&desk.settings);
    let work = move |progress: &Progress| plan(read(progress), choices, &usual, project, of);
    Step::start(job(desk, JobKind::ReadFiles, work, |desk, plan| Ok(add_or_ask(desk, plan?))))
}

/// Makes the import on a copy of the project.
fn plan(read: Read, choices: Choices, usual: &Facts, project: Project, of: (SessionId, StateMark)) -> ImportPlan {
    let near = near(&project, &read.files.articles);
    let Additions { edits, articles, known } = additions(&project, read.files.articles.clone(), usual);
    let (mut result, mut joined) = (project, Joined::default());
    // Articles first, for marks that come without a text may belong to them.
    let (plain, refused) = match apply_all(&mut result, Transaction::new(String::new(), edits)) {
        Ok(_undo) => (articles.len(), None),
        Err(error) => (0, Some(words::articles_refused(&error.to_string()))),
    };
    let doubts = read.files.articles.iter().flat_map(warnings);
    let told = refused.into_iter().chain(known).chain(doubts).collect();
    for (_, found) in &read.files.found {
        joined.add(join(&mut result, found.clone(), &choices));
    }
    ImportPlan::new(Made { read, choices, joined, result, plain, told, near, of })
}

/// Adds articles at once; shows the plan first where it brings marks.
fn add_or_ask(desk: &Desk, plan: ImportPlan) -> Step {
    if plan.made().read.files.found.is_empty() && plan.chosen_format().is_none() {
        let articles = plan.made().read.files.articles.clone();
        return say_problems(additions::add_compared(desk, articles, &plan.made().near), &plan.made().read.files);
    }
    Step::ask(Prompt::Import(plan))
}

/// Answers a decision about the plan that is shown: reads the files again, plans again, or carries the plan out.
pub(crate) fn act(desk: &Desk, action: ImportAction) -> Outcome {
    let Some(Prompt::Import(plan)) = &desk.prompt else { return Err(words::no_import()) };
    let choices = plan.choices().clone();
    match action {
        ImportAction::ReadAs(format) => {
            let read = &plan.made().read;
            Ok(read_and_plan(desk, read.paths.clone(), ReadAs { format, ..read.read_as }, choices))
        }
        ImportAction::Count(counting) => Ok(plan_again(desk, plan, Choices { counting, ..choices })),
        ImportAction::By(name) => {
            let own = own_coder(desk);
            let coder = if name.trim() == own.name { own } else { additions::author(&name) };
            Ok(plan_again(desk, plan, Choices { coder, ..choices }))
        }
        ImportAction::Accept => Ok(carry_out(desk, plan)),
    }
}

fn carry_out(desk: &Desk, plan: &ImportPlan) -> Step {
    let made = plan.made();
    if made.of != (desk.session.id(), desk.session.state()) {
        // Something changed meanwhile (a colleague's file was read again, say): what was shown no longer holds.
        return plan_again(desk, plan, plan.choices().clone());
    }
    let joined = plan.joined();
    let edits = difference(desk.project(), &made.result);
    if edits.is_empty() {
        return say_problems(Step::nothing().closing_prompt(), &made.read.files);
    }
    let counts = words::Added {
        articles: made.plain + joined.articles,
        marks: joined.spans,
        links: joined.links,
        tags: joined.new_tags.len(),
    };
    let told = match joined.aside {
        0 => Notice::fine(words::added(&counts)),
        aside => Notice::note(words::added_with_aside(&counts, aside)).with_offer(Command::Problems),
    };
    let mut focus = desk.selection.clone();
    focus.show(joined.first);
    let label = words::import_marks(joined.spans, &plan.formats());
    let step = Step::make(Transaction::new(label, edits)).focusing(focus).closing_prompt().saying(told);
    say_problems(step, &made.read.files)
}
