//! What the tests share: texts with marks in them, a driver that speaks the analyst's language,
//! and the programs that are needed beside Sayso.

pub(crate) mod arbitrary;
pub(crate) mod driver;
pub(crate) mod marked;
pub(crate) mod sim_disk;
pub(crate) mod tools;
