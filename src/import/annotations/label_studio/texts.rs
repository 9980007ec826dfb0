//! The texts of a task, and which of them regions lie on: as the configuration says, by the name of what shows it, else by
//! the words that regions quote.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    answer::Answer,
    config::{Config, TextTag},
    shown::{Shown, length},
};
use crate::import::annotations::json::text;

/// A text of a task.
pub(super) struct Text<'t> {
    /// Its key in the task's data.
    pub key: &'t str,
    /// The names that results know it by.
    pub names: Vec<&'t str>,
    /// The text itself.
    pub shown: Shown,
}

/// The regions under one name, on a page if any is.
#[derive(Default)]
struct Group<'t> {
    regions: Vec<&'t Value>,
    is_page: bool,
}

/// The texts of a task that regions or answers are about, in their order; where there are none, its main text.
pub(super) fn of_task<'t>(task: &'t Value, config: &'t Config, answers: &[Answer<'t>]) -> Vec<Text<'t>> {
    let Some(data) = task.get("data").and_then(Value::as_object) else { return Vec::new() };
    let (mut order, mut groups): (Vec<&str>, BTreeMap<&str, Group<'_>>) = (Vec::new(), BTreeMap::new());
    for answer in answers.iter().filter(|answer| answer.is_region()) {
        let name = text(answer.result, "to_name");
        let group = groups.entry(name).or_insert_with(|| {
            order.push(name);
            Group::default()
        });
        group.regions.push(answer.value());
        group.is_page |= is_on_page(answer.kind(), answer.value());
    }
    if order.is_empty() {
        let name = answers.first().map_or("", |answer| text(answer.result, "to_name"));
        order.push(name);
        groups.insert(name, Group::default());
    }
    if let Some(texts) = one_each(data, config, &order, &groups) {
        return texts;
    }
    let mut texts: Vec<Text<'_>> = Vec::new();
    for name in order {
        let group = groups.remove(name).unwrap_or_default();
        for (key, shown) in texts_of(data, config, name, &group) {
            match texts.iter_mut().find(|text| text.key == key) {
                Some(known) => known.names.push(name),
                None => texts.push(Text { key, names: vec![name], shown }),
            }
        }
    }
    texts
}

/// A text of its own for each of several names that the configuration does not know: different names show different texts.
/// The name that fewest texts fit chooses first. `None` where the words of some regions are in none that is left.
fn one_each<'t>(
    data: &'t Map<String, Value>,
    config: &Config,
    names: &[&'t str],
    groups: &BTreeMap<&str, Group<'_>>,
) -> Option<Vec<Text<'t>>> {
    if names.len() < 2 || names.iter().any(|name| config.texts.contains_key(*name)) || config.texts.len() == 1 {
        return None;
    }
    let is_page = groups.values().any(|group| group.is_page);
    let is_text = |(_, value): &(&String, &Value)| length(value) > 0;
    let mut left: Vec<(&str, Shown)> = data
        .iter()
        .filter(is_text)
        .filter_map(|(key, value)| Some((key.as_str(), Shown::of(value, None, is_page)?)))
        .collect();
    let ranks = |name: &str, shown: &Shown| -> Vec<u8> {
        groups
            .get(name)
            .map(|group| group.regions.iter().map(|region| shown.rank(region)).collect())
            .unwrap_or_default()
    };
    let fits = |name: &str, shown: &Shown| ranks(name, shown).iter().all(|rank| *rank > 0);
    let mut waiting = names.to_vec();
    waiting.sort_by_key(|name| left.iter().filter(|(_, shown)| fits(name, shown)).count());
    let mut texts: Vec<Text<'t>> = Vec::new();
    for name in waiting {
        let rank = |(key, shown): &(&str, Shown)| {
            let held: usize = ranks(name, shown).into_iter().map(usize::from).sum();
            (held, *key == name, name.contains(key))
        };
        let best = left.iter().enumerate().filter(|(_, (_, shown))| fits(name, shown));
        let (at, _) = best.reduce(|best, next| if rank(next.1) > rank(best.1) { next } else { best })?;
        let (key, shown) = left.remove(at);
        texts.push(Text { key, names: vec![name], shown });
    }
    texts.sort_by_key(|text| names.iter().position(|name| text.names.contains(name)));
    Some(texts)
}

/// The place in a list of texts of that which an answer is about: of several under its name, that which has its words, at
/// its place rather than elsewhere; the first where nothing says which.
pub(super) fn place_of<'t>(mut texts: impl Iterator<Item = &'t Text<'t>> + Clone, answer: &Answer<'_>) -> usize {
    let name = text(answer.result, "to_name");
    let named = |text: &&Text<'_>| text.names.contains(&name);
    if texts.clone().filter(named).count() < 2 {
        return texts.position(|text| named(&text)).unwrap_or_default();
    }
    let ranked = texts.enumerate().filter(|(_, text)| named(text));
    let ranked = ranked.map(|(place, text)| (text.shown.rank(answer.value()), std::cmp::Reverse(place)));
    ranked.max().map_or(0, |(_, place)| place.0)
}

/// The texts that are shown under a name: the one that the configuration states, else that which has the words of most
/// regions, and those that have the words of the others. Where no words tell, it is the text of the name, then `text`, then
/// the longest.
fn texts_of<'t>(data: &'t Map<String, Value>, config: &Config, name: &str, group: &Group<'_>) -> Vec<(&'t str, Shown)> {
    let texts = &config.texts;
    let only = texts.values().next().filter(|_| texts.len() == 1);
    let stated = texts.get(name).or(only);
    if let Some((tag, (key, value))) = stated.and_then(|tag| Some((tag, data.get_key_value(&tag.key)?))) {
        return Shown::of(value, Some(tag), group.is_page).map(|shown| (key.as_str(), shown)).into_iter().collect();
    }
    let tag_of = |key: &str| -> Option<&TextTag> { texts.values().find(|tag| tag.key == key) };
    let is_text = |(_, value): &(&String, &Value)| length(value) > 0;
    let shown = data.iter().filter(is_text).filter_map(|(key, value)| {
        let shown = Shown::of(value, tag_of(key), group.is_page)?;
        let ranks: Vec<u8> = group.regions.iter().map(|region| shown.rank(region)).collect();
        let held: usize = ranks.iter().copied().map(usize::from).sum();
        Some(((held, key == name, key == "text", length(value)), ranks, (key.as_str(), shown)))
    });
    let mut shown: Vec<_> = shown.collect();
    shown.sort_by_key(|(rank, ..)| std::cmp::Reverse(*rank));
    // How well each region has been placed so far.
    let mut placed: Option<Vec<u8>> = None;
    let mut chosen = Vec::new();
    for (_, ranks, text) in shown {
        let is_better = |placed: &Vec<u8>| placed.iter().zip(&ranks).any(|(placed, rank)| rank > placed);
        if placed.as_ref().is_none_or(is_better) {
            let best = placed.map(|placed| placed.iter().zip(&ranks).map(|(one, other)| *one.max(other)).collect());
            placed = Some(best.unwrap_or(ranks));
            chosen.push(text);
        }
    }
    chosen
}

/// Whether a region lies on a page: it names texts by their paths.
fn is_on_page(kind: &str, value: &Value) -> bool {
    kind == "hypertextlabels" || value.get("globalOffsets").is_some() || text(value, "start").starts_with('/')
}
