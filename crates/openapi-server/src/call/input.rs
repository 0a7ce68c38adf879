//! Parameters and body as values of generated types.
//!
//! A good request is read once, by the types. The first part that is not good ends that, and all
//! parts are looked at again ([`Input::invalid`]), by the tables, for a list of every broken rule.

use std::fmt;

use bytes::Bytes;
#[cfg(feature = "stream")]
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Call;
use super::receive::Payload;
use crate::content::{Content, ContentKind, Rules, form_value};
use crate::parameter::{Prefer, Unread};
use crate::schema::{Presence, Schema, check, read_value};
use crate::{Parameter, Rejection, RejectionKind, Violations};

/// What a request brought: its parameters, and its body as far as it is read.
pub struct Input<'a> {
    call: Call<'a>,
    /// Which of the documented contents the body is.
    content: usize,
    payload: Payload,
    /// What a signature covers, where that is not the payload itself.
    signed: Bytes,
}

/// What was being read when it turned out not to be good.
#[derive(Clone, Copy)]
enum Culprit {
    Parameter(&'static Parameter),
    Body,
    /// A JSON body, and where its type refused it.
    Json {
        line: usize,
        column: usize,
    },
}

impl fmt::Debug for Input<'_> {
    /// Without what was sent: it can hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input")
            .field("call", &self.call)
            .field("content", &self.content)
            .finish_non_exhaustive()
    }
}

impl<'a> Input<'a> {
    pub(super) fn new(call: Call<'a>, content: usize, payload: Payload) -> Self {
        Self {
            call,
            content,
            payload,
            signed: Bytes::new(),
        }
    }

    pub(super) fn signed(self, signed: Bytes) -> Self {
        Self { signed, ..self }
    }

    /// The body as it came, for a signature that covers it; empty unless it was read whole.
    pub fn whole(&self) -> &[u8] {
        if let Payload::Whole(bytes) = &self.payload {
            bytes
        } else {
            &self.signed
        }
    }

    /// A parameter that is always there, or has a default.
    pub fn required<T: DeserializeOwned>(
        &self,
        parameter: &'static Parameter,
    ) -> Result<T, Rejection> {
        match parameter.read(self.call) {
            Ok(Some(value)) => Ok(value),
            Ok(None) | Err(Unread) => Err(self.invalid(Culprit::Parameter(parameter))),
        }
    }

    /// A parameter that may be left out.
    pub fn optional<T: DeserializeOwned>(
        &self,
        parameter: &'static Parameter,
    ) -> Result<Option<T>, Rejection> {
        let value = parameter.read(self.call);
        value.map_err(|Unread| self.invalid(Culprit::Parameter(parameter)))
    }

    /// Whether there is a body.
    pub fn has_body(&self) -> bool {
        !matches!(self.payload, Payload::Absent)
    }

    /// Which of the documented contents the body is, by its index; the first where there is no
    /// body.
    pub fn content(&self) -> usize {
        self.content
    }

