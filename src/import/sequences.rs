//! How much of some bytes is UTF-8: its sequences of several bytes, valid and damaged.

/// The sequences of several bytes among some bytes. Half a surrogate pair, and what is longer than it need be, shows UTF-8
/// though it is not valid; a letter that the end of the bytes cuts is one damaged sequence.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sequences {
    /// Valid ones.
    valid: usize,
    /// Those of them that are three or four bytes long, which other encodings hardly ever look like.
    long: usize,
    /// With which bytes those of two bytes begin: a bit for each, from [`FIRST`] on.
    leads: u32,
    /// Damaged ones.
    bad: usize,
    /// With which bytes the last begins, if the end cuts it.
    cut: Option<(u8, usize)>,
}

/// Past so many damaged sequences, and fewer valid ones, no more are looked at.
const ENOUGH: usize = 10_000;

/// What sequences of two bytes begin with in each alphabet, and signs between letters in all of them: Latin, Greek,
/// Cyrillic, Armenian, Hebrew, Arabic, Thaana.
const ALPHABETS: [&[u8]; 7] = [
    &[0xC3, 0xC4, 0xC5, 0xC6, 0xC8, 0xCC, 0xCD],
    &[0xCD, 0xCE, 0xCF],
    &[0xD0, 0xD1, 0xD2, 0xD3],
    &[0xD4, 0xD5, 0xD6],
    &[0xD6, 0xD7],
    &[0xD8, 0xD9, 0xDA, 0xDB],
    &[0xDE],
];
/// The first byte that sequences can begin with, and that of signs such as « and °.
const FIRST: u8 = 0xC0;
const SIGNS: u8 = 0xC2;

impl Sequences {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut found = Self::default();
        let mut rest = bytes;
        while let Some(chunk) = rest.utf8_chunks().next().filter(|_| found.bad < ENOUGH || found.valid > found.bad) {
            found.add(chunk.valid());
            rest = rest.get(chunk.valid().len()..).unwrap_or_default();
            if !chunk.invalid().is_empty() {
                let old = old_length(rest);
                let length = old.unwrap_or(chunk.invalid().len());
                if length > 2 && old.is_some() {
                    // Not valid, but written by what meant UTF-8.
                    found.valid += 1;
                    found.long += 1;
                } else {
                    found.bad += 1;
                }
                found.cut = rest.first().copied().filter(|_| length == rest.len()).zip(Some(length));
                rest = rest.get(length..).unwrap_or_default();
            }
        }
        found
    }

    fn add(&mut self, valid: &str) {
        for byte in valid.bytes().filter(|byte| *byte >= FIRST) {
            self.valid += 1;
            if byte < 0xE0 {
                self.leads |= 1 << (byte - FIRST);
            } else {
                self.long += 1;
            }
        }
    }

    /// Whether the bytes are UTF-8, some of it damaged perhaps. Of few sequences it matters how likely they are: two
    /// bytes of another encoding may look like one.
    pub(super) fn are_utf8(&self) -> bool {
        let most = self.valid >= 9 * self.bad;
        let several = self.valid >= 2 && self.valid >= 2 * self.bad;
        let is_cut = self.bad == 1 && self.cut.is_some_and(|(lead, length)| self.is_cut_letter(lead, length));
        self.valid > 0 && (most || is_cut || several && self.is_likely(0))
    }

    /// The same for a file that states to be in another encoding.
    pub(super) fn contradict_other(&self) -> bool {
        let most = self.valid >= 9 * self.bad;
        self.valid > 0 && most && self.is_likely(0)
    }

    /// The same for a file that states to be UTF-8: whether it is not. One bad byte is damage.
    pub(super) fn contradict_utf8(&self) -> bool {
        self.bad > 1 && self.bad > 3 * self.valid
    }

    /// Whether the end cuts a letter that belongs to the others.
    fn is_cut_letter(&self, lead: u8, length: usize) -> bool {
        match lead {
            0xC2..=0xDF => self.is_likely(1 << (lead - FIRST)),
            0xE0..=0xF4 => self.long > 0 || length > 1,
            _ => false,
        }
    }

    /// Whether the letters belong together, these leads among them.
    fn is_likely(&self, more: u32) -> bool {
        let bits = |leads: &[u8]| leads.iter().fold(1 << (SIGNS - FIRST), |all: u32, lead| all | 1 << (lead - FIRST));
        self.long > 0 || self.valid > 20 || ALPHABETS.iter().any(|leads| (self.leads | more) & !bits(leads) == 0)
    }
}

/// The length of a sequence as UTF-8 was first defined (RFC 2279), if one begins here.
fn old_length(bytes: &[u8]) -> Option<usize> {
    let more = match bytes.first()? {
        0xC0..=0xDF => 1,
        0xE0..=0xEF => 2,
        0xF0..=0xF7 => 3,
        0xF8..=0xFB => 4,
        0xFC..=0xFD => 5,
        _ => return None,
    };
    let tail = bytes.get(1..=more)?;
    tail.iter().all(|byte| (0x80..0xC0).contains(byte)).then_some(more + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf8(bytes: &[u8]) -> bool {
        Sequences::of(bytes).are_utf8()
    }

    #[test]
    fn damaged_utf8_is_told_from_other_encodings_however_short() {
        for bytes in [
            &b"Gr\xC3\xBC\xC3\x9Fe, caf\xE9"[..],
            b"th\xC3\xA9 et caf\xC3",
            "На мосту было пусто".as_bytes().get(..34).unwrap(),
            b"\xE4\xB8\xAD\xE6\x96\x87\xFF",
            b"\xE2\x80\x9Cso\xE2\x80\x9D he s\x92aid",
            b"na\xC3\xAFve, th\xC3\xA9, \xED\xA0\xBD\xED\xB8\x80",
        ] {
            assert!(utf8(bytes), "{}", String::from_utf8_lossy(bytes));
        }
        for bytes in [
            &b"caf\xE9"[..],
            b"CAF\xC9\xBB, na\xEFve",
            b"\xC3\xA9 stands for \xE9",
            b"cut at the end: CAF\xC9",
            // GBK, Big5, Shift JIS, EUC-KR.
            b"\xD6\xD0\xB9\xFA\xC8\xCB\xC3\xF1",
            b"\xA4\xA4\xB0\xEA\xA4H\xA5\xC1",
            b"\x93\xFA\x96{\x8D\x91",
            b"\xB4\xEB\xC7\xD1\xB9\xCE\xB1\xB9",
        ] {
            assert!(!utf8(bytes), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn sequences_are_counted() {
        let count = |bytes: &[u8]| {
            let Sequences { valid, long, bad, cut, .. } = Sequences::of(bytes);
            (valid, long, bad, cut.is_some())
        };
        assert_eq!(count("aé€🙂".as_bytes()), (3, 2, 0, false));
        assert_eq!(count(b"\xC3\xA9\xC0\x80\xED\xA0\xBD\xF8\x88\x80\x80\x80\xE2\x82"), (3, 2, 2, true));
        assert_eq!(count(b"CAF\xC9 "), (0, 0, 1, false));
    }
}
