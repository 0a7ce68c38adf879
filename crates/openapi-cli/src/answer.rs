//! From what a call returned to how the command ends.

use crate::exit::{Server, chain};
use crate::{Exit, Failure};
use futures_core::Stream as _;
use openapi_client::{Error, ErrorBody, Outcome, ResponseValue, Unsent};
use openapi_types::ByteStream;
use std::io::Write as _;
use std::pin::Pin;

/// The server did it. What it answered is kept by the session.
#[derive(Clone, Debug)]
pub struct Done {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) body: Shown,
}

/// What is left to be shown of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    No,
    Yes,
}

/// The outcome of a call.
///
/// # Errors
/// It has no value, for the reason that decides the exit code.
pub fn done<T, E: ErrorBody>(result: Result<ResponseValue<T>, Error<E>>) -> Result<Done, Failure> {
    match result {
        Ok(value) => Ok(Done {
            status: value.status().as_u16(),
            request_id: value.request_id().map(str::to_owned),
            body: Shown::No,
        }),
        Err(error) => Err(failure(&error)),
    }
}

/// The outcome of a call whose answer is bytes, which go to the standard output as they come.
///
/// # Errors
/// As for [`done`], and where the bytes stop too early or cannot be written.
pub async fn streamed<E: ErrorBody>(
    result: Result<ResponseValue<ByteStream>, Error<E>>,
) -> Result<Done, Failure> {
    let value = match result {
        Ok(value) => value,
        Err(error) => return Err(failure(&error)),
    };
    let mut outcome = Done {
        status: value.status().as_u16(),
        request_id: value.request_id().map(str::to_owned),
        body: Shown::Yes,
    };
    let mut stream = value.into_inner();
    let mut out = std::io::stdout().lock();
    while let Some(piece) = std::future::poll_fn(|cx| Pin::new(&mut stream).poll_next(cx)).await {
        let piece = piece.map_err(|error| {
            let why = chain(error.as_ref());
            Failure::new(
                Exit::Unreadable,
                format!("the answer ends too early: {why}"),
            )
        })?;
        out.write_all(&piece).map_err(|error| unwritable(&error))?;
    }
    out.flush().map_err(|error| unwritable(&error))?;
    outcome.body = Shown::Yes;
    Ok(outcome)
}

pub(crate) fn unwritable(error: &std::io::Error) -> Failure {
    Failure::new(
        Exit::Failed,
        format!("the answer cannot be written: {error}"),
    )
}

fn failure<E: ErrorBody>(error: &Error<E>) -> Failure {
    let (exit, help) = kind(error);
    let mut failure = Failure::of(exit, error);
    failure.help = help.map(str::to_owned);
    failure.server = error.status().map(|status| {
        Box::new(Server {
            status: status.as_u16(),
            code: error.error_code().map(str::to_owned),
            message: error.error_message().map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
        })
    });
    failure
}

/// How the command ends, and what can be done about it.
fn kind<E>(error: &Error<E>) -> (Exit, Option<&'static str>) {
    const LOOK: &str = "look whether it was carried out before you send it again";
    let lost = error.outcome() == Outcome::Unknown;
    match error {
        Error::NotSent(why) => match why.reason() {
            Unsent::InvalidRequest(_) => (Exit::Usage, None),
            Unsent::Credential(_) => (Exit::Credential, None),
            Unsent::Hook(_) => (Exit::Failed, None),
            _ => (
                Exit::NotSent,
                Some("check the endpoint, the network and the proxy"),
            ),
        },
        Error::Refused(_) if lost => (Exit::Refused, Some(LOOK)),
        Error::Refused(_) => (Exit::Refused, None),
        Error::Unreadable(_) if error.outcome() == Outcome::CarriedOut => (
            Exit::Unreadable,
            Some("it was carried out: do not send it again"),
        ),
        Error::Unreadable(_) if !lost => (Exit::Refused, None),
        Error::Unreadable(_) => (Exit::Unreadable, Some(LOOK)),
        _ => (Exit::Unknown, Some(LOOK)),
    }
}
