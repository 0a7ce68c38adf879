//! Bodies of `multipart/form-data` and other multiparts.
//!
//! The parts are in memory already, so the body is written in one piece.

use crate::SendError;
use bytes::Bytes;
use openapi_types::Part;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use std::hash::{BuildHasher as _, RandomState};

/// The media type with its boundary, and the body.
pub(crate) fn write(media_type: &str, parts: &[Part]) -> Result<(String, Vec<u8>), SendError> {
    let boundary = boundary();
    let length: usize = parts.iter().map(|part| part.content.len() + 256).sum();
    let mut out = Vec::with_capacity(length);
    for part in parts {
        push(
            &mut out,
            &[
                "--",
                &boundary,
                "\r\nContent-Disposition: form-data; name=\"",
            ],
        );
        push(&mut out, &[&quoted(&part.name), "\""]);
        if let Some(name) = &part.file_name {
            push(&mut out, &["; filename=\"", &quoted(name), "\""]);
        }
        if let Some(media_type) = &part.media_type {
            if !media_type.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
                return Err(SendError::InvalidRequest(format!(
                    "the part `{}` has a media type that no header may have",
                    part.name
                )));
            }
            push(&mut out, &["\r\nContent-Type: ", media_type]);
        }
        for (name, value) in &part.headers {
            if !is_header(name, value) {
                return Err(SendError::InvalidRequest(format!(
                    "the header `{name}` of the part `{}` has a value that no header may have",
                    part.name
                )));
            }
            push(&mut out, &["\r\n", name, ": ", value]);
        }
        push(&mut out, &["\r\n\r\n"]);
        out.extend_from_slice(&part.content);
        push(&mut out, &["\r\n"]);
    }
    push(&mut out, &["--", &boundary, "--\r\n"]);
    Ok((format!("{media_type}; boundary={boundary}"), out))
}

/// Whether nothing gets out of the line.
fn is_header(name: &str, value: &str) -> bool {
    HeaderName::from_bytes(name.as_bytes()).is_ok()
        && HeaderValue::from_bytes(value.as_bytes()).is_ok()
}

fn push(out: &mut Vec<u8>, texts: &[&str]) {
    for text in texts {
        out.extend_from_slice(text.as_bytes());
    }
}

/// A name as browsers write it: nothing gets out of the quotes.
fn quoted(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            c => out.push(c),
        }
    }
    out
}

/// 128 bits that nobody can have put into a part.
fn boundary() -> String {
    let half = || RandomState::new().hash_one(0);
    format!("{:016x}{:016x}", half(), half())
}

/// Whether the content type is a multipart one.
pub(crate) fn is_multipart(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    let start = value.and_then(|value| value.trim_ascii_start().get(..10));
    start.is_some_and(|start| start.eq_ignore_ascii_case(b"multipart/"))
}

/// The boundary that the content type names.
pub(crate) fn boundary_of(headers: &HeaderMap) -> Option<String> {
    parameter(headers.get(CONTENT_TYPE)?.to_str().ok()?, "boundary")
}

/// A parameter of a header, such as `name` in `form-data; name="a"`.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    let mut rest = header.split_once(';')?.1;
    loop {
        let (name, after) = rest.split_once('=')?;
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => {
                let (value, after) = quoted.split_once('"')?;
                (value, after.split_once(';').map_or("", |(_, after)| after))
            }
            None => after.split_once(';').unwrap_or((after, "")),
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value.trim().to_owned());
        }
        rest = after;
    }
}

/// The parts of a body; `None` where it is not built as the boundary says.
pub(crate) fn read(boundary: &str, body: &Bytes) -> Option<Vec<Part>> {
    let delimiter = format!("--{boundary}");
    let delimiter = delimiter.as_bytes();
    let mut at = find(body, delimiter, 0)? + delimiter.len();
    let mut parts = Vec::new();
    while !body.get(at..)?.starts_with(b"--") {
        let head = find(body, b"\r\n", at)? + 2;
        let empty_head = body.get(head..)?.starts_with(b"\r\n");
        let end = if empty_head {
            head
        } else {
            find(body, b"\r\n\r\n", head)? + 2
        };
        let content = end + 2;
        let next = ends_at(body, delimiter, content)?;
        let headers = std::str::from_utf8(body.get(head..end)?).ok()?;
        parts.push(part(headers, body.slice(content..next)));
        at = next + 2 + delimiter.len();
    }
    Some(parts)
}

/// Where the line break before the next delimiter is.
fn ends_at(body: &[u8], delimiter: &[u8], from: usize) -> Option<usize> {
    let mut from = from;
    loop {
        let at = find(body, b"\r\n--", from)?;
        if body.get(at + 2..)?.starts_with(delimiter) {
            return Some(at);
        }
        from = at + 2;
    }
}

fn find(body: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let tail = body.get(from..)?;
    let at = tail
        .windows(wanted.len())
        .position(|window| window == wanted)?;
    Some(from + at)
}

fn part(headers: &str, content: Bytes) -> Part {
    let mut part = Part {
        content,
        ..Part::default()
    };
    for line in headers.lines() {
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let (name, value) = (name.trim(), value.trim());
        if name.eq_ignore_ascii_case("content-disposition") {
            part.name = parameter(value, "name").unwrap_or_default();
            part.file_name = parameter(value, "filename");
        } else if name.eq_ignore_ascii_case("content-type") {
            part.media_type = Some(value.to_owned());
        } else {
            part.headers.push((name.to_owned(), value.to_owned()));
        }
    }
    part
}
