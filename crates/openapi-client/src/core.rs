//! What every generated client holds.
//!
//! It decodes nothing and sends nothing by itself; sending is `send`, and what comes back goes on
//! to `response`.

use crate::clock::Clock;
use crate::retry::{Budget, RetryPolicy};
use crate::{ClientHooks, Credential, RefusedRequest, Renewal, SendError};
use openapi_types::Operation;
use reqwest::Request;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// What a generated client holds. Cloning it is cheap and shares the connections.
#[derive(Clone)]
pub struct Core(Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) http: reqwest::Client,
    pub(crate) base_url: String,
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) credentials: Vec<Box<dyn Credential>>,
    pub(crate) hooks: Vec<Box<dyn ClientHooks>>,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) clock: Arc<dyn Clock>,
    #[cfg(feature = "spans")]
    pub(crate) shown: crate::span::Shown,
}

impl Core {
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.0
    }

    /// The base URL without a final slash, such as `https://host/stem`.
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    /// The HTTP client, to build requests with.
    ///
    /// A request that it executes itself gets no credential, no hook, no deadline and no cap: use
    /// [`send`](Self::send).
    pub fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    pub(crate) fn hooks(&self) -> &[Box<dyn ClientHooks>] {
        &self.0.hooks
    }

    /// Puts the credentials of the first alternative on the request that has them all.
    pub(crate) async fn authorize(
        &self,
        request: &mut Request,
        operation: &'static Operation,
    ) -> Result<(), SendError> {
        for credential in self.credentials_of(operation) {
            credential
                .apply(request, operation)
                .await
                .map_err(SendError::Credential)?;
        }
        Ok(())
    }

    /// Tells the credentials of a request that it was refused; whether there is a new one.
    pub(crate) async fn renew(
        &self,
        refused: RefusedRequest<'_>,
        operation: &'static Operation,
    ) -> Result<Renewal, SendError> {
        let mut renewal = Renewal::Same;
        for credential in self.credentials_of(operation) {
            let told = credential.renew(refused, operation).await;
            if told.map_err(SendError::Credential)? == Renewal::New {
                renewal = Renewal::New;
            }
        }
        Ok(renewal)
    }

    /// The credentials that a request of the operation gets.
    fn credentials_of(
        &self,
        operation: &'static Operation,
    ) -> impl Iterator<Item = &dyn Credential> {
        // An empty alternative makes the credential optional; who has one wants it used.
        let mut alternatives = operation
            .security
            .iter()
            .filter(|schemes| !schemes.is_empty());
        let all_there = |schemes: &&&[&str]| {
            schemes
                .iter()
                .all(|scheme| self.credential(scheme).is_some())
        };
        let schemes = alternatives.find(all_there).into_iter().copied().flatten();
        schemes.filter_map(|scheme| self.credential(scheme))
    }

    fn credential(&self, scheme: &str) -> Option<&dyn Credential> {
        self.0
            .credentials
            .iter()
            .find(|credential| credential.scheme() == scheme)
            .map(|c| &**c)
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base_url", &self.0.base_url)
            .field("timeout", &self.0.timeout)
            .field("max_response_bytes", &self.0.max_response_bytes)
            .field("credentials", &self.0.credentials)
            .field("hooks", &self.0.hooks.len())
            .field("retry", &self.0.retry)
            .finish_non_exhaustive()
    }
}
