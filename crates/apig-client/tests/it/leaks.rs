//! Whatever goes wrong, no secret is in what is printed or logged, in any form.
//!
//! Each fault meets a client with each kind of credential; what the error says, with all its
//! causes and as a panic, and what the client and all below it log at trace level is searched for
//! the secrets as they are and in base64, in hex, percent-encoded, escaped and as a list of bytes.
//! So is what every public type shows that holds one. The program `apig` has a test of its own.

use crate::faults::{Called, Fault, Protocol, World};
use crate::written::write_down;
use apig_client::openapi_client::{Core, ExposeSecret as _, Issued, in_process};
use apig_client::types::ResizeInstanceRequest;
use apig_client::{
    AccessKey, Account, AuthToken, Builder, CachedToken, CallOptions, Client, Environment,
    FoundCredential, PasswordLogin, Project, TokenFile, TokenFn,
};
use std::error::Error;
use std::fmt;

const TOKEN: &str = "tok3n+of/s3cret=here~1";
const KEY: &str = "k3y+of/s3cret=there~2";
const PASSWORD: &str = "p4ss+word/s3cret=here~3";
/// What stands before a signature.
const SIGNATURE: &str = "Signature=";

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
        reserved.to_lowercase(),
        reserved,
        secret.replace('/', "\\/"),
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
    let secrets = [TOKEN, KEY, PASSWORD].into_iter();
    for form in secrets.flat_map(forms).chain([SIGNATURE.to_owned()]) {
        if let Some((before, after)) = printed.split_once(&form) {
            let before = before.lines().next_back().unwrap_or_default();
            let after = after.lines().next().unwrap_or_default();
            panic!("{what:?} prints {form}: {before}{form}{after}");
        }
    }
}

fn print_error(error: &dyn Error) -> String {
    let source = error.source().map(print_error).unwrap_or_default();
    format!("{error} {error:?} {error:#?} {source}")
}

/// What a panic says that an error was unexpected.
fn panicked(called: &Called) -> String {
    let called = called.as_ref();
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| called.unwrap()));
    let message = panic.unwrap_err().downcast::<String>().unwrap();
    assert!(message.contains("unwrap"), "{message}");
    *message
}

fn account() -> Account {
    Account {
        user: "me".to_owned(),
        domain: "us".to_owned(),
        password: PASSWORD.into(),
    }
}

