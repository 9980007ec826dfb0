//! What the tests share: texts with marks in them, a driver that speaks the analyst's language,
//! and the programs that are needed beside Sayso.

pub mod arbitrary;
pub mod driver;
pub mod marked;
pub mod sim_disk;
pub mod tools;
