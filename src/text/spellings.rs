//! All spellings that fold to those of a query, as a regular expression, so that a text is searched as it stands.

use std::{collections::HashMap, sync::OnceLock};

use unicode_normalization::char::decompose_canonical;

use super::fold::{ACCENTS, ALSO_SPELT, INVISIBLE, LONGEST, also_spelt, composed, push_folded};

/// Letters that an accent, which is folded away elsewhere, makes other letters of.
const CHANGED: [char; 3] = ['и', 'і', 'у'];

/// Where letters with several spellings stand, besides ASCII.
const SCANNED: [std::ops::RangeInclusive<u32>; 6] =
    [0x80..=0x33FF, 0xA640..=0xA7FF, 0xAB30..=0xABBF, 0xF900..=0xFFEF, 0x1D400..=0x1D7FF, 0x2F800..=0x2FA1F];

/// Which characters fold to one letter, and which to several.
struct Spellings {
    of_letter: HashMap<char, Vec<char>>,
    of_letters: HashMap<String, Vec<char>>,
}

impl Spellings {
    fn all() -> &'static Self {
        static ALL: OnceLock<Spellings> = OnceLock::new();
        ALL.get_or_init(|| {
            let mut all = Self { of_letter: HashMap::new(), of_letters: HashMap::new() };
            let others = SCANNED.into_iter().flatten().filter_map(char::from_u32);
            for character in ('\0'..='\x7F').chain(others) {
                let mut folded = String::new();
                composed(std::iter::once(character)).for_each(|part| push_folded(&mut folded, part));
                let mut letters = folded.chars();
                match (letters.next(), letters.next()) {
                    (None | Some(' '), _) => {}
                    (Some(letter), None) => all.of_letter.entry(letter).or_default().push(character),
                    _ => all.of_letters.entry(folded).or_default().push(character),
                }
            }
            for (small, letters) in ALSO_SPELT {
                let spellings = all.of_letters.entry(letters.iter().collect()).or_default();
                spellings.extend(std::iter::once(small).chain(small.to_uppercase()));
            }
            all
        })
    }

    /// All characters that fold to a letter.
    fn of(&self, letter: char) -> Vec<char> {
        let mut class = self.of_letter.get(&letter).cloned().unwrap_or_default();
        let single = |mut cased: Box<dyn Iterator<Item = char>>| cased.next().filter(|_| cased.next().is_none());
        let cases = [single(Box::new(letter.to_lowercase())), single(Box::new(letter.to_uppercase()))];
        for letter in cases.into_iter().flatten().chain([letter]) {
            if !class.contains(&letter) {
                class.push(letter);
            }
        }
        class
    }
}

/// A part of a query.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Blank,
    /// A letter as it is folded, and the one that may follow it where the query has one letter for both.
    Letter(char, Option<char>),
}

fn units(phrase: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    for character in composed(phrase.chars()) {
        let mut folded = String::new();
        push_folded(&mut folded, character);
        let second = also_spelt(character).map(|[_, second]| second);
        for letter in folded.chars() {
            let unit = if letter == ' ' { Unit::Blank } else { Unit::Letter(letter, second) };
            if unit != Unit::Blank || units.last() != Some(&unit) {
                units.push(unit);
            }
        }
    }
    units
}

/// How many letters in a row are looked at for other spellings of several at once.
const TOGETHER: usize = 6;

/// The regular expression for all spellings of a phrase, with any blanks between its words.
pub(super) fn widened(phrase: &str) -> String {
    let units = units(phrase);
    let mut rule = String::new();
    let mut rest = units.as_slice();
    while let Some((first, after)) = rest.split_first() {
        match first {
            // A joiner stands where others leave a blank.
            Unit::Blank => rule.push_str(r"[\s\u{200C}]+"),
            Unit::Letter(..) => {
                let count = together(rest);
                let (here, others) = rest.split_at_checked(count).unwrap_or((rest, &[]));
                push_spellings(&mut rule, here);
                rest = others;
                continue;
            }
        }
        rest = after;
    }
    rule
}

/// How many units from the first on belong to overlapping spellings of several letters; 1 where none do.
fn together(units: &[Unit]) -> usize {
    let (mut end, mut at) = (1, 0);
    while at < end && end < TOGETHER {
        let longest =
            (2..=LONGEST).filter(|count| !several(units.get(at..at + count).unwrap_or_default()).is_empty()).max();
        end = longest.map_or(end, |count| end.max(at + count));
        at += 1;
    }
    end.min(units.len())
}

