//! Bringing copies of a project together, record by record and field by field, so that no mark is lost.
//!
//! [`merge()`] is pure: of our project, of copies of it, and of what each copy began with, it makes the project that holds
//! all work, a [`Report`] of what that changes, and the conflicts: fields that both sides changed, and records that one side
//! changed and the other deleted. In place of an open one stands our value, or the smallest of theirs where ours is
//! unchanged; both are in the file until somebody decides. [`Merged::edits`] are the steps from our project to the merged
//! one, so that a merge is undone like any other step.
//!
//! | began with / ours / theirs | comes out |
//! |---|---|
//! | different records are added | both |
//! | different fields of a record are changed | both changes |
//! | one field is changed in two ways | ours, and a conflict |
//! | the pieces of a mark, a link's ends, a name and how it is mentioned | one field |
//! | lists of words: other spellings, cues, tags of a link's ends | what either added, without what either removed |
//! | deleted, and unchanged | deleted |
//! | deleted, and changed | kept, and a conflict |
//! | deleted, and used by something new, or by a side of a conflict | restored, and a conflict |
//! | when a record was last changed; how far a coder is; a coder's own assignments | the latest; the furthest; all |
//! | it is unknown what a copy began with | nothing is deleted; what differs is a conflict; what it lacks is reported |
//!
//! The order of the copies makes no difference. The laws are tested in `tests/laws/merge.rs`.
//!
//! [`together()`] brings saves together that say which saves of others they contain, as those of a shared folder do: whoever
//! does it makes the same of them. Its laws are in `tests/laws/shared.rs`.

mod addition;
mod agreed;
mod articles;
mod candidates;
mod changes;
mod choose;
mod clash;
mod in_place;
mod lineages;
mod lists;
mod offer;
mod offers;
mod order;
mod record;
mod references;
mod repair;
mod report;
mod resolve;
mod sides;
pub mod words;

use std::collections::BTreeSet;

pub use self::{
    addition::begun_with,
    candidates::{changed_fields, present},
    changes::{Change, FieldChange, How, changes},
    in_place::InPlace,
    lineages::{Kept, Together, together},
    offer::Offer,
    offers::{offers, unify},
    report::{Changes, Lacking, Report},
    resolve::{Named, Side, Undecidable, can_be_both, decide, named, with_value},
    sides::Copy,
};
use self::{
    choose::{Version, choose, union},
    clash::{Clash, Clashes},
    sides::Sides,
};
use crate::{
    edit::{Edit, difference},
    model::{Conflict, Project, Rule},
    store,
};

/// What a merge makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// Our project with all that the copies bring.
    pub project: Project,
    /// What that changes.
    pub report: Report,
}

impl Merged {
    /// A project with all that others bring, however that was found.
    pub fn of(ours: &Project, project: Project) -> Self {
        let report = report::report(&Sides { ours, copies: &[] }, &project);
        Self { project, report }
    }

    /// The edits that make the merged project of `ours`.
    pub fn edits(&self, ours: &Project) -> Vec<Edit> {
        difference(ours, &self.project)
    }
}

/// Brings copies into our project.
pub fn merge(ours: &Project, copies: &[Copy<'_>], in_place: InPlace) -> Merged {
    let mut clashes = Clashes::new(in_place);
    let in_order = by_what_they_hold(copies);
    let sides = Sides { ours, copies: &in_order };
    let mut merged = ours.clone();
    head(&sides, &mut merged, &mut clashes);
    lists::codebook(&sides, &mut merged, &mut clashes);
    rules(&sides, &mut merged, &mut clashes);
    lists::people(&sides, &mut merged, &mut clashes);
    articles::articles(&sides, &mut merged, &mut clashes);
    lists::team(&sides, &mut merged, &mut clashes);
    agreed::settle(&sides, &mut merged, &mut clashes);
    repair::repair(&sides, &mut merged, &mut clashes);
    merged.conflicts = conflicts(&sides, &clashes.found);
    match in_place {
        InPlace::Ours { .. } => {}
        InPlace::Agreed => merged.conflicts = candidates::agreed(&merged),
    }
    let report = report::report(&Sides { ours, copies }, &merged);
    Merged { project: merged, report }
}

/// Copies in an order that depends on what they hold alone: where one of several has to come first, it is the same one
/// in whatever order they were chosen.
fn by_what_they_hold<'p>(copies: &[Copy<'p>]) -> Vec<Copy<'p>> {
    let mut in_order = copies.to_vec();
    if in_order.len() > 1 {
        let bytes = |project: &Project| store::write_project(project).bytes;
        in_order.sort_by_cached_key(|copy| (bytes(copy.project), copy.base.map(bytes)));
    }
    in_order
}

