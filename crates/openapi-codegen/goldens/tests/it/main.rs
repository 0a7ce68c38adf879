//! Generated clients and servers, talking to each other without a socket.
#![cfg(test)]

mod access;
mod answers;
mod bodies;
mod commands;
mod credentials;
mod deep;
mod drawn;
mod loopback;
mod names;
mod parts;
mod ranges;
mod refusals;
mod rules;
mod scalars;
mod styles;
mod tags;
