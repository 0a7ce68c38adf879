//! `x-rejections`: the answers of the server where no operation decides.
//!
//! An entry is an Example Object or a reference to one. Where it is silent, the
//! first example of the status in the document is used, and where there is none
//! either, the server answers in the form of RFC 9457 and a warning says so.

use std::collections::{BTreeMap, HashMap};

use openapi_source::{Diagnostic, Node, Span, Value, quoted};

use super::operations::{ReadOperation, ReadOperations};
use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Answer, Operation, RejectionKind, Status};

impl<'a> Reader<'a> {
    pub(super) fn rejections(
        &mut self,
        root: &Cursor<'a>,
        operations: &ReadOperations<'a>,
    ) -> Vec<(RejectionKind, Option<Answer>)> {
        let section = root.get("x-rejections");
        if let Some(section) = &section {
            self.rejection_keys(section);
        }
        let violations = section
            .as_ref()
            .and_then(|s| self.optional_text(s, "violations"));
        let first = first_examples(operations);
        let mut out = Vec::new();
        for kind in RejectionKind::ALL {
            let entry = section.as_ref().and_then(|s| s.get(kind.key()));
            let body = match entry {
                Some(entry) => self.rejection(&entry),
                None => first.get(&kind.status()).map(|example| example.node),
            };
            let member = violations
                .as_deref()
                .filter(|_| kind == RejectionKind::InvalidRequest);
            out.push((kind, body.map(|body| answer(body, member))));
        }
        self.problem_json(root, operations, &out);
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
                        format!("{} is not a kind of rejection", quoted(key)),
                    )
                    .help(format!("one of violations, {}", keys.join(", "))),
                );
            }
        }
    }

    fn rejection(&mut self, entry: &Cursor<'a>) -> Option<&'a Node> {
        let example = self.resolve(entry)?;
        self.object(&example, "an example")?;
        let value = self.required(&example, "value")?;
        if value.node.as_object().is_none() {
            self.wrong_kind(&value, "an object, the body of the answer");
        }
        Some(value.node)
    }

    fn problem_json(
        &mut self,
        root: &Cursor<'a>,
        operations: &ReadOperations<'a>,
        answers: &[(RejectionKind, Option<Answer>)],
    ) {
        let read = || {
            operations
                .all
                .iter()
                .filter_map(|read| read.operation.as_ref())
        };
        let has_security = read().any(|operation| !operation.security.is_empty());
        let has_bodies = read().any(|operation| operation.body.is_some());
        let silent: Vec<&str> = answers
            .iter()
            .filter(|(_, answer)| answer.is_none())
            // Where nobody has to say who they are, nobody is turned away.
            .filter(|(kind, _)| has_security || !matches!(kind.status(), 401 | 403))
            // Where no operation has a body, none is too large or of another type.
            .filter(|(kind, _)| has_bodies || !matches!(kind.status(), 413 | 415))
            .map(|(kind, _)| kind.key())
            .collect();
        if silent.is_empty() || read().next().is_none() {
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
                    format!(
                        "{} is not a string of the body of `invalid-request`",
                        quoted(name)
                    ),
                )
                .help("name the member that carries the message"),
            );
        }
    }

    /// What the generated server can answer beyond the document: one finding for all operations
    /// that lack the same statuses.
    pub(super) fn undocumented(&mut self, operations: &ReadOperations<'a>) {
        let mut groups: BTreeMap<Vec<u16>, Vec<(&str, Span)>> = BTreeMap::new();
        for read in &operations.all {
            let Some(operation) = &read.operation else {
                continue;
            };
            let missing = beyond(operation);
            if !missing.is_empty() {
                let group = groups.entry(missing).or_default();
                group.push((&operation.id, read.cursor.key_span));
            }
        }
        for (statuses, operations) in groups {
            let Some((_, span)) = operations.first().copied() else {
                continue;
            };
            let list: Vec<String> = statuses.iter().map(u16::to_string).collect();
            let names = enumerated(operations.iter().map(|(id, _)| *id), operations.len());
            self.push(
                Diagnostic::warning(
                    codes::UNDOCUMENTED,
                    span,
                    format!(
                        "{names} can be answered with undocumented statuses: {}",
                        list.join(", ")
                    ),
                )
                .help("document them, so that callers know what to expect"),
            );
        }
    }
}

/// A few names, and how many more there are.
pub(super) fn enumerated<'s>(names: impl Iterator<Item = &'s str>, count: usize) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> = names.take(SHOWN).map(quoted).collect();
    match count.saturating_sub(shown.len()) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The first example in JSON of each status.
fn first_examples<'o, 'a>(operations: &'o ReadOperations<'a>) -> HashMap<u16, &'o Cursor<'a>> {
    let mut out = HashMap::new();
    let answers = |operation: &'o ReadOperation<'a>| operation.answers.read.iter();
    for (status, read) in operations.all.iter().flat_map(answers) {
        if let (Status::Code(code), Some(first)) = (status, read.examples.first()) {
            out.entry(*code).or_insert(first);
        }
    }
    out
}

/// Statuses that the server gives by itself and the operation does not document.
fn beyond(operation: &Operation) -> Vec<u16> {
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
    possible.retain(|status| {
        !operation
            .responses
            .iter()
            .any(|response| match response.status {
                Status::Code(code) => code == *status,
                Status::Range(first) => u16::from(first) == status / 100,
                Status::Default => true,
            })
    });
    possible
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
