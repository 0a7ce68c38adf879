//! A thousand sequences of faults: no order is placed twice, and no failure is lost.
//!
//! Each call meets up to four faults, one for each attempt, drawn from a seed. The server counts
//! what it may have carried out, which is everything of which it has read a byte, unless it said
//! otherwise. Time stands still but for what the test moves, so nothing waits.

mod clock;
mod fault;
#[cfg(feature = "http2")]
mod http2;
mod server;

use apig_client::openapi_client::{BoxError, BoxFuture, Operation};
use apig_client::reqwest::Request;
use apig_client::reqwest::header::{HeaderMap, HeaderValue};
use apig_client::types::ResizeInstanceRequest;
use apig_client::{
    AuthToken, Builder, CallOptions, Client, Credential, Error, Renewal, RetryPolicy,
};
use clock::StoppedClock;
pub(crate) use fault::{Called, Fault};
pub(crate) use server::Protocol;
use server::Server;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Where the server is, by a name that only its clients know.
pub(crate) const URL: &str = "http://orders.test";

/// How often a call may try.
const ATTEMPTS: u32 = 4;

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
        refused: &'a HeaderMap,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<Renewal, BoxError>> {
        let old = self.0.fetch_add(1, Ordering::Relaxed);
        assert_eq!(refused["x-auth-token"], HeaderValue::from(old));
        Box::pin(std::future::ready(Ok(Renewal::New)))
    }
}

/// Numbers that look random and are the same for the same seed (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((bits ^ (bits >> 31)) % end as u64).unwrap()
    }
}

pub(crate) struct World {
    client: Client,
    script: Arc<Mutex<server::Script>>,
    clock: StoppedClock,
}

impl World {
    async fn new(protocol: Protocol) -> Self {
        let builder = Client::builder(URL).credential(Login::default());
        Self::of(builder, protocol).await
    }

    /// A server that is reached by [`URL`] alone, and a client of it.
    pub(crate) async fn of(builder: Builder<Client>, protocol: Protocol) -> Self {
        let clock = StoppedClock::new();
        let server = Server::start(clock.clone(), protocol).await;
        let script = Arc::clone(&server.script);
        let drawn = Mutex::new(Chance(1));
        let jitter = move || {
            let thousandths = drawn.lock().unwrap().below(1000);
            f64::from(u16::try_from(thousandths).unwrap()) / 1000.0
        };
        let retry = RetryPolicy::default()
            .max_attempts(ATTEMPTS)
            .budget(1_000_000)
            .jitter(jitter);
        let client = builder
            .allow_plain_http()
            .timeout(Duration::from_secs(1000))
            .retry(retry)
            .clock(clock.clone())
            .configure_http(move |http| {
                let http = http.no_proxy().pool_max_idle_per_host(0);
                let http = http.dns_resolver(Arc::new(server));
                match protocol {
                    Protocol::Http1 => http,
                    #[cfg(feature = "http2")]
                    Protocol::Http2 => http.http2_prior_knowledge(),
                }
            })
            .build()
            .unwrap();
        Self {
            client,
            script,
            clock,
        }
    }

    /// Makes one call that meets these faults; gives what it met, and the tokens it sent.
    pub(crate) async fn call(
        &self,
        faults: &[Fault],
        options: CallOptions,
    ) -> (Called, Vec<Fault>, Vec<String>) {
        *self.script.lock().unwrap() = server::Script {
            to_come: faults.iter().copied().collect(),
            ..Default::default()
        };
        let call = self.client.create_post_pay_resize_order();
        let body = ResizeInstanceRequest::default();
        let call = call.project_id("p").instance_id("i").body(body);
        let called = call.options(options).send().await;
        let mut script = self.script.lock().unwrap();
        let done = std::mem::take(&mut script.done);
        (called, done, std::mem::take(&mut script.tokens))
    }
}

