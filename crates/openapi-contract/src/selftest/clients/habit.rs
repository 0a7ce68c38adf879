//! What is unusual about a client, and right.

use std::fmt;

use serde_json::Value;

use super::request::set_body;
use crate::{
    call::split_target,
    case::{Case, Family},
    client::Task,
    exchange::{Headers, RawRequest},
    step::{Hex, encode_more},
};

/// Makes the enumeration, the list of all and the names from one table.
macro_rules! habits {
    ($($habit:ident $name:literal $text:literal)+) => {
        /// One way in which a client is unusual and right.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Habit {
            $(#[doc = $text] $habit,)+
        }

        impl Habit {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$habit),+];

            /// What it does, in a few words.
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$habit => $text,)+
                }
            }
        }

        impl fmt::Display for Habit {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$habit => $name,)+
                })
            }
        }
    };
}

habits! {
    UpperCaseNames "upper-case-headers" "Names of header fields in upper case."
    OtherHeaderOrder "other-header-order" "Header fields in reverse."
    MoreFields "more-headers" "The fields of a browser and of tracing."
    Chunked "chunked" "A body comes in chunks, without a length."
    PrettyJson "pretty-json" "JSON over many lines."
    ReversedMembers "reversed-members" "Members in another order."
    FinalNewline "final-newline" "JSON that ends with a line break."
    EncodesAll "encodes-all" "Every character of a path is encoded, `%41` for `A`."
    LowerCaseHex "lower-case-hex" "Escapes in lower case."
    OtherQueryOrder "other-query-order" "Parameters of a query in reverse."
    Charset "charset" "The content type says UTF-8."
    UpperCaseType "upper-case-content-type" "The content type in upper case."
    Expects "expect-continue" "Asks before it sends a body, and does not wait for long."
    KeepsAlive "keep-alive" "The connection is kept until the answer is whole."
    Segments "segments" "The request comes in small pieces."
    HalfCloses "half-closes" "Its side of the connection is closed when all is said."
    RetriesSafely "retries-safely" "Sends again when no answer came and it does no harm."
}

impl Habit {
    /// Whether a case can be about it: how a request is written has nothing to do with how an answer
    /// is read.
    pub(in crate::selftest) fn concerns(self, case: &Case) -> bool {
        let is_about_answers = matches!(
            self,
            Self::KeepsAlive | Self::HalfCloses | Self::RetriesSafely | Self::MoreFields
        );
        is_about_answers || case.family != Family::Decode
    }

    /// The request in its own way of writing, before it is signed.
    pub(super) fn write(self, task: &Task<'_>, request: &mut RawRequest) {
        let json = task.call.body.as_ref().and_then(|_| {
            let value = serde_json::from_slice::<Value>(&request.body).ok();
            value.filter(|value| value.is_object() || value.is_array())
        });
        match (self, json) {
            (Self::PrettyJson, Some(value)) => {
                let text = serde_json::to_vec_pretty(&value).unwrap_or_default();
                set_body(request, text);
            }
            (Self::ReversedMembers, Some(Value::Object(members))) => {
                let members = members.iter().rev();
                let pairs =
                    members.map(|(name, value)| format!("{}:{value}", Value::from(name.as_str())));
                let pairs: Vec<_> = pairs.collect();
                set_body(request, format!("{{{}}}", pairs.join(",")).into_bytes());
            }
            (Self::FinalNewline, Some(value)) => {
                set_body(request, format!("{value}\n").into_bytes());
            }
            (Self::Charset, Some(_)) => content_type(request, |one| format!("{one};charset=utf-8")),
            (Self::UpperCaseType, Some(_)) => content_type(request, str::to_ascii_uppercase),
            (Self::Chunked, _) if !request.body.is_empty() => {
                request.headers.remove("content-length");
                request.headers.push("transfer-encoding", "chunked");
            }
            // Names in a path are not values.
            (Self::EncodesAll, _) if !request.target.contains([';', '=']) => {
                path(request, |segment| encode_more(segment, Hex::Upper));
            }
            (Self::LowerCaseHex, _) => path(request, lower_hex),
            (Self::OtherQueryOrder, _) => {
                let (path, query) = split_target(&request.target);
                let Some(query) = query else {
                    return;
                };
                // Items of one list keep their order, so only other names change places.
                let mut pairs: Vec<_> = query.split('&').collect();
                let name = |pair: &&str| pair.split('=').next().unwrap_or_default().to_owned();
                pairs.sort_by_key(|pair| std::cmp::Reverse(name(pair)));
                request.target = format!("{path}?{}", pairs.join("&"));
            }
            _ => {}
        }
    }

    /// The head in its own way of writing, after it was signed.
    pub(super) fn finish(self, request: &mut RawRequest) {
        let fields: Vec<_> = request
            .headers
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_vec()))
            .collect();
        match self {
            Self::UpperCaseNames => {
                let mut headers = Headers::default();
                for (name, value) in fields {
                    headers.push(name.to_ascii_uppercase(), value);
                }
                request.headers = headers;
            }
            Self::OtherHeaderOrder => {
                let mut headers = Headers::default();
                for (name, value) in fields.into_iter().rev() {
                    headers.push(name, value);
                }
                request.headers = headers;
            }
            Self::MoreFields => {
                for (name, value) in [
                    ("accept", "application/json;q=0.9, */*;q=0.1"),
                    ("accept-encoding", "gzip, deflate, br"),
                    ("accept-language", "de-DE,de;q=0.9"),
                    ("user-agent", "contract/1.0 (selftest)"),
                    (
                        "traceparent",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                    ),
                    ("cache-control", "no-cache"),
                    ("b3", "0"),
                    ("x-b3-sampled", "0"),
                ] {
                    request.headers.push(name, value);
                }
            }
            Self::Expects if !request.body.is_empty() => {
                request.headers.push("expect", "100-continue");
            }
            _ => {}
        }
    }

    /// Whether a request whose answer was lost is sent again.
    pub(super) fn retries(self, task: &Task<'_>) -> bool {
        let is_harmless = match task.operation.retry.as_deref() {
            Some(said) => said != "never-after-sent",
            None => ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]
                .contains(&task.operation.method.as_str()),
        };
        self == Self::RetriesSafely && is_harmless
    }
}

fn content_type(request: &mut RawRequest, write: impl Fn(&str) -> String) {
    if let Some(value) = request.headers.text("content-type").map(write) {
        request.headers.remove("content-type");
        request.headers.push("content-type", value);
    }
}

fn path(request: &mut RawRequest, write: impl Fn(&str) -> String) {
    let (path, query) = split_target(&request.target);
    let segments: Vec<_> = path.split('/').map(write).collect();
    let query = query.map_or(String::new(), |query| format!("?{query}"));
    request.target = segments.join("/") + &query;
}

/// The digits behind each `%` in lower case.
fn lower_hex(text: &str) -> String {
    let mut pieces = text.split('%');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |done, piece| {
        let at = piece.len().min(2);
        let (digits, rest) = piece.split_at(at);
        format!("{done}%{}{rest}", digits.to_ascii_lowercase())
    })
}