/// What the project says of itself.
fn head(sides: &Sides<'_>, merged: &mut Project, clashes: &mut Clashes) {
    let in_place = clashes.in_place;
    let rank = |copy: Option<usize>| in_place.rank(copy, None);
    let mut words = |field: &'static str, of: fn(&Project) -> &String| {
        let versions = sides.versions(of);
        let chosen = choose(of(sides.ours), &versions, rank);
        let base = versions.iter().find_map(|version| version.base).map_or("", String::as_str);
        for (_, theirs) in chosen.others {
            let sides = [base, chosen.value, theirs].map(store::words);
            clashes.add(Clash { section: "head", about: "", field, sides });
        }
        chosen.value.clone()
    };
    merged.title = words("title", |project| &project.title);
    merged.note = words("note", |project| &project.note);
    let is_blind = choose(sides.ours.team.is_blind, &sides.versions(|project| project.team.is_blind), rank);
    // Where nobody knows which was meant, nothing is shown that should be hidden.
    merged.team.is_blind = is_blind.value || !is_blind.others.is_empty();
    let seed = choose(sides.ours.team.seed, &sides.versions(|project| project.team.seed), rank);
    merged.team.seed = seed.value;
    for (_, theirs) in seed.others {
        let sides = [None, seed.value, theirs].map(|seed| seed.map(|seed| seed.to_string()).unwrap_or_default());
        clashes.add(Clash { section: "head", about: "", field: "seed", sides });
    }
    let unplaced = sides.versions(|project| project.unplaced.as_slice());
    merged.unplaced = union(&sides.ours.unplaced, &unplaced);
    let keys: BTreeSet<&String> = sides.all().flat_map(|project| project.extra.keys()).collect();
    merged.extra.clear();
    for key in keys {
        let of = |project: &Project| project.extra.get(key).cloned();
        let versions = sides.versions(of);
        let chosen = choose(of(sides.ours), &versions, rank);
        let base = versions.iter().find_map(|version| version.base.clone()).flatten();
        for (_, theirs) in chosen.others {
            let text = |value: Option<String>| value.map(|value| store::words(&value)).unwrap_or_default();
            let sides = [base.clone(), chosen.value.clone(), theirs].map(text);
            clashes.add(Clash { section: "extra", about: "", field: key, sides });
        }
        merged.extra.extend(chosen.value.map(|value| (key.clone(), value)));
    }
}

/// The rules: a set, but for how deep claims may be nested, of which there is one number where nobody has several.
fn rules(sides: &Sides<'_>, merged: &mut Project, clashes: &mut Clashes) {
    let depths = |rules: &[Rule]| -> Vec<u32> {
        let depth = |rule: &Rule| if let Rule::NestingDepth(depth) = rule { Some(*depth) } else { None };
        let mut depths: Vec<u32> = rules.iter().filter_map(depth).collect();
        depths.sort_unstable();
        depths
    };
    let all = sides.versions(|project| project.codebook.rules.as_slice());
    let stay = union(&sides.ours.codebook.rules, &all);
    let is_one_number = sides.all().all(|project| depths(&project.codebook.rules).len() < 2);
    let mut lost = depths(&stay);
    let kept = if is_one_number && !lost.is_empty() { Some(lost.remove(0)) } else { None };
    if let Some(kept) = kept {
        for other in &lost {
            let sides = [String::new(), kept.to_string(), other.to_string()];
            clashes.add(Clash { section: "rules", about: "nesting_depth", field: "", sides });
        }
    }
    let stays = |rule: &Rule| match rule {
        Rule::NestingDepth(depth) => stay.contains(rule) && kept.is_none_or(|kept| kept == *depth),
        Rule::Needs { .. } => stay.contains(rule),
    };
    merged.codebook.rules = order::order(&sides.ours.codebook.rules, &all, stays);
}

/// All that is open: what was before and nobody has decided since, and what is new; each once, whoever merged it.
fn conflicts(sides: &Sides<'_>, found: &[Conflict]) -> BTreeSet<Conflict> {
    let identities = |project: &Project| project.conflicts.iter().map(identity).collect::<Vec<_>>();
    let versions = sides.versions(identities);
    let lists: Vec<Version<&[Identity]>> = versions
        .iter()
        .map(|version| Version { copy: version.copy, base: version.base.as_deref(), now: &version.now })
        .collect();
    let open: BTreeSet<Identity> = union(&identities(sides.ours), &lists).into_iter().collect();
    let mut known: BTreeSet<Identity> = BTreeSet::new();
    let before =
        sides.all().flat_map(|project| &project.conflicts).filter(|conflict| open.contains(&identity(conflict)));
    before.chain(found).filter(|conflict| known.insert(identity(conflict))).cloned().collect()
}

/// What makes two conflicts the same, whoever merged: the value, and what it may be.
type Identity = (String, String, String, BTreeSet<String>);

fn identity(conflict: &Conflict) -> Identity {
    let Conflict { section, about, field, ours, theirs, .. } = conflict.clone();
    (section, about, field, BTreeSet::from([ours, theirs]))
}
