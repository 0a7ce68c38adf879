//! Named tests: one for each case, for a test target with `harness = false`.
//!
//! [`server_suite`] is all that a `tests/contract.rs` needs. Filters, `--list`, `--exact` and
//! nextest work as with any test. The environment says the rest, see [`Settings::from_env`]. After
//! the tests a table shows what was covered.

use std::{
    error::Error,
    fmt,
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Arc, OnceLock},
    time::Instant,
};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use libtest_mimic::{Arguments, Failed, Trial};
use tokio::runtime::Runtime;
use tower_service::Service;

use super::{
    Completeness, Contract, GapKind, InProcess, Loopback, Options, Outcome, Outgoing, Record, Run,
    Target, Undocumented, carry::carry, is_for_servers, note_regressions, read_regressions,
};
use crate::{
    case::{Case, Level},
    report::{Cause, Report, Selection, Style},
};

/// What the environment says about a suite.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How cases are carried out.
    pub options: Options,
    /// Whether a service is called, or connected to.
    pub road: Road,
    /// Where an HTML page about the run is written.
    pub html: Option<PathBuf>,
    /// Where drawn calls that fail are noted, so that the next run tries them first.
    pub regressions: Option<PathBuf>,
}

/// How a service is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Road {
    /// It is called.
    #[default]
    InProcess,
    /// It is served on a loopback socket.
    Socket,
}

impl Settings {
    /// Reads `CONTRACT_LEVEL` (`schema`, `shape` or `values`), `CONTRACT_DENY=undocumented`,
    /// `CONTRACT_OVER=socket`, `CONTRACT_SEED`, a number from which values are drawn, and
    /// `CONTRACT_HTML`, the name of a file.
    ///
    /// # Errors
    /// A variable has another value; the message names those that it can have.
    pub fn from_env() -> Result<Self, String> {
        Self::from(|name| std::env::var(name).ok())
    }

    fn from(variable: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let mut settings = Self::default();
        settings.options.level = match variable("CONTRACT_LEVEL").as_deref() {
            None | Some("values") => Level::Values,
            Some("shape") => Level::Shape,
            Some("schema") => Level::Schema,
            Some(_) => return Err("CONTRACT_LEVEL is schema, shape or values".to_owned()),
        };
        settings.options.undocumented = match variable("CONTRACT_DENY").as_deref() {
            None => Undocumented::Listed,
            Some("undocumented") => Undocumented::Denied,
            Some(_) => return Err("CONTRACT_DENY can only be undocumented".to_owned()),
        };
        settings.road = match variable("CONTRACT_OVER").as_deref() {
            None => Road::InProcess,
            Some("socket") => Road::Socket,
            Some(_) => return Err("CONTRACT_OVER can only be socket".to_owned()),
        };
        if let Some(seed) = variable("CONTRACT_SEED") {
            let wrong = |_| "CONTRACT_SEED is a number".to_owned();
            settings.options.draws.seed = seed.parse().map_err(wrong)?;
        }
        settings.html = variable("CONTRACT_HTML").map(PathBuf::from);
        Ok(settings)
    }
}

/// The whole `main` of a test target with `harness = false`: holds a service to a document.
///
/// `states` is the state table; drawn calls that failed are kept beside it, in a file with the
/// ending `regressions`. `make` is called for each case, so that no case sees what another
/// one left behind.
///
/// ```no_run
/// # #[derive(Clone)] struct Pets;
/// # impl<B: Send + 'static> tower_service::Service<http::Request<B>> for Pets {
/// #     type Response = http::Response<http_body_util::Empty<bytes::Bytes>>;
/// #     type Error = std::convert::Infallible;
/// #     type Future = std::future::Ready<Result<Self::Response, Self::Error>>;
/// #     fn poll_ready(&mut self, _: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Self::Error>> { Ok(()).into() }
/// #     fn call(&mut self, _: http::Request<B>) -> Self::Future { std::future::ready(Ok(Default::default())) }
/// # }
/// fn main() -> std::process::ExitCode {
///     openapi_contract::server_suite("openapi.yaml", "contract.toml", || Pets)
/// }
/// ```
pub fn server_suite<S, B>(
    document: impl AsRef<Path>,
    states: impl AsRef<Path>,
    make: impl Fn() -> S + Send + Sync + 'static,
) -> ExitCode
where
    S: Service<Request<Outgoing>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<Box<dyn Error + Send + Sync>> + fmt::Display,
    S::Future: Send,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>> + fmt::Display,
{
    let arguments = Arguments::from_args();
    let read = || {
        let states = states.as_ref();
        let contract = Contract::read(document.as_ref(), Some(states));
        let contract = contract.map_err(|error| error.to_string())?;
        let mut settings = Settings::from_env()?;
        let path = states.with_extension("regressions");
        settings.options.draws.first =
            read_regressions(&path).map_err(|error| error.to_string())?;
        settings.regressions = Some(path);
        Ok::<_, String>((contract, settings))
    };
    let (contract, settings) = match read() {
        Ok(both) => both,
        Err(why) => {
            let trial = Trial::test("contract::is_readable", move || Err(Failed::from(why)));
            return libtest_mimic::run(&arguments, vec![trial]).exit_code();
        }
    };
    let make = move |_: &super::Watch| make();
    match settings.road {
        Road::InProcess => conclude(
            &arguments,
            Suite::new(contract, InProcess::new(make), settings),
        ),
        Road::Socket => conclude(
            &arguments,
            Suite::new(contract, Loopback::new(make), settings),
        ),
    }
}

