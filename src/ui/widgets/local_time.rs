//! Moments as the reader's clock shows them.

use jiff::{Timestamp, tz::TimeZone};

use crate::model::Time;

/// A day and a time of day where this computer is: "2022-03-06 14:05".
pub(crate) fn local_time(at: Time) -> String {
    in_zone(at, TimeZone::system())
}

fn in_zone(at: Time, zone: TimeZone) -> String {
    let moment = Timestamp::from_second(at.0).unwrap_or_default();
    moment.to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_reader() {
        let at: Time = "2022-03-06T23:05:09Z".parse().unwrap();
        assert_eq!(in_zone(at, TimeZone::fixed(jiff::tz::offset(1))), "2022-03-07 00:05");
        assert_eq!(in_zone(Time(i64::MAX), TimeZone::UTC), "1970-01-01 00:00");
    }
}
