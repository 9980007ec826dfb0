//! Whether two names may be of one person, body or place, and why: shared surname, title, initials, spelling. What is
//! found is only a suggestion; different first names before one surname always speak against it.

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use super::words::{Likeness, Reason};
use crate::{
    model::EntityKind,
    packed,
    text::{folded, is_spelt_alike},
};

/// Words that are no part of a name.
const TITLES: &str = "assets/suggest/titles-en.txt";
/// Names that are written in several ways.
const SPELLINGS: &str = "assets/suggest/spellings.tsv";
/// Words before a name that belong to the sentence.
const DETERMINERS: [&str; 22] = [
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those", "both",
    "all", "some", "many", "one", "former", "then", "late",
];
/// Words that stand for a name and are none, also at the start of a sentence.
const PRONOUNS: [&str; 20] = [
    "he", "she", "they", "it", "we", "i", "you", "him", "her", "them", "us", "me", "who", "whom", "himself", "herself",
    "this", "that", "these", "those",
];
/// Words in the name of a body that its initials leave out; what follows one is no surname.
const SMALL: [&str; 9] = ["of", "the", "and", "for", "in", "on", "de", "to", "&"];
/// Words after which a phrase goes on to tell more of what it has named.
const TELL_MORE: [&str; 22] = [
    "in",
    "from",
    "at",
    "near",
    "by",
    "like",
    "with",
    "within",
    "who",
    "which",
    "that",
    "whose",
    "where",
    "including",
    "such",
    "as",
    "to",
    "on",
    "against",
    "located",
    "founded",
    "based",
];
/// From this likeness on (Jaro and Winkler, 1 for equal words), long words may be one misspelt.
const ALIKE: f64 = 0.88;
/// Shorter words than this are too alike to judge by spelling.
const LONG_ENOUGH: usize = 6;

/// A name as it is compared: without title, article, case and accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The words of the mention.
    said: String,
    words: Vec<String>,
    /// As it stands in the text, folded, without an article.
    whole: String,
    /// The name itself, when it is written in capitals and may stand for initials.
    capitals: Option<String>,
    had_title: bool,
    /// Whether its head is written as names are; "the Kremlin press service" names somebody by a description, which is
    /// the same only where the words are.
    is_proper: bool,
    /// Whether more than one may be named: "Putin and Erdogan".
    is_several: bool,
}

/// A phrase taken apart.
struct Parts<'w> {
    core: Vec<&'w str>,
    had_title: bool,
    is_proper: bool,
}

