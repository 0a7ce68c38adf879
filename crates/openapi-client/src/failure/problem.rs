//! What is wrong with an answer.

use super::TransportError;

/// What is wrong with an answer that has no type.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerProblem {
    /// Neither the status nor the body is documented.
    #[error("its status is not documented")]
    Undocumented,
    /// It points elsewhere, where the client does not go.
    #[error("it is a redirect")]
    Redirect {
        /// Where to, without userinfo, query and fragment; `None` where the answer does not say,
        /// or not in a form that can be shown.
        location: Option<String>,
    },
    /// The status is documented, or a 2xx that is read as the documented one, but the body is not
    /// what the document says of it.
    #[error("its body is unreadable")]
    Body(#[source] BodyProblem),
    /// The body is larger than the client takes.
    #[error("its body is larger than {limit} bytes")]
    TooLarge {
        /// `max_response_bytes`.
        limit: usize,
    },
}

/// What is wrong with a body, or a documented header. Positions count from 1.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BodyProblem {
    /// The content type says that it is something else than documented.
    #[error("its content type is not the documented one")]
    ContentType,
    /// It is not JSON.
    #[error("it is malformed JSON at line {line} column {column}")]
    Syntax {
        /// The line.
        line: usize,
        /// The column, in bytes.
        column: usize,
    },
    /// It is the beginning of JSON, or nothing at all.
    #[error("it is JSON that ends too early, at line {line} column {column}")]
    Incomplete {
        /// The line.
        line: usize,
        /// The column, in bytes.
        column: usize,
    },
    /// It is JSON, but not of the documented type.
    #[error("it is not of the documented type at line {line} column {column}")]
    Type {
        /// The line.
        line: usize,
        /// The column, in bytes.
        column: usize,
    },
    /// It is not a text in UTF-8, or not of the documented type.
    #[error("it is not the documented text")]
    Text,
    /// It is a form that is not of the documented type.
    #[error("it is not the documented form")]
    Form,
    /// Its parts are not the documented ones.
    #[error("its parts are not the documented ones")]
    Parts,
    /// The body may be right, but this header is missing or not of the documented type.
    #[error("the header `{0}` of the answer is missing or not of the documented type")]
    Header(&'static str),
    /// The connection failed before the body was complete.
    #[error("it was not received to its end")]
    Interrupted(#[source] TransportError),
}

impl From<serde_json::Error> for BodyProblem {
    fn from(error: serde_json::Error) -> Self {
        // The text of the error is dropped, because it can quote the body.
        let (line, column) = (error.line(), error.column());
        match error.classify() {
            serde_json::error::Category::Eof => Self::Incomplete { line, column },
            serde_json::error::Category::Data => Self::Type { line, column },
            serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
                Self::Syntax { line, column }
            }
        }
    }
}
