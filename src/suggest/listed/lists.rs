//! The lists of a language: its words that report, and what its other words do beside them
//! (`assets/suggest/languages`; packed into the program, unpacked when they are first asked for).

use std::{
    collections::{HashMap, HashSet},
    io::Read,
    sync::OnceLock,
};

use brotli::Decompressor;

use crate::{
    suggest::cues::{CueClass, CueTier, class_of, tier_of},
    text::{folded, main_language},
};

/// The languages that have lists, with their packed lists.
const PACKED: [(&str, &[u8]); 15] = [
    ("ar", include_bytes!(concat!(env!("OUT_DIR"), "/words-ar"))),
    ("de", include_bytes!(concat!(env!("OUT_DIR"), "/words-de"))),
    ("es", include_bytes!(concat!(env!("OUT_DIR"), "/words-es"))),
    ("fa", include_bytes!(concat!(env!("OUT_DIR"), "/words-fa"))),
    ("fr", include_bytes!(concat!(env!("OUT_DIR"), "/words-fr"))),
    ("he", include_bytes!(concat!(env!("OUT_DIR"), "/words-he"))),
    ("hi", include_bytes!(concat!(env!("OUT_DIR"), "/words-hi"))),
    ("it", include_bytes!(concat!(env!("OUT_DIR"), "/words-it"))),
    ("ja", include_bytes!(concat!(env!("OUT_DIR"), "/words-ja"))),
    ("pl", include_bytes!(concat!(env!("OUT_DIR"), "/words-pl"))),
    ("pt", include_bytes!(concat!(env!("OUT_DIR"), "/words-pt"))),
    ("ru", include_bytes!(concat!(env!("OUT_DIR"), "/words-ru"))),
    ("tr", include_bytes!(concat!(env!("OUT_DIR"), "/words-tr"))),
    ("uk", include_bytes!(concat!(env!("OUT_DIR"), "/words-uk"))),
    ("zh", include_bytes!(concat!(env!("OUT_DIR"), "/words-zh"))),
];

/// Where a sentence has its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::suggest) enum Order {
    /// Before or after the verb.
    Either,
    /// Before the verb, which mostly ends the sentence.
    VerbLast,
    /// Before the verb, in a script without blanks.
    Unspaced,
}

/// On which side of it a cue has its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::suggest) enum Side {
    /// As the order of the language has it: the cue is a verb.
    Verb,
    /// After it, as “according to”.
    After,
    /// Before it, as Turkish “göre”.
    Before,
}

/// A form of a cue.
#[derive(Clone, Copy, Debug)]
pub(in crate::suggest) struct Form {
    pub side: Side,
    pub tier: CueTier,
    pub class: CueClass,
}

/// What a word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::suggest) enum Does {
    /// Leads to a phrase that is no speaker.
    Leads,
    /// Leads to a phrase that belongs to the one before it.
    Joins,
    /// Begins a phrase.
    Begins,
    /// After it, what leads away goes on: “one of”.
    Some,
    /// Stands beside a verb: when, how, and what helps it.
    Beside,
    /// Names those who are told.
    Told,
    /// Begins a phrase for those who are told.
    Dative,
    /// Puts two phrases together.
    And,
    /// Leads to a clause.
    Clause,
    /// Beside a verb, leaves open who.
    Open,
    /// Ends a cue that leaves open who.
    OpenEnd,
    /// Ends a verb whose subject may be left out for those at a place.
    PluralEnd,
    /// Leads to those who speak where the verb has no subject: “сообщили в министерстве”.
    At,
    /// Follows the speaker.
    Marks,
    /// Stands for a name.
    Pronoun,
    /// Stands before a name.
    Title,
}

impl Does {
    fn of(key: &str) -> Option<Self> {
        Some(match key {
            "prep" => Self::Leads,
            "with" => Self::Joins,
            "det" => Self::Begins,
            "some" => Self::Some,
            "beside" => Self::Beside,
            "whom" => Self::Told,
            "dative" => Self::Dative,
            "and" => Self::And,
            "who" | "that" => Self::Clause,
            "open" => Self::Open,
            "open-end" => Self::OpenEnd,
            "at" => Self::At,
            "plural-end" => Self::PluralEnd,
            "marks" => Self::Marks,
            "pronoun" => Self::Pronoun,
            "title" => Self::Title,
            _ => return None,
        })
    }
}

/// The lists of a language.
#[derive(Debug)]
pub(in crate::suggest) struct Lists {
    /// The code of the language.
    pub language: &'static str,
    /// Where the speaker stands.
    pub order: Order,
    /// The length of the longest cue, in bytes.
    pub longest: usize,
    cues: HashMap<String, Form>,
    /// The characters that a cue can begin with.
    firsts: HashSet<char>,
    words: HashMap<Does, HashSet<String>>,
}

