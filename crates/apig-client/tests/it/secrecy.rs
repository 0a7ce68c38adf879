//! Nothing that is printed holds a token, a secret key, a signature or a body.

use apig_client::types::ResizeInstanceRequest;
use apig_client::{AccessKey, AuthToken, Client, in_process};
use std::error::Error;
use std::sync::{Arc, Mutex};

const TOKEN: &str = "s3cret-token";
const KEY: &str = "s3cret-key";
const BODY: &str = "s3cret-body";

fn check(printed: &str) {
    assert!(
        !printed.contains("s3cret"),
        "a secret is printed: {printed}"
    );
}

fn print_error(error: &dyn Error) -> String {
    let source = error.source().map(print_error).unwrap_or_default();
    format!("{error} {error:?} {error:#?} {source}")
}

#[tokio::test]
async fn settings_clients_and_calls_print_no_secret() {
    for bad in ["", " s3cret", "s3cret\n", "s3cret\0"] {
        check(&print_error(&AuthToken::new(bad).unwrap_err()));
    }
    check(&print_error(&AccessKey::new("s3cret,", KEY).unwrap_err()));
    let token = AuthToken::new(TOKEN).unwrap();
    let key = AccessKey::new("AKID", KEY).unwrap();
    check(&format!("{token:?} {key:?} {key:#?}"));

    let url = format!("https://user:{KEY}@example.com");
    let builder = Client::builder(url).credential(token).credential(key);
    check(&format!("{builder:?}"));
    check(&print_error(&builder.build().unwrap_err()));

    let client = Client::builder("http://localhost")
        .credential(AuthToken::new(TOKEN).unwrap())
        .credential(AccessKey::new("AKID", KEY).unwrap())
        .build()
        .unwrap();
    let body = ResizeInstanceRequest {
        spec_id: Some(BODY.to_owned()),
    };
    let call = client.create_post_pay_resize_order().body(body);
    check(&format!("{client:?} {client:#?} {call:?}"));
}

#[tokio::test]
async fn an_echoing_server_gets_nothing_printed() {
    let credentials: [fn() -> apig_client::Builder<Client>; 2] = [
        || Client::builder("http://localhost").credential(AuthToken::new(TOKEN).unwrap()),
        || {
            let key = AccessKey::new("AKID", KEY).unwrap();
            Client::builder("http://localhost").credential(key)
        },
    ];
    for builder in credentials {
        for status in [200, 202, 307, 404, 429, 502] {
            let authorization = Arc::new(Mutex::new(String::new()));
            let log = Arc::clone(&authorization);
            let server = in_process(move |request: http::Request<_>| {
                *log.lock().unwrap() = format!("{:?}", request.headers().get("authorization"));
                check(&format!("{:?}", request.headers()));
                let answer = http::Response::builder()
                    .status(status)
                    .header("location", format!("https://u:{TOKEN}@localhost/?{TOKEN}"))
                    .header("set-cookie", TOKEN)
                    .header("x-auth-token", TOKEN)
                    .body(format!(r#"{{"error_code":1,"job_id":"{TOKEN} {BODY}""#))
                    .unwrap();
                std::future::ready(answer)
            });
            let client = builder().hooks(server).build().unwrap();
            let body = ResizeInstanceRequest {
                spec_id: Some(BODY.to_owned()),
            };
            let call = client.create_post_pay_resize_order();
            let result = call
                .project_id("p")
                .instance_id("i")
                .body(body)
                .send()
                .await;
            check(&print_error(&result.unwrap_err()));
            // What the transport sees is marked, so that it prints none either.
            let printed = authorization.lock().unwrap().clone();
            assert!(
                ["None", "Some(Sensitive)"].contains(&printed.as_str()),
                "{printed}"
            );
        }
    }
}
