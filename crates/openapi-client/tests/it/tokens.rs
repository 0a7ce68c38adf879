//! Tokens that change: functions, files, and logins whose tokens are kept.

use crate::client::{PLACE_ORDER, check_printed, outcome, place_order, print_error};
use openapi_client::{
    AsyncTokenFn, AuthorizationToken, BasicCredential, BoxError, BoxFuture, Builder, CachedToken,
    CookieToken, Core, Credential, HeaderToken, Issued, Login, Operation, QueryToken, Renewal,
    SecretString, TokenFile, TokenFn, TokenSource, in_process, reqwest,
};
use openapi_client::{ExposeSecret, reqwest::Request};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use tokio::sync::Semaphore;

/// What happens to a cache, one after the other.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// This many calls at once want a token; all have this outcome.
    Calls(usize, &'static str),
    /// This many seconds pass.
    Wait(u64),
    /// The server refuses this token; whether another can be had.
    Refused(&'static str, &'static str),
}
use Step::{Calls, Refused, Wait};

/// Gives these tokens, each for 1,000 seconds, or fails where one is empty.
#[derive(Clone)]
struct Script {
    outcomes: Arc<Mutex<VecDeque<&'static str>>>,
    logins: Arc<AtomicUsize>,
    now: Arc<AtomicU64>,
    /// Closed until every call of a step waits.
    gate: Arc<Semaphore>,
}

impl Script {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.now.load(Ordering::SeqCst))
    }
}

impl std::fmt::Debug for Script {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Script")
    }
}

impl Login for Script {
    fn login(&self) -> BoxFuture<'_, Result<Issued, BoxError>> {
        Box::pin(async move {
            let _permit = self.gate.acquire().await?;
            self.logins.fetch_add(1, Ordering::SeqCst);
            match self.outcomes.lock().unwrap().pop_front() {
                Some(token) if !token.is_empty() => Ok(Issued {
                    token: token.into(),
                    expires: Some(self.now() + Duration::from_secs(1000)),
                }),
                _ => Err("the login is down".into()),
            }
        })
    }
}

/// How many logins the steps take.
async fn check(outcomes: &[&'static str], steps: &[Step]) -> usize {
    let script = Script {
        outcomes: Arc::new(Mutex::new(outcomes.iter().copied().collect())),
        logins: Arc::default(),
        now: Arc::new(AtomicU64::new(1_000_000)),
        gate: Arc::new(Semaphore::new(0)),
    };
    let clock = script.clone();
    let cache = CachedToken::new(script.clone()).clock(move || clock.now());
    let cache = Arc::new(cache);
    check_printed(&format!("{cache:?}"));
    for step in steps {
        match *step {
            Calls(count, expected) => {
                let mut calls = tokio::task::JoinSet::new();
                for _ in 0..count {
                    let cache = Arc::clone(&cache);
                    calls.spawn(async move {
                        match cache.token().await {
                            Ok(token) => token.expose_secret().to_owned(),
                            Err(error) => error.to_string(),
                        }
                    });
                }
                // On one thread, each call has run as far as it can when this one is back.
                tokio::task::yield_now().await;
                script.gate.add_permits(1);
                while let Some(outcome) = calls.join_next().await {
                    assert_eq!(outcome.unwrap(), expected, "{step:?} of {steps:?}");
                }
                script.gate.forget_permits(1);
            }
            Wait(seconds) => {
                script.now.fetch_add(seconds, Ordering::SeqCst);
            }
            Refused(token, expected) => {
                let again = cache.refused(&token.into());
                let outcome = if again { "again" } else { "final" };
                assert_eq!(outcome, expected, "{step:?} of {steps:?}");
            }
        }
    }
    script.logins.load(Ordering::SeqCst)
}

#[tokio::test]
async fn one_login_serves_all_who_wait() {
    const DOWN: &str = "no token could be had";
    let cases: &[(&[&str], &[Step], usize)] = &[
        (&["s3cret-a"], &[Calls(100, "s3cret-a")], 1),
        // Kept until five minutes before its end, and used to its end if there is no other.
        (
            &["a", "b"],
            &[
                Calls(1, "a"),
                Wait(699),
                Calls(9, "a"),
                Wait(1),
                Calls(9, "b"),
            ],
            2,
        ),
        (&["a", ""], &[Calls(1, "a"), Wait(999), Calls(9, "a")], 2),
        (&["a", ""], &[Calls(1, "a"), Wait(1000), Calls(9, DOWN)], 2),
        // A failure is everybody's, and counts for a second.
        (
            &["", "b"],
            &[Calls(100, DOWN), Calls(100, DOWN), Wait(1), Calls(100, "b")],
            2,
        ),
        // After a refusal one new login, at once, however many were refused.
        (
            &["a", "b"],
            &[
                Calls(9, "a"),
                Refused("a", "again"),
                Calls(9, "b"),
                Refused("a", "again"),
                Calls(9, "b"),
            ],
            2,
        ),
        // Where the next one is refused as well, it is kept for a second.
        (
            &["a", "b", "c"],
            &[
                Calls(9, "a"),
                Refused("a", "again"),
                Calls(9, "b"),
                Refused("b", "final"),
                Calls(9, "b"),
                Wait(1),
                Refused("b", "again"),
                Calls(9, "c"),
            ],
            3,
        ),
        (
            &["a", "", "c"],
            &[
                Calls(1, "a"),
                Refused("a", "again"),
                Calls(9, DOWN),
                Wait(1),
                Calls(9, "c"),
            ],
            3,
        ),
    ];
    for (outcomes, steps, logins) in cases {
        assert_eq!(check(outcomes, steps).await, *logins, "{steps:?}");
    }
}

/// The call that logs in may be given up; the next one does it in its place.
#[tokio::test]
async fn a_login_that_is_given_up_is_made_by_the_next_call() {
    let script = Script {
        outcomes: Arc::new(Mutex::new(["a"].into())),
        logins: Arc::default(),
        now: Arc::default(),
        gate: Arc::new(Semaphore::new(0)),
    };
    let clock = script.clone();
    let cache = Arc::new(CachedToken::new(script.clone()).clock(move || clock.now()));
    let (first, second) = (Arc::clone(&cache), Arc::clone(&cache));
    let first = tokio::spawn(async move { first.token().await.map(drop).is_ok() });
    tokio::task::yield_now().await;
    let second = tokio::spawn(async move { second.token().await.map(drop).is_ok() });
    tokio::task::yield_now().await;
    first.abort();
    script.gate.add_permits(1);
    assert!(second.await.unwrap());
    assert_eq!(script.logins.load(Ordering::SeqCst), 1);
}

#[test]
fn a_file_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    let source = TokenFile::new(&path);
    let read = |file: &TokenFile| match file.read() {
        Ok(token) => token.expose_secret().to_owned(),
        Err(error) => {
            check_printed(&format!("{error} {error:?}"));
            let text = error.to_string();
            text.replace(path.to_str().unwrap(), "PATH")
        }
    };
    assert_eq!(read(&source), "the file PATH with the token cannot be read");
    let too_large = vec![b's'; 65537];
    let cases: &[(&[u8], &str)] = &[
        (b"", "the file PATH has no token in it"),
        (b"\n", "the file PATH has no token in it"),
        (b"s3cret-a\r\n", "s3cret-a"),
        (b"s3cret-b", "s3cret-b"),
        // Just being written.
        (b"", "s3cret-b"),
        (
            b"s3cret\xff",
            "the file PATH holds something else than a token",
        ),
        (
            &too_large,
            "the file PATH holds something else than a token",
        ),
    ];
    for (content, expected) in cases {
        std::fs::write(&path, content).unwrap();
        assert_eq!(read(&source), *expected);
        check_printed(&format!("{source:?}"));
    }
    std::fs::write(&path, "new").unwrap();
    assert!(source.refused(&"old".into()));
    assert!(!source.refused(&"new".into()));
}

