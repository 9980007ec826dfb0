//! What files of office programs share: parts and their relations, facts, and addresses in fields.

mod field;
mod package;

pub(super) use self::{
    field::address_in,
    package::{Relations, core_facts, main_part, relation_of},
};
