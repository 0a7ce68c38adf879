//! What the runtime needs to know of one operation: constant data, generated.

use openapi_types::Operation;

use crate::Rejections;

/// One operation as the server sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The document's facts.
    pub operation: &'static Operation,
    /// The bodies of what is answered without the handler.
    pub rejections: &'static Rejections,
    /// The values of `WWW-Authenticate` on a 401, one for each scheme that has one.
    pub challenges: &'static [&'static str],
    /// The largest body that the document allows, in bytes; none: the service's own limit.
    pub body_limit: Option<usize>,
}