/// Each kind of credential with a source: what it puts on a request, and the token that the
/// source is told of when the server refuses that.
#[tokio::test]
async fn every_credential_takes_a_source() {
    type Credentials = [Box<dyn Credential>; 4];
    let credentials = || -> Credentials {
        let source = || Refusing;
        [
            Box::new(HeaderToken::from_source("Token", "x-token", source())),
            Box::new(AuthorizationToken::from_source("Token", "Bearer", source())),
            Box::new(QueryToken::from_source("Token", "key", source())),
            Box::new(CookieToken::from_source("Token", "sid", source())),
        ]
    };
    for credential in credentials() {
        let mut request = Request::new(reqwest::Method::GET, "http://localhost".parse().unwrap());
        let renewal = credential.renew((&request).into(), &PLACE_ORDER).await;
        assert_eq!(renewal.unwrap(), Renewal::Same, "there is no token on it");
        credential.apply(&mut request, &PLACE_ORDER).await.unwrap();
        let headers = format!("{:?}", request.headers());
        check_printed(&headers);
        let renewal = credential.renew((&request).into(), &PLACE_ORDER).await;
        assert_eq!(renewal.unwrap(), Renewal::New, "{credential:?}");
        check_printed(&format!("{credential:?}"));
    }
}

/// Knows only its own token.
#[derive(Debug)]
struct Refusing;

impl TokenSource for Refusing {
    fn token(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        Box::pin(std::future::ready(Ok("s3cret+/=".into())))
    }

    fn refused(&self, token: &SecretString) -> bool {
        token.expose_secret() == "s3cret+/="
    }
}

/// What is sent, or why nothing is.
async fn sent(credential: impl Credential + 'static, operation: &'static Operation) -> String {
    let seen = Arc::new(Mutex::new(String::new()));
    let log = Arc::clone(&seen);
    let server = in_process(move |request: http::Request<_>| {
        let header = request.headers()["authorization"].to_str().unwrap();
        header.clone_into(&mut log.lock().unwrap());
        std::future::ready(http::Response::new("{}"))
    });
    let builder = Builder::<Core>::new("http://localhost").hooks(server);
    let core = builder.credential(credential).build().unwrap();
    if let Err(error) = place_order(&core, operation).await {
        check_printed(&print_error(&error));
        return error.to_string();
    }
    seen.lock().unwrap().clone()
}

