//! Which of the dates that a file states is the day of publication, in the outlet's own zone, and how sure that is.

use super::{
    super::words::{DateDoubt, Warning},
    find::read,
    moment::{Moment, Part, Zone},
    place::Place,
};
use crate::model::{Dating, Facts};

/// A date that a file states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stated {
    pub place: Place,
    /// As it is worded.
    pub words: String,
    pub moment: Moment,
    /// Whether the place may speak of another text than the article.
    pub is_unsure: bool,
}

impl Stated {
    /// The date that a value states; `None` if it is none.
    pub(crate) fn read(place: Place, words: &str, language: &str) -> Option<Self> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let moment = read(&words, language)?;
        Some(Self { place, words, moment, is_unsure: false })
    }
}

/// Times that a file states besides, as of its last change: they tell the zone that the outlet is in.
pub(crate) type Clues = Vec<Moment>;

/// Sets the day of publication, how it was stated, and returns what should be known of it.
pub(crate) fn settle(facts: &mut Facts, mut stated: Vec<Stated>, clues: &[Moment]) -> Vec<Warning> {
    stated.sort_by_key(|stated| stated.place);
    let zones = Zones::of(&stated, clues, &facts.language);
    let days: Vec<Day> = stated.iter().map(|stated| zones.day(stated)).collect();
    let Some((best, day)) = best(&stated, &days) else { return Vec::new() };
    let mut warnings = Vec::new();
    let (mut part, mut is_doubtful) = (day.part, day.is_doubtful || best.is_unsure);
    if let Some(other) = best.moment.other {
        // Another place may say which of the two it is.
        let says = |part: Part| days.iter().zip(&stated).any(|(day, by)| by.moment.other.is_none() && day.part == part);
        if says(Part::Day(other)) && !says(part) {
            part = Part::Day(other);
        } else if !says(part) {
            is_doubtful = true;
            warnings.push(Warning::Date(DateDoubt::Ambiguous {
                stated: best.words.clone(),
                taken: part.iso(),
                other: other.to_string(),
            }));
        }
    }
    let differs = |(by, day): &(&Stated, &Day)| {
        !day.part.agrees(part) && by.moment.other.is_none_or(|other| !Part::Day(other).agrees(part)) && !by.is_unsure
    };
    if let Some((by, other)) = stated.iter().zip(&days).find(differs) {
        let (taken, other) = ((part.iso(), best.place), (other.part.iso(), by.place));
        warnings.push(Warning::Date(DateDoubt::Differ { taken, other }));
    }
    facts.published = part.iso();
    facts.dating = Dating { stated: best.words.clone(), source: best.place.code().to_owned(), is_doubtful };
    warnings
}

/// The most trusted statement; one that states more of the same date is better.
fn best<'s>(stated: &'s [Stated], days: &'s [Day]) -> Option<(&'s Stated, &'s Day)> {
    let sure = |(by, _): &(&Stated, &Day)| !by.is_unsure;
    let all = || stated.iter().zip(days);
    let (first, day) = all().find(sure).or_else(|| all().next())?;
    let fuller = all().find(|(_, other)| matches!(other.part, Part::Day(_)) && other.part.agrees(day.part));
    Some(fuller.filter(|_| !matches!(day.part, Part::Day(_))).unwrap_or((first, day)))
}

/// A day in the outlet's zone.
struct Day {
    part: Part,
    /// Whether it may be the one before or after.
    is_doubtful: bool,
}

/// What is known of the zone that the outlet is in.
struct Zones {
    /// Moments with a zone that is not universal time.
    known: Vec<(Moment, i32)>,
    /// Days and times that stand in the text, without a zone.
    local: Vec<Moment>,
    /// The zones where the language is mostly spoken, in hours east of Greenwich.
    usual: (i32, i32),
}

impl Zones {
    fn of(stated: &[Stated], clues: &[Moment], language: &str) -> Self {
        let all = || stated.iter().map(|stated| &stated.moment).chain(clues);
        let zone = |moment: &Moment| match moment.zone {
            Zone::East(seconds) if seconds != 0 => Some((*moment, seconds)),
            Zone::East(_) | Zone::Universal | Zone::Unstated => None,
        };
        let is_local = |moment: &&Moment| moment.zone == Zone::Unstated && moment.time.is_some();
        Self {
            known: all().filter_map(zone).collect(),
            local: stated.iter().map(|stated| &stated.moment).filter(is_local).copied().collect(),
            usual: usual_zones(language),
        }
    }

