//! Judging clients: each case is a call to make, an answer to it, and what must come of both.
//!
//! A client under test is a [`Caller`]: it is handed a [`Task`] and says what it made of the
//! answer. [`judge`] gives each case a server of its own on a loopback port, so that every request
//! is known to belong to the case, and holds what arrived and what was said to the case with
//! [`check_client`](crate::check_client). [`run`] does so for many cases at a time.
//!
//! ```
//! use openapi_contract::{
//!     Case,
//!     check::{End, Said},
//!     client::{Caller, Task, Trouble},
//! };
//!
//! /// A client that never sends anything.
//! struct Lazy;
//!
//! impl Caller for Lazy {
//!     async fn call(&self, task: &Task<'_>) -> Result<Said, Trouble> {
//!         let _url = format!("{}{}", task.base_url, task.operation.path);
//!         Ok(Said::new(End::Success))
//!     }
//! }
//! ```
//!
//! Programs in any language are driven by [`command`]; the faulty clients that prove that all this
//! can fail are in [`selftest`](crate::selftest).

use std::{future::Future, sync::Arc, time::Duration};

use crate::{
    call::Call,
    case::{Case, Side, Subject},
    check::Said,
    spec::{Operation, Spec},
};

#[cfg(feature = "program")]
pub mod command;
mod judge;
mod reply;
mod run;
#[cfg(feature = "trials")]
mod trials;

pub use judge::judge;
pub use reply::reply;
pub use run::{Options, run};
#[cfg(feature = "trials")]
pub use trials::trials;

/// One call that a client must make.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// The document.
    pub spec: &'a Spec,
    /// The case.
    pub case: &'a Case,
    /// What is called.
    pub operation: &'a Operation,
    /// With what.
    pub call: &'a Call,
    /// Scheme, host and port of the server, without a slash at the end.
    pub base_url: &'a str,
    /// When the client is given up. A client that can be told waits for a shorter time.
    pub deadline: Duration,
}

/// Why a client said nothing of an answer, for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The case cannot be put to this client: nothing is known about the client.
    #[error("{0}")]
    Unable(String),
    /// The client did not end as it should, such as a program that was killed.
    #[error("{0}")]
    Lost(String),
}

/// A client under test.
pub trait Caller: Send + Sync + 'static {
    /// Makes the call of a task, once, with whatever the client does by itself, and says what the
    /// client made of the answer.
    ///
    /// # Errors
    /// The call could not be made, or did not end.
    fn call(&self, task: &Task<'_>) -> impl Future<Output = Result<Said, Trouble>> + Send;

    /// Whether the client has let go of every connection when a call is over, as a process that
    /// has ended has. Then whatever it sent is waited for.
    fn leaves(&self) -> Leaves {
        Leaves::Connections
    }
}

/// What a client leaves behind after a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaves {
    /// Nothing.
    Nothing,
    /// Perhaps connections that it means to use again.
    Connections,
}

impl<C: Caller> Caller for Arc<C> {
    fn call(&self, task: &Task<'_>) -> impl Future<Output = Result<Said, Trouble>> + Send {
        (**self).call(task)
    }

    fn leaves(&self) -> Leaves {
        (**self).leaves()
    }
}

/// The cases that a client can be held to, in their order.
pub fn client_cases(cases: impl IntoIterator<Item = Case>) -> Vec<Case> {
    let binds = |case: &Case| {
        case.side == Side::Client
            && matches!(case.subject, Subject::Exchange(_) | Subject::Decode(_))
    };
    cases.into_iter().filter(binds).collect()
}
