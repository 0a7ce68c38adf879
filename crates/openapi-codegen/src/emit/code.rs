//! Rust as text, indented as it is written.
//!
//! Emitters write lines that are formatted already, so that nothing has to be parsed again:
//! parsing was half of the time of generation. What comes from the document gets in through
//! [`literal`] and [`Code::docs`] only.

use std::fmt::Write as _;

/// A file, or a piece of one.
#[derive(Debug, Default, Clone)]
pub(crate) struct Code {
    text: String,
    depth: usize,
}

impl Code {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A line, or an empty one.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) {
        let text = text.as_ref();
        if !text.is_empty() {
            for _ in 0..self.depth {
                self.text.push_str("    ");
            }
            self.text.push_str(text);
        }
        self.text.push('\n');
    }

    /// How many columns a line starts with.
    pub(crate) fn indent(&self) -> usize {
        self.depth * 4
    }

    /// A line that ends in `{`, `(` or `[`, and what it opens.
    pub(crate) fn open(&mut self, text: impl AsRef<str>) {
        self.line(text);
        self.depth += 1;
    }

    /// A line that starts with what closes, such as `}` or `});`.
    pub(crate) fn close(&mut self, text: impl AsRef<str>) {
        self.depth = self.depth.saturating_sub(1);
        self.line(text);
    }

    /// What follows stands one step further in.
    pub(crate) fn indent_more(&mut self) {
        self.depth += 1;
    }

    /// What follows stands one step further out.
    pub(crate) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// A line that closes one thing and opens another, such as `} else {`.
    pub(crate) fn turn(&mut self, text: impl AsRef<str>) {
        self.close(text);
        self.depth += 1;
    }

    /// `head {`, the inner lines, `tail`.
    pub(crate) fn block(&mut self, head: &str, tail: &str, inner: impl FnOnce(&mut Self)) {
        self.open(head);
        inner(self);
        self.close(tail);
    }

    /// An empty line, but never two of them, and none behind an opening line.
    pub(crate) fn blank(&mut self) {
        if !(self.text.is_empty() || self.text.ends_with("\n\n") || self.text.ends_with("{\n")) {
            self.text.push('\n');
        }
    }

    /// Lines of documentation, made safe before by [`crate::docs`].
    pub(crate) fn docs<S: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = S>) {
        for line in lines {
            let line = line.as_ref();
            if line.is_empty() {
                self.line("///");
            } else {
                self.line(format!("/// {line}"));
            }
        }
    }

    /// `head` with its items in one line where they fit into 100 columns, else one to a line:
    /// `list("foo(", &items, ");")`.
    pub(crate) fn list<S: AsRef<str>>(&mut self, head: &str, items: &[S], tail: &str) {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        let joined = items.join(", ");
        if self.depth * 4 + head.len() + joined.len() + tail.len() <= 100 {
            self.line(format!("{head}{joined}{tail}"));
        } else {
            self.open(head);
            for item in items {
                self.line(format!("{item},"));
            }
            self.close(tail);
        }
    }

    /// Another piece, at this depth.
    pub(crate) fn append(&mut self, other: &Self) {
        for line in other.text.lines() {
            self.line(line);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    pub(crate) fn as_text(&self) -> &str {
        &self.text
    }
}

/// A text as a string literal: whatever is not plain is escaped, so nothing gets out of it and
/// nothing in it is invisible.
pub(crate) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            ' '..='~' => out.push(c),
            c if c.is_alphanumeric() => out.push(c),
            c => {
                // Writing to a String does not fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}