    /// The day of a statement in the outlet's zone.
    fn day(&self, stated: &Stated) -> Day {
        let moment = &stated.moment;
        let as_stated = Day { part: moment.part, is_doubtful: false };
        if moment.is_plain_day() {
            return as_stated;
        }
        let at = |seconds: i32| moment.day_at(seconds).map(Part::Day);
        match moment.zone {
            Zone::Unstated => as_stated,
            Zone::East(seconds) if seconds != 0 => as_stated,
            Zone::East(_) => {
                // In Britain this is winter time; else a machine's. Only the same moment in another zone tells.
                let same = self.same(moment).and_then(at);
                let moved = self.nearest(moment).and_then(at).is_some_and(|day| day != moment.part);
                same.map_or(Day { is_doubtful: moved, ..as_stated }, |part| Day { part, is_doubtful: false })
            }
            Zone::Universal => match self.same(moment).or_else(|| self.nearest(moment)).and_then(at) {
                Some(part) => Day { part, is_doubtful: false },
                None => {
                    let (west, east) = self.usual;
                    let may_differ = [west, east].iter().any(|hours| at(hours * 3_600) != Some(moment.part));
                    Day { is_doubtful: may_differ, ..as_stated }
                }
            },
        }
    }

    /// The zone in which the same moment is stated, in seconds; a moment in the text differs by a whole zone.
    fn same(&self, moment: &Moment) -> Option<i32> {
        let universal = moment.universal()?;
        let known = self
            .known
            .iter()
            .find(|(other, _)| other.universal().is_some_and(|other| minutes_between(universal, other).abs() <= 5));
        let zone_of = |local: &Moment| {
            let minutes = minutes_between(universal, local.local()?);
            (minutes % 15 == 0 && (-12 * 60..=14 * 60).contains(&minutes)).then_some(minutes as i32 * 60)
        };
        known.map(|(_, seconds)| *seconds).or_else(|| self.local.iter().find_map(zone_of))
    }

    /// The zone of the nearest moment that states one: winter and summer have different ones.
    fn nearest(&self, moment: &Moment) -> Option<i32> {
        let universal = moment.universal()?;
        let far = |other: &Moment| other.universal().map_or(i64::MAX, |other| minutes_between(universal, other).abs());
        self.known.iter().min_by_key(|(other, _)| far(other)).map(|(_, seconds)| *seconds)
    }
}

fn minutes_between(one: jiff::civil::DateTime, other: jiff::civil::DateTime) -> i64 {
    other.duration_since(one).as_mins()
}

/// From which hour east of Greenwich to which a language is mostly spoken where news are written in it.
fn usual_zones(language: &str) -> (i32, i32) {
    let language = language.to_ascii_lowercase().replace('_', "-");
    match language.as_str() {
        "en-us" => (-8, -4),
        "en-gb" | "en-ie" | "ga" | "cy" => (0, 1),
        "en-au" => (8, 11),
        "en-in" => (5, 6),
        "pt-br" | "es-ar" | "es-uy" | "es-cl" => (-4, -3),
        "es-mx" | "es-co" | "es-pe" => (-7, -5),
        _ => match language.split('-').next().unwrap_or_default() {
            "de" | "fr" | "it" | "nl" | "pl" | "cs" | "sk" | "sl" | "hr" | "sr" | "bs" | "hu" | "da" | "sv" | "nb"
            | "no" | "ca" | "sq" | "mk" => (1, 2),
            "fi" | "et" | "lv" | "lt" | "el" | "ro" | "bg" | "uk" | "he" => (2, 3),
            "tr" | "be" => (3, 3),
            "ru" => (2, 7),
            "ar" => (1, 4),
            "fa" => (3, 4),
            "hi" | "bn" | "ta" | "te" | "mr" | "ur" => (5, 6),
            "th" | "vi" | "id" => (7, 9),
            "zh" | "ms" => (8, 8),
            "ja" | "ko" => (9, 9),
            "es" => (-6, 2),
            "pt" => (-3, 1),
            _ => (-5, 1),
        },
    }
}

/// The order of days and months that the dates of a whole column show: `Some(true)` for months first, `None` when every
/// date can be read both ways or the dates contradict each other.
pub(crate) fn month_first(values: &[&str]) -> Option<bool> {
    let reads = |value: &&str, language: &str| read(value, language).filter(|moment| moment.other.is_none());
    let order = |value: &&str| {
        let numbers: Vec<u8> =
            value.split(['.', '/', '-']).take(2).filter_map(|part| part.trim().parse().ok()).collect();
        let [first, second] = numbers.as_slice() else { return None };
        reads(value, "")?;
        match (*first > 12, *second > 12) {
            (true, false) => Some(false),
            (false, true) => Some(true),
            _ => None,
        }
    };
    let mut orders = values.iter().filter_map(order);
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}
