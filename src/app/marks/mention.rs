//! What the words of a mention say of the name: whether they are one, how it is listed, which letter it takes.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{Article, Entity, EntityId, EntityKind, Mention, Project, Span},
    suggest::{Name, is_pronoun},
    text::folded,
};

/// The words of a mention, and how they mention.
pub(super) struct Mentioned {
    /// The words.
    pub words: String,
    /// How they mention.
    pub mention: Mention,
}

impl Mentioned {
    /// What a mark says.
    pub(super) fn of(article: &Article, span: &Span) -> Self {
        let words = article.words_of(span);
        let mention = if is_pronoun(&words) {
            Mention::Pronoun
        } else if Name::of(&words).is_some() {
            Mention::Name
        } else {
            Mention::Description
        };
        Self { words, mention }
    }

    /// The words as one line, otherwise as they stand.
    pub(super) fn exactly(&self) -> String {
        self.words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether the words are a name as it is listed.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.exactly() == name || listed_name(&self.words) == name || without_article(&self.words) == name
    }
}

/// The words of a mention as a name is listed.
pub(super) fn listed_name(words: &str) -> String {
    Name::shown(words).unwrap_or_else(|| without_article(words))
}

/// Words without a grammatical article at the front.
fn without_article(words: &str) -> String {
    let words = words.trim();
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let is_article = ["the", "a", "an"].contains(&first.to_lowercase().as_str());
    if is_article && !rest.is_empty() { rest.to_owned() } else { words.to_owned() }
}

/// The letter of each name: the one it was given, else the first of its own that is free.
pub fn letters(project: &Project) -> BTreeMap<EntityId, String> {
    let named = || project.entities.values().filter(|entity| entity.kind != EntityKind::Claim);
    let mut letters: BTreeMap<EntityId, String> = BTreeMap::new();
    for entity in named().filter(|entity| !entity.key.is_empty()) {
        letters.insert(entity.id, entity.key.to_lowercase());
    }
    let mut taken: BTreeSet<String> = letters.values().cloned().collect();
    for entity in named().filter(|entity| entity.key.is_empty()) {
        let letter = free_letter(&entity.name, &taken);
        if letter.is_empty() {
            // None is left for any other name.
            break;
        }
        taken.insert(letter.clone());
        letters.insert(entity.id, letter);
    }
    letters
}

/// A letter for a name that no other has: of its last word, of itself, of the alphabet; empty when all are taken.
pub(super) fn free_letter(name: &str, taken: &BTreeSet<String>) -> String {
    let folded = folded(name);
    let last_first = folded.rsplit(' ').next().and_then(|last| last.chars().next());
    let own = last_first.into_iter().chain(folded.chars()).chain('a'..='z').filter(char::is_ascii_lowercase);
    own.map(String::from).find(|letter| !taken.contains(letter)).unwrap_or_default()
}

/// Adds a name to those that an entity goes by.
pub(super) fn add_alias(entity: &mut Entity, name: &str) {
    let is_known = std::iter::once(&entity.name).chain(&entity.aliases).any(|known| known == name);
    if !is_known {
        entity.aliases.push(name.to_owned());
    }
}
