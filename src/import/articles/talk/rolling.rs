//! Captions that roll: each cue repeats the last line of the one before, or grows it word by word, as live captions do.

use super::line::Part;

/// The parts of a cue, in order, with its time.
pub(super) type Shown = (Option<(f64, f64)>, Vec<Part>);

/// Captions roll where at least so many cues, and one of so many, repeat those before.
const FEWEST: usize = 3;
const ONE_OF: usize = 4;
/// No more lines are shown at once.
const MOST: usize = 20;

/// Takes away what cues repeat of those before them, if the captions roll; says whether they do.
pub(super) fn merge(all: &mut [Shown]) -> bool {
    let repeated: Vec<(usize, usize)> =
        all.iter().zip(all.iter().skip(1)).map(|((_, before), (_, after))| repeated(before, after)).collect();
    let count = repeated.iter().filter(|(parts, _)| *parts > 0).count();
    if count < FEWEST || count * ONE_OF < all.len() {
        return false;
    }
    for ((_, parts), (count, length)) in all.iter_mut().skip(1).zip(repeated) {
        let Some(last) = count.checked_sub(1) else { continue };
        let rest = parts.get(last).and_then(|part| part.words.get(length..)).unwrap_or_default().trim().to_owned();
        if rest.is_empty() {
            parts.drain(..count);
        } else {
            parts.drain(..last);
            if let Some(part) = parts.first_mut() {
                part.words = rest;
            }
        }
    }
    true
}

/// How many parts of a cue repeat the end of the one before, and how many bytes of the last of these do.
fn repeated(before: &[Part], after: &[Part]) -> (usize, usize) {
    for count in (1..=before.len().min(after.len()).min(MOST)).rev() {
        let pairs = || before.iter().skip(before.len() - count).zip(after);
        let are_same = pairs().take(count - 1).all(|(one, other)| one.words == other.words);
        let Some((one, other)) = pairs().next_back().filter(|_| are_same) else { continue };
        let goes_on = |rest: &str| rest.is_empty() || !rest.starts_with(char::is_alphanumeric);
        if other.words.strip_prefix(&*one.words).is_some_and(goes_on) {
            return (count, one.words.len());
        }
    }
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cues: &[&[&str]]) -> Vec<Shown> {
        let part = |words: &&str| Part { voice: None, words: (*words).to_owned() };
        cues.iter().map(|lines| (None, lines.iter().map(part).collect())).collect()
    }

    fn words(all: &[Shown]) -> Vec<String> {
        all.iter().flat_map(|(_, parts)| parts.iter().map(|part| part.words.clone())).collect()
    }

    #[test]
    fn lines_that_roll_up_are_said_once() {
        let mut all = shown(&[&["a b"], &["a b", "c d"], &["c d"], &["c d", "c d"], &["c d", "e"]]);
        assert!(merge(&mut all));
        assert_eq!(words(&all), ["a b", "c d", "c d", "e"]);
    }

    #[test]
    fn lines_that_grow_are_said_once() {
        let mut all =
            shown(&[&["so"], &["so it"], &["so it rains"], &["so it rains", "again"], &["again", "and again"]]);
        assert!(merge(&mut all));
        assert_eq!(words(&all), ["so", "it", "rains", "again", "and again"]);
    }

    #[test]
    fn who_says_no_twice_says_it_twice() {
        let mut all = shown(&[&["No."], &["No."], &["Why?"], &["I see."], &["Well."]]);
        assert!(!merge(&mut all));
        assert_eq!(words(&all).len(), 5);
    }
}
