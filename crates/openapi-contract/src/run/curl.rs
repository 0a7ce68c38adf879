//! A request as a command line that runs in any POSIX shell and sends what the judge sent.

use std::fmt::Write as _;

use super::filler::filler;
use crate::exchange::RawRequest;

/// A longer run of one byte is made by the command instead of being written out.
const LONGEST_RUN: usize = 64;

/// The command line of a request whose credentials were taken out. `variables` are those that
/// stand in their places, such as `$TOKEN`; `address` is scheme and authority, or a variable.
pub(super) fn curl(request: &RawRequest, address: &str, variables: &[String]) -> String {
    let variables: Vec<&str> = variables.iter().map(String::as_str).collect();
    let quote = |text: &str| quoted(text, &variables);
    let body = Piece::of(&request.body);
    let mut line = match &body {
        Piece::None | Piece::Inline(_) => String::new(),
        Piece::Piped(command) => format!("{command} | "),
    };
    line.push_str("curl -sSi");
    if request.target.contains(['[', ']', '{', '}']) {
        line.push_str(" --globoff");
    }
    if has_dots(&request.target) {
        line.push_str(" --path-as-is");
    }
    match request.method.as_str() {
        "HEAD" => line.push_str(" --head"),
        method => _ = write!(line, " -X {}", quote(method)),
    }
    let address = match address.strip_prefix('$') {
        Some(_) => format!("\"{address}\""),
        None => quote(address),
    };
    _ = write!(line, " {address}{}", quote(&request.target));
    for (name, value) in request.headers.iter() {
        if name.eq_ignore_ascii_case("host") || name.eq_ignore_ascii_case("content-length") {
            continue;
        }
        let value = String::from_utf8_lossy(value);
        let field = match value.as_ref() {
            "" => format!("{name};"),
            value => format!("{name}: {}", signed_anew(value)),
        };
        let mut known = variables.clone();
        known.push(SIGNATURE);
        _ = write!(line, " -H {}", quoted(&field, &known));
    }
    // curl would add one of its own.
    if body != Piece::None && request.headers.text("content-type").is_none() {
        line.push_str(" -H 'content-type:'");
    }
    match &body {
        Piece::None => {}
        Piece::Inline(text) => _ = write!(line, " --data-binary {}", quote(text)),
        Piece::Piped(_) => line.push_str(" --data-binary @-"),
    }
    line
}

/// Stands for a signature, which curl cannot make.
const SIGNATURE: &str = "$SIGNATURE";

fn signed_anew(value: &str) -> String {
    value.replace("Signature=[redacted]", "Signature=$SIGNATURE")
}

fn has_dots(target: &str) -> bool {
    let path = target.split('?').next().unwrap_or_default();
    path.split('/').any(|segment| matches!(segment, "." | ".."))
}

/// How a body gets into the command.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    None,
    /// Text on one line.
    Inline(String),
    /// What another command prints.
    Piped(String),
}

impl Piece {
    fn of(body: &[u8]) -> Self {
        if body.is_empty() {
            return Self::None;
        }
        let (before, byte, count, after) = longest_run(body);
        if count > LONGEST_RUN {
            let run = format!("head -c {count} /dev/zero | tr '\\000' '\\{byte:03o}'");
            let parts = [printf(before), Some(run), printf(after)];
            let parts: Vec<_> = parts.into_iter().flatten().collect();
            return match parts.as_slice() {
                [one] => Self::Piped(one.clone()),
                many => Self::Piped(format!("{{ {}; }}", many.join("; "))),
            };
        }
        match std::str::from_utf8(body) {
            Ok(text) if !text.starts_with('@') && !text.chars().any(char::is_control) => {
                Self::Inline(text.to_owned())
            }
            _ => Self::Piped(printf(body).unwrap_or_default()),
        }
    }
}

/// A command that prints exactly these bytes; `None` where there are none.
fn printf(bytes: &[u8]) -> Option<String> {
    if bytes.is_empty() {
        return None;
    }
    let mut text = String::new();
    for byte in bytes {
        match byte {
            b'%' => text.push_str("%%"),
            b'\\' => text.push_str("\\\\"),
            b'\n' => text.push_str("\\n"),
            b' '..=b'~' => text.push(char::from(*byte)),
            _ => _ = write!(text, "\\{byte:03o}"),
        }
    }
    Some(format!("printf -- {}", quoted(&text, &[])))
}

