//! The edits that turn one state of a project into another: a saved version is restored as one step that can be undone.

use std::{collections::BTreeSet, sync::Arc};

use super::{Edit, Position, delete_article, in_article::marks};
use crate::model::{
    Article, ArticleId, Codebook, CueClass, CueClassId, Decision, FieldDef, FieldId, Project, Rule, Status, Tag,
};

/// The edits that make `to` of `from`, in an order in which each fits.
///
/// What no edit changes is left as it is: the id, the ancestors and what other copies are contained, and records without a
/// place.
pub fn difference(from: &Project, to: &Project) -> Vec<Edit> {
    let mut edits = Vec::new();
    if (&from.title, &from.note) != (&to.title, &to.note) {
        edits.push(Edit::SetProjectFacts { title: to.title.clone(), note: to.note.clone() });
    }
    add_people(from, to, &mut edits);
    add_codebook(&from.codebook, &to.codebook, &mut edits);
    articles(from, to, &mut edits);
    progress(from, to, &mut edits);
    team(from, to, &mut edits);
    remove_people_and_codebook(from, to, &mut edits);
    edits
}

fn add_people(from: &Project, to: &Project, edits: &mut Vec<Edit>) {
    for coder in to.coders.values() {
        match from.coders.get(&coder.id) {
            None => edits.push(Edit::AddCoder(coder.clone())),
            Some(former) if former != coder => edits.push(Edit::ChangeCoder(coder.clone())),
            Some(_) => {}
        }
    }
    for entity in to.entities.values() {
        match from.entities.get(&entity.id) {
            None => edits.push(Edit::AddEntity(Box::new((**entity).clone()))),
            Some(former) if former != entity => edits.push(Edit::ChangeEntity(Box::new((**entity).clone()))),
            Some(_) => {}
        }
    }
}

/// Adds and changes tags, link kinds and rules. Keys and parents are taken from all tags that change before any gets its new
/// ones, so that no two ever share a key and none is under itself on the way.
fn add_codebook(from: &Codebook, to: &Codebook, edits: &mut Vec<Edit>) {
    let bare = |tag: &Tag| Box::new(Tag { parent: None, key: String::new(), ..tag.clone() });
    let changed = |tag: &&Tag| to.tag(&tag.id) != Some(*tag);
    edits.extend(from.tags.iter().filter(changed).map(|tag| Edit::ChangeTag(bare(tag))));
    let new = to.tags.iter().filter(|tag| from.tag(&tag.id).is_none());
    edits.extend(new.map(|tag| Edit::AddTag(Position::Last, bare(tag))));
    let differing = to.tags.iter().filter(|tag| from.tag(&tag.id) != Some(*tag));
    edits.extend(differing.map(|tag| Edit::ChangeTag(Box::new(tag.clone()))));
    for kind in &to.link_kinds {
        match from.link_kind(&kind.id) {
            None => edits.push(Edit::AddLinkKind(Position::Last, Box::new(kind.clone()))),
            Some(former) if former != kind => edits.push(Edit::ChangeLinkKind(Box::new(kind.clone()))),
            Some(_) => {}
        }
    }
    edits.extend(set_rules(from, &to.rules));
    edits.extend(set_article_fields(from, &to.article_fields));
    edits.extend(set_cue_classes(from, &to.cue_classes));
    if from.version != to.version {
        edits.push(Edit::SetCodebookVersion(to.version));
    }
}

fn articles(from: &Project, to: &Project, edits: &mut Vec<Edit>) {
    let stays = |article: &Article| to.article(article.id).is_some_and(|other| is_same_article(article, other));
    let (kept, gone): (Vec<&Arc<Article>>, Vec<_>) = from.articles.values().partition(|article| stays(article));
    // An article that replaces another goes before it.
    for article in replaced_last(&gone).into_iter().rev() {
        edits.extend(delete_article(from, article.id));
    }
    for article in &kept {
        if let Some(other) = to.articles.get(&article.id).filter(|other| !Arc::ptr_eq(other, article)) {
            marks(article, other, edits);
        }
    }
    let kept: BTreeSet<ArticleId> = kept.iter().map(|article| article.id).collect();
    let new: Vec<&Arc<Article>> = to.articles.values().filter(|article| !kept.contains(&article.id)).collect();
    edits.extend(replaced_last(&new).into_iter().map(|article| Edit::AddArticle(Box::new((**article).clone()))));
}

