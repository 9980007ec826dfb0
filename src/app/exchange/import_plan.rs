//! Importing: a job reads files (`read`) and adds them to a copy of the project. Where they bring marks, this plan is shown
//! (`src/ui/prompts/import.rs`); accepting it makes one step of what differs.

use std::{path::PathBuf, sync::Arc};

use super::{
    additions::{self, say_problems, warnings},
    duplicates::{near_with_marks, sorted},
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
                import_plan::{
                    Alike, Decisions, FilesRead, ImportAction, ImportPlan, Lookalike, Made, Read, ReadAs, RowOf,
                },
            },
            session::{SessionId, StateMark},
            stamp::own_coder,
            step::{Outcome, Step, job},
            words::quoted,
        },
    },
    edit::{Transaction, apply_all, difference},
    import::{
        Imported,
        annotations::{Choices, Decision, InDoubt, Joined, Unsure, join},
    },
    model::{ArticleId, Coder, Project},
};

/// Reads files and adds them, after showing what they bring where that is more than articles.
pub(crate) fn import(desk: &Desk, paths: Vec<PathBuf>) -> Outcome {
    if desk.is_running(JobKind::ReadFiles) {
        return Err(words::reading_already());
    }
    Ok(read_and_plan(desk, paths, ReadAs::default(), choices(desk), false))
}

/// Reads files, and shows what they bring before anything is added, whatever it is.
pub(super) fn import_asking(desk: &Desk, paths: Vec<PathBuf>) -> Outcome {
    if desk.is_running(JobKind::ReadFiles) {
        return Err(words::reading_already());
    }
    Ok(read_and_plan(desk, paths, ReadAs::default(), choices(desk), true))
}

/// Adds articles that were read already; asks first where the project may have some of them.
pub(super) fn add(desk: &Desk, articles: Vec<Imported>) -> Step {
    let files = Arc::new(FilesRead { articles, ..FilesRead::default() });
    let read = Read { paths: Vec::new(), read_as: ReadAs::default(), files };
    let asked = Asked { choices: choices(desk), decisions: Decisions::new() };
    add_or_ask(desk, plan(read, asked, desk.project().clone(), (desk.session.id(), desk.session.state())))
}

fn choices(desk: &Desk) -> Choices {
    Choices::new(own_coder(desk), clock::now())
}

/// What is decided about an import before it is planned.
struct Asked {
    choices: Choices,
    decisions: Decisions,
}

fn read_and_plan(desk: &Desk, paths: Vec<PathBuf>, read_as: ReadAs, choices: Choices, asks: bool) -> Step {
    let asked = Asked { choices, decisions: Decisions::new() };
    plan_with(desk, asked, asks, move |progress| {
        let files = Arc::new(read::read(paths.clone(), read_as, progress));
        Read { paths, read_as, files }
    })
}

/// Plans the import of files that are read already.
fn plan_again(desk: &Desk, plan: &ImportPlan, choices: Choices, decisions: Decisions) -> Step {
    let read = plan.made().read.clone();
    // What is shown stays until somebody accepts it.
    plan_with(desk, Asked { choices, decisions }, true, move |_progress| read)
}

/// Plans an import in the background; shows the plan if that is asked for, or if there is something to choose or to know.
fn plan_with(desk: &Desk, asked: Asked, asks: bool, read: impl FnOnce(&Progress) -> Read + Send + 'static) -> Step {
    let (project, of) = (desk.project().clone(), (desk.session.id(), desk.session.state()));
    let work = move |progress: &Progress| plan(read(progress), asked, project, of);
    let done = move |desk: &Desk, plan: Result<ImportPlan, _>| {
        let plan = plan?;
        Ok(if asks { Step::ask(Prompt::Import(plan)) } else { add_or_ask(desk, plan) })
    };
    Step::start(job(desk, JobKind::ReadFiles, work, done))
}

/// Makes the import on a copy of the project.
fn plan(read: Read, asked: Asked, project: Project, of: (SessionId, StateMark)) -> ImportPlan {
    let Asked { choices, decisions } = asked;
    let policy = choices.duplicates;
    let mut found = read.files.found.clone();
    let near = near_with_marks(&project, &mut found, &decisions, policy);
    let sorted = sorted(&project, read.files.articles.clone(), &decisions, policy);
    let mut rows = [sorted.rows.clone(), near].concat();
    let (known, coming) = (sorted.known.clone(), sorted.add.iter().map(|(id, _)| *id).collect());
    let edits = additions::edits(&project, sorted);
    let (mut result, mut joined) = (project, Joined::default());
    // Articles first, for marks that come without a text may belong to them.
    let (plain, refused) = match apply_all(&mut result, Transaction::new(String::new(), edits)) {
        Ok(_undo) => (coming, None),
        Err(error) => (Vec::new(), Some(words::articles_refused(&error.to_string()))),
    };
    let doubts = read.files.articles.iter().flat_map(warnings);
    let told = refused.into_iter().chain(known).chain(doubts).collect();
    for (file, (_, found)) in found.into_iter().enumerate() {
        let of_file = join(&mut result, found, &choices);
        rows.extend(of_file.doubts.iter().map(|doubt| row(&result, file, doubt)));
        joined.add(of_file);
    }
    ImportPlan::new(Made { read, choices, joined, result, plain, told, rows, decisions, of })
}

