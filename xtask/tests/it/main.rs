//! The commands as they are typed, each in a folder of its own.
#![cfg(test)]

mod cli;
mod contract;
mod explain;
mod findings;
mod generate;
mod hostile;
mod isolation;
mod loopback;
mod new;
mod pipeline;
mod place;
