//! Legal variations of the request that succeeds: they must succeed too.
//!
//! Most of these were seen on the wire of real clients. A server that refuses one of them works
//! in its own tests and not with the caller's library.

use serde_json::Value;

use super::{Case, Change, Expect, Family, ground::Ground, json};
use crate::{
    schema::Direction,
    spec::{Location, essence},
    step::{Hex, encode_more},
};

/// A member that no document has.
const UNKNOWN: &str = "x-contract-unknown";
/// More than a field has, and less than the head of a request may be.
const LONG: usize = 4_000;
/// Less than what any framework takes without being told to.
const LARGE: usize = 32 << 10;
/// Beyond ASCII, beyond two bytes, beyond the basic plane, and a quote.
const UNICODE: &str = "é漢😀\"";

pub(super) fn cases(ground: &Ground<'_>) -> Vec<Case> {
    let probe =
        |label: &str, changes| ground.probe(Family::Tolerance, label, changes, Expect::Success);
    let mut found = vec![
        probe("accept-any", vec![accept("*/*")]),
        probe(
            "accept-of-a-browser",
            vec![accept(
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            )],
        ),
        probe("header-names-upper-case", vec![Change::UpperCaseNames]),
        probe("header-unknown", vec![unknown_header()]),
        probe("accept-encoding", vec![coding("gzip, deflate, br")]),
        probe("accept-encoding-none", vec![coding("identity, *;q=0")]),
        probe(
            "accept-encoding-unknown",
            vec![coding(
                "x-contract, gzip;q=0, deflate;q=0, br;q=0, zstd;q=0",
            )],
        ),
        // Who cannot please a client may say so; nothing must break.
        ground.probe(
            Family::Tolerance,
            "accept-nothing-that-is-there",
            vec![accept("image/x-contract;q=0.5")],
            Expect::NoFault,
        ),
        ground.probe(
            Family::Tolerance,
            "header-long",
            vec![Change::AddHeader(UNKNOWN.to_owned(), vec![b'x'; LONG])],
            Expect::NoFault,
        ),
    ];
    found.extend(content_type(ground));
    found.extend(body(ground));
    found.extend(path(ground));
    found.extend(parameters(ground));
    found
}

/// Proxies and tracing add fields of their own, so no server may mind one.
fn unknown_header() -> Change {
    Change::AddHeader(UNKNOWN.to_owned(), b"1".to_vec())
}

fn coding(value: &str) -> Change {
    Change::SetHeader("accept-encoding".to_owned(), value.into())
}

fn accept(value: &str) -> Change {
    Change::SetHeader("accept".to_owned(), value.into())
}

/// Parameters of a media type, and the case of everything about it.
fn content_type(ground: &Ground<'_>) -> Vec<Case> {
    let Some(content_type) = ground.body().and_then(|body| body.content_type.as_deref()) else {
        return Vec::new();
    };
    let plain = essence(content_type);
    // Multipart needs its own parameter.
    let is_text = ground.json().is_some() || plain.starts_with("text/");
    if !is_text || content_type.contains(';') {
        return Vec::new();
    }
    let spellings = [
        ("charset", format!("{plain}; charset=utf-8")),
        ("charset-upper-case", format!("{plain};charset=UTF-8")),
        ("charset-quoted", format!("{plain}; Charset=\"utf-8\"")),
        ("media-type-upper-case", plain.to_ascii_uppercase()),
    ];
    let case = |(label, value): (&str, String)| {
        let changes = vec![Change::SetHeader("content-type".to_owned(), value.into())];
        ground.probe(Family::Tolerance, label, changes, Expect::Success)
    };
    spellings.into_iter().map(case).collect()
}

