//! How a command ends: codes for scripts, and one line for people.

use std::fmt::Write as _;

/// Why a command ended as it did; the number is what the shell sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// The server did it.
    Done = 0,
    /// Something else failed, such as writing the answer.
    Failed = 1,
    /// A flag or a value is wrong. Nothing was sent.
    Usage = 2,
    /// There is no credential, or it cannot be used. Nothing was sent.
    Credential = 3,
    /// The server said no.
    Refused = 4,
    /// No connection could be made. Nothing was sent.
    NotSent = 5,
    /// The request was sent and no answer came: the server may have carried it out.
    Unknown = 6,
    /// An answer came that is not what the document says.
    Unreadable = 7,
    /// Nobody said yes. Nothing was sent.
    NotConfirmed = 8,
}

impl Exit {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Done,
        Self::Failed,
        Self::Usage,
        Self::Credential,
        Self::Refused,
        Self::NotSent,
        Self::Unknown,
        Self::Unreadable,
        Self::NotConfirmed,
    ];

    /// The number.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// One word, as `--output json` has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Usage => "usage",
            Self::Credential => "credential",
            Self::Refused => "refused",
            Self::NotSent => "not-sent",
            Self::Unknown => "outcome-unknown",
            Self::Unreadable => "unreadable",
            Self::NotConfirmed => "not-confirmed",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "something else failed, such as writing the answer",
            Self::Usage => "a flag or a value is wrong; nothing was sent",
            Self::Credential => "no credential, or one that cannot be used; nothing was sent",
            Self::Refused => "the server refused the request",
            Self::NotSent => "no connection; nothing was sent",
            Self::Unknown => "sent, but no answer came: it may have been carried out",
            Self::Unreadable => "the answer is not what the API documents",
            Self::NotConfirmed => "not confirmed; nothing was sent",
        }
    }
}

/// The codes as a section of a help text.
pub(crate) fn section() -> String {
    let mut text = "Exit codes:\n".to_owned();
    for exit in Exit::ALL {
        // Writing to a String does not fail.
        let _ = writeln!(text, "  {}  {}", exit.code(), exit.about());
    }
    text
}

/// Why a command did not do what was asked for.
#[derive(Clone, Debug)]
pub struct Failure {
    pub(crate) exit: Exit,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) server: Option<Box<Server>>,
}

/// What the server said, for people and for programs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Server {
    pub(crate) status: u16,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
}

impl Failure {
    /// A failure with one line that says what went wrong.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            help: None,
            server: None,
        }
    }

    /// What the user can do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The text of an error and of what caused it.
    pub fn of(exit: Exit, error: &dyn std::error::Error) -> Self {
        Self::new(exit, chain(error))
    }

    /// What went wrong, in one line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How the program ends.
    pub fn exit(&self) -> Exit {
        self.exit
    }
}

/// `this: because of that`.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        // Some errors repeat their cause.
        if !text.ends_with(&said) {
            let _ = write!(text, ": {said}");
        }
        cause = error.source();
    }
    text
}
