//! The commands as they are typed, each in a folder of its own.
#![cfg(test)]

mod generate;
mod new;
mod place;