fn conclude<T: Target + Send + Sync + 'static>(
    arguments: &Arguments,
    suite: std::io::Result<Suite<T>>,
) -> ExitCode {
    match suite {
        Ok(suite) => Arc::new(suite).run(arguments, Vec::new()),
        Err(error) => {
            let why = format!("no runtime: {error}");
            let trial = Trial::test("contract::can_run", move || Err(Failed::from(why)));
            libtest_mimic::run(arguments, vec![trial]).exit_code()
        }
    }
}

/// A contract and the server that is held to it, as tests.
pub struct Suite<T> {
    contract: Contract,
    target: T,
    settings: Settings,
    runtime: Runtime,
    /// What happened to each case, once it did.
    records: Vec<OnceLock<Record>>,
    repeat: String,
    started: Instant,
}

impl<T> fmt::Debug for Suite<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Suite")
            .field("cases", &self.contract.cases.len())
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl<T: Target + Send + Sync + 'static> Suite<T> {
    /// The cases of the contract that a server can be held to.
    ///
    /// # Errors
    /// The system gives no threads.
    pub fn new(mut contract: Contract, target: T, settings: Settings) -> std::io::Result<Self> {
        contract.cases.retain(is_for_servers);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        Ok(Self {
            records: contract.cases.iter().map(|_| OnceLock::new()).collect(),
            contract,
            target,
            settings,
            runtime,
            repeat: repeat(),
            started: Instant::now(),
        })
    }

    /// One test for each case, named like it; one that fails where there are none, and one that
    /// fails where an operation or a part of a request has none.
    pub fn trials(self: &Arc<Self>) -> Vec<Trial> {
        let count = self.contract.cases.len();
        let some = Trial::test("contract::has_cases", move || match count {
            0 => Err(Failed::from("there are no cases, so nothing can be held")),
            _ => Ok(()),
        });
        let parts = self.contract.gaps.iter();
        let parts = parts.filter(|gap| gap.kind != GapKind::Status);
        let lines: Vec<String> = parts.map(|gap| gap.text.clone()).collect();
        let whole = Trial::test("contract::leaves_nothing_out", move || {
            if lines.is_empty() {
                return Ok(());
            }
            let lines = lines.join("\n");
            Err(Failed::from(format!(
                "no case tells about these (C402):\n{lines}"
            )))
        });
        let cases = self.contract.cases.iter().enumerate();
        let cases = cases.map(|(at, case)| {
            let suite = Arc::clone(self);
            Trial::test(&case.name, move || suite.test(at))
        });
        [some, whole].into_iter().chain(cases).collect()
    }

    /// Runs the tests that the arguments ask for, `others` among them, and prints what was covered.
    pub fn run(self: Arc<Self>, arguments: &Arguments, others: Vec<Trial>) -> ExitCode {
        let trials = others.into_iter().chain(self.trials()).collect();
        let conclusion = libtest_mimic::run(arguments, trials);
        if arguments.list {
            return conclusion.exit_code();
        }
        let run = Run {
            records: self.taken(),
            completeness: Completeness::Whole,
        };
        let report = self.report(&run);
        let mut text = format!("{}\n\n{}\n", report.table(), report.last_line(Style::Plain));
        let written = self.write(&report);
        if let Err(error) = &written {
            text = format!("{text}error: {error}\n");
        }
        // A closed pipe is no reason to fail.
        let _ = std::io::stdout().write_all(text.as_bytes());
        match written {
            Ok(()) => conclusion.exit_code(),
            Err(_) => ExitCode::FAILURE,
        }
    }

    fn write(&self, report: &Report<'_>) -> Result<(), String> {
        if let Some(path) = &self.settings.regressions {
            let known = &self.settings.options.draws.first;
            note_regressions(path, known, report.run).map_err(|error| error.to_string())?;
        }
        match &self.settings.html {
            Some(path) => std::fs::write(path, report.html())
                .map_err(|error| format!("{}: {error}", path.display())),
            None => Ok(()),
        }
    }

    fn report<'a>(&'a self, run: &'a Run) -> Report<'a> {
        Report {
            target: match self.settings.road {
                Road::InProcess => "a service in process",
                Road::Socket => "a service behind a loopback socket",
            },
            spec: &self.contract.spec,
            cases: &self.contract.cases,
            selection: Selection::All,
            run,
            gaps: &self.contract.gaps,
            level: self.settings.options.level,
            elapsed: self.started.elapsed(),
            repeat: &self.repeat,
        }
    }

    /// What has happened so far.
    fn taken(&self) -> Vec<Record> {
        let pairs = self.contract.cases.iter().zip(&self.records);
        let record = |(case, slot): (&Case, &OnceLock<Record>)| {
            let known = slot.get().cloned();
            known.unwrap_or_else(|| Record::new(&case.name))
        };
        pairs.map(record).collect()
    }

    fn test(&self, at: usize) -> Result<(), Failed> {
        let (Some(case), Some(record)) = (self.contract.cases.get(at), self.record(at)) else {
            return Err(Failed::from("there is no such case"));
        };
        match &record.outcome {
            Outcome::Held => Ok(()),
            Outcome::Broken(failure) => {
                let run = Run::default();
                let broken = Cause {
                    case,
                    record,
                    failure,
                    also: Vec::new(),
                };
                let text = self.report(&run).cause(&broken, Style::Plain);
                Err(Failed::from(text))
            }
            Outcome::Void(twin) => Err(Failed::from(format!(
                "{}: void (C401), since {twin} was not held",
                case.name
            ))),
            Outcome::NotRun => Err(Failed::from("the case was not run")),
        }
    }

    /// Carries a case out, unless a test or a negative has done so already.
    fn record(&self, at: usize) -> Option<&Record> {
        let case = self.contract.cases.get(at)?;
        let slot = self.records.get(at)?;
        Some(slot.get_or_init(|| self.carry(case)))
    }

    fn carry(&self, case: &Case) -> Record {
        if let Some(twin) = &case.twin {
            let cases = &self.contract.cases;
            let place = |name: &str| cases.iter().position(|case| case.name == name);
            // Twins in a circle would wait for each other.
            let mut chain = std::iter::successors(Some(twin.as_str()), |name| {
                cases.get(place(name)?)?.twin.as_deref()
            });
            let is_circle = chain.nth(cases.len()).is_some();
            let record = place(twin).filter(|_| !is_circle);
            let record = record.and_then(|at| self.record(at));
            if record.is_none_or(|record| record.outcome != Outcome::Held) {
                return Record {
                    outcome: Outcome::Void(twin.clone()),
                    ..Record::new(&case.name)
                };
            }
        }
        let options = &self.settings.options;
        let carried = carry(&self.contract.spec, case, &self.target, options);
        self.runtime.block_on(carried)
    }
}

