//! What the generated service costs beside services written by hand.
//!
//! All subjects answer the page's example request over one kept-alive connection of hyper, on
//! one thread, without a socket. They look tokens up and place orders with the same code
//! (`gateways`), and are held to the same answers by `cases`.
//!
//! The baseline is `by_hand/on_hyper.rs`: no framework, nothing allocated or copied without need.
//! What no service can do without is the subject `connection`.

mod by_hand;
mod cases;
mod connection;
mod gateways;
mod generated;
#[path = "../harness/mod.rs"]
mod harness;

use std::process::ExitCode;

use harness::{Bench, BoxError, Calls, Subject};

const BENCH: Bench = Bench {
    title: "server: the page's request, from its bytes to those of its answer",
    call: "request",
    subjects: &[
        Subject {
            name: "hyper-by-hand",
            baseline: "hyper-by-hand",
            limit: None,
            run: |calls| run(by_hand::on_hyper::exchange, calls),
        },
        Subject {
            name: "apig-server",
            baseline: "hyper-by-hand",
            limit: Some(1_100),
            run: |calls| run(generated::exchange, calls),
        },
        Subject {
            name: "apig-server-in-axum",
            baseline: "hyper-by-hand",
            limit: None,
            run: |calls| run(generated::exchange_in_axum, calls),
        },
        Subject {
            name: "axum-by-hand",
            baseline: "hyper-by-hand",
            limit: None,
            run: |calls| run(by_hand::on_axum::exchange, calls),
        },
        Subject {
            name: "connection",
            baseline: "hyper-by-hand",
            limit: None,
            run: |calls| run(connection::exchange, calls),
        },
    ],
    calls: Calls {
        few: 1_000,
        many: 3_000,
        timed: 2_000,
    },
    check: cases::check,
};

/// Sends a request so many times over one connection; gives the last answer.
type Exchange = fn(request: &[u8], calls: u32) -> Result<Vec<u8>, BoxError>;

fn run(exchange: Exchange, calls: u32) -> Result<(), BoxError> {
    exchange(cases::EXAMPLE.as_bytes(), calls).map(|_answer| ())
}

fn main() -> ExitCode {
    harness::main(&BENCH)
}