/// The characters that fold to these letters together.
fn several(units: &[Unit]) -> &'static [char] {
    let letters: Option<String> = units
        .iter()
        .map(|unit| match unit {
            Unit::Letter(letter, _) => Some(*letter),
            Unit::Blank => None,
        })
        .collect();
    let found = letters.filter(|letters| !letters.is_empty()).and_then(|all| Spellings::all().of_letters.get(&all));
    found.map_or(&[], Vec::as_slice)
}

/// All spellings of these letters, one after the other or several in one.
fn push_spellings(rule: &mut String, units: &[Unit]) {
    let mut ways: Vec<String> = Vec::new();
    // The ways that have begun, and how many units each holds.
    let mut begun: Vec<(usize, String)> = vec![(0, String::new())];
    while let Some((done, way)) = begun.pop() {
        let rest = units.get(done..).unwrap_or_default();
        let Some(first) = rest.first() else {
            ways.push(way);
            continue;
        };
        begun.extend((2..=rest.len().min(LONGEST)).filter_map(|count| {
            let together = several(rest.get(..count)?);
            (!together.is_empty()).then(|| (done + count, format!("{way}{}", together_rule(together))))
        }));
        if let Unit::Letter(letter, second) = first {
            let second = second.map(|second| format!("(?:{})?", letter_rule(second))).unwrap_or_default();
            begun.push((done + 1, format!("{way}{}{second}", letter_rule(*letter))));
        }
    }
    match ways.as_slice() {
        [only] => rule.push_str(only),
        _ => rule.push_str(&format!("(?:{})", ways.join("|"))),
    }
}

/// One letter with the accents that may follow, composed or not.
fn letter_rule(letter: char) -> String {
    let one = class(&Spellings::all().of(letter));
    let mut is_composed = false;
    decompose_canonical(letter, |part| is_composed |= part != letter);
    if is_composed { format!("(?:{one}|{}{})", apart(letter), ignored()) } else { one }
}

/// These characters, and what may stand on them.
fn class(characters: &[char]) -> String {
    let may_change = characters.iter().any(|character| CHANGED.contains(character));
    bare_class(characters) + if may_change { ignored_if_unchanged() } else { ignored() }
}

/// Characters each of which is another spelling of several letters, composed or not.
fn together_rule(characters: &[char]) -> String {
    let is_two = |character: &&char| also_spelt(**character).is_some();
    let apart: String = characters.iter().filter(is_two).map(|character| format!("|{}", apart(*character))).collect();
    format!("(?:{}{apart}){}", bare_class(characters), ignored())
}

/// What a letter is composed of, one after the other.
fn apart(letter: char) -> String {
    let mut rule = String::new();
    decompose_canonical(letter, |part| rule += &bare_class(&Spellings::all().of(part)));
    rule
}

/// What means something in a class.
const SPECIAL: [char; 7] = ['\\', '[', ']', '^', '-', '&', '~'];

fn bare_class(characters: &[char]) -> String {
    let mut class = String::from("[");
    for character in characters {
        if SPECIAL.contains(character) {
            class.push('\\');
        }
        class.push(*character);
    }
    class.push(']');
    class
}

/// Any number of characters that are folded away.
fn ignored() -> &'static str {
    static RULE: OnceLock<String> = OnceLock::new();
    RULE.get_or_init(|| ignored_but(""))
}

/// The same after a letter that a breve or two dots make another one.
fn ignored_if_unchanged() -> &'static str {
    static RULE: OnceLock<String> = OnceLock::new();
    RULE.get_or_init(|| ignored_but(r"--[\u{306}\u{308}]"))
}

fn ignored_but(others: &str) -> String {
    let ranges = ACCENTS.iter().chain(&INVISIBLE);
    let ranges: String =
        ranges.map(|(first, last)| format!("\\u{{{:X}}}-\\u{{{:X}}}", *first as u32, *last as u32)).collect();
    format!("[{ranges}{others}]*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_widened_to_all_that_fold_like_it() {
        let g = Spellings::all().of('g');
        assert!(g.contains(&'g') && g.contains(&'Ğ') && g.contains(&'ĝ') && !g.contains(&'h'), "{g:?}");
        assert!(Spellings::all().of('7').contains(&'۷'));
    }
}
