//! The runtime held to its promises, over real sockets and without.
#![cfg(test)]

mod answers;
mod blocking;
mod bodies;
mod client;
mod credentials;
mod decoding;
mod hooks;
mod retries;
mod server;
mod sizes;
mod styles;
mod tokens;
mod transport;
