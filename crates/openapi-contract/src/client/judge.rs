//! One case: a server of its own, one call, one verdict.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::time::timeout;

use super::{Caller, Leaves, Task, Trouble, reply};
use crate::{
    call::Call,
    case::{Case, Ending, Level, Reply},
    check::{Arrival, Witness, check_client, harness},
    exchange::RawRequest,
    failure::Failure,
    mock::{Limits, Respond, Server},
    run::{Outcome, Record, Seen},
    spec::Spec,
};

/// How long the last bytes of a process that has ended may take to be read.
const SETTLING: Duration = Duration::from_secs(2);

/// A client that keeps the deadline itself can say more about it, so it gets this share longer.
const GRACE: u32 = 8;

/// Answers every request with the one answer of a case, and keeps what came.
struct Stage {
    reply: Reply,
    arrivals: Mutex<Vec<Arrival>>,
}

impl Stage {
    fn note(&self, arrival: Arrival) {
        let mut arrivals = self.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        arrivals.push(arrival);
    }

    fn arrivals(&self) -> Vec<Arrival> {
        let mut arrivals = self.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut arrivals)
    }
}

impl Respond for Stage {
    fn respond(&self, request: &RawRequest) -> Reply {
        self.note(Arrival::Request(request.clone()));
        self.reply.clone()
    }

    fn too_large(&self, head: &RawRequest) -> Reply {
        self.respond(head)
    }

    fn broken(&self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        self.note(Arrival::Broken(text));
    }
}

/// Puts one case to a client and judges what it does. The client is given up after `deadline`.
pub async fn judge(
    spec: &Spec,
    case: &Case,
    level: Level,
    deadline: Duration,
    caller: &impl Caller,
) -> Record {
    let start = Instant::now();
    let (exchanges, outcome) = match play(spec, case, deadline, caller).await {
        Ok((witness, reply)) => {
            let verdict = check_client(spec, case, &witness, level.min(case.level));
            let outcome = verdict.map_or_else(Outcome::Broken, |()| Outcome::Held);
            (seen(case, &witness, &reply), outcome)
        }
        Err(failure) => (Vec::new(), Outcome::Broken(failure)),
    };
    Record {
        outcome,
        exchanges,
        elapsed: start.elapsed(),
        ..Record::new(&case.name)
    }
}

async fn play(
    spec: &Spec,
    case: &Case,
    deadline: Duration,
    caller: &impl Caller,
) -> Result<(Witness, Reply), Box<Failure>> {
    let broken = |why: String| harness(spec, case, why);
    let operation = spec.operation(&case.operation);
    let operation =
        operation.ok_or_else(|| broken("the operation is not documented".to_owned()))?;
    let call = case
        .call()
        .ok_or_else(|| broken("the case has no call".to_owned()))?;
    let reply = reply(spec, case).ok_or_else(|| broken("the case has no answer".to_owned()))?;
    let stage = Arc::new(Stage {
        reply: reply.clone(),
        arrivals: Mutex::default(),
    });
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let server = Server::start(any, limits(deadline), Arc::clone(&stage))
        .await
        .map_err(|error| broken(format!("no loopback port can be listened on: {error}")))?;
    let task = Task {
        spec,
        case,
        operation,
        call,
        base_url: &format!("http://{}", server.address()),
        deadline,
    };
    let said = match timeout(deadline + deadline / GRACE, caller.call(&task)).await {
        Ok(Ok(said)) => Ok(said),
        Ok(Err(Trouble::Unable(why))) => return Err(broken(why)),
        Ok(Err(Trouble::Lost(why))) => Err(why),
        Err(_) => Err(format!("no end within {deadline:?}")),
    };
    match caller.leaves() {
        Leaves::Nothing => server.settle(SETTLING).await,
        Leaves::Connections => server.catch_up().await,
    }
    drop(server);
    let arrivals = stage.arrivals();
    Ok((Witness { arrivals, said }, reply))
}

/// A request is read for as long as the client has, and whatever its size.
fn limits(deadline: Duration) -> Limits {
    Limits {
        body: 16 << 20,
        patience: deadline,
        ..Limits::default()
    }
}

/// What goes into the report.
fn seen(case: &Case, witness: &Witness, reply: &Reply) -> Vec<Seen> {
    let secrets = case.call().map(Call::secrets).unwrap_or_default();
    let response = match reply.ending {
        Ending::Whole | Ending::Truncated(_) => Some(reply.response.clone()),
        Ending::Closed | Ending::Silent => None,
    };
    let requests = witness.arrivals.iter().filter_map(|arrival| match arrival {
        Arrival::Request(request) => Some(request.clone()),
        Arrival::Broken(_) => None,
    });
    requests
        .map(|request| Seen {
            request: request.masked(&secrets),
            response: response.clone(),
        })
        .collect()
}
