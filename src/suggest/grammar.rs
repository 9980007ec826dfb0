//! Lists of English words by what they do in a sentence (`assets/suggest/grammar-en.txt`).

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use crate::packed;

/// The shipped lists.
const LISTS: &str = "assets/suggest/grammar-en.txt";

/// A list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum List {
    /// Words that begin a phrase.
    Determiners,
    /// Words that stand for a name at the place of a subject.
    Pronouns,
    /// Words that part one clause from another.
    Parting,
    /// Words that help a verb.
    Helping,
    /// Words beside a verb that say when or how.
    Beside,
    /// Small words within the names of people.
    Joining,
    /// Nouns and names that end as adverbs do.
    NoAdverbs,
    /// Forms that are seldom verbs after an article or an adjective: "the report", "its claims".
    AlsoNouns,
    /// Past forms that no ending tells.
    Irregular,
    /// Parts of the name of a body: what follows them with “of” belongs to it.
    Bodies,
    /// Words that a full stop shortens, before a name.
    BeforeNames,
    /// Words that a full stop shortens, elsewhere: a sentence may end with them.
    Shortened,
    /// Words with which a sentence goes on after a shortened word only if it is a new one.
    Starters,
    /// Words that lead to a phrase within a phrase or a sentence.
    Prepositions,
    /// Words for what somebody says.
    SaidNouns,
    /// Verbs that are followed by whom they tell.
    Telling,
}

impl List {
    const ALL: [Self; 16] = [
        Self::Determiners,
        Self::Pronouns,
        Self::Parting,
        Self::Helping,
        Self::Beside,
        Self::Joining,
        Self::NoAdverbs,
        Self::AlsoNouns,
        Self::Irregular,
        Self::Bodies,
        Self::BeforeNames,
        Self::Shortened,
        Self::Starters,
        Self::Prepositions,
        Self::SaidNouns,
        Self::Telling,
    ];

    /// Whether the list has a word in small letters.
    pub(super) fn has(self, lower: &str) -> bool {
        static WORDS: OnceLock<HashMap<List, HashSet<&'static str>>> = OnceLock::new();
        let words = WORDS.get_or_init(|| Self::ALL.into_iter().map(|list| (list, list.read())).collect());
        words.get(&self).is_some_and(|words| words.contains(lower))
    }

    fn read(self) -> HashSet<&'static str> {
        let name = format!("{self:?}:");
        let lines = packed::text(LISTS).lines().skip_while(|line| *line != name).skip(1);
        lines.take_while(|line| !line.ends_with(':')).flat_map(str::split_whitespace).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_its_words() {
        for list in List::ALL {
            assert!(list.read().len() > 5, "{list:?}");
        }
        assert!(List::Prepositions.has("of") && !List::Prepositions.has("said"));
    }
}
