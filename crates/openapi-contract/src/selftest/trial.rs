//! Trying every server and every client, each until one case is not held.

use std::{
    cell::RefCell,
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::sync::Notify;

use super::{
    clients::{Fault, Faulty, Habit},
    ground::Ground,
    matrix::{Found, Kind, LEVELS, Row},
    servers::{self, InMemory, Needs, Right, Server, Way, wire::Loopback},
};
use crate::{
    case::{Case, Level, Side},
    client, run,
    run::{Draws, Outcome, Record, Socket, Target},
};

/// How long a hang is waited for.
const PATIENCE: Duration = Duration::from_millis(700);
/// How long a client has that gives up by itself, much earlier.
const SILENCE: Duration = Duration::from_secs(4);
/// How long whoever is right may take on a busy machine.
const GENEROUS: Duration = Duration::from_secs(30);

/// How many calls are drawn for a case: what they find, they mostly find at once.
const DRAWS: u32 = 4;

/// What is to be tried.
enum Job {
    Server(Server, Kind),
    Client(Faulty),
}

impl Job {
    fn name(&self) -> String {
        match self {
            Self::Server(server, _) => server.name.to_owned(),
            Self::Client(client) => match (client.fault, client.habit) {
                (Some(fault), _) => fault.to_string(),
                (None, Some(habit)) => habit.to_string(),
                (None, None) => "right".to_owned(),
            },
        }
    }
}

/// Tries all servers and clients, on as many threads as there are processors.
///
/// # Errors
/// A loopback port or a runtime cannot be had.
pub(super) fn rows(ground: &Ground, is_tried: impl Fn(&str) -> bool) -> io::Result<Vec<Row>> {
    let faults = servers::faults()
        .into_iter()
        .map(|one| Job::Server(one, Kind::Fault));
    let right = servers::variations()
        .into_iter()
        .map(|one| Job::Server(one, Kind::Variation));
    let clients = Fault::ALL.iter().map(|one| Faulty::from(*one));
    let clients = clients.chain(Habit::ALL.iter().map(|one| Faulty::from(*one)));
    let clients = clients.chain([Faulty::default()]).map(Job::Client);
    let jobs: Vec<_> = faults
        .chain(right)
        .chain(clients)
        .filter(|job| is_tried(&job.name()))
        .collect();
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<Option<io::Result<Row>>>> =
        Mutex::new(jobs.iter().map(|_| None).collect());
    let work = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(at) else {
                break;
            };
            let row = match &runtime {
                Ok(runtime) => runtime.block_on(row(ground, job)),
                Err(error) => Err(io::Error::new(error.kind(), error.to_string())),
            };
            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(slot) = results.get_mut(at) {
                *slot = Some(row);
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.into_iter().flatten().collect()
}

async fn row(ground: &Ground, job: &Job) -> io::Result<Row> {
    match job {
        Job::Server(server, kind) => {
            let mut found = Vec::new();
            if server.needs.are_met(&ground.spec, &ground.cases) {
                for level in levels(*kind) {
                    found.push(match found.last() {
                        Some(by @ Found::By(_)) => Found::clone(by),
                        _ => try_server(ground, server, *kind, *level).await?,
                    });
                }
            }
            Ok(Row {
                side: Side::Server,
                name: server.name.to_owned(),
                text: server.text,
                kind: *kind,
                found,
            })
        }
        Job::Client(client) => {
            let Faulty { fault, habit } = *client;
            let kind = if fault.is_some() {
                Kind::Fault
            } else {
                Kind::Variation
            };
            let mut found = Vec::new();
            let needs = fault.map_or(Needs::Nothing, Fault::needs);
            if needs.are_met(&ground.spec, &ground.cases) {
                for level in levels(kind) {
                    found.push(match found.last() {
                        Some(by @ Found::By(_)) => Found::clone(by),
                        _ => try_client(ground, *client, *level).await,
                    });
                }
            }
            let text = match (fault, habit) {
                (Some(fault), _) => fault.text(),
                (None, Some(habit)) => habit.text(),
                (None, None) => "Nothing is unusual.",
            };
            Ok(Row {
                side: Side::Client,
                name: job.name(),
                text,
                kind,
                found,
            })
        }
    }
}

/// The levels at which a row is tried.
fn levels(kind: Kind) -> &'static [Level] {
    match kind {
        Kind::Fault => &LEVELS,
        // The strictest one holds all that the others hold.
        Kind::Variation => &[Level::Values],
    }
}

async fn try_server(
    ground: &Ground,
    server: &Server,
    kind: Kind,
    level: Level,
) -> io::Result<Found> {
    let cases = &ground.server_cases;
    let options = |jobs, deadline| run::Options {
        level,
        jobs,
        deadline,
        draws: Draws {
            values: Some(DRAWS),
            ..Draws::default()
        },
        ..run::Options::default()
    };
    match server.way {
        Way::Answer(answer) => {
            let target = InMemory {
                right: &ground.right,
                answer,
            };
            Ok(first_broken(ground, cases, &target, &options(1, GENEROUS)).await)
        }
        Way::Lenient(change) => {
            let right = ground
                .lenient(change)
                .ok_or_else(|| io::Error::other("the document with a rule less cannot be read"))?;
            let target = InMemory {
                right: &right,
                answer: Right::answer,
            };
            Ok(first_broken(ground, cases, &target, &options(1, GENEROUS)).await)
        }
        Way::Wire(trick) => {
            let server = Loopback::start(Arc::clone(&ground.right), trick).await?;
            let target = Socket::new(server.url()).map_err(io::Error::other)?;
            let (jobs, deadline) = match kind {
                Kind::Fault => (1, PATIENCE),
                Kind::Variation => (16, GENEROUS),
            };
            Ok(first_broken(ground, cases, &target, &options(jobs, deadline)).await)
        }
    }
}

/// Carries cases out until one is not held.
async fn first_broken<T: Target>(
    ground: &Ground,
    cases: &[Case],
    target: &T,
    options: &run::Options,
) -> Found {
    let (first, stop) = (RefCell::new(None), Notify::new());
    let ended = |record: &Record| note(record, &first, &stop);
    run::run(&ground.spec, cases, target, options, stop.notified(), ended).await;
    first.into_inner().map_or(Found::Nothing, Found::By)
}

async fn try_client(ground: &Ground, client: Faulty, level: Level) -> Found {
    // Waiting for nothing costs time, and is the same for nearly all clients.
    let (silent, others): (Vec<Case>, Vec<Case>) = ground
        .client_cases
        .iter()
        .filter(|case| client.habit.is_none_or(|habit| habit.concerns(case)))
        .cloned()
        .partition(|case| case.name.ends_with("silent"));
    let waits = [Some(Fault::RetriesOnSilence), Some(Fault::WaitsForever)].contains(&client.fault);
    let is_plain = client.fault.is_none()
        && matches!(
            client.habit,
            None | Some(Habit::RetriesSafely | Habit::HalfCloses)
        );
    let found = if waits {
        Found::Nothing
    } else {
        play(
            ground,
            client,
            &others,
            client::Options {
                level,
                deadline: GENEROUS,
                at_a_time: 1,
            },
        )
        .await
    };
    if found != Found::Nothing || !(waits || is_plain) {
        return found;
    }
    let deadline = if client.fault == Some(Fault::WaitsForever) {
        PATIENCE
    } else {
        SILENCE
    };
    let at_a_time = silent.len();
    play(
        ground,
        client,
        &silent,
        client::Options {
            level,
            deadline,
            at_a_time,
        },
    )
    .await
}

/// Puts cases to a client until one is not held.
async fn play(ground: &Ground, client: Faulty, cases: &[Case], options: client::Options) -> Found {
    let (first, stop) = (RefCell::new(None), Notify::new());
    let told = |record: &Record| note(record, &first, &stop);
    client::run(
        &ground.spec,
        cases,
        &Arc::new(client),
        options,
        stop.notified(),
        told,
    )
    .await;
    first.into_inner().map_or(Found::Nothing, Found::By)
}

fn note(record: &Record, first: &RefCell<Option<String>>, stop: &Notify) {
    if matches!(record.outcome, Outcome::Broken(_) | Outcome::Void(_)) && first.borrow().is_none() {
        *first.borrow_mut() = Some(record.case.clone());
        stop.notify_one();
    }
}
