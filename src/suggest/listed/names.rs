//! Names by their capitals, in the languages whose other nouns have none.

use super::{
    around::{Piece, pieces},
    lists::{Does, Lists},
};
use crate::text::{ByteRange, FrozenText};

/// Runs of words that are written as names; none where the language does not write them so.
pub(in crate::suggest) fn names_by_list(text: &FrozenText, range: ByteRange, lists: &Lists) -> Vec<ByteRange> {
    if !lists.tells_names() {
        return Vec::new();
    }
    let pieces = pieces(text, range, lists, &[], &[]);
    let is_everyday = |piece: &Piece<'_>| {
        [Does::Begins, Does::Leads, Does::Beside, Does::Clause, Does::And, Does::Joins, Does::Pronoun, Does::Open]
            .into_iter()
            .any(|does| lists.has(does, &piece.small))
    };
    let is_name = |at: usize| pieces.get(at).is_some_and(|piece| piece.is_capital() && !is_everyday(piece));
    let does = |at: usize, what| pieces.get(at).is_some_and(|piece| lists.has(what, &piece.small));
    // “Jean de Metz”, “Jean de La Tour”.
    let joins = |at: usize| {
        does(at, Does::Joins) && (is_name(at + 1) || does(at + 1, Does::Begins) && is_name(at + 2))
            || at > 0 && does(at - 1, Does::Joins) && does(at, Does::Begins) && is_name(at + 1)
    };
    let begins_sentence = |at: usize| {
        let before = at.checked_sub(1).and_then(|last| pieces.get(last));
        before.zip(pieces.get(at)).is_none_or(|(last, first)| {
            let between = ByteRange { start: last.range.end, end: first.range.start };
            last.is(&[".", "!", "?", "…", ":", "«", "»", "„", "“", "”", "\"", "—", "–", "¿", "¡", "("])
                || text.get(between).is_some_and(|between| between.contains('\n'))
        })
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let first = at;
        while is_name(at) || at > first && joins(at) {
            at += 1;
        }
        // One word at the start of a sentence has its capital from there.
        if at > first && !(at == first + 1 && begins_sentence(first)) {
            let bounds = pieces.get(first).zip(pieces.get(at - 1));
            found.extend(bounds.map(|(one, last)| ByteRange { start: one.range.start, end: last.range.end }));
        }
        at = at.max(first + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_by_capitals_where_other_nouns_have_none() {
        let text = FrozenText::verbatim("Hier le préfet Jean de La Tour a vu Paris. Rien. «Non», dit Zoé.");
        let named = |language: &str| -> Vec<&str> {
            let lists = Lists::of(language).unwrap();
            names_by_list(&text, text.range(), lists).into_iter().map(|name| text.get(name).unwrap()).collect()
        };
        assert_eq!(named("fr"), ["Jean de La Tour", "Paris", "Zoé"]);
        assert!(named("de").is_empty());
    }
}
