//! The generated client, judged by what it sends and by what it makes of each answer.
//!
//! The judge serves the answer of a case on a port of its own and sees the bytes of every request;
//! here is only how the client is called. A new operation needs an arm in [`call`], and its cases
//! say so.

use std::time::Duration;

use apig_client::{AccessKey, AuthToken, Builder, Client, Error, ResponseValue};
use openapi_contract::{
    Call, Case, Spec, Subject, Verdict,
    call::{Content, Credential, Secret},
    case::Ending,
    check::{End, Said},
    client::{Caller, Task, Trouble, judge},
    run::Outcome,
    spec::Location,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Ends a case whose client hangs.
const DEADLINE: Duration = Duration::from_secs(10);
/// What the client waits for an answer that never comes.
const IMPATIENCE: Duration = Duration::from_millis(50);

/// The generated client.
struct Generated;

impl Caller for Generated {
    async fn call(&self, task: &Task<'_>) -> Result<Said, Trouble> {
        let patience = match &task.case.subject {
            Subject::Decode(decode) if decode.reply.ending == Ending::Silent => IMPATIENCE,
            _ => DEADLINE,
        };
        let builder = Client::builder(task.base_url).timeout(patience);
        let client = client(builder, &task.call.credentials).map_err(Trouble::Unable)?;
        call(&client, &task.operation.id, task.call)
            .await
            .map_err(Trouble::Unable)
    }
}

/// Carries out one case of the client side.
pub(crate) async fn run(spec: &Spec, case: &Case) -> Verdict {
    let record = judge(spec, case, case.level, DEADLINE, &Generated).await;
    match record.outcome {
        Outcome::Broken(failure) => Err(failure),
        Outcome::Held | Outcome::Void(_) | Outcome::NotRun => Ok(()),
    }
}

/// A client with these credentials.
pub(crate) fn client(
    mut builder: Builder<Client>,
    credentials: &[Credential],
) -> Result<Client, String> {
    for Credential { scheme, secret } in credentials {
        builder = match (scheme.as_str(), secret) {
            ("AuthToken", Secret::Key(key)) => {
                let token = AuthToken::new(key.clone()).map_err(|error| error.to_string())?;
                builder.credential(token)
            }
            ("RequestSignature", Secret::Pair { access, secret }) => {
                let key = AccessKey::new(access.clone(), secret.clone());
                builder.credential(key.map_err(|error| error.to_string())?)
            }
            (other, _) => {
                return Err(format!(
                    "no credential is known for `{other}`; add it to {}",
                    file!()
                ));
            }
        };
    }
    builder.build().map_err(|error| error.to_string())
}

/// Calls an operation with typed arguments and says what the client made of the answer.
pub(crate) async fn call(client: &Client, operation: &str, call: &Call) -> Result<Said, String> {
    match operation {
        "createPostPayResizeOrder" => {
            let request = client
                .create_post_pay_resize_order()
                .project_id(text(call, Location::Path, "project_id")?)
                .instance_id(text(call, Location::Path, "instance_id")?)
                .body(body::<apig_types::ResizeInstanceRequest>(call)?);
            said(request.send().await)
        }
        other => Err(format!(
            "no test calls the operation `{other}`; add it to {}",
            file!()
        )),
    }
}

fn text(call: &Call, location: Location, name: &str) -> Result<String, String> {
    let value = call.argument(location, name).and_then(Value::as_str);
    value
        .map(str::to_owned)
        .ok_or_else(|| format!("the call has no `{name}`"))
}

fn body<T: DeserializeOwned>(call: &Call) -> Result<T, String> {
    let Some(Content::Json(value)) = call.body.as_ref().map(|body| &body.content) else {
        return Err("the call has no JSON body".to_owned());
    };
    serde_json::from_value(value.clone()).map_err(|error| error.to_string())
}

fn said<T: Serialize, E: Serialize>(
    result: Result<ResponseValue<T>, Error<E>>,
) -> Result<Said, String> {
    let (end, status, value) = match result {
        Ok(value) => {
            let status = value.status().as_u16();
            let value = serde_json::to_value(value.into_inner());
            (End::Success, status, value)
        }
        Err(Error::Refused(value)) => {
            let status = value.status().as_u16();
            let value = serde_json::to_value(value.into_inner());
            (End::Refused, status, value)
        }
        Err(other) => return Ok(Said::new(End::Failed).note(other.to_string())),
    };
    let value = value.map_err(|error| error.to_string())?;
    Ok(Said::new(end).status(status).value(value))
}
