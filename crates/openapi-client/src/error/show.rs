//! How errors print: in one line, or as one structure, without anything secret.

use super::{Error, Tally};
use crate::failure::{AnswerProblem, Lost, OutcomeUnknown, Unreadable};
use crate::redact::RequestId;
use std::fmt::{self, Display};

impl<E> Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(error) => {
                if let Some(error) = error.transport() {
                    write!(f, "{error} and ")?;
                }
                error.reason.fmt(f)?;
                Attempts(error.tally).fmt(f)
            }
            Self::OutcomeUnknown(error) => error.fmt(f),
            Self::Refused(value) => {
                write!(f, "the server refused the request with {}", value.status())?;
                if let Some(code) = value.head.shown_code() {
                    write!(f, ", code {code}")?;
                }
                Attempts(value.head.tally).fmt(f)?;
                RequestId(&value.head).fmt(f)
            }
            Self::Unreadable(error) => error.fmt(f),
        }
    }
}

impl Display for OutcomeUnknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Lost::Transport(error, tally) => {
                error.fmt(f)?;
                f.write_str(", and the request may have been carried out")?;
                Attempts(*tally).fmt(f)
            }
            Lost::Answer(answer) => {
                answer.what(f)?;
                f.write_str("; the request may have been carried out")?;
                answer.end(f)
            }
        }
    }
}

impl Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.what(f)?;
        self.end(f)
    }
}

impl Unreadable {
    fn what(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.response.status();
        match &self.problem {
            AnswerProblem::Undocumented => {
                write!(f, "the server answered {status}, which is not documented")
            }
            AnswerProblem::Redirect { location } => {
                write!(f, "the server answered {status}")?;
                let shown = location
                    .as_deref()
                    .and_then(|text| self.response.head.secrets.printable(text));
                if let Some(location) = shown {
                    write!(f, " to {location}")?;
                }
                f.write_str(", which is not followed; correct the base URL")
            }
            AnswerProblem::Body(problem) => {
                write!(f, "the body of {status} is unreadable: {problem}")
            }
            AnswerProblem::TooLarge { limit } => {
                write!(f, "the body of {status} is larger than {limit} bytes")
            }
        }
    }

    fn end(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Attempts(self.response.head.tally).fmt(f)?;
        RequestId(&self.response.head).fmt(f)
    }
}

/// ` after 3 attempts`, or nothing for one.
struct Attempts(Tally);

impl Display for Attempts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.attempts {
            0 | 1 => Ok(()),
            attempts => write!(f, " after {attempts} attempts"),
        }
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(error) => fmt::Debug::fmt(error, f),
            Self::OutcomeUnknown(error) => fmt::Debug::fmt(error, f),
            Self::Refused(value) => f
                .debug_struct("Refused")
                .field("status", &value.head.status)
                .field("code", &value.head.shown_code())
                .field("headers", &value.head.shown_headers())
                .field("attempts", &value.head.tally.attempts)
                .field("elapsed", &value.head.tally.elapsed)
                .finish_non_exhaustive(),
            Self::Unreadable(error) => fmt::Debug::fmt(error, f),
        }
    }
}

impl fmt::Debug for OutcomeUnknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Lost::Transport(error, tally) => f
                .debug_struct("OutcomeUnknown")
                .field("transport", error)
                .field("attempts", &tally.attempts)
                .field("elapsed", &tally.elapsed)
                .finish(),
            Lost::Answer(answer) => f.debug_tuple("OutcomeUnknown").field(answer).finish(),
        }
    }
}

/// The line of an error has the lines of the pieces it is made of, so that its cause is the first
/// error that is not in it: who prints the chain reads each reason once.
impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotSent(error) => match error.transport() {
                Some(error) => std::error::Error::source(error),
                None => std::error::Error::source(&error.reason),
            },
            Self::OutcomeUnknown(error) => match &error.0 {
                Lost::Transport(error, _tally) => std::error::Error::source(error),
                Lost::Answer(answer) => answer.cause(),
            },
            Self::Refused(_) => None,
            Self::Unreadable(error) => error.cause(),
        }
    }
}
