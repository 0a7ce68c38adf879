//! One request on its way to its handler: the steps that generated code puts in order.
//!
//! [`Head`] is a request before its operation is known, [`Call`] is one after. Each step either
//! gives what the next one needs or a [`Rejection`]. None of them decides on its own what comes
//! next: the order is in the generated code, operation by operation, for everyone to read.

use std::fmt;

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderName, Method};
use openapi_types::Operation;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::reading::{ReadError, is_absent, read};
use crate::route::Escapes;
use crate::schema::{Schema, read_value};
use crate::service::Settings;
use crate::{
    BoxError, Broken, Denied, Endpoint, Failure, Outcome, Parameter, Rejection, RejectionKind,
    RequestBody, SignedRequest, Token, Violations, answer, media,
};

/// A request whose operation is not known yet.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    pub(crate) parts: &'a Parts,
    pub(crate) path: &'a str,
    pub(crate) escapes: Escapes,
    pub(crate) settings: &'a Settings,
}

/// A request that is meant for an operation.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    parts: &'a Parts,
    escapes: Escapes,
    settings: &'a Settings,
    endpoint: &'static Endpoint,
}

impl fmt::Debug for Head<'_> {
    /// Without headers and query: they can hold credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            parts,
            path,
            escapes: _,
            settings: _,
        } = self;
        f.debug_struct("Head")
            .field("method", &parts.method)
            .field("path", path)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Call<'_> {
    /// Without headers and query: they can hold credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            parts: _,
            escapes: _,
            settings: _,
            endpoint,
        } = self;
        f.debug_struct("Call")
            .field("operation", &endpoint.operation.id)
            .finish_non_exhaustive()
    }
}

impl<'a> Head<'a> {
    /// The method as sent.
    pub fn method(self) -> &'a Method {
        &self.parts.method
    }

    /// The raw path, without needless escapes.
    pub fn path(self) -> &'a str {
        self.path
    }

    /// The operation is found.
    pub fn at(self, endpoint: &'static Endpoint) -> Call<'a> {
        Call {
            parts: self.parts,
            escapes: self.escapes,
            settings: self.settings,
            endpoint,
        }
    }
}

/// Who is calling.
impl<'a> Call<'a> {
    /// The document's facts of the operation.
    pub fn operation(self) -> &'static Operation {
        self.endpoint.operation
    }

    /// The credential in a header; none where there is no such header or nothing in it.
    pub fn header_token(self, name: &HeaderName) -> Result<Option<Token<'a>>, Rejection> {
        let mut values = self.parts.headers.get_all(name).iter();
        let Some(value) = values.next() else {
            return Ok(None);
        };
        match (value.to_str(), values.next()) {
            (Ok(""), None) => Ok(None),
            (Ok(text), None) => Ok(Some(Token::new(text))),
            // Two credentials, or bytes that no credential has.
            _ => Err(self.reject(RejectionKind::RejectedCredential)),
        }
    }

    /// The request as the signature covers it.
    pub fn signed(self, signature: Token<'a>, body: &'a [u8]) -> SignedRequest<'a> {
        SignedRequest::new(
            &self.parts.method,
            self.uri(),
            &self.parts.headers,
            signature,
            body,
        )
    }

    /// The target as the caller sent it: a router around the service may have cut it.
    fn uri(self) -> &'a http::Uri {
        #[cfg(feature = "axum")]
        if let Some(original) = self.parts.extensions.get::<axum::extract::OriginalUri>() {
            return &original.0;
        }
        &self.parts.uri
    }

    /// What an authenticator decided; none: it is not its credential, the next one may be asked.
    pub fn decided<P, B: Serialize>(
        self,
        decision: Result<P, Denied<B>>,
    ) -> Result<Option<P>, Rejection> {
        let denied = match decision {
            Ok(principal) => return Ok(Some(principal)),
            Err(Denied::Absent) => return Ok(None),
            Err(denied) => denied,
        };
        Err(match denied {
            Denied::Absent => self.missing_credential(),
            Denied::Rejected => self.reject(RejectionKind::RejectedCredential),
            Denied::Forbidden => self.reject(RejectionKind::Forbidden),
            Denied::RejectedWith(body) => {
                self.reject_with(RejectionKind::RejectedCredential, &body)
            }
            Denied::ForbiddenWith(body) => self.reject_with(RejectionKind::Forbidden, &body),
            Denied::Unavailable(cause) => self.internal_error(cause),
        })
    }

    /// No credential that the operation takes was sent.
    #[cold]
    pub fn missing_credential(self) -> Rejection {
        self.reject(RejectionKind::MissingCredential)
    }
}

