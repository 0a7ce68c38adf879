//! The spans of a call: one for each attempt, with OpenTelemetry's names.

use crate::faults::{Fault, Protocol, URL, World};
use crate::written::write_down;
use apig_client::reqwest::header::HeaderName;
use apig_client::{AuthToken, CallOptions, Client};

#[tokio::test]
async fn each_attempt_has_a_span_that_tells_what_came_of_it() {
    let builder = Client::builder(URL)
        .credential(AuthToken::new("s3cret").unwrap())
        // Not even when it is asked for.
        .show_headers([HeaderName::from_static("x-auth-token")]);
    let world = World::of(builder, Protocol::Http1).await;
    let (written, _guard) = write_down();
    let before = written.text().len();
    let faults = [Fault::ThrottleWithTime, Fault::Refuse, Fault::Accept];
    let met = world.call(&faults, CallOptions::new()).await;
    assert_eq!(met.called.unwrap().attempts(), 3);
    let logged = written.text().split_off(before);
    let path = "/v2/{project_id}/apigw/instances/{instance_id}/postpaid-resize";
    let expected = [
        ("http.request.method=\"POST\"", 3),
        ("otel.kind=\"client\"", 3),
        (&format!("otel.name=POST {path}"), 3),
        (&format!("url.template=\"{path}\""), 3),
        (
            "url.full=http://orders.test/v2/p/apigw/instances/i/postpaid-resize",
            3,
        ),
        ("server.address=\"orders.test\"", 3),
        ("server.port=80", 3),
        ("\"x-auth-token\": Sensitive", 3),
        ("http.request.resend_count=1", 1),
        ("http.request.resend_count=2", 1),
        ("http.response.status_code=429", 1),
        ("error.type=429", 1),
        ("error.type=\"connect\"", 1),
        ("http.response.status_code=202", 1),
        ("request.id=\"r-1\"", 2),
        ("cause=\"deferred\"", 1),
        ("cause=\"unsent\"", 1),
        ("message=sent again", 2),
        ("s3cret", 0),
    ];
    for (text, times) in expected {
        let found = logged.lines().filter(|line| line.contains(text)).count();
        assert_eq!(found, times, "{text} in {logged}");
    }
}
