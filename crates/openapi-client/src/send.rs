//! The heart of every generated client: what it holds, and how one request is sent.
//!
//! It decodes nothing; what comes back goes on to `response`.

use crate::error::Tally;
use crate::{CallError, ClientHooks, Credential, Next, Response, SendError};
use openapi_types::Operation;
use reqwest::Request;
use std::fmt;
use std::sync::Arc;
use std::time::Instant;

/// What a generated client holds. Cloning it is cheap and shares the connections.
#[derive(Clone)]
pub struct Core(Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) http: reqwest::Client,
    pub(crate) base_url: String,
    pub(crate) max_response_bytes: usize,
    pub(crate) credentials: Vec<Box<dyn Credential>>,
    pub(crate) hooks: Vec<Box<dyn ClientHooks>>,
}

impl Core {
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The base URL without a final slash, such as `https://host/stem`.
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    /// The HTTP client, to build requests with.
    ///
    /// A request that it executes itself gets no credential, no hook and no cap: use
    /// [`send`](Self::send).
    pub fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    /// Sends a request of this operation once and returns the head of the answer.
    ///
    /// # Errors
    /// A hook or a credential stopped the request, or no answer came.
    pub async fn send(
        &self,
        request: Request,
        operation: &'static Operation,
    ) -> Result<Response, CallError> {
        let started = Instant::now();
        let sent = self.attempt(request, operation).await;
        let tally = Tally {
            attempts: 1,
            elapsed: started.elapsed(),
        };
        match sent {
            Ok(inner) => Ok(Response::new(inner, self.0.max_response_bytes, tally)),
            Err(error) => Err(CallError { error, tally }),
        }
    }

    async fn attempt(
        &self,
        mut request: Request,
        operation: &'static Operation,
    ) -> Result<reqwest::Response, SendError> {
        let hooks = self.hooks();
        for hook in hooks {
            hook.pre(&mut request, operation).await?;
        }
        self.authorize(&mut request, operation).await?;
        let result = if hooks.is_empty() {
            self.http().execute(request).await.map_err(SendError::from)
        } else {
            Next::new(self, operation).run(request).await
        };
        for hook in hooks.iter().rev() {
            hook.post(&result, operation).await;
        }
        result
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
        if let Some(schemes) = alternatives.find(all_there) {
            for credential in schemes.iter().filter_map(|scheme| self.credential(scheme)) {
                credential
                    .apply(request, operation)
                    .await
                    .map_err(SendError::Credential)?;
            }
        }
        Ok(())
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
            .field("max_response_bytes", &self.0.max_response_bytes)
            .field("credentials", &self.0.credentials)
            .field("hooks", &self.0.hooks.len())
            .finish_non_exhaustive()
    }
}
