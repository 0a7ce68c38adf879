//! What breaks a rule is refused with its place and its rule, and no handler sees it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use openapi_server::{Failure, Routes, Service};

use crate::loopback::{raw, request};

/// How many requests came as far as a handler, each of which then fails.
#[derive(Clone, Default)]
struct Entered(Arc<AtomicUsize>);

impl Entered {
    fn fail<E>(&self) -> Failure<E> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Failure::internal("entered")
    }

    /// How many there were since the last time.
    fn take(&self) -> usize {
        self.0.swap(0, Ordering::Relaxed)
    }
}

/// Every operation of a document, entered and then failing.
macro_rules! entered {
    ($document:ident: $($name:ident $request:ident $response:ident $error:ident;)*) => {
        impl $document::server::Api for Entered {
            $(async fn $name(
                &self,
                _: $document::server::$request,
            ) -> Result<$document::types::$response, openapi_server::Failure<$document::types::$error>> {
                Err(self.fail())
            })*
        }
    };
}

// Behind the macro, which they use.
mod places;
mod unions;
mod values;

/// A request, and the rules it breaks with their places; empty: it breaks none.
type Case<'a> = (http::Request<String>, &'a str);

async fn check<R: Routes>(service: Service<R>, entered: &Entered, cases: Vec<Case<'_>>) {
    for (request, rules) in cases {
        let shown = format!("{request:?}");
        let (status, text) = raw(&service, request).await;
        let entered = entered.take();
        if rules.is_empty() {
            assert_eq!((status, entered), (500, 1), "{shown}: {text}");
        } else {
            assert_eq!((status, entered), (400, 0), "{shown}: {text}");
            assert_eq!(told(&text), rules, "{shown}");
        }
    }
}

/// `/name: expected a string; …` of a problem (RFC 9457).
fn told(text: &str) -> String {
    let problem: serde_json::Value = serde_json::from_str(text).unwrap();
    let errors = problem["errors"].as_array().unwrap().iter();
    let errors = errors.map(|error| {
        let part = |name: &str| error[name].as_str().unwrap();
        format!("{}: {}", part("pointer"), part("detail"))
    });
    errors.collect::<Vec<_>>().join("; ")
}

fn put<'a>(uri: &str, body: &str, rules: &'a str) -> Case<'a> {
    (request("PUT", uri, body), rules)
}
