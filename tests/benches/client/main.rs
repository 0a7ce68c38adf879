//! What the generated client costs beside one written by hand.
//!
//! Both order over one kept-alive connection to a server in a process of its own, so that its
//! instructions are not counted. `cases` holds them to the same outcomes.
//!
//! The baseline is `by_hand.rs`: reqwest with the same settings, a typed error and a capped read.

mod by_hand;
mod cases;
mod generated;
#[path = "../harness/mod.rs"]
mod harness;
mod server;

use std::process::ExitCode;

use harness::{Bench, BoxError, Calls, Subject};

const BENCH: Bench = Bench {
    title: "client: one order over a connection to this machine, from typed values to typed values",
    call: "order",
    subjects: &[
        Subject {
            name: "reqwest-by-hand",
            limit: None,
            run: |calls| run(by_hand::order, calls),
        },
        Subject {
            name: "apig-client",
            limit: Some(1_050),
            run: |calls| run(generated::order, calls),
        },
    ],
    calls: Calls {
        few: 500,
        many: 2_500,
        timed: 500,
    },
    check: cases::check,
};

/// Orders for a gateway so many times with one client; gives the last outcome.
type Order = fn(base_url: &str, instance_id: &str, calls: u32) -> Result<Outcome, BoxError>;

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

fn run(order: Order, calls: u32) -> Result<(), BoxError> {
    let server = server::Server::start()?;
    let outcome = order(&server.base_url, cases::GATEWAY, calls)?;
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
