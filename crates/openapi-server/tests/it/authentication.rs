//! Who decides about a caller, and when.

use openapi_server::Service;

use crate::document::{Headers, Operations, request, told};

#[tokio::test]
async fn the_first_alternative_that_is_there_decides() {
    const LARGE: &str = "..................................................";
    const BODY: &str = r#"{"name":"a"}"#;
    const MISSING: (u16, &str) = (401, r#"{"error":"missing"}"#);
    const REJECTED: (u16, &str) = (401, r#"{"error":"rejected"}"#);
    const GOOD: (u16, &str) = (200, r#"{"name":"1","next":{"name":"a","next":null}}"#);
    const MEDIA: (u16, &str) = (415, r#"{"error":"media"}"#);
    const TEXT: (&str, &str) = ("Content-Type", "text/plain");
    let cases: &[(Headers<'_>, &str, (u16, &str))] = &[
        (&[], BODY, MISSING),
        (&[("X-Key", "")], BODY, MISSING),
        (&[("X-Key", "good")], BODY, GOOD),
        (&[("X-Key", "bad")], BODY, REJECTED),
        (&[("X-Key", "\u{e9}")], BODY, REJECTED),
        (&[("X-Key", "good"), ("X-Key", "good")], BODY, REJECTED),
        (&[("X-Key", "rejected-with")], BODY, (401, "\"own words\"")),
        (
            &[("X-Key", "forbidden")],
            BODY,
            (403, r#"{"error":"forbidden"}"#),
        ),
        (&[("X-Key", "forbidden-with")], BODY, (403, "\"own words\"")),
        (&[("X-Key", "down")], BODY, (500, r#"{"error":"internal"}"#)),
        (&[("X-Key", "absent")], BODY, MISSING),
        (&[("X-Signature", "good")], BODY, GOOD),
        (&[("X-Signature", "bad")], BODY, REJECTED),
        (&[("X-Signature", "absent")], BODY, MISSING),
        (
            &[("X-Signature", "forbidden")],
            BODY,
            (403, r#"{"error":"forbidden"}"#),
        ),
        // Both: the token is the first of the document.
        (&[("X-Signature", "bad"), ("X-Key", "good")], BODY, GOOD),
        (&[("X-Signature", "good"), ("X-Key", "bad")], BODY, REJECTED),
        (&[("X-Signature", "good"), ("X-Key", "absent")], BODY, GOOD),
        (&[("X-Signature", "good"), ("X-Key", "")], BODY, GOOD),
        // Tokens before the body, signatures after its type and size and before its content.
        (&[("X-Key", "bad"), TEXT], BODY, REJECTED),
        (&[("X-Key", "bad")], LARGE, REJECTED),
        (&[("X-Signature", "bad"), TEXT], BODY, MEDIA),
        (
            &[("X-Signature", "bad")],
            LARGE,
            (413, r#"{"error":"large"}"#),
        ),
        (&[("X-Signature", "bad")], "not JSON", REJECTED),
        (&[("X-Signature", "bad")], "", REJECTED),
    ];
    let service = Service::new(Operations::default())
        .body_limit(40)
        .on_cause(|_, _| {});
    for (headers, body, (status, expected)) in cases {
        let answer = told(&service, request("POST /things/1", headers, body)).await;
        assert_eq!(
            answer,
            (*status, (*expected).to_owned()),
            "{headers:?} {body}"
        );
    }
}
