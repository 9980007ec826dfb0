//! What has to hold between the records of a merged project: nothing points to what is deleted, no two tags have one key,
//! nothing is under itself. What is changed for that is a conflict, so that somebody sees it.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    clash::{Clash, Clashes},
    references::{Reference, of_project},
    sides::Sides,
};
use crate::{
    model::{Article, Conflict, LinkId, Project, Tag, TagId},
    store::{Recorded, line, span_values, words},
};

/// Repairs what holds in each copy but not between them.
pub(super) fn repair(sides: &Sides<'_>, merged: &mut Project, clashes: &mut Clashes) {
    restore(sides, merged, clashes);
    break_link_loops(sides, merged, clashes);
    break_tag_loops(merged, clashes);
    part_keys(sides, merged, clashes);
    // Where one article has two texts, places in the one are none in the other.
    let articles = &merged.articles;
    merged
        .dismissed
        .retain(|place| articles.get(&place.article).is_none_or(|article| article.text.get(place.at).is_some()));
}

/// Restores what was deleted and is pointed to, until nothing is missing that any copy has.
fn restore(sides: &Sides<'_>, merged: &mut Project, clashes: &mut Clashes) {
    let mut tried: BTreeSet<Reference> = BTreeSet::new();
    loop {
        let mut missing: BTreeSet<Reference> = BTreeSet::new();
        let mut see = |reference: Reference| {
            if !tried.contains(&reference) && !reference.is_in(merged) {
                missing.insert(reference);
            }
        };
        of_project(merged, &mut see);
        clashes.needed.iter().cloned().for_each(&mut see);
        if missing.is_empty() {
            return;
        }
        for reference in missing {
            let owner = sides.all().find(|project| reference.is_in(project));
            if let Some(text) = owner.and_then(|owner| put_back(&reference, owner, merged)) {
                let (section, about) = named(&reference);
                let base = text.clone();
                let (ours, theirs) =
                    if reference.is_in(sides.ours) { (text, String::new()) } else { (String::new(), text) };
                clashes.add(Clash { section, about: &about, field: "", sides: [base, ours, theirs] });
            }
            tried.insert(reference);
        }
    }
}

/// The list and the id of a record.
fn named(reference: &Reference) -> (&'static str, String) {
    match reference {
        Reference::ArticleField(id) => ("article_fields", id.to_string()),
        Reference::Tag(id) => ("tags", id.to_string()),
        Reference::LinkKind(id) => ("link_kinds", id.to_string()),
        Reference::Coder(id) => ("coders", id.to_string()),
        Reference::Entity(id) => ("entities", id.to_string()),
        Reference::Article(id) => ("articles", id.to_string()),
        Reference::Span(_, id) => ("spans", id.to_string()),
    }
}

/// Puts a record of a project into another; returns it as the file writes it.
fn put_back(reference: &Reference, from: &Project, to: &mut Project) -> Option<String> {
    match reference {
        Reference::ArticleField(id) => {
            let field = from.codebook.article_field(id)?.clone();
            let text = line(&field.values());
            let place = place_in(&from.codebook.article_fields, &to.codebook.article_fields, |field| &field.id, id);
            to.codebook.article_fields.insert(place, field);
            Some(text)
        }
        Reference::Tag(id) => {
            let tag = from.codebook.tag(id)?.clone();
            let text = line(&tag.values());
            let place = place_in(from.codebook.tags.as_slice(), to.codebook.tags.as_slice(), |tag| &tag.id, id);
            to.codebook.tags.insert(place, tag);
            Some(text)
        }
        Reference::LinkKind(id) => {
            let kind = from.codebook.link_kind(id)?.clone();
            let text = line(&kind.values());
            let place = place_in(&from.codebook.link_kinds, &to.codebook.link_kinds, |kind| &kind.id, id);
            to.codebook.link_kinds.insert(place, kind);
            Some(text)
        }
        Reference::Coder(id) => {
            let coder = from.coders.get(id)?.clone();
            let text = line(&coder.values());
            to.coders.insert(*id, coder);
            Some(text)
        }
        Reference::Entity(id) => {
            let entity = Arc::clone(from.entities.get(id)?);
            let text = line(&entity.values());
            to.entities.insert(*id, entity);
            Some(text)
        }
        Reference::Article(id) => {
            let article = Arc::clone(from.articles.get(id)?);
            let text = line(&article.facts.values());
            to.articles.insert(*id, article);
            Some(text)
        }
        Reference::Span(article_id, id) => {
            let there = from.article(*article_id)?;
            let here = Arc::make_mut(to.articles.get_mut(article_id)?);
            if let Some(span) = there.span(*id) {
                here.spans.insert(span.clone());
                return Some(line(&span_values(*article_id, &there.text, span)));
            }
            let aside = there.quarantined.get(id)?.clone();
            let text = aside.words.join(" … ");
            here.quarantined.insert(*id, aside);
            Some(text)
        }
    }
}

