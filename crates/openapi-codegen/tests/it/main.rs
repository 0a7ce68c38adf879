//! What the generator makes of documents: files, findings, and the same bytes each time.
#![cfg(test)]

mod determinism;
mod goldens;
mod mutations;
mod random;
mod tags;
mod titles;
