//! How one call is sent, as often as it may be, within the time that it has.
//!
//! The order: hooks' `pre` once, then for each attempt the credential and the chain of hooks that
//! ends in the network, then hooks' `post` once. Whether there is another attempt is decided in
//! `retry`; each decision is an event of `tracing` with the target `openapi_client::retry`.

use crate::clock::{Clock, Deadline};
use crate::error::Tally;
use crate::failure::Reach;
use crate::redact::Secrets;
use crate::retry::{Cause, cause};
use crate::{
    CallError, CallOptions, Core, Next, RefusedRequest, Renewal, Response, SendError,
    TransportError,
};
use openapi_types::Operation;
use reqwest::header::HeaderMap;
use reqwest::{Request, StatusCode, Url};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Where the events of this crate about sending again belong to.
const TARGET: &str = "openapi_client::retry";

type Sent = Result<reqwest::Response, SendError>;

impl Core {
    /// Sends a request of this operation and returns the head of the answer.
    ///
    /// It is sent again where that cannot do harm: see [`RetryPolicy`](crate::RetryPolicy).
    ///
    /// # Errors
    /// A hook or a credential stopped the request, or no answer came.
    pub async fn send(
        &self,
        request: Request,
        operation: &'static Operation,
        options: CallOptions,
    ) -> Result<Response, CallError> {
        let mut sending = Sending::new(self, operation, options);
        let result = sending.run(request).await;
        for hook in self.hooks().iter().rev() {
            hook.post(&result, operation).await;
        }
        let watch = sending.into_watch();
        match result {
            Ok(inner) => {
                let limit = self.parts().max_response_bytes;
                Ok(Response::new(inner, limit, watch))
            }
            Err(error) => Err(CallError {
                error,
                tally: watch.tally(),
            }),
        }
    }
}

/// What a call has used up so far, and the time that it has left.
pub(crate) struct Watch {
    clock: Arc<dyn Clock>,
    started: Instant,
    attempts: u32,
    pub(crate) deadline: Deadline,
    /// What the last request carried.
    pub(crate) secrets: Secrets,
}

impl Watch {
    /// All of it, by now.
    pub(crate) fn tally(&self) -> Tally {
        Tally {
            attempts: self.attempts,
            elapsed: self.clock.now().saturating_duration_since(self.started),
        }
    }
}

/// Whether a request reached the network, whatever the hooks around it say.
#[derive(Debug, Default)]
pub(crate) struct Reached(AtomicBool);

impl Reached {
    /// Notes what became of a request that the network was given.
    pub(crate) fn note(&self, result: &Sent) {
        if !matches!(result, Err(error) if error.is_unsent()) {
            self.0.store(true, Ordering::Relaxed);
        }
    }

    /// The error of an attempt, with doubt where a hook sent the request before it failed.
    fn doubt(&self, error: SendError) -> SendError {
        if !self.0.load(Ordering::Relaxed) {
            return error;
        }
        match error {
            SendError::Transport(error) => SendError::Transport(error.with_doubt()),
            other => SendError::Transport(TransportError::lost(other)),
        }
    }
}

/// What is kept of a request that is sent.
enum Spare {
    /// All of it, to be sent again.
    Request(Request),
    /// What a credential may have to hear of, where there is no sending again.
    Sent(Url, HeaderMap),
}

impl Spare {
    fn refused(&self) -> RefusedRequest<'_> {
        match self {
            Self::Request(request) => request.into(),
            Self::Sent(url, headers) => RefusedRequest::new(url, headers),
        }
    }
}

struct Sending<'a> {
    core: &'a Core,
    operation: &'static Operation,
    options: CallOptions,
    watch: Watch,
    /// When the call is over.
    end: Instant,
    /// How often the budget was asked.
    taken: u32,
    /// Whether the credential was renewed already.
    renewal: Renewal,
}

impl<'a> Sending<'a> {
    fn new(core: &'a Core, operation: &'static Operation, options: CallOptions) -> Self {
        let parts = core.parts();
        let timeout = options.timeout.unwrap_or(parts.timeout);
        let clock = Arc::clone(&parts.clock);
        let started = clock.now();
        let first = parts.retry.attempt_timeout.unwrap_or(timeout).min(timeout);
        Self {
            core,
            operation,
            options,
            watch: Watch {
                deadline: Deadline::new(&*clock, first),
                clock,
                started,
                attempts: 0,
                secrets: Secrets::default(),
            },
            // A time so far away that it has no name is none.
            end: started
                .checked_add(timeout)
                .unwrap_or_else(|| started + Duration::from_secs(u32::MAX.into())),
            taken: 0,
            renewal: Renewal::Same,
        }
    }

    fn into_watch(self) -> Watch {
        self.watch
    }

    async fn run(&mut self, mut request: Request) -> Sent {
        for hook in self.core.hooks() {
            let pre = hook.pre(&mut request, self.operation);
            let stopped = self.watch.deadline.within(pre).await;
            stopped.unwrap_or_else(|| Err(TransportError::deadline(Reach::Unsent).into()))?;
        }
        let query = Secrets::query_length(&request);
        loop {
            self.watch.attempts += 1;
            let authorized = self.core.authorize(&mut request, self.operation);
            let authorized = self.watch.deadline.within(authorized).await;
            authorized.unwrap_or_else(|| Err(TransportError::deadline(Reach::Unsent).into()))?;
            self.watch.secrets.add(&request, query);
            // The copy has the credential, which is told by it when it is refused.
            let spare = match self.may_go_on().then(|| request.try_clone()).flatten() {
                Some(request) => Spare::Request(request),
                None => Spare::Sent(request.url().clone(), request.headers().clone()),
            };
            #[cfg(feature = "spans")]
            let result = self.attempt(request).await;
            #[cfg(not(feature = "spans"))]
            let result = self.exchange(request).await;
            let Some(cause) = self.cause(&result) else {
                self.settle(&result);
                return result;
            };
            let Some(next) = self.again(cause, spare).await? else {
                return result;
            };
            request = next;
        }
    }

