//! The lines of journals and histories: `<sequence> <length> <checksum> <payload>`.
//!
//! Length counts the bytes of the payload; the checksum is CRC-32 (the one of zip and PNG), in eight lower-case
//! hexadecimal digits, over "sequence length payload". A line counts only if it is byte for byte what the writer would
//! write, so that no flipped bit passes.

use std::ops::Range;

/// The line for a payload, which holds no line break.
pub fn line(sequence: u64, payload: &str) -> String {
    let length = payload.len();
    let checksum = crc32fast::hash(format!("{sequence} {length} {payload}").as_bytes());
    format!("{sequence} {length} {checksum:08x} {payload}\n")
}

/// How a file of lines ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// With a whole line.
    Clean,
    /// In the middle of what was being written when the power went; that was never promised.
    Torn,
    /// There are good lines after a bad one: this is not an interrupted write.
    Damaged,
}

/// What a file of lines holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    /// The good lines from the start: sequence, and the place of the payload.
    pub lines: Vec<(u64, Range<usize>)>,
    /// Where the last of them ends, in bytes; 0 without a header.
    pub end: usize,
    /// How the file goes on there.
    pub tail: Tail,
}

/// The good lines after a header line.
///
/// # Errors
/// When the first line is not `header`.
pub fn scan(bytes: &[u8], header: &str) -> Result<Scan, NotOurs> {
    let Some(header_end) = memchr::memchr(b'\n', bytes) else {
        // Not even the first line was finished, so there is nothing to be lost.
        let tail = if bytes.is_empty() { Tail::Clean } else { Tail::Torn };
        return Ok(Scan { lines: Vec::new(), end: 0, tail });
    };
    if bytes.get(..header_end) != Some(header.as_bytes()) {
        return Err(NotOurs);
    }
    let mut lines = Vec::new();
    let mut at = header_end + 1;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(Scan { lines, end: at, tail: Tail::Clean });
        }
        let length = memchr::memchr(b'\n', rest);
        match length.and_then(|length| read_line(rest.get(..length)?)) {
            Some((sequence, payload)) => {
                lines.push((sequence, at + payload.start..at + payload.end));
                at += payload.end + 1;
            }
            None => {
                let after = length.and_then(|length| rest.get(length + 1..)).unwrap_or_default();
                let is_damaged = after.split(|byte| *byte == b'\n').any(|line| read_line(line).is_some());
                let tail = if is_damaged { Tail::Damaged } else { Tail::Torn };
                return Ok(Scan { lines, end: at, tail });
            }
        }
    }
}

/// A file that does not begin as it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a file is not a journal of this project.")]
pub struct NotOurs;

/// Sequence and place of the payload of one line without its break; `None` unless every byte is as written.
fn read_line(bytes: &[u8]) -> Option<(u64, Range<usize>)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut parts = text.splitn(4, ' ');
    let sequence: u64 = parts.next()?.parse().ok()?;
    let (_length, _checksum, payload) = (parts.next()?, parts.next()?, parts.next()?);
    let written = line(sequence, payload);
    (written.strip_suffix('\n') == Some(text)).then(|| (sequence, bytes.len() - payload.len()..bytes.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "a header";

    fn sample(count: u64) -> Vec<u8> {
        let mut bytes = format!("{HEADER}\n").into_bytes();
        for sequence in 1..=count {
            let payload = format!("(label: \"zähl \\\" {}\")", "x".repeat((sequence % 40) as usize));
            bytes.extend(line(sequence, &payload).into_bytes());
        }
        bytes
    }

    #[test]
    fn a_journal_cut_anywhere_keeps_its_whole_lines() {
        let bytes = sample(60);
        let whole = scan(&bytes, HEADER).unwrap();
        assert_eq!((whole.lines.len(), whole.tail), (60, Tail::Clean));
        for cut in 0..bytes.len() {
            let found = scan(&bytes[..cut], HEADER).unwrap();
            assert_eq!(found.lines, whole.lines[..found.lines.len()], "cut at {cut}");
            let at_a_line = bytes[..cut].ends_with(b"\n") || cut == 0;
            assert_eq!(found.tail, if at_a_line { Tail::Clean } else { Tail::Torn }, "cut at {cut}");
        }
    }

    #[test]
    fn every_flipped_bit_is_seen() {
        let bytes = sample(30);
        let whole = scan(&bytes, HEADER).unwrap();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                let Ok(found) = scan(&flipped, HEADER) else { continue };
                assert!(found.lines.len() < 30 && found.tail != Tail::Clean, "byte {at}, bit {bit}: unseen");
                assert_eq!(found.lines, whole.lines[..found.lines.len()], "byte {at}, bit {bit}");
            }
        }
    }

    #[test]
    fn zeros_after_a_power_cut_count_as_a_torn_end() {
        let mut bytes = sample(10);
        bytes.extend([0; 4096]);
        let found = scan(&bytes, HEADER).unwrap();
        assert_eq!((found.lines.len(), found.tail), (10, Tail::Torn));
        assert_eq!(scan(&[0; 512], HEADER).unwrap().tail, Tail::Torn);
        assert_eq!(scan(b"something else\n", HEADER), Err(NotOurs));
    }
}
