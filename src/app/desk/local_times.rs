//! Moments as the reader's clock shows them.

use jiff::{Timestamp, tz::TimeZone};

use crate::model::Time;

/// Moments as the reader's clock shows them.
#[derive(Clone, Debug)]
pub struct LocalTimes(TimeZone);

impl LocalTimes {
    /// Those of this computer.
    pub fn of_system() -> Self {
        Self(TimeZone::system())
    }

    /// A day and a time of day: "6 March 2022, 14:05".
    pub fn text(&self, at: Time) -> String {
        let moment = Timestamp::from_second(at.0).unwrap_or_default();
        moment.to_zoned(self.0.clone()).strftime("%-d %B %Y, %H:%M").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_reader() {
        let at: Time = "2022-03-06T23:05:09Z".parse().unwrap();
        assert_eq!(LocalTimes(TimeZone::fixed(jiff::tz::offset(1))).text(at), "7 March 2022, 00:05");
        assert_eq!(LocalTimes(TimeZone::UTC).text(Time(i64::MAX)), "1 January 1970, 00:00");
    }
}
