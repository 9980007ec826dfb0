//! The tags of a codebook, in the order shown. One is found by its id, key or badge without going through all of them, and
//! the tree that they form is known for as long as none changes.

use std::{
    collections::{HashMap, HashSet},
    ops::{Deref, DerefMut},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{Tag, TagId, loops::on_loops};

/// Of no more tags than this one is found as quickly by going through them.
const FEW: usize = 16;

/// A list of tags, read and changed as a `Vec` is. Copies share the list until one of them changes.
#[derive(Debug, Default)]
pub struct Tags {
    list: Arc<Vec<Tag>>,
    index: OnceLock<Arc<Index>>,
    tree: OnceLock<Arc<Tree>>,
    /// How often a tag was looked for since the list changed: who changes it tag by tag, and looks for few between two
    /// changes, needs no index.
    asked: AtomicUsize,
}

/// The places of tags in the list; of several with one id, key or badge that of the first.
#[derive(Clone, Debug, Default)]
struct Index {
    by_id: HashMap<TagId, usize>,
    /// By key, in lower case.
    by_key: HashMap<String, usize>,
    badges: HashSet<String>,
}

/// The tags in the order of the tree.
#[derive(Debug)]
struct Tree {
    /// Depth (0 at the top) and place in the list.
    rows: Vec<(usize, usize)>,
    /// Whether the tag at a place of the list is under itself.
    is_looped: Vec<bool>,
}

impl Tags {
    /// The place of the tag with this id.
    pub fn place(&self, tag_id: &TagId) -> Option<usize> {
        match self.index() {
            Some(index) => index.by_id.get(tag_id).copied(),
            None => self.list.iter().position(|tag| tag.id == *tag_id),
        }
    }

    /// The place of the tag whose key is `key`, whatever its case.
    pub(super) fn place_of_key(&self, key: &str) -> Option<usize> {
        match self.index() {
            Some(index) => index.by_key.get(&key.to_ascii_lowercase()).copied(),
            None => self.list.iter().position(|tag| !tag.key.is_empty() && tag.key.eq_ignore_ascii_case(key)),
        }
    }

    /// Whether a tag has this badge.
    pub(super) fn has_badge(&self, badge: &str) -> bool {
        match self.index() {
            Some(index) => index.badges.contains(badge),
            None => self.list.iter().any(|tag| tag.badge == badge),
        }
    }

    /// Adds a tag at the end.
    pub fn push(&mut self, tag: Tag) {
        if let Some(index) = self.index.get_mut() {
            Arc::make_mut(index).add(self.list.len(), &tag);
        }
        self.tree = OnceLock::new();
        Arc::make_mut(&mut self.list).push(tag);
    }

    /// Depth and place of each tag, in the order of the tree. One whose parents form a loop counts as top.
    pub(super) fn rows(&self) -> &[(usize, usize)] {
        &self.tree().rows
    }

    /// The tags that are under themselves.
    pub fn looped(&self) -> impl Iterator<Item = &Tag> {
        self.list.iter().zip(&self.tree().is_looped).filter(|(_, is_looped)| **is_looped).map(|(tag, _)| tag)
    }

    /// The index, where there is one by now.
    fn index(&self) -> Option<&Index> {
        if self.list.len() <= FEW {
            return None;
        }
        if let Some(index) = self.index.get() {
            return Some(index);
        }
        (self.asked.fetch_add(1, Ordering::Relaxed) >= FEW).then(|| self.made_index())
    }

    fn made_index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            self.list.iter().enumerate().for_each(|(place, tag)| index.add(place, tag));
            Arc::new(index)
        })
    }

    fn tree(&self) -> &Tree {
        self.tree.get_or_init(|| Arc::new(Tree::new(&self.list, self.made_index())))
    }
}

impl Index {
    fn add(&mut self, place: usize, tag: &Tag) {
        self.by_id.entry(tag.id.clone()).or_insert(place);
        if !tag.key.is_empty() {
            self.by_key.entry(tag.key.to_ascii_lowercase()).or_insert(place);
        }
        self.badges.insert(tag.badge.clone());
    }
}

impl Tree {
    fn new(list: &[Tag], index: &Index) -> Self {
        let parents: Vec<Option<usize>> =
            list.iter().map(|tag| index.by_id.get(tag.parent.as_ref()?).copied()).collect();
        let is_looped = looped(&parents);
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); list.len()];
        let mut waiting: Vec<(usize, usize)> = Vec::new();
        // From the last to the first, so that the first is taken first from the end.
        for (place, (parent, is_looped)) in parents.iter().zip(&is_looped).enumerate().rev() {
            match parent.filter(|_| !is_looped).and_then(|parent| children.get_mut(parent)) {
                Some(siblings) => siblings.push(place),
                None => waiting.push((0, place)),
            }
        }
        let mut rows = Vec::with_capacity(list.len());
        while let Some((depth, place)) = waiting.pop() {
            rows.push((depth, place));
            let below = children.get(place).map(Vec::as_slice).unwrap_or_default();
            waiting.extend(below.iter().map(|child| (depth + 1, *child)));
        }
        Self { rows, is_looped }
    }
}

