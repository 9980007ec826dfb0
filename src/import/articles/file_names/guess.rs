//! The pattern that a set of names seems to follow, for somebody to check.
//!
//! Names are parted at the signs that people put between facts. A column of dates is told by its shape; of the others the
//! longest that differs is the title, one that repeats is the outlet, and one of persons' names the author. Each pattern
//! that could be is tried on all names, and the one that says most of most of them is proposed.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::{
    pattern::{Pattern, stem_of},
    shapes,
};
use crate::text::language_name;

/// So many names are looked at.
const MOST: usize = 300;
/// The most columns that names are parted into.
const MOST_COLUMNS: usize = 6;
/// What stands for the date while a name is parted.
const DATE: char = '\u{FFFC}';

/// What people put between facts.
struct Separator {
    rule: Regex,
    /// How little it is worth: it stands inside titles as well.
    cost: i64,
    /// Whether it says nothing without a date.
    needs_date: bool,
    /// Whether it says nothing without a date or a column that repeats.
    needs_proof: bool,
}

static SEPARATORS: LazyLock<Vec<Separator>> = LazyLock::new(|| {
    [
        (r"\s+[-‐‑‒–—―−|]\s+", 0, false, false),
        (r"\s*__+\s*", 0, false, true),
        (r"\s*--+\s*", 0, false, true),
        (r"\s*_\s*", 1, false, true),
        (r"\s*;\s*", 1, false, true),
        (r",\s+", 3, false, true),
        (r"\s*[-‐‑‒–—―−]\s*", 5, true, true),
    ]
    .into_iter()
    .filter_map(|(rule, cost, needs_date, needs_proof)| {
        Some(Separator { rule: Regex::new(rule).ok()?, cost, needs_date, needs_proof })
    })
    .collect()
});

/// A name, with its date taken out.
struct Name {
    whole: String,
    /// The name with [`DATE`] where its date was.
    bare: String,
    /// The date in its words; empty where there is none.
    date: String,
}

impl Name {
    fn of(name: &str) -> Option<Self> {
        let whole: String = stem_of(name).trim().nfc().filter(|c| *c != DATE).collect();
        if !whole.contains(char::is_alphanumeric) {
            return None;
        }
        let at = shapes::find(&whole);
        let date = at.clone().and_then(|at| whole.get(at)).unwrap_or_default().to_owned();
        let bare = at.and_then(|at| Some(format!("{}{DATE}{}", whole.get(..at.start)?, whole.get(at.end..)?)));
        Some(Self { bare: bare.unwrap_or_else(|| whole.clone()), whole, date })
    }
}

/// What a column of names seems to hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Date,
    Title,
    Outlet {
        repeats: bool,
    },
    Author,
    Language,
    /// Numbers of files, or other numbers.
    Number,
    Skipped,
}

impl Role {
    fn worth(self) -> i64 {
        match self {
            Self::Date => 30,
            Self::Title => 10,
            Self::Outlet { repeats: true } => 12,
            Self::Outlet { repeats: false } => 8,
            Self::Language => 5,
            Self::Author => 4,
            Self::Number => 0,
            Self::Skipped => -6,
        }
    }

    fn slot(self, date: &str) -> String {
        match self {
            Self::Date => date.to_owned(),
            Self::Title => "{title}".to_owned(),
            Self::Outlet { .. } => "{outlet}".to_owned(),
            Self::Author => "{author}".to_owned(),
            Self::Language => "{language}".to_owned(),
            Self::Number | Self::Skipped => "{*}".to_owned(),
        }
    }
}

/// A pattern that could be, and how much it would say.
struct Candidate {
    pattern: String,
    worth: i64,
}

impl Pattern {
    /// The pattern that these names of files seem to follow; `None` where most of them follow none.
    pub fn guess(names: &[&str]) -> Option<Self> {
        let names: Vec<Name> = names.iter().filter_map(|name| Name::of(name)).take(MOST).collect();
        let date = date_slot(&names);
        let mut candidates: Vec<Candidate> =
            SEPARATORS.iter().flat_map(|separator| separated(&names, separator, &date)).collect();
        candidates.extend(around_date(&names, &date));
        candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.worth));
        candidates.dedup_by(|one, other| one.pattern == other.pattern);
        let mut best: Option<(i64, Self)> = None;
        for Candidate { pattern, worth } in candidates {
            // No candidate says more than if it fits all names.
            if best.as_ref().is_some_and(|(most, _)| *most >= worth + 100) {
                break;
            }
            let Ok(pattern) = Self::parse(&pattern) else { continue };
            let fitting = names.iter().filter(|name| pattern.facts(&name.whole).is_some()).count();
            let worth = worth + (100 * fitting / names.len().max(1)) as i64;
            if 2 * fitting > names.len() && best.as_ref().is_none_or(|(most, _)| *most < worth) {
                best = Some((worth, pattern));
            }
        }
        best.map(|(_, pattern)| pattern)
    }
}

