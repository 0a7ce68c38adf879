//! The API as plain data: everything the emitters need, nothing they do not.
//!
//! The reader ([`crate::read`]) fills it once, already checked and sorted; the
//! emitters ([`crate::emit`]) only look at it. It holds no spans and no tokens:
//! what can go wrong is said while reading, and what Rust looks like is decided
//! while emitting. Texts are as the document has them; [`crate::docs`] makes
//! them safe.

mod schema;

pub(crate) use schema::{Additional, Bounds, Kind, NamedSchema, Property, Scalar, Schema};

/// A whole document.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) version: String,
    /// Sorted by component name.
    pub(crate) schemas: Vec<NamedSchema>,
    /// Sorted by path, then method.
    pub(crate) operations: Vec<Operation>,
    /// The schemes that some operation uses, sorted by name.
    pub(crate) schemes: Vec<Scheme>,
    /// One body per kind, as `x-rejections` says; None: RFC 9457.
    pub(crate) rejections: Vec<(RejectionKind, Option<Answer>)>,
    /// Sorted by code.
    pub(crate) error_codes: Vec<ErrorCode>,
}

impl Api {
    /// The component called `name`.
    pub(crate) fn schema(&self, name: &str) -> Option<&NamedSchema> {
        self.schemas.iter().find(|schema| schema.name == name)
    }

    /// Follows references until something else is reached. The reader has
    /// refused dangling and circular chains.
    pub(crate) fn resolve<'a>(&'a self, schema: &'a Schema) -> &'a Schema {
        let mut current = schema;
        while let Kind::Ref(name) = &current.kind {
            match self.schema(name) {
                Some(named) => current = &named.schema,
                None => break,
            }
        }
        current
    }
}

/// One path and method.
#[derive(Debug)]
pub(crate) struct Operation {
    /// `operationId`, or the name made from method and path.
    pub(crate) id: String,
    /// Lower case, as in the document.
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) segments: Vec<Segment>,
    pub(crate) pointer: String,
    pub(crate) summary: String,
    pub(crate) description: String,
    pub(crate) deprecated: bool,
    /// Path parameters in path order, then the others in document order.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    /// Sorted by status.
    pub(crate) responses: Vec<Response>,
    /// Alternatives, each the name of one scheme; empty: open to everyone.
    pub(crate) security: Vec<String>,
    /// Whether one of the alternatives is a signature, which covers the body.
    pub(crate) signed: bool,
    pub(crate) retry: Retry,
    pub(crate) permissions: Vec<Permission>,
}

/// A piece of a path template between two slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    Literal(String),
    Parameter(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
}

#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) required: bool,
    pub(crate) description: String,
    pub(crate) schema: Schema,
}

/// A request body; always JSON for now.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) description: String,
    pub(crate) schema: Schema,
}

#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) description: String,
    /// `x-source`: where the document has this response from.
    pub(crate) source: Option<String>,
    /// None: the response has no body.
    pub(crate) schema: Option<Schema>,
}

impl Response {
    pub(crate) fn is_success(&self) -> bool {
        self.status < 400
    }
}

/// What may be done with a request whose outcome is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Retry {
    Safe,
    Idempotent,
    NeverAfterSent,
}

/// A row of `x-permissions`.
#[derive(Debug)]
pub(crate) struct Permission {
    pub(crate) action: String,
    pub(crate) access_level: String,
    pub(crate) resource_type: String,
    pub(crate) resource_required: bool,
    pub(crate) condition_keys: Vec<String>,
    pub(crate) alias: Vec<String>,
    pub(crate) dependencies: Vec<String>,
}

/// A security scheme.
#[derive(Debug)]
pub(crate) struct Scheme {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) pointer: String,
    pub(crate) kind: SchemeKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SchemeKind {
    /// The whole value of a header is the credential.
    HeaderKey { header: String },
    /// `x-signature`: the header signs head and body of the request.
    Signature { header: String, algorithm: String },
}

/// The body of a rejection.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// JSON, members in document order.
    pub(crate) text: String,
    /// Where the list of violations goes: right before the closing quote of the
    /// member that takes it.
    pub(crate) violations_at: Option<usize>,
}

/// What is answered where no operation decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RejectionKind {
    MissingCredential,
    RejectedCredential,
    Forbidden,
    InvalidRequest,
    UnknownPath,
    MethodNotAllowed,
    PayloadTooLarge,
    UnsupportedMediaType,
    InternalError,
}

impl RejectionKind {
    pub(crate) const ALL: [Self; 9] = [
        Self::MissingCredential,
        Self::RejectedCredential,
        Self::Forbidden,
        Self::InvalidRequest,
        Self::UnknownPath,
        Self::MethodNotAllowed,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
        Self::InternalError,
    ];

    /// The name in `x-rejections`.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::MissingCredential => "missing-credential",
            Self::RejectedCredential => "rejected-credential",
            Self::Forbidden => "forbidden",
            Self::InvalidRequest => "invalid-request",
            Self::UnknownPath => "unknown-path",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::PayloadTooLarge => "payload-too-large",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::InternalError => "internal-error",
        }
    }

    pub(crate) fn status(self) -> u16 {
        match self {
            Self::MissingCredential | Self::RejectedCredential => 401,
            Self::Forbidden => 403,
            Self::InvalidRequest => 400,
            Self::UnknownPath => 404,
            Self::MethodNotAllowed => 405,
            Self::PayloadTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::InternalError => 500,
        }
    }
}

/// A value of a property marked `x-error-code`, found in the examples.
#[derive(Debug)]
pub(crate) struct ErrorCode {
    pub(crate) code: String,
    /// Sorted.
    pub(crate) statuses: Vec<u16>,
    /// The message of the first example with this code.
    pub(crate) message: String,
}
