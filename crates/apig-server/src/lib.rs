//! The Dedicated Gateway API (APIG V2) as a trait to implement and a service to run.
//!
//! ```
//! use apig_server::{Api, Authenticator, CreatePostPayResizeOrderRequest, Denied, Failure, Operation};
//! use apig_server::types::{CreatePostPayResizeOrderError, CreatePostPayResizeOrderResponse, ResizeOrder};
//! use apig_server::{SignedRequest, Token};
//!
//! struct Gateways;
//!
//! impl Api for Gateways {
//!     type Principal = String;
//!
//!     async fn create_post_pay_resize_order(
//!         &self,
//!         caller: String,
//!         request: CreatePostPayResizeOrderRequest,
//!     ) -> Result<CreatePostPayResizeOrderResponse, Failure<CreatePostPayResizeOrderError>> {
//!         let order = ResizeOrder { instance_id: Some(request.instance_id), ..ResizeOrder::default() };
//!         Ok(CreatePostPayResizeOrderResponse::Accepted(order))
//!     }
//! }
//!
//! struct OneToken;
//!
//! impl Authenticator for OneToken {
//!     type Principal = String;
//!
//!     async fn auth_token(&self, token: Token<'_>, _: &'static Operation) -> Result<String, Denied> {
//!         if token.matches("secret") { Ok("you".to_owned()) } else { Err(Denied::Rejected) }
//!     }
//!
//!     async fn request_signature(&self, _: SignedRequest<'_>, _: &'static Operation) -> Result<String, Denied> {
//!         Err(Denied::Absent)
//!     }
//! }
//!
//! let service = apig_server::service(Gateways, OneToken);
//! # use apig_server::http::{Request, StatusCode};
//! # use tower_service::Service as _;
//! # let mut service = service;
//! # let request = Request::post("/v2/project/apigw/instances/gateway/postpaid-resize")
//! #     .header("X-Auth-Token", "secret").header("Content-Type", "application/json")
//! #     .body(apig_server::Body::from("{}")).unwrap();
//! # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
//! # let response = runtime.block_on(service.call(request)).unwrap();
//! # assert_eq!(response.status(), StatusCode::ACCEPTED);
//! # assert_eq!(&response.body().bytes()[..], br#"{"instance_id":"gateway"}"#);
//! ```
//!
//! What is left to do is [`serve()`] on a listener; `examples/in_memory.rs` is a whole server.
//! A missing method does not compile, and neither does an answer that the document does not
//! know. A request reaches a method only when its credential was accepted and its parameters
//! and body keep the rules of the document; all others are answered with the document's own
//! errors ([`REJECTIONS`]). A [`Failure`] carries a cause that nobody but the operator sees.
//!
//! The service is a `tower_service::Service`: it runs on hyper, under tower layers, in a test
//! without a socket and, with the feature `axum`, as a router (`into_router`). Signed requests
//! are checked with [`access_key::Claim`].
//!
//! This crate refuses to keep gateways, tokens or keys. To call the API see `apig-client`.

pub mod access_key;
#[rustfmt::skip]
mod generated;

pub use apig_types as types;
pub use generated::*;
pub use openapi_server::serve::Options;
pub use openapi_server::{
    Body, BoxError, Failure, Operation, Rejection, RejectionKind, SignedRequest, Token, http, serve,
};
