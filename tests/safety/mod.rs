//! The guarantees of `sayso::store`, each shown by a test that would fail without it.

mod disk_states;
mod drive;
mod faults;
mod fuzz;
mod fuzz_annotations;
mod kills;
mod old_steps;
mod race;
