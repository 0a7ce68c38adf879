//! Whatever goes wrong, no secret is in what is printed or logged, in any form.
//!
//! Each fault meets a client with each kind of credential; what the error says, with all its
//! causes, and what the client and all below it log at trace level is searched for the secrets as
//! they are and in base64, in hex, percent-encoded and as a list of bytes.

use crate::faults::{Fault, Protocol, URL, World};
use crate::written::write_down;
use apig_client::openapi_client::in_process;
use apig_client::types::ResizeInstanceRequest;
use apig_client::{AccessKey, AuthToken, Builder, CallOptions, Client};
use std::error::Error;
use std::fmt;

const TOKEN: &str = "tok3n+of/s3cret=here~1";
const KEY: &str = "k3y+of/s3cret=there~2";

/// The forms in which a secret may get out.
fn forms(secret: &str) -> Vec<String> {
    let bytes = secret.as_bytes();
    let hex = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    };
    let every = bytes
        .iter()
        .fold(String::new(), |text, byte| text + &format!("%{byte:02X}"));
    let reserved = secret
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D");
    let mut forms = vec![
        secret.to_owned(),
        hex(bytes),
        hex(bytes).to_uppercase(),
        every,
        reserved,
        format!("{bytes:?}").trim_matches(['[', ']']).to_owned(),
    ];
    // In base64 a text looks different for each of three places to begin.
    for skipped in 0..3 {
        let text = base64(&bytes[skipped..]);
        forms.push(text.replace('+', "-").replace('/', "_"));
        forms.push(text);
    }
    forms
}

/// Base64 of all whole groups of three bytes.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks_exact(3) {
        let bits = group
            .iter()
            .fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for place in [18, 12, 6, 0] {
            text.push(char::from(LETTERS[bits >> place & 63]));
        }
    }
    text
}

fn search(printed: &str, what: impl fmt::Debug) {
    for secret in [TOKEN, KEY] {
        for form in forms(secret) {
            assert!(
                !printed.contains(&form),
                "{what:?} prints {form}: {printed}"
            );
        }
    }
}

fn print_error(error: &dyn Error) -> String {
    let source = error.source().map(print_error).unwrap_or_default();
    format!("{error} {error:?} {error:#?} {source}")
}

fn token(builder: Builder<Client>) -> Builder<Client> {
    builder.credential(AuthToken::new(TOKEN).unwrap())
}

fn key(builder: Builder<Client>) -> Builder<Client> {
    builder.credential(AccessKey::new("AKID", KEY).unwrap())
}

#[tokio::test]
async fn no_fault_brings_a_secret_to_light() {
    let (written, _guard) = write_down();
    for credential in [token, key] {
        let world = World::of(credential(Client::builder(URL)), Protocol::Http1).await;
        for fault in Fault::all_in(Protocol::Http1) {
            let met = world.call(&[fault; 4], CallOptions::new()).await;
            match met.called {
                Ok(order) => search(&format!("{order:?}"), fault),
                Err(error) => search(&print_error(&error), fault),
            }
        }
    }
    let logged = written.text();
    assert!(logged.contains("sent again"), "{logged}");
    search(&logged, "the log");
}

#[tokio::test]
async fn an_answer_that_repeats_a_secret_is_not_believed() {
    let (written, _guard) = write_down();
    let encoded = TOKEN
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D");
    for status in [200_u16, 202, 302, 307, 401, 404, 429, 500, 502] {
        let code = format!(r#"{{"error_code":"{TOKEN}","error_msg":""}}"#);
        let id = format!(r#"{{"error_code":"a","error_msg":"","request_id":"{TOKEN}"}}"#);
        for (body, id_header) in [(code, "x-request-id"), (id, "x-other")] {
            let location = format!("https://example.com/{encoded}/{TOKEN}");
            let server = in_process(move |_request: http::Request<_>| {
                let answer = http::Response::builder()
                    .status(status)
                    .header("location", &location)
                    .header("content-type", "application/json")
                    .header(id_header, TOKEN)
                    .header("retry-after", TOKEN)
                    .body(body.clone());
                std::future::ready(answer.unwrap())
            });
            let client = token(Client::builder("http://localhost")).hooks(server);
            let client = client.build().unwrap();
            let call = client.create_post_pay_resize_order();
            let body = ResizeInstanceRequest::default();
            let call = call.project_id("p").instance_id("i").body(body);
            match call.send().await {
                Ok(order) => search(&format!("{order:?}"), status),
                Err(error) => search(&print_error(&error), status),
            }
        }
    }
    search(&written.text(), "the log");
}

#[test]
fn the_search_finds_each_form() {
    for form in forms(TOKEN) {
        let found = std::panic::catch_unwind(|| search(&format!("a {form} b"), "x"));
        assert!(found.is_err(), "{form}");
    }
    assert_eq!(base64(b"Man"), "TWFu");
}
