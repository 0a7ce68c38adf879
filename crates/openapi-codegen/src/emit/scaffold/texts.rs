//! The features and `lib.rs` of new crates: `{about}` and the like stand for what a document
//! decides.

pub(super) const TYPES_FEATURES: &str = "\
# `JsonSchema` for each type.
schemars = [\"dep:schemars\"]
";

pub(super) const CLIENT_FEATURES: &str = "\
default = [\"rustls\"]
# Calls from programs that are not asynchronous.
blocking = [\"openapi-client/blocking\"]
# A mock server for the tests of callers.
httpmock = [\"dep:httpmock\"]
# HTTP/2 where the server offers it.
http2 = [\"openapi-client/http2\"]
# The TLS of the operating system.
native-tls = [\"openapi-client/native-tls\"]
# TLS in Rust, with the trust anchors of the operating system.
rustls = [\"openapi-client/rustls\"]
# A span of tracing for each attempt, with OpenTelemetry's names.
spans = [\"openapi-client/spans\"]
";

pub(super) const SERVER_FEATURES: &str = "\
# The service as a router of axum.
axum = [\"openapi-server/axum\"]
";

pub(super) const TYPES_LIB: &str = "\
//! {about}
//!
//! What client and server say to each other: the schemas, the documented answers
//! of each operation, and the facts of each operation. This crate refuses to know
//! HTTP: to call the API see `{client}`, to implement it `{server}`.

#[rustfmt::skip]
mod generated;

pub use generated::*;
";

pub(super) const CLIENT_LIB: &str = "\
//! {about}
//!
//! Start with [`Client::builder`]; each operation is a method of [`Client`]. The
//! types of bodies are in [`types`], what can go wrong is [`Error`].

#[rustfmt::skip]
mod generated;

pub use generated::*;
#[cfg(feature = \"blocking\")]
pub use openapi_client::Blocking;
pub use openapi_client::{
    self, BuildError, Builder, CallOptions, ClientHooks, Credential, Error, InvalidCredential,
    Outcome, ResponseValue, RetryPolicy, in_process, reqwest,
};

/// The types of bodies, and the facts of each operation.
pub mod types {
    pub use {types_path}::*;
}
";

pub(super) const LOOPBACK_LIB: &str = "\
//! {about}
//!
//! `cargo test` draws requests and answers from the schemas, every documented body and answer at
//! least once, and holds what arrives against what was sent, in one process. It proves that
//! `{client}` and `{server}` agree with each other. What needs a server of yours belongs
//! elsewhere.

#[cfg(test)]
#[rustfmt::skip]
mod generated;
";

pub(super) const SERVER_LIB: &str = "\
//! {about}
//!
//! Implement [`Api`] (and the authenticator, where the document asks for
//! credentials), make a service of it and run it with [`openapi_server::serve()`].

#[rustfmt::skip]
mod generated;

pub use generated::*;
pub use openapi_server;
";

pub(super) const CLI_LIB: &str = "\
//! {about}
//!
//! The table of the commands and the call of each; `main.rs` makes a program of them. What every
//! command line does, such as asking and showing, is in [`openapi_cli`].

#[rustfmt::skip]
mod generated;

pub use generated::*;
pub use openapi_cli;
";

pub(super) const CLI_MAIN: &str = "\
//! {about}

use std::process::ExitCode;

use {cli_path}::openapi_cli::{
    Api, Builder, Call, Failure, Program, Target, Values, main as run,
};
use {client_path}::Client;

struct CommandLine;

impl Program for CommandLine {
    type Client = Client;

    const NAME: &'static str = \"{program}\";
    const VERSION: &'static str = env!(\"CARGO_PKG_VERSION\");

    fn api() -> &'static Api {
        &{cli_path}::API
    }

    fn connect(target: &Target) -> Result<Builder<Client>, Failure> {
        {cli_path}::credentials(Client::builder(target.endpoint()?), target)
    }

    fn call<'a>(client: &'a Client, values: &'a Values) -> Call<'a> {
        {cli_path}::call(client, values)
    }
}

fn main() -> ExitCode {
    run::<CommandLine>()
}
";
