//! A client, and the server that it meets its faults at.

use super::clock::StoppedClock;
use super::fault::{Called, Fault};
use super::server::{Protocol, Script, Server};
use apig_client::openapi_client::{BoxError, BoxFuture, Operation};
use apig_client::reqwest::Request;
use apig_client::reqwest::header::HeaderValue;
use apig_client::types::ResizeInstanceRequest;
use apig_client::{
    AuthToken, Builder, CallOptions, Client, Credential, RefusedRequest, Renewal, RetryPolicy,
};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How often a call may try.
pub(super) const ATTEMPTS: u32 = 4;

/// A token that is renewed as often as it is asked for.
#[derive(Debug, Default)]
struct Login(AtomicU64);

impl Credential for Login {
    fn scheme(&self) -> &'static str {
        AuthToken::SCHEME
    }

    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        let token = HeaderValue::from(self.0.load(Ordering::Relaxed));
        request.headers_mut().insert("x-auth-token", token);
        Box::pin(std::future::ready(Ok(())))
    }

    fn renew<'a>(
        &'a self,
        refused: RefusedRequest<'a>,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<Renewal, BoxError>> {
        let old = self.0.fetch_add(1, Ordering::Relaxed);
        assert_eq!(refused.headers()["x-auth-token"], HeaderValue::from(old));
        Box::pin(std::future::ready(Ok(Renewal::New)))
    }
}

/// Numbers that look random and are the same for the same seed (`SplitMix64`).
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((bits ^ (bits >> 31)) % end as u64).unwrap()
    }
}

pub(crate) struct World {
    client: Client,
    script: Arc<Mutex<Script>>,
    pub(super) clock: StoppedClock,
}

/// What became of a call.
pub(crate) struct Met {
    pub(crate) called: Called,
    /// What it met.
    pub(crate) done: Vec<Fault>,
    /// The tokens that it sent.
    pub(crate) tokens: Vec<String>,
    /// How many orders the server may have placed.
    pub(crate) orders: usize,
}

impl World {
    pub(super) async fn new(protocol: Protocol) -> Self {
        Self::patient(protocol, policy()).await
    }

    /// With another policy of sending again.
    pub(super) async fn patient(protocol: Protocol, retry: RetryPolicy) -> Self {
        let builder = Client::builder(protocol.url()).credential(Login::default());
        Self::with(builder, protocol, retry).await
    }

    /// A server that is reached by the URL of the protocol alone, and a client of it.
    pub(crate) async fn of(builder: Builder<Client>, protocol: Protocol) -> Self {
        Self::with(builder, protocol, policy()).await
    }

    async fn with(builder: Builder<Client>, protocol: Protocol, retry: RetryPolicy) -> Self {
        let clock = StoppedClock::new();
        let server = Server::start(clock.clone(), protocol).await;
        let script = Arc::clone(&server.script);
        let client = builder
            .allow_plain_http()
            .timeout(Duration::from_secs(1000))
            .retry(retry)
            .clock(clock.clone())
            .configure_http(move |http| {
                let http = http.no_proxy().pool_max_idle_per_host(0);
                let http = http.dns_resolver(Arc::new(server));
                #[cfg(feature = "rustls")]
                let http = http.tls_certs_only(super::tls::trusted());
                protocol.spoken_by(http)
            })
            .build()
            .unwrap();
        Self {
            client,
            script,
            clock,
        }
    }

    /// Makes one call that meets these faults, and none after them.
    pub(crate) async fn call(&self, faults: &[Fault], options: CallOptions) -> Met {
        *self.script.lock().unwrap() = Script {
            to_come: faults.iter().copied().collect(),
            ..Default::default()
        };
        let call = self.client.create_post_pay_resize_order();
        let body = ResizeInstanceRequest::default();
        let call = call.project_id("p").instance_id("i").body(body);
        let called = call.options(options).send().await;
        let Script {
            done,
            tokens,
            orders,
            ..
        } = std::mem::take(&mut *self.script.lock().unwrap());
        Met {
            called,
            done,
            tokens,
            orders,
        }
    }
}

fn policy() -> RetryPolicy {
    let drawn = Mutex::new(Chance(1));
    let jitter = move || {
        let thousandths = drawn.lock().unwrap().below(1000);
        f64::from(u16::try_from(thousandths).unwrap()) / 1000.0
    };
    RetryPolicy::default()
        .max_attempts(ATTEMPTS)
        .budget(1_000_000)
        .jitter(jitter)
}
