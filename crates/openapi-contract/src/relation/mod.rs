//! What the examples of an answer have to do with its request and with each other.
//!
//! An example says more than its schema: the gateway of the answer is the one of the path, and
//! the job of the message is the one beside it. [`mine`] finds such relations, deterministically
//! and on the cautious side: a relation holds in every example of its status, short and trivial
//! values prove nothing, and what stands in a list is left alone. They are part of the lock, so
//! that a lost one is a diff.
//!
//! A real server gives other values than the example. [`expected`] is the example with the
//! relations carried over to what was really asked and answered: that is what a state is held to
//! at [`Level::Values`](crate::Level).

use std::fmt;

use serde_json::Value;

use crate::{
    call::Call,
    spec::{Location, Status},
};

mod hold;
mod mine;

#[cfg(feature = "mock")]
pub(crate) use hold::echo;
pub use hold::expected;
pub(crate) use hold::path_echo;
pub use mine::mine;

/// What was found in the examples of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Relations {
    /// The relations, in the order of the document.
    pub list: Vec<Relation>,
    /// Names that should be related and are not.
    pub conflicts: Vec<Conflict>,
}

/// Something that holds in every example of one status.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Id of the operation.
    pub operation: String,
    /// The status.
    pub status: Status,
    /// Pointer into the body of the answer.
    pub at: String,
    /// What holds there.
    pub rule: Rule,
}

/// What holds of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// It is the same as another one.
    Equals(Source),
    /// It is a text with another one in it.
    Contains(Source),
    /// It is this value in each of several examples.
    Constant(Value),
}

/// Where the other value is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A parameter of the request.
    Argument(Location, String),
    /// A JSON pointer into the body of the request.
    Request(String),
    /// A JSON pointer into the body of the answer.
    Answer(String),
}

/// A parameter and a member of an answer with the same name, whose examples differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Id of the operation.
    pub operation: String,
    /// The status.
    pub status: Status,
    /// The name.
    pub name: String,
    /// The example of the parameter.
    pub argument: Value,
    /// The example of the member.
    pub member: Value,
}

impl Source {
    /// The value in a call and its answer.
    fn value(&self, call: &Call, answer: &Value) -> Option<Value> {
        match self {
            Self::Argument(location, name) => call.argument(*location, name).cloned(),
            Self::Request(pointer) => match &call.body.as_ref()?.content {
                crate::call::Content::Json(value) => value.pointer(pointer).cloned(),
                _ => None,
            },
            Self::Answer(pointer) => answer.pointer(pointer).cloned(),
        }
    }
}

/// The text of a scalar.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument(location, name) => {
                let location = match location {
                    Location::Path => "path",
                    Location::Query => "query",
                    Location::Header => "header",
                    Location::Cookie => "cookie",
                };
                write!(f, "the {location} parameter `{name}`")
            }
            Self::Request(pointer) => write!(f, "`{pointer}` of the request"),
            Self::Answer(pointer) => write!(f, "`{pointer}`"),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Equals(source) => write!(f, "equals {source}"),
            Self::Contains(source) => write!(f, "contains {source}"),
            Self::Constant(value) => write!(f, "is always {value}"),
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operation,
            status,
            at,
            rule,
        } = self;
        write!(f, "{operation} {status}: `{at}` {rule}")
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operation,
            status,
            name,
            argument,
            member,
        } = self;
        write!(
            f,
            "{operation} {status}: the parameter `{name}` has the example {argument}, and the answer has {member}"
        )
    }
}
