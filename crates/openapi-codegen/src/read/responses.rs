//! Responses of an operation.

use openapi_source::Diagnostic;

use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Kind, Response, Schema};
use crate::names;

impl<'a> Reader<'a> {
    /// Sorted by status.
    pub(super) fn responses(&mut self, operation: &Cursor<'a>, id: &str) -> Vec<Response> {
        let Some(section) = self.required(operation, "responses") else {
            return Vec::new();
        };
        let mut out: Vec<(Response, Cursor<'a>)> = Vec::new();
        let before = self.diagnostics.len();
        for (status, place) in section.members() {
            if status.starts_with("x-") {
                continue;
            }
            let Some(status) = self.status(&place, status) else {
                continue;
            };
            if let Some(response) = self.response(place.clone(), id, status) {
                out.push((response, place));
            }
        }
        // Where a response was refused, that one may be the success.
        let refused = self
            .diagnostics
            .iter()
            .skip(before)
            .any(Diagnostic::is_error);
        if !refused && !out.iter().any(|(response, _)| response.is_success()) {
            self.push(
                Diagnostic::error(codes::MISSING, section.key_span, "no response below 400")
                    .help("document what a successful call answers"),
            );
        }
        self.one_type(&out, "success", Response::is_success);
        self.one_type(&out, "error", |response| !response.is_success());
        let mut out: Vec<Response> = out.into_iter().map(|(response, _)| response).collect();
        out.sort_by_key(|response| response.status);
        out
    }

    fn status(&mut self, place: &Cursor<'a>, status: &str) -> Option<u16> {
        if status == "default" || status.ends_with("XX") {
            self.unsupported(
                place,
                &format!("the response `{status}`"),
                "write the statuses out one by one",
            );
            return None;
        }
        let number = status
            .parse()
            .ok()
            .filter(|number| (200..=599).contains(number) && status.len() == 3);
        if number.is_none() {
            self.push(
                Diagnostic::error(
                    codes::KIND,
                    place.key_span,
                    format!("`{status}` is not a final status"),
                )
                .help("a number from 200 to 599"),
            );
        }
        number
    }

    fn response(&mut self, place: Cursor<'a>, id: &str, status: u16) -> Option<Response> {
        let place = self.resolve(place)?;
        self.object(&place, "a response")?;
        self.known(&place, &["description", "headers", "content", "links"]);
        let description = self
            .required_text(&place, "description")
            .unwrap_or_default();
        for (key, help) in [
            ("headers", "describe the header in the description"),
            ("links", "describe the link in the description"),
        ] {
            if let Some(found) = place.get(key) {
                self.unsupported(&found, &format!("a response with `{key}`"), help);
            }
        }
        let source = self.optional_text(&place, "x-source");
        let schema = match place.get("content") {
            None => None,
            Some(content) if content.members().is_empty() => None,
            Some(_) => {
                let media = self.json_media(&place)?;
                let schema = self.required(&media, "schema")?;
                let name = format!("{id}{}", names::status_name(status));
                // The runtime asks error bodies for a code, so each is a type of ours.
                Some(if status < 400 {
                    self.operation_schema(&schema, &name)?
                } else {
                    self.named_schema(&schema, &name)?
                })
            }
        };
        if schema.is_some() && matches!(status, 204 | 205 | 304) {
            self.unsupported(
                &place,
                &format!("a body with status {status}"),
                "HTTP forbids it: remove `content`",
            );
        }
        Some(Response {
            status,
            description,
            source,
            schema,
        })
    }

    /// progenitor makes one type of all successes and one of all errors.
    fn one_type(
        &mut self,
        responses: &[(Response, Cursor<'a>)],
        what: &str,
        chosen: impl Fn(&Response) -> bool,
    ) {
        let mut chosen = responses.iter().filter(|(response, _)| chosen(response));
        let Some((first, _)) = chosen.next() else {
            return;
        };
        for (response, place) in chosen {
            if type_key(response.schema.as_ref()) != type_key(first.schema.as_ref()) {
                self.unsupported(
                    place,
                    &format!(
                        "a second type of {what} responses ({} and {})",
                        first.status, response.status
                    ),
                    "give them one schema in `components/schemas`",
                );
            }
        }
    }
}

/// What makes two response bodies the same Rust type.
fn type_key(schema: Option<&Schema>) -> Option<String> {
    schema.map(|schema| match &schema.kind {
        Kind::Ref(name) => name.clone(),
        Kind::Any | Kind::Scalar(_) | Kind::Array { .. } | Kind::Object { .. } => {
            format!("{:?}", schema.kind)
        }
    })
}
