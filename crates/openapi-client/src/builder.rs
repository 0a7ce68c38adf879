//! From settings to a client.
//!
//! Whatever a caller configures, a client built here follows no redirect and leaves sending again
//! to `retry`: those settings are applied last. The base URL is checked in `base_url`.

use crate::base_url::{BaseUrl, PlainHttp};
use crate::clock::{Clock, SystemClock};
use crate::core::{Core, Parts};
use crate::hooks::ClientHooks;
use crate::retry::{Budget, RetryPolicy};
use crate::{Credential, TransportError};
use reqwest::ClientBuilder;
#[cfg(feature = "spans")]
use reqwest::header::HeaderName;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// The settings of a client that is yet to be built; start with the client's `builder`.
///
/// `C` is the generated client.
#[must_use = "a builder does nothing until `build` is called"]
pub struct Builder<C> {
    base_url: String,
    plain_http: PlainHttp,
    timeout: Duration,
    connect_timeout: Duration,
    max_response_bytes: usize,
    user_agent: String,
    credentials: Vec<Box<dyn Credential>>,
    hooks: Vec<Box<dyn ClientHooks>>,
    retry: RetryPolicy,
    clock: Arc<dyn Clock>,
    #[cfg(feature = "spans")]
    shown: crate::span::Shown,
    configure: Vec<Configure>,
    client: PhantomData<fn() -> C>,
}

type Configure = Box<dyn FnOnce(ClientBuilder) -> ClientBuilder + Send>;

/// Why a client could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL cannot be used, for this reason.
    #[error("the base URL cannot be used: {0}; give one such as https://host")]
    BaseUrl(&'static str),
    /// Plain HTTP would carry the credential over the network in the clear.
    #[error("the base URL is plain http to another machine; use https or `allow_plain_http`")]
    PlainHttp,
    /// The base URL asks for TLS, which this build leaves out.
    #[error("https needs the feature `rustls` or `native-tls`; enable one of them")]
    NoTls,
    /// The HTTP client cannot be set up, for instance since no trust anchor was found.
    #[error("the HTTP client cannot be set up; see the source of this error")]
    Http(#[source] TransportError),
}

impl<C> Builder<C> {
    /// Settings for a client of the server at `base_url`, such as `https://host/stem`.
    ///
    /// The URL is checked by [`build`](Self::build).
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            plain_http: PlainHttp::LoopbackOnly,
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            max_response_bytes: 1 << 20,
            user_agent: concat!("openapi-client/", env!("CARGO_PKG_VERSION")).to_owned(),
            credentials: Vec::new(),
            hooks: Vec::new(),
            retry: RetryPolicy::default(),
            clock: Arc::new(SystemClock),
            #[cfg(feature = "spans")]
            shown: crate::span::Shown::default(),
            configure: Vec::new(),
            client: PhantomData,
        }
    }

    /// Adds a credential. Each operation takes the first alternative of its `security` for
    /// which all credentials are there; where none is, the request goes out without.
    pub fn credential(mut self, credential: impl Credential + 'static) -> Self {
        self.credentials.push(Box::new(credential));
        self
    }

    /// How long a call may take, from its first hook to the last byte of the answer, with all
    /// attempts and the pauses between them: 30 s unless said otherwise.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long connecting may take: 10 s unless said otherwise, and at most nine tenths of
    /// [`timeout`](Self::timeout) and of an attempt's, so that a call that gets no connection ends
    /// with the certainty that nothing was sent. A [`CallOptions::timeout`](crate::CallOptions::timeout) that is
    /// shorter ends it in doubt.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How the client sends again: up to three times, and only what provably was not carried out,
    /// or may be repeated, unless said otherwise.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Where time comes from: the clock of the system unless said otherwise.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Headers whose values spans show, beside `Accept`, `Content-Length`, `Content-Type`,
    /// `Retry-After` and `User-Agent`. What a credential puts on a request is never shown.
    #[cfg(feature = "spans")]
    pub fn show_headers(mut self, names: impl IntoIterator<Item = HeaderName>) -> Self {
        self.shown.headers.extend(names);
        self
    }

    /// Parameters of the query whose values spans show; of others there is only the name. The
    /// names are those of the URL, percent-encoded.
    #[cfg(feature = "spans")]
    pub fn show_query(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.shown.query.extend(names.into_iter().map(Into::into));
        self
    }

    /// How large the body of an answer may be: 1 MiB unless said otherwise.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// What to send as `User-Agent`.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Adds hooks. Of several, the first one added is the outermost.
    pub fn hooks(mut self, hooks: impl ClientHooks + 'static) -> Self {
        self.hooks.push(Box::new(hooks));
        self
    }

    /// Allows plain HTTP to another machine, which anybody on the way can read.
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = PlainHttp::Anywhere;
        self
    }

    /// Sets what this builder has no method for: proxies, trust anchors, pool sizes. Compressed
    /// answers are not asked for, nor decompressed, unless they are turned on here; the cap is
    /// then on what comes out.
    ///
    /// Redirects and repeated sending stay off, whatever the closure says.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), openapi_client::BuildError> {
    /// # use openapi_client::{Builder, Core};
    /// let core: Core = Builder::new("https://example.com")
    ///     .configure_http(|http| http.pool_max_idle_per_host(4))
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn configure_http(
        mut self,
        configure: impl FnOnce(ClientBuilder) -> ClientBuilder + Send + 'static,
    ) -> Self {
        self.configure.push(Box::new(configure));
        self
    }
}

