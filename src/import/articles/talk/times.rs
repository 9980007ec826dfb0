//! Times of a recording as files write them, in seconds: `00:01:02,500`, `1:02.5`, `0:03`.

/// No part of a time has more digits.
const MOST_DIGITS: usize = 6;

/// The time that a word is, in seconds.
pub(super) fn stamp(word: &str) -> Option<f64> {
    let (whole, fraction) = word.split_once([',', '.']).unwrap_or((word, "0"));
    let parts: Vec<f64> = whole.split(':').map(number).collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match parts.as_slice() {
        [minutes, seconds] => (0.0, *minutes, *seconds),
        [hours, minutes, seconds] => (*hours, *minutes, *seconds),
        _ => return None,
    };
    let below = number(fraction)? / 10_f64.powi(i32::try_from(fraction.len()).ok()?);
    // Two digits tell seconds from the goals of a match.
    let has_seconds = whole.rsplit(':').next().is_some_and(|seconds| seconds.len() == 2);
    let is_clock = has_seconds && seconds < 60.0 && (minutes < 60.0 || parts.len() == 2);
    is_clock.then_some(hours * 3_600.0 + minutes * 60.0 + seconds + below)
}

fn number(digits: &str) -> Option<f64> {
    let is_number = digits.len() <= MOST_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_programs_write_them() {
        for (word, seconds) in
            [("00:01:02,500", 62.5), ("1:02.5", 62.5), ("0:03", 3.0), ("100:00:00.000", 360_000.0), ("75:10", 4_510.0)]
        {
            assert_eq!(stamp(word), Some(seconds), "{word}");
        }
        for word in ["", "3", "0:61", "3:1", "1:60:00", "a:10", "1:2:3:4", "::", "1:-2", "0:03:", "9999999:00"] {
            assert_eq!(stamp(word), None, "{word}");
        }
    }
}