/// The command that runs a test of this program again.
fn repeat() -> String {
    let program = std::env::current_exe().ok();
    let stem = program.as_ref().and_then(|path| path.file_stem()?.to_str());
    // Cargo puts a digest behind the name of the target.
    let target = stem.and_then(|stem| stem.rsplit_once('-'));
    let target = target.map_or("contract", |(name, _)| name);
    let package = std::env::var("CARGO_PKG_NAME").ok();
    let package = package.map_or(String::new(), |name| format!(" -p {name}"));
    format!("cargo test{package} --test {target} -- --exact")
}

#[cfg(test)]
mod tests {
    use super::{Road, Settings};
    use crate::{case::Level, run::Undocumented};

    #[test]
    fn the_environment_is_understood_or_refused() {
        let from = |name: &'static str, value: &'static str| {
            Settings::from(move |asked| (asked == name).then(|| value.to_owned()))
        };
        let level = |value| from("CONTRACT_LEVEL", value).map(|one| one.options.level);
        assert_eq!(level("schema"), Ok(Level::Schema));
        assert!(level("strict").is_err());
        let deny = from("CONTRACT_DENY", "undocumented").unwrap();
        assert_eq!(deny.options.undocumented, Undocumented::Denied);
        assert!(from("CONTRACT_DENY", "all").is_err());
        assert_eq!(from("CONTRACT_OVER", "socket").unwrap().road, Road::Socket);
        assert!(from("CONTRACT_OVER", "tcp").is_err());
        assert_eq!(from("ANOTHER", "1").unwrap().road, Road::InProcess);
    }
}
