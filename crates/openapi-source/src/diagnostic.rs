//! What was found, where, and what to do about it.
//!
//! A diagnostic is data. It does not print itself and knows no file: [`crate::render`] puts it
//! beside the text of its [`crate::Source`]. The codes of this crate are in [`crate::codes`].

use crate::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be made of the document.
    Error,
    /// The document can be used, but someone will regret it.
    Warning,
    /// Something was decided that the document leaves open.
    Note,
}

/// One finding about one place.
///
/// Texts are one line each, lower case, without a full stop. They may quote the document: control
/// and bidirectional characters are made visible when it is rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable code such as `E009`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The key or value it is about.
    pub span: Span,
    /// Text under the underline; may be empty.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
    /// Other places that matter, each with the text under its underline.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    /// A finding that stops the document from being used.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message.into())
    }

    /// A finding that will hurt users of the document.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message.into())
    }

    /// A finding that explains a decision.
    pub fn note(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, span, message.into())
    }

    fn new(severity: Severity, code: &'static str, span: Span, message: String) -> Self {
        Self {
            code,
            severity,
            message,
            span,
            label: String::new(),
            help: None,
            related: Vec::new(),
        }
    }

    /// Sets the text under the underline.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Whether it stops the document from being used.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
