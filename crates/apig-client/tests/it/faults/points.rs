//! What each point of failure ends in, in each protocol: one table.
//!
//! A call meets the fault at every attempt, and then only at the first. Whether it is sent again
//! is [`Fault::allows_another`]; the table says how it ends, and the server counts the orders.

use super::world::ATTEMPTS;
use super::{Called, Fault, Met, Protocol, World};
use apig_client::{CallOptions, Client, Error, Outcome, RetryPolicy};
use std::time::Duration;

/// A fault, how a call that meets it ends in HTTP/1.1, and in HTTP/2 where that is different.
/// Ends that depend on who was faster are separated by ` | `.
type Point = (Fault, &'static str, &'static str);

const SAME: &str = "";
const NO_CONNECTION: &str = "not sent: no connection";
const LOST: &str = "unknown";
const LATE: &str = "unknown: time is over";
/// The order was accepted, and what followed was lost.
const CUT: &str = "unknown, 202";
const TRICKLED: &str = "unknown, 202: time is over | unknown: time is over";
/// In a handshake, before the request was written, or by then.
const RESET: &str = "not sent: no connection | not sent | unknown";

const POINTS: &[Point] = &[
    (Fault::NoName, NO_CONNECTION, SAME),
    (Fault::Refuse, NO_CONNECTION, SAME),
    (Fault::Stranger, NO_CONNECTION, SAME),
    (Fault::Elsewhere, NO_CONNECTION, SAME),
    (Fault::Expired, NO_CONNECTION, SAME),
    (Fault::CloseInHandshake, NO_CONNECTION, SAME),
    (Fault::ResetInHandshake, NO_CONNECTION, SAME),
    (
        Fault::HangInHandshake,
        "not sent: no connection: time is over",
        SAME,
    ),
    (Fault::PlainText, NO_CONNECTION, SAME),
    (Fault::ResetBefore, RESET, SAME),
    (Fault::ResetDuring, LOST, SAME),
    (Fault::ResetAfter, LOST, SAME),
    (Fault::Close, LOST, SAME),
    (Fault::CutHead, LOST, SAME),
    (Fault::CutBody, CUT, SAME),
    (Fault::Hang, LATE, SAME),
    (Fault::Trickle, TRICKLED, SAME),
    (Fault::Slow, "order", SAME),
    (Fault::Noise, LOST, SAME),
    (Fault::BadChunks, CUT, SAME),
    (Fault::WrongBody, "unreadable, 202, carried out", SAME),
    (Fault::Accept, "order", SAME),
    (Fault::Unauthorized, "refused, 401 APIC.7101", SAME),
    (Fault::NotFound, "refused, 404 APIC.7302", SAME),
    (Fault::ThrottleWithTime, "refused, 429 APIC.7500", SAME),
    (Fault::Throttle, "refused, 429 APIC.7500", SAME),
    (Fault::UnavailableWithTime, "unreadable, 503", SAME),
    (Fault::Unavailable, "unknown, 503", SAME),
    (Fault::UnavailableSoon, "unknown, 503", SAME),
    (Fault::Internal, "refused, 500 APIC.9000", SAME),
    (Fault::BadGateway, "unknown, 502", SAME),
    (Fault::Redirect, "unreadable, 307", SAME),
    (Fault::SeeOther, "unknown, 303", SAME),
];

/// How a call ended, as the tables say it.
pub(super) fn end(called: &Called) -> String {
    let error = match called {
        Ok(order) => {
            assert!(order.job_id.is_some());
            return "order".to_owned();
        }
        Err(error) => error,
    };
    let kind = match error {
        Error::NotSent(_) => "not sent",
        Error::OutcomeUnknown(_) => "unknown",
        Error::Refused(_) => "refused",
        Error::Unreadable(_) => "unreadable",
        _ => "another",
    };
    let status = error
        .status()
        .map(|status| format!(", {}", status.as_u16()));
    let code = error.error_code().map(|code| format!(" {code}"));
    let done = (error.outcome() == Outcome::CarriedOut).then_some(", carried out");
    let connect = error.is_connect().then_some(": no connection");
    let late = error.is_timeout().then_some(": time is over");
    let texts = [status, code];
    let words = [done, connect, late];
    let texts = texts.iter().map(|text| text.as_deref());
    texts
        .chain(words)
        .fold(kind.to_owned(), |end, text| end + text.unwrap_or_default())
}

