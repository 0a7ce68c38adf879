//! What becomes of each answer, documented or not.

use apig_client::types::{ErrorResponse, ResizeInstanceRequest, ResizeOrder, error_codes};
use apig_client::{Client, ClientHooks, Error, Outcome, ResponseValue, in_process};

const ERROR: &str = r#"{"error_code":"APIC.7302","error_msg":"Instance not found"}"#;

async fn call(
    status: u16,
    content_type: &'static str,
    body: &'static str,
) -> Result<ResponseValue<ResizeOrder>, Error<ErrorResponse>> {
    let server = in_process(move |_request: http::Request<_>| {
        let answer = http::Response::builder()
            .status(status)
            .header("content-type", content_type)
            .header("x-request-id", "r-1")
            .body(body)
            .unwrap();
        std::future::ready(answer)
    });
    order(server).await
}

async fn order(
    server: impl ClientHooks + 'static,
) -> Result<ResponseValue<ResizeOrder>, Error<ErrorResponse>> {
    let client = Client::builder("http://localhost")
        .hooks(server)
        .build()
        .unwrap();
    client
        .create_post_pay_resize_order()
        .project_id("p")
        .instance_id("i")
        .body(ResizeInstanceRequest::default())
        .send()
        .await
}

#[tokio::test]
async fn an_order_is_decoded_from_any_2xx() {
    let body = r#"{"instance_id":"i","message":"m","job_id":"j","new":1}"#;
    for status in [202, 200, 201] {
        let order = call(status, "application/json", body).await.unwrap();
        assert_eq!(order.status().as_u16(), status);
        assert_eq!(order.request_id(), Some("r-1"));
        let expected = ResizeOrder {
            instance_id: Some("i".to_owned()),
            job_id: Some("j".to_owned()),
            message: Some("m".to_owned()),
        };
        assert_eq!(order.into_inner(), expected);
    }
}

#[tokio::test]
async fn each_error_status_is_typed() {
    for status in [400, 401, 403, 404, 409, 413, 415, 500, 429, 503] {
        let error = call(status, "application/json;charset=utf-8", ERROR)
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{status}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(error.error_code(), Some(error_codes::APIC_7302));
        assert_eq!(error.error_message(), Some("Instance not found"));
        assert_eq!(error.request_id(), Some("r-1"));
    }
}

#[tokio::test]
async fn what_is_not_documented_is_no_success() {
    let done = Outcome::CarriedOut;
    let cases = [
        (202, "application/json", "null", done),
        (202, "application/json", "[]", done),
        (202, "application/json", r#"["i","j","m"]"#, done),
        (202, "application/json", r#"{"job_id":null}"#, done),
        (202, "application/json", r#"{"job_id":"#, done),
        (202, "application/json", "", done),
        (202, "text/html", "{}", done),
        (204, "application/json", "", done),
        (
            404,
            "application/json",
            r#"{"error_code":"APIC.7302"}"#,
            Outcome::NotCarriedOut,
        ),
        (500, "text/html", "<html>", Outcome::Unknown),
        (502, "text/html", "<html>", Outcome::Unknown),
        (303, "text/html", "", Outcome::Unknown),
        (307, "text/html", "", Outcome::NotCarriedOut),
    ];
    for (status, content_type, body, outcome) in cases {
        let error = call(status, content_type, body).await.unwrap_err();
        assert_eq!(error.outcome(), outcome, "{status} {body}");
        let is_unknown = matches!(error, Error::OutcomeUnknown(_));
        assert_eq!(is_unknown, outcome == Outcome::Unknown, "{status} {body}");
        assert_eq!(error.is_redirect(), (300..400).contains(&status));
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn the_request_id_of_a_gateway_is_in_its_body() {
    let cases = [
        (
            401,
            r#"{"error_code":"APIGW.0301","error_msg":"m","request_id":"b-1"}"#,
        ),
        (
            429,
            r#"{"error_code":"APIGW.0308","error_msg":"m","request_id":"b-1"}"#,
        ),
        (502, r#"{"request_id":"b-1"}"#),
        (404, r#"{"request_id":"b-1"}"#),
    ];
    for (status, body) in cases {
        let server = in_process(move |_request: http::Request<_>| {
            let answer = http::Response::builder()
                .status(status)
                .header("content-type", "application/json");
            std::future::ready(answer.body(body).unwrap())
        });
        let error = order(server).await.unwrap_err();
        assert_eq!(error.request_id(), Some("b-1"), "{status} {body}");
        let line = error.to_string();
        assert!(line.ends_with("(request id b-1)"), "{line}");
    }
}
