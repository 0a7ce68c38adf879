//! The promises of a document as a flat, ordered list of plain data.
//!
//! [`cases`] is a pure function: the same document gives the same list, in the same order, on any
//! machine. Names are unique and stable: `family::side::operation::…`, so that a filter such as
//! `401` or `client` selects what it says. A case holds all that a harness needs to carry it out;
//! it does nothing itself. The states of a real server are another source of cases: see
//! [`States::cases`](crate::States::cases).
//!
//! A case that expects a refusal proves nothing on its own: a server that refuses everything would
//! hold it. It names its [`twin`](Case::twin), the request that differs in nothing else and must
//! succeed; where the twin did not, the case is void.

use std::fmt;

use crate::{
    call::Call,
    schema::Direction,
    spec::{Example, Status},
};

mod answers;
mod apply;
mod authentication;
mod base;
mod bend;
mod bodies;
pub(crate) mod bounds;
mod content_types;
mod decode;
mod drawn;
mod encode;
mod ground;
mod json;
mod legal;
mod list;
mod make;
mod malformed;
mod methods;
mod ownership;
mod party;
mod paths;
mod probe;
mod reading;
mod size;
mod tolerance;
mod values;

pub use decode::{ClientResult, Decode, Ending, Reply, Requests};
pub use list::{Cases, Groundless, Unreached, cases};
pub(crate) use make::{answers, label, name};
pub use ownership::Part;
pub(crate) use party::after;
pub use probe::{Change, Drawn, Expect, Handler, Others, Probe, Twist};

/// One promise to be held.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Unique name.
    pub name: String,
    /// What kind of promise it is.
    pub family: Family,
    /// Whom it binds.
    pub side: Side,
    /// Id of the operation.
    pub operation: String,
    /// How strictly values are held to the example.
    pub level: Level,
    /// Name of the case that must have held for this one to prove anything.
    pub twin: Option<String>,
    /// Pointers to the parts of a request that this case is about: a parameter, a property, or a
    /// keyword of one of their schemas.
    pub owns: Vec<String>,
    /// What is to be done.
    pub subject: Subject,
}

/// Kinds of promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Family {
    /// Each example of the document.
    Examples,
    /// Each alternative way to prove who is calling.
    Security,
    /// Each documented status, reached in a real server through its state.
    Statuses,
    /// Legal variations of a request that succeeds: they must succeed too.
    Tolerance,
    /// Credentials that are missing, empty, wrong, or wrong together with a wrong body.
    Authentication,
    /// For each parameter, values that break one rule of it.
    Parameters,
    /// For each member of a body, values that break one rule of it.
    Properties,
    /// Bodies that are not what their content type says.
    Malformed,
    /// Content types that are not documented, or missing.
    ContentTypes,
    /// Bodies that are too large.
    Size,
    /// Methods that the path does not have.
    Methods,
    /// Paths that are not documented.
    Paths,
    /// Values drawn from the schemas.
    Drawn,
    /// Values that a client must encode.
    Encode,
    /// Answers that a client must read, or must not take for a success.
    Decode,
    /// Calls that a client makes by itself.
    Free,
}

impl Family {
    /// All families that a document gives, in the order of the lock.
    pub const ALL: [Self; 15] = [
        Self::Examples,
        Self::Security,
        Self::Statuses,
        Self::Tolerance,
        Self::Authentication,
        Self::Parameters,
        Self::Properties,
        Self::Malformed,
        Self::ContentTypes,
        Self::Size,
        Self::Methods,
        Self::Paths,
        Self::Drawn,
        Self::Encode,
        Self::Decode,
    ];
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Examples => "examples",
            Self::Security => "security",
            Self::Statuses => "statuses",
            Self::Tolerance => "tolerance",
            Self::Authentication => "authentication",
            Self::Parameters => "parameters",
            Self::Properties => "properties",
            Self::Malformed => "malformed",
            Self::ContentTypes => "content-types",
            Self::Size => "size",
            Self::Methods => "methods",
            Self::Paths => "paths",
            Self::Drawn => "drawn",
            Self::Encode => "encode",
            Self::Decode => "decode",
            Self::Free => "free",
        })
    }
}

