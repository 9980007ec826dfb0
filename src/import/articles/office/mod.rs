//! What files of office programs share: parts and their relations, facts, and addresses in fields.

mod field;
mod package;
mod symbols;

/// How documents of old office programs begin, and protected ones of new programs: containers of another kind (OLE).
pub(super) const OLE: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

pub(super) use self::{
    field::address_in,
    package::{Relations, core_facts, main_part, path, relation_of},
    symbols::{symbol, symbol_of},
};