#[tokio::test]
async fn functions_are_asked_each_time() {
    const NOTHING: &str = "the credential could not be applied and nothing was sent";
    let bearer = |source| AuthorizationToken::from_source("Token", "Bearer", source);
    let good = bearer(TokenFn::new(|| Ok("now".into())));
    let mut request = Request::new(reqwest::Method::GET, "http://localhost".parse().unwrap());
    good.apply(&mut request, &PLACE_ORDER).await.unwrap();
    let renewal = good.renew((&request).into(), &PLACE_ORDER).await;
    assert_eq!(renewal.unwrap(), Renewal::New);
    assert_eq!(sent(good, &PLACE_ORDER).await, "Bearer now");
    let source = AsyncTokenFn::new(async || {
        tokio::task::yield_now().await;
        Ok("later".into())
    });
    let later = AuthorizationToken::from_source("Token", "Bearer", source);
    assert_eq!(sent(later, &PLACE_ORDER).await, "Bearer later");
    for bad in ["", " s3cret", "s3cret\n"] {
        let source = TokenFn::new(move || Ok(bad.into()));
        let bad = AuthorizationToken::from_source("Token", "Bearer", source);
        assert_eq!(sent(bad, &PLACE_ORDER).await, NOTHING);
    }
}

/// Has a second token once the first one is refused.
#[derive(Clone, Debug, Default)]
struct Renewed(Arc<AtomicUsize>);

impl TokenSource for Renewed {
    fn token(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        let number = self.0.load(Ordering::SeqCst);
        Box::pin(std::future::ready(Ok(format!("s3cret+{number}").into())))
    }

    fn refused(&self, token: &SecretString) -> bool {
        let is_mine = token.expose_secret() == "s3cret+0";
        is_mine && self.0.swap(1, Ordering::SeqCst) == 0
    }
}

type Settings = Builder<Core>;
type Place = fn(Settings, Renewed) -> Settings;

/// Each place that a token of a source is sent in: the credential, and what is then there.
const PLACES: [(Place, [&str; 2]); 4] = [
    (
        |to, source| to.credential(HeaderToken::from_source("Token", "x-token", source)),
        ["s3cret+0", "s3cret+1"],
    ),
    (
        |to, source| to.credential(AuthorizationToken::from_source("Token", "Bearer", source)),
        ["Bearer s3cret+0", "Bearer s3cret+1"],
    ),
    (
        |to, source| to.credential(QueryToken::from_source("Token", "a key", source)),
        ["a%20key=s3cret%2B0", "a%20key=s3cret%2B1"],
    ),
    (
        |to, source| to.credential(CookieToken::from_source("Token", "sid", source)),
        ["sid=s3cret+0", "sid=s3cret+1"],
    ),
];

/// A 401 is followed by a new token, once, and the order is sent with that.
#[tokio::test]
async fn a_refused_token_is_renewed_wherever_it_is_sent() {
    for (place, expected) in PLACES {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        let server = in_process(move |request: http::Request<_>| {
            let headers = ["x-token", "authorization", "cookie"];
            let header = headers.iter().find_map(|name| request.headers().get(*name));
            let header = header.map(|value| value.to_str().unwrap());
            let sent = header.or(request.uri().query()).unwrap().to_owned();
            let status = if sent.ends_with('0') { 401 } else { 202 };
            log.lock().unwrap().push(sent);
            let answer = http::Response::builder().status(status);
            std::future::ready(answer.body("{}").unwrap())
        });
        let builder = Builder::new("http://localhost").hooks(server);
        let core = place(builder, Renewed::default()).build().unwrap();
        let order = place_order(&core, &PLACE_ORDER).await.unwrap();
        assert_eq!(order.attempts(), 2);
        assert_eq!(*seen.lock().unwrap(), expected);
    }
}

/// A server that repeats the secret alone, wherever an answer is printed from, gets it printed
/// nowhere, even where the request carried more than the secret.
#[tokio::test]
async fn a_secret_that_comes_back_is_not_printed() {
    let basic: Place =
        |to, _source| to.credential(BasicCredential::new("Token", "me", "s3cret+0").unwrap());
    let places = PLACES.iter().map(|(place, _sent)| *place);
    for place in places.chain([basic]) {
        for status in [200_u16, 202, 307, 401, 404, 502] {
            for echo in ["s3cret+0", "s3cret%2B0"] {
                let server = in_process(move |_request: http::Request<_>| {
                    let body = format!(r#"{{"code":"{echo}","text":"","request_id":"{echo}"}}"#);
                    let answer = http::Response::builder()
                        .status(status)
                        .header("location", format!("https://example.com/{echo}"))
                        .header("retry-after", echo)
                        .header("x-request-id", echo)
                        .body(body);
                    std::future::ready(answer.unwrap())
                });
                let builder = Builder::new("http://localhost").hooks(server);
                let core = place(builder, Renewed::default()).build().unwrap();
                // What is printed is searched there.
                outcome(&place_order(&core, &PLACE_ORDER).await);
            }
        }
    }
}