/// The placeholder for the dates: with a form where the names show which number is the month.
fn date_slot(names: &[Name]) -> String {
    const PLAIN: &str = "{date}";
    let (mut is_day_first, mut is_month_first, mut is_open) = (false, false, false);
    let (mut firsts, mut years, mut lengths) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for name in names.iter().filter(|name| !name.date.is_empty()) {
        let parts = name.date.split(|c: char| !c.is_numeric()).filter(|part| !part.is_empty());
        let numbers: Vec<(u32, usize)> =
            parts.filter_map(|part| Some((part.parse().ok()?, part.chars().count()))).collect();
        match numbers.as_slice() {
            [(first @ ..=31, _), (second, _), (year, length @ (2 | 4))] if !name.date.contains(char::is_alphabetic) => {
                is_day_first |= *first > 12;
                is_month_first |= *second > 12;
                is_open |= *first <= 12 && *second <= 12 && first != second;
                firsts.insert(*first);
                years.insert(*year);
                lengths.insert(*length);
            }
            _other => return PLAIN.to_owned(),
        }
    }
    let year = match lengths.first() {
        Some(4) if lengths.len() == 1 => "YYYY",
        // Two digits at the end are the year where they differ less than those at the start.
        Some(2) if lengths.len() == 1 && years.len() < firsts.len() => "YY",
        _mixed => return PLAIN.to_owned(),
    };
    let first = names.iter().find_map(|name| name.date.chars().find(|c| !c.is_alphanumeric()));
    let sign = first.unwrap_or('.');
    match (is_day_first, is_month_first) {
        (true, false) if is_open => format!("{{date:DD{sign}MM{sign}{year}}}"),
        (false, true) if is_open => format!("{{date:MM{sign}DD{sign}{year}}}"),
        _both_or_none => PLAIN.to_owned(),
    }
}

/// The patterns that names could follow that this separator parts.
fn separated(names: &[Name], separator: &Separator, date: &str) -> Vec<Candidate> {
    let rows: Vec<Vec<&str>> = names.iter().map(|name| separator.rule.split(&name.bare).collect()).collect();
    let first = names.iter().find_map(|name| separator.rule.find(&name.bare));
    let Some(literal) = first.map(|found| as_literal(found.as_str())) else { return Vec::new() };
    let most = rows.iter().map(Vec::len).max().unwrap_or_default().min(MOST_COLUMNS);
    let mut candidates = Vec::new();
    for count in 2..=most {
        let reach = rows.iter().filter(|row| row.len() >= count).count();
        if 2 * reach <= names.len() {
            break;
        }
        let has_surplus = rows.iter().any(|row| row.len() > count);
        for long in 0..count {
            // Of two that say as much, the last is the long one.
            let cost = separator.cost + i64::from(has_surplus && long + 1 < count);
            let columns = columns(names, &rows, count, long);
            let roles = roles(&columns);
            let is_proven = roles.contains(&Role::Outlet { repeats: true });
            let is_enough =
                roles.contains(&Role::Date) || !separator.needs_date && (is_proven || !separator.needs_proof);
            if is_enough {
                let slots: Vec<String> = roles.iter().map(|role| role.slot(date)).collect();
                let worth = roles.iter().map(|role| role.worth()).sum::<i64>() - cost;
                candidates.push(Candidate { pattern: slots.join(&literal), worth });
            }
        }
    }
    candidates
}

/// A separator as it is written in a pattern.
fn as_literal(found: &str) -> String {
    let spaced = found.split_whitespace().collect::<Vec<_>>().join(" ");
    let before = if found.starts_with(char::is_whitespace) { " " } else { "" };
    let after = if found.ends_with(char::is_whitespace) { " " } else { "" };
    let plain = if spaced.is_empty() { " ".to_owned() } else { format!("{before}{spaced}{after}") };
    plain.replace('{', "{{").replace('}', "}}")
}

/// The columns of names that have so many at least; what is over belongs to the `long` one.
fn columns(names: &[Name], rows: &[Vec<&str>], count: usize, long: usize) -> Vec<Vec<String>> {
    let mut columns = vec![Vec::new(); count];
    for (name, row) in names.iter().zip(rows).filter(|(_, row)| row.len() >= count) {
        let surplus = row.len() - count;
        let mut parts = row.iter();
        for (place, column) in columns.iter_mut().enumerate() {
            let taken = if place == long { surplus + 1 } else { 1 };
            let value = parts.by_ref().take(taken).copied().collect::<Vec<_>>().join(" ");
            let is_date = value.chars().eq([DATE]);
            column.push(if is_date { value } else { value.replace(DATE, &name.date) });
        }
    }
    columns
}

