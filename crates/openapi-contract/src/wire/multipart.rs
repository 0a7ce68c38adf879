//! Bodies in parts: `multipart/form-data` and its relatives.

use serde_json::Value;

/// Separates the parts that are written here.
pub(super) const BOUNDARY: &str = "contract-boundary-5b1f9c0e";

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) file: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) content: Vec<u8>,
}

/// The body that consists of these parts; `None` where a part holds the boundary itself.
pub(super) fn write(parts: &[Part]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for part in parts {
        let holds = |text: &[u8]| {
            text.windows(BOUNDARY.len())
                .any(|one| one == BOUNDARY.as_bytes())
        };
        if holds(&part.content) {
            return None;
        }
        let quote = |text: &str| {
            text.replace('"', "%22")
                .replace('\r', "%0D")
                .replace('\n', "%0A")
        };
        out.extend_from_slice(format!("--{BOUNDARY}\r\n").as_bytes());
        out.extend_from_slice(b"Content-Disposition: form-data; name=\"");
        out.extend_from_slice(quote(&part.name).as_bytes());
        out.push(b'"');
        if let Some(file) = &part.file {
            out.extend_from_slice(format!("; filename=\"{}\"", quote(file)).as_bytes());
        }
        out.extend_from_slice(b"\r\n");
        if let Some(content_type) = &part.content_type {
            out.extend_from_slice(format!("Content-Type: {content_type}\r\n").as_bytes());
        }
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(&part.content);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    Some(out)
}

/// The parts of a body.
///
/// # Errors
/// What is wrong with it.
pub(super) fn read(content_type: &str, body: &[u8]) -> Result<Vec<Part>, &'static str> {
    let boundary = parameter(content_type, "boundary").ok_or("a boundary in the content type")?;
    let delimiter = format!("--{boundary}");
    let mut rest = match find(body, delimiter.as_bytes()) {
        Some(at) => body.get(at + delimiter.len()..).unwrap_or_default(),
        None => return Err("the boundary of the content type"),
    };
    let between = format!("\r\n{delimiter}");
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
        let line = find(rest, b"\r\n").ok_or("a closing boundary")?;
        rest = rest.get(line + 2..).unwrap_or_default();
        let end = find(rest, between.as_bytes()).ok_or("a closing boundary")?;
        let part = rest.get(..end).unwrap_or_default();
        parts.push(read_part(part)?);
        rest = rest.get(end + between.len()..).unwrap_or_default();
    }
}

fn read_part(part: &[u8]) -> Result<Part, &'static str> {
    let (head, content) = if part.starts_with(b"\r\n") {
        (&[] as &[u8], part.get(2..).unwrap_or_default())
    } else {
        let end = find(part, b"\r\n\r\n").ok_or("a blank line behind the head of a part")?;
        (
            part.get(..end).unwrap_or_default(),
            part.get(end + 4..).unwrap_or_default(),
        )
    };
    let head = std::str::from_utf8(head).map_err(|_| "heads of parts in UTF-8")?;
    let field = |name: &str| {
        head.split("\r\n").find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
        })
    };
    let disposition = field("content-disposition").unwrap_or_default();
    let unquote = |text: String| {
        text.replace("%22", "\"")
            .replace("%0D", "\r")
            .replace("%0A", "\n")
    };
    Ok(Part {
        name: parameter(disposition, "name")
            .map(unquote)
            .ok_or("a name of each part")?,
        file: parameter(disposition, "filename").map(unquote),
        content_type: field("content-type").map(str::to_owned),
        content: content.to_vec(),
    })
}

/// A parameter of a header value: `name=value` or `name="value"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value;
    while let Some((_, after)) = rest.split_once(';') {
        let (key, after) = after.split_once('=')?;
        let after = after.trim_start();
        let (text, behind) = if let Some(quoted) = after.strip_prefix('"') {
            quoted_text(quoted)?
        } else {
            let end = after.find(';').unwrap_or(after.len());
            let (text, behind) = after.split_at_checked(end)?;
            (text.trim().to_owned(), behind)
        };
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(text);
        }
        rest = behind;
    }
    None
}

/// A quoted text up to its end, and what stands behind.
fn quoted_text(quoted: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((text, quoted.get(at + 1..)?)),
            '\\' => text.push(letters.next()?.1),
            letter => text.push(letter),
        }
    }
    None
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|one| one == wanted)
}

/// Bytes as the value of a text: what is not UTF-8 is replaced, and can only be measured.
pub(super) fn text(bytes: &[u8]) -> Value {
    Value::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{BOUNDARY, Part, read, write};

    #[test]
    fn parts_are_read_as_they_are_written() {
        let part = |name: &str, file: Option<&str>, content: &[u8]| Part {
            name: name.to_owned(),
            file: file.map(str::to_owned),
            content_type: file.map(|_| "image/png".to_owned()),
            content: content.to_vec(),
        };
        let parts = [
            part("a", None, b""),
            part("b \"c\"", Some("d;e.png"), b"\r\n--\x00\xff\r\n"),
            part("a", None, b"2"),
        ];
        let body = write(&parts).unwrap();
        let content_type = format!("multipart/form-data; charset=x; boundary=\"{BOUNDARY}\"");
        assert_eq!(read(&content_type, &body).as_deref(), Ok(parts.as_slice()));
        assert_eq!(write(&[part("a", None, BOUNDARY.as_bytes())]), None);
    }

    #[test]
    fn what_is_not_in_parts_is_refused() {
        let check = |content_type: &str, body: &str, expected: &str| {
            assert_eq!(read(content_type, body.as_bytes()), Err(expected), "{body}");
        };
        check(
            "multipart/form-data",
            "--x--",
            "a boundary in the content type",
        );
        check(
            "multipart/form-data; boundary=x",
            "--y--",
            "the boundary of the content type",
        );
        check(
            "multipart/form-data; boundary=x",
            "--x\r\nA: b\r\n\r\nc",
            "a closing boundary",
        );
        check(
            "multipart/form-data; boundary=x",
            "--x\r\nA: b\r\n--x--",
            "a blank line behind the head of a part",
        );
        check(
            "multipart/form-data; boundary=x",
            "--x\r\nA: b\r\n\r\nc\r\n--x--",
            "a name of each part",
        );
    }
}
