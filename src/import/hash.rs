//! Hashes of files and texts, and the ids that are made of them.

use sha2::{Digest, Sha256};

use crate::model::Id;

/// SHA-256 in hexadecimal.
pub(crate) fn sha256_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An id that is the same for the same words: what is imported twice is one.
pub fn hash_id(parts: &[&str]) -> Id {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut bits = [0; 10];
    bits.iter_mut().zip(hash.finalize()).for_each(|(bit, byte)| *bit = byte);
    Id::from_bits(bits)
}
