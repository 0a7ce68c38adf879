//! What the runtime needs to know of one operation: constant data, generated.

use openapi_types::Operation;

use crate::content::Content;
use crate::schema::Presence;
use crate::{Parameter, Rejections};

/// One operation as the server sees it.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    /// The document's facts.
    pub operation: &'static Operation,
    /// Its path, split at the slashes; an empty literal at the end where the path ends in one.
    pub path: &'static [Segment],
    /// What each request has beside method and path; tells operations of one path apart.
    pub fixed: &'static [Fixed],
    /// In the order in which broken rules are told.
    pub parameters: &'static [&'static Parameter],
    /// What a body may be; none: the operation has no body.
    pub contents: &'static [Content],
    /// Whether the body may be left out.
    pub body: Presence,
    /// The bodies of what is answered without the handler.
    pub rejections: &'static Rejections,
    /// The values of `WWW-Authenticate` on a 401, one for each scheme that has one.
    pub challenges: &'static [&'static str],
    /// The largest body that the document allows, in bytes; none: the service's own limit.
    pub body_limit: Option<usize>,
}

/// What stands between two slashes of a path; no literal is percent-encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// This text.
    Literal(&'static str),
    /// A parameter.
    Parameter,
    /// Literals and parameters in turn, as in `{name}.json`.
    Pieces(&'static [Piece]),
}

/// A part of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// This text.
    Literal(&'static str),
    /// A parameter.
    Parameter,
    /// A parameter that is one of these texts, longer ones first: it is known where it begins and
    /// ends, even where it touches another one.
    OneOf(&'static [&'static str]),
}

/// A constant part of each request of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixed {
    /// A pair of the query: name and value.
    Query(&'static str, &'static str),
    /// A pair of the query with this name, whatever its value.
    Named(&'static str),
    /// A header: name in lower case and value.
    Header(&'static str, &'static str),
}

impl Endpoint {
    /// An operation without parameters and body.
    pub const fn new(operation: &'static Operation, path: &'static [Segment]) -> Self {
        Self {
            operation,
            path,
            fixed: &[],
            parameters: &[],
            contents: &[],
            body: Presence::Required,
            rejections: &Rejections::PROBLEMS,
            challenges: &[],
            body_limit: None,
        }
    }
}