/// Whom a promise binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Side {
    /// The document itself.
    Document,
    /// The types that both sides speak.
    Types,
    /// A client.
    Client,
    /// A server.
    Server,
    /// Both, talking to each other.
    Loopback,
}

impl Side {
    /// All sides, in the order of the coverage table.
    pub const ALL: [Self; 5] = [
        Self::Document,
        Self::Types,
        Self::Client,
        Self::Server,
        Self::Loopback,
    ];
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Document => "document",
            Self::Types => "types",
            Self::Client => "client",
            Self::Server => "server",
            Self::Loopback => "loopback",
        })
    }
}

/// How strictly values are held to the examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The body keeps its schema.
    Schema,
    /// And has the members of the example, each with the same kind of value.
    Shape,
    /// And has exactly the values of the example. A server may add members that the document says
    /// nothing about.
    Values,
}

/// What a case is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// A body of the document on its own.
    Body(Sample),
    /// A call and what must come back.
    Exchange(Box<Exchange>),
    /// A request to a server that differs from a plain call, and what must come of it.
    Probe(Box<Probe>),
    /// A call by a client that gets an unusual answer, and what the client must make of it.
    Decode(Box<Decode>),
    /// Calls whose values are drawn from the schemas when the case is run.
    Drawn(Box<Drawn>),
}

/// An example and what it is an example of.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Which way it travels.
    pub direction: Direction,
    /// The status it belongs to; `None` for a request.
    pub status: Option<Status>,
    /// The media type it is an example of.
    pub media_type: String,
    /// Pointer to the schema, where there is one.
    pub schema: Option<String>,
    /// Name, value and pointer.
    pub example: Example,
}

/// A call and the answer that is promised.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// What the client sends.
    pub call: Call,
    /// What the server answers.
    pub answer: Answer,
}

/// A promised answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The code on the wire.
    pub status: u16,
    /// The response that documents it.
    pub documented: Status,
    /// Pointer to that response.
    pub pointer: String,
    /// The body; `None` where the response has none.
    pub body: Option<Sample>,
}

impl Case {
    /// The example that the case is about, where there is one.
    pub fn sample(&self) -> Option<&Sample> {
        match &self.subject {
            Subject::Body(sample) => Some(sample),
            Subject::Exchange(exchange) => exchange.answer.body.as_ref(),
            Subject::Probe(_) | Subject::Decode(_) | Subject::Drawn(_) => None,
        }
    }

    /// The call that a client or the judge makes, where the case has one.
    pub fn call(&self) -> Option<&Call> {
        match &self.subject {
            Subject::Body(_) => None,
            Subject::Exchange(exchange) => Some(&exchange.call),
            Subject::Probe(probe) => Some(&probe.call),
            Subject::Decode(decode) => Some(&decode.call),
            Subject::Drawn(drawn) => Some(&drawn.call),
        }
    }

    /// The call and its answer, where the case has them.
    pub fn exchange(&self) -> Option<&Exchange> {
        match &self.subject {
            Subject::Exchange(exchange) => Some(exchange),
            Subject::Body(_) | Subject::Probe(_) | Subject::Decode(_) | Subject::Drawn(_) => None,
        }
    }

    /// Pointer to what the case holds in the document; empty for the whole of it.
    pub fn pointer(&self) -> &str {
        match &self.subject {
            Subject::Probe(_) | Subject::Decode(_) | Subject::Drawn(_) => {
                self.owns.first().map_or("", String::as_str)
            }
            Subject::Body(sample) => &sample.example.pointer,
            Subject::Exchange(exchange) => match &exchange.answer.body {
                Some(sample) => &sample.example.pointer,
                None => &exchange.answer.pointer,
            },
        }
    }
}
