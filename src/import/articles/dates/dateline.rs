//! The line over or under a text that says when it was published, as people read it.

use super::{
    find::{Written, dates},
    labels::{Label, label},
    place::Place,
    settle::{Clues, Stated},
};

/// The longest line that may be one about the date, in characters.
const LONGEST_LINE: usize = 200;
/// The most words besides the date that such a line has, without a word that says what it is about.
const MOST_WORDS: usize = 3;
/// The most words of a line of names.
const MOST_NAMES: usize = 8;
/// The most words of a line that is set in parts (`By June Tollefson | 3 March 2017`).
const MOST_WORDS_OF_PARTS: usize = 12;
/// How many lines from the top are looked at.
const HEAD_LINES: usize = 12;
/// How many lines from the end are looked at, for those that say what their date is.
const FOOT_LINES: usize = 3;
/// A line of so many characters or more is a paragraph of the text; Chinese says as much with a third.
const PARAGRAPH: usize = 110;
/// How far into a paragraph its dateline reaches, in bytes.
const REACH: usize = 90;

/// What the lines of a text state of its day, and the times of its changes.
pub(crate) fn datelines<'t>(lines: impl Iterator<Item = &'t str>, language: &str) -> (Vec<Stated>, Clues) {
    let lines: Vec<&str> = lines.map(str::trim).filter(|line| !line.is_empty()).collect();
    let (mut stated, mut clues) = (Vec::new(), Vec::new());
    let mut paragraphs = 0;
    for line in lines.iter().take(HEAD_LINES) {
        let length: usize = line.chars().map(|c| if matches!(c, '\u{3040}'..='\u{9FFF}') { 3 } else { 1 }).sum();
        paragraphs += usize::from(length >= PARAGRAPH);
        let (found, changed) = in_line(line, language, false);
        stated.extend(found);
        clues.extend(changed);
        if stated.is_empty() {
            stated.extend(opening(line, language));
        }
        // One may be the introduction that stands over the date.
        if paragraphs > 1 {
            break;
        }
    }
    for line in lines.iter().skip(HEAD_LINES).rev().take(FOOT_LINES) {
        let (found, changed) = in_line(line, language, true);
        if stated.is_empty() {
            stated.extend(found);
        }
        clues.extend(changed);
    }
    // What is said to be the day of publication counts before what is not; of several the first.
    stated.sort_by_key(|(is_labelled, _)| !is_labelled);
    (stated.into_iter().map(|(_, stated)| stated).take(1).collect(), clues)
}

/// What a line states, with whether it says that this is the day of publication.
fn in_line(line: &str, language: &str, needs_label: bool) -> (Vec<(bool, Stated)>, Clues) {
    let (mut stated, mut clues) = (Vec::new(), Vec::new());
    if line.chars().count() > LONGEST_LINE {
        return (stated, clues);
    }
    let written = dates(line, language);
    let is_short = is_about_dates(line, &written);
    let mut before = 0;
    for date in &written {
        let label = label(line.get(before..date.at.start).unwrap_or_default());
        before = date.at.end;
        match label {
            Some(Label::Changed) => clues.push(date.moment),
            Some(Label::Published) => stated.extend(here(line, date).map(|stated| (true, stated))),
            None if is_short && !needs_label => stated.extend(here(line, date).map(|stated| (false, stated))),
            None => {}
        }
    }
    stated.truncate(1);
    (stated, clues)
}

fn here(line: &str, date: &Written) -> Option<Stated> {
    let words = line.get(date.at.clone())?.to_owned();
    Some(Stated { place: Place::Dateline, words, moment: date.moment, is_unsure: false })
}

/// Whether a line holds little besides dates: who wrote, the day of the week, the outlet.
fn is_about_dates(line: &str, dates: &[Written]) -> bool {
    /// Words in small letters that stand between names, dates and times.
    const SMALL: &str =
        "by and von und par et por y e di da de van ve и von am um uhr on at the in le à el a h min read";
    let (mut rest, mut start) = (String::new(), 0);
    for date in dates {
        rest += line.get(start..date.at.start).unwrap_or_default();
        rest.push(' ');
        start = date.at.end;
    }
    rest += line.get(start..).unwrap_or_default();
    let is_parted = rest.contains(['|', '·', '•', '–', '—', '/', '\t']);
    let is_run_on = |c: char| matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{E00}'..='\u{E7F}');
    let words = || rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let count = words().count() + rest.chars().filter(|c| is_run_on(*c)).count() / 3;
    let is_small = |word: &str| SMALL.split(' ').any(|small| small == word);
    let are_names = words().all(|word| word.chars().next().is_none_or(|c| !c.is_lowercase()) || is_small(word));
    let most = match (is_parted, are_names) {
        (true, _) => MOST_WORDS_OF_PARTS,
        (false, true) => MOST_NAMES,
        (false, false) => MOST_WORDS,
    };
    !dates.is_empty() && count <= most
}

