//! Lines that mean the same in all databases: who holds the rights, headers of pages, counts of words, days.

use super::super::dates;

/// How a line begins that says who holds the rights, and how one begins that says so with a year only.
const RIGHTS_SIGNS: [&str; 2] = ["©", "℗"];
const RIGHTS_WORDS: [&str; 2] = ["copyright", "(c)"];
/// What follows such a line.
const RIGHTS: [&str; 8] = [
    "all rights reserved",
    "all right reserved",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "reservados todos los derechos",
    "todos os direitos reservados",
    "tutti i diritti riservati",
];
/// A longer line is a sentence, in bytes.
const LONGEST: usize = 300;

/// Whether a line says who holds the rights. “Copyright law is …” is a sentence, and “(c) pay the players” an item of a list:
/// a sign, a year or the words of a notice follow where it does.
pub(super) fn is_copyright(words: &str) -> bool {
    if words.len() > LONGEST {
        return false;
    }
    let lower = words.to_lowercase();
    let says_whose = RIGHTS_WORDS.iter().find_map(|word| lower.strip_prefix(word)).is_some_and(|rest| {
        let next = rest.trim_start_matches([' ', '\u{A0}', ':', ',', '.', '-', '–']);
        let next = next.strip_prefix("(c)").map_or(next, str::trim_start);
        begins_with_year(next) || begins_with_sign(next) || has_rights(&lower)
    });
    says_whose || begins_with_sign(&lower) || RIGHTS.iter().any(|rights| lower.starts_with(rights))
}

/// Whether a line can be nothing but a notice of rights, even where a title is expected.
pub(super) fn is_notice(words: &str) -> bool {
    is_copyright(words) && (begins_with_sign(words) || has_rights(&words.to_lowercase()))
}

/// Whether a line that stands where rights are stated states them without a year (“Copyright The Example Group”).
pub(super) fn is_rights(words: &str) -> bool {
    let lower = words.to_lowercase();
    let is_stated = words.len() <= LONGEST && (lower.contains('©') || lower.starts_with("(c)"));
    is_copyright(words) || is_stated || lower.starts_with("copyright") && words.len() <= 80 && !words.ends_with('.')
}

fn begins_with_sign(words: &str) -> bool {
    RIGHTS_SIGNS.iter().any(|sign| words.starts_with(sign))
}

fn has_rights(lower: &str) -> bool {
    RIGHTS.iter().any(|rights| lower.contains(rights))
}

fn begins_with_year(words: &str) -> bool {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && (words.starts_with('1') || words.starts_with('2'))
}

/// Words for a page, in lower case, and for “of”.
const PAGE: [&str; 6] = ["page", "seite", "página", "pagina", "pág.", "pg."];
const OF: [&str; 6] = ["of", "von", "de", "sur", "di", "/"];

/// Whether a line numbers a page (“Page 2 of 7”), perhaps with the notice of a database.
pub(super) fn is_page_number(words: &str) -> bool {
    let mut tokens = words.split_whitespace();
    let is_page = tokens.next().is_some_and(|token| PAGE.contains(&token.to_lowercase().as_str()));
    let first = tokens.next().is_some_and(is_number);
    let of = tokens.next().is_some_and(|token| OF.contains(&token.to_lowercase().as_str()));
    let second = tokens.next().is_some_and(is_number);
    let rest = tokens.collect::<Vec<_>>().join(" ");
    is_page && first && of && second && (rest.is_empty() || is_copyright(&rest))
}

/// Whether these are digits.
pub(super) fn is_number(words: &str) -> bool {
    !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit())
}

/// What databases call words, in lower case.
const WORDS: [&str; 9] = ["words", "word", "wörter", "mots", "mot", "palabras", "palavras", "parole", "woorden"];

/// The count in a line that counts words (“1,234 words”, “1 234 mots”); what else stands in it, as after a comma, is let be.
pub(super) fn word_count(line: &str) -> Option<String> {
    counted(line).map(|(count, _)| count)
}

/// Whether a line counts words and says nothing else.
pub(super) fn is_word_count(line: &str) -> bool {
    counted(line).is_some_and(|(_, rest)| rest.is_empty())
}

