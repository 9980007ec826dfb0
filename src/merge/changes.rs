//! What differs between two states of a project, record by record and field by field.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    model::{Article, ArticleId, Link, LinkId, Project, Quarantined, Span, SpanId},
    store::{FieldText, Recorded, Values, quarantined_values, span_values, words},
    text::shortened,
};

/// A record that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The list of the file that it stands in (`spans`).
    pub section: &'static str,
    /// Its id there; empty for the project itself.
    pub about: String,
    /// What people call it: its name, or the words that it is on.
    pub name: String,
    /// The article that it belongs to.
    pub article: Option<ArticleId>,
    /// How it differs.
    pub how: How,
}

/// How a record differs.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// It is new.
    Added(Values),
    /// It is gone.
    Removed(Values),
    /// Some of its fields differ.
    Changed(Vec<FieldChange>),
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// Its name in the file.
    pub field: String,
    /// What it was.
    pub old: Option<FieldText>,
    /// What it is.
    pub new: Option<FieldText>,
}

/// How many characters of words are shown.
const SHOWN: usize = 60;
/// When a record was last changed, and by whom, is no change by itself.
const STAMPS: [&str; 2] = ["changed", "changed_by"];

/// All records that differ, in the order of the file.
pub fn changes(old: &Project, new: &Project) -> Vec<Change> {
    let mut found = Vec::new();
    let head = |project: &Project| -> Values {
        let facts = [("title", &project.title), ("note", &project.note)];
        facts.into_iter().map(|(field, text)| (field.to_owned(), FieldText::One(words(text)))).collect()
    };
    let fields = between(&head(old), &head(new));
    if !fields.is_empty() {
        found.push(Change {
            section: "head",
            about: String::new(),
            name: new.title.clone(),
            article: None,
            how: How::Changed(fields),
        });
    }
    let (before, after) = (&old.codebook, &new.codebook);
    let mut list = Lists { found: &mut found, article: None };
    list.differ("tags", &keyed(&before.tags, |tag| &tag.id), &keyed(&after.tags, |tag| &tag.id), |tag| {
        tag.name.clone()
    });
    list.differ(
        "link_kinds",
        &keyed(&before.link_kinds, |kind| &kind.id),
        &keyed(&after.link_kinds, |kind| &kind.id),
        |kind| kind.name.clone(),
    );
    list.differ(
        "article_fields",
        &keyed(&before.article_fields, |field| &field.id),
        &keyed(&after.article_fields, |field| &field.id),
        |field| field.name.clone(),
    );
    list.differ(
        "cue_classes",
        &keyed(&before.cue_classes, |class| &class.id),
        &keyed(&after.cue_classes, |class| &class.id),
        |class| class.name.clone(),
    );
    list.differ("coders", &old.coders.iter().collect(), &new.coders.iter().collect(), |coder| coder.name.clone());
    let entities = |project: &'_ Project| -> BTreeMap<_, _> {
        project.entities.iter().map(|(id, entity)| (*id, (**entity).clone())).collect()
    };
    let (entities_before, entities_after) = (entities(old), entities(new));
    list.differ("entities", &entities_before.iter().collect(), &entities_after.iter().collect(), |entity| {
        entity.name.clone()
    });
    articles(old, new, &mut found);
    let mut list = Lists { found: &mut found, article: None };
    list.differ("decisions", &old.decisions.iter().collect(), &new.decisions.iter().collect(), |one| one.note.clone());
    list.differ("figures", &old.figures.iter().collect(), &new.figures.iter().collect(), |figure| figure.title.clone());
    found
}

fn keyed<'r, K: Ord + 'r, T: 'r>(
    records: impl IntoIterator<Item = &'r T>,
    id_of: fn(&T) -> &K,
) -> BTreeMap<&'r K, &'r T> {
    records.into_iter().map(|record| (id_of(record), record)).collect()
}

/// The fields that differ.
fn between(old: &Values, new: &Values) -> Vec<FieldChange> {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let differs = |name: &&&String| old.get(**name) != new.get(**name) && !STAMPS.contains(&name.as_str());
    let change =
        |name: &String| FieldChange { field: name.clone(), old: old.get(name).cloned(), new: new.get(name).cloned() };
    names.iter().filter(differs).map(|name| change(name)).collect()
}