/// The date before the first words of a paragraph: `MINTO FALLS, N.D., March 3, 2017 (AP) — The river …`.
fn opening(line: &str, language: &str) -> Option<(bool, Stated)> {
    let end = line.char_indices().map(|(at, _)| at).find(|at| *at >= REACH).unwrap_or(line.len());
    let head = line.get(..end)?;
    let date = dates(head, language).into_iter().next()?;
    let (place, after) = (head.get(..date.at.start)?, line.get(date.at.end..)?);
    let is_place = place.split_whitespace().count() <= 6
        && place.chars().next().is_none_or(|first| !first.is_lowercase())
        && !place.contains(['!', '?', ';', ':'])
        && place.split('.').all(|part| part.trim().chars().count() <= 20)
        && label(place) != Some(Label::Changed);
    let after = after_year(after.trim_start());
    let after = match after.strip_prefix(['(', '（', '[']) {
        Some(agency) => {
            agency.split_once([')', '）', ']']).filter(|(name, _)| name.chars().count() <= 40)?.1.trim_start()
        }
        None => after,
    };
    let after = after.trim_start_matches(['.', ',', ' ']);
    let is_parted = ["—", "–", "-- ", "- ", "− ", ": "].iter().any(|dash| after.starts_with(dash));
    let place = before_date(place);
    let place_ends = place.is_empty() || place.ends_with([',', '.', '،', '-', '–', '—', '(', '/']);
    (is_place && is_parted && place_ends).then(|| here(line, &date)).flatten().map(|stated| (true, stated))
}

/// What follows the word that some languages put after a year.
fn after_year(words: &str) -> &str {
    const YEAR: [&str; 8] = ["года", "году", "год", "г.", "г", "роки", "року", "р."];
    const LATIN: [&str; 3] = ["roku", "r.", "yılı"];
    let rest = YEAR.iter().chain(&LATIN).find_map(|year| words.strip_prefix(year));
    rest.filter(|rest| !rest.starts_with(char::is_alphanumeric)).unwrap_or(words).trim_start()
}

/// The place of a dateline, without the word that some languages put before a day.
fn before_date(place: &str) -> &str {
    const WORDS: [&str; 9] = ["le", "den", "el", "il", "am", "on", "de", "do", "på"];
    let place = place.trim_end();
    let rest = place.rsplit_once(' ').filter(|(_, last)| WORDS.contains(last)).map(|(rest, _)| rest.trim_end());
    rest.unwrap_or(if WORDS.contains(&place) { "" } else { place })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn found(text: &str, language: &str) -> String {
        let (stated, _) = datelines(text.lines(), language);
        stated.first().map(|stated| stated.moment.part.iso()).unwrap_or_default()
    }

    #[test]
    fn lines_that_are_about_the_date() {
        for (text, language) in [
            ("Title\n\nFriday, August 21, 2015\n\nText.", "en"),
            ("Title\nBy June Tollefson | August 21, 2015 | 6:00 pm\nText.", "en"),
            ("Title\nPublished by the staff of the Ledger in Eastquay on August 21, 2015", "en"),
            ("Title\nUpdated August 22, 2015; first published August 21, 2015", "en"),
            ("Title\nVeröffentlicht am 21.08.2015, aktualisiert am 22.08.2015", "de"),
            ("Титул\n21 августа 2015 г.\nТекст.", "ru"),
            ("Title\nMINTO FALLS, N.D., August 21, 2015 (AP) — The river crested on Friday night.", "en"),
            ("Titre\nPARIS, 21 août 2015 (AFP) - Le pont reste ouvert.", "fr"),
            ("Заголовок\nЗАРЕЧИНСК, 21 августа 2015 г. — Мост открыт всю ночь.", "ru"),
            ("Tytuł\nZALESIE, 21 sierpnia 2015 r. – Most jest otwarty całą noc.", "pl"),
            ("Titre\nValmarin, le 21 août 2015 – Le pont reste ouvert toute la nuit.", "fr"),
            ("Titel\nHellbrück, den 21. August 2015 – Die Brücke bleibt offen.", "de"),
            ("标题\n江岸,2015年8月21日(新华社)——旧吊桥继续开放。", "zh"),
            ("21 August 2015\nTitle\nText", "en"),
            ("Titel\nVon Jutta Harms und Kai Petersen 21. August 2015, 06:00 Uhr", "de"),
        ] {
            assert_eq!(found(text, language), "2015-08-21", "{text}");
        }
        let long = format!("Title\n{}\nPublished: 21 August 2015", "A paragraph of the text.\n".repeat(20));
        assert_eq!(found(&long, "en"), "2015-08-21");
    }

    #[test]
    fn days_that_the_story_tells_of_are_no_dates_of_publication() {
        for text in [
            "Title\nOn 21 August 2015 the bridge opened for the first time, and half the town stood on it.",
            "The bridge that opened on 21 August 2015\nText.",
            "Title\nLast updated: 21 August 2015\nText.",
            "Title\nStand: 21.08.2015",
            "A look back at 21 August 2015\nText",
            "Title\n\nIt opened on 21 August 2015 and was shut again in the year after it.",
            "",
        ] {
            assert_eq!(found(text, "en"), "", "{text}");
        }
        let late = format!("Title\n{}21 August 2015\n", "A paragraph of the text.\n".repeat(20));
        assert_eq!(found(&late, "en"), "", "a day at the end that nothing is said of");
    }
}
