//! Calls from programs that are not asynchronous.
//!
//! The clients are the same: a call is made as ever, and waited for here. It refuses to be a
//! second client, which would have to be generated, tested and documented twice.

use std::fmt;
use std::io;
use std::panic::resume_unwind;
use tokio::runtime::{Builder, Handle, Runtime};

/// What calls run on while the program waits. Make one and keep it: the connections of a client
/// live on it.
///
/// ```
/// use openapi_client::{Blocking, Builder, Call, CallError, Core, Operation};
///
/// fn ask(core: &Core, operation: &'static Operation) -> Result<u16, CallError> {
///     let blocking = Blocking::new().map_err(openapi_client::SendError::hook)?;
///     let response = blocking.wait(Call::new(core, operation).send())?;
///     Ok(response.status().as_u16())
/// }
/// ```
pub struct Blocking {
    handle: Handle,
    /// There until it is dropped.
    runtime: Option<Runtime>,
}

impl Blocking {
    /// Starts a thread that looks after the connections, also between calls: a connection that
    /// the server has closed is then not taken for a live one.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn new() -> io::Result<Self> {
        let mut runtime = Builder::new_multi_thread();
        let runtime = runtime.worker_threads(1).enable_all().build()?;
        Ok(Self {
            handle: runtime.handle().clone(),
            runtime: Some(runtime),
        })
    }

    /// Waits for what a call gives: what its `send` returns is to be handed over.
    ///
    /// It works everywhere, in an asynchronous program too, where it blocks the thread.
    pub fn wait<F>(&self, call: F) -> F::Output
    where
        F: Future + Send,
        F::Output: Send,
    {
        if Handle::try_current().is_err() {
            return self.handle.block_on(call);
        }
        // A runtime does not let its own threads wait for another one.
        let waited = std::thread::scope(|scope| {
            let thread = scope.spawn(|| self.handle.block_on(call));
            thread.join()
        });
        waited.unwrap_or_else(|panic| resume_unwind(panic))
    }
}

impl Drop for Blocking {
    fn drop(&mut self) {
        // Waiting for its thread is not allowed in an asynchronous program.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl fmt::Debug for Blocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Blocking").finish_non_exhaustive()
    }
}
