//! The API in memory: a few gateways, tokens and an access key that never change.
//!
//! An order is accepted and its task stays pending, so a gateway keeps its specifications and
//! the same request gets the same answer each time it is sent. That is what the real service
//! does until the task is done, and what a test that repeats itself needs.
//!
//! The tests of the contract include this folder; it has no `main` and opens no socket.

pub(crate) mod callers;
pub(crate) mod gateways;
mod specs;

/// The token that is accepted unless another one is configured.
pub(crate) const TOKEN: &str = "example-token";

/// The id of the access key that is accepted unless another one is configured.
pub(crate) const ACCESS_KEY: &str = "AKIDEXAMPLE0000000001";

/// The secret of [`ACCESS_KEY`]: an example that everyone knows.
pub(crate) const SECRET_KEY: &str = "SKEXAMPLEsecretsecretsecretsecretsecret01";

/// A body of the document's error schema.
fn error(code: &str, message: &str) -> apig_server::types::ErrorResponse {
    apig_server::types::ErrorResponse {
        error_code: code.to_owned(),
        error_msg: message.to_owned(),
    }
}
