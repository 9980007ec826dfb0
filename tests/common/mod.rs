//! What the tests share: texts with marks in them, and a driver that speaks the analyst's language.

pub mod arbitrary;
pub mod driver;
pub mod marked;
pub mod sim_disk;
