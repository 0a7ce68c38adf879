//! The generated server, behind a scripted implementation, against raw requests made from the
//! examples.
//!
//! The judge writes the request, so the client has no part in it. What the implementation was
//! called with must be what was sent, and what it answered must arrive as the example's values.

use openapi_contract::{
    Case, Failure, RawRequest, Spec, Verdict, check::harness, check_response, diff::values,
};
use sdk_hmac_sha256::SigningTime;
use serde_json::Value;

use crate::{
    scripted::{self, Log},
    wire,
};

/// The authority of a server that is never connected to.
const HOST: &str = "contract.invalid";

/// Carries out one case of the server side.
pub(crate) async fn run(spec: &Spec, case: &Case) -> Verdict {
    let broken = |why: String| harness(spec, case, why);
    let exchange = case
        .exchange()
        .ok_or_else(|| broken("the case has no exchange".to_owned()))?;
    let request = request(spec, case)?;
    let (service, log) = scripted::service(exchange);
    let response = wire::send(service, &request).await.map_err(broken)?;
    log.complaint().map_err(broken)?;
    check_response(spec, case, &response, case.level)?;
    check_arguments(&log, &scripted::expected(&exchange.call)).map_err(broken)
}

/// The request of a case, as the judge writes it.
pub(crate) fn request(spec: &Spec, case: &Case) -> Result<RawRequest, Box<Failure>> {
    let broken = |why: String| harness(spec, case, why);
    let operation = spec.operation(&case.operation);
    let (Some(exchange), Some(operation)) = (case.exchange(), operation) else {
        return Err(broken(
            "the case has no exchange of this document".to_owned(),
        ));
    };
    exchange
        .call
        .request(spec, operation, HOST, SigningTime::now())
        .map_err(|error| broken(error.to_string()))
}

/// What the implementation was called with is what the call says.
pub(crate) fn check_arguments(log: &Log, expected: &Value) -> Result<(), String> {
    let arguments = log.arguments()?;
    let differences = values(expected, &arguments);
    if differences.is_empty() {
        return Ok(());
    }
    let texts = differences.iter().map(|one| {
        let side = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
        format!(
            "{} is {} instead of {}",
            one.at,
            side(&one.actual),
            side(&one.expected)
        )
    });
    Err(format!(
        "the handler was called with other arguments: {}",
        texts.collect::<Vec<_>>().join("; ")
    ))
}
