//! People who mark.

use super::{CoderId, Extra};

/// Who made a mark. The name is a label; the id is the identity.
#[derive(Clone, Debug, PartialEq)]
pub struct Coder {
    /// Identity, made once per person.
    pub id: CoderId,
    /// The name shown.
    pub name: String,
    /// What other programs' formats hold about this coder, kept verbatim.
    pub extra: Extra,
}
