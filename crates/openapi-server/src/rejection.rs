//! Why a request is answered without its handler, or in place of it.
//!
//! A [`Rejection`] is a fact, not an answer: [`crate::Rejections`] holds the document's bodies,
//! and [`crate::Service::on_rejection`] can replace what is made of both. Its cause is for
//! operators only and is never part of an answer.

use std::fmt;

use bytes::Bytes;
use http::{HeaderValue, StatusCode};

use crate::{BoxError, Endpoint, Violations};

/// The kinds of answers that a server gives on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RejectionKind {
    /// No credential that the operation accepts was sent.
    MissingCredential,
    /// A credential was sent and is not good.
    RejectedCredential,
    /// The credential is good and does not allow the operation.
    Forbidden,
    /// Parameters or body break the document's rules.
    InvalidRequest,
    /// The document has no such path.
    UnknownPath,
    /// The path has no such method.
    MethodNotAllowed,
    /// The body did not arrive in time.
    RequestTimeout,
    /// The body is over the limit.
    PayloadTooLarge,
    /// The body is not of a media type that the operation takes.
    UnsupportedMediaType,
    /// The handler or something it needs failed.
    InternalError,
}

impl RejectionKind {
    /// The status of the answer.
    pub fn status(self) -> StatusCode {
        match self {
            Self::MissingCredential | Self::RejectedCredential => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::InvalidRequest => StatusCode::BAD_REQUEST,
            Self::UnknownPath => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::InternalError => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Why a request is not answered by a documented answer of its handler.
pub struct Rejection(Box<Details>);

/// Boxed, because the way of a good request should not carry its size along.
struct Details {
    kind: RejectionKind,
    endpoint: Option<&'static Endpoint>,
    violations: Violations,
    allow: Option<HeaderValue>,
    body: Option<Bytes>,
    cause: Option<BoxError>,
    connection: AfterAnswer,
}

/// What becomes of the connection after the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AfterAnswer {
    Keep,
    Close,
}

impl Rejection {
    /// A rejection that no operation is concerned with.
    #[cold]
    pub fn new(kind: RejectionKind) -> Self {
        Self(Box::new(Details {
            kind,
            endpoint: None,
            violations: Violations::new(),
            allow: None,
            body: None,
            cause: None,
            connection: AfterAnswer::Keep,
        }))
    }

    /// What kind it is.
    pub fn kind(&self) -> RejectionKind {
        self.0.kind
    }

    /// The status it is answered with.
    pub fn status(&self) -> StatusCode {
        self.0.kind.status()
    }

    /// The operation, where the request got as far.
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.0.endpoint
    }

    /// The broken rules of an [`InvalidRequest`](RejectionKind::InvalidRequest).
    pub fn violations(&self) -> &Violations {
        &self.0.violations
    }

    /// What went wrong behind an [`InternalError`](RejectionKind::InternalError) or while a body
    /// was read. For logs; never for the answer.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.0.cause.as_deref()
    }

    /// The documented methods of the path.
    pub(crate) fn allow(&self) -> Option<&HeaderValue> {
        self.0.allow.as_ref()
    }

    /// A body that the application chose in place of the document's.
    pub(crate) fn body(&self) -> Option<&Bytes> {
        self.0.body.as_ref()
    }

    pub(crate) fn connection(&self) -> AfterAnswer {
        self.0.connection
    }

    pub(crate) fn at(mut self, endpoint: &'static Endpoint) -> Self {
        self.0.endpoint = Some(endpoint);
        self
    }

    pub(crate) fn with_violations(mut self, violations: Violations) -> Self {
        self.0.violations = violations;
        self
    }

    pub(crate) fn with_allow(mut self, allow: HeaderValue) -> Self {
        self.0.allow = Some(allow);
        self
    }

    pub(crate) fn with_body(mut self, body: Bytes) -> Self {
        self.0.body = Some(body);
        self
    }

    pub(crate) fn with_cause(mut self, cause: BoxError) -> Self {
        self.0.cause = Some(cause);
        self
    }

    pub(crate) fn closing(mut self) -> Self {
        self.0.connection = AfterAnswer::Close;
        self
    }
}

impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rejection")
            .field("kind", &self.0.kind)
            .field(
                "operation",
                &self.0.endpoint.map(|endpoint| endpoint.operation.id),
            )
            .field("violations", &self.0.violations)
            .finish_non_exhaustive()
    }
}
