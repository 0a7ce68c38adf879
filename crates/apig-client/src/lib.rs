//! A typed client of the Dedicated Gateway API (APIG V2).
//!
//! ```
//! use apig_client::types::ResizeInstanceRequest;
//! use apig_client::{AuthToken, Client};
//! # use apig_client::in_process;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let transport = in_process(async |request: http::Request<_>| {
//! #     assert_eq!(request.uri().path(), "/v2/my-project/apigw/instances/my-gateway/postpaid-resize");
//! #     assert_eq!(request.headers()["x-auth-token"], "my-token");
//! #     let order = r#"{"instance_id":"my-gateway","job_id":"JOB-1"}"#;
//! #     let mut answer = http::Response::new(order);
//! #     *answer.status_mut() = http::StatusCode::ACCEPTED;
//! #     answer
//! # });
//! let client = Client::builder("https://apig.example.com")
//!     .credential(AuthToken::new("my-token")?)
//! #   .hooks(transport)
//!     .build()?;
//!
//! let order = client
//!     .create_post_pay_resize_order()
//!     .project_id("my-project")
//!     .instance_id("my-gateway")
//!     .body(ResizeInstanceRequest { spec_id: Some("PROFESSIONAL".to_owned()) })
//!     .send()
//!     .await?;
//! assert_eq!(order.job_id.as_deref(), Some("JOB-1"));
//! # Ok(())
//! # }
//! ```
//!
//! # Credentials
//! [`AuthToken`] sends a user token, [`AccessKey`] signs each request. Give one of them; with
//! both the token is used, since the document names it first, and with none the request goes out
//! without, to be answered with 401. Neither is ever printed.
//!
//! # Errors
//! The variants of [`Error`] are what a caller must act on:
//!
//! ```
//! use apig_client::types::{ErrorResponse, error_codes::ErrorCodes};
//! use apig_client::Error;
//!
//! fn advice(error: &Error<ErrorResponse>) -> String {
//!     match error {
//!         Error::NotSent(_) => "nothing was sent: try again".to_owned(),
//!         Error::OutcomeUnknown(_) => "look at the gateway before you order again".to_owned(),
//!         Error::Refused(_) if error.is_apic_7302() => "there is no such gateway".to_owned(),
//!         // One line, without a secret and without a body: fit for a log.
//!         _ => error.to_string(),
//!     }
//! }
//! # assert_eq!(advice(&Error::invalid_request("")), "nothing was sent: try again");
//! ```
//!
//! [`types::error_codes`] has the codes as constants, and a question for each. Every error has status, code, message and request id where there was an answer, how often sending was
//! tried and how long that took, and [`Error::outcome`] says of each whether the order exists.
//!
//! An undocumented 2xx is decoded as the documented one (some regions answer 200 for 202). A body
//! of it or of a documented status that is something else, be it a wrong type, `null`, truncated
//! or not JSON, is an error and never a success. An undocumented 4xx or 5xx is decoded as an
//! [`ErrorResponse`](types::ErrorResponse) where its body is one. What has no type keeps the first
//! 1 KiB of its body for [`Error::body`]. [`openapi_client`] has the whole table.
//!
//! # Orders
//! `postpaid-resize` places a paid order, so the client follows no redirect and sends an order
//! again only where it certainly was not carried out: nothing of it left (no connection, no such
//! name, a failed TLS handshake), or the server answered 429 or 503 with `Retry-After`, or 401 and
//! the credential has a new token. After an [`Error::OutcomeUnknown`], or any other for which
//! [`Error::is_outcome_unknown`], the order may exist: look at the gateway before placing it again.
//! The returned `job_id` cannot be queried; that the order is carried out shows in the status and
//! the specification of the gateway.
//!
//! ```
//! use apig_client::{CallOptions, Client, RetryPolicy};
//! use std::time::Duration;
//!
//! # fn main() -> Result<(), apig_client::BuildError> {
//! let client = Client::builder("https://apig.example.com")
//!     .timeout(Duration::from_secs(20)) // attempts, pauses and all
//!     .retry(RetryPolicy::default().max_attempts(5))
//!     .build()?;
//! let once = CallOptions::new().max_attempts(1);
//! let call = client.create_post_pay_resize_order().options(once);
//! # let _ = call;
//! # Ok(())
//! # }
//! ```
//!
//! # Tests of your own
//! [`in_process`] answers from a function, without a socket; it is what the first example really
//! runs against. [`ClientHooks`] is the whole seam. With the feature `httpmock` there is also a mock
//! server on a socket, whose requests and answers have the types of the document: `httpmock`.

#[rustfmt::skip]
mod generated;

mod access_key;
mod chain;
mod login;
mod region;

pub use access_key::AccessKey;
pub use apig_types as types;
pub use chain::{Environment, FoundCredential, NoCredential, Origin};
pub use generated::*;
pub use login::{Account, PasswordLogin, PasswordLoginError, Project};
pub use openapi_client::{
    self, AsyncTokenFn, BuildError, Builder, CachedToken, CallOptions, ClientHooks, Credential,
    Error, InvalidCredential, Outcome, Renewal, ResponseValue, RetryPolicy, TokenFile, TokenFn,
    in_process, reqwest,
};
pub use region::{InvalidRegion, Region};
pub use sdk_hmac_sha256::InvalidAccessKey;
