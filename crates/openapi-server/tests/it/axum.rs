//! The service inside an axum router.

use axum::Router;
use axum::body::Body;
use openapi_server::Service;
use openapi_server::http::Request;
use tower_service::Service as _;

use crate::document::Operations;

#[tokio::test]
async fn it_can_be_nested() {
    let router = Router::new().nest("/api", Service::new(Operations::default()).into_router());
    for (target, status) in [
        ("/api/things/1", 200),
        ("/api/nowhere", 404),
        ("/things/1", 404),
    ] {
        let request = Request::get(target)
            .header("X-Key", "good")
            .body(Body::empty())
            .expect("a request");
        let response = router.clone().call(request).await.expect("no error");
        assert_eq!(response.status(), status, "{target}");
    }
    // A signature covers the target as it was sent.
    let request = Request::post("/api/things/1")
        .header("X-Signature", "nested")
        .header("Content-Type", "application/json");
    let request = request
        .body(Body::from(r#"{"name":"a"}"#))
        .expect("a request");
    assert_eq!(
        router
            .clone()
            .call(request)
            .await
            .expect("no error")
            .status(),
        200
    );
}