/// What comes before the longest run of one byte, the byte, how often, and what comes after.
fn longest_run(body: &[u8]) -> (&[u8], u8, usize, &[u8]) {
    if let Some(run) = filler(body) {
        let byte = body.get(run.start).copied().unwrap_or_default();
        let before = body.get(..run.start).unwrap_or_default();
        let after = body.get(run.end..).unwrap_or_default();
        return (before, byte, run.len(), after);
    }
    let mut best = (0, 0, 0);
    let mut at = 0;
    for run in body.chunk_by(|a, b| a == b) {
        if let Some(byte) = run.first()
            && run.len() > best.2
        {
            best = (at, *byte, run.len());
        }
        at += run.len();
    }
    let (start, byte, count) = best;
    let before = body.get(..start).unwrap_or_default();
    let after = body.get(start + count..).unwrap_or_default();
    (before, byte, count, after)
}

/// Text as one word of the shell, with the variables outside of single quotes.
fn quoted(text: &str, variables: &[&str]) -> String {
    let mut word = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let found = variables
            .iter()
            .filter_map(|one| rest.find(one).map(|at| (at, *one)))
            .min_by_key(|(at, one)| (*at, std::cmp::Reverse(one.len())));
        let Some((before, after)) = found.and_then(|(_, one)| rest.split_once(one)) else {
            break;
        };
        if !before.is_empty() {
            word.push_str(&single(before));
        }
        if let Some((_, variable)) = found {
            _ = write!(word, "\"{variable}\"");
        }
        rest = after;
    }
    if !rest.is_empty() || word.is_empty() {
        word.push_str(&single(rest));
    }
    word
}

fn single(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:=,+@%".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::curl;
    use crate::exchange::RawRequest;

    fn check(request: &RawRequest, expected: &str) {
        let variables = ["$TOKEN".to_owned(), "$TOKEN_2".to_owned()];
        assert_eq!(curl(request, "http://localhost:1", &variables), expected);
    }

    #[test]
    fn requests_become_lines_that_run() {
        let get = |target: &str| RawRequest::new("GET", target);
        let put = |body: &[u8]| {
            let put = RawRequest::new("PUT", "/").body(body);
            put.header("content-type", "a/b")
                .header("content-length", "9")
        };
        let start = "curl -sSi -X PUT http://localhost:1/ -H 'content-type: a/b'";
        check(&get("/a%20b"), "curl -sSi -X GET http://localhost:1/a%20b");
        check(
            &get("/a?b[]=1&c"),
            "curl -sSi --globoff -X GET http://localhost:1'/a?b[]=1&c'",
        );
        check(
            &get("/a/../b"),
            "curl -sSi --path-as-is -X GET http://localhost:1/a/../b",
        );
        check(
            &RawRequest::new("HEAD", "/").header("x-token", "$TOKEN"),
            "curl -sSi --head http://localhost:1/ -H 'x-token: '\"$TOKEN\"",
        );
        check(
            &get("/")
                .header("x-token", "a$TOKEN_2'b")
                .header("x-none", ""),
            "curl -sSi -X GET http://localhost:1/ -H 'x-token: a'\"$TOKEN_2\"''\\''b' -H 'x-none;'",
        );
        check(
            &put(b"{\"a\":\"it's\"}"),
            &format!("{start} --data-binary '{{\"a\":\"it'\\''s\"}}'"),
        );
        check(
            &RawRequest::new("PUT", "/").body("x"),
            "curl -sSi -X PUT http://localhost:1/ -H 'content-type:' --data-binary x",
        );
        let lines = put(b"a\n\xff%\\");
        check(
            &lines,
            &format!("printf -- 'a\\n\\377%%\\\\' | {start} --data-binary @-"),
        );
        let long = [&b"{}"[..], &[b' '; 100]].concat();
        check(
            &put(&long),
            &format!(
                "{{ printf -- '{{}}'; head -c 100 /dev/zero | tr '\\000' '\\040'; }} | {start} --data-binary @-"
            ),
        );
    }

    /// A shell takes the line apart into the words that were meant, and the body into its bytes.
    #[cfg(unix)]
    #[test]
    fn shells_understand_the_lines() {
        let body = [&b"it's \"$HOME\" `x` %s \\n\x00\xff\n"[..], &[b'x'; 99]].concat();
        let request = RawRequest::new("POST", "/a?b=$HOME&c='\"[]")
            .header("x-a", "$(id) $TOKEN !\\")
            .body(body.clone());
        let variables = ["$TOKEN".to_owned()];
        let line = curl(&request, "$URL", &variables);
        let script = format!("curl() {{ printf '%s\\n' \"$@\"; cat; }}\n{line}");
        let output = std::process::Command::new("sh")
            .args(["-c", &script])
            .env("TOKEN", "a b")
            .env("URL", "http://c d")
            .output()
            .unwrap();
        let words = "-sSi\n--globoff\n-X\nPOST\nhttp://c d/a?b=$HOME&c='\"[]\n\
                     -H\nx-a: $(id) a b !\\\n-H\ncontent-type:\n--data-binary\n@-\n";
        let expected = [words.as_bytes(), &body].concat();
        assert_eq!(output.stdout, expected, "{line}");
    }
}