impl Lists {
    /// The lists of a language, by its code; `None` where Sayso has none.
    pub(in crate::suggest) fn of(code: &str) -> Option<&'static Self> {
        static READ: [OnceLock<Option<Lists>>; PACKED.len()] = [const { OnceLock::new() }; PACKED.len()];
        let main = main_language(code);
        let at = PACKED.iter().position(|(language, _)| *language == main)?;
        let (language, packed) = PACKED.get(at)?;
        READ.get(at)?.get_or_init(|| Self::unpack(language, packed)).as_ref()
    }

    fn unpack(language: &'static str, packed: &[u8]) -> Option<Self> {
        let mut lists = String::new();
        Decompressor::new(packed, 4096).read_to_string(&mut lists).ok()?;
        Some(Self::read(language, &lists))
    }

    /// Reads lists: lines of a cue have four cells, the others a key and words; a blank within a form is written `_`. Of a form
    /// that is there twice the first counts.
    fn read(language: &'static str, lists: &str) -> Self {
        let mut read = Self {
            language,
            order: Order::Either,
            longest: 0,
            cues: HashMap::new(),
            firsts: HashSet::new(),
            words: HashMap::new(),
        };
        for line in lists.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            if let [_, forms, class, tier] = cells.as_slice() {
                let form = Form { side: Side::Verb, tier: tier_of(tier), class: class_of(class) };
                read.add(forms, form);
            } else if let Some((key, words)) = line.split_once(' ') {
                read.add_words(key, words);
            }
        }
        read
    }

    fn add_words(&mut self, key: &str, words: &str) {
        let phrase = |side| Form { side, tier: CueTier::Sure, class: CueClass::Phrase };
        match key {
            "order" if words == "last" => self.order = Order::VerbLast,
            "order" if words == "none" => self.order = Order::Unspaced,
            "before" => self.add(words, phrase(Side::After)),
            "after" => self.add(words, phrase(Side::Before)),
            // What else it means is as common.
            "after-fair" => self.add(words, Form { tier: CueTier::Fair, ..phrase(Side::Before) }),
            _ => {
                let Some(does) = Does::of(key) else { return };
                let words = words.split(' ').map(|word| plain(word, self.language));
                self.words.entry(does).or_default().extend(words);
            }
        }
    }

    fn add(&mut self, forms: &str, form: Form) {
        for written in forms.split(' ').map(|form| plain(form, self.language)) {
            self.longest = self.longest.max(written.len());
            self.firsts.extend(written.chars().next());
            self.cues.entry(written).or_insert(form);
        }
    }

    /// Whether the language has capitals.
    pub(in crate::suggest) fn has_capitals(&self) -> bool {
        !matches!(self.language, "ar" | "fa" | "he" | "hi" | "zh" | "ja")
    }

    /// Whether capitals tell names from other words; in German all nouns have them.
    pub(in crate::suggest) fn tells_names(&self) -> bool {
        self.has_capitals() && self.language != "de"
    }

    /// The form of a cue that some words are, in small letters.
    pub(in crate::suggest) fn cue(&self, words: &str) -> Option<Form> {
        self.cues.get(words).copied()
    }

    /// Whether a cue may begin with a character.
    pub(in crate::suggest) fn begins_cue(&self, first: char) -> bool {
        self.firsts.contains(&first)
    }

    /// Whether a word in small letters does something.
    pub(in crate::suggest) fn has(&self, does: Does, word: &str) -> bool {
        self.words.get(&does).is_some_and(|words| words.contains(word))
    }

    /// Whether a word in small letters ends as one of these.
    pub(in crate::suggest) fn ends_as(&self, does: Does, word: &str) -> bool {
        self.words.get(&does).is_some_and(|ends| ends.iter().any(|end| word.ends_with(end.as_str())))
    }
}

/// A form as it is compared: in small letters, with blanks and one kind of apostrophe, and where letters have several shapes or
/// signs that are often left out, without the difference.
pub(in crate::suggest) fn plain(form: &str, language: &str) -> String {
    let form = form.replace('_', " ");
    match language {
        "ar" | "fa" | "he" | "hi" => folded(&form),
        "tr" => form.replace('’', "'").replace('İ', "i").replace('I', "ı").to_lowercase(),
        _ => form.replace('’', "'").to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_lists_with_cues_of_all_classes() {
        use CueClass::{Assertive, Directive, Distancing, Evaluative, Factive, Neutral, Phrase};
        for (language, _) in PACKED {
            let lists = Lists::of(language).unwrap();
            for class in [Neutral, Assertive, Factive, Distancing, Directive, Evaluative, Phrase] {
                assert!(lists.cues.values().any(|form| form.class == class), "{language}: {class:?}");
            }
            assert!(lists.cues.len() >= 150, "{language}: {}", lists.cues.len());
        }
        assert!(Lists::of("en").is_none() && Lists::of("").is_none() && Lists::of("DE-at").is_some());
    }
}