/// What the caller sent.
impl Call<'_> {
    /// Reads a JSON body: first its media type is looked at, then its size.
    ///
    /// A request without a body passes: that it should have one is a matter of its content.
    pub async fn read_json<B: RequestBody>(self, body: B) -> Result<Bytes, Rejection> {
        if is_absent(&body) {
            return Ok(Bytes::new());
        }
        if !media::is_json(&self.parts.headers) {
            return Err(self.reject(RejectionKind::UnsupportedMediaType));
        }
        self.read(body).await
    }

    /// Reads a body of whatever media type: signatures cover one that the operation has no use for.
    pub async fn read<B: RequestBody>(self, body: B) -> Result<Bytes, Rejection> {
        let limit = self.settings.body_limit(self.endpoint);
        read(&self.parts.headers, body, limit)
            .await
            .map_err(|error| match error {
                ReadError::TooLarge => self.reject(RejectionKind::PayloadTooLarge),
                ReadError::TimedOut => self.reject(RejectionKind::RequestTimeout).closing(),
                ReadError::Broken(cause) => self
                    .reject(RejectionKind::InvalidRequest)
                    .with_cause(cause)
                    .closing(),
            })
    }

    /// A path parameter from its raw segment.
    pub fn path<T: DeserializeOwned>(
        self,
        parameter: &Parameter,
        raw: &str,
        broken: &mut Violations,
    ) -> Result<T, Broken> {
        parameter.in_segment(raw, self.escapes, broken)
    }

    /// An optional query parameter.
    pub fn query<T: DeserializeOwned>(
        self,
        parameter: &Parameter,
        broken: &mut Violations,
    ) -> Result<Option<T>, Broken> {
        parameter.in_query(self.parts.uri.query(), broken)
    }

    /// A required query parameter.
    pub fn required_query<T: DeserializeOwned>(
        self,
        parameter: &Parameter,
        broken: &mut Violations,
    ) -> Result<T, Broken> {
        self.query(parameter, broken)?.ok_or(Broken)
    }

    /// An optional header parameter.
    pub fn header<T: DeserializeOwned>(
        self,
        parameter: &Parameter,
        broken: &mut Violations,
    ) -> Result<Option<T>, Broken> {
        parameter.in_headers(&self.parts.headers, broken)
    }

    /// A required header parameter.
    pub fn required_header<T: DeserializeOwned>(
        self,
        parameter: &Parameter,
        broken: &mut Violations,
    ) -> Result<T, Broken> {
        self.header(parameter, broken)?.ok_or(Broken)
    }

    /// A required JSON body whose rules the type `T` enforces.
    pub fn json<T: DeserializeOwned>(
        self,
        schema: &Schema,
        body: &[u8],
        broken: &mut Violations,
    ) -> Result<T, Broken> {
        openapi_types::json::from_slice(body).map_err(|error| explain(&error, schema, body, broken))
    }

    /// A required JSON body with rules beyond its type.
    pub fn checked_json<T: DeserializeOwned>(
        self,
        schema: &Schema,
        body: &[u8],
        broken: &mut Violations,
    ) -> Result<T, Broken> {
        let value = self.json(schema, body, broken)?;
        let before = broken.len();
        if let Ok(read) = read_value(body) {
            read.check(schema, broken);
        }
        if broken.len() == before {
            Ok(value)
        } else {
            Err(Broken)
        }
    }

    /// An optional JSON body whose rules the type `T` enforces.
    pub fn optional_json<T: DeserializeOwned>(
        self,
        schema: &Schema,
        body: &[u8],
        broken: &mut Violations,
    ) -> Result<Option<T>, Broken> {
        if body.is_empty() {
            Ok(None)
        } else {
            self.json(schema, body, broken).map(Some)
        }
    }

    /// An optional JSON body with rules beyond its type.
    pub fn optional_checked_json<T: DeserializeOwned>(
        self,
        schema: &Schema,
        body: &[u8],
        broken: &mut Violations,
    ) -> Result<Option<T>, Broken> {
        if body.is_empty() {
            Ok(None)
        } else {
            self.checked_json(schema, body, broken).map(Some)
        }
    }

    /// Rules of the document are broken.
    #[cold]
    pub fn invalid_request(self, broken: Violations) -> Rejection {
        self.reject(RejectionKind::InvalidRequest)
            .with_violations(broken)
    }
}

