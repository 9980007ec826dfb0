//! Numbers that JSON has no word for, or that no program keeps whole: they are made such that they can be read.

use std::borrow::Cow;

/// What programs in Python write where a number is missing, or has no end.
const NO_NUMBERS: [&str; 3] = ["NaN", "Infinity", "-Infinity"];
/// Whole numbers of so many digits fit into 64 bits.
const SAFE_DIGITS: usize = 18;

/// A text of JSON in which what is no number is `null`, and numbers that are too long to be kept stand in quotation marks;
/// and how many were no numbers.
pub(super) fn readable(text: &str) -> (Cow<'_, str>, usize) {
    let (mut made, mut taken, mut missing) = (String::new(), 0, 0);
    let mut tokens = Tokens { text, at: 0, is_quoted: false };
    while let Some((start, token)) = tokens.next_bare() {
        let is_none = NO_NUMBERS.contains(&token);
        if !is_none && !is_too_long(token) {
            continue;
        }
        missing += usize::from(is_none);
        made.push_str(text.get(taken..start).unwrap_or_default());
        if is_none {
            made.push_str("null");
        } else {
            made.extend(["\"", token, "\""]);
        }
        taken = start + token.len();
    }
    if taken == 0 {
        return (Cow::Borrowed(text), 0);
    }
    made.push_str(text.get(taken..).unwrap_or_default());
    (Cow::Owned(made), missing)
}

/// Whether a number has more digits than are kept, or is larger than any that is read.
fn is_too_long(token: &str) -> bool {
    let digits = token.strip_prefix('-').unwrap_or(token);
    if !digits.starts_with(|c: char| matches!(c, '1'..='9')) {
        return false;
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.len() > SAFE_DIGITS && token.parse::<i64>().is_err() && token.parse::<u64>().is_err();
    }
    digits.contains(['e', 'E']) && token.parse::<f64>().is_ok_and(f64::is_infinite)
}

/// The words of JSON that stand in no quotation marks.
struct Tokens<'t> {
    text: &'t str,
    at: usize,
    is_quoted: bool,
}

impl<'t> Tokens<'t> {
    /// The next of them, with the byte at which it begins.
    fn next_bare(&mut self) -> Option<(usize, &'t str)> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            match byte {
                b'\\' if self.is_quoted => self.at += 1,
                b'"' => self.is_quoted = !self.is_quoted,
                // No text goes over several lines; a broken one ends with its line.
                b'\n' => self.is_quoted = false,
                _ if self.is_quoted || !is_of_word(byte) => {}
                _word => {
                    let rest = self.text.get(self.at..)?;
                    let word = rest.get(..rest.bytes().take_while(|byte| is_of_word(*byte)).count())?;
                    let start = self.at;
                    self.at += word.len();
                    return Some((start, word));
                }
            }
            self.at += 1;
        }
    }
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_nothing_and_long_numbers_stay_whole() {
        for (json, made, missing) in [
            (r#"[NaN, "NaN", -Infinity,Infinity]"#, r#"[null, "NaN", null,null]"#, 3),
            (r#"{"a \" NaN":12345678901234567890123}"#, r#"{"a \" NaN":"12345678901234567890123"}"#, 0),
            ("[18446744073709551615,-9223372036854775808]", "[18446744073709551615,-9223372036854775808]", 0),
            ("[-9223372036854775809, 1e400, 1e3, 0.1]", r#"["-9223372036854775809", "1e400", 1e3, 0.1]"#, 0),
            ("{\"a\n[NaN]", "{\"a\n[null]", 1),
            ("[NaNa, xNaN, 1-2, é]", "[NaNa, xNaN, 1-2, é]", 0),
            ("\"a\\", "\"a\\", 0),
            ("", "", 0),
        ] {
            assert_eq!(readable(json), (Cow::Borrowed(made), missing), "{json}");
        }
    }
}
