//! Lines that mean the same in all databases: who holds the rights, headers of pages, counts of words, days.

use super::super::dates;

/// How a line begins that says who holds the rights.
const COPYRIGHT: [&str; 5] = ["copyright", "©", "(c) ", "(c)", "℗"];
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

/// Whether a line says who holds the rights.
pub(super) fn is_copyright(words: &str) -> bool {
    let lower = words.get(..words.floor_char_boundary(60)).unwrap_or_default().to_lowercase();
    let is_short = words.len() <= LONGEST;
    let begins = COPYRIGHT.iter().find_map(|sign| lower.strip_prefix(sign));
    // “Copyright law is …” is a sentence.
    let says_whose = begins.is_some_and(|rest| {
        let next = rest.trim_start_matches([' ', ':', '©', '(', 'c', ')', ',']);
        next.starts_with(|c: char| c.is_ascii_digit()) || !lower.starts_with("copyright l") && !words.ends_with('.')
    });
    is_short && (says_whose || RIGHTS.iter().any(|rights| lower.starts_with(rights)))
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

/// The count in a line that counts words (“1,234 words”); what else stands in it, as after a comma, is let be.
pub(super) fn word_count(line: &str) -> Option<String> {
    let (count, rest) = line.trim().split_once(char::is_whitespace)?;
    let unit = rest.trim().split([' ', '\u{A0}', ',', ';', '.']).next().unwrap_or_default().to_lowercase();
    let digits: String = count.chars().filter(|c| !matches!(c, ',' | '.' | '\'' | '\u{A0}' | '\u{202F}')).collect();
    (is_number(&digits) && digits.len() <= 7 && WORDS.contains(&unit.as_str())).then_some(digits)
}

/// Whether a line counts words and says nothing else.
pub(super) fn is_word_count(line: &str) -> bool {
    line.split_whitespace().count() == 2 && word_count(line).is_some()
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
            "Copyright The Example Group",
        ] {
            assert!(is_copyright(words), "{words}");
        }
        for words in ["Copyright law is changing fast.", "Rights for all, she said.", "Page 2"] {
            assert!(!is_copyright(words), "{words}");
        }
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
        assert!(is_word_count("12 mots") && !is_word_count("12 mots doux") && !is_word_count("twelve words"));
    }
}
