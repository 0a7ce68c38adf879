//! Findings for programs: JSON, and the annotations of GitHub Actions.
//!
//! One line per finding, whatever the document says: line ends and acting characters of messages
//! are written out as for people. Columns count characters from 1; an end is the place behind the
//! last character. [`crate::list()`] is the caller.

use crate::{Diagnostic, Position, Severity, Source, Span, visible};

/// A span as people count it. A place in a file that is not known has no name and counts as the
/// start.
struct Place<'a> {
    file: &'a str,
    start: Position,
    end: Position,
}

impl<'a> Place<'a> {
    fn new(sources: &[&'a Source], span: Span) -> Self {
        let start = Position { line: 1, column: 1 };
        let unknown = Self {
            file: "",
            start,
            end: start,
        };
        sources
            .get(usize::from(span.file))
            .map_or(unknown, |source| Self {
                file: source.name(),
                start: source.position(span.start),
                end: source.position(span.end.max(span.start)),
            })
    }

    /// The members of an object.
    fn json(&self) -> String {
        format!(
            r#""file":{},"line":{},"column":{},"end_line":{},"end_column":{}"#,
            string(self.file),
            self.start.line,
            self.start.column,
            self.end.line,
            self.end.column
        )
    }
}

/// One object per line.
pub(crate) fn json(sources: &[&Source], findings: &[&Diagnostic]) -> String {
    let line = |found: &&Diagnostic| {
        let related: Vec<String> = found
            .related
            .iter()
            .map(|(span, label)| {
                let place = Place::new(sources, *span).json();
                format!(r#"{{{place},"label":{}}}"#, text(label))
            })
            .collect();
        format!(
            "{{\"code\":{},\"severity\":\"{}\",\"message\":{},\"label\":{},{},\"help\":{},\"related\":[{}]}}\n",
            string(found.code),
            match found.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            text(&found.message),
            text(&found.label),
            Place::new(sources, found.span).json(),
            found
                .help
                .as_deref()
                .map_or_else(|| "null".to_owned(), text),
            related.join(",")
        )
    };
    findings.iter().map(line).collect()
}

/// Text for people, as a JSON string.
fn text(text: &str) -> String {
    string(&visible(text))
}

/// Text for programs, such as a path.
fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// One workflow command per line.
pub(crate) fn github(sources: &[&Source], findings: &[&Diagnostic]) -> String {
    let line = |found: &&Diagnostic| {
        let command = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let place = Place::new(sources, found.span);
        let mut message = visible(&found.message).into_owned();
        if !found.label.is_empty() {
            message = format!("{message} ({})", visible(&found.label));
        }
        if let Some(help) = &found.help {
            message = format!("{message}\nhelp: {}", visible(help));
        }
        format!(
            "::{command} file={},line={},col={},title={}::{}\n",
            property(place.file),
            place.start.line,
            place.start.column,
            property(found.code),
            data(&message)
        )
    };
    findings.iter().map(line).collect()
}

/// Text behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Text of a property, which ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
