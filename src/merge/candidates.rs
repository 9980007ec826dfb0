//! Open conflicts in the form that does not depend on who merged: what stands in place, beside each other value.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    articles::stated_hash,
    record::{CHANGED, changed_by, field_text, group},
    resolve::Place,
};
use crate::{
    model::{
        Coder, CoderId, Conflict, CueClass, Decision, Entity, Facts, FieldDef, Figure, Link, LinkKind, Project, Tag,
    },
    store::{Recorded, Values, quarantined_values, span_of_line, span_values, words},
};

/// The open conflicts of a project. Those about one value become one conflict for each value that it may have instead.
pub(super) fn agreed(project: &Project) -> BTreeSet<Conflict> {
    let mut about: BTreeMap<(&str, &str, &str), Vec<&Conflict>> = BTreeMap::new();
    for conflict in &project.conflicts {
        about.entry((&conflict.section, &conflict.about, &conflict.field)).or_default().push(conflict);
    }
    about.values().flat_map(|conflicts| beside(project, conflicts)).collect()
}

/// The conflicts about one value.
fn beside(project: &Project, conflicts: &[&Conflict]) -> Vec<Conflict> {
    let Some(first) = conflicts.first() else { return Vec::new() };
    let sides = || conflicts.iter().flat_map(|conflict| [&conflict.ours, &conflict.theirs]);
    let value = if first.is_of_record() {
        // As it was when it became open: later changes of the record are no answer to whether it stays.
        let kept = || sides().filter(|side| !side.is_empty()).min().cloned();
        Some(Place::of(project, first).and_then(|_there| kept()).unwrap_or_default())
    } else {
        in_place(project, first)
    };
    let Some(value) = value else { return conflicts.iter().copied().cloned().collect() };
    let is_known = sides().any(|side| *side == value);
    // What was in place and has been replaced since is no longer a candidate.
    let ours = conflicts.iter().filter(|_| is_known).map(|conflict| &conflict.ours);
    let mut others: BTreeSet<&str> =
        ours.chain(conflicts.iter().map(|conflict| &conflict.theirs)).map(|it| &**it).collect();
    others.remove(value.as_str());
    if first.is_of_record() {
        others.retain(|other| other.is_empty() != value.is_empty());
    }
    let conflict = |theirs: &str| Conflict {
        section: first.section.clone(),
        about: first.about.clone(),
        field: first.field.clone(),
        base: conflicts.iter().map(|conflict| &conflict.base).min().cloned().unwrap_or_default(),
        ours: value.clone(),
        theirs: theirs.to_owned(),
        by: conflicts.iter().filter(|conflict| conflict.theirs == theirs).find_map(|conflict| conflict.by),
        made: conflicts.iter().map(|conflict| conflict.made).min().flatten(),
    };
    others.into_iter().map(conflict).collect()
}

/// What the project has now of what a conflict is about, as the file writes it, where that can be said; and who changed the
/// record last.
pub fn present(project: &Project, conflict: &Conflict) -> (Option<String>, Option<CoderId>) {
    let record = Place::of(project, conflict).and_then(|place| values(project, place));
    let by = record.as_ref().and_then(changed_by);
    (in_place(project, conflict).filter(|_| !conflict.is_of_record()), by)
}

/// What one side changed in a record that the other deleted: fields with their values, as the file writes them.
pub fn changed_fields(project: &Project, conflict: &Conflict, written: &str) -> Vec<(String, String)> {
    let section = conflict.section.as_str();
    let values = |written: &str| values_of_line(project, conflict, written);
    let Some((base, values)) = values(&conflict.base).zip(values(written)) else { return Vec::new() };
    let fields: BTreeSet<&str> = base.keys().chain(values.keys()).map(|field| group(section, field)).collect();
    let texts = fields.into_iter().filter(|field| *field != CHANGED).map(|field| {
        let of = |values: &Values| field_text(section, field, values);
        (field.to_owned(), of(&base), of(&values))
    });
    texts.filter(|(_, was, is)| was != is).map(|(field, _, is)| (field, is)).collect()
}

/// The values of a record that a conflict keeps; `None` where it cannot be read.
fn values_of_line(project: &Project, conflict: &Conflict, written: &str) -> Option<Values> {
    fn values<T: Recorded>(written: &str) -> Option<Values> {
        T::of_line(written).ok().map(|record| record.values())
    }
    match conflict.section.as_str() {
        "spans" => {
            let place = Place::of(project, conflict)?;
            let article = place.article()?;
            let span = span_of_line(&article.text, written).ok()?;
            Some(span_values(article.id, &article.text, &span))
        }
        "links" => values::<Link>(written),
        "articles" => values::<Facts>(written),
        "tags" => values::<Tag>(written),
        "link_kinds" => values::<LinkKind>(written),
        "article_fields" => values::<FieldDef>(written),
        "cue_classes" => values::<CueClass>(written),
        "coders" => values::<Coder>(written),
        "entities" => values::<Entity>(written),
        "decisions" => values::<Decision>(written),
        "figures" => values::<Figure>(written),
        _ => None,
    }
}

/// What stands in place, as the file writes it; `None` where that cannot be said.
fn in_place(project: &Project, conflict: &Conflict) -> Option<String> {
    let field = conflict.field.as_str();
    match conflict.section.as_str() {
        "head" => match field {
            "title" => Some(words(&project.title)),
            "note" => Some(words(&project.note)),
            "seed" => Some(project.team.seed.map(|seed| seed.to_string()).unwrap_or_default()),
            _ => None,
        },
        "extra" => Some(project.extra.get(field).map(|value| words(value)).unwrap_or_default()),
        "rules" => Some(project.codebook.nesting_depth().map(|depth| depth.to_string()).unwrap_or_default()),
        section => {
            let place = Place::of(project, conflict)?;
            if let (Place::Article(article), "text") = (&place, field) {
                return Some(stated_hash(article));
            }
            Some(field_text(section, field, &values(project, place)?))
        }
    }
}

/// The values of a record, as the file writes them.
fn values(project: &Project, place: Place<'_>) -> Option<Values> {
    Some(match place {
        Place::Span(article, span) => span_values(article.id, &article.text, span),
        Place::Aside(article, id) => quarantined_values(article.id, article.quarantined.get(&id)?),
        Place::Link(_, link) => link.values(),
        Place::Article(article) => article.facts.values(),
        Place::Tag(id) => project.codebook.tag(&id)?.values(),
        Place::LinkKind(kind) => kind.values(),
        Place::ArticleField(field) => field.values(),
        Place::CueClass(class) => class.values(),
        Place::Coder(coder) => coder.values(),
        Place::Entity(entity) => entity.values(),
        Place::Decision(decision) => decision.values(),
        Place::Figure(figure) => figure.values(),
        Place::NotMentioned(whole) => whole.values(),
    })
}
