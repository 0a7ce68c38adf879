//! What people and programs get to read: requests, answers, failures.

use crate::exit::Server;
use crate::mask::Mask;
use crate::session::Shown;
use crate::{Command, Failure};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::fmt::Write as _;

/// How answers are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Json,
}

/// The request as HTTP/1.1 writes it.
pub(crate) fn request(shown: &Shown, user_agent: &str) -> String {
    let url = &shown.url;
    let query = url.query().map(|query| format!("?{query}"));
    let mut text = format!(
        "{} {}{} HTTP/1.1\n",
        shown.method,
        url.path(),
        query.unwrap_or_default()
    );
    let has = |name: &str| shown.headers.iter().any(|(known, _)| known == name);
    let mut headers = Vec::new();
    if !has("host") {
        let port = url.port().map(|port| format!(":{port}"));
        let host = url.host_str().unwrap_or_default();
        headers.push(("host", format!("{host}{}", port.unwrap_or_default())));
    }
    if !has("user-agent") {
        headers.push(("user-agent", user_agent.to_owned()));
    }
    let own = shown.headers.iter();
    headers.extend(own.map(|(name, value)| (name.as_str(), value.clone())));
    if let Some(body) = shown.body.as_ref().filter(|body| !body.is_empty()) {
        headers.push(("content-length", body.len().to_string()));
    }
    headers.sort_by_key(|(name, _)| *name != "host");
    for (name, value) in headers {
        // Writing to a String does not fail.
        let _ = writeln!(text, "{name}: {value}");
    }
    match &shown.body {
        Some(body) if body.is_empty() => {}
        Some(body) => {
            let _ = writeln!(text, "\n{}", body_text(body));
        }
        None => text.push_str("\n[a body that comes in pieces]\n"),
    }
    text
}

/// A body for a terminal.
fn body_text(body: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(body) {
        Ok(text) => text.into(),
        Err(_) => format!("[{} bytes that are no text]", body.len()).into(),
    }
}

/// The question before a request that must not be repeated.
pub(crate) fn question(command: &Command, shown: &Shown) -> String {
    let mut text = format!(
        "`{}` is sent once and must not be repeated:\n\n  {} {}\n",
        command.name, shown.method, shown.url
    );
    if let Some(body) = shown.body.as_ref().filter(|body| !body.is_empty()) {
        for line in body_text(body).lines() {
            let _ = writeln!(text, "  {line}");
        }
    }
    text.push_str("\nSend it? [y/N] ");
    text
}

/// What was answered.
pub(crate) fn answer(body: &[u8], form: Form) -> Vec<u8> {
    if form == Form::Text
        && let Ok(value) = serde_json::from_slice::<Value>(body)
    {
        return text(&value).into_bytes();
    }
    let mut out = body.trim_ascii_end().to_vec();
    if !out.is_empty() {
        out.push(b'\n');
    }
    out
}

/// Members one below the other, their values in a column; what is nested stays JSON.
fn text(value: &Value) -> String {
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match value {
        Value::Object(members) => {
            let width = members.keys().map(|name| name.chars().count()).max();
            let width = width.unwrap_or_default();
            let mut out = String::new();
            for (name, value) in members {
                let _ = writeln!(out, "{name:width$}  {}", plain(value));
            }
            out
        }
        Value::Array(items) => items.iter().fold(String::new(), |mut out, item| {
            let _ = writeln!(out, "{}", plain(item));
            out
        }),
        other => format!("{}\n", plain(other)),
    }
}

/// What went wrong, without secrets.
pub(crate) fn failure(failure: &Failure, form: Form, mask: &Mask) -> String {
    let Failure {
        exit,
        message,
        help,
        server,
    } = failure;
    match form {
        Form::Text => {
            let mut out = format!("error: {}\n", mask.apply(message));
            if let Some(said) = server.as_ref().and_then(|server| server.message.as_ref()) {
                let _ = writeln!(out, "  the server says: {}", one_line(&mask.apply(said)));
            }
            if let Some(help) = help {
                let _ = writeln!(out, "help: {help}");
            }
            out
        }
        Form::Json => {
            let masked = |text: &Option<String>| text.as_deref().map(|text| mask.apply(text));
            let mut error = json!({ "kind": exit.name(), "message": mask.apply(message) });
            if let (Some(server), Value::Object(error)) = (server, &mut error) {
                let Server {
                    status,
                    code,
                    message,
                    request_id,
                } = &**server;
                error.insert("status".to_owned(), json!(status));
                error.insert("code".to_owned(), json!(masked(code)));
                error.insert("server_message".to_owned(), json!(masked(message)));
                error.insert("request_id".to_owned(), json!(masked(request_id)));
            }
            format!("{}\n", json!({ "error": error }))
        }
    }
}

/// A server's words, without what a terminal would act on.
fn one_line(text: &str) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(visible).take(1024).collect()
}
