//! Importing: a job reads files (`read`) and adds them to a copy of the project. Where they bring marks, this plan is shown
//! (`src/ui/prompts/import.rs`); accepting it makes one step of what differs.

use std::{path::PathBuf, sync::Arc};

use super::{
    additions::{self, say_problems, tomorrow, warnings},
    duplicates::{near_with_marks, sorted},
    offered, read, words,
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
        file_names::{self, Pattern, Replaces},
    },
    model::{ArticleId, Coder, Project},
};

/// Reads files and adds them, after showing what they bring where that is more than articles.
pub(crate) fn import(desk: &Desk, paths: Vec<PathBuf>) -> Outcome {
    if desk.is_running(JobKind::ReadFiles) {
        return Err(words::reading_already());
    }
    Ok(read_and_plan(desk, paths, read_as(desk), asked(desk), false))
}

/// Reads files, and shows what they bring before anything is added, whatever it is.
pub(crate) fn import_asking(desk: &Desk, paths: Vec<PathBuf>) -> Outcome {
    if desk.is_running(JobKind::ReadFiles) {
        return Err(words::reading_already());
    }
    Ok(read_and_plan(desk, paths, read_as(desk), asked(desk), true))
}

/// Adds a few articles that were read already; asks first where the project may have some of them.
pub(super) fn add(desk: &Desk, articles: Vec<Imported>) -> Step {
    let of = (desk.session.id(), desk.session.state());
    let plan = plan(of_articles(articles), asked(desk), desk.project().clone(), of, &Progress::default());
    plan.map_or_else(Step::nothing, |plan| add_or_ask(desk, plan))
}

/// The same for any number of them, in the background.
pub(super) fn add_many(desk: &Desk, articles: Vec<Imported>) -> Outcome {
    if desk.is_running(JobKind::ReadFiles) {
        return Err(words::reading_already());
    }
    let read = of_articles(articles);
    Ok(plan_with(desk, asked(desk), false, move |_progress| read))
}

/// Articles that were read already.
fn of_articles(articles: Vec<Imported>) -> Read {
    let files = Arc::new(FilesRead { articles, ..FilesRead::default() });
    Read { paths: Vec::new(), read_as: ReadAs::default(), files }
}

/// How files are read unless somebody says otherwise.
fn read_as(desk: &Desk) -> ReadAs {
    ReadAs { mappings: desk.settings.mappings.clone(), ..ReadAs::default() }
}

/// What is decided about an import before it is planned.
#[derive(Clone)]
struct Asked {
    choices: Choices,
    decisions: Decisions,
    /// The pattern by which names of files say facts of their articles.
    names: String,
}

/// Nothing is decided yet.
fn asked(desk: &Desk) -> Asked {
    let choices = Choices::new(own_coder(desk), clock::now());
    Asked { choices, decisions: Decisions::new(), names: String::new() }
}

fn read_and_plan(desk: &Desk, paths: Vec<PathBuf>, read_as: ReadAs, asked: Asked, asks: bool) -> Step {
    plan_with(desk, asked, asks, move |progress| {
        let files = Arc::new(read::read(paths.clone(), &read_as, progress));
        Read { paths, read_as, files }
    })
}

/// Plans the import of files that are read already. What is shown stays until somebody accepts it.
fn plan_again(desk: &Desk, plan: &ImportPlan, asked: Asked) -> Step {
    let read = plan.made().read.clone();
    plan_with(desk, asked, true, move |_progress| read)
}

/// Plans an import in the background; shows the plan if that is asked for, or if there is something to choose or to know.
fn plan_with(desk: &Desk, asked: Asked, asks: bool, read: impl FnOnce(&Progress) -> Read + Send + 'static) -> Step {
    let (project, of) = (desk.project().clone(), (desk.session.id(), desk.session.state()));
    let work = move |progress: &Progress| plan(read(progress), asked, project, of, progress);
    let done = move |desk: &Desk, plan: Result<Option<ImportPlan>, _>| {
        let Some(plan) = plan? else { return Err(Notice::note(words::nothing_added())) };
        Ok(if asks { Step::ask(Prompt::Import(plan)) } else { add_or_ask(desk, plan) })
    };
    Step::start(job(desk, JobKind::ReadFiles, work, done))
}