    /// A JSON body.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Rejection> {
        let value = openapi_types::json::from_slice(self.bytes());
        match (value, self.rules()) {
            (Ok(value), Rules::Typed) => Ok(value),
            (Ok(value), Rules::Checked) => {
                let mut broken = Violations::new();
                if let Ok(read) = read_value(self.bytes()) {
                    read.check(self.schema(), &mut broken);
                }
                if broken.is_empty() {
                    Ok(value)
                } else {
                    Err(self.invalid(Culprit::Body))
                }
            }
            (Err(error), _) => Err(self.invalid(Culprit::Json {
                line: error.line(),
                column: error.column(),
            })),
        }
    }

    /// A form.
    pub fn form<T: DeserializeOwned>(&self) -> Result<T, Rejection> {
        for value in self.readings() {
            let mut broken = Violations::new();
            check(&value, self.schema(), "", &mut broken);
            if broken.is_empty()
                && let Ok(value) = serde_json::from_value(value)
            {
                return Ok(value);
            }
        }
        Err(self.invalid(Culprit::Body))
    }

    /// A text.
    pub fn text<T: DeserializeOwned>(&self) -> Result<T, Rejection> {
        if let Some(value) = self.readings().pop() {
            let mut broken = Violations::new();
            check(&value, self.schema(), "", &mut broken);
            if broken.is_empty()
                && let Ok(value) = serde_json::from_value(value)
            {
                return Ok(value);
            }
        }
        Err(self.invalid(Culprit::Body))
    }

    /// Parts with names.
    #[cfg(feature = "multipart")]
    pub fn parts<T: openapi_types::Multipart>(&mut self) -> Result<T, Rejection> {
        let good = self.readings().into_iter().find(|value| {
            let mut broken = Violations::new();
            check(value, self.schema(), "", &mut broken);
            broken.is_empty()
        });
        let mut broken = Violations::new();
        self.explain_parts(&mut broken);
        let (Some(value), true) = (good, broken.is_empty()) else {
            return Err(self.invalid(Culprit::Body));
        };
        let parts = match std::mem::replace(&mut self.payload, Payload::Absent) {
            Payload::Parts(parts) => parts,
            _ => Vec::new(),
        };
        let parts = match self.described() {
            Some(content) => crate::content::parts::gathered(content, parts, &value),
            None => parts,
        };
        T::from_parts(parts).map_err(|error| {
            let mut broken = Violations::new();
            let mut pointer = String::new();
            crate::schema::push_step(&mut pointer, error.name());
            broken.push(pointer, "expected a part of the documented type");
            self.refuse(broken)
        })
    }

    /// The bytes as they come; none at all where there is no body.
    #[cfg(feature = "stream")]
    pub fn stream(&mut self) -> openapi_types::ByteStream {
        let payload = std::mem::replace(&mut self.payload, Payload::Absent);
        if let Payload::Stream(stream) = payload {
            let media_type = self.call.headers().get(CONTENT_TYPE);
            match media_type.and_then(|value| value.to_str().ok()) {
                Some(media_type) => stream.of_type(media_type),
                None => stream,
            }
        } else {
            openapi_types::ByteStream::empty()
        }
    }

    fn bytes(&self) -> &[u8] {
        if let Payload::Whole(bytes) = &self.payload {
            bytes
        } else {
            &[]
        }
    }

    fn described(&self) -> Option<&'static Content> {
        self.call.endpoint.contents.get(self.content)
    }

    fn schema(&self) -> &'static Schema {
        self.described()
            .map_or(&Schema::Any, |content| content.schema)
    }

    fn rules(&self) -> Rules {
        self.described()
            .map_or(Rules::Checked, |content| content.rules)
    }

    /// The values that a body without types can mean, the most likely first; none where it has
    /// not even the form of one.
    fn readings(&self) -> Vec<Value> {
        let Some(content) = self.described() else {
            return Vec::new();
        };
        let mut values = Vec::new();
        for prefer in [Prefer::Types, Prefer::Texts] {
            let value = match (content.kind, &self.payload) {
                (ContentKind::Form, _) => form_value(content, self.bytes(), prefer),
                (ContentKind::Text, _) => text_value(self.bytes()),
                #[cfg(feature = "multipart")]
                (ContentKind::Multipart, Payload::Parts(parts)) => {
                    Some(crate::content::parts::value(content, parts, prefer))
                }
                _ => None,
            };
            values.extend(value.filter(|value| !values.contains(value)));
        }
        values
    }

    /// Every rule that the request breaks; `culprit` is what the types refused.
    #[cold]
    fn invalid(&self, culprit: Culprit) -> Rejection {
        let mut broken = Violations::new();
        for parameter in self.call.endpoint.parameters {
            parameter.explain(self.call, &mut broken);
        }
        self.explain_body(&mut broken);
        if broken.is_empty() {
            match culprit {
                Culprit::Parameter(parameter) => {
                    broken.push(
                        parameter.pointer(),
                        "expected a value of the documented type",
                    );
                }
                Culprit::Json { line, column } => {
                    broken.push("", told("expected the documented types", line, column));
                }
                Culprit::Body => broken.push("", "expected the documented types"),
            }
        }
        self.refuse(broken)
    }

    #[cold]
    fn refuse(&self, broken: Violations) -> Rejection {
        let rejection = self.call.reject(RejectionKind::InvalidRequest);
        rejection.with_violations(broken)
    }

    fn explain_body(&self, broken: &mut Violations) {
        let Some(content) = self.described() else {
            return;
        };
        let is_required = self.call.endpoint.body == Presence::Required;
        if !self.has_body() {
            // Forms, texts and bytes can be empty; nothing is no JSON, and has no parts.
            let is_something = matches!(content.kind, ContentKind::Form | ContentKind::Text);
            if !is_something {
                #[cfg(feature = "stream")]
                if content.kind == ContentKind::Bytes {
                    return;
                }
                if is_required {
                    broken.push("", "expected to be present");
                }
                return;
            }
            if !is_required {
                return;
            }
        }
        match content.kind {
            ContentKind::Json => match read_value(self.bytes()) {
                Ok(read) => read.check(content.schema, broken),
                // serde_json's own text can quote the body, so only the place is told.
                Err(error) => {
                    broken.push("", told("expected JSON", error.line(), error.column()));
                }
            },
            #[cfg(feature = "stream")]
            ContentKind::Bytes => {}
            #[cfg(feature = "multipart")]
            ContentKind::Multipart => {
                self.explain_readings(broken);
                self.explain_parts(broken);
            }
            ContentKind::Form | ContentKind::Text => self.explain_readings(broken),
        }
    }

    /// What parts break by themselves.
    #[cfg(feature = "multipart")]
    fn explain_parts(&self, broken: &mut Violations) {
        if let (Some(content), Payload::Parts(parts)) = (self.described(), &self.payload) {
            crate::content::parts::broken(content, parts, broken);
        }
    }

    fn explain_readings(&self, broken: &mut Violations) {
        let mut first: Option<Violations> = None;
        for value in self.readings() {
            let mut found = Violations::new();
            check(&value, self.schema(), "", &mut found);
            if found.is_empty() {
                return;
            }
            first.get_or_insert(found);
        }
        match first {
            Some(found) => broken.extend(found),
            None => broken.push("", "expected UTF-8"),
        }
    }
}

fn text_value(bytes: &[u8]) -> Option<Value> {
    let text = str::from_utf8(bytes).ok()?;
    Some(Value::String(text.to_owned()))
}

fn told(rule: &str, line: usize, column: usize) -> String {
    format!("{rule}, line {line} column {column}")
}
