//! Which fault is found at which level, and by which case.

use std::{
    cell::RefCell,
    fmt::{self, Write as _},
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::json;
use tokio::sync::Notify;

use super::{
    clients::{Fault, Faulty},
    ground::Ground,
    mutations::{Mutation, Unnoticed},
    servers::{self, InMemory, Needs, Right, Server, Way, wire::Loopback},
};
use crate::{
    case::{Case, Level, Side},
    client, run,
    run::{Draws, Outcome, Record, Socket, Target},
};

/// The levels, from the mildest to the strictest.
pub const LEVELS: [Level; 3] = [Level::Schema, Level::Shape, Level::Values];

/// What the selftest has found out.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// The rows, in the order of the tables.
    pub rows: Vec<Row>,
    /// Mutations of the document that changed nothing.
    pub unnoticed: Vec<Unnoticed>,
    /// How many mutations were made.
    pub mutations: Vec<Mutation>,
}

/// One server or client.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its side.
    pub side: Side,
    /// Its name.
    pub name: String,
    /// What it does.
    pub text: &'static str,
    /// What must come of it.
    pub kind: Kind,
    /// What came of it at each level; empty where the document has nothing of the sort. A stricter
    /// level holds all that a milder one holds, so what was found is not tried again.
    pub found: Vec<Found>,
}

/// What must come of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It must be found out.
    Fault,
    /// It must not be blamed.
    Variation,
}

/// What came of a row at one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The first case that was not held.
    By(String),
    /// No case.
    Nothing,
}

impl Row {
    /// Whether the strictest level did what it must.
    pub fn is_right(&self) -> bool {
        match (self.kind, self.found.last()) {
            (_, None) => true,
            (Kind::Fault, Some(found)) => *found != Found::Nothing,
            (Kind::Variation, Some(found)) => *found == Found::Nothing,
        }
    }

    /// Whether the document has what the row is about.
    pub fn applies(&self) -> bool {
        !self.found.is_empty()
    }
}

impl Matrix {
    /// Whether every fault was found, no variation was blamed, and every mutation was noticed.
    pub fn is_right(&self) -> bool {
        let any = |kind| {
            self.rows
                .iter()
                .any(|row| row.kind == kind && row.applies())
        };
        self.rows.iter().all(Row::is_right)
            && self.unnoticed.is_empty()
            && any(Kind::Fault)
            && any(Kind::Variation)
    }

    /// How many rows of a side and kind apply, and how many of them were found at a level.
    pub fn count(&self, side: Side, kind: Kind, level: Level) -> (usize, usize) {
        let at = LEVELS.iter().position(|one| *one == level);
        let rows = self
            .rows
            .iter()
            .filter(|row| row.side == side && row.kind == kind && row.applies());
        let found = rows.clone().filter(|row| {
            // A variation has the strictest level alone, which holds what the others hold.
            let found = at.and_then(|at| row.found.get(at));
            matches!(found.or(row.found.last()), Some(Found::By(_)))
        });
        (rows.count(), found.count())
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (side, kind, title) in [
            (Side::Server, Kind::Fault, "faulty servers"),
            (Side::Server, Kind::Variation, "right servers"),
            (Side::Client, Kind::Fault, "faulty clients"),
            (Side::Client, Kind::Variation, "right clients"),
        ] {
            writeln!(f, "{title}")?;
            let rows = self
                .rows
                .iter()
                .filter(|row| row.side == side && row.kind == kind);
            for row in rows {
                writeln!(f, "  {}", line(row)?)?;
            }
        }
        writeln!(f, "mutations of the document")?;
        for mutation in &self.mutations {
            let unnoticed = self
                .unnoticed
                .iter()
                .find(|one| one.mutation == mutation.name);
            let word = if unnoticed.is_some() {
                "UNNOTICED"
            } else {
                "noticed"
            };
            let (made, name) = (mutation.made, mutation.name);
            match (made, unnoticed) {
                (0, _) => writeln!(f, "  {name:<28} nothing of the sort")?,
                (_, None) => writeln!(f, "  {name:<28} {word} at {made}")?,
                (_, Some(one)) => {
                    writeln!(f, "  {name:<28} {word} at {}", one.pointers.join(", "))?;
                }
            }
        }
        writeln!(f)?;
        write!(f, "{}", self.summary())
    }
}

