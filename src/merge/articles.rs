//! Articles with their facts, marks and links.

use std::{collections::BTreeSet, fmt::Debug, sync::Arc};

use super::{
    choose::Version,
    clash::{Clash, Clashes},
    lists::{nothing, records},
    record::{Kind, OfRecord, record},
    references::{of_link, of_span},
    sides::Sides,
};
use crate::{
    model::{Article, Facts, Link, Project, Quarantined, Span},
    store::{Recorded, line, quarantined_of_values, quarantined_values, span_of_values, span_values},
};

/// A copy's version of an article.
type OfArticle<'p> = OfRecord<'p, Arc<Article>>;

/// Merges all articles.
pub(super) fn articles<'p>(sides: &Sides<'p>, merged: &mut Project, clashes: &mut Clashes) {
    let all = sides.ours.articles.keys().chain(sides.copies.iter().flat_map(|copy| copy.project.articles.keys()));
    let ids: BTreeSet<_> = all.copied().collect();
    for id in ids {
        let of = |project: &'p Project| project.articles.get(&id);
        match article(of(sides.ours), &sides.versions(of), clashes) {
            Some(article) => drop(merged.articles.insert(id, article)),
            None => drop(merged.articles.remove(&id)),
        }
    }
}

/// The article that holds, `None` where it is deleted.
fn article(ours: Option<&Arc<Article>>, versions: &[OfArticle<'_>], clashes: &mut Clashes) -> Option<Arc<Article>> {
    let is_proposal = |version: &&OfArticle<'_>| {
        !is_same(version.now, ours)
            && version.base.is_none_or(|base| !is_same(base, version.now))
            && (version.base.is_some() || version.now.is_some())
    };
    let proposals: Vec<&OfArticle<'_>> = versions.iter().filter(is_proposal).collect();
    let Some(first) = proposals.first() else { return ours.cloned() };
    let is_ours_changed = |version: &OfArticle<'_>| match version.base {
        Some(base) => !is_same(base, ours),
        None => ours.is_some(),
    };
    let is_ours_changed = proposals.iter().any(|version| is_ours_changed(version));
    if !is_ours_changed && proposals.iter().all(|version| is_same(version.now, first.now)) {
        return first.now.cloned();
    }
    let text =
        |article: Option<&Arc<Article>>| article.map(|article| line(&article.facts.values())).unwrap_or_default();
    let present = || proposals.iter().filter_map(|version| version.now);
    // What we deleted and others changed is as it was, with their changes; with another text it is no longer what we deleted.
    let is_there = |base: &&Arc<Article>| present().any(|article| article.text == base.text);
    let was = || proposals.iter().find_map(|version| version.base.flatten().filter(is_there));
    let start = ours.or_else(was).or_else(|| present().min_by_key(|article| in_words(article)))?;
    let about = start.id.to_string();
    for version in &proposals {
        let is_restored = ours.is_none() && version.base.flatten().is_some() && version.now.is_some();
        if version.now.is_none() || is_restored {
            let sides = [text(version.base.flatten()), text(ours), text(version.now)];
            clashes.add(Clash { section: "articles", about: &about, field: "", sides });
        }
    }
    // Marks fit no other text than their own.
    let (same, other): (Vec<&OfArticle<'_>>, Vec<&OfArticle<'_>>) = versions
        .iter()
        .filter(|version| version.now.is_some())
        .partition(|version| version.now.is_some_and(|now| now.text == start.text));
    for version in other {
        let hash = |article: Option<&Arc<Article>>| article.map(|article| stated_hash(article)).unwrap_or_default();
        let sides = [hash(version.base.flatten()), stated_hash(start), hash(version.now)];
        clashes.add(Clash { section: "articles", about: &about, field: "text", sides });
    }
    let versions: Vec<OfArticle<'_>> = same.into_iter().copied().collect();
    Some(Arc::new(inside(start, &versions, clashes)))
}

fn is_same(one: Option<&Arc<Article>>, other: Option<&Arc<Article>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other) || one == other,
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// All that an article says, so that of several the same is first whoever merges.
fn in_words(article: &Article) -> String {
    let spans = article.spans.iter().map(|span| line(&span_values(article.id, &article.text, span)));
    let links = article.links.iter().map(|link| line(&link.values()));
    let all = [line(&article.facts.values()), stated_hash(article)].into_iter().chain(spans).chain(links);
    all.collect::<Vec<_>>().join("\n")
}

