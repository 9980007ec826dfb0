//! Times and dates as news writes them: “Thursday”, “21 July 2017”, “last week”, “two days ago”, “15:11 GMT”.

use super::tokens::{Token, is_preposition, tokens};
use crate::text::{ByteRange, FrozenText};

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 23] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "jun.",
    "jul.",
    "aug.",
    "sept.",
    "oct.",
    "nov.",
    "dec.",
];
/// Months that are also words or names.
const AMBIGUOUS: [&str; 4] = ["may", "march", "august", "mar."];
const DAYS: [&str; 6] = ["yesterday", "today", "tomorrow", "tonight", "midnight", "noon"];
const PARTS: [&str; 6] = ["morning", "afternoon", "evening", "night", "noon", "lunchtime"];
const UNITS: [&str; 28] = [
    "second",
    "seconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "decade",
    "decades",
    "century",
    "centuries",
    "weekend",
    "weekends",
    "night",
    "nights",
    "morning",
    "evening",
    "summer",
    "winter",
    "spring",
    "autumn",
];
/// Words that make a time of what follows them.
const WHICH: [&str; 9] = ["last", "next", "this", "past", "previous", "coming", "early", "late", "mid"];
const NUMBERS: [&str; 16] = [
    "a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "few", "some",
    "many",
];
const ZONES: [&str; 10] = ["gmt", "utc", "cet", "cest", "est", "edt", "pst", "pdt", "bst", "msk"];
/// Words that a year alone follows.
const BEFORE_YEARS: [&str; 15] = [
    "in", "since", "until", "by", "of", "from", "during", "before", "after", "to", "for", "and", "late", "early",
    "between",
];

/// The end of the time that begins at a place, if one does.
pub(super) fn time_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    if !token.is_word {
        return None;
    }
    let end = date(tokens, at).or_else(|| clock(tokens, at)).or_else(|| relative(tokens, at))?;
    Some(with_date_after(tokens, end))
}

fn is_of(tokens: &[Token<'_>], at: usize, list: &[&str]) -> bool {
    tokens.get(at).is_some_and(|token| token.is_of(list))
}

/// A weekday or month, with day and year; a year; a date in digits.
fn date(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    if token.is_of(&WEEKDAYS) && (token.is_capital() || token.text.starts_with(char::is_lowercase)) {
        return Some(at + 1 + usize::from(is_of(tokens, at + 1, &PARTS)));
    }
    let is_month = |at: usize| tokens.get(at).is_some_and(|token| token.is_of(&MONTHS) && token.is_capital());
    if is_month(at) {
        let has_day = is_day(tokens, at + 1) || is_year(tokens, at + 1);
        let led = at.checked_sub(1).is_some_and(|last| {
            is_of(
                tokens,
                last,
                &["in", "since", "until", "by", "of", "last", "next", "this", "early", "late", "from", "to", "mid"],
            )
        });
        // “General April Lee”, “May said”.
        let beside_name = tokens.get(at + 1).is_some_and(|next| next.is_capital() && !token.ends_sentence);
        if (token.is_of(&AMBIGUOUS) || beside_name) && !has_day && !led {
            return None;
        }
        let after = at + 1 + usize::from(is_day(tokens, at + 1));
        return Some(with_year(tokens, after));
    }
    if is_day(tokens, at) {
        let of = usize::from(is_of(tokens, at + 1, &["of"]));
        if is_month(at + 1 + of) {
            return Some(with_year(tokens, at + 2 + of));
        }
    }
    let is_led = at
        .checked_sub(1)
        .is_none_or(|last| is_of(tokens, last, &BEFORE_YEARS) || tokens.get(last).is_some_and(|last| !last.is_word));
    (is_year(tokens, at)
        && is_led
        && !tokens.get(at + 1).is_some_and(|next| {
            next.text.starts_with(char::is_lowercase) && !next.is_of(&BEFORE_YEARS) && !is_preposition(next)
        })
        || is_digits_date(token.text))
    .then_some(at + 1)
}

fn is_day(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let digits = token.lower.trim_end_matches(|c: char| c.is_alphabetic());
    let ending = token.lower.get(digits.len()..).unwrap_or_default();
    (matches!(ending, "" | "st" | "th") || ending.len() == 2 && ending.ends_with('d'))
        && digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_year(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let digits = token.text.strip_suffix('s').unwrap_or(token.text);
    digits.len() == 4 && digits.parse::<u16>().is_ok_and(|year| (1000..2100).contains(&year))
}

/// 2017-07-21, 21.07.2017, 7/21/2017.
fn is_digits_date(text: &str) -> bool {
    ['-', '.', '/'].into_iter().any(|sign| {
        let parts: Vec<&str> = text.split(sign).collect();
        let are_digits =
            parts.iter().all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()));
        parts.len() == 3 && are_digits && parts.iter().any(|part| part.len() == 4)
    })
}

