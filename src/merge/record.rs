//! One record in several copies: which fields of whom hold.

use std::collections::BTreeSet;

use super::{
    choose::{Chosen, Version, choose, union},
    clash::{Clash, Clashes},
    in_place::InPlace,
    references::Tells,
};
use crate::{
    model::CoderId,
    store::{FieldText, RecordError, Values, line},
};

/// What has to be known of a kind of record to merge it.
pub(super) struct Kind<'k, T> {
    /// The list of the file that it stands in.
    pub(super) section: &'static str,
    /// Its values, as the file writes them.
    pub(super) values: &'k dyn Fn(&T) -> Values,
    /// The record of these.
    pub(super) of_values: &'k dyn Fn(&Values) -> Result<T, RecordError>,
    /// Tells what it points to.
    pub(super) references: &'k Tells<'k, T>,
}

/// A copy's version of a record; of the base it is known whether there is any.
pub(super) type OfRecord<'v, T> = Version<Option<&'v T>>;

/// Fields that say one thing together, by the first of them: half of each side would be something that nobody said.
const TOGETHER: [(&str, &[&str]); 5] = [
    ("at", &["at", "words"]),
    ("entity", &["entity", "mention"]),
    ("published", &["published", "dating"]),
    ("language", &["language", "language_by"]),
    ("changed", &["changed", "changed_by"]),
];
/// Those of records of one list alone, by its name.
const TOGETHER_IN: [(&str, &str, &[&str]); 2] =
    [("links", "to", &["kind", "from", "to", "order"]), ("decisions", VERDICT, &["about", VERDICT, "by", "made"])];
/// What was decided; who decided the same, when, and what they saw is nothing to disagree about.
const VERDICT: &str = "verdict";
const DECIDED: [&str; 2] = ["about", VERDICT];
const SEEN: &str = "extra.sayso:seen";
/// When a record was last changed, and by whom: the latest holds.
pub(super) const CHANGED: &str = "changed";
/// The questions of a tag, and how one of them is named; the lists of records that have such.
const QUESTIONS: (&str, &str) = ("fields", "fields.");
const QUESTIONED: [&str; 2] = ["tags", "link_kinds"];

/// The fields that are decided together with a field.
pub(super) fn fields_of<'f>(section: &str, field: &'f str) -> Vec<&'f str> {
    if let Some((.., fields)) = TOGETHER_IN.iter().find(|(of, first, _)| *of == section && *first == field) {
        return fields.to_vec();
    }
    let group = TOGETHER.iter().find(|(first, _)| *first == field);
    group.map_or_else(|| vec![field], |(_, fields)| fields.to_vec())
}

/// The name of the group that a field belongs to.
pub(super) fn group<'f>(section: &str, field: &'f str) -> &'f str {
    if let Some((_, first, _)) = TOGETHER_IN.iter().find(|(of, _, fields)| *of == section && fields.contains(&field)) {
        return first;
    }
    TOGETHER.iter().find(|(_, fields)| fields.contains(&field)).map_or(field, |(first, _)| first)
}

