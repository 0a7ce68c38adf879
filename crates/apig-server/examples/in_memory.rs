//! A small server of the API that keeps its gateways in memory.
//!
//! `cargo run -p apig-server --example in_memory -- --help` tells what can be set. It prints its
//! address, what it knows, and a line to try, and stops gracefully on Ctrl-C.

#[path = "in_memory/mod.rs"]
mod in_memory;
#[path = "in_memory/options.rs"]
mod options;

use std::error::Error;
use std::io::Write as _;
use std::process::ExitCode;

use apig_server::{Options, REJECTIONS, serve};
use in_memory::callers::Callers;
use in_memory::gateways::Gateways;
use options::{Asked, Settings};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match options::read(std::env::args().skip(1), |name| std::env::var(name).ok()) {
        Ok(Asked::Help) => print(options::HELP),
        Ok(Asked::Serve(settings)) => run(settings).await,
        Err(problem) => Err(problem.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // There is nobody left to tell when standard error is closed as well.
            _ = writeln!(std::io::stderr(), "in_memory: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(settings: Settings) -> Result<(), Box<dyn Error>> {
    let listen = &settings.listen;
    let listener = TcpListener::bind(listen).await.map_err(|error| {
        format!("cannot listen on {listen}: {error}; give another address with --listen")
    })?;
    print(&settings.banner(listener.local_addr()?))?;
    let service = apig_server::service(
        Gateways,
        Callers {
            token: settings.token,
            access_key: Some(settings.access_key),
            ..Callers::default()
        },
    );
    let stopped = serve(
        listener,
        service,
        Options::default().rejections(&REJECTIONS),
        interrupted(),
    )
    .await;
    print(&format!(
        "stopped; {} connections cut\n",
        stopped.cut_connections
    ))
}

/// Ends on Ctrl-C, or when the process is asked to terminate.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => return,
                _ = terminate.recv() => return,
            }
        }
    }
    _ = tokio::signal::ctrl_c().await;
}

fn print(text: &str) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}
