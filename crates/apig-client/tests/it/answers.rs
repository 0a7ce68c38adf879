//! What becomes of each answer, documented or not.

use apig_client::types::{ErrorResponse, ResizeInstanceRequest, ResizeOrder, error_codes};
use apig_client::{Client, Error, ResponseValue, in_process};

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
        assert!(matches!(error, Error::ErrorResponse(_)), "{status}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(error.error_code(), Some(error_codes::APIC_7302));
        assert_eq!(error.error_message(), Some("Instance not found"));
        assert_eq!(error.request_id(), Some("r-1"));
    }
}

#[tokio::test]
async fn what_is_not_documented_is_no_success() {
    let cases = [
        (202, "application/json", "null"),
        (202, "application/json", "[]"),
        (202, "application/json", r#"["i","j","m"]"#),
        (202, "application/json", r#"{"job_id":null}"#),
        (202, "application/json", r#"{"job_id":"#),
        (202, "application/json", ""),
        (202, "text/html", "{}"),
        (204, "application/json", ""),
        (404, "application/json", r#"{"error_code":"APIC.7302"}"#),
        (500, "text/html", "<html>"),
    ];
    for (status, content_type, body) in cases {
        let error = call(status, content_type, body).await.unwrap_err();
        assert!(matches!(error, Error::UnreadableBody(_)), "{status} {body}");
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
    let error = call(502, "text/html", "<html>").await.unwrap_err();
    assert!(matches!(error, Error::UnexpectedResponse(_)));
    assert_eq!(error.body(), Some(b"<html>".as_slice()));
    let error = call(307, "text/html", "").await.unwrap_err();
    assert!(matches!(error, Error::Redirect(_)));
}
