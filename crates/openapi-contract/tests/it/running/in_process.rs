//! In process, without a socket, and the same behind a loopback socket.

use std::{
    convert::Infallible,
    future::{Ready, ready},
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use openapi_contract::run::{InProcess, Loopback, Watch};
use tower_service::Service;

use super::{
    carry_out, endings,
    server::{Manner, answer},
};

/// The server by hand as a tower service.
#[derive(Clone)]
struct Pets {
    manner: Manner,
    watch: Watch,
    conduct: Conduct,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Conduct {
    Normal,
    /// Its handler sees every request.
    EntersAlways,
    Panics,
}

impl<B> Service<Request<B>> for Pets {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        assert!(self.conduct != Conduct::Panics, "on purpose");
        let response = answer(self.manner, &request.into_parts().0);
        if response.status() == 200 || self.conduct == Conduct::EntersAlways {
            self.watch.enter();
        }
        ready(Ok(response))
    }
}

fn pets(manner: Manner, conduct: Conduct) -> impl Fn(&Watch) -> Pets {
    move |watch| Pets {
        manner,
        watch: watch.clone(),
        conduct,
    }
}

#[tokio::test]
async fn services_are_judged() {
    let check = async |manner: Manner, conduct: Conduct, expected: [&str; 3]| {
        let run = carry_out(&InProcess::watched(pets(manner, conduct))).await;
        assert_eq!(endings(&run), expected, "{manner:?} {conduct:?}");
    };
    check(Manner::Right, Conduct::Normal, ["held"; 3]).await;
    check(Manner::TakesAll, Conduct::Normal, ["C201", "held", "held"]).await;
    check(
        Manner::Right,
        Conduct::EntersAlways,
        ["C210", "held", "held"],
    )
    .await;
    check(Manner::Right, Conduct::Panics, ["void", "C212", "C212"]).await;
}

#[tokio::test]
async fn handlers_that_are_not_watched_are_not_judged() {
    let run = carry_out(&InProcess::new(pets(Manner::Right, Conduct::EntersAlways))).await;
    assert!(run.is_held());
}

#[tokio::test]
async fn services_are_judged_behind_a_socket_as_well() {
    let run = carry_out(&Loopback::new(pets(Manner::Right, Conduct::Normal))).await;
    assert!(run.is_held(), "{run:?}");
    let run = carry_out(&Loopback::new(pets(Manner::RefusesAll, Conduct::Normal))).await;
    assert_eq!(endings(&run), ["void", "C201", "C201"]);
}
