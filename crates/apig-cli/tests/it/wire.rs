//! What is sent, and that a dry run shows just that and sends nothing.

use crate::server::{Reply, Server, Untouched};
use crate::{SECRET_KEY, TOKEN, apig, order, text};
use sdk_hmac_sha256::{AccessKey, Authorization, Request, verify};
use std::collections::BTreeMap;

const DONE: Reply = Reply::Answer("202 Accepted\nContent-Type: application/json\n\n{}");

/// Start line, headers by name, body.
type Parts = (String, BTreeMap<String, String>, String);

fn parts(request: &str) -> Parts {
    let request = request.replace("\r\n", "\n");
    let (head, body) = request.split_once("\n\n").unwrap_or((&request, ""));
    let mut lines = head.trim_end().lines();
    let start = lines.next().unwrap().to_owned();
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(": ").unwrap();
        (name.to_lowercase(), value.to_owned())
    });
    (start, headers.collect(), body.trim_end().to_owned())
}

fn host(endpoint: &str) -> &str {
    endpoint.strip_prefix("http://").unwrap()
}

/// What goes over the wire, after it was held to what a dry run shows.
fn check(more: &[&str], variables: &[(&str, &str)], input: &str) -> Parts {
    let server = Server::start(DONE);
    let endpoint = server.endpoint.clone();
    let output = apig(
        &order(&endpoint, &[more, &["--yes"]].concat()),
        variables,
        input,
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let sent = parts(&server.received());

    let (untouched, elsewhere) = Untouched::new();
    let shown = apig(
        &order(&elsewhere, &[more, &["--dry-run"]].concat()),
        variables,
        input,
    );
    assert_eq!(shown.status.code(), Some(0), "{}", text(&shown.stderr));
    untouched.check("a dry run");
    let shown = text(&shown.stdout).replace(host(&elsewhere), host(&endpoint));
    let shown = parts(&shown);
    assert_eq!((&shown.0, &shown.2), (&sent.0, &sent.2));
    let names = |parts: &Parts| parts.1.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&shown), names(&sent));
    for (name, value) in &shown.1 {
        let is_own = ["authorization", "x-sdk-date"].contains(&name.as_str());
        assert!(
            is_own || value == "[masked]" || *value == sent.1[name],
            "{name}: {value}"
        );
    }
    sent
}

#[test]
fn a_body_is_made_of_flags_or_given_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("body.json");
    std::fs::write(&path, r#"{"spec_id": "BASIC"}"#).unwrap();
    let file = format!("@{}", path.display());
    let cases: &[(&[&str], &str, &str)] = &[
        (&[], "", "{}"),
        (
            &["--spec", "PROFESSIONAL"],
            "",
            r#"{"spec_id":"PROFESSIONAL"}"#,
        ),
        (
            &["--spec-id", "PROFESSIONAL"],
            "",
            r#"{"spec_id":"PROFESSIONAL"}"#,
        ),
        (&["--spec=-5 \"ü\""], "", r#"{"spec_id":"-5 \"ü\""}"#),
        (&["--body", r#"{"spec_id":"A"}"#], "", r#"{"spec_id":"A"}"#),
        (&["--body", &file], "", r#"{"spec_id":"BASIC"}"#),
        (&["--body", "-"], r#"{"spec_id":"B"}"#, r#"{"spec_id":"B"}"#),
        // The flag wins.
        (&["--body", &file, "--spec", "C"], "", r#"{"spec_id":"C"}"#),
    ];
    for (arguments, input, body) in cases {
        let sent = check(arguments, &[("OS_AUTH_TOKEN", TOKEN)], input);
        assert_eq!(
            sent.0,
            "POST /v2/my-project/apigw/instances/my-gateway/postpaid-resize HTTP/1.1"
        );
        assert_eq!(sent.1["x-auth-token"], TOKEN);
        assert_eq!(
            sent.1["user-agent"],
            concat!("apig/", env!("CARGO_PKG_VERSION"))
        );
        assert_eq!(sent.2, *body, "{arguments:?}");
    }
}

#[test]
fn a_signature_holds_and_is_masked() {
    let variables = [
        ("HUAWEICLOUD_SDK_AK", "AKID"),
        ("HUAWEICLOUD_SDK_SK", SECRET_KEY),
        ("HUAWEICLOUD_SDK_SECURITY_TOKEN", TOKEN),
        ("HUAWEICLOUD_SDK_PROJECT_ID", "my-project"),
    ];
    let (start, headers, body) = check(&["--spec", "BASIC"], &variables, "");
    assert_eq!(headers["x-security-token"], TOKEN);
    assert_eq!(headers["x-project-id"], "my-project");
    let pairs: Vec<_> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes()))
        .collect();
    let request = Request {
        method: "POST",
        path: start.split(' ').nth(1).unwrap(),
        query: None,
        headers: &pairs,
        body: body.as_bytes(),
    };
    let claim = Authorization::parse(&headers["authorization"]).unwrap();
    assert!(
        claim
            .signed_headers()
            .contains(&"x-security-token".to_owned())
    );
    let key = AccessKey::new("AKID", SECRET_KEY).unwrap();
    let date = headers["x-sdk-date"].parse().unwrap();
    assert_eq!(verify(&request, &claim, key.secret(), date), Ok(()));
}

/// A login is a request too, so that a dry run makes none.
#[test]
fn a_dry_run_does_not_log_in() {
    let (untouched, identity) = Untouched::new();
    let variables = [
        ("OS_USERNAME", "me"),
        ("OS_PASSWORD", TOKEN),
        ("OS_USER_DOMAIN_NAME", "us"),
        ("OS_PROJECT_NAME", "p"),
        ("OS_AUTH_URL", &identity),
    ];
    let output = apig(
        &order("https://api.example", &["--dry-run"]),
        &variables,
        "",
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("\nx-auth-token: [masked]\n"));
    assert_eq!(
        text(&output.stderr),
        "credential: the environment: OS_USERNAME, OS_PASSWORD, OS_USER_DOMAIN_NAME, OS_AUTH_URL, OS_PROJECT_NAME\n"
    );
    untouched.check("the login");
}
