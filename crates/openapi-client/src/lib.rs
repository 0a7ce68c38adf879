//! What every generated client needs: sending, caps, redaction, errors, hooks.
//!
//! A generated crate holds what its document says: paths, parameters, types. Everything that
//! would be the same for the next document is here:
//!
//! - [`Builder`] makes a client from a checked base URL, credentials, timeouts and hooks;
//! - [`Call`] makes a request of parameters and a body, each in the style of the document;
//! - [`Core`] sends: hooks, credential, transport, in this order, and again where that cannot do
//!   harm ([`RetryPolicy`]);
//! - [`Response`] reads an answer up to a cap and decodes it as the document says;
//! - [`ResponseValue`] and [`Error`] are what a call returns;
//! - [`Credential`] proves who is calling, with a secret that is fixed or comes from a
//!   [`TokenSource`]: a function, a [file](TokenFile), a [login](CachedToken);
//! - [`ClientHooks`] is the seam for what is not here: policies, transports without a socket
//!   ([`in_process`]); [`Clock`] is the one for tests of time.
//!
//! # What it refuses to do
//! It follows no redirect, since that would hand token and order to whoever answers. It sends
//! nothing twice that may have been carried out, unless the document or the caller says that it
//! may be repeated; the table is below. It reads no answer beyond the cap (1 MiB unless said
//! otherwise). It prints no header value, no body and no query: `Debug` and `Display` of everything
//! here are made for logs. It knows no API: for a call that works, see the generated crate.
//!
//! # What is sent again
//!
//! | what came of an attempt | `never-after-sent` | `safe`, `idempotent`, [`may_repeat`](CallOptions::may_repeat) |
//! |---|---|---|
//! | no connection: refused, unknown name, TLS failed; or closed before a byte was written | again | again |
//! | 429 or 503 with `Retry-After` | again, not before it says | again, not before it says |
//! | 401, and the credential [renews](Credential::renew) itself | again, once | again, once |
//! | reset, timeout, cut off before its head came | no | again |
//! | 408, 429, 500, 502, 503, 504 | no | again |
//! | anything else: an answer, a credential or hook that failed | no | no |
//!
//! All within the attempts, the time and the budget of [`RetryPolicy`]. A body that is a stream is
//! sent once. What is decided, and why, is an event of `tracing` with the target
//! `openapi_client::retry`.
//!
//! # Features
//! - `rustls` (on by default): TLS in Rust, with the `ring` provider unless the program installed
//!   another one, and the trust anchors of the operating system;
//! - `native-tls`: the TLS of the operating system, which wins where both are on;
//! - `http2`: HTTP/2 where the server offers it;
//! - `blocking`: calls from programs that are not asynchronous;
//! - `spans`: a span of `tracing` for each attempt, with OpenTelemetry's names for HTTP clients;
//! - `stream`: bodies of bytes that are read and written as they come;
//! - `multipart`: bodies of parts.
//!
//! # Which answer becomes what
//!
//! | answer | result |
//! |---|---|
//! | a documented status whose body is what the document says | the value, or [`Error::Refused`] |
//! | a status that `default` documents | [`Error::Refused`]; the value where no other success is documented and the status is below 400 |
//! | an undocumented 2xx | decoded as the only documented success when there is just one, else [`Error::Unreadable`] |
//! | an undocumented 4xx or 5xx | [`Error::Refused`] when its body is the only documented error, else as below |
//! | a 2xx or 4xx with another body: wrong type, `null`, cut short, not JSON, beyond the cap | [`Error::Unreadable`] |
//! | a 307 or 308 that is not documented | [`Error::Unreadable`], [`is_redirect`](Error::is_redirect) |
//! | another 3xx that is not documented | [`Error::OutcomeUnknown`], [`is_redirect`](Error::is_redirect) |
//! | a 5xx with another body | [`Error::OutcomeUnknown`], but for 501, 505 and a 503 with `Retry-After` |
//! | a 2xx whose body does not come to its end | [`Error::OutcomeUnknown`] |
//! | none, after the request or part of it was sent | [`Error::OutcomeUnknown`] |
//! | none, and nothing was sent | [`Error::NotSent`] |
//!
//! A JSON body is one whose content type is `application/json`, `text/json` or ends in `+json`.
//! An answer without a content type is taken for what is documented, because what then reads as
//! the documented type can hardly be anything else. A documented header that is required and
//! missing, or not of its type, makes an answer unreadable as well. An exact status wins over a
//! range, a range over `default`. A body of bytes is handed over as it comes, without a cap.

mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod call;
mod clock;
mod core;
mod credential;
mod error;
mod failure;
mod form;
mod hooks;
pub mod mock;
#[cfg(feature = "multipart")]
mod multipart;
mod options;
mod parameter;
mod path;
mod redact;
mod response;
mod retry;
mod send;
#[cfg(feature = "spans")]
mod span;
#[cfg(feature = "stream")]
mod stream;
mod text;
mod value;

#[cfg(feature = "blocking")]
pub use blocking::Blocking;
pub use builder::{BuildError, Builder};
pub use call::{Call, FormProperty};
pub use clock::{Clock, SystemClock};
pub use core::Core;
pub use credential::{
    AsyncTokenFn, AuthorizationToken, BasicCredential, CachedToken, CookieToken, Credential,
    HeaderToken, InvalidCredential, Issued, Login, LoginError, QueryToken, RefusedRequest, Renewal,
    TokenFile, TokenFileError, TokenFn, TokenSource,
};
pub use error::{Error, NotSent, Outcome, Unsent};
pub use failure::{
    AnswerProblem, BodyProblem, CallError, DecodeError, OutcomeUnknown, RawResponse, SendError,
    TransportError, Unreadable,
};
pub use hooks::{ClientHooks, InProcess, Next, in_process};
pub use openapi_types::{ErrorBody, Operation, Retry};
pub use options::CallOptions;
pub use parameter::{CookieStyle, HeaderStyle, PathStyle, QueryStyle, Reserved};
pub use path::{InvalidPathSegment, encode_path};
pub use reqwest;
pub use response::Response;
pub use retry::RetryPolicy;
pub use secrecy::{ExposeSecret, SecretString};
pub use value::ResponseValue;

/// Any error, as a credential or a hook reports it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A boxed future: what an `async fn` of an object-safe trait returns.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