/// What the columns seem to hold.
fn roles(columns: &[Vec<String>]) -> Vec<Role> {
    let mut roles: Vec<Option<Role>> = columns.iter().map(|column| plain_role(column)).collect();
    let distinct = |place: usize| {
        let values = columns.get(place).into_iter().flatten();
        values.map(|value| value.to_lowercase()).collect::<BTreeSet<_>>().len()
    };
    let length = |place: usize| -> usize {
        let values = columns.get(place).into_iter().flatten();
        values.map(|value| value.chars().filter(|c| !c.is_numeric()).count()).sum()
    };
    let rows = columns.first().map(Vec::len).unwrap_or_default();
    let mut set = |place: usize, role: Role| roles.iter_mut().skip(place).take(1).for_each(|to| *to = Some(role));
    let mut open: Vec<usize> =
        columns.iter().enumerate().filter(|(_, column)| plain_role(column).is_none()).map(|(place, _)| place).collect();
    // The longest that differs; of two alike the first.
    let title = open
        .iter()
        .copied()
        .max_by_key(|place| (2 * distinct(*place) > rows, length(*place), std::cmp::Reverse(*place)));
    if let Some(title) = title {
        set(title, Role::Title);
        open.retain(|place| *place != title);
    }
    let are_persons = |place: usize| columns.get(place).is_some_and(|column| column.iter().all(|name| is_person(name)));
    let outlet = open.iter().copied().min_by_key(|place| (distinct(*place), are_persons(*place), *place));
    if let Some(outlet) = outlet {
        let repeats = rows > 1 && distinct(outlet) < rows;
        if !(are_persons(outlet) && rows > 3 && !repeats) {
            set(outlet, Role::Outlet { repeats });
            open.retain(|place| *place != outlet);
        }
    }
    let author = open.iter().copied().find(|place| are_persons(*place));
    if let Some(author) = author {
        set(author, Role::Author);
    }
    roles.into_iter().map(|role| role.unwrap_or(Role::Skipped)).collect()
}

/// What a column holds by its cells alone, if that is plain.
fn plain_role(column: &[String]) -> Option<Role> {
    let dates = column.iter().filter(|value| value.chars().eq([DATE])).count();
    if dates > 0 && 5 * dates >= 4 * column.len() {
        return Some(Role::Date);
    }
    let is_code = |value: &String| value.len() == 2 && language_name(value) != value;
    if column.iter().all(is_code) {
        return Some(Role::Language);
    }
    let is_number = |value: &String| !value.contains(char::is_alphabetic);
    column.iter().all(is_number).then_some(Role::Number)
}

/// Whether this may be the name of a person: two to four words of letters that begin with capitals.
fn is_person(words: &str) -> bool {
    let parts: Vec<&str> = words.split([' ', '_']).filter(|part| !part.is_empty()).collect();
    let is_name = |part: &&str| {
        let begins = part.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic());
        begins && part.chars().all(|c| c.is_alphabetic() || ['.', '-', '’', '\''].contains(&c))
    };
    (2..=4).contains(&parts.len()) && parts.iter().all(is_name)
}

/// What stands before or after the dates of names: the words of each, and the signs next to the date that most have.
struct Side {
    words: Vec<String>,
    signs: String,
}

impl Side {
    fn of<'n>(sides: impl Iterator<Item = &'n str>, is_before: bool) -> Self {
        let is_sign = |c: char| !c.is_alphanumeric();
        let (mut words, mut all): (Vec<String>, Vec<(&str, usize)>) = (Vec::new(), Vec::new());
        for side in sides {
            words.push(side.trim_matches(is_sign).to_owned());
            let signs = if is_before {
                side.strip_prefix(side.trim_end_matches(is_sign))
            } else {
                side.strip_suffix(side.trim_start_matches(is_sign))
            };
            let signs = signs.unwrap_or_default();
            match all.iter_mut().find(|(other, _)| *other == signs) {
                Some((_, count)) => *count += 1,
                None => all.push((signs, 1)),
            }
        }
        let signs = all.into_iter().max_by_key(|(_, count)| *count).map(|(signs, _)| signs).unwrap_or_default();
        let signs = if signs.is_empty() { String::new() } else { as_literal(signs) };
        words.retain(|words| !words.is_empty());
        Self { words, signs }
    }
}

