#![cfg(test)]
//! Holds client, server and types to the document: one named test for each promise.
//!
//! The cases come from `openapi-contract`, which knows neither side; the modules here only carry
//! them out. Names are `family::side::operation::status::example`, so
//! `cargo test -p contract-tests -- 401` or `… -- client` runs a part. After the run a table
//! shows what was tested, operation × status × media type × side.
//!
//! Where to go next: [`document`] for what is read, [`types`], [`client`], [`server`],
//! [`loopback`] for the sides, [`coverage`] for what must not be forgotten, [`page`] for the page
//! that the document restates, [`imports`] for who may import whom. A real server is held to its
//! states, and to everything that is not a plain call, by the target `server` beside this one.

use std::{
    io::Write,
    process::ExitCode,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use libtest_mimic::{Arguments, Failed, Trial};
use openapi_contract::{Case, Coverage, Side, Spec, Verdict, check_example, coverage::Outcome};
use tokio::runtime::Runtime;

mod client;
mod coverage;
mod document;
mod imports;
mod json_schema;
mod loopback;
mod page;
mod scripted;
mod server;
mod types;
mod wire;

/// One runtime for all cases.
static RUNTIME: LazyLock<std::io::Result<Runtime>> = LazyLock::new(Runtime::new);

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = vec![
        trial("page::the_document_states_each_fact", page::facts),
        trial("page::each_damaged_fact_is_seen", page::each_fact_is_seen),
        trial("imports::manifests_keep_the_table", imports::table),
        trial(
            "imports::forbidden_imports_are_seen",
            imports::forbidden_imports_are_seen,
        ),
        trial(
            "json_schema::types_have_the_documents_schemas",
            json_schema::are_the_documents,
        ),
    ];
    let table = match document::CONTRACT.as_ref() {
        Ok(contract) => {
            trials.push(trial("coverage::every_promise_has_cases", || {
                coverage::every_promise_has_cases(contract)
            }));
            trials.push(trial("coverage::every_status_has_a_state", || {
                contract.states.clone()
            }));
            trials.push(trial("types::agree_with_the_schemas", || {
                types::agree_with_the_schemas(&contract.spec, &contract.cases)
            }));
            let table = Coverage::new(&contract.spec, &contract.cases);
            let table = Arc::new(Mutex::new(table));
            trials.extend(
                contract
                    .cases
                    .iter()
                    .map(|case| case_trial(&contract.spec, case, &table)),
            );
            Some(table)
        }
        Err(problems) => {
            trials.push(trial("document::is_readable", || Err(problems.clone())));
            None
        }
    };
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !arguments.list
        && let Some(table) = table
    {
        let table = table.lock().unwrap_or_else(PoisonError::into_inner);
        // A closed pipe is no reason to fail.
        let _ = writeln!(std::io::stdout(), "{table}\n");
    }
    conclusion.exit_code()
}

fn trial(name: &'static str, run: impl FnOnce() -> Result<(), String> + Send + 'static) -> Trial {
    Trial::test(name, move || run().map_err(Failed::from))
}

fn case_trial(spec: &'static Spec, case: &'static Case, table: &Arc<Mutex<Coverage>>) -> Trial {
    let table = Arc::clone(table);
    Trial::test(&case.name, move || {
        let verdict = run(spec, case);
        let outcome = if verdict.is_ok() {
            Outcome::Passed
        } else {
            Outcome::Failed
        };
        table
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .record(&case.name, outcome);
        verdict.map_err(|failure| {
            let name = &case.name;
            Failed::from(format!(
                "{failure}\n  repeat: cargo test -p contract-tests -- --exact '{name}'"
            ))
        })
    })
}

/// Carries out one case on its side.
fn run(spec: &Spec, case: &Case) -> Verdict {
    let runtime = RUNTIME.as_ref().map_err(|error| {
        openapi_contract::check::harness(spec, case, format!("no runtime: {error}"))
    })?;
    match case.side {
        Side::Document => check_example(spec, case),
        Side::Types => types::run(spec, case),
        Side::Client => runtime.block_on(client::run(spec, case)),
        Side::Server => runtime.block_on(server::run(spec, case)),
        Side::Loopback => runtime.block_on(loopback::run(spec, case)),
        side => {
            let why = format!("nobody carries out the side `{side}`");
            Err(openapi_contract::check::harness(spec, case, why))
        }
    }
}