/// Holds one call to what it met.
fn check(world: &World, seed: u64, called: &Called, done: &[Fault], tokens: &[String]) {
    let placed = done.iter().filter(|fault| fault.may_place()).count();
    assert!(
        placed <= 1,
        "seed {seed}: {placed} orders after {done:?}: {called:?}"
    );
    let (last, before) = done.split_last().unwrap();
    assert!(
        before.iter().all(|fault| fault.allows_another()),
        "seed {seed}: sent again after {before:?}"
    );
    assert!(
        last.may_end_as(called),
        "seed {seed}: {done:?} ends as {called:?}"
    );
    let attempts = match called {
        Ok(order) => order.attempts(),
        Err(error) => error.attempts(),
    };
    assert_eq!(attempts as usize, done.len(), "seed {seed}: {done:?}");
    assert!(attempts <= ATTEMPTS, "seed {seed}: {done:?}");
    // One new login, and then the new token.
    let refused = before.iter().filter(|fault| **fault == Fault::Unauthorized);
    assert!(refused.count() <= 1, "seed {seed}: {done:?}");
    let mut different = tokens.to_vec();
    different.dedup();
    assert!(different.len() <= 2, "seed {seed}: {tokens:?}");
    let pauses = world.clock.take_pauses();
    for (fault, pause) in before.iter().zip(&pauses) {
        let asked = match fault {
            Fault::ThrottleWithTime | Fault::UnavailableWithTime => Duration::from_secs(7),
            _ => Duration::ZERO,
        };
        assert!(*pause >= asked, "seed {seed}: {done:?} after {pauses:?}");
        let most = asked + Duration::from_secs(2);
        assert!(*pause <= most, "seed {seed}: {done:?} after {pauses:?}");
    }
    if placed == 1
        && let Err(error) = called
    {
        let outcome = error.outcome();
        assert_ne!(
            outcome,
            apig_client::Outcome::NotCarriedOut,
            "seed {seed}: {done:?} ends as {error:?}"
        );
    }
}

#[tokio::test]
async fn no_sequence_of_faults_places_two_orders_or_loses_an_error() {
    sequences(Protocol::Http1, 1000).await;
}

#[cfg(feature = "http2")]
#[tokio::test]
async fn nor_does_one_in_http2() {
    sequences(Protocol::Http2, 300).await;
}

async fn sequences(protocol: Protocol, count: u64) {
    let world = World::new(protocol).await;
    let mut met = Vec::new();
    for seed in 0..count {
        let mut chance = Chance(seed);
        let mut draw = || {
            // What allows for another attempt is drawn more often, so that sequences get long.
            let all: Vec<Fault> = Fault::ALL.into_iter().collect();
            let again: Vec<Fault> = all
                .iter()
                .copied()
                .filter(|fault| fault.allows_another())
                .collect();
            let from = if chance.below(2) == 0 { all } else { again };
            from[chance.below(from.len())]
        };
        let faults: Vec<Fault> = (0..ATTEMPTS).map(|_| draw()).collect();
        let (called, done, tokens) = world.call(&faults, CallOptions::new()).await;
        check(&world, seed, &called, &done, &tokens);
        met.extend(done.last().copied());
        met.extend(done);
    }
    for fault in Fault::ALL {
        assert!(met.contains(&fault), "{fault:?} was never met");
    }
}

#[tokio::test]
async fn an_order_that_may_be_repeated_is() {
    let world = World::new(Protocol::Http1).await;
    let repeated = [
        Fault::ResetDuring,
        Fault::ResetAfter,
        Fault::Close,
        Fault::CutHead,
        Fault::Noise,
        Fault::Throttle,
        Fault::Unavailable,
        Fault::UnavailableSoon,
        Fault::Internal,
        Fault::BadGateway,
    ];
    for fault in Fault::ALL {
        let options = CallOptions::new().may_repeat();
        let (called, done, _tokens) = world.call(&[fault], options).await;
        let again = fault.allows_another() || repeated.contains(&fault);
        assert_eq!(done.len(), if again { 2 } else { 1 }, "{fault:?}");
        if again {
            assert_eq!(called.unwrap().attempts(), 2);
        }
        // Nor is it without being said.
        let (_called, done, _tokens) = world.call(&[fault], CallOptions::new()).await;
        assert!(done.len() == 1 || fault.allows_another(), "{fault:?}");
    }
}

#[tokio::test]
async fn a_dead_server_is_not_asked_much_more_than_callers_ask() {
    const CALLS: usize = 6000;
    let clock = StoppedClock::new();
    let server = Server::start(clock.clone(), Protocol::Http1).await;
    let script = Arc::clone(&server.script);
    let client = Client::builder(URL)
        .allow_plain_http()
        .clock(clock)
        .configure_http(|http| http.no_proxy().dns_resolver(Arc::new(server)))
        .build()
        .unwrap();
    for _ in 0..CALLS {
        script.lock().unwrap().to_come = [Fault::NoName; 8].into();
        let call = client.create_post_pay_resize_order();
        let body = ResizeInstanceRequest::default();
        let call = call.project_id("p").instance_id("i").body(body);
        assert!(matches!(call.send().await, Err(Error::NotSent(_))));
    }
    let asked = script.lock().unwrap().done.len();
    assert!((CALLS..CALLS * 12 / 10).contains(&asked), "{asked}");
}
