//! `x-rejections`: the answers of the server where no operation decides.
//!
//! An entry is an Example Object or a reference to one. Where it is silent, the
//! first example of the status in the document is used, and where there is none
//! either, the server answers in the form of RFC 9457 and a warning says so.

use openapi_source::{Diagnostic, Node, Value};

use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Answer, Api, RejectionKind};

impl<'a> Reader<'a> {
    pub(super) fn rejections(&mut self, root: &Cursor<'a>) -> Vec<(RejectionKind, Option<Answer>)> {
        let section = root.get("x-rejections");
        if let Some(section) = &section {
            self.rejection_keys(section);
        }
        let violations = section
            .as_ref()
            .and_then(|s| self.optional_text(s, "violations"));
        let mut out = Vec::new();
        for kind in RejectionKind::ALL {
            let entry = section.as_ref().and_then(|s| s.get(kind.key()));
            let body = match entry {
                Some(entry) => self.example_value(entry),
                None => self.first_example(root, kind.status()),
            };
            let member = violations
                .as_deref()
                .filter(|_| kind == RejectionKind::InvalidRequest);
            out.push((kind, body.map(|body| answer(body.node, member))));
        }
        self.note_problem_json(root, &out);
        self.violations_member(section.as_ref(), &out);
        out
    }

    fn rejection_keys(&mut self, section: &Cursor<'a>) {
        if self.object(section, "`x-rejections`").is_none() {
            return;
        }
        let keys: Vec<&str> = RejectionKind::ALL.iter().map(|kind| kind.key()).collect();
        for (key, place) in section.members() {
            if key != "violations" && !keys.contains(&key) && !key.starts_with("x-") {
                self.push(
                    Diagnostic::error(
                        codes::EXTENSION,
                        place.key_span,
                        format!("`{key}` is not a kind of rejection"),
                    )
                    .help(format!("one of violations, {}", keys.join(", "))),
                );
            }
        }
    }

    fn example_value(&mut self, entry: Cursor<'a>) -> Option<Cursor<'a>> {
        let example = self.resolve(entry)?;
        let value = self.required(&example, "value")?;
        if value.node.as_object().is_none() {
            self.wrong_kind(&value, "an object, the body of the answer");
        }
        Some(value)
    }

    /// The first example that any operation documents for `status`.
    fn first_example(&mut self, root: &Cursor<'a>, status: u16) -> Option<Cursor<'a>> {
        let paths = root.get("paths")?;
        let status = status.to_string();
        let operations = paths
            .members()
            .into_iter()
            .flat_map(|(_, item)| item.members());
        let responses: Vec<Cursor<'a>> = operations
            .filter_map(|(_, operation)| operation.get("responses")?.get(&status))
            .collect();
        responses.into_iter().find_map(|response| {
            let response = self.resolve(response)?;
            let media = response.get("content")?.get("application/json")?;
            if let Some(example) = media.get("example") {
                return Some(example);
            }
            let (_, first) = media.get("examples")?.members().into_iter().next()?;
            self.resolve(first)?.get("value")
        })
    }

    fn note_problem_json(
        &mut self,
        root: &Cursor<'a>,
        answers: &[(RejectionKind, Option<Answer>)],
    ) {
        let schemes = root
            .get("components")
            .and_then(|c| c.get("securitySchemes"));
        let paths = root.get("paths");
        let items = paths.iter().flat_map(Cursor::members);
        let has_bodies = items
            .flat_map(|(_, item)| item.members())
            .any(|(_, operation)| operation.get("requestBody").is_some());
        let silent: Vec<&str> = answers
            .iter()
            .filter(|(_, answer)| answer.is_none())
            // Where nobody has to say who they are, nobody is turned away.
            .filter(|(kind, _)| schemes.is_some() || !matches!(kind.status(), 401 | 403))
            // Where no operation has a body, none is too large or of another type.
            .filter(|(kind, _)| has_bodies || !matches!(kind.status(), 413 | 415))
            .map(|(kind, _)| kind.key())
            .collect();
        if silent.is_empty() {
            return;
        }
        let span = root
            .get("x-rejections")
            .map_or(root.key_span, |section| section.key_span);
        self.push(
            Diagnostic::warning(
                codes::PROBLEM_JSON,
                span,
                format!("no body for these rejections: {}", silent.join(", ")),
            )
            .label("answered as application/problem+json")
            .help("name an example for each under `x-rejections`"),
        );
    }

    /// The member that takes the violations must be a string of that body.
    fn violations_member(
        &mut self,
        section: Option<&Cursor<'a>>,
        answers: &[(RejectionKind, Option<Answer>)],
    ) {
        let Some(place) = section.and_then(|section| section.get("violations")) else {
            return;
        };
        let invalid = answers
            .iter()
            .find(|(kind, _)| *kind == RejectionKind::InvalidRequest);
        let found = invalid.and_then(|(_, answer)| answer.as_ref()?.violations_at);
        if found.is_none()
            && let Some(name) = place.str()
        {
            self.push(
                Diagnostic::error(
                    codes::EXTENSION,
                    place.node.span,
                    format!("`{name}` is not a string of the body of `invalid-request`"),
                )
                .help("name the member that carries the message"),
            );
        }
    }

    /// What the generated server can answer beyond the document.
    pub(super) fn note_undocumented(&mut self, api: &Api) {
        for operation in &api.operations {
            let mut possible = vec![500_u16];
            if !operation.security.is_empty() {
                possible.extend([401, 403]);
            }
            if !operation.parameters.is_empty() || operation.body.is_some() {
                possible.push(400);
            }
            if operation.body.is_some() {
                possible.extend([413, 415]);
            }
            possible.sort_unstable();
            possible.retain(|status| !operation.responses.iter().any(|r| r.status == *status));
            if possible.is_empty() {
                continue;
            }
            let list: Vec<String> = possible.iter().map(u16::to_string).collect();
            let span = self.span_of(&operation.pointer);
            self.push(
                Diagnostic::warning(
                    codes::UNDOCUMENTED,
                    span,
                    format!(
                        "`{}` can be answered with undocumented statuses: {}",
                        operation.id,
                        list.join(", ")
                    ),
                )
                .help("document them, so that callers know what to expect"),
            );
        }
    }
}

/// The body as text, and where violations go.
fn answer(body: &Node, violations: Option<&str>) -> Answer {
    let mut text = String::new();
    let mut violations_at = None;
    if let Value::Object(object) = &body.value {
        text.push('{');
        for (index, member) in object.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            quote(&member.key, &mut text);
            text.push(':');
            json(&member.value, &mut text);
            if violations == Some(member.key.as_str()) && member.value.as_str().is_some() {
                violations_at = Some(text.len() - 1);
            }
        }
        text.push('}');
    } else {
        json(body, &mut text);
    }
    Answer {
        text,
        violations_at,
    }
}

/// JSON in document order. `serde_json` would keep or lose that order depending
/// on a feature that any crate of a build can switch on.
fn json(node: &Node, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) => quote(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                json(item, out);
            }
            out.push(']');
        }
        Value::Object(_) => out.push_str(&answer(node, None).text),
    }
}

fn quote(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}
