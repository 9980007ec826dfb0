//! Moments, to the second.

use std::{fmt, str::FromStr};

/// A moment in UTC, in whole seconds since 1970-01-01. Written as RFC 3339 (`2022-03-06T14:05:00Z`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(pub i64);

/// A string that is not a time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a time: write it like 2022-03-06T14:05:00Z")]
pub struct InvalidTime(pub String);

impl FromStr for Time {
    type Err = InvalidTime;

    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        text.parse::<jiff::Timestamp>().map(|t| Self(t.as_second())).map_err(|_unreadable| InvalidTime(text.to_owned()))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_second(self.0) {
            Ok(timestamp) => timestamp.fmt(f),
            Err(_out_of_range) => f.write_str("1970-01-01T00:00:00Z"),
        }
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let time: Time = "2022-03-06T14:05:09Z".parse().unwrap();
        assert_eq!(time.to_string(), "2022-03-06T14:05:09Z");
        assert_eq!("2022-03-06T16:05:09+02:00".parse(), Ok(time));
        assert!("yesterday".parse::<Time>().is_err());
    }
}
