//! A date as a file words it: how much of one, in which zone, and how else it could be read.

use jiff::{
    SignedDuration,
    civil::{Date, DateTime, Time},
};

/// What was read of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub part: Part,
    /// The time of day, where one is stated.
    pub time: Option<Time>,
    pub zone: Zone,
    /// The day that it could be as well, as with 03.04.2023.
    pub other: Option<Date>,
}

/// As much of a date as is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Year(i16),
    Month(i16, i8),
    Day(Date),
}

/// The zone that a time is stated in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// The outlet's own, as far as can be told.
    Unstated,
    /// Universal time, as machines count it: it says nothing of where the outlet is.
    Universal,
    /// So many seconds east of Greenwich.
    East(i32),
}

impl Moment {
    /// The moment in universal time, if day, time and zone are stated.
    pub(super) fn universal(&self) -> Option<DateTime> {
        let local = self.local()?;
        match self.zone {
            Zone::Unstated => None,
            Zone::Universal => Some(local),
            Zone::East(seconds) => local.checked_sub(SignedDuration::from_secs(i64::from(seconds))).ok(),
        }
    }

    /// Day and time as they are stated, if both are.
    pub(super) fn local(&self) -> Option<DateTime> {
        match self.part {
            Part::Day(date) => Some(date.to_datetime(self.time?)),
            Part::Year(_) | Part::Month(..) => None,
        }
    }

    /// The day of the moment so many seconds east of Greenwich.
    pub(super) fn day_at(&self, seconds: i32) -> Option<Date> {
        let local = self.universal()?.checked_add(SignedDuration::from_secs(i64::from(seconds))).ok()?;
        Some(local.date())
    }

    /// Whether it is a day that a machine wrote as midnight in universal time.
    pub(super) fn is_plain_day(&self) -> bool {
        self.time.is_none_or(|time| time == Time::midnight() && self.zone == Zone::Universal)
    }
}

impl Part {
    /// As ISO 8601 writes it.
    pub(crate) fn iso(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Day(date) => date.to_string(),
        }
    }

    /// Whether both can be true: one is the other, or a part of it.
    pub(super) fn agrees(self, other: Self) -> bool {
        let (one, other) = (self.iso(), other.iso());
        one.starts_with(&other) || other.starts_with(&one)
    }
}
