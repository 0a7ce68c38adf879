//! What can go wrong with one attempt, what it means for the order, and how a call may end by it.

use super::server::Protocol;
use apig_client::types::{ErrorResponse, ResizeOrder};
use apig_client::{Error, Outcome, ResponseValue};

pub(crate) type Called = Result<ResponseValue<ResizeOrder>, Error<ErrorResponse>>;

/// What becomes of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The name is unknown.
    NoName,
    /// Nobody listens.
    Refuse,
    /// The certificate is that of somebody who is not trusted.
    Stranger,
    /// The certificate is that of another server.
    Elsewhere,
    /// The certificate is no longer valid.
    Expired,
    /// The connection is closed in the handshake.
    CloseInHandshake,
    /// The connection is reset in the handshake.
    ResetInHandshake,
    /// Nothing comes in the handshake, for as long as connecting may take.
    HangInHandshake,
    /// What comes in the handshake is HTTP without TLS.
    PlainText,
    /// The connection is made and reset at once.
    ResetBefore,
    /// Some of the request is read, then the connection is reset.
    ResetDuring,
    /// All of it is read, then the connection is reset.
    ResetAfter,
    /// The same, but the connection is closed in order.
    Close,
    /// Half of the head of the answer comes.
    CutHead,
    /// Half of the body comes.
    CutBody,
    /// Nothing comes, ever.
    Hang,
    /// The head comes, then the body a byte at a time, and never its end.
    Trickle,
    /// The answer comes in small pieces, and all of it in time.
    Slow,
    /// What comes is not HTTP.
    Noise,
    /// The chunks of the body are malformed.
    BadChunks,
    /// The body is not the documented one.
    WrongBody,
    /// 202.
    Accept,
    /// 401 in the documented form.
    Unauthorized,
    /// 404 in the documented form.
    NotFound,
    /// 429, with and without `Retry-After`.
    ThrottleWithTime,
    Throttle,
    /// 503 in HTML, with, without and with an unreadable `Retry-After`.
    UnavailableWithTime,
    Unavailable,
    UnavailableSoon,
    /// 500 in the documented form.
    Internal,
    /// 502 in HTML, as a proxy says it.
    BadGateway,
    /// 307 to somewhere else, and 303.
    Redirect,
    SeeOther,
}

use Fault::{
    Accept, BadChunks, BadGateway, Close, CloseInHandshake, CutBody, CutHead, Elsewhere, Expired,
    Hang, HangInHandshake, Internal, NoName, Noise, NotFound, PlainText, Redirect, Refuse,
    ResetAfter, ResetBefore, ResetDuring, ResetInHandshake, SeeOther, Slow, Stranger, Throttle,
    ThrottleWithTime, Trickle, Unauthorized, Unavailable, UnavailableSoon, UnavailableWithTime,
    WrongBody,
};

impl Fault {
    pub(crate) const ALL: [Self; 33] = [
        NoName,
        Refuse,
        Stranger,
        Elsewhere,
        Expired,
        CloseInHandshake,
        ResetInHandshake,
        HangInHandshake,
        PlainText,
        ResetBefore,
        ResetDuring,
        ResetAfter,
        Close,
        CutHead,
        CutBody,
        Hang,
        Trickle,
        Slow,
        Noise,
        BadChunks,
        WrongBody,
        Accept,
        Unauthorized,
        NotFound,
        ThrottleWithTime,
        Throttle,
        UnavailableWithTime,
        Unavailable,
        UnavailableSoon,
        Internal,
        BadGateway,
        Redirect,
        SeeOther,
    ];

    /// Whether it is the TLS handshake that fails.
    fn is_handshake(self) -> bool {
        matches!(
            self,
            Stranger
                | Elsewhere
                | Expired
                | CloseInHandshake
                | ResetInHandshake
                | HangInHandshake
                | PlainText
        )
    }

    /// All that can go wrong in a protocol.
    pub(crate) fn all_in(protocol: Protocol) -> impl Iterator<Item = Self> + Clone {
        let all = Self::ALL.into_iter();
        let all = all.filter(move |fault| protocol.is_secure() || !fault.is_handshake());
        // Connecting has a time of its own, which no clock of a test moves.
        all.filter(|fault| *fault != HangInHandshake)
    }

    /// Whether the server may have placed the order. A server may act on the first byte.
    pub(crate) fn may_place(self) -> bool {
        match self {
            Stranger | Elsewhere | Expired | CloseInHandshake | ResetInHandshake
            | HangInHandshake | PlainText | NoName | Refuse | ResetBefore | Unauthorized
            | NotFound | ThrottleWithTime | Throttle | UnavailableWithTime | Redirect => false,
            ResetDuring | ResetAfter | Close | CutHead | CutBody | Hang | Trickle | Slow
            | Noise | BadChunks | WrongBody | Accept | Unavailable | UnavailableSoon | Internal
            | BadGateway | SeeOther => true,
        }
    }

