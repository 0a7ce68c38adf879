//! The program `apig` as people and scripts meet it: what it prints, what it sends, how it ends.
#![cfg(test)]

mod commands;
mod pages;
mod server;
mod wire;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use std::process::{Command, Output, Stdio};

/// What no output may have in it, in any form.
pub(crate) const TOKEN: &str = "s3cret-token+/=";
pub(crate) const SECRET_KEY: &str = "s3cret-key-of-an-access-key";

/// Runs the program with these variables alone, and holds what it prints to having no secret.
pub(crate) fn apig(arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_apig"))
        .args(arguments)
        .env_clear()
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read it may be gone already.
    let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes());
    let output = child.wait_with_output().unwrap();
    for stream in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(stream);
        for secret in forms() {
            assert!(!text.contains(&secret), "{secret} is printed: {text}");
        }
    }
    output
}

/// The secrets as they are, in base64 at each of its three places to begin, in hexadecimal,
/// percent-encoded and as JSON may escape them.
fn forms() -> Vec<String> {
    let mut all = Vec::new();
    for secret in [TOKEN, SECRET_KEY] {
        let written = |form: fn(u8) -> String| secret.bytes().map(form).collect::<String>();
        let reserved = ["+", "/", "="]
            .iter()
            .fold(secret.to_owned(), |text, mark| {
                let bytes = mark.bytes().map(|byte| format!("%{byte:02X}"));
                text.replace(mark, &bytes.collect::<String>())
            });
        all.extend([
            secret.to_owned(),
            written(|byte| format!("{byte:02x}")),
            written(|byte| format!("{byte:02X}")),
            written(|byte| format!("%{byte:02X}")),
            reserved.to_lowercase(),
            reserved,
            secret.replace('/', "\\/"),
        ]);
        for skipped in 0..3 {
            let bytes = &secret.as_bytes()[skipped..];
            let whole = &bytes[..bytes.len() / 3 * 3];
            all.push(STANDARD.encode(whole));
            all.push(URL_SAFE.encode(whole));
        }
    }
    all
}

/// The arguments of an order at this endpoint, and more.
pub(crate) fn order<'a>(endpoint: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut all = vec![
        "postpaid-resize",
        "--project",
        "my-project",
        "--instance",
        "my-gateway",
        "--endpoint",
        endpoint,
    ];
    all.extend(more);
    all
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
