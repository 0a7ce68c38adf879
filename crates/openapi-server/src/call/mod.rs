//! One request on its way to its handler: the steps that generated code puts in order.
//!
//! A [`Call`] is a request whose operation is known. Each step either gives what the next one
//! needs or a [`Rejection`]. None of them decides on its own what comes next: the order is in
//! the generated code, for everyone to read. Who is calling is in `caller`, what was sent in
//! `receive` and `input`, what is answered in `outcome`.

mod caller;
mod input;
mod outcome;
mod receive;

use std::fmt;

use http::HeaderMap;
use http::request::Parts;
use openapi_types::Operation;

pub use input::Input;

use crate::router::Escapes;
use crate::service::Settings;
use crate::{BoxError, Endpoint, Rejection, RejectionKind};

/// The parameters of the path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PathValues<'a> {
    /// As they were sent.
    pub(crate) raw: &'a [&'a str],
    pub(crate) escapes: Escapes,
}

/// A request that is meant for an operation.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    parts: &'a Parts,
    path: PathValues<'a>,
    settings: &'a Settings,
    endpoint: &'static Endpoint,
}

impl fmt::Debug for Call<'_> {
    /// Without headers and query: they can hold credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.endpoint.operation.id)
            .finish_non_exhaustive()
    }
}

impl<'a> Call<'a> {
    pub(crate) fn new(
        parts: &'a Parts,
        path: PathValues<'a>,
        settings: &'a Settings,
        endpoint: &'static Endpoint,
    ) -> Self {
        Self {
            parts,
            path,
            settings,
            endpoint,
        }
    }

    /// The document's facts of the operation.
    pub fn operation(self) -> &'static Operation {
        self.endpoint.operation
    }

    pub(crate) fn headers(self) -> &'a HeaderMap {
        &self.parts.headers
    }

    /// The raw query; empty where there is none.
    pub(crate) fn query_text(self) -> &'a str {
        self.parts.uri.query().unwrap_or_default()
    }

    /// The raw text of a parameter of the path.
    pub(crate) fn segment(self, at: usize) -> Option<&'a str> {
        self.path.raw.get(at).copied()
    }

    /// The same where it has no escapes.
    pub(crate) fn plain_segment(self, at: usize) -> Option<&'a str> {
        match self.path.escapes {
            Escapes::Absent => self.segment(at),
            Escapes::Possible => None,
        }
    }

    /// The router knows an operation that the routes do not: a fault of whoever wired them.
    #[cold]
    pub fn unknown_operation(self) -> Rejection {
        self.internal_error("the operation has no handler".into())
    }

    #[cold]
    pub(crate) fn internal_error(self, cause: BoxError) -> Rejection {
        self.reject(RejectionKind::InternalError).with_cause(cause)
    }

    #[cold]
    pub(crate) fn reject(self, kind: RejectionKind) -> Rejection {
        Rejection::new(kind).at(self.endpoint)
    }
}