/// The record that holds, `None` where it is deleted; what is open goes to `clashes`.
pub(super) fn record<T: Clone + PartialEq>(
    kind: &Kind<'_, T>,
    about: &str,
    ours: Option<&T>,
    versions: &[OfRecord<'_, T>],
    clashes: &mut Clashes,
) -> Option<T> {
    // Where nothing is known of what a copy began with, what it lacks was not deleted.
    let is_proposal = |version: &&OfRecord<'_, T>| {
        version.now != ours && version.base != Some(version.now) && (version.base.is_some() || version.now.is_some())
    };
    let proposals: Vec<&OfRecord<'_, T>> = versions.iter().filter(is_proposal).collect();
    let Some(first) = proposals.first() else { return ours.cloned() };
    let is_ours_changed = |version: &OfRecord<'_, T>| match version.base {
        Some(base) => base != ours,
        None => ours.is_some(),
    };
    let is_ours_changed = proposals.iter().any(|version| is_ours_changed(version));
    if !is_ours_changed && proposals.iter().all(|version| version.now == first.now) {
        return first.now.cloned();
    }
    let text = |record: Option<&T>| record.map(|record| line(&(kind.values)(record))).unwrap_or_default();
    let mut present: Vec<&&OfRecord<'_, T>> = proposals.iter().filter(|version| version.now.is_some()).collect();
    present.sort_by_cached_key(|version| (text(version.now), version.copy));
    if ours.is_none() && present.is_empty() {
        return None;
    }
    // What somebody deleted and somebody else changed stays, and is open.
    for version in &proposals {
        let is_deleted = version.now.is_none();
        let is_restored = ours.is_none() && version.base.flatten().is_some() && !is_deleted;
        if is_deleted || is_restored {
            let sides = [text(version.base.flatten()), text(ours), text(version.now)];
            let by = version.now.and_then(|now| changed_by(&(kind.values)(now)));
            clashes.add_by(by, Clash { section: kind.section, about, field: "", sides });
        }
    }
    let values = |record: &T| (kind.values)(record);
    // What we deleted and others changed is as it was, with their changes.
    let was = || proposals.iter().find_map(|version| version.base.flatten());
    let start = values(ours.or_else(was).or_else(|| present.first()?.now)?);
    let others: Vec<Others> = present
        .iter()
        .filter_map(|version| {
            let base = version.base.flatten().map(values);
            Some(Others { copy: version.copy, base, now: values(version.now?) })
        })
        .collect();
    let (merged, open) = merged(kind.section, &start, &others, clashes.in_place);
    for Open { by, field, base, ours, theirs } in open {
        // The other side may point to what is deleted.
        let mut other = merged.clone();
        other.retain(|name, _| group(kind.section, name) != field);
        other.extend(theirs.clone());
        if let Ok(other) = (kind.of_values)(&other) {
            (kind.references)(&other, &mut |reference| {
                clashes.needed.insert(reference);
            });
        }
        let sides = [base, ours, theirs].map(|values| words(&field, &values));
        clashes.add_by(by, Clash { section: kind.section, about, field: &field, sides });
    }
    match (kind.of_values)(&merged) {
        Ok(record) => Some(record),
        Err(error) => {
            log::error!("BUG: a merged record of {} cannot be read: {error}", kind.section);
            ours.or_else(|| present.first()?.now).cloned()
        }
    }
}

/// Who changed a record last, or made it.
pub(super) fn changed_by(values: &Values) -> Option<CoderId> {
    let of = |field: &str| match values.get(field)? {
        FieldText::One(coder) => ron::from_str(coder).ok(),
        FieldText::Set(_) => None,
    };
    of("changed_by").or_else(|| of("by"))
}

/// The record of a copy, and what it was.
struct Others {
    copy: usize,
    base: Option<Values>,
    now: Values,
}

/// A field on which there is no agreement: what all began with, what holds, and what a copy has.
struct Open {
    /// Whose version theirs is.
    by: Option<CoderId>,
    field: String,
    base: Values,
    ours: Values,
    theirs: Values,
}

