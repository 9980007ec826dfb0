//! Words that signal that something is attributed to somebody: "said", "according to".

use std::{collections::HashMap, sync::OnceLock};

use crate::{
    packed,
    text::{ByteRange, FrozenText},
};

/// The shipped list.
const LIST: &str = "assets/suggest/cues-en.tsv";
/// The longest cue has this many words.
const LONGEST: usize = 3;

/// How certainly a word is a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CueTier {
    /// Only next to a quotation.
    Weak,
    /// With a quotation, a that-clause or a named subject next to it.
    Fair,
    /// Alone.
    Sure,
}

/// How a cue presents what it attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueClass {
    /// "said".
    Neutral,
    /// "insisted".
    Assertive,
    /// "revealed".
    Factive,
    /// "alleged".
    Distancing,
    /// "demanded", "promised".
    Directive,
    /// "criticized".
    Evaluative,
    /// "according to".
    Phrase,
}

/// A cue in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Its words.
    pub range: ByteRange,
    /// How sure it is.
    pub tier: CueTier,
    /// How it presents what it attributes.
    pub class: CueClass,
}

type List = HashMap<&'static str, (CueTier, CueClass)>;

fn list() -> &'static List {
    static CUES: OnceLock<List> = OnceLock::new();
    CUES.get_or_init(|| packed::text(LIST).lines().filter(|line| !line.starts_with('#')).flat_map(forms).collect())
}

/// The forms of a line of the list with what they are.
fn forms(line: &'static str) -> Vec<(&'static str, (CueTier, CueClass))> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [lemma, forms, class, tier] = cells.as_slice() else { return Vec::new() };
    let (tier, class) = (tier_of(tier), class_of(class));
    // A phrase is one form; the forms of a word are written one after the other.
    let forms: Vec<&str> = if lemma.contains(' ') { vec![forms] } else { forms.split(' ').collect() };
    forms.into_iter().map(|form| (form, (tier, class))).collect()
}

/// The tier that a list states by its letter.
pub(super) fn tier_of(letter: &str) -> CueTier {
    match letter {
        "A" => CueTier::Sure,
        "B" => CueTier::Fair,
        _c => CueTier::Weak,
    }
}

/// The class that a list states by its name.
pub(super) fn class_of(name: &str) -> CueClass {
    match name {
        "assertive" => CueClass::Assertive,
        "factive" => CueClass::Factive,
        "distancing" => CueClass::Distancing,
        "directive_commissive" => CueClass::Directive,
        "evaluative" => CueClass::Evaluative,
        "phrase" => CueClass::Phrase,
        _neutral => CueClass::Neutral,
    }
}

/// How sure a form of a reporting word is, and how it presents; `None` for other words.
pub(super) fn form_class(form: &str) -> Option<(CueTier, CueClass)> {
    list().get(form).copied()
}

/// The words of a range, without punctuation; an apostrophe belongs to its word, a hyphen joins two.
pub(super) fn words_in(text: &FrozenText, range: ByteRange) -> Vec<ByteRange> {
    let words = text.get(range).unwrap_or_default();
    let mut found: Vec<ByteRange> = Vec::new();
    let mut start = None;
    let is_inner = |c: char| matches!(c, '\'' | '’' | '-');
    for (at, character) in words.char_indices().chain([(words.len(), ' ')]) {
        let belongs = character.is_alphanumeric() || (start.is_some() && is_inner(character));
        match (start, belongs) {
            (None, true) => start = Some(at),
            (Some(first), false) => {
                let word = words.get(first..at).unwrap_or_default().trim_end_matches(is_inner);
                let begin = range.start.index() + first;
                found.push(ByteRange::new(begin, begin + word.len()));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// All cues that begin in a range, longest first where two begin together.
pub fn cues_in(text: &FrozenText, range: ByteRange) -> Vec<Cue> {
    let words = words_in(text, range);
    let mut found: Vec<Cue> = Vec::new();
    for (place, first) in words.iter().enumerate() {
        if found.last().is_some_and(|cue| first.start < cue.range.end) {
            continue;
        }
        let cue = (1..=LONGEST).rev().find_map(|count| {
            let last = words.get(place + count - 1)?;
            let range = ByteRange { start: first.start, end: last.end };
            let form = text.get(range)?.to_lowercase();
            list().get(form.as_str()).map(|(tier, class)| Cue { range, tier: *tier, class: *class })
        });
        found.extend(cue);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_found_with_their_class() {
        let text = FrozenText::verbatim("According to Putin, he hadn't claimed it, Lavrov's spokesman said.");
        let found: Vec<(&str, CueTier)> =
            cues_in(&text, text.range()).iter().map(|cue| (text.get(cue.range).unwrap(), cue.tier)).collect();
        assert_eq!(found[0], ("According to", CueTier::Sure));
        assert_eq!(found.last(), Some(&("said", CueTier::Sure)));
        assert!(list().len() > 500, "{}", list().len());
    }
}
