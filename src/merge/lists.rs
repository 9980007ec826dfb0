//! The lists of a project whose records stand by themselves: the codebook, people and names, and what several share.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    choose::{Version, choose},
    clash::Clashes,
    in_place::ours_first,
    order::order,
    record::{Kind, OfRecord, record},
    references::{Tell, Tells, of_decision, of_figure, of_not_mentioned, of_tag},
    sides::Sides,
};
use crate::{
    model::{
        Absence, Coder, CueClass, Decision, Entity, FieldDef, Figure, LinkKind, NotMentioned, Project, Status, Tag,
    },
    store::Recorded,
};

/// Tells of what a record points to that points to nothing that has to be restored for it.
pub(super) fn nothing<T>(_record: &T, _tell: &mut Tell<'_>) {}

/// Merges the records of one list, by their ids.
pub(super) fn records<'p, K: Ord + Clone, T: Clone + PartialEq + 'p>(
    kind: &Kind<'_, T>,
    about: impl Fn(&K) -> String,
    ours: &BTreeMap<K, &'p T>,
    versions: &[Version<BTreeMap<K, &'p T>>],
    clashes: &mut Clashes,
) -> BTreeMap<K, T> {
    let ids: BTreeSet<&K> = ours.keys().chain(versions.iter().flat_map(|version| version.now.keys())).collect();
    let mut merged = BTreeMap::new();
    for id in ids {
        let of: Vec<OfRecord<'_, T>> = versions
            .iter()
            .map(|version| Version {
                copy: version.copy,
                base: version.base.as_ref().map(|base| base.get(id).copied()),
                now: version.now.get(id).copied(),
            })
            .collect();
        let own = ours.get(id).copied();
        let holds = record(kind, &about(id), own, &of, clashes);
        merged.extend(holds.map(|record| (id.clone(), record)));
    }
    merged
}

/// Merges a list that people order.
fn ordered<'p, K: Ord + Clone + ToString, T: Recorded + Clone + PartialEq + 'p>(
    sides: &Sides<'p>,
    section: &'static str,
    of: impl Fn(&'p Project) -> &'p [T],
    id_of: fn(&T) -> &K,
    references: &Tells<'_, T>,
    clashes: &mut Clashes,
) -> Vec<T> {
    let kind = Kind { section, values: &T::values, of_values: &T::of_values, references };
    let by_id = |project: &'p Project| of(project).iter().map(|one| (id_of(one).clone(), one)).collect();
    let ids = |project: &'p Project| of(project).iter().map(|one| id_of(one).clone()).collect::<Vec<K>>();
    let mut merged = records(&kind, K::to_string, &by_id(sides.ours), &sides.versions(by_id), clashes);
    let versions = sides.versions(ids);
    let lists: Vec<Version<&[K]>> = versions
        .iter()
        .map(|version| Version { copy: version.copy, base: version.base.as_deref(), now: &version.now })
        .collect();
    let wanted = order(&ids(sides.ours), &lists, |id| merged.contains_key(id));
    wanted.iter().filter_map(|id| merged.remove(id)).collect()
}

/// Tags, kinds of link, fields of articles, classes of cues.
pub(super) fn codebook<'p>(sides: &Sides<'p>, merged: &mut Project, clashes: &mut Clashes) {
    let book = &mut merged.codebook;
    let tags = ordered(
        sides,
        "tags",
        |project| &project.codebook.tags,
        |tag: &Tag| &tag.id,
        &|tag, tell| of_tag(tag, tell),
        clashes,
    );
    book.tags = tags.into_iter().collect();
    let kinds = |project: &'p Project| -> &'p [LinkKind] { &project.codebook.link_kinds };
    book.link_kinds = ordered(sides, "link_kinds", kinds, |kind| &kind.id, &nothing, clashes);
    let fields = |project: &'p Project| -> &'p [FieldDef] { &project.codebook.article_fields };
    book.article_fields = ordered(sides, "article_fields", fields, |field| &field.id, &nothing, clashes);
    let classes = |project: &'p Project| -> &'p [CueClass] { &project.codebook.cue_classes };
    book.cue_classes = ordered(sides, "cue_classes", classes, |class| &class.id, &nothing, clashes);
    let version = |project: &Project| project.codebook.version;
    let chosen = choose(version(sides.ours), &sides.versions(version), ours_first);
    book.version = chosen.others.into_iter().map(|(_, version)| version).fold(chosen.value, u32::max);
}

/// Coders and names.
pub(super) fn people<'p>(sides: &Sides<'p>, merged: &mut Project, clashes: &mut Clashes) {
    let kind: Kind<'_, Coder> =
        Kind { section: "coders", values: &Coder::values, of_values: &Coder::of_values, references: &nothing };
    let of = |project: &'p Project| project.coders.iter().map(|(id, coder)| (*id, coder)).collect();
    merged.coders = records(&kind, ToString::to_string, &of(sides.ours), &sides.versions(of), clashes);
    let kind: Kind<'_, Arc<Entity>> = Kind {
        section: "entities",
        values: &|entity| entity.values(),
        of_values: &|values| Entity::of_values(values).map(Arc::new),
        references: &nothing,
    };
    let of = |project: &'p Project| project.entities.iter().map(|(id, entity)| (*id, entity)).collect();
    merged.entities = records(&kind, ToString::to_string, &of(sides.ours), &sides.versions(of), clashes);
}

