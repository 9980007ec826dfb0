//! Moments as the reader's clock shows them.

use jiff::{Timestamp, tz::TimeZone};

use crate::model::Time;

/// Moments as the reader's clock shows them.
#[derive(Clone, Debug)]
pub(crate) struct LocalTimes(TimeZone);

impl LocalTimes {
    /// Those of this computer.
    pub(crate) fn of_system() -> Self {
        Self(TimeZone::system())
    }

    /// A day and a time of day: "2022-03-06 14:05".
    pub(crate) fn text(&self, at: Time) -> String {
        let moment = Timestamp::from_second(at.0).unwrap_or_default();
        moment.to_zoned(self.0.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_reader() {
        let at: Time = "2022-03-06T23:05:09Z".parse().unwrap();
        assert_eq!(LocalTimes(TimeZone::fixed(jiff::tz::offset(1))).text(at), "2022-03-07 00:05");
        assert_eq!(LocalTimes(TimeZone::UTC).text(Time(i64::MAX)), "1970-01-01 00:00");
    }
}