fn point(fault: Fault) -> Point {
    let points = POINTS.iter().filter(|(known, ..)| *known == fault);
    let points: Vec<&Point> = points.collect();
    assert_eq!(points.len(), 1, "{fault:?} is not in the table once");
    *points[0]
}

async fn check(world: &World, protocol: Protocol, (fault, http1, http2): Point) {
    let differs = protocol.is_http2() && http2 != SAME;
    let ends = if differs { http2 } else { http1 };
    let what = format!("{fault:?} in {protocol:?}");
    let Met {
        called,
        done,
        orders,
        ..
    } = world
        .call(&[fault; ATTEMPTS as usize], CallOptions::new())
        .await;
    let end = end(&called);
    assert!(
        ends.split(" | ").any(|known| known == end),
        "{what}: {end}: {called:?}"
    );
    assert_eq!(orders, usize::from(fault.may_place()), "{what}");
    // There is one login in a call.
    let attempts = match fault {
        Fault::Unauthorized => 2,
        // It ends where nobody can tell that nothing was sent.
        Fault::ResetBefore => done.len(),
        _ if fault.allows_another() => ATTEMPTS as usize,
        _ => 1,
    };
    assert_eq!(done.len(), attempts, "{what}");

    let once = world.call(&[fault], CallOptions::new()).await;
    let is_placed = once.orders == 1;
    if fault.allows_another() && fault != Fault::ResetBefore {
        assert_eq!(
            (self::end(&once.called).as_str(), is_placed),
            ("order", true),
            "{what}"
        );
        assert_eq!(once.done, [fault, Fault::Accept], "{what}");
    } else {
        assert!(once.orders <= 1, "{what}");
    }
}

#[tokio::test]
async fn each_point_of_failure_ends_as_the_table_says() {
    for protocol in Protocol::ALL {
        let world = World::new(*protocol).await;
        for fault in Fault::all_in(*protocol) {
            check(&world, *protocol, point(fault)).await;
        }
    }
}

/// The time for connecting is that of the machine, so this point has a client of its own.
#[tokio::test]
async fn connecting_that_takes_too_long_sends_nothing() {
    let secure = Protocol::ALL.iter().filter(|protocol| protocol.is_secure());
    for protocol in secure {
        let builder = Client::builder(protocol.url()).connect_timeout(Duration::from_millis(100));
        let world = World::of(builder, *protocol).await;
        let hang = [Fault::HangInHandshake; ATTEMPTS as usize];
        let met = world.call(&hang, CallOptions::new()).await;
        let (_fault, ends, _same) = point(Fault::HangInHandshake);
        assert_eq!(end(&met.called), ends, "{protocol:?}");
        // The server may not have got to the last one yet.
        assert_eq!(met.called.unwrap_err().attempts(), ATTEMPTS, "{protocol:?}");
        assert_eq!(met.orders, 0, "{protocol:?}");
    }
}

/// An attempt that hangs is over when its time is; whether there is another one is for the call
/// to say, since the order may be placed.
#[tokio::test]
async fn an_attempt_that_hangs_ends_by_itself() {
    let attempt = Duration::from_secs(10);
    let policy = RetryPolicy::default().attempt_timeout(attempt);
    let hang = Fault::Hang;
    let cases: &[(CallOptions, &[Fault], &str, usize)] = &[
        (CallOptions::new(), &[hang], LATE, 1),
        (CallOptions::new().may_repeat(), &[hang], "order", 2),
        (CallOptions::new().may_repeat(), &[hang; 3], LATE, 3),
        // The answer is there, and its body is not.
        (CallOptions::new(), &[Fault::Trickle], TRICKLED, 1),
        // What was not sent is sent again, and has its own time.
        (CallOptions::new(), &[Fault::Refuse, hang], LATE, 2),
    ];
    for protocol in Protocol::ALL {
        let world = World::patient(*protocol, policy.clone()).await;
        world.clock.set_hang(attempt);
        for (options, faults, ends, attempts) in cases {
            let met = world.call(faults, *options).await;
            let what = format!("{faults:?} in {protocol:?}");
            let end = end(&met.called);
            assert!(ends.split(" | ").any(|known| known == end), "{what}: {end}");
            assert_eq!(met.done.len(), *attempts, "{what}");
        }
    }
}