/// Whether edits of its facts and marks can turn one article into the other.
fn is_same_article(one: &Article, other: &Article) -> bool {
    let same_aside = |(id, kept): (_, _)| other.quarantined.get(id).is_none_or(|there| there == kept);
    one.text == other.text
        && one.source == other.source
        && (one.added, one.replaces) == (other.added, other.replaces)
        && one.structure == other.structure
        && one.extra == other.extra
        && one.quarantined.iter().all(same_aside)
}

/// In an order in which each comes after the article that it replaces.
fn replaced_last<'a>(articles: &[&'a Arc<Article>]) -> Vec<&'a Arc<Article>> {
    let mut waiting = articles.to_vec();
    let mut ordered: Vec<&Arc<Article>> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let still: BTreeSet<ArticleId> = waiting.iter().map(|article| article.id).collect();
        let (next, later): (Vec<_>, Vec<_>) =
            waiting.iter().partition(|article| article.replaces.is_none_or(|id| !still.contains(&id)));
        // A circle of replacements cannot be; if it is, the order does not matter.
        waiting = if next.is_empty() { Vec::new() } else { later.clone() };
        ordered.extend(if next.is_empty() { later } else { next });
    }
    ordered
}

/// Whether an article stays. What belongs to one that goes, or comes again, goes with it.
fn survives(from: &Project, to: &Project, id: ArticleId) -> bool {
    let former = from.article(id);
    former.is_some_and(|article| to.article(id).is_some_and(|other| is_same_article(article, other)))
}

fn progress(from: &Project, to: &Project, edits: &mut Vec<Edit>) {
    let survives = |id: &ArticleId| survives(from, to, *id);
    for key in from.progress.keys().filter(|key| survives(&key.0) && !to.progress.contains_key(key)) {
        edits.push(Edit::SetProgress(key.0, key.1, Status::New));
    }
    for (key, status) in &to.progress {
        if !survives(&key.0) || from.progress.get(key) != Some(status) {
            edits.push(Edit::SetProgress(key.0, key.1, *status));
        }
    }
    let gone = from.dismissed.iter().filter(|place| survives(&place.article) && !to.dismissed.contains(place));
    edits.extend(gone.map(|place| Edit::SetDismissed(place.clone(), false)));
    let new = to.dismissed.iter().filter(|place| !survives(&place.article) || !from.dismissed.contains(place));
    edits.extend(new.map(|place| Edit::SetDismissed(place.clone(), true)));
}