/// Which tags are under themselves, by the places of the parents.
fn looped(parents: &[Option<usize>]) -> Vec<bool> {
    let (places, ways): (Vec<usize>, Vec<(usize, usize)>) =
        parents.iter().enumerate().filter_map(|(place, parent)| Some((place, (place, (*parent)?)))).unzip();
    let mut is_looped = vec![false; parents.len()];
    for (place, is_on) in places.into_iter().zip(on_loops(&ways, parents.len())) {
        is_looped.get_mut(place).into_iter().for_each(|is_looped| *is_looped = is_on);
    }
    is_looped
}

impl Clone for Tags {
    fn clone(&self) -> Self {
        let asked = AtomicUsize::new(self.asked.load(Ordering::Relaxed));
        Self { list: Arc::clone(&self.list), index: self.index.clone(), tree: self.tree.clone(), asked }
    }
}

impl PartialEq for Tags {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.list, &other.list) || self.list == other.list
    }
}

impl Deref for Tags {
    type Target = Vec<Tag>;

    fn deref(&self) -> &Vec<Tag> {
        &self.list
    }
}

impl DerefMut for Tags {
    fn deref_mut(&mut self) -> &mut Vec<Tag> {
        (self.index, self.tree, self.asked) = Default::default();
        Arc::make_mut(&mut self.list)
    }
}

impl From<Vec<Tag>> for Tags {
    fn from(list: Vec<Tag>) -> Self {
        Self { list: Arc::new(list), ..Self::default() }
    }
}

impl FromIterator<Tag> for Tags {
    fn from_iter<I: IntoIterator<Item = Tag>>(tags: I) -> Self {
        tags.into_iter().collect::<Vec<Tag>>().into()
    }
}

impl<'t> IntoIterator for &'t Tags {
    type Item = &'t Tag;
    type IntoIter = std::slice::Iter<'t, Tag>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl<'t> IntoIterator for &'t mut Tags {
    type Item = &'t mut Tag;
    type IntoIter = std::slice::IterMut<'t, Tag>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Codebook;

    fn tag(number: usize, parent: Option<usize>) -> Tag {
        let name = |number: usize| TagId::new(&format!("t{number}"));
        let mut tag = Codebook::default().new_tag(name(number), &format!("Tag {number}"));
        (tag.key, tag.badge) = (format!("k{}", number / 2), format!("B{number}"));
        Tag { parent: parent.map(name), ..tag }
    }

    /// The rows as they are defined: a tag is top without a parent that is there, or under itself.
    fn rows_by_definition(tags: &[Tag]) -> Vec<(usize, usize)> {
        fn below(tags: &[Tag], is_top: &dyn Fn(&Tag) -> bool, row: (usize, usize), rows: &mut Vec<(usize, usize)>) {
            rows.push(row);
            let is_child = |child: &Tag| child.parent.as_ref() == Some(&tags[row.1].id) && !is_top(child);
            for place in (0..tags.len()).filter(|place| is_child(&tags[*place])) {
                below(tags, is_top, (row.0 + 1, place), rows);
            }
        }
        let parent = |tag: &Tag| tags.iter().find(|other| Some(&other.id) == tag.parent.as_ref());
        let is_top = |tag: &Tag| {
            let mut above = parent(tag);
            let first = above;
            for _ in 0..tags.len() {
                if above.is_some_and(|above| above.id == tag.id) {
                    return true;
                }
                above = above.and_then(parent);
            }
            first.is_none()
        };
        let mut rows = Vec::new();
        (0..tags.len()).filter(|place| is_top(&tags[*place])).for_each(|top| below(tags, &is_top, (0, top), &mut rows));
        rows
    }

    proptest! {
        #[test]
        fn the_tree_is_that_of_the_definition(parents in prop::collection::vec(prop::option::of(0usize..24), 0..20)) {
            let tags: Tags = parents.iter().enumerate().map(|(place, parent)| tag(place, *parent)).collect();
            prop_assert_eq!(tags.rows(), rows_by_definition(&tags));
        }

        #[test]
        fn what_is_found_is_what_a_look_through_all_finds(
            changes in prop::collection::vec((0usize..40, any::<bool>(), 0usize..40), 20..60),
        ) {
            let mut tags = Tags::default();
            for (number, at_end, asked) in changes {
                let middle = tags.len() / 2;
                if at_end { tags.push(tag(number, None)) } else { tags.insert(middle, tag(number, None)) }
                for _ in 0..2 * FEW {
                    let (id, key) = (TagId::new(&format!("t{asked}")), format!("K{asked}"));
                    prop_assert_eq!(tags.place(&id), tags.iter().position(|tag| tag.id == id));
                    let of_key = tags.iter().position(|tag| tag.key.eq_ignore_ascii_case(&key));
                    prop_assert_eq!(tags.place_of_key(&key), of_key);
                    let badge = format!("B{asked}");
                    prop_assert_eq!(tags.has_badge(&badge), tags.iter().any(|tag| tag.badge == badge));
                }
            }
        }
    }

    #[test]
    fn a_hundred_thousand_nested_tags_are_a_tree_at_once() {
        let tags: Tags = (0..100_000).map(|number| tag(number, number.checked_sub(1))).collect();
        assert_eq!(tags.rows().last(), Some(&(99_999, 99_999)));
        assert_eq!(tags.looped().count(), 0);
        let mut circle = tags.clone();
        circle[0].parent = Some(TagId::new("t49999"));
        assert_eq!(circle.looped().count(), 50_000);
        assert_eq!(circle.rows().last(), Some(&(50_000, 99_999)), "what is under the circle is no part of it");
        assert_eq!(tags.looped().count(), 0, "copies change apart");
    }
}
