//! The commands as data: what generated code says of the document.

use openapi_client::Operation;
use serde_json::Value;

/// All commands.
#[derive(Debug)]
pub struct Api {
    /// What the API is called.
    pub title: &'static str,
    /// What it is for; may be empty.
    pub about: &'static str,
    /// One for each operation, with names that differ.
    pub commands: &'static [Command],
}

/// The command of one operation.
#[derive(Debug)]
pub struct Command {
    /// What is typed.
    pub name: &'static str,
    /// One line.
    pub about: &'static str,
    /// All that the document says; may be empty.
    pub details: &'static str,
    /// The operation.
    pub operation: &'static Operation,
    /// Its parameters, then the members or the parts of its body.
    pub flags: &'static [Flag],
    /// Where it takes one as a whole.
    pub body: Option<Body>,
}

/// A flag with a value.
#[derive(Debug)]
pub struct Flag {
    /// Without the two hyphens.
    pub name: &'static str,
    /// Another name for it.
    pub alias: Option<&'static str>,
    /// What stands for the value in help texts.
    pub value: &'static str,
    /// What it is for; may be empty.
    pub help: &'static str,
    /// Whether it must be there.
    pub need: Need,
    /// From text to a value that the type of the document takes.
    pub read: fn(&str) -> Result<Value, String>,
    /// All values, where they are few.
    pub choices: &'static [&'static str],
    /// Where the value goes.
    pub place: Place,
}

/// Whether something must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Required,
    /// At will.
    Optional,
    /// Once or more; the value is the list.
    Some,
    /// As often as wanted; the value is the list.
    Any,
}

/// Where the value of a flag goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// To a parameter.
    Parameter,
    /// To a member of the body: its name, and those of the objects around it.
    Member(&'static [&'static str]),
    /// To a part of a body of several, or to a header of one.
    Part,
    /// To such a part too; the value names the file that has it.
    File,
}

/// The body of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Body {
    /// Whether it must be there.
    pub need: Need,
    /// What it is.
    pub kind: BodyKind,
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// A value that is given as JSON, whatever is sent.
    Json,
    /// A text as it is.
    Text,
    /// Bytes as they are.
    Bytes,
}
