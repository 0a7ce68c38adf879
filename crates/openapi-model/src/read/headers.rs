//! Names of headers: what HTTP takes, and what is not the document's to say.

use openapi_source::{Diagnostic, quoted};

use super::{Cursor, Reader};
use crate::codes;

/// OpenAPI says that these parameters are ignored: other parts of the document describe them.
const DESCRIBED_ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];

/// These belong to a connection, not to a call.
const OF_THE_CONNECTION: [&str; 10] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Whether HTTP takes it as the name of a header or a cookie.
pub(super) fn is_token(name: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_token)
}

impl<'a> Reader<'a> {
    /// Whether a name is one of HTTP's; else it was said.
    pub(super) fn is_http_name(&mut self, at: &Cursor<'a>, name: &str, what: &str) -> bool {
        let fine = is_token(name);
        if !fine {
            self.push(
                Diagnostic::error(
                    codes::NAME,
                    at.key_span,
                    format!("{} is not the name of a {what}", quoted(name)),
                )
                .help("use letters, digits and `-`"),
            );
        }
        fine
    }

    /// Whether a header parameter is the document's to describe; else it was said that it is not
    /// read.
    pub(super) fn is_own_header(&mut self, at: &Cursor<'a>, name: &str) -> bool {
        let is_one_of = |names: &[&str]| names.iter().any(|other| name.eq_ignore_ascii_case(other));
        if is_one_of(&DESCRIBED_ELSEWHERE) {
            self.grouped(
                Diagnostic::note(
                    codes::IGNORED_HEADER,
                    at.key_span,
                    format!("the header parameter {} is not read", quoted(name)),
                )
                .label("OpenAPI says so")
                .help("remove it: media types stand under `content`, credentials under `securitySchemes`"),
            );
            return false;
        }
        if is_one_of(&OF_THE_CONNECTION) {
            self.of_the_connection(at, name);
            return false;
        }
        true
    }

    /// The same for a header of an answer.
    pub(super) fn is_own_answer_header(&mut self, at: &Cursor<'a>, name: &str) -> bool {
        if name.eq_ignore_ascii_case("content-type") {
            return false;
        }
        if OF_THE_CONNECTION
            .iter()
            .any(|other| name.eq_ignore_ascii_case(other))
        {
            self.of_the_connection(at, name);
            return false;
        }
        true
    }

    fn of_the_connection(&mut self, at: &Cursor<'a>, name: &str) {
        self.grouped(
            Diagnostic::note(
                codes::IGNORED_HEADER,
                at.key_span,
                format!("the header {} is not read", quoted(name)),
            )
            .label("the connection decides what it is")
            .help("remove it"),
        );
    }
}
