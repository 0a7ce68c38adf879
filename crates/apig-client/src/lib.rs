//! A typed client of the Dedicated Gateway API (APIG V2).
//!
//! ```
//! use apig_client::types::ResizeInstanceRequest;
//! use apig_client::{Client, Environment, FoundCredential, Region};
//! # use apig_client::in_process;
//!
//! #[tokio::main(flavor = "current_thread")]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let transport = in_process(async |request: http::Request<_>| {
//! #     assert_eq!(request.uri().path(), "/v2/my-project/apigw/instances/my-gateway/postpaid-resize");
//! #     assert_eq!(request.headers()["x-auth-token"], "my-token");
//! #     let order = r#"{"instance_id":"my-gateway","job_id":"JOB-1"}"#;
//! #     let mut answer = http::Response::new(order);
//! #     *answer.status_mut() = http::StatusCode::ACCEPTED;
//! #     answer
//! # });
//!     // HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or HW_AUTH_TOKEN, or a profile file, …
//!     let environment = Environment::of_process();
//! #   let environment = Environment::of([("HW_AUTH_TOKEN", "my-token")]);
//!     let region: Region = "cn-north-4".parse()?;
//!     let client = Client::in_region(&region)
//!         .credential(FoundCredential::find(&environment)?)
//! #       .hooks(transport)
//!         .build()?;
//!
//!     let order = client
//!         .create_post_pay_resize_order()
//!         .project_id("my-project")
//!         .instance_id("my-gateway")
//!         .body(ResizeInstanceRequest { spec_id: Some("PROFESSIONAL".to_owned()) })
//!         .send()
//!         .await?;
//!     println!("order {:?} is placed", order.job_id);
//! #   assert_eq!(order.job_id.as_deref(), Some("JOB-1"));
//!     Ok(())
//! }
//! ```
//!
//! Beside this crate that takes `tokio` with the features `macros` and `rt`.
//!
//! [`Client::builder`] takes a base URL in place of a region. Cloning a client is cheap; clones
//! share their connections. From a shell, the program `apig` of the crate `apig-cli` does the same.
//!
//! # Credentials
//! | credential | what it is |
//! |---|---|
//! | [`FoundCredential`] | the first one that is there: keys (`HUAWEICLOUD_SDK_AK`, `HW_ACCESS_KEY`, `OS_ACCESS_KEY` with their secrets), tokens (`HW_AUTH_TOKEN`, `OS_AUTH_TOKEN`, `OS_TOKEN`), logins (`HW_USER_NAME`, `OS_USERNAME` and what belongs to them), then the section `[basic]` of `~/.huaweicloud/credentials`; [`origin`](FoundCredential::origin) says which |
//! | [`AccessKey`] | an access key that signs each request; [`security_token`](AccessKey::security_token) for a temporary one |
//! | [`AuthToken`] | a user token: [fixed](AuthToken::new), or [from](AuthToken::from_source) a [function](TokenFn), an [async one](AsyncTokenFn), a [file](TokenFile) that somebody renews |
//! | [`AuthToken::from_login`] | a token that a [`PasswordLogin`] gets, kept until shortly before it ends, one login at a time |
//!
//! Give one of them; with a token and a key the token is used, since the document names it first,
//! and with none the request goes out without, to be answered with 401. None is ever printed. A
//! token that is refused is replaced once per call, where there is another one.
//!
//! A credential goes to the base URL alone: that must be `https`, but for this machine, and
//! no redirect is followed. Proxies and trust anchors are reqwest's:
//!
//! ```
//! use apig_client::reqwest::Proxy;
//! use apig_client::{AccessKey, Client};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let proxy = Proxy::https("http://proxy.example.com:3128")?;
//! let client = Client::builder("https://apig.example.com")
//!     .credential(AccessKey::new("AKIDEXAMPLE", "the secret key")?)
//!     .configure_http(|http| http.proxy(proxy))
//!     .build()?;
//! # Ok(())
//! # }
//! ```
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
//! [`types::error_codes`] has the codes as constants, and a question for each. Every error has
//! status, code, message and request id where there was an answer, how often sending was tried and
//! how long that took, and [`Error::outcome`] says of each whether the order exists.
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
//!
//! There is nothing to wait with: no documented operation takes the returned `job_id`. An order
//! that is carried out shows in the gateway itself, which has its new specification and is running
//! again; ask the console, or the query of a gateway that this document does not describe.
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
//! # Programs that are not asynchronous
//! With the feature `blocking`, `Blocking::new()?.wait(call.send())` waits for any call.
//!
//! # Tests of your own
//! [`in_process`] answers from a function, without a socket; it is the simplest of
//! [`ClientHooks`], which are the whole seam:
//!
//! ```
//! use apig_client::{Client, in_process, types::ResizeInstanceRequest};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let fake = in_process(async |request: http::Request<_>| {
//!     assert!(request.uri().path().ends_with("/my-gateway/postpaid-resize"));
//!     let mut answer = http::Response::new(r#"{"error_code":"APIC.7302","error_msg":"none"}"#);
//!     *answer.status_mut() = http::StatusCode::NOT_FOUND;
//!     answer
//! });
//! let client = Client::builder("http://localhost").hooks(fake).build()?;
//! let call = client.create_post_pay_resize_order().project_id("p").instance_id("my-gateway");
//! let refused = call.body(ResizeInstanceRequest::default()).send().await.unwrap_err();
//! assert_eq!(refused.error_code(), Some("APIC.7302"));
//! # Ok(())
//! # }
//! ```
//!
//! With the feature `httpmock` there is also a mock server on a socket, whose requests and answers
//! have the types of the document:
//!
//! ```
//! # #[cfg(not(feature = "httpmock"))]
//! # fn main() {}
//! # #[cfg(feature = "httpmock")]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use apig_client::httpmock::MockServerExt as _;
//! use apig_client::{Client, types::{ResizeInstanceRequest, ResizeOrder}};
//!
//! let server = httpmock::MockServer::start_async().await;
//! let order = ResizeOrder { job_id: Some("JOB-1".to_owned()), ..ResizeOrder::default() };
//! let mock = server.create_post_pay_resize_order(|when, then| {
//!     when.instance_id("my-gateway");
//!     then.accepted(&order);
//! });
//! let client = Client::builder(server.base_url()).build()?;
//! let call = client.create_post_pay_resize_order().project_id("p").instance_id("my-gateway");
//! let found = call.body(ResizeInstanceRequest::default()).send().await?;
//! assert_eq!((found.into_inner(), mock.calls_async().await), (order, 1));
//! # Ok(())
//! # }
//! ```

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
#[cfg(feature = "blocking")]
pub use openapi_client::Blocking;
pub use openapi_client::{
    self, AsyncTokenFn, BuildError, Builder, CachedToken, CallOptions, ClientHooks, Credential,
    Error, InvalidCredential, Outcome, RefusedRequest, Renewal, ResponseValue, RetryPolicy,
    TokenFile, TokenFn, in_process, reqwest,
};
pub use region::{InvalidRegion, Region};
pub use sdk_hmac_sha256::InvalidAccessKey;
