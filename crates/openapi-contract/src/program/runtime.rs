//! The runtime of the commands that speak HTTP, and how they are stopped.

use std::future::Future;

use super::Stop;

/// Runs something that needs a runtime.
pub(super) fn wait<T>(future: impl Future<Output = T>) -> Result<T, Stop> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| {
        Stop::new(
            format!("no runtime can be started: {error}"),
            "look at the limits of this process",
        )
    })?;
    Ok(runtime.block_on(future))
}

/// Ends at Ctrl-C, and where there is such a thing, when the process is told to end.
pub(super) async fn interrupted() {
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => if pressed.is_err() {
            // Then there is no way to be told.
            std::future::pending::<()>().await;
        },
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut told) => {
            told.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
