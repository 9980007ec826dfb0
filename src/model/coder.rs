//! People who mark.

use super::{CoderId, Extra, Time};

/// Who made a mark. The name is a label; the id is the identity.
#[derive(Clone, Debug, PartialEq)]
pub struct Coder {
    /// Identity, made once per person.
    pub id: CoderId,
    /// The name shown.
    pub name: String,
    /// When, and by whom, it was last changed; `None` since it was made.
    pub changed: Option<(Time, CoderId)>,
    /// What other programs' formats hold about this coder, kept verbatim.
    pub extra: Extra,
}
