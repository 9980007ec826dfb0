//! The name that opens what somebody says, as in “ANNA KERN: I was there.”

use std::collections::BTreeMap;

/// A name has at most so many characters, and so many words.
const LONGEST: usize = 40;
const MOST_WORDS: usize = 5;

/// The name that opens a line, and the words after its colon; `None` where nothing can be one.
pub(super) fn label(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let at = line.find([':', '：'])?;
    let (name, rest) = line.split_at_checked(at)?;
    let words = rest.strip_prefix(':').filter(|words| words.is_empty() || words.starts_with(char::is_whitespace));
    let words = words.or_else(|| rest.strip_prefix('：'))?;
    let name = name.trim_end();
    is_name(name).then_some((name, words.trim_start()))
}

/// Whether words can be the name of a speaker: few, the first and the last with a capital, where the script has them.
pub(super) fn is_name(words: &str) -> bool {
    let can_begin = |word: &str| word.chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase());
    let mut all = words.split_whitespace();
    let begins_with_letter = words.chars().next().is_some_and(char::is_alphabetic);
    let is_in_brackets = words.ends_with(')');
    let is_capital = all.next().is_some_and(can_begin) && (is_in_brackets || all.next_back().is_none_or(can_begin));
    let is_part = |c: char| c.is_alphanumeric() || c.is_whitespace() || ".-'’‐()&/,@_·".contains(c) || is_mark(c);
    begins_with_letter
        && is_capital
        && words.chars().count() <= LONGEST
        && words.split_whitespace().count() <= MOST_WORDS
        && words.chars().all(is_part)
}

/// Signs of Indic, Arabic and Hebrew words that are no letters by themselves.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{D4D}')
}

fn is_capital(name: &str) -> bool {
    name.chars().filter(|c| c.is_uppercase()).count() > 1 && !name.contains(char::is_lowercase)
}

/// The names that open lines of a file, and how often.
#[derive(Debug, Default)]
pub(super) struct Names {
    counts: BTreeMap<String, usize>,
    lines: usize,
}

impl Names {
    /// Looks at a line, or what was said at one time.
    pub(super) fn look(&mut self, line: &str) {
        self.lines += 1;
        if let Some((name, _)) = label(line) {
            *self.counts.entry(name.to_owned()).or_default() += 1;
        }
    }

    /// Whether what opens a line like a name is one: it is in capitals and recurs, or is not alone in that, or half of the
    /// lines are opened by names that recur. Alone and once, it may be a word that announces something.
    pub(super) fn has(&self, name: &str) -> bool {
        let is_one = self.count(name) > 1 || self.counts.keys().any(|other| other != name && is_capital(other));
        is_capital(name) && is_one || self.count(name) > 1 && self.recurring() * 2 >= self.lines
    }

    /// How many lines this name opens.
    pub(super) fn count(&self, name: &str) -> usize {
        self.counts.get(name).copied().unwrap_or_default()
    }

    /// How many lines are opened by names that recur.
    pub(super) fn recurring(&self) -> usize {
        self.counts.values().filter(|count| **count > 1).sum()
    }

    /// How many names recur.
    pub(super) fn several(&self) -> usize {
        self.counts.values().filter(|count| **count > 1).count()
    }

    /// How many lines there are.
    pub(super) fn lines(&self) -> usize {
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_open_lines_and_other_words_do_not() {
        for (line, name, words) in [
            ("ANNA KERN: I was there.", "ANNA KERN", "I was there."),
            ("Ludwig van der Berg: No.", "Ludwig van der Berg", "No."),
            ("Speaker 1: Yes", "Speaker 1", "Yes"),
            ("Anna Kern (UN): Yes", "Anna Kern (UN)", "Yes"),
            ("Д-р Ковалёва: Нет", "Д-р Ковалёва", "Нет"),
            ("李远：是的", "李远", "是的"),
            ("ليلى منصور: نعم", "ليلى منصور", "نعم"),
            ("Q:", "Q", ""),
        ] {
            assert_eq!(label(line), Some((name, words)), "{line}");
        }
        for line in ["Remember this: never again", "12:30 we met", "https://a.org", "He said, “No”: it is", "a: b", ""]
        {
            assert_eq!(label(line), None, "{line}");
        }
    }

    #[test]
    fn what_is_announced_once_is_no_name() {
        let has = |lines: &[&str], name: &str| {
            let mut names = Names::default();
            lines.iter().for_each(|line| names.look(line));
            names.has(name)
        };
        assert!(!has(&["BREAKING: It rains.", "So it does.", "Anna: yes"], "BREAKING"));
        assert!(has(&["ANNA: It rains.", "So it does.", "ANNA: Still."], "ANNA"));
        assert!(has(&["ANNA: It rains.", "So it does.", "BEN: Still."], "ANNA"));
    }
}
