//! Records that mean the same under two ids, as people who work apart make them: offered to be made one, never made so
//! unasked.

use std::{collections::BTreeMap, sync::Arc};

use super::{offer::Offer, words};
use crate::{
    edit::{Edit, Transaction, apply_all, difference, merge_coder, merge_entity, merge_tag, unite},
    model::{ArticleId, CoderId, EntityKind, Facts, Project, Status},
    store::{FieldText, Recorded},
    text::folded,
};

/// All records of a project that may be one, each with the one that stays: that with more marks, or else the first.
pub fn offers(project: &Project) -> Vec<Offer> {
    let mut found = Vec::new();
    let listed = project.listed_articles();
    let of_text = listed.iter().map(|article| (article.text.sha256(), (std::cmp::Reverse(article.added), article.id)));
    pairs(of_text, |(_, from), (_, into)| found.push(Offer::Articles { from, into }));
    let tags = project.codebook.tags.iter().rev();
    let of_name = tags.map(|tag| (plain(&tag.name), (project.count(&tag.id), tag.id.clone())));
    pairs(of_name, |(_, from), (_, into)| found.push(Offer::Tags { from, into }));
    let mut marks: BTreeMap<CoderId, usize> = BTreeMap::new();
    for span in project.articles.values().flat_map(|article| article.spans.iter()) {
        *marks.entry(span.by).or_default() += 1;
    }
    let count = |coder: CoderId| marks.get(&coder).copied().unwrap_or_default();
    let of_name = project.coders.values().map(|coder| (plain(&coder.name), (count(coder.id), coder.id)));
    pairs(of_name, |(_, from), (_, into)| found.push(Offer::Coders { from, into }));
    let of_spelling = project.entities.values().rev();
    let of_spelling = of_spelling.map(|entity| ((entity.kind.clone(), folded(&entity.name)), entity.id));
    let of_spelling = of_spelling.filter(|((kind, name), _)| *kind != EntityKind::Claim && !name.trim().is_empty());
    pairs(of_spelling, |from, into| found.push(Offer::Names { from, into }));
    for article in project.articles.values() {
        let article_id = article.id;
        let doubles = article.doubles().into_iter();
        found.extend(doubles.map(|(from, into)| Offer::Marks { article: article_id, from, into }));
    }
    found
}

/// A name as it is compared; names without anything are no names.
fn plain(name: &str) -> String {
    folded(name.trim())
}

/// Tells of each record of a group but the last in their order, with that one.
fn pairs<K: Ord + Default, R: Ord + Clone>(records: impl Iterator<Item = (K, R)>, mut tell: impl FnMut(R, R)) {
    let mut groups: BTreeMap<K, Vec<R>> = BTreeMap::new();
    for (key, record) in records.filter(|(key, _)| *key != K::default()) {
        groups.entry(key).or_default().push(record);
    }
    for mut group in groups.into_values() {
        group.sort();
        if let Some(stays) = group.pop() {
            group.into_iter().for_each(|goes| tell(goes, stays.clone()));
        }
    }
}

/// The edits that make one of each pair, in this order. A pair of which an earlier one took away a record is left.
pub fn unify(project: &Project, offers: &[Offer]) -> Vec<Edit> {
    let mut target = project.clone();
    let mut all = Vec::new();
    for offer in offers {
        let edits = one(&target, offer);
        if apply_all(&mut target, Transaction::new(String::new(), edits.clone())).is_ok() {
            all.extend(edits);
        }
    }
    all
}

fn one(project: &Project, offer: &Offer) -> Vec<Edit> {
    match offer {
        Offer::Articles { from, into } => articles(project, *from, *into),
        Offer::Tags { from, into } => {
            let are_there = [from, into].iter().all(|tag| project.codebook.tag(tag).is_some());
            let is_free = !project.codebook.is_under(into, from);
            if are_there && is_free { merge_tag(project, from, into) } else { Vec::new() }
        }
        Offer::Coders { from, into } => {
            project.coders.get(into).map(|into| merge_coder(project, *from, into)).unwrap_or_default()
        }
        Offer::Names { from, into } => merge_entity(project, *from, *into),
        Offer::Marks { article, from, into } => {
            let Some(article) = project.article(*article) else { return Vec::new() };
            let are_there = [from, into].iter().all(|span| article.span(**span).is_some());
            let pair = BTreeMap::from([(*from, *into)]);
            if are_there { unite(project, article, &pair, BTreeMap::new()) } else { Vec::new() }
        }
    }
}

/// The edits that move all that is in and about an article to another of the same text, and delete it.
fn articles(project: &Project, from: ArticleId, into: ArticleId) -> Vec<Edit> {
    let (Some(gone), Some(stays)) = (project.article(from), project.article(into)) else { return Vec::new() };
    if from == into || gone.text != stays.text {
        return Vec::new();
    }
    let mut target = project.clone();
    let mut joined = stays.clone();
    joined.facts.fill_from(&gone.facts);
    for line in other_facts(&joined.facts, &gone.facts) {
        let note = std::mem::take(&mut joined.facts.note);
        joined.facts.note = if note.is_empty() { line } else { format!("{note}\n{line}") };
    }
    joined.spans.extend(gone.spans.iter().cloned());
    gone.links.iter().for_each(|link| drop(joined.links.insert(link.clone())));
    joined.quarantined.extend(gone.quarantined.iter().map(|(id, aside)| (*id, aside.clone())));
    target.articles.remove(&from);
    target.articles.insert(into, Arc::new(joined));
    for article in target.articles.values_mut().filter(|article| article.replaces == Some(from)) {
        Arc::make_mut(article).replaces = Some(into);
    }
    for ((_, coder), status) in project.progress.iter().filter(|((article, _), _)| *article == from) {
        target.progress.remove(&(from, *coder));
        let own = target.progress.entry((into, *coder)).or_insert(Status::New);
        *own = (*own).max(*status);
    }
    let at = |article: ArticleId| if article == from { into } else { article };
    target.dismissed = std::mem::take(&mut target.dismissed)
        .into_iter()
        .map(|mut place| {
            place.article = at(place.article);
            place
        })
        .collect();
    target.team.assigned =
        std::mem::take(&mut target.team.assigned).into_iter().map(|(article, coder)| (at(article), coder)).collect();
    target.reviewed = std::mem::take(&mut target.reviewed)
        .into_iter()
        .map(|mut reviewed| {
            reviewed.article = at(reviewed.article);
            reviewed
        })
        .collect();
    target.decisions.values_mut().for_each(|decision| decision.article = at(decision.article));
    for ((article, claim), found) in std::mem::take(&mut target.not_mentioned) {
        target.not_mentioned.entry((at(article), claim)).or_insert(found);
    }
    difference(project, &target)
}

/// What another article says that this one says otherwise, in lines.
fn other_facts(own: &Facts, other: &Facts) -> Vec<String> {
    /// How a fact is known, and when it was changed, belong to the fact.
    const OF_FACTS: [&str; 4] = ["changed", "changed_by", "dating", "language_by"];
    let own = own.values();
    let differs = |(name, value): &(&String, &FieldText)| {
        !OF_FACTS.contains(&name.as_str()) && own.get(*name).is_some_and(|known| known != *value)
    };
    other.values().iter().filter(differs).map(|(name, value)| words::fact(name, value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_group_all_but_one_go() {
        let mut told = Vec::new();
        let records = [("a", 2), ("b", 1), ("a", 3), ("", 9), ("", 8), ("a", 1)];
        pairs(records.into_iter(), |from, into| told.push((from, into)));
        assert_eq!(told, [(1, 3), (2, 3)]);
    }
}
