//! What documents mean, and what is said of them.
#![cfg(test)]

mod files;
mod findings;
mod limits;
mod operations;
mod patterns;
mod reading;
mod schemas;
mod show;
