//! What merges left undecided: listed in the order of the articles, each version in words that people read, and decided.

use super::words;
use crate::{
    analysis::{end_name, value_words},
    app::desk::{
        desk::Desk,
        step::{Outcome, Step},
        words::quoted,
    },
    edit::{Edit, Transaction, apply_all},
    merge::{self, Named, Side, named},
    model::{ArticleId, CoderId, Conflict, FieldId, FieldValue, Link, Project, Span, SpanId},
};

/// A conflict, and what it is about.
#[derive(Clone, Debug)]
pub struct Undecided {
    /// The conflict.
    pub conflict: Conflict,
    /// The kind of record, its name or words, and the field.
    pub name: String,
    /// The article that the record belongs to.
    pub article: Option<ArticleId>,
    /// The mark that it is, or that its link begins at.
    pub span: Option<SpanId>,
}

/// What is undecided: first what belongs to no article, then by article and place in it.
pub fn undecided(project: &Project) -> Vec<Undecided> {
    let with_name = |conflict: &Conflict| {
        let Named { name, article, span } = named(project, conflict);
        Undecided { conflict: conflict.clone(), name, article, span }
    };
    let mut all: Vec<Undecided> = project.conflicts.iter().map(with_name).collect();
    all.sort_by_cached_key(|one| {
        let article = one.article.and_then(|id| project.article(id));
        let place = article.zip(one.span).and_then(|(article, span)| article.span(span)).map(Span::hull);
        (article.map(|article| (article.added, article.id)), place.map(|place| (place.start, place.end)))
    });
    all
}

impl Undecided {
    /// Whether what holds of one can hold of the other in the same way: the same field of records of the same list.
    pub fn is_like(&self, other: &Self) -> bool {
        let key = |it: &Self| {
            let Conflict { section, field, ours, theirs, .. } = &it.conflict;
            (section.clone(), field.clone(), ours.is_empty(), theirs.is_empty())
        };
        key(self) == key(other)
    }
}

/// A version of what is undecided, in words, and whose it is where that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// The value.
    pub told: String,
    /// The name of the coder.
    pub by: Option<String>,
}

/// What is undecided, as people read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// What it was before; `None` where nobody knows.
    pub before: Option<String>,
    /// What the project has now.
    pub now: Version,
    /// What it may be instead.
    pub other: Version,
}

/// The versions of what is undecided, in words.
pub fn versions(project: &Project, conflict: &Conflict) -> Versions {
    let told = |written: &str| version(project, conflict, written);
    let (present, changed_by) = merge::present(project, conflict);
    let name = |coder: Option<CoderId>| coder.map(|coder| project.coder_name(coder));
    let is_known = !conflict.base.is_empty();
    Versions {
        before: is_known.then(|| if conflict.is_of_record() { words::THERE.to_owned() } else { told(&conflict.base) }),
        now: Version { told: told(present.as_ref().unwrap_or(&conflict.ours)), by: name(changed_by) },
        other: Version { told: told(&conflict.theirs), by: name(conflict.by) },
    }
}

/// A version in words, as it is written in the file.
fn version(project: &Project, conflict: &Conflict, written: &str) -> String {
    if conflict.is_of_record() {
        return if written.is_empty() { words::DELETED.to_owned() } else { kept(project, conflict, written) };
    }
    if written.is_empty() {
        return words::NOTHING.to_owned();
    }
    let field = conflict.field.as_str();
    let edits = merge::with_value(project, conflict, written).unwrap_or_default();
    let told = edits.first().and_then(|edit| {
        if let Edit::ChangeSpan(article, span) = edit {
            of_span(project, *article, span, field)
        } else if let Edit::ChangeLink(article, link) = edit {
            of_link(project, *article, link, field)
        } else if let Edit::SetFacts(_, facts) = edit {
            answer(project, field, |id| facts.fields.get(id))
        } else {
            None
        }
    });
    told.unwrap_or_else(|| match written {
        "true" => words::YES.to_owned(),
        "false" => words::NO.to_owned(),
        written => ron::from_str(written).unwrap_or_else(|_| written.to_owned()),
    })
}

/// A record that one side deleted and the other has: what the other changed in it.
fn kept(project: &Project, conflict: &Conflict, written: &str) -> String {
    let changed = merge::changed_fields(project, conflict, written).into_iter().filter_map(|(field, value)| {
        let one = Conflict { field: field.clone(), ..conflict.clone() };
        let told = version(project, &one, &value);
        (!told.is_empty()).then(|| words::changed(merge::words::field_name(&field), &told))
    });
    words::kept(&changed.collect::<Vec<_>>())
}

fn of_span(project: &Project, article: ArticleId, span: &Span, field: &str) -> Option<String> {
    match field {
        "at" => Some(quoted(&project.article(article)?.words_of(span))),
        "tag" => Some(project.codebook.tag(&span.tag)?.name.clone()),
        "entity" => Some(project.entities.get(&span.entity?)?.name.clone()),
        "by" => Some(project.coder_name(span.by)),
        field => answer(project, field, |id| span.fields.get(id)),
    }
}

fn of_link(project: &Project, article: ArticleId, link: &Link, field: &str) -> Option<String> {
    match field {
        "to" => {
            let kind = &project.codebook.link_kind(&link.kind)?.name;
            Some(words::link(kind, &end_name(project, project.article(article)?, link.to)))
        }
        "by" => Some(project.coder_name(link.by)),
        field => answer(project, field, |id| link.fields.get(id)),
    }
}

/// The answer to a question, where the field is one.
fn answer<'v>(project: &Project, field: &str, of: impl FnOnce(&FieldId) -> Option<&'v FieldValue>) -> Option<String> {
    let id = FieldId::new(field.strip_prefix("fields.")?);
    Some(value_words(project, of(&id)?))
}

/// Decides about conflicts: one side of each holds. The reason stands in the history of changes.
pub(crate) fn decide(desk: &Desk, conflicts: &[Conflict], side: Side, reason: &str) -> Outcome {
    let mut edits = Vec::new();
    let mut project = desk.whole().clone();
    for conflict in conflicts {
        let decided = merge::decide(&project, conflict, side).map_err(|why| words::cannot_decide(&why.to_string()))?;
        let step = Transaction::new(String::new(), decided.clone());
        apply_all(&mut project, step).map_err(|why| words::cannot_decide(&why.to_string()))?;
        edits.extend(decided);
    }
    Ok(Step::make(Transaction::new(words::decide(conflicts.len(), reason), edits)))
}