/// The count at the start of a line, and what follows the word for words. Thousands may stand apart.
fn counted(line: &str) -> Option<(String, &str)> {
    const MOST_DIGITS: usize = 7;
    let line = line.trim();
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '\'' | '’');
    let (count, rest) = line.split_at_checked(line.find(|c: char| !c.is_ascii_digit() && !is_between(c))?)?;
    let (unit, rest) = rest.split_at_checked(rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()))?;
    let mut groups = count.trim_end().split(is_between);
    let first = groups.next().filter(|first| is_number(first))?;
    let thousands: Vec<&str> = groups.collect();
    let is_one = thousands.is_empty() || first.len() <= 3 && thousands.iter().all(|group| group.len() == 3);
    let digits = first.to_owned() + &thousands.concat();
    let is_count = is_one && digits.len() <= MOST_DIGITS && count.ends_with(char::is_whitespace);
    let is_of_words = WORDS.contains(&unit.to_lowercase().as_str());
    (is_count && is_of_words).then(|| (digits, rest.trim_start()))
}

/// Whether a line is a day, perhaps with the day of the week, an hour and an edition.
pub(super) fn is_day_line(line: &str) -> bool {
    const MOST_BESIDE: usize = 6;
    if line.len() > 120 || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let written = dates::dates(line, "");
    let Some(first) = written.first() else { return false };
    let beside = |words: Option<&str>| words.unwrap_or_default().split_whitespace().count();
    beside(line.get(..first.at.start)) <= 1 && beside(line.get(first.at.end..)) <= MOST_BESIDE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_rights_are_told_from_sentences() {
        for words in [
            "Copyright 2018 The Daily Example All Rights Reserved",
            "Copyright © 2018 Example Press Ltd.",
            "© 2018 Der Beispielbote. Alle Rechte vorbehalten.",
            "(c) 2018, Example News",
            "Tous droits réservés",
            "Copyright Daily Example Ltd. All rights reserved.",
            "Copyright (c) 2018 Example",
        ] {
            assert!(is_copyright(words) && is_rights(words), "{words}");
        }
        for words in [
            "Copyright law is changing fast.",
            "Copyright reform splits the parliament",
            "Copyright : Bruxelles tranche",
            "(c) pay the players",
            "(c) 20 more players",
            "Rights for all, she said.",
            "Page 2",
        ] {
            assert!(!is_copyright(words) && !is_notice(words), "{words}");
        }
        assert!(is_rights("Copyright The Example Group") && !is_rights("Copyright law is changing fast."));
        assert!(is_notice("© 2018 Factiva, Inc. All rights reserved.") && !is_notice("Copyright 2018: a look back"));
    }

    #[test]
    fn headers_of_pages() {
        assert!(is_page_number("Page 2 of 7") && is_page_number("Seite 2 von 7"));
        assert!(is_page_number("Page 2 of 7 © 2018 Factiva, Inc. All rights reserved."));
        assert!(!is_page_number("Page 2 of 7 was missing") && !is_page_number("Page 2"));
    }

    #[test]
    fn days_of_all_languages_of_the_databases() {
        for line in [
            "March 1, 2018 Thursday",
            "March 1, 2018 Thursday 3:00 AM GMT",
            "1. März 2018",
            "Donnerstag 1. März 2018",
            "jeudi 1 mars 2018",
            "Jueves 1 de marzo de 2018",
            "1 de Março de 2018 Quinta-feira",
            "1 March 2018",
        ] {
            assert!(is_day_line(line), "{line}");
        }
        assert!(!is_day_line("What happened in the town hall on 1 March 2018"));
        assert!(!is_day_line("The Daily Example"));
    }

    #[test]
    fn words_are_counted() {
        assert_eq!(word_count("1,234 words").as_deref(), Some("1234"));
        assert_eq!(word_count("693 Wörter").as_deref(), Some("693"));
        for words in ["1 234 mots", "1\u{A0}234 mots", "1\u{202F}234 mots", "1\u{A0}234\u{A0}mots", "1.234 Wörter"] {
            assert!(is_word_count(words), "{words}");
            assert_eq!(word_count(words).as_deref(), Some("1234"), "{words}");
        }
        assert_eq!(word_count("345 mots, p. 4").as_deref(), Some("345"));
        for words in ["12 34 mots", "1234 567 mots", "in 12 words", "12. 345 words", "words"] {
            assert_eq!(word_count(words), None, "{words}");
        }
        assert!(is_word_count("12 mots") && !is_word_count("12 mots doux") && !is_word_count("twelve words"));
    }
}
