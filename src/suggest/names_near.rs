//! Names in a stretch of text, and which of them name places.

use std::collections::HashSet;

use super::{
    grammar::List,
    names::is_title,
    phrases::{is_body, is_determiner, is_function},
    times::time_at,
    tokens::{Token, is_preposition, tokens},
};
use crate::{
    model::{EntityKind, Project},
    text::{ByteRange, FrozenText, folded},
};

/// Words that stand before the name of the place where something is.
const AT: [&str; 12] =
    ["in", "at", "near", "outside", "around", "across", "inside", "off", "throughout", "above", "within", "along"];
/// Words that stand before a place and before much else.
const PERHAPS: [&str; 10] = ["from", "to", "into", "towards", "toward", "through", "over", "of", "on", "between"];

/// Runs of words that are written as names.
pub(super) fn named_in(text: &FrozenText, range: ByteRange) -> Vec<ByteRange> {
    let tokens = tokens(text, range);
    runs(&tokens).into_iter().filter_map(|(first, end)| range_of(&tokens, first, end)).collect()
}

/// Names of places, each with how likely it is one.
pub(super) fn places_in(project: &Project, text: &FrozenText, range: ByteRange) -> Vec<(ByteRange, f64)> {
    let tokens = tokens(text, range);
    let known = project.entities.values().filter(|entity| entity.kind == EntityKind::Place);
    let known: HashSet<String> = known
        .flat_map(|entity| std::iter::once(&entity.name).chain(&entity.aliases))
        .map(|name| folded(name))
        .collect();
    let others =
        project.entities.values().filter(|entity| !matches!(entity.kind, EntityKind::Place | EntityKind::Claim));
    let others: HashSet<String> = others.map(|entity| folded(&entity.name)).collect();
    let mut found: Vec<(ByteRange, String, f64)> = Vec::new();
    let mut last_end = 0;
    for (first, end) in runs(&tokens) {
        let Some(range) = range_of(&tokens, first, end) else { continue };
        let name = folded(text.get(range).unwrap_or_default());
        let words = tokens.get(first..end).unwrap_or_default();
        let is_person = words.first().is_some_and(|word| is_title(&word.lower)) || words.iter().any(is_body);
        let after_place = first == last_end + 1 && tokens.get(last_end).is_some_and(|token| token.is(","));
        let likelihood = match led_by(&tokens, first) {
            _ if known.contains(&name) => 0.9,
            _ if is_person || others.contains(&name) => continue,
            Some(word) if AT.contains(&word) => 0.85,
            Some(word) if PERHAPS.contains(&word) => 0.6,
            _ if after_place && found.last().is_some_and(|(.., likelihood)| *likelihood >= 0.6) => 0.55,
            _ => 0.0,
        };
        last_end = end;
        found.push((range, name, likelihood));
    }
    // A name that is a place once is one where nothing before it says so.
    let places: HashSet<String> =
        found.iter().filter(|(.., is)| *is >= 0.85).map(|(_, name, _)| name.clone()).collect();
    let place = |(range, name, likelihood): (ByteRange, String, f64)| {
        let likelihood = if likelihood == 0.0 && places.contains(&name) { 0.5 } else { likelihood };
        (likelihood > 0.0).then_some((range, likelihood))
    };
    found.into_iter().filter_map(place).collect()
}

/// The word that leads to a name, an article aside.
fn led_by<'a>(tokens: &'a [Token<'_>], first: usize) -> Option<&'a str> {
    let last = tokens.get(first.checked_sub(1)?)?;
    let last = if last.is("the") { tokens.get(first.checked_sub(2)?)? } else { last };
    last.is_word.then_some(last.lower.as_str())
}

/// Runs of tokens that begin with capitals; times, and everyday words at the start of a sentence, are no names.
fn runs(tokens: &[Token<'_>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(end) = time_at(tokens, at) {
            at = end;
            continue;
        }
        let is_name = |at: usize| {
            tokens.get(at).is_some_and(|token| token.is_name() && !token.is_number() && !is_everyday(token))
                && time_at(tokens, at).is_none()
        };
        if !is_name(at) {
            at += 1;
            continue;
        }
        let first = at;
        let ends = |at: usize| tokens.get(at - 1).is_none_or(|last| last.is_possessive() || last.ends_sentence);
        at += 1;
        let joins = |at: usize| tokens.get(at).is_some_and(|token| token.is_in(List::Joining)) && is_name(at + 1);
        while (is_name(at) || joins(at)) && !ends(at) {
            at += 1;
        }
        found.push((first, at));
    }
    found
}

fn is_everyday(token: &Token<'_>) -> bool {
    is_function(token) || is_preposition(token) || is_determiner(token) && !token.is_possessive()
}

fn range_of(tokens: &[Token<'_>], first: usize, end: usize) -> Option<ByteRange> {
    let (first, last) = (tokens.get(first)?, tokens.get(end.checked_sub(1)?)?);
    Some(ByteRange { start: first.range.start, end: last.bare_end() })
}
