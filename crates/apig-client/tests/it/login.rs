//! The login with a password: what is sent, and what is made of the answers.

use apig_client::openapi_client::{Core, ExposeSecret as _, Login as _};
use apig_client::{
    Account, AuthToken, Builder, Client, PasswordLogin, Project, in_process, reqwest::Body,
};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

fn account() -> Account {
    Account {
        user: "me".to_owned(),
        domain: "us".to_owned(),
        password: "s3cret-password".into(),
    }
}

/// A login at a service that answers so, and what it was sent.
fn login(
    project: Project,
    status: u16,
    token: Option<&'static str>,
    body: &'static str,
) -> (PasswordLogin, Arc<Mutex<Vec<String>>>) {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&sent);
    let server = in_process(move |request: http::Request<Body>| {
        let (head, sent) = request.into_parts();
        let sent = String::from_utf8_lossy(sent.as_bytes().unwrap()).into_owned();
        log.lock()
            .unwrap()
            .push(format!("{} {}\n{sent}", head.method, head.uri));
        let mut answer = http::Response::builder().status(status);
        if let Some(token) = token {
            answer = answer.header("X-Subject-Token", token);
        }
        std::future::ready(answer.body(body).unwrap())
    });
    let core: Core = Builder::new("http://localhost")
        .hooks(server)
        .build()
        .unwrap();
    (PasswordLogin::through(core, account(), project), sent)
}

const GOOD: &str = r#"{"token":{"issued_at":"2020-01-04T09:08:49.965000Z","expires_at":"2020-01-05T09:08:49.965000Z","methods":["password"]}}"#;

#[tokio::test]
async fn it_sends_what_the_identity_service_asks_for() {
    let user = r#"{"domain":{"name":"us"},"name":"me","password":"s3cret-password"}"#;
    let identity = format!(r#"{{"methods":["password"],"password":{{"user":{user}}}}}"#);
    let cases = [
        (
            Project::Name("cn-north-4".to_owned()),
            r#"{"name":"cn-north-4"}"#,
        ),
        (Project::Id("0123".to_owned()), r#"{"id":"0123"}"#),
    ];
    for (project, scope) in cases {
        let (login, sent) = login(project, 201, Some("s3cret-token"), GOOD);
        let before = SystemTime::now();
        let issued = login.login().await.unwrap();
        assert_eq!(issued.token.expose_secret(), "s3cret-token");
        // For as long as the service says, by this machine's clock.
        let day = Duration::from_hours(24);
        assert!((before + day..=SystemTime::now() + day).contains(&issued.expires.unwrap()));
        let expected = format!(
            "POST http://localhost/v3/auth/tokens?nocatalog=true\n{{\"auth\":{{\"identity\":{identity},\"scope\":{{\"project\":{scope}}}}}}}"
        );
        assert_eq!(*sent.lock().unwrap(), [expected]);
        assert!(!format!("{login:?} {issued:?}").contains("s3cret"));
    }
}

#[tokio::test]
async fn an_answer_without_a_token_is_an_error() {
    const WHAT: &str = "without a token that can be used";
    let refused = |status: &str| {
        format!(
            "the identity service refused the login with {status}; check user, domain, password and project"
        )
    };
    let unusable = || format!("the identity service answered 201 {WHAT}");
    let cases = [
        (401, Some("s3cret"), GOOD, refused("401")),
        (500, None, "", refused("500")),
        (302, None, "", refused("302")),
        (201, None, GOOD, unusable()),
        (201, Some(" "), GOOD, unusable()),
        (201, Some("s3cret"), "{}", unusable()),
        (201, Some("s3cret"), "s3cret", unusable()),
        (
            201,
            Some("s3cret"),
            r#"{"token":{"issued_at":"2020-01-05T09:08:49Z","expires_at":"s3cret"}}"#,
            unusable(),
        ),
    ];
    for (status, token, body, expected) in cases {
        let (login, _sent) = login(Project::Id("p".to_owned()), status, token, body);
        let error = login.login().await.unwrap_err();
        assert_eq!(error.to_string(), expected);
        let printed = format!("{error:?} {:?}", error.source());
        assert!(!printed.contains("s3cret"), "{printed}");
    }
}

#[tokio::test]
async fn a_hundred_calls_make_one_login() {
    let (login, sent) = login(Project::Id("p".to_owned()), 201, Some("s3cret-token"), GOOD);
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let server = in_process(move |request: http::Request<_>| {
        assert_eq!(request.headers()["x-auth-token"], "s3cret-token");
        count.fetch_add(1, Ordering::SeqCst);
        std::future::ready(http::Response::new("{}"))
    });
    let client = Client::builder("http://localhost").hooks(server);
    let client = client
        .credential(AuthToken::from_login(login))
        .build()
        .unwrap();
    assert!(!format!("{client:?}").contains("s3cret"));
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let client = client.clone();
        all.spawn(async move {
            let call = client.create_post_pay_resize_order();
            let call = call.project_id("p").instance_id("i");
            let body = apig_client::types::ResizeInstanceRequest::default();
            call.body(body).send().await.map(drop).unwrap();
        });
    }
    while let Some(done) = all.join_next().await {
        done.unwrap();
    }
    assert_eq!(calls.load(Ordering::SeqCst), 100);
    assert_eq!(sent.lock().unwrap().len(), 1);
}

/// Each token of the identity service is another one; the API takes the second alone.
#[tokio::test]
async fn a_refused_token_is_followed_by_one_login() {
    let logins = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&logins);
    let identity = in_process(move |_request: http::Request<Body>| {
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        let answer = http::Response::builder().status(201);
        let answer = answer.header("X-Subject-Token", format!("s3cret-{number}"));
        std::future::ready(answer.body(GOOD).unwrap())
    });
    let core: Core = Builder::new("http://localhost")
        .hooks(identity)
        .build()
        .unwrap();
    let login = PasswordLogin::through(core, account(), Project::Id("p".to_owned()));
    let orders = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&orders);
    let server = in_process(move |request: http::Request<_>| {
        let token = request.headers()["x-auth-token"]
            .to_str()
            .unwrap()
            .to_owned();
        let status = if token == "s3cret-2" { 202 } else { 401 };
        log.lock().unwrap().push(token);
        let answer = http::Response::builder().status(status);
        std::future::ready(
            answer
                .body("{\"error_code\":\"APIC.7102\",\"error_msg\":\"no\"}")
                .unwrap(),
        )
    });
    let client = Client::builder("http://localhost").hooks(server);
    let client = client
        .credential(AuthToken::from_login(login))
        .build()
        .unwrap();
    let call = client.create_post_pay_resize_order();
    let call = call.project_id("p").instance_id("i");
    let body = apig_client::types::ResizeInstanceRequest::default();
    call.body(body).send().await.unwrap();
    assert_eq!(*orders.lock().unwrap(), ["s3cret-1", "s3cret-2"]);
    assert_eq!(logins.load(Ordering::SeqCst), 2);
}