    /// Whether the number of attempts allows for another one.
    fn may_go_on(&self) -> bool {
        let policy = self.core.parts().retry.max_attempts;
        self.watch.attempts < self.options.max_attempts.unwrap_or(policy)
    }

    /// An attempt, with a span around it.
    #[cfg(feature = "spans")]
    async fn attempt(&mut self, request: Request) -> Sent {
        let span = {
            let resends = self.watch.attempts.saturating_sub(1);
            let shown = &self.core.parts().shown;
            shown.span(&request, self.operation, resends)
        };
        let sent = self.exchange(request);
        let sent = tracing::Instrument::instrument(sent, span.clone()).await;
        self.core
            .parts()
            .shown
            .record(&span, &sent, &self.watch.secrets);
        sent
    }

    async fn exchange(&mut self, request: Request) -> Sent {
        let core = self.core;
        let reached = Reached::default();
        let sent = if core.hooks().is_empty() {
            // Pinned where it is, since moving it costs more than anything else here.
            let sending = pin!(core.http().execute(request));
            let sent = self.watch.deadline.within(sending).await;
            sent.map(|sent| sent.map_err(SendError::from))
        } else {
            let next = Next::new(core, self.operation, &reached);
            self.watch.deadline.within(next.run(request)).await
        };
        let sent = sent.unwrap_or_else(|| Err(TransportError::deadline(Reach::MaybeSent).into()));
        sent.map_err(|error| reached.doubt(error))
    }

    /// Why the request may be sent again after this.
    fn cause(&self, result: &Sent) -> Option<Cause> {
        let date = || self.watch.clock.date();
        let cause = cause(result, self.operation, self.options.repeat, date);
        if cause.is_none() && result.as_ref().map_or(true, is_in_trouble) {
            self.tell(
                "-",
                "not sent again: it may have been carried out, or cannot be sent",
            );
        }
        cause
    }

    /// The request to send next, when it is time to; `None` where there is none.
    async fn again(&mut self, cause: Cause, spare: Spare) -> Result<Option<Request>, SendError> {
        let parts = self.core.parts();
        let name = cause.name();
        if cause == Cause::Unauthorized && !self.renew(spare.refused()).await? {
            self.tell(name, "not sent again: there is no other credential");
            return Ok(None);
        }
        let Spare::Request(spare) = spare else {
            self.tell(
                name,
                "not sent again: no attempt is left, or the body is a stream",
            );
            return Ok(None);
        };
        let pause = match cause {
            Cause::Unauthorized => Duration::ZERO,
            _ => parts.retry.pause(self.watch.attempts, cause.after()),
        };
        // An attempt that is given up while it connects leaves it open whether it was sent. Where
        // the last one took all its time, the next one gets that time or is not begun.
        let needed = match cause {
            Cause::Unconnected => pause.saturating_add(parts.connect_timeout),
            _ => pause,
        };
        if needed >= self.end.saturating_duration_since(parts.clock.now()) {
            self.tell(name, "not sent again: the call has no time left");
            return Ok(None);
        }
        if parts.budget.take().is_none() {
            self.tell(name, "not sent again: the budget is used up");
            return Ok(None);
        }
        self.taken += 1;
        self.tell(name, "sent again");
        self.pause(pause).await;
        Ok(Some(spare))
    }

    /// Whether a credential that was refused gives a new one, once per call.
    async fn renew(&mut self, refused: RefusedRequest<'_>) -> Result<bool, SendError> {
        if self.renewal == Renewal::New {
            return Ok(false);
        }
        let renewed = self.core.renew(refused, self.operation);
        let renewed = self.watch.deadline.within(renewed).await;
        self.renewal =
            renewed.unwrap_or_else(|| Err(TransportError::deadline(Reach::Unsent).into()))?;
        Ok(self.renewal == Renewal::New)
    }

    async fn pause(&mut self, pause: Duration) {
        let clock = Arc::clone(&self.watch.clock);
        clock.pause(pause).await;
        if let Some(timeout) = self.core.parts().retry.attempt_timeout {
            let left = self.end.saturating_duration_since(clock.now());
            self.watch.deadline = Deadline::new(&*clock, timeout.min(left));
        }
    }

    /// Tells the budget of an answer that says that the server is well.
    fn settle(&self, result: &Sent) {
        if result
            .as_ref()
            .is_ok_and(|response| !is_in_trouble(response))
        {
            self.core.parts().budget.succeeded(self.taken);
        }
    }

    fn tell(&self, cause: &'static str, decision: &'static str) {
        tracing::info!(
            target: TARGET,
            operation = self.operation.id,
            attempt = self.watch.attempts,
            cause,
            "{decision}"
        );
    }
}

/// Whether an answer says that more requests of this kind are not welcome.
fn is_in_trouble(response: &reqwest::Response) -> bool {
    let status = response.status();
    let refused = [StatusCode::UNAUTHORIZED, StatusCode::TOO_MANY_REQUESTS];
    status.is_server_error() || refused.contains(&status)
}
