//! The client of this API: what it sends, what it makes of the answers, what it never prints.
#![cfg(test)]

mod answers;
mod faults;
mod leaks;
#[cfg(feature = "httpmock")]
mod mock;
mod secrecy;
mod wire;
