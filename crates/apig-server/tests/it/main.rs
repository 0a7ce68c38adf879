#![cfg(test)]
//! Holds the service of the API, around the server in memory, to what the document says.

#[path = "../../examples/in_memory/mod.rs"]
mod in_memory;
mod rejections;
mod server;
mod signatures;
mod statuses;
