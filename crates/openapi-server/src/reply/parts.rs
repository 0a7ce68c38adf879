//! Parts as they are written.

use std::fmt::Write as _;

use openapi_types::Part;

/// A boundary that is in none of the parts.
pub(super) fn boundary(parts: &[Part]) -> String {
    let mut boundary = "boundary".to_owned();
    let is_in = |boundary: &str| {
        let wanted = boundary.as_bytes();
        let mut contents = parts.iter().map(|part| &part.content);
        contents.any(|content| content.windows(wanted.len()).any(|window| window == wanted))
    };
    let mut number = 0_u64;
    while is_in(&boundary) {
        number += 1;
        boundary = format!("boundary-{number}-of-parts");
    }
    boundary
}

pub(super) fn written(parts: &[Part], boundary: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for part in parts {
        let mut head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
            quoted(&part.name)
        );
        if let Some(name) = &part.file_name {
            // Writing to a String does not fail.
            let _ = write!(head, "; filename=\"{}\"", quoted(name));
        }
        if let Some(media_type) = &part.media_type {
            let media_type: String = media_type.chars().filter(|c| !c.is_control()).collect();
            let _ = write!(head, "\r\nContent-Type: {media_type}");
        }
        for (name, value) in &part.headers {
            let is_header = http::HeaderName::from_bytes(name.as_bytes()).is_ok()
                && http::HeaderValue::from_bytes(value.as_bytes()).is_ok();
            if is_header {
                let _ = write!(head, "\r\n{name}: {value}");
            }
        }
        head.push_str("\r\n\r\n");
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(&part.content);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    out
}

/// As web browsers escape names.
fn quoted(text: &str) -> String {
    text.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
