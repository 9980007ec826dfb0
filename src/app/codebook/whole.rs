//! Whole codebooks: those that come with the program, and files of colleagues; added to the project's or used instead,
//! each as one step. And the rules.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::words;
use crate::{
    app::desk::{
        crash::guarded,
        desk::Desk,
        jobs::JobKind,
        prompt::Prompt,
        stamp,
        step::{Outcome, Step, free_job, job},
    },
    edit::{Transaction, difference, set_rules},
    import::{
        self, ImportError,
        annotations::{self, File},
    },
    model::{Codebook, LinkKindId, Project, Rule, TagId},
    store::{self, Disk, ReadError, RealDisk, Template},
};

/// Shows the codebooks that come with the program, and the rules.
pub(crate) fn show() -> Step {
    Step::ask(Prompt::Codebooks(store::templates().into()))
}

/// Adds what another codebook has.
pub(crate) fn join(desk: &Desk, template: &Template) -> Outcome {
    let joined = desk.project().codebook.joined(&template.codebook);
    take(desk, joined, words::add_codebook(&template.title))
}

/// Replaces the codebook with another; what is in use stays.
pub(crate) fn replace(desk: &Desk, template: &Template) -> Outcome {
    let project = desk.project();
    let articles = || project.articles.values();
    let linked = |kind: &LinkKindId| articles().any(|article| article.links.iter().any(|link| link.kind == *kind));
    let set_aside =
        |tag: &TagId| articles().flat_map(|article| article.quarantined.values()).any(|aside| aside.span.tag == *tag);
    let in_use = |tag: &TagId| project.count(tag) > 0 || set_aside(tag);
    let new = project.codebook.replaced(&template.codebook, in_use, linked);
    take(desk, new, words::use_codebook(&template.title))
}

/// Gives the project another codebook; says what that changed.
fn take(desk: &Desk, new: Codebook, label: String) -> Outcome {
    let project = desk.project();
    let own = &project.codebook;
    if (&own.tags, &own.link_kinds, &own.rules) == (&new.tags, &new.link_kinds, &new.rules) {
        return Err(words::nothing_new());
    }
    let added = new.tags.iter().filter(|tag| own.tag(&tag.id).is_none()).count();
    let removed = own.tags.iter().filter(|tag| new.tag(&tag.id).is_none()).count();
    let mut target = project.clone();
    target.codebook = new;
    let edits = difference(project, &target);
    Ok(Step::make(Transaction::new(label, edits)).saying(words::codebook_taken(added, removed)))
}

/// Sets whether marks of a tag need a link of a kind.
pub(crate) fn set_needs(desk: &Desk, tag: TagId, link: LinkKindId, on: bool) -> Step {
    let rule = Rule::Needs { tag, link };
    let mut rules = desk.project().codebook.rules.clone();
    rules.retain(|own| *own != rule);
    if on {
        rules.push(rule);
    }
    change_rules(desk, &rules)
}

/// Sets how deeply claims may be nested; `None` for any depth.
pub(crate) fn set_nesting(desk: &Desk, depth: Option<u32>) -> Step {
    let mut rules = desk.project().codebook.rules.clone();
    rules.retain(|rule| !matches!(rule, Rule::NestingDepth(_)));
    rules.extend(depth.map(Rule::NestingDepth));
    change_rules(desk, &rules)
}

fn change_rules(desk: &Desk, rules: &[Rule]) -> Step {
    let edits = set_rules(&desk.project().codebook, rules);
    if edits.is_empty() {
        return Step::nothing();
    }
    Step::make(Transaction::new(words::change_rules(), stamp::codebook_edits(desk, edits)))
}

/// Reads a codebook from a file of its own, a table, or another project, and shows it.
pub(crate) fn read(desk: &Desk, path: PathBuf) -> Step {
    let from = path.clone();
    let work = move |_progress: &_| read_file(&path);
    Step::start(job(desk, JobKind::ReadCodebook, work, move |_desk, read| {
        let (mut template, notes) = read?.map_err(|why| words::cannot_read(&from, &why.to_string()))?;
        if template.title.is_empty() {
            template.title = from.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        }
        let step = Step::ask(Prompt::Codebooks([template].into()));
        Ok(if notes.is_empty() { step } else { step.saying(words::codebook_notes(&notes)) })
    }))
}

/// The codebook of a file, and what people should know of how it was read.
fn read_file(path: &Path) -> Result<(Template, Vec<String>), CodebookFailure> {
    let bytes = RealDisk.read(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let format = match import::ending(&name).as_str() {
        "csv" | "tsv" | "xlsx" => "codebook",
        "qdc" => "qdc",
        _other => return Ok((store::read_codebook(&bytes)?, Vec::new())),
    };
    let format = annotations::format(format).ok_or(ImportError::UnknownInside)?;
    let file = File { name: &name, bytes: &bytes, beside: &BTreeMap::new() };
    let found = guarded(|| annotations::read(format, &file)).ok_or(CodebookFailure::Damaged)??;
    let notes = found.problems.iter().map(ToString::to_string).collect();
    Ok((Template { title: String::new(), note: String::new(), codebook: found.codebook }, notes))
}

/// Why the codebook of a file cannot be read.
#[derive(Debug, thiserror::Error)]
enum CodebookFailure {
    #[error("{0}.")]
    Disk(#[from] std::io::Error),
    #[error(transparent)]
    File(#[from] ReadError),
    #[error("it is too damaged to read.")]
    Damaged,
    #[error("{0}.")]
    Table(#[from] ImportError),
}

/// Writes the codebook to a file of its own.
pub(crate) fn export(desk: &Desk, path: PathBuf) -> Step {
    let Project { title, codebook, .. } = desk.session.titled();
    let (tags, to) = (codebook.tags.len(), path.clone());
    let root = desk.folders.state.clone();
    let work =
        move |_progress: &_| store::write_file(root.as_deref(), &path, &store::write_codebook(&title, &codebook));
    Step::start(free_job(JobKind::Export, work, move |_desk, written| match written? {
        Ok(()) => Ok(Step::say(words::exported(tags, &to))),
        Err(error) => Err(words::cannot_write(&to, &error.to_string())),
    }))
}