/// Where a record of a list is to stand in another: after the nearest before it that is there, too.
fn place_in<R, I: PartialEq>(from: &[R], to: &[R], id_of: impl Fn(&R) -> &I, id: &I) -> usize {
    let before = from.iter().map(&id_of).take_while(|other| *other != id).collect::<Vec<_>>();
    let neighbour = before.into_iter().rev().find_map(|other| to.iter().position(|record| id_of(record) == other));
    neighbour.map_or(0, |place| place + 1)
}

/// Takes out links that lead back to where they start: each copy has none, but together they may.
fn break_link_loops(sides: &Sides<'_>, merged: &mut Project, clashes: &mut Clashes) {
    let is_of_one = |article: &Arc<Article>| {
        sides.all().any(|project| project.articles.get(&article.id).is_some_and(|other| Arc::ptr_eq(other, article)))
    };
    for article in merged.articles.values_mut() {
        if is_of_one(article) {
            continue;
        }
        let ours = sides.ours.article(article.id);
        let own = |id: LinkId| ours.is_some_and(|ours| ours.links.get(id).is_some());
        // One link is enough to break a loop; which one does not depend on who merges.
        while let Some(id) = article.looped_links().into_iter().max() {
            let here = Arc::make_mut(article);
            let Some(link) = here.links.remove(id) else { break };
            let text = line(&link.values());
            let (ours, theirs) = if own(id) { (text, String::new()) } else { (String::new(), text) };
            let (section, about) = ("links", id.to_string());
            clashes.add(Clash { section, about: &about, field: "", sides: [String::new(), ours, theirs] });
        }
    }
}

/// Puts tags that are under themselves at the top: each copy has none, but together they may.
fn break_tag_loops(merged: &mut Project, clashes: &mut Clashes) {
    while let Some(id) = merged.codebook.tags.looped().map(|tag| tag.id.clone()).max() {
        set_tag(merged, &id, |tag| {
            let was = tag.parent.take();
            let was = was.map(|parent| words(parent.as_str())).unwrap_or_default();
            let sides = [String::new(), String::new(), was];
            clashes.add(Clash { section: "tags", about: id.as_str(), field: "parent", sides });
        });
    }
}

/// Takes the key of a tag away where another has it, or may get it by a decision: who had it before keeps it. What is undecided
/// counts, so that the same tags are in each other's way whoever merges.
fn part_keys(sides: &Sides<'_>, merged: &mut Project, clashes: &mut Clashes) {
    let had = |id: &TagId, keys: &BTreeSet<String>| {
        let before = sides.copies.iter().filter_map(|copy| copy.base?.codebook.tag(id));
        before.into_iter().any(|before| keys.iter().any(|key| before.key.eq_ignore_ascii_case(key)))
    };
    let mut tags: Vec<(bool, TagId, BTreeSet<String>)> = Vec::new();
    for tag in &merged.codebook.tags {
        let keys = possible_keys(tag, sides, clashes);
        if !keys.is_empty() {
            tags.push((!had(&tag.id, &keys), tag.id.clone(), keys));
        }
    }
    tags.sort();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (_, id, keys) in tags {
        let is_free = |key: &&String| !taken.contains(&key.to_ascii_lowercase());
        let free = keys.iter().find(is_free).cloned();
        set_tag(merged, &id, |tag| {
            let is_taken = !tag.key.is_empty() && !is_free(&&tag.key);
            if is_taken && let Some(free) = &free {
                clashes.put_in_place(("tags", id.as_str(), "key"), &words(&tag.key), &words(free));
                tag.key.clone_from(free);
            } else if free.is_none() {
                tag.key.clear();
                for key in &keys {
                    let sides = [String::new(), String::new(), words(key)];
                    clashes.add(Clash { section: "tags", about: id.as_str(), field: "key", sides });
                }
            }
        });
        taken.extend(keys.iter().map(|key| key.to_ascii_lowercase()));
    }
}

/// The keys that a tag has or may get by a decision.
fn possible_keys(tag: &Tag, sides: &Sides<'_>, clashes: &Clashes) -> BTreeSet<String> {
    let about_it = |open: &&Conflict| open.section == "tags" && open.field == "key" && open.about == tag.id.as_str();
    let open: Vec<&Conflict> = clashes.found.iter().filter(about_it).collect();
    let is_open = |key: &&String| open.iter().any(|open| [&open.ours, &open.theirs].contains(&&words(key)));
    let theirs = sides.all().filter_map(|project| project.codebook.tag(&tag.id)).map(|tag| &tag.key);
    let all = std::iter::once(&tag.key).chain(theirs.filter(is_open));
    all.filter(|key| !key.is_empty()).cloned().collect()
}

fn set_tag(project: &mut Project, id: &TagId, set: impl FnOnce(&mut Tag)) {
    if let Some(tag) = project.codebook.tags.iter_mut().find(|tag| tag.id == *id) {
        set(tag);
    }
}
