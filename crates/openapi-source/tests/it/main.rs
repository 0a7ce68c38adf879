#![cfg(test)]
//! What the crate promises to its callers, from the outside.

mod errors;
mod hostile;
mod listing;
mod rendering;
mod values;