/// The values that hold, and what is open.
fn merged(section: &str, start: &Values, others: &[Others], in_place: InPlace) -> (Values, Vec<Open>) {
    let all = || std::iter::once(start).chain(others.iter().map(|other| &other.now));
    let fields: BTreeSet<&str> = all().flat_map(|values| values.keys()).map(|name| group(section, name)).collect();
    let by = |copy: Option<usize>| match copy {
        Some(copy) => others.iter().find(|other| other.copy == copy).and_then(|other| changed_by(&other.now)),
        None => changed_by(start),
    };
    let (mut merged, mut open, mut changed) = (Values::new(), Vec::new(), Vec::new());
    for field in fields {
        let of = |values: &Values| -> Values {
            let own = values.iter().filter(|(name, _)| group(section, name) == field);
            own.map(|(name, value)| (name.clone(), value.clone())).collect()
        };
        let versions: Vec<Version<Values>> = others
            .iter()
            .map(|other| Version { copy: other.copy, base: other.base.as_ref().map(of), now: of(&other.now) })
            .collect();
        let ours = of(start);
        if all().any(|values| matches!(values.get(field), Some(FieldText::Set(_)))) {
            let all = united(field, &ours, &versions);
            merged.extend((!all.is_empty()).then(|| (field.to_owned(), FieldText::Set(all))));
            continue;
        }
        if field == CHANGED {
            changed =
                versions.into_iter().map(|version| (Some(version.copy), version.now)).chain([(None, ours)]).collect();
            continue;
        }
        let is_decided_alike = |values: &Values| DECIDED.iter().all(|field| values.get(*field) == ours.get(*field));
        if section == "decisions" && field == VERDICT && versions.iter().all(|version| is_decided_alike(&version.now)) {
            merged.extend(versions.into_iter().map(|version| version.now).fold(ours, Values::min));
            continue;
        }
        let base = versions.iter().find_map(|version| version.base.clone()).unwrap_or_default();
        let Chosen { value, others: lost } = choose(ours, &versions, |copy| in_place.rank(copy, by(copy)));
        for (copy, theirs) in lost.into_iter().filter(|_| section != "decisions" || field != SEEN) {
            open.push(Open { by: by(copy), field: field.to_owned(), base: base.clone(), ours: value.clone(), theirs });
        }
        merged.extend(value);
    }
    let first = changed.iter().min_by_key(|(copy, stamp)| (in_place.rank(*copy, by(*copy)), stamp));
    let latest = changed.iter().max_by_key(|(_, stamp)| stamp);
    // What stands in place by the agreed rule is said to be by whom it is: the rule goes by that the next time.
    let stamp = if in_place == InPlace::Agreed && !open.is_empty() { first } else { latest };
    merged.extend(stamp.map(|(_, stamp)| stamp.clone()).unwrap_or_default());
    if QUESTIONED.contains(&section) {
        keep_questions(&mut merged);
    }
    (merged, open)
}

/// A list to which all may add, and from which all may remove.
fn united(field: &str, ours: &Values, versions: &[Version<Values>]) -> Vec<String> {
    let list = |values: &Values| match values.get(field) {
        Some(FieldText::Set(all)) => all.clone(),
        Some(FieldText::One(_)) | None => Vec::new(),
    };
    let lists: Vec<Version<Vec<String>>> = versions
        .iter()
        .map(|version| Version { copy: version.copy, base: version.base.as_ref().map(list), now: list(&version.now) })
        .collect();
    let lists: Vec<Version<&[String]>> = lists
        .iter()
        .map(|version| Version { copy: version.copy, base: version.base.as_deref(), now: &version.now })
        .collect();
    union(&list(ours), &lists)
}

/// A question that one side removed and another changed stays in the list of questions.
fn keep_questions(values: &mut Values) {
    let ids: Vec<String> = values.keys().filter_map(|name| name.strip_prefix(QUESTIONS.1)).map(str::to_owned).collect();
    let order = values.entry(QUESTIONS.0.to_owned()).or_insert_with(|| FieldText::Set(Vec::new()));
    let FieldText::Set(order) = order else { return };
    order.retain(|id| ids.contains(id));
    let lost: Vec<String> = ids.into_iter().filter(|id| !order.contains(id)).collect();
    order.extend(lost);
}

/// A field of a record, or those that are decided together with it, as a conflict keeps them.
pub(super) fn field_text(section: &str, field: &str, values: &Values) -> String {
    let own = values.iter().filter(|(name, _)| group(section, name) == field);
    words(field, &own.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// The values of a field as a conflict keeps them: its value, or, of several that belong together, each with its name.
fn words(field: &str, values: &Values) -> String {
    let text = |value: &FieldText| match value {
        FieldText::One(words) => words.clone(),
        FieldText::Set(all) => format!("[{}]", all.join(", ")),
    };
    match values.iter().collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        [(name, value)] if *name == field => text(value),
        several => {
            several.iter().map(|(name, value)| format!("{name}: {}", text(value))).collect::<Vec<_>>().join(", ")
        }
    }
}
