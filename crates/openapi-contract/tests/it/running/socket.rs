//! Over a socket.

use std::{future::ready, sync::atomic::Ordering, time::Duration};

use openapi_contract::run::{self, Completeness, Outcome, Socket};

use super::{
    TOKEN, carry_out_with, cases, endings, options,
    server::{Manner, Server, is_signed, start},
    spec,
};

async fn against(manner: Manner) -> (Server, run::Run) {
    let server = start(manner).await;
    let target = Socket::new(&format!("http://{}/v1", server.address)).unwrap();
    let mut options = options();
    if manner == Manner::Hangs {
        options.deadline = Duration::from_millis(50);
    }
    let run = carry_out_with(&target, &options).await;
    (server, run)
}

#[tokio::test]
async fn servers_are_judged() {
    let check = async |manner: Manner, expected: [&str; 3]| {
        let (_, run) = against(manner).await;
        assert_eq!(endings(&run), expected, "{manner:?}");
        assert_eq!(run.is_held(), expected == ["held"; 3], "{manner:?}");
    };
    check(Manner::Right, ["held"; 3]).await;
    check(Manner::TakesAll, ["C201", "held", "held"]).await;
    check(Manner::RefusesAll, ["void", "C201", "C201"]).await;
    check(Manner::Echoes, ["void", "C209", "C201"]).await;
    check(Manner::Hangs, ["void", "C211", "C211"]).await;
    check(Manner::Truncates, ["void", "C212", "C212"]).await;
}

#[tokio::test]
async fn nothing_is_sent_elsewhere() {
    let other = start(Manner::Right).await;
    let (_, run) = against(Manner::Redirects(other.address)).await;
    assert_eq!(endings(&run), ["void", "C201", "C201"]);
    assert_eq!(other.connections.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn prefixes_come_before_every_path_and_are_signed() {
    let (server, run) = against(Manner::Right).await;
    assert!(run.is_held());
    let seen = server.seen.lock().unwrap();
    assert_eq!(seen.len(), 3);
    assert!(
        seen.iter()
            .all(|parts| parts.uri.path().starts_with("/v1/pets/"))
    );
    assert_eq!(seen.iter().filter(|parts| is_signed(parts)).count(), 1);
}

#[tokio::test]
async fn connections_are_kept() {
    let server = start(Manner::Right).await;
    let target = Socket::new(&format!("http://{}", server.address)).unwrap();
    target.connect().await.unwrap();
    let options = run::Options {
        jobs: 1,
        ..options()
    };
    // The signed one has names in another case, so it needs a connection of its own.
    assert!(carry_out_with(&target, &options).await.is_held());
    let connections = server.connections.load(Ordering::SeqCst);
    assert!(connections <= 2, "{connections}");
}

#[tokio::test]
async fn credentials_are_sent_and_not_kept() {
    let (server, run) = against(Manner::Echoes).await;
    assert!(server.seen.lock().unwrap().iter().any(|parts| {
        parts
            .headers
            .get("x-token")
            .is_some_and(|value| value == TOKEN)
    }));
    let plain = &run.records[1];
    let Outcome::Broken(failure) = &plain.outcome else {
        panic!("{plain:?}");
    };
    let seen = &plain.exchanges[0];
    let kept = [
        failure.to_string(),
        format!("{failure:?}"),
        plain.curl.clone().unwrap(),
        String::from_utf8(seen.response.clone().unwrap().body).unwrap(),
        seen.request.headers.text("x-token").unwrap().to_owned(),
    ];
    for text in &kept {
        assert!(!text.contains(TOKEN), "{text}");
    }
    assert!(kept[2].ends_with("-H 'X-Token: '\"$TOKEN\""), "{}", kept[2]);
    let signed = run.records[2].exchanges[0]
        .request
        .headers
        .text("authorization");
    let signed = signed.unwrap();
    assert!(signed.ends_with("Signature=[redacted]"), "{signed}");
    assert!(signed.contains("Access=$ACCESS_KEY"), "{signed}");
}

#[tokio::test]
async fn an_interrupted_run_says_so() {
    let server = start(Manner::Hangs).await;
    let target = Socket::new(&format!("http://{}", server.address)).unwrap();
    let (spec, cases) = (spec(), cases());
    let run = run::run(&spec, &cases, &target, &options(), ready(()), |_| {}).await;
    assert_eq!(run.completeness, Completeness::Partial);
    assert_eq!(endings(&run), ["not run"; 3]);
    assert!(!run.is_held());
}

#[test]
fn urls_that_are_no_target_are_refused() {
    let check = |url: &str| {
        let text = Socket::new(url).unwrap_err().to_string();
        assert!(
            text.contains("URL") || text.contains("certificates"),
            "{text}"
        );
    };
    check("localhost:80");
    check("ftp://localhost");
    check("http://user:password@localhost");
    check("http://localhost/?a=b");
    check("http://localhost/#a");
    check("");
}