/// A login at a service that gives the token, or sends the password back.
fn login(status: u16) -> PasswordLogin {
    let identity = in_process(move |_request: http::Request<_>| {
        let times = r#""issued_at":"2020-01-04T09:08:49Z","expires_at":"2020-01-05T09:08:49Z""#;
        let answer = http::Response::builder()
            .status(status)
            .header("x-subject-token", TOKEN);
        let body = format!(r#"{{"token":{{{times}}},"password":"{PASSWORD}"}}"#);
        std::future::ready(answer.body(body).unwrap())
    });
    let core: Core = Builder::new("http://localhost")
        .hooks(identity)
        .build()
        .unwrap();
    PasswordLogin::through(core, account(), Project::Id("p".to_owned()))
}

fn temporary_key() -> AccessKey {
    let key = AccessKey::new("AKID", KEY).unwrap();
    key.security_token(TOKEN).unwrap()
}

fn found(variables: &[(&str, &str)]) -> FoundCredential {
    FoundCredential::find(&Environment::of(variables.iter().copied())).unwrap()
}

type Settings = Builder<Client>;

/// Each kind of credential.
const CREDENTIALS: [fn(Settings) -> Settings; 6] = [
    |to| to.credential(AuthToken::new(TOKEN).unwrap()),
    |to| to.credential(AuthToken::from_source(TokenFn::new(|| Ok(TOKEN.into())))),
    |to| to.credential(AuthToken::from_login(login(201))),
    // Nothing is sent, and the error is that of the login.
    |to| to.credential(AuthToken::from_login(login(401))),
    |to| to.credential(temporary_key()),
    |to| to.credential(found(&[("HW_ACCESS_KEY", "AKID"), ("HW_SECRET_KEY", KEY)])),
];

#[tokio::test]
async fn no_fault_brings_a_secret_to_light() {
    let (written, _guard) = write_down();
    for protocol in Protocol::ALL {
        // HTTP/1.1 shows what a credential does, the others what they log.
        let all = *protocol == Protocol::Http1;
        let credentials = CREDENTIALS.iter().enumerate();
        for (_at, credential) in credentials.filter(|(at, _)| all || [0, 4].contains(at)) {
            let world = World::of(credential(Client::builder(protocol.url())), *protocol).await;
            for fault in Fault::all_in(*protocol) {
                let met = world.call(&[fault; 2], CallOptions::new()).await;
                match &met.called {
                    Ok(order) => search(&format!("{order:?}"), fault),
                    Err(error) => {
                        search(&print_error(error), fault);
                        if fault == Fault::NotFound {
                            search(&panicked(&met.called), fault);
                        }
                    }
                }
            }
        }
    }
    let logged = written.text();
    assert!(logged.contains("sent again"));
    search(&logged, "the log");
}

/// Whatever holds a secret shows none of it.
#[test]
fn nothing_that_holds_a_secret_shows_it() {
    let client = |credential: fn(Settings) -> Settings| {
        credential(Client::builder("http://localhost"))
            .build()
            .unwrap()
    };
    let mut shown: Vec<String> = CREDENTIALS
        .iter()
        .map(|credential| {
            let builder = credential(Client::builder("http://localhost"));
            let client = client(*credential);
            let call = client.create_post_pay_resize_order().project_id(TOKEN);
            format!("{builder:?} {client:?} {client:#?} {call:?}")
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    std::fs::write(&path, TOKEN).unwrap();
    let file = TokenFile::new(&path);
    assert_eq!(file.read().unwrap().expose_secret(), TOKEN);
    let issued = Issued {
        token: TOKEN.into(),
        expires: None,
    };
    let variables = [("HW_AUTH_TOKEN", TOKEN)];
    let bad = format!("{TOKEN}\n");
    let values: [&dyn fmt::Debug; 13] = [
        &AuthToken::new(TOKEN).unwrap(),
        &AuthToken::new(bad.clone()).unwrap_err(),
        &temporary_key(),
        &AccessKey::new(format!("{KEY},"), KEY).unwrap_err(),
        &account(),
        &login(201),
        &file,
        &issued,
        &CachedToken::new(login(201)),
        &TokenFn::new(|| Ok(TOKEN.into())),
        &Environment::of(variables),
        &found(&variables),
        &FoundCredential::find(&Environment::of([("HW_AUTH_TOKEN", bad.as_str())])).unwrap_err(),
    ];
    shown.extend(values.iter().map(|value| format!("{value:?} {value:#?}")));
    for shown in shown {
        search(&shown, "a value");
    }
}

#[tokio::test]
async fn an_answer_that_repeats_a_secret_is_not_believed() {
    let (written, _guard) = write_down();
    // The token, and a signature with the token beside it.
    for credential in [CREDENTIALS[0], CREDENTIALS[4]] {
        for status in [200_u16, 202, 302, 307, 401, 404, 429, 500, 502] {
            for id_header in ["x-request-id", "x-other"] {
                repeated(credential, status, id_header).await;
            }
        }
    }
    search(&written.text(), "the log");
}

async fn repeated(credential: fn(Settings) -> Settings, status: u16, id_header: &'static str) {
    let encoded = TOKEN
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D");
    let body = match id_header {
        "x-request-id" => format!(r#"{{"error_code":"{TOKEN}","error_msg":""}}"#),
        _ => format!(r#"{{"error_code":"a","error_msg":"","request_id":"{TOKEN}"}}"#),
    };
    let server = in_process(move |_request: http::Request<_>| {
        let answer = http::Response::builder()
            .status(status)
            .header("location", format!("https://example.com/{encoded}/{TOKEN}"))
            .header("content-type", "application/json")
            .header(id_header, TOKEN)
            .header("retry-after", TOKEN)
            .body(body.clone());
        std::future::ready(answer.unwrap())
    });
    let client = credential(Client::builder("http://localhost")).hooks(server);
    let client = client.build().unwrap();
    let call = client.create_post_pay_resize_order();
    let body = ResizeInstanceRequest::default();
    let call = call.project_id("p").instance_id("i").body(body);
    match call.send().await {
        Ok(order) => search(&format!("{order:?}"), status),
        Err(error) => search(&print_error(&error), status),
    }
}

#[test]
fn the_search_finds_each_form() {
    for form in forms(TOKEN) {
        let found = std::panic::catch_unwind(|| search(&format!("a {form} b"), "x"));
        assert!(found.is_err(), "{form}");
    }
    assert_eq!(base64(b"Man"), "TWFu");
}
