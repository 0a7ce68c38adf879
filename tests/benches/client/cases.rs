//! What both clients must make of an answer: one that leaves a check out is cheaper, and no
//! comparison.

use super::flight::Flight;
use super::harness::BoxError;
use super::server::Server;
use super::{Order, Outcome, by_hand, generated};

/// The page's gateway, whose orders are placed.
pub(crate) const GATEWAY: &str = "6a7d71827fd54572b1f31aa9548fcc81";

/// The page's task.
const JOB: &str = "JOB-5acb75c7565e42c997954774456eac79";

/// What the page's order ends with.
pub(crate) fn placed() -> Outcome {
    Outcome::Placed(Some(JOB.to_owned()))
}

/// Both clients end all orders as told here.
pub(crate) fn check() -> Result<(), BoxError> {
    let refused = |status, code: &str| {
        let request_id = Some("0123456789abcdef".to_owned());
        Outcome::Refused(status, code.to_owned(), request_id)
    };
    // The server answers by the gateway's ID.
    let cases = [
        (GATEWAY, placed()),
        ("a/b", Outcome::Placed(Some("a%2Fb".to_owned()))),
        ("..", Outcome::Unsent),
        ("", Outcome::Unsent),
        ("empty", Outcome::Placed(None)),
        ("capitals", placed()),
        ("unknown", refused(404, "APIC.7302")),
        ("locked", refused(409, "APIC.7712")),
        ("elsewhere", Outcome::Redirected),
        ("declared", Outcome::TooLarge),
        ("endless", Outcome::TooLarge),
        ("null", Outcome::Unreadable),
        ("array", Outcome::Unreadable),
        ("twice", Outcome::Unreadable),
        ("cut", Outcome::Unreadable),
        ("page", Outcome::Unreadable),
        ("page-refused", Outcome::Unreadable),
    ];
    let clients: [(&str, Order); 2] = [
        ("reqwest-by-hand", by_hand::order),
        ("apig-client", generated::order),
    ];
    let server = Server::start()?;
    for (gateway, expected) in cases {
        for (client, order) in clients {
            let outcome = order(&server.base_url, gateway, 1, Flight::One)?;
            if outcome != expected {
                let text = format!("{client}, `{gateway}`: {outcome:?} instead of {expected:?}");
                return Err(text.into());
            }
        }
    }
    Ok(())
}
