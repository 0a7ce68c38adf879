//! The code of the README, compiled as documentation tests.
//!
//! There is nothing else in this library. The suite itself is in `contract/main.rs`.

/// See the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
#[derive(Debug)]
pub struct Readme;
