//! The generated client, as its users call it.

use std::sync::Arc;

use apig_client::openapi_client::AnswerProblem;
use apig_client::types::ResizeInstanceRequest;
use apig_client::{AuthToken, Client, Error};

use super::Outcome;
use super::by_hand::{PROJECT, TOKEN};
use super::flight::Flight;
use super::harness::BoxError;

/// Orders for a gateway so many times with one client; gives the outcome.
pub(crate) fn order(
    base_url: &str,
    instance_id: &str,
    calls: u32,
    flight: Flight,
) -> Result<Outcome, BoxError> {
    let client = Client::builder(base_url)
        .credential(AuthToken::new(TOKEN)?)
        .build()?;
    let shared: Arc<(Client, String)> = Arc::new((client, instance_id.to_owned()));
    flight.fly(calls, move || {
        let shared = Arc::clone(&shared);
        async move { one(&shared.0, &shared.1).await }
    })
}

async fn one(client: &Client, instance_id: &str) -> Result<Outcome, BoxError> {
    let body = ResizeInstanceRequest {
        spec_id: Some("PROFESSIONAL".to_owned()),
    };
    let answer = client
        .create_post_pay_resize_order()
        .project_id(PROJECT)
        .instance_id(instance_id)
        .body(body)
        .send()
        .await;
    Ok(match answer {
        Ok(order) => Outcome::Placed(order.into_inner().job_id),
        Err(Error::Refused(refusal)) => {
            let request_id = refusal.request_id().map(str::to_owned);
            let status = refusal.status().as_u16();
            Outcome::Refused(status, refusal.into_inner().error_code, request_id)
        }
        Err(Error::NotSent(_)) => Outcome::Unsent,
        Err(error) => match error.problem() {
            Some(AnswerProblem::Redirect { .. }) => Outcome::Redirected,
            Some(AnswerProblem::TooLarge { .. }) => Outcome::TooLarge,
            Some(AnswerProblem::Body(_)) => Outcome::Unreadable,
            _ => return Err(error.to_string().into()),
        },
    })
}
