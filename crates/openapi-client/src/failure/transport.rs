//! A failure of the connection, and whether the request had left by then.
//!
//! It says that nothing was sent only where that is certain: when there never was a connection,
//! and when hyper gives back a message that it had not begun to write. Everything else may have
//! been read by the server, a reset in the middle of the request included.

use crate::BoxError;
use std::error::Error as _;
use std::fmt;

/// A failure of the connection. It holds no URL, no header and no body.
pub struct TransportError {
    cause: Cause,
    reach: Reach,
}

enum Cause {
    Http(reqwest::Error),
    Deadline,
    Other(BoxError),
}

/// How far a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Not a byte of it left.
    Unsent,
    /// Any part of it may have been read.
    MaybeSent,
}

impl TransportError {
    /// A failure of a hook's own transport, before anything of the request left.
    pub fn unsent(error: impl Into<BoxError>) -> Self {
        Self {
            cause: Cause::Other(error.into()),
            reach: Reach::Unsent,
        }
    }

    /// A failure of a hook's own transport, after which the request may have been carried out.
    pub fn lost(error: impl Into<BoxError>) -> Self {
        Self {
            cause: Cause::Other(error.into()),
            reach: Reach::MaybeSent,
        }
    }

    /// Time ran out.
    pub(crate) fn deadline(reach: Reach) -> Self {
        let cause = Cause::Deadline;
        Self { cause, reach }
    }

    /// The same, where something may have been sent before.
    pub(crate) fn with_doubt(self) -> Self {
        let reach = Reach::MaybeSent;
        Self { reach, ..self }
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        match &self.cause {
            Cause::Http(error) => error.is_timeout(),
            Cause::Deadline => true,
            Cause::Other(_) => false,
        }
    }

    /// Whether no connection could be made: the name is unknown, nobody listens, the TLS
    /// handshake failed.
    pub fn is_connect(&self) -> bool {
        matches!(&self.cause, Cause::Http(error) if error.is_connect())
    }

    /// Whether it is certain that not a byte of the request left.
    pub fn is_unsent(&self) -> bool {
        self.reach == Reach::Unsent
    }
}

/// How far a request came that failed with this error.
fn reach(error: &reqwest::Error) -> Reach {
    if error.is_connect() {
        return Reach::Unsent;
    }
    let mut source = error.source();
    while let Some(error) = source {
        // A message that a connection was given, and that it never began to write, for instance
        // since the server had closed the idle connection.
        if let Some(error) = error.downcast_ref::<hyper::Error>()
            && error.is_canceled()
        {
            return Reach::Unsent;
        }
        source = error.source();
    }
    Reach::MaybeSent
}

impl From<reqwest::Error> for TransportError {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        Self {
            reach: reach(&error),
            cause: Cause::Http(error),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let builder = matches!(&self.cause, Cause::Http(error) if error.is_builder());
        f.write_str(match (self.is_timeout(), self.is_connect()) {
            (true, true) => "connecting took too long",
            (true, false) => "the call took too long",
            (false, true) => "no connection could be made",
            (false, false) if builder => "the HTTP client refused its settings",
            (false, false) => "the connection failed",
        })
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("TransportError");
        match &self.cause {
            Cause::Http(error) => debug.field("http", error),
            Cause::Deadline => debug.field("cause", &format_args!("deadline")),
            // It is the hook's own, but still none of ours to print.
            Cause::Other(_) => debug.field("cause", &format_args!("_")),
        };
        debug.field("reach", &self.reach).finish()
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            // reqwest's own line says no more than ours.
            Cause::Http(error) => error.source(),
            Cause::Deadline => None,
            Cause::Other(error) => Some(&**error),
        }
    }
}
