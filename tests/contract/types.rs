//! The generated types against the examples: reading an example and writing it again gives the
//! same value.
//!
//! Beside that, each type takes exactly what its schema takes: every example is damaged in many
//! small ways, and the judge's validator says of each whether the type has to refuse it.
//!
//! A new schema needs a line in [`round_trip`], and the test of its example says so.

use std::collections::BTreeSet;

use apig_types::{ErrorResponse, ResizeInstanceRequest, ResizeOrder};
use openapi_contract::{Case, Spec, Subject, Verdict, check::harness, check_value};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// Reads the example of a case as the generated type of its schema, and writes it again.
pub(crate) fn run(spec: &Spec, case: &Case) -> Verdict {
    let sample = case
        .sample()
        .ok_or_else(|| harness(spec, case, "the case has no example"))?;
    let schema = sample.schema.as_deref().unwrap_or_default();
    let value =
        round_trip(schema, &sample.example.value).map_err(|why| harness(spec, case, why))?;
    check_value(spec, case, &value)
}

fn round_trip(schema: &str, value: &Value) -> Result<Value, String> {
    match schema {
        "/components/schemas/ErrorResponse" => through::<ErrorResponse>(value),
        "/components/schemas/ResizeInstanceRequest" => through::<ResizeInstanceRequest>(value),
        "/components/schemas/ResizeOrder" => through::<ResizeOrder>(value),
        other => Err(format!(
            "no generated type is known for `{other}`; add it to {}",
            file!()
        )),
    }
}

fn through<T: DeserializeOwned + Serialize>(value: &Value) -> Result<Value, String> {
    let bytes = value.to_string();
    let typed: T = openapi_types::json::from_slice(bytes.as_bytes())
        .map_err(|error| format!("the generated type refuses the example: {error}"))?;
    serde_json::to_value(typed).map_err(|error| error.to_string())
}

/// Each type takes what its schema takes and refuses what it refuses, and writes what it took.
pub(crate) fn agree_with_the_schemas(spec: &Spec, cases: &[Case]) -> Result<(), String> {
    let mut wrong = BTreeSet::new();
    let mut probed = 0_usize;
    for case in cases {
        let Subject::Body(sample) = &case.subject else {
            continue;
        };
        let Some(schema) = &sample.schema else {
            continue;
        };
        for probe in probes(&sample.example.value) {
            let Some(broken) = spec.violations(schema, sample.direction, &probe) else {
                return Err(format!("{schema} was not compiled"));
            };
            probed += 1;
            match round_trip(schema, &probe) {
                Ok(_) if !broken.is_empty() => {
                    wrong.insert(format!("{schema}: the type takes {probe}"));
                }
                Ok(value) if without_unknown(&probe) != value => {
                    wrong.insert(format!("{schema}: the type writes {probe} as {value}"));
                }
                Err(why) if broken.is_empty() => {
                    wrong.insert(format!("{schema}: {probe}: {why}"));
                }
                _ => {}
            }
        }
    }
    if probed == 0 {
        return Err("nothing was probed".to_owned());
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Vec::from_iter(wrong).join("\n"))
}

const UNKNOWN: &str = "a-member-that-nobody-documents";

/// The value damaged in small ways: members lost, of another type, null, or unknown.
fn probes(value: &Value) -> Vec<Value> {
    let others = [
        json!(null),
        json!([]),
        json!({}),
        json!(7),
        json!("x"),
        json!(true),
    ];
    let mut probes = others.to_vec();
    let Value::Object(members) = value else {
        return probes;
    };
    // A list of the members' values: what derived code might take for the object.
    probes.push(Value::Array(members.values().cloned().collect()));
    for name in members.keys() {
        let mut fewer = members.clone();
        fewer.remove(name);
        probes.push(Value::Object(fewer));
        for other in &others {
            let mut changed = members.clone();
            changed.insert(name.clone(), other.clone());
            probes.push(Value::Object(changed));
        }
    }
    let mut more = members.clone();
    more.insert(UNKNOWN.to_owned(), json!(7));
    probes.push(Value::Object(more));
    probes
}

fn without_unknown(probe: &Value) -> Value {
    let mut probe = probe.clone();
    if let Value::Object(members) = &mut probe {
        members.remove(UNKNOWN);
    }
    probe
}
