//! `openapi-contract mock`: a server that answers as the document says, until Ctrl-C.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use clap::Args;

use super::{
    Outcome, Stop,
    arguments::seconds,
    console::{complain, say},
    runtime::{interrupted, wait},
};
use crate::{
    mock::{Limits, Mock, Server},
    run::{read_spec, read_states},
};

/// Answers every operation of the document.
///
/// A request that breaks the document is refused with the documented answer, and the field
/// `Contract-Violation` says why. Otherwise the answer is the one that `Prefer: code=404`,
/// `Prefer: example=NAME` or `Prefer: dynamic=true` asks for, that of the state which the request
/// is in, or the first example of the first success. The address goes to standard output, a line
/// for each request to standard error.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The `OpenAPI` document, YAML or JSON
    #[arg(long, value_name = "FILE")]
    document: PathBuf,
    /// The state table: answers for certain arguments, bodies and credentials; and the credentials
    /// that there are
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4010")]
    listen: SocketAddr,
    /// Bytes that a body may have
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20)]
    max_body: usize,
    /// Bytes that the head of a request may have, at least 8192
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 10)]
    max_head: usize,
    /// Seconds that a head and a body may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30.0, value_parser = seconds)]
    patience: f64,
}

/// How long requests may take to finish after Ctrl-C.
const LEAVING: Duration = Duration::from_secs(2);

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Stop> {
    let spec = read_spec(&arguments.document)?;
    let states = match &arguments.state {
        Some(path) => read_states(&spec, path)?,
        None => Vec::new(),
    };
    let mock = Mock::new(Arc::new(spec), &states, |event| {
        complain(&format!("{event}\n"));
    });
    let limits = Limits {
        body: arguments.max_body,
        head: arguments.max_head,
        patience: Duration::from_secs_f64(arguments.patience),
        ..Limits::default()
    };
    wait(async {
        let address = arguments.listen;
        let server = Server::start(address, limits, Arc::new(mock)).await;
        let server = server.map_err(|error| {
            Stop::new(
                format!("{address} cannot be listened on: {error}"),
                "choose another address; port 0 takes a free one",
            )
        })?;
        say(&format!("http://{}\n", server.address()))?;
        interrupted().await;
        server.shutdown(LEAVING).await;
        Ok(Outcome::Held)
    })?
}
