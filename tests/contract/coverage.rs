//! Never green by accident: everything that the document promises has a case on every side.
//!
//! What must be there is counted from the plain tree, on another road than the cases are made,
//! so that a promise that the judge overlooks is missed here.

use std::collections::BTreeSet;

use openapi_contract::{Case, Coverage, Side, Subject};
use openapi_source::Node;

use crate::document::{self, Contract};

/// Operation, status (`request` for a request), and the name of the example.
type Promise = (String, String, String);

/// Stands for the example of a body that has none, because the status alone is a promise too.
const NO_EXAMPLE: &str = "(without an example)";

/// Each documented status and example has a case on every side that can hold it.
pub(crate) fn every_promise_has_cases(contract: &Contract) -> Result<(), String> {
    let document = document::parsed()?;
    let promised = promised(document.root());
    if promised.is_empty() || contract.cases.is_empty() {
        return Err("the document promises nothing, or nothing is tested".to_owned());
    }
    let mut missing = Coverage::new(&contract.spec, &contract.cases).holes();
    for side in Side::ALL {
        let held: BTreeSet<Promise> = contract
            .cases
            .iter()
            .filter(|case| case.side == side)
            .flat_map(held)
            .collect();
        // On its own, a body without an example is nothing to hold.
        let alone = matches!(side, Side::Document | Side::Types);
        let missed = promised.difference(&held);
        for (operation, status, example) in missed.filter(|one| !alone || one.2 != NO_EXAMPLE) {
            missing.push(format!(
                "{operation} {status} {example} on the side `{side}`"
            ));
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "these promises have no test:\n{}",
            missing.join("\n")
        ))
    }
}

/// What a case holds: its answer and, where it sends one, the example of its request.
fn held(case: &Case) -> Vec<Promise> {
    let operation = || case.operation.clone();
    match &case.subject {
        Subject::Probe(_) | Subject::Decode(_) | Subject::Drawn(_) => Vec::new(),
        Subject::Body(sample) => {
            let status = sample
                .status
                .map_or("request".to_owned(), |status| status.to_string());
            vec![(operation(), status, sample.example.name.clone())]
        }
        Subject::Exchange(exchange) => {
            let answer = &exchange.answer;
            let name = answer
                .body
                .as_ref()
                .map_or(NO_EXAMPLE, |sample| &sample.example.name);
            let pointer = exchange
                .call
                .body
                .as_ref()
                .and_then(|body| body.pointer.clone());
            let request = pointer.and_then(|pointer| Some(example_name(&pointer)?.to_owned()));
            let answered = (operation(), answer.documented.to_string(), name.to_owned());
            let sent = request.map(|name| (operation(), "request".to_owned(), name));
            std::iter::once(answered).chain(sent).collect()
        }
    }
}

/// The name in `…/examples/NAME/value`, or `example` for the single one.
fn example_name(pointer: &str) -> Option<&str> {
    if pointer.ends_with("/example") {
        return Some("example");
    }
    pointer.strip_suffix("/value")?.rsplit('/').next()
}

fn promised(root: &Node) -> BTreeSet<Promise> {
    let mut found = BTreeSet::new();
    let Some(paths) = root.get("paths").and_then(Node::as_object) else {
        return found;
    };
    for path in paths {
        for member in path.value.as_object().into_iter().flatten() {
            let Some(responses) = member.value.get("responses").and_then(Node::as_object) else {
                continue;
            };
            let id = member.value.get("operationId").and_then(Node::as_str);
            let fallback = || format!("{} {}", member.key.to_uppercase(), path.key);
            let id = id.map_or_else(fallback, str::to_owned);
            if let Some(body) = member.value.get("requestBody") {
                for example in examples(root, body) {
                    found.insert((id.clone(), "request".to_owned(), example));
                }
            }
            for response in responses {
                for example in examples(root, &response.value) {
                    found.insert((id.clone(), response.key.clone(), example));
                }
            }
        }
    }
    found
}

/// The names of the examples of a body, or [`NO_EXAMPLE`].
fn examples(root: &Node, owner: &Node) -> Vec<String> {
    let target = owner
        .get("$ref")
        .and_then(Node::as_str)
        .and_then(|target| target.strip_prefix('#'));
    let owner = target
        .and_then(|target| root.pointer(target))
        .unwrap_or(owner);
    let media = owner
        .get("content")
        .and_then(Node::as_object)
        .into_iter()
        .flatten();
    let mut names = Vec::new();
    for media in media {
        names.extend(media.value.get("example").map(|_| "example".to_owned()));
        let several = media.value.get("examples").and_then(Node::as_object);
        names.extend(
            several
                .into_iter()
                .flatten()
                .map(|example| example.key.clone()),
        );
    }
    if names.is_empty() {
        names.push(NO_EXAMPLE.to_owned());
    }
    names
}
