//! Requests and answers as bytes, and what else a child has to say.

use std::io::{self, Read, Write};

use openapi_codegen::{CommandLine, Runtime, TagStyle, Tests};
use openapi_model::Unsupported;
use openapi_source::{Format, Style};

use super::files::Input;
use super::{Answer, Made, Request};
use crate::limits::Limit;
use crate::manifest::Dependency;
use crate::output::{Folder, Plan};
use crate::wire::{Wire, malformed, wire};

wire!(Request {
    path,
    name,
    shown,
    header,
    prefix,
    runtime,
    denied,
    unsupported,
    limits,
    tag_style,
    tests,
    command_line,
    format,
    most,
});
wire!(Answer {
    report,
    inputs,
    made,
});
wire!(Made {
    plan,
    dependencies,
    skipped,
});
wire!(Plan { folders, scaffold });
wire!(Folder { root, files });
wire!(Dependency {
    owner,
    name,
    feature,
    line,
});
wire!(Input {
    path,
    length,
    digest,
});

/// One thing that a child says.
#[derive(Debug)]
pub(crate) enum Message {
    /// It has read so many bytes of input in all.
    Read(u64),
    /// It is done.
    Done(Box<Answer>),
    /// It could not even read the document.
    Failed(String),
}

impl Wire for Message {
    fn put(&self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Read(bytes) => (0_u64, *bytes).put(out),
            Self::Done(answer) => {
                1_u64.put(out)?;
                answer.put(out)
            }
            Self::Failed(error) => {
                2_u64.put(out)?;
                error.put(out)
            }
        }
    }

    fn take(input: &mut dyn Read) -> io::Result<Self> {
        match u64::take(input)? {
            0 => u64::take(input).map(Self::Read),
            1 => Answer::take(input).map(|answer| Self::Done(Box::new(answer))),
            2 => String::take(input).map(Self::Failed),
            _ => Err(malformed()),
        }
    }
}

impl Wire for Limit {
    fn put(&self, out: &mut dyn Write) -> io::Result<()> {
        self.to_string().put(out)
    }

    fn take(input: &mut dyn Read) -> io::Result<Self> {
        String::take(input)?.parse().map_err(|_| malformed())
    }
}

impl Wire for Runtime {
    fn put(&self, out: &mut dyn Write) -> io::Result<()> {
        let (kind, text) = match self {
            Self::Workspace => (0_u64, String::new()),
            Self::Path(path) => (1, path.clone()),
            Self::Version(version) => (2, version.clone()),
        };
        (kind, text).put(out)
    }

    fn take(input: &mut dyn Read) -> io::Result<Self> {
        match <(u64, String)>::take(input)? {
            (0, _) => Ok(Self::Workspace),
            (1, path) => Ok(Self::Path(path)),
            (2, version) => Ok(Self::Version(version)),
            _ => Err(malformed()),
        }
    }
}

/// Implements [`Wire`] for a type of few values.
macro_rules! numbered {
    ($name:ident: $($value:expr),+) => {
        impl Wire for $name {
            fn put(&self, out: &mut dyn Write) -> io::Result<()> {
                let at = [$($value),+].iter().position(|value| value == self);
                at.ok_or_else(malformed)?.put(out)
            }

            fn take(input: &mut dyn Read) -> io::Result<Self> {
                let at = usize::take(input)?;
                [$($value),+].into_iter().nth(at).ok_or_else(malformed)
            }
        }
    };
}

numbered!(TagStyle: Self::Merged, Self::Separate);
numbered!(CommandLine: Self::None, Self::Made);
numbered!(Tests: Self::None, Self::Loopback);
numbered!(Unsupported: Self::Refused, Self::Skipped);
numbered!(Format: Self::Human(Style::Plain), Self::Human(Style::Coloured), Self::Json, Self::Github);
