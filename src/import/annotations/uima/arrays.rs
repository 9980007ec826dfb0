//! Arrays and lists of UIMA, which are feature structures of their own: what they hold goes in the place of references to
//! them. Many may name one: no more is copied than a file may hold.

use std::collections::{BTreeMap, BTreeSet};

use super::cas::{Cas, Feature, Structure};
use crate::import::{
    join::words::{Many, Note, What},
    limits::LARGEST,
};

/// Whether a structure of this type is an array: `uima.cas.FSArray`, `uima.cas.StringArray`, `custom.Span[]`.
fn is_array(kind: &str) -> bool {
    kind.ends_with("[]") || kind.starts_with("uima.cas.") && kind.ends_with("Array")
}

/// Whether it is a part of a list: `uima.cas.NonEmptyFSList`, `uima.cas.EmptyStringList`.
fn is_list(kind: &str) -> bool {
    kind.starts_with("uima.cas.") && kind.ends_with("List")
}

/// Whether it is an array or list.
pub(super) fn is_several(kind: &str) -> bool {
    is_array(kind) || is_list(kind)
}

/// Whether it holds texts or numbers, and not other structures.
fn is_of_values(kind: &str) -> bool {
    const VALUES: [&str; 8] = ["String", "Integer", "Boolean", "Float", "Double", "Long", "Short", "Byte"];
    let bare = kind.strip_prefix("uima.cas.").unwrap_or_default();
    let bare = bare.trim_start_matches("NonEmpty").trim_start_matches("Empty");
    let bare = ["[]", "Array", "List"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
    VALUES.contains(&bare)
}

/// The ids that a feature names, also where they were read as words.
fn ids_of(structure: &Structure, name: &str) -> Vec<String> {
    let named = structure.features.iter().filter(|(known, _)| known == name);
    let ids = named.flat_map(|(_, feature)| match feature {
        Feature::Others(ids) => ids.clone(),
        Feature::Words(words) => words.split_ascii_whitespace().map(str::to_owned).collect(),
    });
    ids.filter(|id| !matches!(id.as_str(), "" | "0")).collect()
}

/// All that a feature says in words, one after the other.
fn words_of<'s>(structure: &'s Structure, name: &str) -> Vec<&'s str> {
    let named = structure.features.iter().filter(|(known, _)| known == name);
    let words = named.flat_map(|(_, feature)| match feature {
        Feature::Others(words) => words.iter().map(String::as_str).collect(),
        Feature::Words(words) => vec![words.as_str()],
    });
    words.filter(|words| !words.is_empty()).collect()
}

/// The arrays and the parts of lists of a file, by id.
struct Several {
    parts: BTreeMap<String, Structure>,
    /// How many bytes what each holds takes, with all that follows in its list.
    sizes: BTreeMap<String, usize>,
}

impl Several {
    fn new(parts: BTreeMap<String, Structure>) -> Self {
        let firsts: Vec<String> = parts.keys().cloned().collect();
        let mut several = Self { parts, sizes: BTreeMap::new() };
        for first in firsts {
            let (mut way, mut here) = (Vec::new(), Some(first));
            // One that was met on the way leads round in a circle, and ends the list.
            while let Some(id) = here.take_if(|id| !several.sizes.contains_key(id.as_str())) {
                here = several.next(&id).map(|(next, _)| next.clone());
                several.sizes.insert(id.clone(), 0);
                way.push(id);
            }
            let mut size = here.and_then(|id| several.sizes.get(&id).copied()).unwrap_or_default();
            for id in way.into_iter().rev() {
                let features = several.parts.get(&id).into_iter().flat_map(|part| &part.features);
                size += features.map(|(_, feature)| feature.size()).sum::<usize>();
                several.sizes.insert(id, size);
            }
        }
        several
    }

    /// The part of a list that follows another.
    fn next(&self, id: &str) -> Option<(&String, &Structure)> {
        let part = self.parts.get(id).filter(|part| is_list(&part.kind))?;
        let next = ids_of(part, "tail").into_iter().next()?;
        self.parts.get_key_value(&next).filter(|(_, next)| is_list(&next.kind))
    }

    /// What an array holds, or a list from this part on.
    fn held(&self, id: &str) -> Feature {
        let (mut ids, mut words, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
        let mut here = self.parts.get_key_value(id);
        let is_of_values = here.is_some_and(|(_, first)| is_of_values(&first.kind));
        while let Some((id, part)) = here.filter(|(id, _)| seen.insert(*id)) {
            let name = if is_list(&part.kind) { "head" } else { "elements" };
            if is_of_values {
                words.extend(words_of(part, name));
            } else {
                ids.extend(ids_of(part, name));
            }
            here = self.next(id);
        }
        if is_of_values { Feature::Words(words.join("; ")) } else { Feature::Others(ids) }
    }
}

/// Puts what arrays and lists hold in the place of references to them.
pub(super) fn flatten(cas: &mut Cas) {
    let parts = cas.structures.extract_if(.., |_, structure| is_several(&structure.kind)).collect();
    let several = Several::new(parts);
    let (mut left, mut lost) = (LARGEST as usize, 0);
    for (_, feature) in cas.structures.values_mut().flat_map(|structure| &mut structure.features) {
        let Feature::Others(ids) = feature else { continue };
        let [one] = ids.as_slice() else { continue };
        let Some(size) = several.sizes.get(one) else { continue };
        match left.checked_sub(*size) {
            Some(rest) => {
                left = rest;
                *feature = several.held(one);
            }
            None => {
                lost += 1;
                *feature = Feature::Others(Vec::new());
            }
        }
    }
    if lost > 0 {
        cas.problems.push(Note { place: String::new(), what: What::SkippedMany(lost, Many::LongArrays) });
    }
}
