//! Bodies that are not what their content type says.

use serde_json::Value;

use super::{Case, Change, Expect, Family, ground::Ground};
use crate::{schema::Direction, spec::essence};

/// Deeper than any stack of a careless parser.
const DEEP: usize = 10_000;

pub(super) fn cases(ground: &Ground<'_>) -> Vec<Case> {
    let mut found = Vec::new();
    if let Some(value) = ground.json() {
        found.extend(json(ground, value));
    } else if let Some(body) = ground.body() {
        let content_type = body.content_type.as_deref().unwrap_or_default();
        if essence(content_type) == "multipart/form-data" {
            found.extend(multipart(ground));
        }
    }
    found.extend(nothing(ground));
    found
}

fn probe(ground: &Ground<'_>, label: &str, body: Vec<u8>, expect: Expect) -> Case {
    ground.probe(Family::Malformed, label, vec![Change::Body(body)], expect)
}

fn json(ground: &Ground<'_>, value: &Value) -> Vec<Case> {
    let text = value.to_string();
    let without_end = text.get(..text.len().saturating_sub(1)).unwrap_or_default();
    let mut broken: Vec<(&str, Vec<u8>)> = vec![
        ("truncated", without_end.into()),
        ("trailing-bytes", format!("{text}x").into()),
        ("two-documents", format!("{text}{text}").into()),
        ("not-utf-8", [b"\"\xff\xfe\"".as_slice()].concat()),
        ("not-json", b"contract".to_vec()),
        ("only-blanks", b" \n ".to_vec()),
        ("comment", format!("/* contract */{text}").into()),
        (
            "utf-16",
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
    ];
    if let Some((first, rest)) = first_member(value) {
        let member = |value: &str| format!("{{{first}:{value}{rest}}}").into_bytes();
        let name = first.trim_matches('"');
        let own = value
            .as_object()
            .and_then(|members| members.values().next());
        let own = own.map(ToString::to_string).unwrap_or_default();
        let single = format!("{{'{name}':{}{rest}}}", own.replace('"', "'"));
        broken.extend([
            ("not-a-number", member("NaN")),
            ("single-quotes", single.into()),
            (
                "name-without-quotes",
                format!("{{{name}:{own}{rest}}}").into(),
            ),
            ("no-value", member("")),
            (
                "not-utf-8-in-a-text",
                [
                    b"{",
                    first.as_bytes(),
                    b":\"\xc3\x28\"",
                    rest.as_bytes(),
                    b"}",
                ]
                .concat(),
            ),
            ("control-character-in-a-text", member("\"a\u{1}b\"")),
            ("trailing-comma", format!("{without_end},}}").into()),
        ]);
    }
    let broken = broken.into_iter();
    let mut found: Vec<Case> = broken
        .map(|(label, body)| probe(ground, label, body, Expect::invalid()))
        .collect();
    // Readers may ignore the mark, keep either of two members, and take half a character.
    let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    found.push(probe(ground, "byte-order-mark", with_mark, Expect::NoFault));
    if let Some((first, rest)) = first_member(value)
        && let Some(one) = value
            .as_object()
            .and_then(|members| members.values().next())
    {
        let twice = format!("{{{first}:{one},{first}:{one}{rest}}}");
        found.push(probe(ground, "member-twice", twice.into(), Expect::NoFault));
        let half = format!("{{{first}:\"\\ud800\"{rest}}}");
        found.push(probe(
            ground,
            "half-a-character",
            half.into(),
            Expect::NoFault,
        ));
    }
    found.extend(in_a_list(ground, value));
    found.push(deep(ground));
    found
}

/// The name of the first member, quoted, and what stands behind its value.
fn first_member(value: &Value) -> Option<(String, String)> {
    let members = value.as_object()?;
    let mut members = members.iter();
    let (first, _) = members.next()?;
    let quoted = Value::from(first.as_str()).to_string();
    let rest = members.map(|(name, value)| format!(",{}:{value}", Value::from(name.as_str())));
    Some((quoted, rest.collect()))
}

/// The value as the only item of a list, where that is not legal.
fn in_a_list(ground: &Ground<'_>, value: &Value) -> Option<Case> {
    let list = Value::Array(vec![value.clone()]);
    let broken = ground
        .spec
        .violations(ground.body_schema()?, Direction::Request, &list)?;
    let body = list.to_string().into_bytes();
    (!broken.is_empty()).then(|| probe(ground, "in-a-list", body, Expect::invalid()))
}

/// A list in a list in a list.
fn deep(ground: &Ground<'_>) -> Case {
    let body = [vec![b'['; DEEP], vec![b']'; DEEP]].concat();
    let shallow = Value::Array(vec![Value::Array(Vec::new())]);
    let broken = ground
        .body_schema()
        .and_then(|schema| ground.spec.violations(schema, Direction::Request, &shallow));
    let expect = if broken.is_some_and(|broken| !broken.is_empty()) {
        Expect::invalid()
    } else {
        Expect::NoFault
    };
    probe(ground, "deep-nesting", body, expect)
}

fn multipart(ground: &Ground<'_>) -> Vec<Case> {
    let without_boundary =
        Change::SetHeader("content-type".to_owned(), b"multipart/form-data".to_vec());
    vec![
        ground.probe(
            Family::Malformed,
            "no-boundary",
            vec![without_boundary],
            Expect::refusal(&[400, 415, 422]),
        ),
        probe(ground, "no-parts", b"contract".to_vec(), Expect::invalid()),
    ]
}

/// No bytes where a body must be: with its content type, and without.
fn nothing(ground: &Ground<'_>) -> Vec<Case> {
    let body = ground.operation.request_body.as_ref();
    let Some(body) = body.filter(|body| body.required && ground.body().is_some()) else {
        return Vec::new();
    };
    // For other media types no bytes may be a legal value.
    if ground.json().is_none() && !refuses_nothing(ground) {
        return Vec::new();
    }
    let owns = || [body.pointer.clone(), format!("{}/required", body.pointer)];
    let mut call = ground.call.clone();
    call.body = None;
    let expect = || Expect::refusal(&[400, 411, 415, 422]);
    let empty = probe(ground, "empty", Vec::new(), expect());
    let absent = ground.probe_call(Family::Malformed, "absent", call, Vec::new(), expect());
    vec![empty.owning(owns()), absent.owning(owns())]
}

/// Whether a form without members, or the empty text, breaks the schema.
fn refuses_nothing(ground: &Ground<'_>) -> bool {
    let content_type = ground.body().and_then(|body| body.content_type.as_deref());
    let nothing = match essence(content_type.unwrap_or_default()).as_str() {
        "application/x-www-form-urlencoded" | "multipart/form-data" => {
            Value::Object(serde_json::Map::new())
        }
        kind if kind.starts_with("text/") => Value::from(""),
        _ => return false,
    };
    let accepts = |schema| ground.spec.accepts(schema, Direction::Request, &nothing);
    ground.body_schema().and_then(accepts) == Some(false)
}