/// Collects what differs in lists of records, of one article or of none.
struct Lists<'f> {
    found: &'f mut Vec<Change>,
    article: Option<ArticleId>,
}

impl Lists<'_> {
    fn differ<K: Ord + ToString, T: Recorded + PartialEq>(
        &mut self,
        section: &'static str,
        old: &BTreeMap<&K, &T>,
        new: &BTreeMap<&K, &T>,
        name: impl Fn(&T) -> String,
    ) {
        self.differ_by(section, old, new, (T::values, T::values), name);
    }

    /// The same, for records whose values depend on what stands around them.
    fn differ_by<K: Ord + ToString, T: PartialEq>(
        &mut self,
        section: &'static str,
        old: &BTreeMap<&K, &T>,
        new: &BTreeMap<&K, &T>,
        (old_values, new_values): (impl Fn(&T) -> Values, impl Fn(&T) -> Values),
        name: impl Fn(&T) -> String,
    ) {
        let article = self.article;
        let mut add = |id: &K, record: &T, how: How| {
            self.found.push(Change { section, about: id.to_string(), name: name(record), article, how });
        };
        for (id, record) in new {
            match old.get(id) {
                None => add(id, record, How::Added(new_values(record))),
                Some(former) if former == record => {}
                Some(former) => {
                    let fields = between(&old_values(former), &new_values(record));
                    if !fields.is_empty() {
                        add(id, record, How::Changed(fields));
                    }
                }
            }
        }
        for (id, record) in old.iter().filter(|(id, _)| !new.contains_key(*id)) {
            add(id, record, How::Removed(old_values(record)));
        }
    }
}

/// What differs in articles: in their facts, marks and links.
fn articles(old: &Project, new: &Project, found: &mut Vec<Change>) {
    let ids = old.articles.keys().chain(new.articles.keys().filter(|id| !old.articles.contains_key(id)));
    for id in ids {
        let (before, after) = (old.articles.get(id), new.articles.get(id));
        if before.zip(after).is_some_and(|(before, after)| Arc::ptr_eq(before, after)) {
            continue;
        }
        let mut list = Lists { found, article: Some(*id) };
        let facts = |article: Option<&'_ Arc<Article>>| article.map(|article| article.facts.clone());
        let (facts_before, facts_after) = (facts(before), facts(after));
        list.differ(
            "articles",
            &facts_before.iter().map(|facts| (id, facts)).collect(),
            &facts_after.iter().map(|facts| (id, facts)).collect(),
            |facts| facts.title.clone(),
        );
        let Some(text) = after.or(before).map(|article| article.text.clone()) else { continue };
        let words = |span: &Span| {
            let words: Vec<&str> = span.pieces.iter().filter_map(|piece| text.get(*piece)).collect();
            shortened(&words.join(" … "), SHOWN)
        };
        let values = |span: &Span| span_values(*id, &text, span);
        list.differ_by("spans", &spans(before), &spans(after), (values, values), words);
        let aside = |kept: &Quarantined| quarantined_values(*id, kept);
        let set_aside = |article: Option<&'_ Arc<Article>>| -> BTreeMap<_, _> {
            article.map(|article| article.quarantined.clone()).unwrap_or_default()
        };
        let (aside_before, aside_after) = (set_aside(before), set_aside(after));
        list.differ_by(
            "spans",
            &aside_before.iter().collect(),
            &aside_after.iter().collect(),
            (aside, aside),
            |kept| shortened(&kept.words.join(" … "), SHOWN),
        );
        list.differ("links", &links(before), &links(after), |link| link.kind.to_string());
    }
}

fn spans(article: Option<&Arc<Article>>) -> BTreeMap<&SpanId, &Span> {
    article.into_iter().flat_map(|article| article.spans.iter()).map(|span| (&span.id, span)).collect()
}

fn links(article: Option<&Arc<Article>>) -> BTreeMap<&LinkId, &Link> {
    article.into_iter().flat_map(|article| article.links.iter()).map(|link| (&link.id, link)).collect()
}