/// What the caller gets.
impl Call<'_> {
    /// A documented answer with a JSON body.
    pub fn answer<T: Serialize>(self, status: u16, body: &T) -> Outcome {
        match (serde_json::to_vec(body), http::StatusCode::from_u16(status)) {
            (Ok(body), Ok(status)) => Ok(answer::json(status, body)),
            (Err(error), _) => Err(self.internal_error(error.into())),
            (_, Err(error)) => Err(self.internal_error(error.into())),
        }
    }

    /// A documented answer without a body.
    pub fn answer_empty(self, status: u16) -> Outcome {
        match http::StatusCode::from_u16(status) {
            Ok(status) => Ok(answer::empty(status)),
            Err(error) => Err(self.internal_error(error.into())),
        }
    }

    /// The documented error of a failure; its cause, or an internal one, goes to tracing.
    pub fn documented<E>(self, failure: Failure<E>) -> Result<E, Rejection> {
        match failure.into_parts() {
            (Some(error), None) => Ok(error),
            (Some(error), Some(cause)) => {
                self.settings.observe(self.operation(), &*cause);
                Ok(error)
            }
            (None, cause) => {
                Err(self.internal_error(cause.unwrap_or_else(|| "no cause given".into())))
            }
        }
    }

    #[cold]
    fn internal_error(self, cause: BoxError) -> Rejection {
        self.reject(RejectionKind::InternalError).with_cause(cause)
    }

    #[cold]
    fn reject(self, kind: RejectionKind) -> Rejection {
        Rejection::new(kind).at(self.endpoint)
    }

    #[cold]
    fn reject_with<B: Serialize>(self, kind: RejectionKind, body: &B) -> Rejection {
        match serde_json::to_vec(body) {
            Ok(body) => self.reject(kind).with_body(body.into()),
            Err(error) => self.internal_error(error.into()),
        }
    }
}

/// The second look at a body that its type refused: which rules does it break?
#[cold]
fn explain(
    error: &serde_json::Error,
    schema: &Schema,
    body: &[u8],
    broken: &mut Violations,
) -> Broken {
    if body.is_empty() {
        broken.push("", "expected to be present");
        return Broken;
    }
    let before = broken.len();
    match read_value(body) {
        Ok(read) => read.check(schema, broken),
        // serde_json's own text can quote the body, so only the place is told.
        Err(error) => broken.push(
            "",
            format!(
                "expected JSON, line {} column {}",
                error.line(),
                error.column()
            ),
        ),
    }
    if broken.len() == before {
        broken.push(
            "",
            format!(
                "expected the documented types, line {} column {}",
                error.line(),
                error.column()
            ),
        );
    }
    Broken
}
