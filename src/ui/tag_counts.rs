//! How many marks carry each tag, among those that are shown: counted again only when the marks or the layer have changed.

use std::collections::HashMap;

use crate::{
    app::{SessionId, StateMark, View},
    model::{Article, ArticleId, Layer, Span, TagId},
};

/// The marks of a layer by tag. Where all marks are shown, they are counted with the project.
#[derive(Debug, Default)]
pub(super) struct TagCounts {
    here: Option<Counted<Option<ArticleId>>>,
    everywhere: Option<Counted<()>>,
}

/// Counts, and of which state, whose marks and where.
type Counted<P> = ((SessionId, StateMark, Layer, P), HashMap<TagId, usize>);

impl TagCounts {
    /// How many marks of a layer carry a tag in the shown article.
    pub(super) fn here(&mut self, tag: &TagId, layer: Layer, view: &View<'_>) -> usize {
        if is_all(layer, view) {
            return view.article().map_or(0, |article| article.spans.count(tag));
        }
        let key = (view.session.id(), view.session.state(), layer, view.selection.article);
        let marks = || view.article().into_iter().flat_map(counted_once);
        counted(&mut self.here, key, || of_layer(layer, marks())).get(tag).copied().unwrap_or(0)
    }

    /// How many marks of a layer carry a tag in all articles.
    pub(super) fn everywhere(&mut self, tag: &TagId, layer: Layer, view: &View<'_>) -> usize {
        if is_all(layer, view) {
            return view.session.tag_count(tag);
        }
        let key = (view.session.id(), view.session.state(), layer, ());
        let marks = || view.project().articles.values().flat_map(|article| counted_once(article));
        counted(&mut self.everywhere, key, || of_layer(layer, marks())).get(tag).copied().unwrap_or(0)
    }
}

/// The marks of an article; what a coder marked twice counts once.
fn counted_once(article: &Article) -> impl Iterator<Item = &Span> {
    let doubles = article.doubles();
    article.spans.iter().filter(move |span| !doubles.contains_key(&span.id))
}

fn counted<K: PartialEq>(
    kept: &mut Option<(K, HashMap<TagId, usize>)>,
    key: K,
    count: impl FnOnce() -> HashMap<TagId, usize>,
) -> &HashMap<TagId, usize> {
    if kept.as_ref().is_none_or(|(of, _)| *of != key) {
        *kept = None;
    }
    &kept.get_or_insert_with(|| (key, count())).1
}

/// Whether a layer has all marks that there are: then these are counted with the project.
fn is_all(layer: Layer, view: &View<'_>) -> bool {
    layer == Layer::All && !view.project().has_consensus()
}

fn of_layer<'s>(layer: Layer, marks: impl Iterator<Item = &'s Span>) -> HashMap<TagId, usize> {
    let mut counts: HashMap<TagId, usize> = HashMap::new();
    for span in marks.filter(|span| layer.shows(span)) {
        match counts.get_mut(&span.tag) {
            Some(count) => *count += 1,
            None => drop(counts.insert(span.tag.clone(), 1)),
        }
    }
    counts
}
