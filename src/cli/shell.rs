//! `sayso completions` and `sayso man`: what shells and `man` know of the command line, made from its own description.

use clap::CommandFactory;
use clap_complete::Shell;

use super::{arguments::Arguments, exit::FINE, failure::Failure, output};

/// Writes what a shell needs to complete commands; returns the exit code.
pub(super) fn completions(shell: Shell) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "sayso", &mut script);
    put(&script)
}

/// Writes the manual page; returns the exit code.
pub(super) fn manual() -> Result<u8, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page).map_err(Failure::Output)?;
    put(&page)
}

fn put(bytes: &[u8]) -> Result<u8, Failure> {
    output::put(bytes, None)?;
    Ok(FINE)
}
