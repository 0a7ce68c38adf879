//! What the example server shows to a newcomer is what the state table tests.

use openapi_contract::{
    Case, Family,
    call::{Call, Secret},
    spec::Location,
};
use serde_json::json;

use crate::in_memory::{callers::TOKENS, gateways::GATEWAYS};

/// Every gateway and token that the example server shows to a newcomer leads, in some state, to
/// the answer that it promises.
pub(crate) fn every_seed_has_a_state(cases: &[Case]) -> Result<(), String> {
    let states = cases.iter().filter(|case| case.family == Family::Statuses);
    let states: Vec<(&Call, &str)> = states
        .filter_map(|case| {
            let example = case.sample().map_or("", |sample| &sample.example.name);
            Some((&case.exchange()?.call, example))
        })
        .collect();
    let mut missing = Vec::new();
    for gateway in GATEWAYS {
        let code = gateway.condition.answer();
        let is_reached = states.iter().any(|(call, example)| {
            call.argument(Location::Path, "instance_id") == Some(&json!(gateway.id))
                && (*example == code || !code.starts_with("APIC."))
        });
        if !is_reached {
            missing.push(format!("the gateway {} ({code})", gateway.id));
        }
    }
    for known in TOKENS {
        let is_reached = states.iter().any(|(call, example)| {
            let mut secrets = call.credentials.iter().map(|credential| &credential.secret);
            *example == known.code
                && secrets.any(|secret| *secret == Secret::Key(known.token.to_owned()))
        });
        if !is_reached {
            missing.push(format!("the token {} ({})", known.token, known.code));
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "no state in contract.toml uses {}",
        missing.join(", ")
    ))
}
