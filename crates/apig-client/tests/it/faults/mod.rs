//! A thousand sequences of faults: no order is placed twice, and no failure is lost.
//!
//! Each call meets up to four faults, one for each attempt, drawn from a seed. The server counts
//! what it may have carried out, which is everything of which it has read a byte, unless it said
//! otherwise. Time stands still but for what the test moves, so nothing waits. What each fault by
//! itself ends in is in `points`, and what befalls a connection that is kept in `kept`.

mod clock;
mod fault;
#[cfg(feature = "http2")]
mod frames;
#[cfg(feature = "http2")]
mod http2;
mod kept;
mod points;
mod server;
#[cfg(feature = "rustls")]
mod tls;
mod world;

use apig_client::types::ResizeInstanceRequest;
use apig_client::{CallOptions, Client, Error};
use clock::StoppedClock;
pub(crate) use fault::{Called, Fault};
use server::Server;
pub(crate) use server::{Protocol, URL, read_request};
use std::sync::Arc;
use std::time::Duration;
#[cfg(feature = "rustls")]
pub(crate) use tls::{accept_tls, trusted};
use world::{ATTEMPTS, Chance};
pub(crate) use world::{Met, World};

/// Holds one call to what it met.
fn check(world: &World, seed: u64, met: &Met) {
    let Met {
        called,
        done,
        tokens,
        orders,
    } = met;
    assert!(
        *orders <= 1,
        "seed {seed}: {orders} orders after {done:?}: {called:?}"
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
    let mut different = tokens.clone();
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
    if *orders == 1
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

#[cfg(feature = "rustls")]
#[tokio::test]
async fn nor_does_one_over_tls() {
    sequences(Protocol::Http1OverTls, 40).await;
    #[cfg(feature = "http2")]
    sequences(Protocol::Http2OverTls, 40).await;
}

async fn sequences(protocol: Protocol, count: u64) {
    let world = World::new(protocol).await;
    let mut met = Vec::new();
    for seed in 0..count {
        let mut chance = Chance(seed);
        let mut draw = || {
            // What allows for another attempt is drawn more often, so that sequences get long.
            let all: Vec<Fault> = Fault::all_in(protocol).collect();
            let again = all.iter().copied();
            let again: Vec<Fault> = again.filter(|fault| fault.allows_another()).collect();
            let from = if chance.below(2) == 0 { all } else { again };
            from[chance.below(from.len())]
        };
        let faults: Vec<Fault> = (0..ATTEMPTS).map(|_| draw()).collect();
        let call = world.call(&faults, CallOptions::new()).await;
        check(&world, seed, &call);
        met.extend(call.done);
    }
    // The table of `points` has each of them in each protocol; a handshake takes its time.
    for fault in Fault::all_in(protocol).filter(|_| !protocol.is_secure()) {
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
    for fault in Fault::all_in(Protocol::Http1) {
        let options = CallOptions::new().may_repeat();
        let Met { called, done, .. } = world.call(&[fault], options).await;
        let again = fault.allows_another() || repeated.contains(&fault);
        assert_eq!(done.len(), if again { 2 } else { 1 }, "{fault:?}");
        if again {
            assert_eq!(called.unwrap().attempts(), 2);
        }
        // Nor is it without being said.
        let Met { done, .. } = world.call(&[fault], CallOptions::new()).await;
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