/// How far people are, and what they decided and share.
pub(super) fn team<'p>(sides: &Sides<'p>, merged: &mut Project, clashes: &mut Clashes) {
    let keys: BTreeSet<_> = sides.all().flat_map(|project| project.progress.keys()).copied().collect();
    merged.progress.clear();
    for key in keys {
        let of = |project: &Project| project.progress.get(&key).copied().unwrap_or_default();
        let chosen = choose(of(sides.ours), &sides.versions(of), ours_first);
        // One coder at two machines is as far as at the better of them.
        let furthest = chosen.others.into_iter().map(|(_, status)| status).chain([chosen.value]).max();
        merged.progress.extend(furthest.filter(|status| *status != Status::New).map(|status| (key, status)));
    }
    merged.dismissed = set(sides, |project| &project.dismissed);
    merged.team.assigned = set(sides, |project| &project.team.assigned);
    merged.reviewed = set(sides, |project| &project.reviewed);

    let kind: Kind<'_, Decision> = Kind {
        section: "decisions",
        values: &Decision::values,
        of_values: &Decision::of_values,
        references: &|decision, tell| of_decision(decision, tell),
    };
    let of = |project: &'p Project| project.decisions.iter().map(|(id, decision)| (*id, decision)).collect();
    merged.decisions = records(&kind, ToString::to_string, &of(sides.ours), &sides.versions(of), clashes);
    let kind: Kind<'_, Figure> = Kind {
        section: "figures",
        values: &Figure::values,
        of_values: &Figure::of_values,
        references: &|figure, tell| of_figure(figure, tell),
    };
    let of = |project: &'p Project| project.figures.iter().map(|(id, figure)| (*id, figure)).collect();
    merged.figures = records(&kind, ToString::to_string, &of(sides.ours), &sides.versions(of), clashes);
    not_mentioned(sides, merged, clashes);
}

/// What an article does not mention, and who found so.
type Whole = (Absence, NotMentioned);

fn by_id(all: &[Whole]) -> BTreeMap<Absence, &Whole> {
    all.iter().map(|one| (one.0, one)).collect()
}

fn not_mentioned(sides: &Sides<'_>, merged: &mut Project, clashes: &mut Clashes) {
    let whole = |project: &Project| -> Vec<Whole> {
        project.not_mentioned.iter().map(|(about, found)| (*about, found.clone())).collect()
    };
    let (own, versions) = (whole(sides.ours), sides.versions(whole));
    let versions: Vec<Version<BTreeMap<Absence, &Whole>>> = versions
        .iter()
        .map(|version| Version {
            copy: version.copy,
            base: version.base.as_deref().map(by_id),
            now: by_id(&version.now),
        })
        .collect();
    let kind: Kind<'_, Whole> = Kind {
        section: "not_mentioned",
        values: &Whole::values,
        of_values: &Whole::of_values,
        references: &|(about, found), tell| of_not_mentioned(*about, found, tell),
    };
    let about = |(article, claim): &Absence| format!("{article} {claim}");
    merged.not_mentioned = records(&kind, about, &by_id(&own), &versions, clashes).into_values().collect();
}

/// What stays of a set and what is added to it.
fn set<'p, V: Ord + Clone + 'p>(sides: &Sides<'p>, of: impl Fn(&'p Project) -> &'p BTreeSet<V>) -> BTreeSet<V> {
    let (own, versions) = (of(sides.ours), sides.versions(&of));
    let had = |version: &Version<&BTreeSet<V>>, one: &V| version.base.is_some_and(|base| base.contains(one));
    let mut all = own.clone();
    for version in &versions {
        all.extend(version.now.iter().filter(|one| !had(version, one)).cloned());
    }
    all.retain(|one| {
        let is_removed = versions.iter().any(|version| !version.now.contains(one) && had(version, one));
        let is_added = versions.iter().any(|version| version.now.contains(one) && !had(version, one));
        !is_removed || is_added
    });
    all
}
