//! GUIDs for records, which formats of other programs know them by.

use sha2::{Digest, Sha256};

/// The same GUID for the same record of a kind (`tag`, `article`), so that a second export is recognised (RFC 9562,
/// version 8: from a hash of ours).
pub fn guid(kind: &str, id: &dyn std::fmt::Display) -> String {
    let hash = Sha256::digest(format!("sayso {kind} {id}"));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(byte, from)| *byte = from);
    let mut number = u128::from_be_bytes(bytes);
    number = number & !(0xF << 76) | 8 << 76;
    number = number & !(0b11 << 62) | 0b10 << 62;
    let digits = format!("{number:032X}");
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_are_those_of_the_schema_and_the_same_every_time() {
        let one = guid("span", &"a");
        assert_eq!(one, guid("span", &"a"));
        assert_ne!(one, guid("note", &"a"));
        let parts: Vec<usize> = one.split('-').map(str::len).collect();
        assert_eq!((parts, one.get(14..15)), (vec![8, 4, 4, 4, 12], Some("8")));
    }
}
