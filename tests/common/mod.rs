//! What the tests share: texts with marks in them, a driver that speaks the analyst's language,
//! and the programs that are needed beside Sayso.

pub(crate) mod arbitrary;
pub(crate) mod coded;
pub(crate) mod driver;
#[expect(dead_code, reason = "the scripts of the benches are not all tested")]
#[path = "../../benches/bars/generator.rs"]
pub(crate) mod generator;
#[path = "../../benches/bars/kinds.rs"]
pub(crate) mod kinds;
pub(crate) mod marked;
pub(crate) mod sim_disk;
pub(crate) mod team;
pub(crate) mod tools;
