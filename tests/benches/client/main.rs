//! What the generated client costs beside one written by hand.
//!
//! Both order over kept-alive connections to a server in a process of its own, so that its
//! instructions are not counted: one order after the other, and 64 at once with one client.
//! `cases` holds them to the same outcomes.
//!
//! The baseline is `by_hand.rs`: reqwest with the same settings, a typed error and a capped read.

mod by_hand;
mod cases;
mod flight;
mod generated;
#[path = "../harness/mod.rs"]
mod harness;
mod server;

use std::process::ExitCode;

use flight::Flight;
use harness::{Bench, BoxError, Calls, Subject};

const BENCH: Bench = Bench {
    title: "client: one order over a connection to this machine, from typed values to typed values",
    call: "order",
    subjects: &[
        Subject {
            name: "reqwest-by-hand",
            baseline: "reqwest-by-hand",
            limit: None,
            run: |calls| run(by_hand::order, Flight::One, calls),
        },
        Subject {
            name: "apig-client",
            baseline: "reqwest-by-hand",
            limit: Some(1_050),
            run: |calls| run(generated::order, Flight::One, calls),
        },
        Subject {
            name: "reqwest-by-hand, 64 at once",
            baseline: "reqwest-by-hand, 64 at once",
            limit: None,
            run: |calls| run(by_hand::order, Flight::Many, calls),
        },
        Subject {
            name: "apig-client, 64 at once",
            baseline: "reqwest-by-hand, 64 at once",
            limit: Some(1_050),
            run: |calls| run(generated::order, Flight::Many, calls),
        },
        Subject {
            name: "reqwest-by-hand, 64 on 2 threads",
            baseline: "reqwest-by-hand, 64 on 2 threads",
            limit: None,
            run: |calls| run(by_hand::order, Flight::ManyOnThreads, calls),
        },
        Subject {
            name: "apig-client, 64 on 2 threads",
            baseline: "reqwest-by-hand, 64 on 2 threads",
            limit: None,
            run: |calls| run(generated::order, Flight::ManyOnThreads, calls),
        },
    ],
    calls: Calls {
        few: 640,
        many: 2_560,
        timed: 640,
    },
    check: cases::check,
};

/// Orders for a gateway so many times with one client; gives the outcome.
type Order =
    fn(base_url: &str, instance_id: &str, calls: u32, flight: Flight) -> Result<Outcome, BoxError>;

/// What came of an order, as far as both clients tell.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// With the task's ID.
    Placed(Option<String>),
    /// With status, code and the ID of the request.
    Refused(u16, String, Option<String>),
    Redirected,
    TooLarge,
    Unreadable,
    /// Nothing was sent.
    Unsent,
}

fn run(order: Order, flight: Flight, calls: u32) -> Result<(), BoxError> {
    let server = server::Server::start()?;
    let outcome = order(&server.base_url, cases::GATEWAY, calls, flight)?;
    if outcome == cases::placed() {
        Ok(())
    } else {
        Err(format!("the order ended with {outcome:?}").into())
    }
}

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(server::SERVE) {
        return server::serve();
    }
    harness::main(&BENCH)
}
