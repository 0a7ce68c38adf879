//! What a reader sees when the contract is broken: at most eight lines, with the place of the
//! promise in the document.
//!
//! A harness may add two lines of its own, such as the command that repeats the case. A failure
//! never holds a credential: the [`check`](crate::check) functions take every credential out
//! of it before they return it.

use std::fmt;

use crate::{diff::Difference, place::Place};

/// How many differences are shown before they are only counted.
const SHOWN: usize = 3;
/// How many characters of a value are shown.
const WIDTH: usize = 160;

/// Which promise was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The document contradicts itself: an example breaks its own schema.
    Example,
    /// Another method than the documented one.
    Method,
    /// Another path, or one that is not encoded as a path must be.
    Path,
    /// A query parameter is missing, wrong or not documented.
    Query,
    /// A header field is missing or wrong.
    Header,
    /// No documented combination of credentials, or more than one.
    Security,
    /// A content type that is not documented for this message.
    MediaType,
    /// Bytes that are not the promised kind of content, such as text that is not JSON.
    Content,
    /// A body that breaks its schema.
    Schema,
    /// A body that lacks members of the example.
    Shape,
    /// A body, or a decoded result, that differs from the example.
    Value,
    /// Another status than the promised one.
    Status,
    /// A client sent no request, more of them than it may, or bytes that are none.
    Requests,
    /// A client took an answer for something that it is not.
    Result,
    /// A status that the document does not list for the operation, where that is denied.
    Undocumented,
    /// An answer that contains a credential of the request.
    Secret,
    /// A handler saw a request that it must not see, or did not see one that it must.
    Handler,
    /// No answer came in time.
    Hang,
    /// The connection ended without a whole answer, or what came is not HTTP.
    Connection,
    /// The case could not be carried out; the text says why.
    Harness(String),
}

impl Kind {
    /// The code under which `openapi-contract explain` has a page. A code is never reused.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Example => "C101",
            Self::Status => "C201",
            Self::Header => "C202",
            Self::MediaType => "C203",
            Self::Content => "C204",
            Self::Schema => "C205",
            Self::Shape => "C206",
            Self::Value => "C207",
            Self::Undocumented => "C208",
            Self::Secret => "C209",
            Self::Handler => "C210",
            Self::Hang => "C211",
            Self::Connection => "C212",
            Self::Requests => "C307",
            Self::Result => "C308",
            Self::Method => "C301",
            Self::Path => "C302",
            Self::Query => "C303",
            Self::Security => "C304",
            Self::Harness(_) => "C901",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Example => "the example breaks its own schema",
            Self::Method => "the method is not the documented one",
            Self::Path => "the path is not the documented one",
            Self::Query => "the query is not the documented one",
            Self::Header => "a header field is not as documented",
            Self::Security => "the credentials are not one documented alternative",
            Self::MediaType => "the content type is not a documented one",
            Self::Content => "the body cannot be read as its content type",
            Self::Schema => "the body breaks its schema",
            Self::Shape => "the body lacks what its example has",
            Self::Value => "the value differs from the example",
            Self::Status => "the status is not the promised one",
            Self::Requests => "the client did not send what it should, as often as it should",
            Self::Result => "the client did not take the answer for what it is",
            Self::Undocumented => "the status is not documented for the operation",
            Self::Secret => "the answer contains a credential of the request",
            Self::Handler => "the handler saw what it must not see, or missed what it must see",
            Self::Hang => "no answer came in time",
            Self::Connection => "no whole answer came",
            Self::Harness(why) => {
                return write!(f, "the case could not be carried out: {}", shorten(why));
            }
        })
    }
}

/// The end of a case: held, or broken and how. Boxed, because most cases hold.
pub type Verdict = Result<(), Box<Failure>>;

/// One broken promise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Failure {
    /// Name of the case.
    pub case: String,
    /// Which promise.
    pub kind: Kind,
    /// JSON pointer to the promise in the document.
    pub pointer: String,
    /// Its position.
    pub place: Place,
    /// What was expected and what was there.
    pub differences: Vec<Difference>,
}

impl Failure {
    /// The same failure with every occurrence of the secrets replaced.
    ///
    /// Secrets of fewer than four bytes are left alone: masking them would eat the whole text.
    #[must_use]
    pub fn masked(mut self, secrets: &[String]) -> Self {
        let mask = |text: &mut String| {
            for secret in secrets.iter().filter(|secret| secret.len() >= 4) {
                if text.contains(secret.as_str()) {
                    *text = text.replace(secret.as_str(), "[redacted]");
                }
            }
        };
        for difference in &mut self.differences {
            mask(&mut difference.at);
            [&mut difference.expected, &mut difference.actual]
                .into_iter()
                .flatten()
                .for_each(mask);
        }
        if let Kind::Harness(why) = &mut self.kind {
            mask(why);
        }
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}: {} ({})",
            shorten(&self.case),
            self.kind,
            self.kind.code()
        )?;
        write!(f, "  promised at {} {}", self.place, shorten(&self.pointer))?;
        // Two lines are taken, one is kept for the count, so three differences are six more.
        let shown = if self.differences.len() > SHOWN {
            SHOWN - 1
        } else {
            SHOWN
        };
        for difference in self.differences.iter().take(shown) {
            let at = if difference.at.is_empty() {
                "all of it"
            } else {
                &difference.at
            };
            let nothing = "nothing".to_owned();
            let expected = difference.expected.as_ref().unwrap_or(&nothing);
            let actual = difference.actual.as_ref().unwrap_or(&nothing);
            write!(f, "\n  - {}: {}", shorten(at), shorten(expected))?;
            write!(f, "\n  + {}: {}", shorten(at), shorten(actual))?;
        }
        match self.differences.len().saturating_sub(shown) {
            0 => Ok(()),
            rest => write!(f, "\n  and {rest} more differences"),
        }
    }
}

/// One short line: no control characters, a bounded width.
fn shorten(text: &str) -> String {
    let short: String = text.chars().take(WIDTH).collect();
    let mut line = openapi_source::visible(&short).into_owned();
    if text.chars().nth(WIDTH).is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{Failure, Kind};
    use crate::{diff::Difference, place::Place};

    fn failure(differences: usize) -> Failure {
        Failure {
            case: "server::op::200::example".to_owned(),
            kind: Kind::Value,
            pointer: "/paths".to_owned(),
            place: Place {
                name: "a.yaml".to_owned(),
                line: 3,
                column: 5,
            },
            differences: (0..differences)
                .map(|index| {
                    Difference::of(&format!("/{index}"), "expected\n", "hunter22 was sent")
                })
                .collect(),
        }
    }

    #[test]
    fn text_is_at_most_eight_lines() {
        for count in [0, 1, 3, 4, 100] {
            let text = failure(count).to_string();
            assert!(text.lines().count() <= 8, "{text}");
            assert!(text.contains("a.yaml:3:5"), "{text}");
        }
        assert!(failure(4).to_string().ends_with("and 2 more differences"));
    }

    #[test]
    fn secrets_are_taken_out() {
        let masked = failure(2).masked(&["hunter22".to_owned()]);
        assert!(!masked.to_string().contains("hunter22"));
        assert!(!format!("{masked:?}").contains("hunter22"));
        assert!(masked.to_string().contains("[redacted] was sent"));
    }
}