impl Matrix {
    /// One line for each level, and the mutations.
    pub fn summary(&self) -> String {
        let mut text = String::new();
        for level in LEVELS {
            let level_name = format!("{level:?}").to_lowercase();
            let mut parts = Vec::new();
            for (side, word) in [(Side::Server, "servers"), (Side::Client, "clients")] {
                let (all, found) = self.count(side, Kind::Fault, level);
                parts.push(format!("{found} of {all} faulty {word} found"));
            }
            let blamed =
                [Side::Server, Side::Client].map(|side| self.count(side, Kind::Variation, level));
            let (all, wrong) = blamed
                .iter()
                .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            parts.push(format!("{wrong} of {all} right ones blamed"));
            let _ = writeln!(text, "{level_name}: {}", parts.join(", "));
        }
        let made: usize = self.mutations.iter().map(|one| one.made).sum();
        let kinds = self.mutations.iter().filter(|one| one.made > 0).count();
        let missed: usize = self.unnoticed.iter().map(|one| one.pointers.len()).sum();
        let _ = writeln!(
            text,
            "document: {made} mutations of {kinds} kinds, {missed} unnoticed"
        );
        text
    }
}

impl Matrix {
    /// What is not as it should be, a line each.
    pub fn wrong(&self) -> String {
        let rows = self.rows.iter().filter(|row| !row.is_right());
        let rows = rows.filter_map(|row| Some(format!("{} {}\n", row.side, line(row).ok()?)));
        let mutations = self.unnoticed.iter();
        let mutations = mutations.map(|one| {
            format!(
                "mutation {} UNNOTICED at {}\n",
                one.mutation,
                one.pointers.join(", ")
            )
        });
        rows.chain(mutations).collect()
    }

    /// All of it as data, for programs.
    pub fn json(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let found: Vec<_> = row
                .found
                .iter()
                .map(|found| match found {
                    Found::By(case) => Some(case),
                    Found::Nothing => None,
                })
                .collect();
            json!({
                "side": row.side.to_string(),
                "kind": if row.kind == Kind::Fault { "fault" } else { "variation" },
                "name": row.name,
                "text": row.text,
                "applies": row.applies(),
                "found": found,
                "right": row.is_right(),
            })
        });
        let mutations = self.mutations.iter().map(|one| {
            let unnoticed = self
                .unnoticed
                .iter()
                .find(|other| other.mutation == one.name);
            json!({
                "name": one.name,
                "made": one.made,
                "unnoticed": unnoticed.map(|one| &one.pointers),
            })
        });
        let (rows, mutations): (Vec<_>, Vec<_>) = (rows.collect(), mutations.collect());
        let all = json!({"right": self.is_right(), "rows": rows, "mutations": mutations});
        format!("{all:#}\n")
    }
}

fn line(row: &Row) -> Result<String, fmt::Error> {
    let name = &row.name;
    let mut text = format!("{name:<30}");
    if !row.applies() {
        return Ok(text + " nothing of the sort in this document");
    }
    let word = match (row.kind, row.is_right()) {
        (Kind::Fault, true) => "found",
        (Kind::Fault, false) => "SURVIVED",
        (Kind::Variation, true) => "held",
        (Kind::Variation, false) => "BLAMED",
    };
    write!(text, " {word}")?;
    let mut last: Option<&str> = None;
    for (level, found) in LEVELS
        .iter()
        .zip(&row.found)
        .filter(|_| row.kind == Kind::Fault)
    {
        if let Found::By(case) = found
            && last != Some(case)
        {
            write!(text, "  {}: {case}", format!("{level:?}").to_lowercase())?;
            last = Some(case);
        }
    }
    if row.kind == Kind::Variation
        && let Some(Found::By(case)) = row.found.last()
    {
        write!(text, " by {case}")?;
    }
    Ok(text)
}

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
    Client(Option<Fault>),
}

impl Job {
    fn name(&self) -> String {
        match self {
            Self::Server(server, _) => server.name.to_owned(),
            Self::Client(fault) => fault.map_or("right".to_owned(), |fault| fault.to_string()),
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
    let clients = Fault::ALL.iter().map(|one| Job::Client(Some(*one)));
    let jobs: Vec<_> = faults
        .chain(right)
        .chain(clients)
        .chain([Job::Client(None)])
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
        Job::Client(fault) => {
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
                        _ => try_client(ground, Faulty(*fault), *level).await,
                    });
                }
            }
            Ok(Row {
                side: Side::Client,
                name: fault.map_or("right".to_owned(), |fault| fault.to_string()),
                text: fault.map_or("Nothing is unusual.", Fault::text),
                kind,
                found,
            })
        }
    }
}

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
        .cloned()
        .partition(|case| case.name.ends_with("silent"));
    let waits = [Some(Fault::RetriesOnSilence), Some(Fault::WaitsForever)].contains(&client.0);
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
    if found != Found::Nothing || !(waits || client.0.is_none()) {
        return found;
    }
    let deadline = if client.0 == Some(Fault::WaitsForever) {
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
