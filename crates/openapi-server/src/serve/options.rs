//! What can be set about serving.

use std::time::Duration;

use tokio::sync::Semaphore;

use crate::Rejections;

/// Limits of the accept loop; each has a default to start from.
///
/// ```
/// use openapi_server::serve::Options;
/// use std::time::Duration;
///
/// let options = Options::default().max_connections(100).idle_timeout(Duration::from_secs(5));
/// ```
#[derive(Clone, Debug)]
#[must_use = "options do nothing until they are given to `serve`"]
pub struct Options {
    pub(super) head_timeout: Duration,
    pub(super) body_timeout: Duration,
    pub(super) idle_timeout: Duration,
    pub(super) write_timeout: Duration,
    pub(super) grace: Duration,
    pub(super) linger: Duration,
    pub(super) max_connections: usize,
    pub(super) max_head_bytes: usize,
    pub(super) rejections: &'static Rejections,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            head_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(30),
            idle_timeout: Duration::from_mins(1),
            write_timeout: Duration::from_secs(30),
            grace: Duration::from_secs(30),
            linger: Duration::from_secs(1),
            max_connections: 4096,
            max_head_bytes: 64 * 1024,
            rejections: &Rejections::PROBLEMS,
        }
    }
}

impl Options {
    /// The longest time from the first byte of a request to the end of its head; also from
    /// connecting to the first request. Default: 10 s.
    pub fn head_timeout(mut self, timeout: Duration) -> Self {
        self.head_timeout = timeout;
        self
    }

    /// The longest time for a body to arrive once it is read. Default: 30 s.
    pub fn body_timeout(mut self, timeout: Duration) -> Self {
        self.body_timeout = timeout;
        self
    }

    /// The longest time between two requests. Default: 60 s.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// The longest time in which a client takes not one byte of an answer. Default: 30 s.
    pub fn write_timeout(mut self, timeout: Duration) -> Self {
        self.write_timeout = timeout;
        self
    }

    /// The longest time between the wish to stop and the end. Default: 30 s.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// How long a client that still sends a refused body gets to read the answer. Default: 1 s.
    pub fn linger(mut self, linger: Duration) -> Self {
        self.linger = linger;
        self
    }

    /// The most connections at a time, at least one; further ones wait to be accepted.
    /// Default: 4096.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = connections.clamp(1, Semaphore::MAX_PERMITS);
        self
    }

    /// The most bytes of request line and headers; more is answered 431. At least 8 KiB, which
    /// hyper needs. Default: 64 KiB, as tokens can have many of them.
    pub fn max_head_bytes(mut self, bytes: usize) -> Self {
        self.max_head_bytes = bytes.max(8 * 1024);
        self
    }

    /// The bodies of what is answered before the service is asked; give the document's own.
    pub fn rejections(mut self, rejections: &'static Rejections) -> Self {
        self.rejections = rejections;
        self
    }
}
