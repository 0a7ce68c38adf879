//! A client for any document, as `openapi-contract verify-client` drives it: it takes calls as
//! JSON, makes them, and says what came of each. It is what an adapter to a real client looks like.
//!
//! ```sh
//! cargo build -p openapi-contract --features program --example client
//! openapi-contract verify-client --document openapi/apig.yaml --skip RequestSignature --batch -- \
//!     target/debug/examples/client batch
//! ```
//!
//! `client` makes the call of `OPENAPI_CONTRACT_CALL`; `client batch` one for each line of its
//! standard input; `client calls` makes one call of its own, to `OPENAPI_CONTRACT_URL`. A second
//! word makes it wrong: `trusting` takes every answer for a success, `waiting` waits for ever.

use std::{
    env,
    error::Error,
    io::{self, BufRead as _, Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

pub(crate) type Failure = Box<dyn Error>;

#[cfg(not(test))]
fn main() -> Result<(), Failure> {
    run(&env::args().skip(1).collect::<Vec<_>>())
}

/// What the words of the command line ask for.
pub(crate) fn run(words: &[String]) -> Result<(), Failure> {
    let is = |word: &str| words.iter().any(|given| given == word);
    if is("waiting") {
        loop {
            std::thread::park();
        }
    }
    if is("batch") {
        for line in io::stdin().lock().lines() {
            tell(&call(&serde_json::from_str(&line?)?, is("trusting")))?;
        }
        return Ok(());
    }
    if is("calls") {
        let url = env::var("OPENAPI_CONTRACT_URL")?;
        let path = env::var("CLIENT_PATH")?;
        let answer = send(
            &url,
            &format!("GET {path}"),
            "x-trace: 1\r\n",
            "",
            Duration::from_secs(5),
        )?;
        return tell(&json!({"bytes": answer.len()}));
    }
    let described = env::var("OPENAPI_CONTRACT_CALL")?;
    tell(&call(&serde_json::from_str(&described)?, is("trusting")))
}

fn tell(said: &Value) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{said}")?;
    Ok(out.flush()?)
}

/// Makes a call and says what the answer is, or `failed`.
fn call(call: &Value, trusting: bool) -> Value {
    match exchange(call) {
        Ok((status @ 200..300, value)) => {
            json!({"outcome": "success", "status": status, "value": value})
        }
        Ok((status, value)) if trusting => {
            json!({"outcome": "success", "status": status, "value": value})
        }
        Ok((status, value)) => json!({"outcome": "refused", "status": status, "value": value}),
        Err(error) => {
            // For people: shown when the case is broken.
            let _ = writeln!(io::stderr(), "{error}");
            json!({"outcome": "failed"})
        }
    }
}

fn exchange(call: &Value) -> Result<(u16, Value), Failure> {
    let at = |pointer: &str| call.pointer(pointer).unwrap_or(&Value::Null);
    let arguments = |place: &str| {
        let members = at(&format!("/arguments/{place}")).as_object();
        members.into_iter().flatten()
    };
    let mut target = text(at("/path"));
    for (name, value) in arguments("path") {
        target = target.replace(&format!("{{{name}}}"), &encode(value));
    }
    let mut pairs = Vec::new();
    for (name, value) in arguments("query") {
        let values = value.as_array().cloned();
        let values = values.unwrap_or_else(|| vec![value.clone()]);
        pairs.extend(
            values
                .iter()
                .map(|value| format!("{name}={}", encode(value))),
        );
    }
    if !pairs.is_empty() {
        target = format!("{target}?{}", pairs.join("&"));
    }
    let field = |name: &str, value: &Value| format!("{name}: {}\r\n", text(value));
    let headers = arguments("header").map(|(name, value)| field(name, value));
    // The schemes of this example are keys in a field of this name.
    let keys = at("/credentials").as_object().into_iter().flatten();
    let keys = keys.map(|(_, key)| field("X-Auth-Token", key));
    let content_type = at("/body/content-type");
    let kind = content_type
        .as_str()
        .map(|_| field("content-type", content_type));
    let fields: String = headers.chain(keys).chain(kind).collect();
    let body = match (at("/body/value"), content_type.as_str()) {
        (Value::Null, _) => String::new(),
        (Value::String(text), Some(kind)) if !kind.ends_with("json") => text.clone(),
        (value, _) => value.to_string(),
    };
    let line = format!("{} {target}", text(at("/method")));
    let deadline = at("/deadline").as_f64().unwrap_or(1.0);
    let patience = Duration::from_secs_f64(deadline / 8.0);
    let answer = send(&text(at("/url")), &line, &fields, &body, patience)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("no whole head")?;
    let status = head.split(' ').nth(1).ok_or("no status")?.parse()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.parse::<usize>().ok())?
    });
    if length.is_some_and(|length| length != body.len()) {
        return Err("cut short".into());
    }
    Ok((status, serde_json::from_str(body)?))
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn encode(value: &Value) -> String {
    utf8_percent_encode(&text(value), NON_ALPHANUMERIC).to_string()
}

fn send(
    url: &str,
    line: &str,
    fields: &str,
    body: &str,
    patience: Duration,
) -> Result<String, Failure> {
    let host = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(patience))?;
    write!(
        stream,
        "{line} HTTP/1.1\r\nhost: {host}\r\n{fields}connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