    /// Whether the order may be sent again after it.
    pub(crate) fn allows_another(self) -> bool {
        self.is_handshake()
            || matches!(
                self,
                NoName
                    | Refuse
                    | ResetBefore
                    | Unauthorized
                    | ThrottleWithTime
                    | UnavailableWithTime
            )
    }

    /// Whether a call may end like this when this was its last attempt.
    pub(crate) fn may_end_as(self, called: &Called) -> bool {
        let error = match called {
            Ok(order) => return matches!(self, Accept | Slow) && order.job_id.is_some(),
            Err(error) => error,
        };
        let status = error.status().map(|status| status.as_u16());
        let code = error.error_code();
        match (self, error) {
            (fault, Error::NotSent(_)) if fault.is_handshake() => error.is_connect(),
            (NoName | Refuse, Error::NotSent(_)) => error.is_connect(),
            // Who was faster, the request or the reset, is not known to us.
            (ResetBefore, Error::NotSent(_)) => status.is_none(),
            (
                ResetBefore | ResetDuring | ResetAfter | Close | CutHead | Noise,
                Error::OutcomeUnknown(_),
            ) => status.is_none() && !error.is_timeout(),
            (Hang, Error::OutcomeUnknown(_)) => status.is_none() && error.is_timeout(),
            (CutBody | BadChunks, Error::OutcomeUnknown(_)) => status == Some(202),
            // Whether the head was there before time was over depends on who was faster.
            (Trickle, Error::OutcomeUnknown(_)) => {
                [None, Some(202)].contains(&status) && error.is_timeout()
            }
            (WrongBody, Error::Unreadable(_)) => {
                status == Some(202) && error.outcome() == Outcome::CarriedOut
            }
            (Unauthorized, Error::Refused(_)) => code == Some("APIC.7101"),
            (NotFound, Error::Refused(_)) => code == Some("APIC.7302"),
            (Throttle | ThrottleWithTime, Error::Refused(_)) => code == Some("APIC.7500"),
            (Internal, Error::Refused(_)) => {
                code == Some("APIC.9000") && error.is_outcome_unknown()
            }
            (UnavailableWithTime, Error::Unreadable(_))
            | (Unavailable | UnavailableSoon, Error::OutcomeUnknown(_)) => status == Some(503),
            (BadGateway, Error::OutcomeUnknown(_)) => status == Some(502),
            (Redirect, Error::Unreadable(_)) | (SeeOther, Error::OutcomeUnknown(_)) => {
                error.is_redirect()
            }
            _ => false,
        }
    }

    /// Status, headers and body of what the server says, where it says something.
    pub(crate) fn answer(self) -> (u16, &'static [(&'static str, &'static str)], &'static str) {
        const JSON: (&str, &str) = ("content-type", "application/json");
        const HTML: (&str, &str) = ("content-type", "text/html");
        const ORDER: &str = r#"{"instance_id":"i","job_id":"JOB-1","message":"on its way"}"#;
        let html = "<html>busy</html>";
        match self {
            Unauthorized => (
                401,
                &[JSON],
                r#"{"error_code":"APIC.7101","error_msg":"Token expired."}"#,
            ),
            NotFound => (
                404,
                &[JSON],
                r#"{"error_code":"APIC.7302","error_msg":"Instance not found"}"#,
            ),
            Throttle => (429, &[JSON], THROTTLED),
            ThrottleWithTime => (429, &[JSON, ("retry-after", "7")], THROTTLED),
            Unavailable => (503, &[HTML], html),
            UnavailableSoon => (503, &[HTML, ("retry-after", "soon")], html),
            UnavailableWithTime => (
                503,
                &[HTML, ("retry-after", "Sun, 06 Nov 1994 08:49:44 GMT")],
                html,
            ),
            Internal => (
                500,
                &[JSON],
                r#"{"error_code":"APIC.9000","error_msg":"Failed"}"#,
            ),
            BadGateway => (502, &[HTML], html),
            Redirect => (307, &[("location", "http://127.0.0.1:1/")], ""),
            SeeOther => (303, &[("location", "/")], ""),
            WrongBody => (202, &[JSON], r#"{"job_id":null}"#),
            _ => (202, &[JSON], ORDER),
        }
    }
}

const THROTTLED: &str = r#"{"error_code":"APIC.7500","error_msg":"Slow down."}"#;
