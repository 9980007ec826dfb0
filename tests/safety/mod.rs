//! The guarantees of `sayso::store`, each shown by a test that would fail without it.

mod disk_states;
mod drive;
mod faults;
mod fuzz;
mod fuzz_readers;
mod hunt;
mod kills;
mod leftovers;
mod membership;
mod mutation;
mod old_steps;
mod race;
mod seeds;
mod sharing;
mod sharing_trouble;
