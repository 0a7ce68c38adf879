//! The generated service, with the little that its users write.

use apig_server::types::{
    CreatePostPayResizeOrderError, CreatePostPayResizeOrderResponse, ErrorResponse, ResizeOrder,
};
use apig_server::{
    Api, Authenticator, CreatePostPayResizeOrderRequest, Denied, Failure, Operation, SignedRequest,
    Token,
};
use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use tower_service::Service as _;

use super::harness::BoxError;
use super::{connection, gateways};

struct Gateways;

impl Api for Gateways {
    type Principal = ();

    async fn create_post_pay_resize_order(
        &self,
        _caller: (),
        request: CreatePostPayResizeOrderRequest,
    ) -> Result<CreatePostPayResizeOrderResponse, Failure<CreatePostPayResizeOrderError>> {
        let Ok(placed) = gateways::place(request.body.spec_id.as_deref()) else {
            let error = ErrorResponse {
                error_code: "APIC.7301".to_owned(),
                error_msg: "Instance spec not found".to_owned(),
            };
            return Err(CreatePostPayResizeOrderError::NotFound(error).into());
        };
        Ok(CreatePostPayResizeOrderResponse::Accepted(ResizeOrder {
            instance_id: Some(request.instance_id),
            message: Some(placed.message),
            job_id: Some(placed.job_id),
        }))
    }
}

struct Tokens;

impl Authenticator for Tokens {
    type Principal = ();

    async fn auth_token(&self, token: Token<'_>, _: &'static Operation) -> Result<(), Denied> {
        if gateways::knows(token.expose()) {
            Ok(())
        } else {
            Err(Denied::Rejected)
        }
    }

    async fn request_signature(
        &self,
        _: SignedRequest<'_>,
        _: &'static Operation,
    ) -> Result<(), Denied> {
        Err(Denied::Absent)
    }
}

/// On bare hyper.
pub(crate) fn exchange(request: &[u8], calls: u32) -> Result<Vec<u8>, BoxError> {
    let service = apig_server::service(Gateways, Tokens);
    let service = service_fn(move |request: Request<Incoming>| service.clone().call(request));
    connection::serve(service, request, calls)
}

/// In a router of axum, as the feature `axum` puts it there.
pub(crate) fn exchange_in_axum(request: &[u8], calls: u32) -> Result<Vec<u8>, BoxError> {
    let router = Router::new().fallback_service(apig_server::service(Gateways, Tokens));
    let service = service_fn(move |request: Request<Incoming>| router.clone().call(request));
    connection::serve(service, request, calls)
}