/// The row for an article of a file that may be one of the project.
fn row(project: &Project, file: usize, doubt: &InDoubt) -> Lookalike {
    let InDoubt { at, called, why, others, done } = doubt;
    let why = match why {
        Unsure::EqualText => Alike::EqualText,
        Unsure::SeveralSuch => Alike::SeveralSuch,
    };
    let named = |id: &ArticleId| Some((*id, words::described(project.article(*id)?)));
    let others = others.iter().filter_map(named).collect();
    Lookalike { of: RowOf::Found(file, *at), called: quoted(called), why, others, done: *done }
}

/// Adds articles at once; shows the plan first where it brings marks, or may, or articles that the project may have.
fn add_or_ask(desk: &Desk, plan: ImportPlan) -> Step {
    if plan.is_plain() && plan.rows().is_empty() && !plan.is_choice() {
        let told = plan.made().told.clone();
        let step = carry_out(desk, &plan);
        return if told.is_empty() { step } else { step.saying(Notice::note(words::listed(&told))) };
    }
    Step::ask(Prompt::Import(plan))
}

/// Answers a decision about the plan that is shown: reads the files again, plans again, or carries the plan out.
pub(crate) fn act(desk: &Desk, action: ImportAction) -> Outcome {
    let Some(Prompt::Import(plan)) = &desk.prompt else { return Err(words::no_import()) };
    let (choices, mut decisions) = (plan.choices().clone(), plan.made().decisions.clone());
    match action {
        ImportAction::ReadAs(format) => {
            let read = &plan.made().read;
            Ok(read_and_plan(desk, read.paths.clone(), ReadAs { format, ..read.read_as }, choices, true))
        }
        ImportAction::Count(counting) => Ok(plan_again(desk, plan, Choices { counting, ..choices }, decisions)),
        ImportAction::By(name) => {
            let coder = called(desk, &name);
            Ok(plan_again(desk, plan, Choices { coder, is_coder_chosen: true, ..choices }, decisions))
        }
        ImportAction::Decide(row, decision) => {
            decisions.insert(row, decision);
            Ok(plan_again(desk, plan, choices, decisions))
        }
        ImportAction::DecideAll(duplicates) => {
            let choices = Choices { duplicates: Some(duplicates), ..choices };
            Ok(plan_again(desk, plan, choices, Decisions::new()))
        }
        ImportAction::Credit(from, name) => {
            let mut choices = choices;
            choices.credited.insert(from, called(desk, &name));
            Ok(plan_again(desk, plan, choices, decisions))
        }
        ImportAction::Accept => Ok(carry_out(desk, plan)),
    }
}

/// The coder of a name: the person at work, one of the project, or a new one.
fn called(desk: &Desk, name: &str) -> Coder {
    let (own, name) = (own_coder(desk), name.trim());
    if name == own.name {
        return own;
    }
    additions::coder_called(desk.project(), name)
}

fn carry_out(desk: &Desk, plan: &ImportPlan) -> Step {
    let made = plan.made();
    if made.of != (desk.session.id(), desk.session.state()) {
        // Something changed meanwhile (a colleague's file was read again, say): what was shown no longer holds.
        return plan_again(desk, plan, plan.choices().clone(), made.decisions.clone());
    }
    let edits = difference(desk.project(), &made.result);
    if edits.is_empty() {
        return say_problems(Step::nothing().closing_prompt(), &made.read.files);
    }
    let mut focus = desk.selection.clone();
    focus.show(plan.joined().first.or(made.plain.first().copied()));
    let (label, told) = if plan.is_plain() { told_of_articles(plan) } else { told_of_marks(plan) };
    let step = Step::make(Transaction::new(label, edits)).focusing(focus).closing_prompt();
    say_problems(told.into_iter().fold(step, Step::saying), &made.read.files)
}

/// The label of a step that adds articles alone, and what is said of it.
fn told_of_articles(plan: &ImportPlan) -> (String, Option<Notice>) {
    let made = plan.made();
    match made.plain.as_slice() {
        [one] => {
            let title = made.result.article(*one).map_or("", |article| &article.facts.title);
            let is_near = |row: &&Lookalike| row.done == Decision::Add && row.why != Alike::EqualText;
            let near = plan.rows().iter().find(is_near).map(words::row);
            let near = near.map(|near| Notice::note(near).with_offer(Command::CompareVersions));
            (words::add_article(title), near)
        }
        many => (words::add_articles(many.len()), Some(words::articles_added(many.len())).filter(|_| !many.is_empty())),
    }
}

/// The label of a step that adds marks, and what is said of it.
fn told_of_marks(plan: &ImportPlan) -> (String, Option<Notice>) {
    let joined = plan.joined();
    let counts = words::Added {
        articles: plan.plain_articles() + joined.articles,
        marks: joined.spans,
        links: joined.links,
        tags: joined.new_tags.len(),
        filled: joined.filled,
    };
    let told = match joined.aside {
        0 => Notice::fine(words::added(&counts)),
        aside => Notice::note(words::added_with_aside(&counts, aside)).with_offer(Command::Problems),
    };
    (words::import_marks(joined.spans, &plan.formats()), Some(told))
}
