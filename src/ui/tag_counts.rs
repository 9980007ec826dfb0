//! How many marks carry each tag, among those that are shown: counted again only when the marks or the layer have changed.

use std::collections::HashMap;

use crate::{
    app::{SessionId, StateMark, View},
    model::{ArticleId, CoderId, Layer, Span, TagId},
};

/// The marks of one coder by tag. Those of all are counted with the project.
#[derive(Debug, Default)]
pub(super) struct TagCounts {
    here: Option<Counted<Option<ArticleId>>>,
    everywhere: Option<Counted<()>>,
}

/// Counts, and of which state, whose marks and where.
type Counted<P> = ((SessionId, StateMark, CoderId, P), HashMap<TagId, usize>);

impl TagCounts {
    /// How many marks of a layer carry a tag in the shown article.
    pub(super) fn here(&mut self, tag: &TagId, layer: Layer, view: &View<'_>) -> usize {
        let Layer::Coder(coder) = layer else { return view.article().map_or(0, |article| article.spans.count(tag)) };
        let key = (view.session.id(), view.session.state(), coder, view.selection.article);
        let marks = || view.article().into_iter().flat_map(|article| article.spans.iter());
        counted(&mut self.here, key, || of_coder(coder, marks())).get(tag).copied().unwrap_or(0)
    }

    /// How many marks of a layer carry a tag in all articles.
    pub(super) fn everywhere(&mut self, tag: &TagId, layer: Layer, view: &View<'_>) -> usize {
        let Layer::Coder(coder) = layer else { return view.session.tag_count(tag) };
        let key = (view.session.id(), view.session.state(), coder, ());
        let marks = || view.project().articles.values().flat_map(|article| article.spans.iter());
        counted(&mut self.everywhere, key, || of_coder(coder, marks())).get(tag).copied().unwrap_or(0)
    }
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

fn of_coder<'s>(coder: CoderId, marks: impl Iterator<Item = &'s Span>) -> HashMap<TagId, usize> {
    let mut counts: HashMap<TagId, usize> = HashMap::new();
    for span in marks.filter(|span| span.by == coder) {
        match counts.get_mut(&span.tag) {
            Some(count) => *count += 1,
            None => drop(counts.insert(span.tag.clone(), 1)),
        }
    }
    counts
}
