//! The program `apig` as people and scripts meet it: what it prints, what it sends, how it ends.
#![cfg(test)]

mod commands;
mod pages;
mod server;
mod wire;

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

/// The secrets as they are, in base64, in hexadecimal and percent-encoded.
fn forms() -> Vec<String> {
    let written = |secret: &str, form: fn(u8) -> String| secret.bytes().map(form).collect();
    let mut all = vec![
        "czNjcmV0LXRva2VuKy89".to_owned(),
        "czNjcmV0LWtleS1vZi1hbi1hY2Nlc3Mta2V5".to_owned(),
        "s3cret-token%2B%2F%3D".to_owned(),
    ];
    for secret in [TOKEN, SECRET_KEY] {
        all.push(secret.to_owned());
        all.push(written(secret, |byte| format!("{byte:02x}")));
        all.push(written(secret, |byte| format!("{byte:02X}")));
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