impl Name {
    /// Reads the name in the words of a mention; `None` where they only describe ("the Russian head of state").
    pub fn of(mention: &str) -> Option<Self> {
        let phrases = mention.split([',', '(', ')', ';']).map(str::trim).filter(|part| !part.is_empty());
        let phrases: Vec<Vec<&str>> = phrases.map(|part| part.split_whitespace().map(bare).collect()).collect();
        let parts: Vec<(&Vec<&str>, Parts<'_>)> = phrases.iter().map(|phrase| (phrase, take_apart(phrase))).collect();
        // “his Turkish colleague, Recep Tayyip Erdogan”: the part that is written as a name is the name.
        let named = |parts: &&(&Vec<&str>, Parts<'_>)| parts.1.core.iter().any(|word| is_capital(word));
        let best = parts.iter().find(|parts| parts.1.is_proper).or_else(|| parts.iter().find(named));
        let (phrase, Parts { core, had_title, is_proper }) = best?;
        let capitals = match core.as_slice() {
            [one] => {
                let letters: String = one.chars().filter(|c| *c != '.').collect();
                let is_short = (2..=6).contains(&letters.chars().count());
                (is_short && letters.chars().all(char::is_uppercase)).then(|| folded(&letters))
            }
            _ => None,
        };
        let whole = without_determiner(phrase).iter().map(|word| folded(word)).collect::<Vec<_>>().join(" ");
        let words = core.iter().map(|word| folded(word)).collect();
        let is_several = phrases.iter().flatten().any(|word| ["and", "or", "&"].contains(word));
        let said = mention.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Self { said, words, whole, capitals, had_title: *had_title, is_proper: *is_proper, is_several })
    }

    /// The name in the words of a mention as it is listed: "Recep Tayyip Erdogan" of "his Turkish colleague, Recep
    /// Tayyip Erdogan"; `None` where they only describe.
    pub fn shown(mention: &str) -> Option<String> {
        let phrases = mention.split([',', '(', ')', ';']).map(str::trim).filter(|part| !part.is_empty());
        let phrases: Vec<Vec<&str>> = phrases.map(|part| part.split_whitespace().map(bare).collect()).collect();
        let parts: Vec<Parts<'_>> = phrases.iter().map(|phrase| take_apart(phrase)).collect();
        let proper = parts.into_iter().find(|parts| parts.is_proper)?;
        Some(proper.core.join(" "))
    }

    /// Whether it is a single word.
    pub(super) fn is_one_word(&self) -> bool {
        self.words.len() == 1
    }

    /// The first and the last word of a name of several.
    pub(super) fn first_and_last(&self) -> Option<(String, String)> {
        let (first, last) = (self.words.first()?, self.words.last()?);
        (self.words.len() > 1).then(|| (first.clone(), last.clone()))
    }

    fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// The initials of its words, small ones left out.
    fn initials(&self) -> String {
        let words = self.words.iter().filter(|word| !SMALL.contains(&word.as_str()));
        words.filter_map(|word| word.chars().next()).collect()
    }
}

/// Whether words only stand for a name.
pub fn is_pronoun(words: &str) -> bool {
    PRONOUNS.contains(&folded(words.trim()).as_str())
}

/// Whether two names may be of one, of this kind, and why, with both names; how likely, from 0 to 1.
pub fn may_be_one(one: &Name, other: &Name, kind: &EntityKind) -> Option<(f64, Reason)> {
    let (likelihood, likeness) = likeness(one, other, kind)?;
    // The name that is part of the other, or says less, comes first.
    let is_less = |name: &Name| (name.had_title, name.words.len(), name.said.chars().count());
    let (less, more) = if is_less(one) <= is_less(other) { (one, other) } else { (other, one) };
    let one_title = less.had_title != more.had_title;
    let is_surname = *kind == EntityKind::Person && less.is_one_word();
    let (less, more) = (less.said.clone(), more.said.clone());
    Some((likelihood, Reason { likeness, less, more, one_title, is_surname }))
}

fn likeness(one: &Name, other: &Name, kind: &EntityKind) -> Option<(f64, Likeness)> {
    let is_person = *kind == EntityKind::Person;
    if is_person && one.is_several != other.is_several {
        return None;
    }
    if one.words == other.words {
        return Some(if one.whole == other.whole {
            (1.0, Likeness::CaseAndAccents)
        } else if one.had_title || other.had_title {
            (0.97, Likeness::Title)
        } else {
            (0.95, Likeness::Same)
        });
    }
    if !one.is_proper || !other.is_proper {
        return None;
    }
    let stands_for = |short: &Name, long: &Name| {
        long.words.len() > 1 && short.capitals.as_ref().is_some_and(|letters| *letters == long.initials())
    };
    if stands_for(one, other) || stands_for(other, one) {
        return Some((0.95, Likeness::Initials));
    }
    if spelt_both_ways(&one.words.join(" "), &other.words.join(" ")) || is_spelt_alike(&one.said, &other.said) {
        return Some((0.93, Likeness::Spelling));
    }
    let (short, long) = if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
    // “New Mexico” is not Mexico, and East London not London.
    let is_part = *kind != EntityKind::Place && one.is_several == other.is_several;
    if is_part && let Some(found) = contained(short, long, is_person) {
        return Some(found);
    }
    // “Bill Clinton” and “Hillary Clinton”: one surname, two persons.
    if short.words.len() > 1 && short.last() == long.last() {
        if !is_part {
            return None;
        }
        let (first, full) = (short.words.first()?, long.words.first()?);
        let is_initial =
            first.trim_end_matches('.').chars().count() == 1 && full.starts_with(first.trim_end_matches('.'));
        let is_within = short.words.iter().all(|word| long.words.contains(word));
        let is_misspelt = first.chars().count() >= LONG_ENOUGH && strsim::jaro_winkler(first, full) >= ALIKE;
        return if is_misspelt && short.words.len() == long.words.len() {
            Some((0.7, Likeness::AlmostAlike))
        } else {
            (is_initial || is_within).then_some((0.85, Likeness::FirstNameFits))
        };
    }
    if short.words.len() > 1 && (long.words.len() != short.words.len() || short.words.first() != long.words.first()) {
        return None;
    }
    let (a, b) = (short.last(), long.last());
    if spelt_both_ways(a, b) {
        return Some((0.85, Likeness::SurnameSpelling));
    }
    if a.chars().count() < LONG_ENOUGH || b.chars().count() < LONG_ENOUGH || a == b {
        return None;
    }
    if transliterated(a) == transliterated(b) {
        return Some((0.85, Likeness::LatinLetters));
    }
    (strsim::jaro_winkler(a, b) >= ALIKE).then_some((0.7, Likeness::AlmostAlike))
}

/// Whether the longer name says the shorter one and more.
fn contained(short: &Name, long: &Name, is_person: bool) -> Option<(f64, Likeness)> {
    let is_small = |word: &String| SMALL.contains(&word.as_str());
    if let Some(before) = long.words.strip_suffix(short.words.as_slice()) {
        // What follows “of” or “and” is another name.
        return (!before.iter().any(is_small)).then_some((0.9, Likeness::Surname));
    }
    let after = long.words.strip_prefix(short.words.as_slice())?;
    if short.words.len() > 1 && after.first().is_some_and(|word| word == "of") && is_person {
        return Some((0.88, Likeness::MoreSaid));
    }
    (short.is_one_word() && !after.iter().any(is_small)).then_some((0.75, Likeness::FirstWord))
}

/// The words of a phrase that make the name: after the last title and whom somebody belongs to, without an article,
/// up to where more is told of it.
fn take_apart<'w>(phrase: &[&'w str]) -> Parts<'w> {
    let words = without_determiner(phrase);
    let more = words.iter().position(|word| TELL_MORE.contains(&word.to_lowercase().as_str()) && !is_capital(word));
    let words = words.get(..more.filter(|at| *at > 0).unwrap_or(words.len())).unwrap_or_default();
    let none = |had_title| Parts { core: Vec::new(), had_title, is_proper: false };
    if let [only] = words
        && is_pronoun(only.split(['\'', '’']).next().unwrap_or(only))
    {
        return none(false);
    }
    let is_title = |word: &&str| titles().contains(folded(word).as_str());
    let after = words.iter().rposition(is_title).map_or(0, |place| place + 1);
    let rest = words.get(after..).unwrap_or_default();
    if after > 0 && !rest.iter().any(|word| is_capital(word)) {
        // “Minister of Defence Sergei Shoigu”: what the office is of goes with the title.
        return none(true);
    }
    // The head is the last word of what stands before “of”.
    let of = rest.iter().position(|word| *word == "of").filter(|at| *at > 0).unwrap_or(rest.len());
    let is_proper = rest.get(..of).and_then(<[&str]>::last).is_some_and(|head| is_capital(head));
    Parts { core: rest.to_vec(), had_title: after > 0, is_proper }
}