/// What several people share, the figures, and what merges left open. What is about an article that goes has gone with it.
fn team(from: &Project, to: &Project, edits: &mut Vec<Edit>) {
    let sharing = |project: &Project| (project.team.is_blind, project.team.seed);
    if sharing(from) != sharing(to) {
        let (is_blind, seed) = sharing(to);
        edits.push(Edit::SetSharing { is_blind, seed });
    }
    let gone = |id: ArticleId| !survives(from, to, id);
    let assigned = from.team.assigned.iter().filter(|pair| !gone(pair.0) && !to.team.assigned.contains(pair));
    edits.extend(assigned.map(|(article, coder)| Edit::SetAssigned(*article, *coder, false)));
    let assigned = to.team.assigned.iter().filter(|pair| gone(pair.0) || !from.team.assigned.contains(pair));
    edits.extend(assigned.map(|(article, coder)| Edit::SetAssigned(*article, *coder, true)));

    let decisions = from.decisions.values().filter(|old| !gone(old.article) && !to.decisions.contains_key(&old.id));
    edits.extend(decisions.map(|decision| Edit::SetDecision(decision.id, None)));
    let same = |new: &&Decision| from.decisions.get(&new.id).is_some_and(|old| !gone(old.article) && old == *new);
    let decisions = to.decisions.values().filter(|new| !same(new));
    edits.extend(decisions.map(|decision| Edit::SetDecision(decision.id, Some(Box::new(decision.clone())))));

    let reviewed = from.reviewed.iter().filter(|old| !gone(old.article) && !to.reviewed.contains(old));
    edits.extend(reviewed.map(|reviewed| Edit::SetReviewed(*reviewed, false)));
    let reviewed = to.reviewed.iter().filter(|new| gone(new.article) || !from.reviewed.contains(new));
    edits.extend(reviewed.map(|reviewed| Edit::SetReviewed(*reviewed, true)));

    let absent = from.not_mentioned.keys().filter(|old| !gone(old.0) && !to.not_mentioned.contains_key(old));
    edits.extend(absent.map(|about| Edit::SetNotMentioned(*about, None)));
    let absent = to.not_mentioned.iter();
    let absent = absent.filter(|(about, found)| gone(about.0) || from.not_mentioned.get(about) != Some(*found));
    edits.extend(absent.map(|(about, found)| Edit::SetNotMentioned(*about, Some(Box::new(found.clone())))));

    let figures = from.figures.keys().filter(|id| !to.figures.contains_key(id));
    edits.extend(figures.map(|id| Edit::SetFigure(*id, None)));
    let figures = to.figures.values().filter(|new| from.figures.get(&new.id) != Some(*new));
    edits.extend(figures.map(|figure| Edit::SetFigure(figure.id, Some(Box::new(figure.clone())))));

    let names = from.extra.keys().chain(to.extra.keys().filter(|name| !from.extra.contains_key(*name)));
    let differs = |name: &&String| from.extra.get(*name) != to.extra.get(*name);
    edits.extend(names.filter(differs).map(|name| Edit::SetExtra(name.clone(), to.extra.get(name).cloned())));
    if from.unplaced != to.unplaced {
        edits.push(Edit::SetUnplaced(to.unplaced.clone()));
    }

    let decided = from.conflicts.difference(&to.conflicts);
    edits.extend(decided.map(|conflict| Edit::SetConflict(Box::new(conflict.clone()), false)));
    let open = to.conflicts.difference(&from.conflicts);
    edits.extend(open.map(|conflict| Edit::SetConflict(Box::new(conflict.clone()), true)));
}

/// The edits that give a codebook these fields of articles, in this order, but for removing those that go: articles may
/// still have values in them.
fn set_article_fields(codebook: &Codebook, fields: &[FieldDef]) -> Vec<Edit> {
    let set =
        |id: FieldId, position, field: &FieldDef| Edit::SetArticleField(id, Some((position, Box::new(field.clone()))));
    placed(&codebook.article_fields, fields, |field| field.id.clone(), set)
}

/// The edits that give a codebook these classes of cues, in this order.
fn set_cue_classes(codebook: &Codebook, classes: &[CueClass]) -> Vec<Edit> {
    let gone = codebook.cue_classes.iter().filter(|old| classes.iter().all(|new| new.id != old.id));
    let mut edits: Vec<Edit> = gone.map(|class| Edit::SetCueClass(class.id.clone(), None)).collect();
    let set =
        |id: CueClassId, position, class: &CueClass| Edit::SetCueClass(id, Some((position, Box::new(class.clone()))));
    edits.extend(placed(&codebook.cue_classes, classes, |class| class.id.clone(), set));
    edits
}

