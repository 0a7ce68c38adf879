//! The types held to what the document says of them.
#![cfg(test)]

mod codes;