fn without_determiner<'w, 'p>(phrase: &'p [&'w str]) -> &'p [&'w str] {
    let is_determiner = |word: &&str| DETERMINERS.contains(&folded(word).as_str());
    let from = phrase.iter().position(|word| !is_determiner(word)).unwrap_or(phrase.len());
    phrase.get(from..).unwrap_or_default()
}

/// A word without the ending of the possessive and without quotation marks.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    // The full stop of a sentence goes; that of an initial stays.
    word.strip_suffix('.').filter(|bare| bare.chars().count() > 1 && !bare.contains('.')).unwrap_or(word)
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn titles() -> &'static HashSet<&'static str> {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        packed::text(TITLES).lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
    })
}

/// Whether a word stands before a name without being part of it, as offices and ranks do.
pub(super) fn is_title(lower: &str) -> bool {
    titles().contains(lower.trim_end_matches('.'))
}

/// Whether the list has both in one line.
fn spelt_both_ways(one: &str, other: &str) -> bool {
    static LINES: OnceLock<HashMap<&'static str, usize>> = OnceLock::new();
    let lines = LINES.get_or_init(|| {
        let lines = packed::text(SPELLINGS).lines().filter(|line| !line.starts_with('#')).enumerate();
        lines.flat_map(|(number, line)| line.split('\t').map(move |name| (name, number))).collect()
    });
    one != other && lines.get(one).is_some_and(|line| lines.get(other) == Some(line))
}

