//! Completions and manual pages, made of the command line itself.

use crate::{Exit, Failure};
use clap::ArgMatches;
use clap_complete::Shell;
use std::path::PathBuf;

/// The text that a shell reads.
pub(crate) fn completions(mut command: clap::Command, matches: &ArgMatches) -> Vec<u8> {
    let mut out = Vec::new();
    if let Some(shell) = matches.get_one::<Shell>("shell") {
        let name = command.get_name().to_owned();
        clap_complete::generate(*shell, &mut command, name, &mut out);
    }
    out
}

/// The page of the program, or all pages in a folder.
pub(crate) fn man(command: clap::Command, matches: &ArgMatches) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    let written = match matches.get_one::<PathBuf>("dir") {
        Some(folder) => clap_mangen::generate_to(command, folder),
        None => clap_mangen::Man::new(command).render(&mut out),
    };
    match written {
        Ok(()) => Ok(out),
        Err(error) => Err(Failure::new(
            Exit::Failed,
            format!("the manual pages cannot be written: {error}"),
        )),
    }
}