/// The hash of an article's text, in hexadecimal.
pub(super) fn stated_hash(article: &Article) -> String {
    article.text.sha256().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Merges all that is in an article.
fn inside<'p>(start: &'p Arc<Article>, versions: &[OfArticle<'p>], clashes: &mut Clashes) -> Article {
    let mut merged = (**start).clone();
    let about = start.id.to_string();

    let facts =
        Kind { section: "articles", values: &Facts::values, of_values: &Facts::of_values, references: &nothing };
    let of: Vec<OfRecord<'_, Facts>> = each(versions, |article| &article.facts);
    if let Some(facts) = record(&facts, &about, Some(&start.facts), &of, clashes) {
        merged.facts = facts;
    }
    let (id, text) = (start.id, &start.text);
    merged.replaces = either(&start.replaces, &each_value(versions, |article| &article.replaces));
    merged.source = either(&start.source, &each_value(versions, |article| &article.source));
    merged.added = either(&start.added, &each_value(versions, |article| &article.added));
    merged.structure = either(&start.structure, &each_value(versions, |article| &article.structure));
    merged.stated_sha256 = either(&start.stated_sha256, &each_value(versions, |article| &article.stated_sha256));
    merged.extra = either(&start.extra, &each_value(versions, |article| &article.extra));

    let spans: Kind<'_, Span> = Kind {
        section: "spans",
        values: &|span| span_values(id, text, span),
        of_values: &|values| span_of_values(text, values),
        references: &|span, tell| of_span(span, tell),
    };
    let by_id = |article: &'p Arc<Article>| article.spans.iter().map(|span| (span.id, span)).collect();
    let spans = records(&spans, ToString::to_string, &by_id(start), &maps(versions, by_id), clashes);
    merged.spans = spans.into_values().collect();

    let links: Kind<'_, Link> = Kind {
        section: "links",
        values: &Link::values,
        of_values: &Link::of_values,
        references: &|link, tell| of_link(id, link, tell),
    };
    let by_id = |article: &'p Arc<Article>| article.links.iter().map(|link| (link.id, link)).collect();
    let links = records(&links, ToString::to_string, &by_id(start), &maps(versions, by_id), clashes);
    merged.links = links.into_values().collect();

    let by_id = |article: &'p Arc<Article>| article.quarantined.iter().map(|(id, aside)| (*id, aside)).collect();
    let aside: Kind<'_, Quarantined> = Kind {
        section: "spans",
        values: &|aside| quarantined_values(id, aside),
        of_values: &|values| quarantined_of_values(text, values),
        references: &nothing,
    };
    let aside = records(&aside, ToString::to_string, &by_id(start), &maps(versions, by_id), clashes);
    // What has a place in the text is not set aside.
    merged.quarantined = aside.into_iter().filter(|(id, _)| merged.spans.get(*id).is_none()).collect();
    merged
}

/// What anybody changed, of several the same whoever merges; else ours. Nobody can change any of this; only files that other
/// programs wrote may differ.
fn either<V: Clone + PartialEq + Debug>(ours: &V, versions: &[Version<&V>]) -> V {
    let changed = versions.iter().filter(|version| version.base.is_some_and(|base| version.now != base));
    let is_ours_changed = versions.iter().any(|version| version.base.is_some_and(|base| base != ours));
    let all = changed.map(|version| version.now).chain(is_ours_changed.then_some(ours));
    all.min_by_key(|value| format!("{value:?}")).unwrap_or(ours).clone()
}

fn each<'p, V>(versions: &[OfArticle<'p>], of: impl Fn(&'p Article) -> &'p V) -> Vec<OfRecord<'p, V>> {
    versions
        .iter()
        .map(|version| Version {
            copy: version.copy,
            base: version.base.map(|base| base.map(|article| of(article))),
            now: version.now.map(|article| of(article)),
        })
        .collect()
}

fn each_value<'p, V>(versions: &[OfArticle<'p>], of: impl Fn(&'p Article) -> &'p V) -> Vec<Version<&'p V>> {
    let version = |version: &OfArticle<'p>| {
        let base = version.base.flatten().map(|article| of(article));
        Some(Version { copy: version.copy, base, now: of(version.now?) })
    };
    versions.iter().filter_map(version).collect()
}

/// What is in each version, by its id. What a copy began with is known also where it did not have the article.
fn maps<'p, M: Default>(versions: &[OfArticle<'p>], of: impl Fn(&'p Arc<Article>) -> M) -> Vec<Version<M>> {
    let version = |version: &OfArticle<'p>| Version {
        copy: version.copy,
        base: version.base.flatten().map(&of),
        now: version.now.map(&of).unwrap_or_default(),
    };
    versions.iter().map(version).collect()
}
