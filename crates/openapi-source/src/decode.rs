//! Bytes to text: size, encoding and forbidden characters.
//!
//! It comes before any parsing, so that the parser sees only text of bounded size. It does not
//! guess encodings. [`crate::tree`] reads what comes out.

use crate::{Diagnostic, Limits, Report, Source, Span, codes, stand_in, visible};

/// Checks size and characters and takes off a byte-order mark.
pub(crate) fn decode(
    file: u16,
    name: &str,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Source, Report> {
    if bytes.len() > limits.bytes {
        let message = format!(
            "the input is larger than the limit of {} bytes (`bytes`)",
            limits.bytes
        );
        let found = Diagnostic::error(codes::TOO_LARGE, Span::default().in_file(file), message)
            .help("split the document, or raise the limit");
        return Err(Report {
            source: Source::new(name, ""),
            diagnostics: vec![found],
        });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(file, name, bytes, error.valid_up_to())),
    };
    let is_json = text.trim_start().starts_with('{');
    let is_refused = |c: char| forbidden(c) && !(is_json && stand_in::is_one(c));
    match text.char_indices().find(|(_, c)| is_refused(*c)) {
        Some((at, c)) => {
            let message = format!(
                "the character {} is not allowed in a document",
                visible(c.encode_utf8(&mut [0; 4]))
            );
            let found = Diagnostic::error(
                codes::CONTROL_CHARACTER,
                Span::new(at, at + c.len_utf8()).in_file(file),
                message,
            )
            .help("remove it, or write it as an escape in double quotes");
            Err(Report {
                source: Source::new(name, text),
                diagnostics: vec![found],
            })
        }
        None => Ok(Source::new(name, text)),
    }
}

/// What YAML forbids raw anywhere. JSON allows some of it in strings: see [`stand_in`]. It allows
/// U+007F, too; refusing that costs an escape.
fn forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}'))
        || matches!(c, '\u{fffe}' | '\u{ffff}')
}

fn not_utf8(file: u16, name: &str, bytes: &[u8], at: usize) -> Report {
    // Everything before the first bad byte is unchanged, so its offset holds in the mended text.
    let text = String::from_utf8_lossy(bytes);
    let span = Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8()).in_file(file);
    let byte = bytes.get(at).copied().unwrap_or_default();
    let found = Diagnostic::error(
        codes::NOT_UTF8,
        span,
        format!("the byte 0x{byte:02X} is not UTF-8"),
    )
    .label("first byte that is not UTF-8")
    .help("save the document as UTF-8");
    Report {
        source: Source::new(name, text),
        diagnostics: vec![found],
    }
}
