//! Generated clients and servers, talking to each other without a socket.
#![cfg(test)]

mod answers;
mod bodies;
mod credentials;
mod drawn;
mod loopback;
mod names;
mod rules;
mod scalars;
mod styles;
mod tags;
