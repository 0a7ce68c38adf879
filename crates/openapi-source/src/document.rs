//! A document: its text and the tree read from it.
//!
//! This is the door of the crate. It opens no file: [`crate::Limits::read`] reads from one that
//! the caller opened. What can go wrong is in [`crate::codes`].

use std::fmt;

use crate::{Diagnostic, Limits, Node, Position, Source, Span, Style, decode, render, tree};

/// A document that was read completely.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    source: Source,
    root: Node,
}

/// Why a document could not be read: its text as far as it is known, and every finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The text. Bytes that are not UTF-8 are replaced; it is empty for an oversized input.
    pub source: Source,
    /// At least one error, in the order of reading.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// Reads YAML 1.2 (core schema) or JSON in UTF-8, with or without a byte-order mark.
    ///
    /// `name` is what messages call the document, usually its path as the user wrote it.
    pub fn parse(name: &str, bytes: &[u8], limits: &Limits) -> Result<Self, Report> {
        Self::parse_file(0, name, bytes, limits)
    }

    /// Reads one of several documents: every [`Span`] of the tree and of the findings has this
    /// `file`, the place of the document's source among those given to [`render`].
    pub fn parse_file(
        file: u16,
        name: &str,
        bytes: &[u8],
        limits: &Limits,
    ) -> Result<Self, Report> {
        let source = decode::decode(file, name, bytes, limits)?;
        match tree::read(file, source.text(), limits) {
            Ok(root) => Ok(Self { source, root }),
            Err(diagnostics) => Err(Report {
                source,
                diagnostics,
            }),
        }
    }

    /// The name it was read under.
    pub fn name(&self) -> &str {
        self.source.name()
    }

    /// The text, without a byte-order mark.
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// Name and text, as [`render`] wants them.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The outermost value.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Line and column of a byte of the text.
    pub fn position(&self, offset: usize) -> Position {
        self.source.position(offset)
    }

    /// Where the value at a JSON pointer stands.
    pub fn span_of(&self, pointer: &str) -> Option<Span> {
        self.root.pointer(pointer).map(|node| node.span)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.diagnostics.first().map_or(0, |found| found.span.file);
        let sources = vec![&self.source; usize::from(file) + 1];
        f.write_str(&render(&sources, &self.diagnostics, Style::Plain))
    }
}

impl std::error::Error for Report {}