/// The pattern that names could follow of which only the date is told from the rest: “Outlet 2018 03 01 Title”.
fn around_date(names: &[Name], date: &str) -> Option<Candidate> {
    let dated: Vec<(&str, &str)> = names.iter().filter_map(|name| name.bare.split_once(DATE)).collect();
    let before = Side::of(dated.iter().map(|(before, _)| *before), true);
    let after = Side::of(dated.iter().map(|(_, after)| *after), false);
    let are_words = |side: &Side| 2 * side.words.len() > dated.len();
    let columns: Vec<Vec<String>> =
        [&before, &after].into_iter().filter(|side| are_words(side)).map(|side| side.words.clone()).collect();
    let roles = roles(&columns);
    let mut slots = roles.iter().map(|role| role.slot(date));
    let mut slot = |side: &Side| if are_words(side) { slots.next().unwrap_or_default() } else { String::new() };
    let pattern = [slot(&before), before.signs.clone(), date.to_owned(), after.signs.clone(), slot(&after)].concat();
    let worth = Role::Date.worth() + roles.iter().map(|role| role.worth()).sum::<i64>() - 2;
    (!roles.is_empty()).then_some(Candidate { pattern, worth })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn guessed(names: &[&str], expected: &str) {
        let pattern = Pattern::guess(names);
        assert_eq!(pattern.as_ref().map(Pattern::as_str).unwrap_or_default(), expected, "{names:?}");
    }

    #[test]
    fn one_name_is_enough_where_it_has_a_date() {
        guessed(&["01.03.2018 – Rain stops play – Guardian.txt"], "{date} – {title} – {outlet}");
        guessed(&["2018-03-01_Guardian_Some long title.docx"], "{date}_{outlet}_{title}");
        guessed(&["2018-03-01_Guardian_Some_long_title.docx"], "{date}_{outlet}_{title}");
        guessed(&["Kurier 2018 03 01 Regen am Abend"], "{outlet} {date} {title}");
        guessed(&["2018-03-01 Rain stops play.pdf"], "{date} {title}");
        guessed(&["Rain stops play (1 March 2018).html"], "{title} ({date})");
        guessed(&["[2018-03-01] Rain stops play"], "[{date}] {title}");
        guessed(&["人民日报_2018年3月1日_北京今天下了一场大雨.txt"], "{outlet}_{date}_{title}");
        guessed(&["Le Soir - 1er mars 2018 - La pluie s’arrête enfin.txt"], "{outlet} - {date} - {title}");
    }

    #[test]
    fn outlets_repeat_and_titles_differ() {
        guessed(
            &[
                "Süddeutsche Zeitung_03.04.2018_Regen.pdf",
                "Süddeutsche Zeitung_05.04.2018_Wind.pdf",
                "Kurier_25.04.2018_Schnee und Eis.pdf",
                "Kurier_26.04.2018_Nebel.pdf",
                "notes.pdf",
            ],
            "{outlet}_{date:DD.MM.YYYY}_{title}",
        );
        guessed(
            &[
                "Ada Byron – Rain stops play again – Guardian – 03-14-2018",
                "Çağla Ünal – Snow – Guardian – 03-04-2018",
                "Ben Okoro – The wind of the north – Post – 03-05-2018",
                "Eva Lund – Fog over the river – Post – 03-06-2018",
            ],
            "{author} – {title} – {outlet} – {date:MM-DD-YYYY}",
        );
        guessed(
            &["Kurier_13.03.99_Regen", "Kurier_03.04.99_Schnee und Eis", "Kurier_05.04.99_Wind und Wetter"],
            "{outlet}_{date:DD.MM.YY}_{title}",
        );
        guessed(
            &["01_de_Regen am Abend_Kurier", "02_de_Wind_Kurier", "03_fr_La pluie_Le Soir", "04_fr_Le vent_Le Soir"],
            "{*}_{language}_{title}_{outlet}",
        );
        guessed(
            &["Известия – Дождь прекратился – 01.03.2018", "Известия – Снег – 02.03.2018", "Труд – Ветер – 03.03.2018"],
            "{outlet} – {title} – {date}",
        );
        guessed(
            &["الأهرام - قال الوزير - 2018-03-01", "الأهرام - توقف المطر - 2018-03-02"],
            "{outlet} - {title} - {date}",
        );
    }

    #[test]
    fn names_without_order_have_no_pattern() {
        for names in [
            &[][..],
            &[""],
            &["rain.txt"],
            &["Rain stops play.txt", "Snow.txt"],
            &["post-brexit-talks.txt", "a-b.txt"],
            &["Some_long_title.txt"],
            &["IMG_1234.txt", "scan.txt", "x.txt"],
            &["....", "_____", "--- - ---"],
        ] {
            guessed(names, "");
        }
    }

    #[test]
    fn many_names_take_no_time() {
        let names: Vec<String> =
            (0..10_000).map(|number| format!("2018-03-{:02}_Guardian_Title {number}.txt", number % 28 + 1)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let began = std::time::Instant::now();
        guessed(&names, "{date}_{outlet}_{title}");
        assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
    }
}
