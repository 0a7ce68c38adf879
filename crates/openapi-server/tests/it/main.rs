#![cfg(test)]
//! Holds the runtime to its promises with a small document of its own.

mod authentication;
#[cfg(feature = "axum")]
mod axum;
mod document;
mod failures;
mod rejections;
mod rules;
mod schemas;
#[cfg(feature = "serve")]
mod serving;
mod wide;
