//! `sayso completions` and `sayso man`: what shells and `man` know of the command line, made from its own description.

use std::io::Write;

use clap::Command;
use clap_complete::Shell;

use super::exit::{FINE, UNREADABLE};

/// Writes what a shell needs to complete commands; returns the exit code.
pub(super) fn completions(shell: Shell, mut command: Command) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "sayso", &mut script);
    put(&script)
}

/// Writes the manual page; returns the exit code.
pub(super) fn manual(command: Command) -> u8 {
    let mut page = Vec::new();
    match clap_mangen::Man::new(command).render(&mut page) {
        Ok(()) => put(&page),
        Err(error) => {
            eprintln!("the manual could not be made: {error}");
            UNREADABLE
        }
    }
}

fn put(bytes: &[u8]) -> u8 {
    match std::io::stdout().lock().write_all(bytes) {
        Ok(()) => FINE,
        Err(error) => {
            eprintln!("standard output: {error}");
            UNREADABLE
        }
    }
}
