#![cfg(test)]
//! Holds the example server to the document: each documented status, reached through its state,
//! and everything that a caller may do to it beside plain calls.
//!
//! The server is the module that `cargo run -p apig-server --example in_memory` serves, included
//! here without its `main`, so that what a newcomer tries out is what is tested. Which gateway,
//! token or body leads to which answer is in `contract.toml`. Its handlers say that they were
//! entered, so a request that should not have reached one is seen. An implementation that need not
//! be watched takes [`openapi_contract::server_suite`] and is done in one line.

use std::{path::Path, process::ExitCode, sync::Arc};

use apig_server::{
    Api, CreatePostPayResizeOrderRequest, Failure,
    types::{CreatePostPayResizeOrderError, CreatePostPayResizeOrderResponse},
};
use libtest_mimic::{Arguments, Failed, Trial};
use openapi_contract::run::{Contract, InProcess, Settings, Suite, Watch};

use in_memory::{
    callers::{Caller, Callers},
    gateways::Gateways,
};

#[path = "../../crates/apig-server/examples/in_memory/mod.rs"]
mod in_memory;
mod seeds;

/// The gateways, whose handlers say that they were entered.
struct Watched(Watch);

impl Api for Watched {
    type Principal = Caller;

    async fn create_post_pay_resize_order(
        &self,
        caller: Caller,
        request: CreatePostPayResizeOrderRequest,
    ) -> Result<CreatePostPayResizeOrderResponse, Failure<CreatePostPayResizeOrderError>> {
        self.0.enter();
        Gateways.create_post_pay_resize_order(caller, request).await
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let read = || {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let document = folder.join("../openapi/apig.yaml");
        let contract = Contract::read(&document, Some(&folder.join("contract.toml")));
        let contract = contract.map_err(|error| error.to_string())?;
        let cases = contract.cases.clone();
        let seeds = Trial::test("coverage::every_seed_has_a_state", move || {
            seeds::every_seed_has_a_state(&cases).map_err(Failed::from)
        });
        let target = InProcess::watched(|watch: &Watch| {
            apig_server::service(Watched(watch.clone()), Callers::default())
        });
        let suite = Suite::new(contract, target, Settings::from_env()?);
        let suite = suite.map_err(|error| error.to_string())?;
        Ok::<_, String>((suite, vec![seeds]))
    };
    match read() {
        Ok((suite, others)) => Arc::new(suite).run(&arguments, others),
        Err(why) => {
            let trial = Trial::test("contract::is_readable", move || Err(Failed::from(why)));
            libtest_mimic::run(&arguments, vec![trial]).exit_code()
        }
    }
}
