//! Servers that are wrong in one way each, and servers that are unusual and right.
//!
//! All of them are the right server of [`Right`], with something done to a request before it gets
//! there, to the answer afterwards, or to the bytes on their way. What is done is one function, or
//! one rule that is taken out of the document; so a fault is a row of a table.
//!
//! Where to go next: the faults by what they are about are [`access`], [`signing`], [`reading`],
//! [`lenient`], [`refusing`], [`strict`], [`saying`], [`coding`] and [`leaking`]; [`legal`] is what
//! must not be blamed, and [`wire`] what needs a socket.

use std::fmt;

use serde_json::Value;

use crate::exchange::{RawRequest, RawResponse};

mod access;
mod coding;
mod leaking;
mod legal;
mod lenient;
mod needs;
mod reading;
mod refusing;
mod right;
mod saying;
mod signing;
mod strict;
mod target;
pub mod wire;

pub(super) use lenient::everywhere;
pub use needs::Needs;
pub use right::Right;
pub use target::InMemory;

/// One server.
#[derive(Clone, Copy)]
pub struct Server {
    /// A short name, unique.
    pub name: &'static str,
    /// What it does, in a few words.
    pub text: &'static str,
    /// What a document must have for this to make a difference.
    pub needs: Needs,
    /// How it does it.
    pub way: Way,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// How a server differs from the right one.
#[derive(Clone, Copy)]
pub enum Way {
    /// It answers by itself.
    Answer(fn(&Right, &RawRequest) -> RawResponse),
    /// It is the right server of a document that says less.
    Lenient(fn(&str, &mut Value)),
    /// It sends the right answer in an unusual way.
    Wire(wire::Trick),
}

impl fmt::Debug for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Answer(_) => "Answer",
            Self::Lenient(_) => "Lenient",
            Self::Wire(_) => "Wire",
        })
    }
}

/// The servers that must be found out.
pub fn faults() -> Vec<Server> {
    let tables = [
        access::FAULTS,
        signing::FAULTS,
        reading::FAULTS,
        lenient::FAULTS,
        refusing::FAULTS,
        strict::FAULTS,
        coding::FAULTS,
        leaking::FAULTS,
        saying::STATUSES,
        saying::VALUES,
        saying::CONTENT,
        wire::FAULTS,
    ];
    tables.concat()
}

/// The servers that must not be blamed.
pub fn variations() -> Vec<Server> {
    [legal::VARIATIONS, coding::VARIATIONS, wire::VARIATIONS].concat()
}

/// A row that answers by itself.
const fn answer(
    name: &'static str,
    text: &'static str,
    needs: Needs,
    answer: fn(&Right, &RawRequest) -> RawResponse,
) -> Server {
    Server {
        name,
        text,
        needs,
        way: Way::Answer(answer),
    }
}
