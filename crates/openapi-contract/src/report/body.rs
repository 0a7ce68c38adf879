//! Messages as text: bodies that are not text, and bodies that are too long, are said to be so.

use std::{borrow::Cow, fmt::Write as _};

use openapi_source::visible;

/// How many bytes of a body are shown.
const SHOWN: usize = 4096;

/// A body for a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// How many bytes there were.
    pub(super) bytes: usize,
    /// The text, or the beginning of it; as hexadecimal digits where it is not text.
    pub(super) text: String,
    /// What was done to it.
    pub(super) note: Option<&'static str>,
}

impl Shown {
    pub(super) fn of(body: &[u8]) -> Self {
        let Ok(text) = std::str::from_utf8(body) else {
            return Self::digits(body);
        };
        let cut = text
            .char_indices()
            .map(|(at, _)| at)
            .find(|at| *at >= SHOWN);
        let shown = cut.and_then(|at| text.get(..at));
        Self {
            bytes: body.len(),
            text: shown.unwrap_or(text).to_owned(),
            note: cut.map(|_| "the beginning"),
        }
    }

    fn digits(body: &[u8]) -> Self {
        let shown = body.get(..SHOWN / 2).unwrap_or(body);
        let mut text = String::new();
        for byte in shown {
            _ = write!(text, "{byte:02x}");
        }
        Self {
            bytes: body.len(),
            text,
            note: Some(if shown.len() < body.len() {
                "the beginning, in hexadecimal digits"
            } else {
                "in hexadecimal digits"
            }),
        }
    }
}

/// Text with line breaks and nothing else that is invisible.
pub(super) fn lines(text: &str) -> String {
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(visible).collect();
    lines.join("\n")
}