/// Other bytes of the same body, and other bodies that are as legal.
fn body(ground: &Ground<'_>) -> Vec<Case> {
    let Some(body) = ground.body() else {
        return Vec::new();
    };
    let family = Family::Tolerance;
    let mut found = vec![ground.probe(family, "chunked", vec![Change::Chunked], Expect::Success)];
    // Libraries ask before they send a larger body; whoever does not answer that makes them wait.
    let asks = vec![Change::AddHeader(
        "expect".to_owned(),
        b"100-continue".to_vec(),
    )];
    found.push(ground.probe(family, "expect-continue", asks, Expect::Success));
    let Some(value) = ground.json() else {
        return found;
    };
    let bytes = |label: &str, text: String| {
        ground.probe(
            family,
            label,
            vec![Change::Body(text.into())],
            Expect::Success,
        )
    };
    let size = ground.too_large.map_or(LARGE, |size| LARGE.min(size / 2));
    let large = vec![Change::Padded(size)];
    found.push(ground.probe(family, "large-body", large, Expect::Success));
    found.push(bytes("final-newline", format!("{value}\n")));
    found.push(bytes("white-space", json::spread(value)));
    let has_text = value.to_string().contains('"');
    if has_text {
        found.push(bytes("escaped-text", json::escaped(value)));
    }
    if let Value::Object(members) = value
        && members.len() > 1
    {
        found.push(bytes("member-order", json::reversed(members)));
    }
    if let Some(further) = with_unknown(ground, value) {
        found.push(bytes("unknown-member-raw-unicode", further.to_string()));
        found.push(bytes(
            "unknown-member-escaped-unicode",
            json::escaped(&further),
        ));
    }
    let empty = Value::Object(serde_json::Map::new());
    if *value != empty && value.is_object() && is_legal(ground, &empty) {
        let call = ground.with_json(empty);
        let case = ground.probe_call(family, "empty-object", call, Vec::new(), Expect::Success);
        found.push(case);
    }
    let is_required = ground
        .operation
        .request_body
        .as_ref()
        .is_some_and(|one| one.required);
    if !is_required && body.content_type.is_some() {
        let mut call = ground.call.clone();
        call.body = None;
        // Legal, but whether it makes sense is for the server to say.
        found.push(ground.probe_call(family, "no-body", call, Vec::new(), Expect::NoFault));
    }
    found
}

/// The value with one more member, where the document does not forbid it.
fn with_unknown(ground: &Ground<'_>, value: &Value) -> Option<Value> {
    let mut members = value.as_object()?.clone();
    members.insert(UNKNOWN.to_owned(), Value::from(UNICODE));
    let further = Value::Object(members);
    is_legal(ground, &further).then_some(further)
}

fn is_legal(ground: &Ground<'_>, value: &Value) -> bool {
    let Some(schema) = ground.body_schema() else {
        return true;
    };
    let broken = ground.spec.violations(schema, Direction::Request, value);
    broken.is_some_and(|broken| broken.is_empty())
}

/// The values of the path with more encoded than must be.
fn path(ground: &Ground<'_>) -> Vec<Case> {
    let spelt = |label: &str, hex: Hex| {
        let path = super::paths::with(ground, |text| encode_more(text, hex))?;
        let changes = vec![Change::Path(path)];
        Some(ground.probe(Family::Tolerance, label, changes, Expect::Success))
    };
    let upper = spelt("path-all-encoded", Hex::Upper);
    let lower = spelt("path-all-encoded-lower-case", Hex::Lower);
    upper.into_iter().chain(lower).collect()
}

/// Optional parameters left out, or there with the document's own value.
fn parameters(ground: &Ground<'_>) -> Vec<Case> {
    let mut found = Vec::new();
    let is_set = |name: &str, location: Location| ground.call.argument(location, name).is_some();
    let optional = || {
        ground
            .operation
            .parameters
            .iter()
            .filter(|one| !one.required)
    };
    let set: Vec<_> = optional()
        .filter(|one| is_set(&one.name, one.location))
        .collect();
    if !set.is_empty() {
        let mut call = ground.call.clone();
        call.arguments.retain(|argument| {
            !set.iter()
                .any(|one| one.name == argument.name && one.location == argument.location)
        });
        let owns = set.iter().map(|one| one.pointer.clone());
        let case = ground.probe_call(
            Family::Tolerance,
            "optional-parameters-left-out",
            call,
            Vec::new(),
            Expect::Success,
        );
        found.push(case.owning(owns));
    }
    let unset = optional().filter(|one| !is_set(&one.name, one.location));
    for parameter in unset.take(super::bounds::OPTIONAL) {
        let Some(call) = super::values::with_example(ground, parameter) else {
            continue;
        };
        let label = format!("optional-parameter-{}", parameter.name);
        let case = ground.probe_call(Family::Tolerance, label, call, Vec::new(), Expect::Success);
        found.push(case.owning([parameter.pointer.clone()]));
    }
    found
}