/// The edits that change and add the records of an ordered list, and bring them into the new order.
fn placed<T: PartialEq, I: Clone + PartialEq>(
    old: &[T],
    new: &[T],
    id_of: fn(&T) -> I,
    set: impl Fn(I, Position<I>, &T) -> Edit,
) -> Vec<Edit> {
    let find = |list: &'_ [T], id: &I| list.iter().position(|record| id_of(record) == *id);
    let mut edits = Vec::new();
    for record in new {
        let id = id_of(record);
        match find(old, &id).and_then(|at| old.get(at)) {
            None => edits.push(set(id, Position::Last, record)),
            Some(former) if former != record => edits.push(set(id.clone(), Position::After(id), record)),
            Some(_) => {}
        }
    }
    let ids = |list: &[T]| list.iter().map(id_of).collect::<Vec<I>>();
    let (old, wanted) = (ids(old), ids(new));
    let moves = Position::moves(merged(&old, &wanted), &wanted);
    let moved = moves.into_iter().filter_map(|(id, to)| {
        let record = find(new, &id).and_then(|at| new.get(at))?;
        Some(set(id, to, record))
    });
    edits.extend(moved);
    edits
}

fn remove_people_and_codebook(from: &Project, to: &Project, edits: &mut Vec<Edit>) {
    let (old, new) = (&from.codebook, &to.codebook);
    let gone = old.article_fields.iter().filter(|field| new.article_field(&field.id).is_none());
    edits.extend(gone.map(|field| Edit::SetArticleField(field.id.clone(), None)));
    let gone = old.tags.iter().filter(|tag| new.tag(&tag.id).is_none());
    edits.extend(gone.map(|tag| Edit::RemoveTag(tag.id.clone())));
    let gone = old.link_kinds.iter().filter(|kind| new.link_kind(&kind.id).is_none());
    edits.extend(gone.map(|kind| Edit::RemoveLinkKind(kind.id.clone())));
    let (old_tags, new_tags) = (ids(&old.tags, |tag| &tag.id), ids(&new.tags, |tag| &tag.id));
    let moves = Position::moves(merged(&old_tags, &new_tags), &new_tags);
    edits.extend(moves.into_iter().map(|(tag_id, to)| Edit::MoveTag(tag_id, to)));
    let (old_kinds, new_kinds) = (ids(&old.link_kinds, |kind| &kind.id), ids(&new.link_kinds, |kind| &kind.id));
    let moves = Position::moves(merged(&old_kinds, &new_kinds), &new_kinds);
    edits.extend(moves.into_iter().map(|(kind_id, to)| Edit::MoveLinkKind(kind_id, to)));
    let entities = from.entities.keys().filter(|id| !to.entities.contains_key(id));
    edits.extend(entities.map(|id| Edit::RemoveEntity(*id)));
    let coders = from.coders.keys().filter(|id| !to.coders.contains_key(id));
    edits.extend(coders.map(|id| Edit::RemoveCoder(*id)));
}

/// The edits that give a codebook these rules, in this order.
pub fn set_rules(codebook: &Codebook, rules: &[Rule]) -> Vec<Edit> {
    let gone = codebook.rules.iter().filter(|rule| !rules.contains(rule));
    let mut edits: Vec<Edit> = gone.map(|rule| Edit::RemoveRule(rule.clone())).collect();
    let new = rules.iter().filter(|rule| !codebook.rules.contains(rule));
    edits.extend(new.map(|rule| Edit::AddRule(Position::Last, rule.clone())));
    // A rule is no more than what it says, so that moving one is removing and adding it.
    for (rule, to) in Position::moves(merged(&codebook.rules, rules), rules) {
        edits.extend([Edit::RemoveRule(rule.clone()), Edit::AddRule(to, rule)]);
    }
    edits
}

fn ids<T, I: Clone>(list: &[T], id_of: fn(&T) -> &I) -> Vec<I> {
    list.iter().map(|record| id_of(record).clone()).collect()
}

/// What is left of the old list, with what is new at its end.
fn merged<I: Clone + PartialEq>(old: &[I], new: &[I]) -> Vec<I> {
    let left = old.iter().filter(|id| new.contains(id));
    left.chain(new.iter().filter(|id| !old.contains(id))).cloned().collect()
}
