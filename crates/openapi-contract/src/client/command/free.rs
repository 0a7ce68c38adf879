//! A program that makes whatever calls it makes, such as the tests of a client.
//!
//! It is started once and told the address of a mock of the whole document. Every request is held
//! to the document: path, method, credentials, content type, parameters and body. What it makes of
//! the answers is its own affair, except that it must end well. Each operation must have been
//! called, or nothing would have been shown about it.

use std::{
    net::{Ipv4Addr, SocketAddr},
    process::Stdio,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::time::timeout;

use super::{Template, Trouble, command, group::Group};
use crate::{
    call::Call,
    case::{Case, Drawn, Family, Level, Side, Subject},
    diff::Difference,
    failure::{Failure, Kind},
    mock::{Breach, Event, Limits, Mock, Reason, Server},
    run::{Completeness, Outcome, Record, Run},
    spec::Spec,
};

/// How long what the process sent last may take to be read.
const SETTLING: Duration = Duration::from_secs(2);
/// The record of requests for no operation.
const ELSEWHERE: &str = "free::client::elsewhere";
/// The record of the process.
const COMMAND: &str = "free::client::command";

/// What [`free`] looks at: each operation, requests for none of them, and the program itself.
pub fn free_cases(spec: &Spec) -> Vec<Case> {
    let case = |name: String, operation: &str| Case {
        name,
        family: Family::Free,
        side: Side::Client,
        operation: operation.to_owned(),
        level: Level::Schema,
        twin: None,
        owns: Vec::new(),
        subject: Subject::Drawn(Box::new(Drawn {
            call: Call::default(),
            values: 0,
        })),
    };
    let operations = spec.operations.iter();
    let operations = operations.map(|one| case(name(&one.id), &one.id));
    let others = [ELSEWHERE, COMMAND].map(|name| case(name.to_owned(), ""));
    operations.chain(others).collect()
}

fn name(operation: &str) -> String {
    format!("free::client::{operation}")
}

/// Runs a program against a mock and judges every request that it makes.
///
/// # Errors
/// The program could not be run at all.
pub async fn free(
    spec: &Arc<Spec>,
    states: &[Case],
    template: &Template,
    deadline: Duration,
    stop: impl Future<Output = ()>,
) -> Result<Run, Trouble> {
    let start = Instant::now();
    let events: Arc<Mutex<Vec<Event>>> = Arc::default();
    let told = Arc::clone(&events);
    let mock = Mock::new(Arc::clone(spec), states, move |event: &Event| {
        let mut events = told.lock().unwrap_or_else(PoisonError::into_inner);
        events.push(event.clone());
    });
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let server = Server::start(any, Limits::default(), Arc::new(mock))
        .await
        .map_err(|error| Trouble::Unable(format!("no loopback port can be used: {error}")))?;
    let url = format!("http://{}", server.address());
    let words = template.fill_url(&url);
    let mut command = command(&words)?;
    command
        .env("OPENAPI_CONTRACT_URL", &url)
        .stdin(Stdio::null());
    let mut group = Group::start_plain(command)
        .map_err(|error| Trouble::Unable(format!("the command cannot be started: {error}")))?;
    let mut completeness = Completeness::Whole;
    let ended = tokio::select! {
        ended = timeout(deadline, group.child.wait()) => match ended {
            Ok(Ok(exit)) if exit.success() => Ok(()),
            Ok(Ok(exit)) => Err(exit.to_string()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(format!("no end within {deadline:?}")),
        },
        () = stop => {
            completeness = Completeness::Partial;
            Err("interrupted".to_owned())
        }
    };
    group.kill();
    server.settle(SETTLING).await;
    drop(server);
    let events = std::mem::take(&mut *events.lock().unwrap_or_else(PoisonError::into_inner));
    let judged = Judged { spec, events };
    let mut records: Vec<_> = spec
        .operations
        .iter()
        .map(|operation| judged.operation(&operation.id, &operation.pointer))
        .collect();
    records.push(judged.elsewhere());
    records.push(judged.command(ended, start.elapsed()));
    Ok(Run {
        records,
        completeness,
    })
}

struct Judged<'a> {
    spec: &'a Spec,
    events: Vec<Event>,
}

impl Judged<'_> {
    fn operation(&self, id: &str, pointer: &str) -> Record {
        let events = self.events.iter();
        let mut calls = events
            .filter(|event| event.operation.as_deref() == Some(id))
            .peekable();
        let name = name(id);
        if calls.peek().is_none() {
            let difference = Difference::of("requests", "at least one", "none");
            return record(
                &name,
                Some(self.failure(&name, Kind::Requests, pointer, vec![difference])),
            );
        }
        record(&name, calls.find_map(|event| self.wrong(&name, event)))
    }

    fn elsewhere(&self) -> Record {
        let mut events = self.events.iter().filter(|event| event.operation.is_none());
        let found = events.find_map(|event| self.wrong(ELSEWHERE, event));
        record(ELSEWHERE, found)
    }

    fn command(&self, ended: Result<(), String>, elapsed: Duration) -> Record {
        let failure = ended.err().map(|why| {
            let difference = Difference::of("command", "exit status: 0", why);
            self.failure(COMMAND, Kind::Result, "", vec![difference])
        });
        Record {
            elapsed,
            ..record(COMMAND, failure)
        }
    }

    fn wrong(&self, name: &str, event: &Event) -> Option<Box<Failure>> {
        let (kind, reasons) = match (event.breach, event.beyond.as_slice()) {
            (Some(breach), _) => (kind(breach), event.reasons.as_slice()),
            (None, []) => return None,
            (None, beyond @ [first, ..]) if first.text.starts_with("header") => {
                (Kind::Header, beyond)
            }
            (None, beyond) => (Kind::Query, beyond),
        };
        let pointer = reasons.first().map_or("", |reason| reason.rule.as_str());
        let request = format!("{} {}", event.method, event.path);
        let difference = |reason: &Reason| Difference::of(&request, "as documented", &reason.text);
        let differences = reasons.iter().map(difference).collect();
        Some(self.failure(name, kind, pointer, differences))
    }

    fn failure(
        &self,
        name: &str,
        kind: Kind,
        pointer: &str,
        differences: Vec<Difference>,
    ) -> Box<Failure> {
        Box::new(Failure {
            case: name.to_owned(),
            kind,
            pointer: pointer.to_owned(),
            place: self.spec.place(pointer),
            differences,
        })
    }
}

fn kind(breach: Breach) -> Kind {
    match breach {
        Breach::UnknownPath => Kind::Path,
        Breach::Method => Kind::Method,
        Breach::NoCredential | Breach::BadCredential => Kind::Security,
        Breach::MediaType => Kind::MediaType,
        Breach::Size => Kind::Content,
        Breach::Invalid => Kind::Schema,
    }
}

fn record(case: &str, failure: Option<Box<Failure>>) -> Record {
    Record {
        outcome: failure.map_or(Outcome::Held, Outcome::Broken),
        ..Record::new(case)
    }
}
