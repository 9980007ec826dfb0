//! What Sayso keeps for other programs.

use std::collections::BTreeMap;

/// What other programs' formats hold that Sayso has no place for, kept verbatim.
pub type Extra = BTreeMap<String, String>;