fn with_year(tokens: &[Token<'_>], at: usize) -> usize {
    if is_year(tokens, at) {
        return at + 1;
    }
    let comma = tokens.get(at).is_some_and(|token| token.is(","));
    if comma && is_year(tokens, at + 1) { at + 2 } else { at }
}

/// “Friday, July 21, 2017” is one time.
fn with_date_after(tokens: &[Token<'_>], end: usize) -> usize {
    let was_weekday = end.checked_sub(1).is_some_and(|last| is_of(tokens, last, &WEEKDAYS));
    let comma = usize::from(tokens.get(end).is_some_and(|token| token.is(",")));
    if !was_weekday {
        return end;
    }
    date(tokens, end + comma).filter(|_| !is_of(tokens, end + comma, &WEEKDAYS)).unwrap_or(end)
}

/// 22:30, 3 p.m., 15:11 GMT.
fn clock(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let starts = |list: &[&str], text: &str| list.contains(&text);
    let halves = ["am", "pm", "a.m.", "p.m.", "a.m", "p.m"];
    let digits = token.lower.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    let ending = token.lower.get(digits.len()..).unwrap_or_default();
    let is_hour = !digits.is_empty() && digits.parse::<f32>().is_ok_and(|hour| hour < 25.0);
    let mut end = at + 1;
    let has_colon = is_hour
        && tokens.get(at + 1).is_some_and(|token| token.is(":"))
        && tokens.get(at + 2).is_some_and(|minutes| minutes.text.len() >= 2 && minutes.is_number())
        && tokens
            .get(at + 2)
            .zip(tokens.get(at))
            .is_some_and(|(minutes, hour)| minutes.range.start.0 == hour.range.end.0 + 1);
    if has_colon {
        end = at + 3;
    }
    let has_half = is_hour && starts(&halves, ending)
        || has_colon && tokens.get(at + 2).is_some_and(|minutes| minutes.lower.ends_with('m'));
    let half_after = is_hour && is_of(tokens, end, &halves);
    if !(has_colon || has_half || half_after) {
        return None;
    }
    end += usize::from(half_after);
    Some(end + usize::from(is_of(tokens, end, &ZONES)))
}

/// “yesterday”, “last week”, “two days ago”, “earlier this month”, “the day before”.
fn relative(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    if is_of(tokens, at, &DAYS) {
        return Some(at + 1 + usize::from(is_of(tokens, at + 1, &PARTS)));
    }
    let is_unit = |at: usize| is_of(tokens, at, &UNITS) || is_of(tokens, at, &WEEKDAYS) || is_of(tokens, at, &MONTHS);
    if is_of(tokens, at, &["earlier", "later"]) && is_of(tokens, at + 1, &WHICH) {
        return relative(tokens, at + 1);
    }
    let the = usize::from(is_of(tokens, at, &["the"]));
    if is_of(tokens, at + the, &WHICH) {
        let more = usize::from(
            is_of(tokens, at + the + 1, &NUMBERS) || tokens.get(at + the + 1).is_some_and(Token::is_number),
        );
        let unit = at + the + 1 + more;
        if is_unit(unit) {
            return Some(with_year(
                tokens,
                unit + 1 + usize::from(is_of(tokens, unit, &WEEKDAYS) && is_of(tokens, unit + 1, &PARTS)),
            ));
        }
        if the == 0
            && is_of(tokens, at, &["early", "late"])
            && tokens.get(at + 1).is_some_and(|next| next.is_of(&WEEKDAYS))
        {
            return Some(at + 2);
        }
    }
    if the == 1 && is_of(tokens, at + 1, &["following", "same"]) && is_unit(at + 2) {
        return Some(at + 3);
    }
    let is_count = is_of(tokens, at, &NUMBERS) || tokens.get(at).is_some_and(Token::is_number);
    let few = usize::from(is_of(tokens, at, &["a"]) && is_of(tokens, at + 1, &["few", "couple"]));
    let of = usize::from(few == 1 && is_of(tokens, at + 2, &["of"]));
    let unit = at + 1 + few + of;
    let ends = is_of(tokens, unit + 1, &["ago", "earlier", "later", "before"]);
    let the_day = the == 1 && is_unit(at + 1) && is_of(tokens, at + 2, &["before", "after"]);
    if the_day {
        return Some(at + 3);
    }
    (is_count && is_unit(unit) && ends).then_some(unit + 2)
}

/// All times in a range, in order.
pub(super) fn times_in(text: &FrozenText, range: ByteRange) -> Vec<ByteRange> {
    let tokens = tokens(text, range);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = tokens.get(at) {
        let end = time_at(&tokens, at).filter(|end| *end > at);
        if let Some(last) = end.and_then(|end| tokens.get(end - 1)) {
            found.push(ByteRange { start: first.range.start, end: last.range.end });
        }
        at = end.unwrap_or(at + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        let text = FrozenText::verbatim(words);
        let found: Vec<&str> = times_in(&text, text.range()).into_iter().map(|at| text.get(at).unwrap()).collect();
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn times_and_dates_are_found_and_nothing_else() {
        check("He left on Friday, July 21, 2017 at 15:11 GMT.", &["Friday, July 21, 2017", "15:11 GMT"]);
        check("Two days ago, and again last week, 250 people came in 2015.", &["Two days ago", "last week", "2015"]);
        check("May said in May that 2000 voters may march in March 2011.", &["May", "March 2011"]);
        check("At 3 p.m. yesterday evening he met Major General April Lee.", &["3 p.m.", "yesterday evening"]);
        check("It opened on 21 July 2017 and closes 2018-01-31.", &["21 July 2017", "2018-01-31"]);
        check(
            "Earlier this month, the day before, he spent 12 hours there.",
            &["Earlier this month", "the day before"],
        );
        check("The 36 shells cost 1,200 euros; 58% of 84,121 voted.", &[]);
    }
}
