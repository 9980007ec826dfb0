//! Reading the parts of a date one after the other: numbers, names of months, signs, the time of day and its zone.

use jiff::civil::Time;

use super::{
    moment::Zone,
    months::month,
    tokens::{Kind, Token},
};

pub(super) fn year(value: u64) -> Option<i16> {
    // The first newspapers, and a while to come; Thai ones count from another year.
    match value {
        1_500..=2_200 => Some(value as i16),
        2_400..=2_700 => Some(value as i16 - 543),
        _ => None,
    }
}

pub(super) fn in_range(value: u64, most: i8) -> Option<i8> {
    i8::try_from(value).ok().filter(|value| (1..=most).contains(value))
}

/// What is left to read of the tokens.
#[derive(Clone)]
pub(super) struct Reader<'t> {
    pub tokens: &'t [Token],
    pub language: &'t str,
}

impl Reader<'_> {
    pub(super) fn digits(&mut self) -> Option<(u64, usize)> {
        let (Token { kind: Kind::Number { value, digits }, .. }, rest) = self.tokens.split_first()? else {
            return None;
        };
        self.tokens = rest;
        Some((*value, *digits))
    }

    pub(super) fn number(&mut self, wanted: std::ops::RangeInclusive<usize>) -> Option<u64> {
        let mut next = self.clone();
        let (value, digits) = next.digits()?;
        wanted.contains(&digits).then(|| {
            self.tokens = next.tokens;
            value
        })
    }

    pub(super) fn year(&mut self) -> Option<i16> {
        self.number(4..=4).and_then(year)
    }

    pub(super) fn sign(&mut self, wanted: &[char]) -> Option<char> {
        let (Token { kind: Kind::Sign(sign), .. }, rest) = self.tokens.split_first()? else { return None };
        wanted.contains(sign).then(|| {
            self.tokens = rest;
            *sign
        })
    }

    pub(super) fn word(&mut self, wanted: &[&str]) -> bool {
        let Some((Token { kind: Kind::Word(word), .. }, rest)) = self.tokens.split_first() else { return false };
        let fits = wanted.contains(&word.as_str());
        if fits {
            self.tokens = rest;
        }
        fits
    }

    /// A month by its name of one word or two.
    pub(super) fn month(&mut self) -> Option<i8> {
        let (Token { kind: Kind::Word(word), .. }, rest) = self.tokens.split_first()? else { return None };
        if let Some((Token { kind: Kind::Word(second), .. }, rest)) = rest.split_first()
            && let Some(month) = month(&format!("{word} {second}"), self.language)
        {
            self.tokens = rest;
            return Some(month);
        }
        let found = month(word, self.language)?;
        self.tokens = rest;
        self.sign(&['.']);
        Some(found)
    }

    /// Goes over what stands between the parts of a date: `st`, `.`, `de`, `of`, `,`.
    pub(super) fn skip_joints(&mut self) -> &mut Self {
        const JOINTS: [&str; 34] = [
            "st", "nd", "rd", "th", "er", "re", "e", "o", "a", "de", "di", "d", "of", "the", "del", "da", "do", "den",
            "des", "go", "ro", "ho", "i", "y", "ta", "na", "al", "ngay", "thn", "tahun", "te", "os", "an", "min",
        ];
        while self.sign(&['.', ',', '-', 'º', 'ª', '°', '\'', '’']).is_some() || self.word(&JOINTS) {}
        self
    }

    /// Whether a number follows so closely that what was read is only the beginning of another.
    pub(super) fn goes_on(&self) -> bool {
        let [sign, number, ..] = self.tokens else { return false };
        matches!(sign.kind, Kind::Sign('.' | '/' | '-'))
            && matches!(number.kind, Kind::Number { .. })
            && !sign.is_apart
            && !number.is_apart
    }

    /// The time of day after a date, and its zone.
    pub(super) fn time(&mut self) -> Option<(Option<Time>, Zone)> {
        const BEFORE: [&str; 22] = [
            "t",
            "at",
            "um",
            "a",
            "alle",
            "ore",
            "as",
            "las",
            "om",
            "kl",
            "klo",
            "o",
            "в",
            "о",
            "saat",
            "ob",
            "u",
            "godz",
            "الساعة",
            "г",
            "г.",
            "kell",
        ];
        let mut next = self.clone();
        for _ in 0..4 {
            if next.clone().clock().is_some() {
                break;
            }
            if next.sign(&[',', '-', '|', '.', '·', '•', '(', '/']).is_none() && !next.word(&BEFORE) && !next.weekday()
            {
                return None;
            }
        }
        let time = next.clock()?;
        let zone = next.zone();
        self.tokens = next.tokens;
        Some((Some(time), zone))
    }

    /// Goes over one word that is a day of the week, or something like it.
    fn weekday(&mut self) -> bool {
        match self.tokens {
            [Token { kind: Kind::Word(word), .. }, rest @ ..] if word.chars().count() >= 3 => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }

    /// `23:30`, `23:30:00.000`, `18h04`, `11:30 pm`.
    fn clock(&mut self) -> Option<Time> {
        let hour = self.number(1..=2)?;
        if self.sign(&[':']).is_none() && !self.word(&["h"]) {
            return None;
        }
        let minute = self.number(2..=2)?;
        let mut seconds = self.clone();
        if seconds.sign(&[':']).is_some() && seconds.number(2..=2).is_some() {
            self.tokens = seconds.tokens;
            if seconds.sign(&['.', ',']).is_some() && seconds.number(1..=9).is_some() {
                self.tokens = seconds.tokens;
            }
        }
        let hour = match (self.half_day(), hour) {
            (Some(true), hour @ 1..=11) => hour + 12,
            (Some(false), 12) => 0,
            (_, hour) => hour,
        };
        Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
    }

    /// Whether `am` (false) or `pm` (true) follows.
    fn half_day(&mut self) -> Option<bool> {
        for (first, is_after) in [("a", false), ("p", true)] {
            if self.word(&[&format!("{first}m")]) {
                return Some(is_after);
            }
            let mut next = self.clone();
            if next.word(&[first]) && next.sign(&['.']).is_some() && next.word(&["m"]) {
                next.sign(&['.']);
                self.tokens = next.tokens;
                return Some(is_after);
            }
        }
        None
    }

    /// `Z`, `UTC`, `+03:00`, `-0500`.
    pub(super) fn zone(&mut self) -> Zone {
        let is_named = self.word(&["z", "gmt", "utc"]);
        let is_counted = self.tokens.first().is_some_and(|token| matches!(token.kind, Kind::Sign('+' | '-')));
        if is_named && !is_counted {
            return Zone::Universal;
        }
        let mut next = self.clone();
        let east = next.sign(&['+', '-']).and_then(|sign| {
            if next.tokens.first().is_some_and(|number| number.is_apart) {
                return None;
            }
            let (value, digits) = next.digits()?;
            let minutes = match digits {
                4 => value / 100 * 60 + value % 100,
                1 | 2 => {
                    let colon = next.sign(&[':']).and_then(|_| next.number(2..=2));
                    value * 60 + colon.unwrap_or_default()
                }
                _ => return None,
            };
            let seconds = i32::try_from(minutes).ok().filter(|minutes| *minutes <= 14 * 60)? * 60;
            Some(if sign == '-' { -seconds } else { seconds })
        });
        match east {
            Some(seconds) => {
                self.tokens = next.tokens;
                Zone::East(seconds)
            }
            None if is_named => Zone::Universal,
            None => Zone::Unstated,
        }
    }
}
