//! One named test for each case, for a test target with `harness = false`.

use std::sync::Arc;

use libtest_mimic::{Failed, Trial};

use super::{Caller, Options, judge};
use crate::{case::Case, run::Outcome, spec::Spec};

/// A test for each case. `Options::at_a_time` is left to the test harness.
///
/// ```no_run
/// use std::{process::ExitCode, sync::Arc};
///
/// use libtest_mimic::Arguments;
/// use openapi_contract::{
///     Spec, cases,
///     check::Said,
///     client::{Caller, Options, Task, Trouble, client_cases, trials},
/// };
///
/// struct MyClient;
///
/// impl Caller for MyClient {
///     async fn call(&self, task: &Task<'_>) -> Result<Said, Trouble> {
///         # let my_client = |_: &str| async { Ok::<_, String>(1) };
///         // Turn `task.call` into a call of the client, and its result into what it said.
///         match my_client(task.base_url).await {
///             Ok(_value) => Ok(Said::new(openapi_contract::check::End::Success)),
///             Err(error) => Ok(Said::new(openapi_contract::check::End::Error).note(error)),
///         }
///     }
/// }
///
/// fn main() -> ExitCode {
///     # let document = openapi_source::Document::parse("a.yaml", b"", &Default::default()).ok();
///     # let Some(document) = document else { return ExitCode::FAILURE };
///     let Ok(spec) = Spec::read(&document) else { return ExitCode::FAILURE };
///     let Ok(cases) = cases(&spec, None) else { return ExitCode::FAILURE };
///     let cases = client_cases(cases);
///     let tests = trials(&Arc::new(spec), cases, &Arc::new(MyClient), Options::default());
///     libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
/// }
/// ```
pub fn trials<C: Caller>(
    spec: &Arc<Spec>,
    cases: Vec<Case>,
    caller: &Arc<C>,
    options: Options,
) -> Vec<Trial> {
    let trial = |case: Case| {
        let (spec, caller) = (Arc::clone(spec), Arc::clone(caller));
        Trial::test(case.name.clone(), move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(|error| Failed::from(format!("no runtime can be started: {error}")))?;
            let judging = judge(&spec, &case, options.level, options.deadline, &*caller);
            match runtime.block_on(judging).outcome {
                Outcome::Held => Ok(()),
                Outcome::Broken(failure) => Err(Failed::from(failure.to_string())),
                Outcome::Void(twin) => Err(Failed::from(format!("void, as {twin} is not held"))),
                Outcome::NotRun => Err(Failed::from("not run")),
            }
        })
    };
    cases.into_iter().map(trial).collect()
}