impl<C: From<Core>> Builder<C> {
    /// Checks the settings and makes the client.
    ///
    /// # Errors
    /// The base URL is not absolute, not `https` (plain `http` is fine on this machine), or has
    /// userinfo, a query or a fragment; or the HTTP client cannot be set up.
    pub fn build(self) -> Result<C, BuildError> {
        let base_url = BaseUrl::check(&self.base_url, self.plain_http)?;
        if !base_url.plain && !cfg!(any(feature = "rustls", feature = "native-tls")) {
            return Err(BuildError::NoTls);
        }
        install_crypto_provider();
        let attempt = self.retry.attempt_timeout.unwrap_or(self.timeout);
        let connect_timeout = self.connect_timeout.min(attempt.min(self.timeout) / 10 * 9);
        let mut http = reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            .user_agent(self.user_agent)
            // Another crate of the program may have turned them on in reqwest.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate();
        if base_url.plain {
            http = without_trust_anchors(http);
            if base_url.loopback {
                // Plain HTTP is allowed here because it does not leave the machine.
                http = http.no_proxy();
            }
        }
        for configure in self.configure {
            http = configure(http);
        }
        let http = http
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .build()
            .map_err(|error| BuildError::Http(error.into()))?;
        Ok(C::from(Core::new(Parts {
            http,
            base_url: base_url.text,
            timeout: self.timeout,
            connect_timeout,
            max_response_bytes: self.max_response_bytes,
            credentials: self.credentials,
            hooks: self.hooks,
            budget: Budget::new(self.retry.budget),
            retry: self.retry,
            clock: self.clock,
            #[cfg(feature = "spans")]
            shown: self.shown,
        })))
    }
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet, so it may hold a password.
        f.debug_struct("Builder")
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("max_response_bytes", &self.max_response_bytes)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

/// Reading the trust anchors of the system takes milliseconds, and fails on a machine that has
/// none; a client that never speaks TLS does without.
fn without_trust_anchors(http: ClientBuilder) -> ClientBuilder {
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    let http = http.tls_certs_only([]);
    http
}

/// Gives rustls its cryptography, unless the program chose one before.
///
/// reqwest panics when there is none. A program that wants another one installs it first.
pub(crate) fn install_crypto_provider() {
    #[cfg(feature = "rustls")]
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // An error only says that another thread was faster, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}
