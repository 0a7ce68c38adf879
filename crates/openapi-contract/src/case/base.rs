//! The base of an operation, from the state table or from the document alone.

use super::{
    Case, Change, Expect, Family, Level, Probe, Side, Subject,
    ground::{Ground, Refused},
    make, name,
};
use crate::{
    call::{Argument, Body, Call, Content},
    draw,
    schema::Direction,
    spec::{Media, Operation, Spec, is_json},
    state::{States, too_large},
};

/// The base that the table gives: its first state below 400.
pub(super) fn of_states<'a>(
    spec: &'a Spec,
    operation: &'a Operation,
    states: &States,
    cases: &[Case],
) -> Result<Ground<'a>, String> {
    let mut cases_of_success = cases.iter().filter_map(|case| {
        let exchange = case.exchange()?;
        (exchange.answer.status < 400).then_some((case, exchange))
    });
    let Some((case, exchange)) = cases_of_success.next() else {
        return Err("no state of the table reaches a status below 400".to_owned());
    };
    Ok(Ground {
        spec,
        operation,
        call: exchange.call.clone(),
        twin: case.name.clone(),
        known: states.known(&exchange.call),
        refused: refused(cases),
        too_large: too_large(cases),
    })
}

/// The states that only a caller with a credential may learn of, one for each status: what is not
/// there, what is in conflict. Those about the request alone come before or after the credential.
fn refused(cases: &[Case]) -> Vec<Refused> {
    let mut found: Vec<Refused> = Vec::new();
    for case in cases {
        let Some(exchange) = case.exchange() else {
            continue;
        };
        let status = exchange.answer.status;
        let is_about_things = matches!(status, 402 | 404 | 409 | 410 | 412 | 423 | 424);
        if is_about_things
            && !exchange.call.credentials.is_empty()
            && found.iter().all(|one| one.status != status)
        {
            found.push(Refused {
                status,
                call: exchange.call.clone(),
                case: case.name.clone(),
            });
        }
    }
    found
}

/// The base that the document gives, and the case that tries it.
pub(super) fn of_document<'a>(
    spec: &'a Spec,
    operation: &'a Operation,
) -> Result<(Ground<'a>, Case), String> {
    if make::success(operation).is_none() {
        return Err("the document has no status below 400".to_owned());
    }
    let credentials = operation.security.first();
    let call = Call {
        arguments: arguments(spec, operation)?,
        body: body(spec, operation)?,
        credentials: credentials
            .map(|one| make::made_up(spec, one))
            .unwrap_or_default(),
        before: Vec::new(),
    };
    let name = name(&[
        Family::Statuses.to_string(),
        Side::Server.to_string(),
        operation.id.clone(),
        "success".to_owned(),
    ]);
    let case = Case {
        name: name.clone(),
        family: Family::Statuses,
        side: Side::Server,
        operation: operation.id.clone(),
        level: Level::Schema,
        twin: None,
        owns: Vec::new(),
        subject: Subject::Probe(Box::new(Probe {
            call: call.clone(),
            changes: Vec::<Change>::new(),
            expect: Expect::Success,
        })),
    };
    let ground = Ground {
        spec,
        operation,
        // Whoever sends the cases puts its own in place of these.
        known: all_schemes(spec, operation),
        call,
        twin: name,
        refused: Vec::new(),
        too_large: None,
    };
    Ok((ground, case))
}

fn all_schemes(spec: &Spec, operation: &Operation) -> Vec<crate::call::Credential> {
    let first = operation.security.first();
    first
        .map(|one| make::made_up(spec, one))
        .unwrap_or_default()
}

/// The required parameters, with the document's own values where it has some.
fn arguments(spec: &Spec, operation: &Operation) -> Result<Vec<Argument>, String> {
    let required = operation.parameters.iter().filter(|one| one.required);
    let argument = |parameter: &crate::spec::Parameter| {
        let drawn = || draw::legal(spec, parameter.schema.as_deref()?, Direction::Request);
        let value = parameter.example.clone().or_else(drawn);
        let argument = value.map(|value| Argument {
            name: parameter.name.clone(),
            location: parameter.location,
            value,
        });
        argument
            .filter(|argument| argument.texts().is_ok())
            .ok_or_else(|| {
                format!(
                    "no legal value is known for the parameter `{}`",
                    parameter.name
                )
            })
    };
    required.map(argument).collect()
}

/// The first example, of JSON before others; else the smallest legal JSON.
fn body(spec: &Spec, operation: &Operation) -> Result<Option<Body>, String> {
    let Some(documented) = &operation.request_body else {
        return Ok(None);
    };
    let (json, others): (Vec<&Media>, Vec<&Media>) = documented
        .media
        .iter()
        .partition(|media| is_json(&media.media_type));
    let by_example = json.iter().chain(&others).find_map(|media| {
        let example = media.examples.first()?;
        let content = match &example.value {
            serde_json::Value::String(text) if !is_json(&media.media_type) => {
                Content::Text(text.clone())
            }
            value => Content::Json(value.clone()),
        };
        Some(Body {
            content_type: Some(media.media_type.clone()),
            content,
            pointer: Some(example.pointer.clone()),
        })
    });
    let drawn = || {
        json.iter().chain(&others).find_map(|media| {
            let value = draw::legal(spec, media.schema.as_deref()?, Direction::Request)?;
            make::is_writable(spec, media, Direction::Request, &value).then(|| Body {
                content_type: Some(media.media_type.clone()),
                content: match value {
                    serde_json::Value::String(text) if !is_json(&media.media_type) => {
                        Content::Text(text)
                    }
                    value => Content::Json(value),
                },
                pointer: None,
            })
        })
    };
    match by_example.or_else(drawn) {
        None if documented.required => Err("no legal body is known".to_owned()),
        found => Ok(found),
    }
}