/// Makes the import on a copy of the project; `None` when somebody stops it.
fn plan(
    read: Read,
    asked: Asked,
    project: Project,
    of: (SessionId, StateMark),
    progress: &Progress,
) -> Option<ImportPlan> {
    if progress.is_cancelled() {
        return None;
    }
    let Asked { choices, decisions, names } = asked;
    let policy = choices.duplicates;
    let mut found = read.files.found.clone();
    let near = near_with_marks(&project, &mut found, &decisions, policy);
    let mut articles = read.files.articles.clone();
    let named = facts_from_names(&names, &mut articles);
    let sorted = sorted(&project, articles, &decisions, policy, progress)?;
    let mut rows = [sorted.rows.clone(), near].concat();
    let (known, coming) = (sorted.known.clone(), sorted.add.iter().map(|(id, _)| *id).collect());
    let edits = additions::edits(&project, sorted);
    let (mut result, mut joined) = (project, Joined::default());
    // Articles first, for marks that come without a text may belong to them.
    let (plain, refused) = match apply_all(&mut result, Transaction::new(String::new(), edits)) {
        Ok(_undo) => (coming, None),
        Err(error) => (Vec::new(), Some(words::articles_refused(&error.to_string()))),
    };
    let last = tomorrow();
    let doubts = read.files.articles.iter().flat_map(|article| warnings(article, &last));
    let told = refused.into_iter().chain(named).chain(known).chain(doubts).collect();
    for (file, (_, found)) in found.into_iter().enumerate() {
        let of_file = join(&mut result, found, &choices);
        rows.extend(of_file.doubts.iter().map(|doubt| row(&result, file, doubt)));
        joined.add(of_file);
    }
    Some(ImportPlan::new(Made { read, choices, joined, result, plain, told, rows, decisions, names, of }))
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
    let made = plan.made();
    let mut asked =
        Asked { choices: plan.choices().clone(), decisions: made.decisions.clone(), names: made.names.clone() };
    match action {
        ImportAction::ReadAs(format) => {
            let (paths, read_as) = (made.read.paths.clone(), made.read.read_as.clone());
            asked.decisions.clear();
            return Ok(read_and_plan(desk, paths, ReadAs { format, ..read_as }, asked, true));
        }
        ImportAction::Count(counting) => asked.choices.counting = counting,
        ImportAction::By(name) => {
            (asked.choices.coder, asked.choices.is_coder_chosen) = (called(desk, &name), true);
        }
        ImportAction::Decide(row, decision) => drop(asked.decisions.insert(row, decision)),
        ImportAction::DecideAll(duplicates) => {
            asked.choices.duplicates = Some(duplicates);
            asked.decisions.clear();
        }
        ImportAction::FileNames(pattern) => pattern.trim().clone_into(&mut asked.names),
        ImportAction::Credit(from, name) => drop(asked.choices.credited.insert(from, called(desk, &name))),
        ImportAction::Accept => return Ok(carry_out(desk, plan)),
    }
    Ok(plan_again(desk, plan, asked))
}

/// Puts facts that the names of files say into their articles; returns what should be known of it.
pub(super) fn facts_from_names(pattern: &str, articles: &mut [Imported]) -> Vec<String> {
    if pattern.is_empty() {
        return Vec::new();
    }
    match Pattern::parse(pattern) {
        Ok(pattern) => words::facts_from_names(&file_names::apply(&pattern, articles, Replaces::Guesses)),
        Err(error) => vec![error.to_string()],
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
        let asked =
            Asked { choices: plan.choices().clone(), decisions: made.decisions.clone(), names: made.names.clone() };
        return plan_again(desk, plan, asked);
    }
    let edits = difference(desk.project(), &made.result);
    let seen = offered::seen(desk, &made.read.paths);
    if edits.is_empty() {
        return say_problems(seen.closing_prompt(), &made.read.files);
    }
    let mut focus = desk.selection.clone();
    focus.show(plan.joined().first.or(made.plain.first().copied()));
    let (label, told) = if plan.is_plain() { told_of_articles(plan) } else { told_of_marks(plan) };
    let step = Step::make(Transaction::new(label, edits)).focusing(focus).closing_prompt();
    let step = seen.then.into_iter().fold(step, Step::and);
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
