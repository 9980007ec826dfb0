//! What is known of the bytes of a file, and so what a save may replace.

use sha2::{Digest, Sha256};

use super::convert::hex;

/// What a file held when we last read or wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    sha256: [u8; 32],
}

impl Seen {
    /// The mark of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { sha256: Sha256::digest(bytes).into() }
    }
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex(&self.sha256))
    }
}

/// What a save may replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// Nothing: there must be no file.
    Nothing,
    /// A file that holds just this. That somebody removed it is no reason not to save.
    Only(Seen),
    /// Whatever is there: somebody was asked.
    Anything,
}
