//! Requests to a server that differ from a plain call, as data.
//!
//! A [`Probe`] names a call and what is changed about its request. What is not named is not
//! touched, so that whatever comes back was caused by the change. [`Probe::request`] makes the
//! bytes.

use std::fmt;

use crate::call::{Call, Step};

/// A request to a server, and what must come of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// The call it starts from.
    pub call: Call,
    /// What is changed about the request of that call, in this order. The request is signed after
    /// that, except for [`Change::Credential`], which is about what was signed.
    pub changes: Vec<Change>,
    /// What must come back.
    pub expect: Expect,
}

/// A change to a request. Nothing else about the request is touched.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// Another method.
    Method(String),
    /// Another path, as it goes over the wire; the query stays.
    Path(String),
    /// Another query, as it goes over the wire, without `?`; `None` for no query.
    Query(Option<String>),
    /// A header field in place of all fields of that name.
    SetHeader(String, Vec<u8>),
    /// One more header field.
    AddHeader(String, Vec<u8>),
    /// No header field of that name.
    RemoveHeader(String),
    /// The names of all header fields in upper case.
    UpperCaseNames,
    /// Another body; `content-length` follows. Empty for no body.
    Body(Vec<u8>),
    /// The body with blanks behind it until it has this many bytes.
    Padded(usize),
    /// The body in chunks, without `content-length`.
    Chunked,
    /// The credential of the named security scheme, bent.
    Credential {
        /// Name of the security scheme.
        scheme: String,
        /// How it is bent.
        twist: Twist,
    },
}

/// How a credential is bent. The secret itself is no part of a case, so it is said in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Twist {
    /// It is not sent.
    Missing,
    /// The field is there without a value.
    Empty,
    /// Another one of the same form, that nobody was given.
    Wrong,
    /// A key pair whose public part nobody was given.
    Unknown,
    /// The last quarter is cut off.
    Truncated,
    /// With one more character at its end.
    Longer,
    /// With one more character before it.
    Prefixed,
    /// Capital letters are small and the other way round.
    OtherCase,
    /// Thousands of characters.
    Long,
    /// The same field a second time.
    Twice,
    /// Under another scheme word: `Basic` for `Bearer`.
    SchemeWord,
    /// In the query where it belongs in a header field, and the other way round.
    Elsewhere,
    /// In a cookie where it belongs in a header field.
    InCookie,
    /// As a bearer token where it belongs in a field of its own.
    AsBearer,
    /// In `authorization`, without any scheme word.
    Bare,
    /// In other header fields that are in use for credentials, all at once.
    OtherFields,
    /// A signature that was made half an hour ago.
    Stale,
    /// A signature that is made in half an hour.
    Early,
    /// A signature without the field that says when it was made.
    Undated,
    /// A signature that does not cover the field that says when it was made.
    DateUnsigned,
    /// A signature that covers the host and the time of the header fields, and no other.
    FewSigned,
    /// A signature of another body: a blank at its end became a line break.
    TamperedBody,
    /// A signature of another query: one more parameter.
    TamperedQuery,
    /// A signature of another path.
    TamperedPath,
    /// A signature of another method.
    TamperedMethod,
}

/// What must come of a probe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// A documented status below 400, held in full.
    Success,
    /// One of `best` where the document has one of these; any other status of 400 to 499 where it
    /// has none or `others` allows it. A documented status is held in full. A 405 names the
    /// methods of the path in `allow`.
    Refusal {
        /// The statuses that say it best. Always taken; 501 only where it is listed here.
        best: Vec<u16>,
        /// What else is taken.
        others: Others,
        /// Whether a handler may have been entered, where that can be seen.
        handler: Handler,
    },
    /// The answer to a HEAD: no body, and either a documented status below 400 with its header
    /// fields, or a 404 or 405.
    Bodiless,
    /// Any status below 500; a documented one is held in full.
    NoFault,
    /// As [`NoFault`](Self::NoFault), but none that calls the request itself wrong: the document
    /// says that it is right.
    NotInvalid,
}

/// Whether a refusal may have another status than the best ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// Any from 400 to 499.
    Taken,
    /// None.
    Refused,
}

/// Whether a handler may see a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handler {
    /// It may: the request breaks no rule that a framework could know.
    MayEnter,
    /// It must not.
    MustNotEnter,
}

/// Calls whose values are drawn from the schemas when the case is run.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Where everything comes from that is not drawn: credentials, steps before, and the values
    /// that no schema describes.
    pub call: Call,
    /// How many calls are drawn, unless the caller asks for more.
    pub values: u32,
}

impl Probe {
    /// What must be called before this probe.
    pub fn before(&self) -> &[Step] {
        &self.call.before
    }
}

impl fmt::Display for Twist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "missing",
            Self::Empty => "empty",
            Self::Wrong => "wrong",
            Self::Unknown => "unknown",
            Self::Truncated => "truncated",
            Self::Longer => "longer",
            Self::Prefixed => "prefixed",
            Self::OtherCase => "other-case",
            Self::Long => "long",
            Self::Twice => "twice",
            Self::SchemeWord => "other-scheme-word",
            Self::Elsewhere => "elsewhere",
            Self::InCookie => "in-a-cookie",
            Self::AsBearer => "as-bearer",
            Self::Bare => "bare",
            Self::OtherFields => "in-other-fields",
            Self::Stale => "stale",
            Self::Early => "early",
            Self::Undated => "undated",
            Self::DateUnsigned => "date-unsigned",
            Self::FewSigned => "few-fields-signed",
            Self::TamperedBody => "tampered-body",
            Self::TamperedQuery => "tampered-query",
            Self::TamperedPath => "tampered-path",
            Self::TamperedMethod => "tampered-method",
        })
    }
}