/// A word as several ways of writing it in Latin letters would have it in common.
fn transliterated(word: &str) -> String {
    let mut word = word.to_owned();
    for (written, common) in [
        ("sch", "sh"),
        ("tch", "ch"),
        ("kh", "h"),
        ("zh", "j"),
        ("ts", "c"),
        ("tz", "c"),
        ("ou", "u"),
        ("w", "v"),
        ("yy", "i"),
        ("iy", "i"),
        ("yi", "i"),
        ("ij", "i"),
        ("iy", "i"),
        ("yo", "e"),
        ("ye", "e"),
        ("ie", "e"),
        ("y", "i"),
        ("x", "ks"),
        ("q", "k"),
    ] {
        word = word.replace(written, common);
    }
    // Doubled letters count once.
    let mut last = None;
    word.chars().filter(|letter| last.replace(*letter) != Some(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(one: &str, other: &str) -> Option<Likeness> {
        may_be_one(&Name::of(one)?, &Name::of(other)?, &EntityKind::Person).map(|(_, why)| why.likeness)
    }

    #[test]
    fn one_person_under_many_names() {
        let full = "his Turkish colleague, Recep Tayyip Erdogan";
        assert_eq!(why("Erdogan", full), Some(Likeness::Surname));
        assert_eq!(why("Erdoğan", "ERDOGAN"), Some(Likeness::CaseAndAccents));
        assert_eq!(why("Gerd Müller", "Gerd Mueller"), Some(Likeness::Spelling));
        assert_eq!(why("Endorgan", full), Some(Likeness::AlmostAlike));
        assert_eq!(why("Erdoğan", full), Some(Likeness::Surname));
        assert_eq!(why("Russian President Vladimir Putin", "Vladimir Putin"), Some(Likeness::Title));
        assert_eq!(why("President Putin’s", "Putin"), Some(Likeness::Title));
        assert_eq!(why("V. Putin", "Vladimir Putin"), Some(Likeness::FirstNameFits));
        assert_eq!(why("Zelensky", "Volodymyr Zelenskyy"), Some(Likeness::SurnameSpelling));
        assert_eq!(why("Kiev", "Kyiv"), Some(Likeness::Spelling));
        assert_eq!(why("Medvedyev", "Medvedev"), Some(Likeness::LatinLetters));
        assert_eq!(why("the UN", "the United Nations"), Some(Likeness::Initials));
        assert_eq!(why("the Kremlin press service", "Kremlin press service"), Some(Likeness::CaseAndAccents));
        assert_eq!(why("James To of the Democratic Party", "James To"), Some(Likeness::MoreSaid));
        assert_eq!(why("Daniel", "Daniel Montalvo"), Some(Likeness::FirstWord));
        assert_eq!(why("Kristin Wilkins", "Kristen Wilkins"), Some(Likeness::AlmostAlike));
    }

    #[test]
    fn different_people_stay_apart() {
        assert_eq!(why("Bill Clinton", "Hillary Clinton"), None);
        assert_eq!(why("Moscow", "Mexico"), None);
        assert_eq!(why("Putin", "Lavrov"), None);
        assert_eq!(why("Iran", "Iraq"), None);
        assert_eq!(why("The Netherlands Council for Refugees", "Refugees"), None);
        assert_eq!(why("DAB and Leung Che-cheung", "Leung Che-cheung"), None, "two persons in one mention");
        assert_eq!(why("a showing of The Prince", "The Prince"), None, "something of it");
        assert_eq!(why("the Kremlin press service", "Kremlin"), None);
        let places =
            |one, other| may_be_one(&Name::of(one)?, &Name::of(other)?, &EntityKind::Place).map(|(_, why)| why);
        assert_eq!(places("New Mexico", "Mexico"), None);
        assert!(places("Mecca, Saudi Arabia", "Mecca").is_some());
        assert_eq!(places("Mecca, Saudi Arabia", "Saudi Arabia"), None);
        assert_eq!(Name::shown("his Turkish colleague, Recep Tayyip Erdogan").as_deref(), Some("Recep Tayyip Erdogan"));
        assert_eq!(Name::shown("Russian President Vladimir Putin").as_deref(), Some("Vladimir Putin"));
        assert_eq!(Name::shown("the Russian head of state"), None);
        assert_eq!(Name::of("We"), None);
        assert_eq!(Name::of("I’m"), None);
        assert_eq!(Name::of("the Russian head of state"), None);
        assert_eq!(Name::of("The Russian president"), None);
        assert_eq!(Name::of("he"), None);
        assert_eq!(Name::of(""), None);
    }
}
