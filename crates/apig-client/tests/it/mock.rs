//! The generated mock server: it answers what it was asked for and nothing else.

use apig_client::httpmock::MockServerExt as _;
use apig_client::types::{ErrorResponse, ResizeInstanceRequest, ResizeOrder, error_codes};
use apig_client::{Client, Error};
use httpmock::MockServer;

/// What the mock is asked for; the other values are left open.
#[derive(Clone, Copy, Default)]
struct Expected<'a> {
    project: Option<&'a str>,
    instance: Option<&'a str>,
    spec: Option<&'a str>,
}

/// Whether a call with these values reaches the mock.
async fn check(expected: Expected<'_>, (project, instance, spec): (&str, &str, &str)) -> bool {
    let server = MockServer::start_async().await;
    let order = ResizeOrder {
        job_id: Some("JOB-1".to_owned()),
        ..ResizeOrder::default()
    };
    let mock = server.create_post_pay_resize_order(|mut when, then| {
        if let Some(project) = expected.project {
            when = when.project_id(project);
        }
        if let Some(instance) = expected.instance {
            when = when.instance_id(instance);
        }
        if let Some(spec) = expected.spec {
            when = when.body(&request(spec));
        }
        drop(when);
        drop(then.accepted(&order));
    });
    let client: Client = Client::builder(server.base_url()).build().unwrap();
    let result = client
        .create_post_pay_resize_order()
        .project_id(project)
        .instance_id(instance)
        .body(request(spec))
        .send()
        .await;
    let answered = result.is_ok_and(|answer| answer.into_inner() == order);
    assert_eq!(answered, mock.calls_async().await == 1);
    answered
}

fn request(spec: &str) -> ResizeInstanceRequest {
    ResizeInstanceRequest {
        spec_id: Some(spec.to_owned()),
    }
}

#[tokio::test]
async fn a_mock_answers_what_it_was_asked_for() {
    let any = Expected::default();
    let project = |value| Expected {
        project: Some(value),
        ..any
    };
    let instance = |value| Expected {
        instance: Some(value),
        ..any
    };
    let spec = |value| Expected {
        spec: Some(value),
        ..any
    };
    let cases = [
        (any, ("p", "i", "s"), true),
        (any, ("a/b ü", "c?d", "s"), true),
        (project("p"), ("p", "i", "s"), true),
        (project("p"), ("i", "p", "s"), false),
        (instance("i"), ("p", "i", "s"), true),
        (instance("i"), ("i", "p", "s"), false),
        (instance("a/b ü.*"), ("p", "a/b ü.*", "s"), true),
        (instance("a.c"), ("p", "abc", "s"), false),
        (instance(".*"), ("p", "i", "s"), false),
        (instance(".."), ("p", "i", "s"), false),
        (spec("s"), ("p", "i", "s"), true),
        (spec("s"), ("p", "i", "t"), false),
    ];
    for (expected, call, answered) in cases {
        assert_eq!(check(expected, call).await, answered, "{call:?}");
    }
}

#[tokio::test]
async fn a_mock_refuses_as_documented() {
    let server = MockServer::start_async().await;
    let body = ErrorResponse {
        error_code: error_codes::APIC_7302.to_owned(),
        error_msg: "Instance not found".to_owned(),
    };
    server.create_post_pay_resize_order(|_when, then| drop(then.not_found(&body)));
    let client: Client = Client::builder(server.base_url()).build().unwrap();
    let call = client
        .create_post_pay_resize_order()
        .project_id("p")
        .instance_id("i");
    let result = call.body(request("s")).send().await;
    let Err(Error::Refused(found)) = result else {
        panic!("expected the documented error")
    };
    assert_eq!((found.status().as_u16(), found.into_inner()), (404, body));
}
