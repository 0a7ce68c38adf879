//! The generated client talking to the generated server, with the judge between them.
//!
//! Both run in this process; the client's hook hands its requests over. Every byte is copied on
//! the way and judged by the document's schemas, so that a mistake that both sides share, and
//! that would therefore agree with itself, is still seen.

use std::sync::{Arc, Mutex, PoisonError};

use apig_client::{Client, in_process};
use openapi_contract::{
    Case, RawRequest, RawResponse, Spec, Verdict, check::harness, check_request, check_response,
    check_result,
};

use crate::{client, scripted, server, wire};

type Wire = Arc<Mutex<Vec<Result<(RawRequest, RawResponse), String>>>>;

/// Carries out one case of both sides.
pub(crate) async fn run(spec: &Spec, case: &Case) -> Verdict {
    let broken = |why: String| harness(spec, case, why);
    let exchange = case
        .exchange()
        .ok_or_else(|| broken("the case has no exchange".to_owned()))?;
    let (service, log) = scripted::service(exchange);
    let copied = Wire::default();
    let copy = Arc::clone(&copied);
    let transport = in_process(move |request: http::Request<_>| {
        let (service, copy) = (service.clone(), Arc::clone(&copy));
        async move {
            let passed = pass(service, request).await;
            let response = passed
                .as_ref()
                .map_or_else(|_| http::Response::default(), |(_, raw)| answer(raw));
            copy.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(passed);
            response
        }
    });
    let builder = Client::builder("http://localhost").hooks(transport);
    let client = client::client(builder, &exchange.call.credentials).map_err(broken)?;
    let said = client::call(&client, &case.operation, &exchange.call).await;
    let copied = std::mem::take(&mut *copied.lock().unwrap_or_else(PoisonError::into_inner));
    let [passed] = copied.as_slice() else {
        return Err(broken(format!(
            "{} requests were sent instead of one",
            copied.len()
        )));
    };
    let (request, response) = passed.as_ref().map_err(|why| broken(why.clone()))?;
    check_request(spec, case, request, case.level)?;
    log.complaint().map_err(broken)?;
    check_response(spec, case, response, case.level)?;
    server::check_arguments(&log, &scripted::expected(&exchange.call)).map_err(broken)?;
    check_result(spec, case, &said.map_err(broken)?, case.level)
}

async fn pass<B>(
    service: apig_server::Service<scripted::Script, scripted::Gate>,
    request: http::Request<B>,
) -> Result<(RawRequest, RawResponse), String>
where
    B: http_body::Body,
    B::Error: std::fmt::Display,
{
    let request = wire::received(request).await?;
    let response = wire::send(service, &request).await?;
    Ok((request, response))
}

fn answer(raw: &RawResponse) -> http::Response<Vec<u8>> {
    let mut response = http::Response::new(raw.body.clone());
    if let Ok(status) = http::StatusCode::from_u16(raw.status) {
        *response.status_mut() = status;
    }
    for (name, value) in raw.headers.iter() {
        let name = http::HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, http::HeaderValue::from_bytes(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}
