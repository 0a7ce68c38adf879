//! Proof that the judge can fail: servers and clients that are wrong in one way each.
//!
//! A suite that has never failed has not been tested. Each fault of [`servers`] and [`clients`]
//! must be found, nobody who is right may be blamed, and each change of a document must show in
//! its lock. [`run`] tries all of that and makes a [`Matrix`] of it: which fault is found at which
//! level, and by which case. It works for any document; [`Ground::built_in`] has something of
//! everything.

use std::io;

pub mod clients;
mod ground;
mod matrix;
mod mutations;
pub mod servers;
mod trial;

pub use ground::Ground;
pub use matrix::{Found, Kind, LEVELS, Matrix, Row};
pub use mutations::{Mutation, Unnoticed};

/// Tries every server, every client and every change of the document.
///
/// # Errors
/// A loopback port or a runtime cannot be had.
pub fn run(ground: &Ground) -> io::Result<Matrix> {
    let (mutations, unnoticed) = mutations::run(ground);
    Ok(Matrix {
        rows: trial::rows(ground, |_| true)?,
        mutations,
        unnoticed,
    })
}

/// Tries the servers and clients of which this is so, by name.
///
/// # Errors
/// As for [`run`].
pub fn run_only(ground: &Ground, is_tried: impl Fn(&str) -> bool) -> io::Result<Matrix> {
    Ok(Matrix {
        rows: trial::rows(ground, is_tried)?,
        ..Matrix::default()
    })
}
