#![cfg(test)]
//! Holds the signature to published examples and to itself.

mod properties;
mod refusals;
mod vectors;
