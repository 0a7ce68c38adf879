//! When a request is sent again: what the document, the answer, the credential and the budget say.

use crate::client::{PLACE_ORDER, SECRET, outcome, place_order, token};
use openapi_client::{Builder, Core, HeaderToken, Operation, RetryPolicy, TokenFn, in_process};
use openapi_types::Retry;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

static SAFE: Operation = Operation {
    retry: Retry::Safe,
    ..PLACE_ORDER
};

/// A status, and when the server wants to be asked again.
type Said = (u16, Option<&'static str>);

/// A client of a server that follows a script. Nothing waits.
struct World {
    core: Core,
    script: Arc<Mutex<VecDeque<Said>>>,
}

impl World {
    fn new(policy: RetryPolicy, credential: HeaderToken) -> Self {
        let script = Arc::new(Mutex::new(VecDeque::new()));
        let left = Arc::clone(&script);
        let server = in_process(move |_request: http::Request<_>| {
            let said: Option<Said> = left.lock().unwrap().pop_front();
            let (status, after) = said.expect("sent once too often");
            let mut answer = http::Response::builder().status(status);
            if let Some(after) = after {
                answer = answer.header("retry-after", after);
            }
            std::future::ready(answer.body("{}").unwrap())
        });
        let builder = Builder::new("http://localhost").hooks(server);
        let builder = builder.retry(policy.jitter(|| 0.0)).credential(credential);
        let core = builder.build().unwrap();
        Self { core, script }
    }

    /// The outcome of a call that gets each of these answers.
    async fn call(&self, operation: &'static Operation, answers: &[Said]) -> String {
        self.script.lock().unwrap().extend(answers);
        let result = place_order(&self.core, operation).await;
        let left = self.script.lock().unwrap().len();
        assert_eq!(left, 0, "not sent again: {answers:?}");
        let attempts = match &result {
            Ok(value) => value.attempts(),
            Err(error) => error.attempts(),
        };
        assert_eq!(usize::try_from(attempts), Ok(answers.len()));
        outcome(&result)
    }
}

fn fixed() -> HeaderToken {
    token("Token", SECRET)
}

/// Another one each time, as far as anybody knows.
fn changing() -> HeaderToken {
    HeaderToken::from_source("Token", "x-token", TokenFn::new(|| Ok(SECRET.into())))
}

#[tokio::test]
async fn a_request_is_sent_again_where_that_does_no_harm() {
    type Case = (
        fn() -> HeaderToken,
        &'static Operation,
        &'static [Said],
        &'static str,
    );
    const NOW: Option<&str> = Some("0");
    const GOOD: Said = (202, None);
    const UNAUTHORIZED: Said = (401, None);
    let cases: &[Case] = &[
        (fixed, &SAFE, &[(503, None), GOOD], "202 order -"),
        (
            fixed,
            &SAFE,
            &[(500, None), (503, NOW), GOOD],
            "202 order -",
        ),
        (
            fixed,
            &SAFE,
            &[(500, None), (500, None), (500, None)],
            "500 unknown, undocumented, 2 kept",
        ),
        (fixed, &SAFE, &[(409, None)], "409 undocumented, 2 kept"),
        // An order is placed again only where the server says that it was not placed.
        (fixed, &PLACE_ORDER, &[(503, NOW), GOOD], "202 order -"),
        (fixed, &PLACE_ORDER, &[(429, NOW), GOOD], "202 order -"),
        (
            fixed,
            &PLACE_ORDER,
            &[(503, None)],
            "503 unknown, undocumented, 2 kept",
        ),
        (
            fixed,
            &PLACE_ORDER,
            &[(500, NOW)],
            "500 unknown, undocumented, 2 kept",
        ),
        // Once more with another credential, if there is one.
        (
            fixed,
            &PLACE_ORDER,
            &[UNAUTHORIZED],
            "401 undocumented, 2 kept",
        ),
        (changing, &PLACE_ORDER, &[UNAUTHORIZED, GOOD], "202 order -"),
        (
            changing,
            &SAFE,
            &[UNAUTHORIZED, UNAUTHORIZED],
            "401 undocumented, 2 kept",
        ),
        (
            changing,
            &SAFE,
            &[UNAUTHORIZED, (503, None), GOOD],
            "202 order -",
        ),
    ];
    for (credential, operation, answers, expected) in cases {
        let world = World::new(RetryPolicy::default(), credential());
        assert_eq!(
            world.call(operation, answers).await,
            *expected,
            "{answers:?}"
        );
    }
}

/// A server in trouble gets no more requests for the calls that it answers.
#[tokio::test]
async fn only_answers_of_a_server_that_is_well_fill_the_budget() {
    let refills = [
        (202, true),
        (404, true),
        (409, true),
        (500, false),
        (503, false),
        (599, false),
    ];
    for (status, is_well) in refills {
        let world = World::new(RetryPolicy::default().budget(1), fixed());
        let twice = [(500, None), (202, None)];
        let once = &twice[..1];
        // One is there, and is lost on a call that fails all the same.
        let lost = world.call(&SAFE, &[(500, None), (500, None)]).await;
        assert_eq!(lost, "500 unknown, undocumented, 2 kept");
        for _ in 0..10 {
            world.call(&PLACE_ORDER, &[(status, None)]).await;
        }
        let answers = if is_well { &twice } else { once };
        world.call(&SAFE, answers).await;
    }
}
