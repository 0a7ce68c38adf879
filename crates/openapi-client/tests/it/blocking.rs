//! Calls that are waited for, in programs of each kind.

use crate::client::{PLACE_ORDER, builder, outcome, place_order};
use openapi_client::{Blocking, Core, in_process};

fn core() -> Core {
    let server = in_process(async |_request: http::Request<_>| {
        // Somebody has to poll this, and time has to pass by itself.
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        http::Response::new(r#"{"id":"a"}"#)
    });
    builder("http://localhost").hooks(server).build().unwrap()
}

fn check() {
    let (core, blocking) = (core(), Blocking::new().unwrap());
    for _ in 0..2 {
        let result = blocking.wait(place_order(&core, &PLACE_ORDER));
        assert_eq!(outcome(&result), "200 order a");
    }
}

#[test]
fn a_call_is_waited_for() {
    check();
}

#[test]
fn even_where_waiting_is_not_the_custom() {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(async {
        check();
    });
}
