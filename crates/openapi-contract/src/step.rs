//! What is called before a case, so that there is something to ask for.
//!
//! A server that starts empty has no pet 7. A [`Step`] makes one and keeps what the server called
//! it; [`Captures`] puts that in place of `{name}` in whatever is sent afterwards. Nothing here
//! sends anything: whoever carries cases out sends the steps in order, gives each answer to
//! [`Captures::take`] and sends what [`Captures::fill`] makes of the case.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    call::{Body, Call, Content, encode},
    case::{Change, Probe},
    exchange::RawResponse,
};

/// A call that comes before a case. Its answer must be a success.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Id of the operation.
    pub operation: String,
    /// What is sent. Its own `before` is empty.
    pub call: Call,
    /// What is kept of the answer.
    pub save: Vec<Save>,
}

/// A part of an answer that is kept under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Save {
    /// The name: `id` is put in place of `{id}`.
    pub name: String,
    /// A JSON pointer into the body where it is empty or starts with `/`, else the name of a
    /// header field.
    pub from: String,
}

/// What was kept of the answers so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Captures(BTreeMap<String, Value>);

impl Captures {
    /// Keeps what a step says.
    ///
    /// # Errors
    /// The answer has no such part; the message names it and no value.
    pub fn take(&mut self, step: &Step, response: &RawResponse) -> Result<(), String> {
        for save in &step.save {
            let value = if save.from.is_empty() || save.from.starts_with('/') {
                let body: Option<Value> = serde_json::from_slice(&response.body).ok();
                body.and_then(|body| body.pointer(&save.from).cloned())
            } else {
                let text = response.headers.text(&save.from);
                text.map(|text| Value::String(text.to_owned()))
            };
            let Some(value) = value else {
                return Err(format!(
                    "the answer of `{}` ({}) has no `{}` to save as `{}`",
                    step.operation, response.status, save.from, save.name
                ));
            };
            self.0.insert(save.name.clone(), value);
        }
        Ok(())
    }

    /// The call with what was kept in place of the names.
    #[must_use]
    pub fn fill(&self, call: &Call) -> Call {
        let mut call = call.clone();
        if self.0.is_empty() {
            return call;
        }
        for argument in &mut call.arguments {
            self.fill_value(&mut argument.value);
        }
        if let Some(Body { content, .. }) = &mut call.body {
            match content {
                Content::Json(value) => self.fill_value(value),
                Content::Text(text) => *text = self.fill_text(text, str::to_owned),
                Content::Filler(_) => {}
            }
        }
        call
    }

    /// As [`fill`](Self::fill), for a probe.
    #[must_use]
    pub fn fill_probe(&self, probe: &Probe) -> Probe {
        let changes = probe.changes.iter().map(|change| match change {
            Change::Path(path) => Change::Path(self.fill_path(path)),
            Change::Query(Some(query)) => Change::Query(Some(self.fill_path(query))),
            Change::Body(body) => Change::Body(self.fill_json(body)),
            other => other.clone(),
        });
        Probe {
            call: self.fill(&probe.call),
            changes: changes.collect(),
            expect: probe.expect.clone(),
        }
    }

    fn fill_value(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                let name = text
                    .strip_prefix('{')
                    .and_then(|text| text.strip_suffix('}'));
                *value = match name.and_then(|name| self.0.get(name)) {
                    Some(kept) => kept.clone(),
                    None => Value::String(self.fill_text(text, str::to_owned)),
                };
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.fill_value(item)),
            Value::Object(members) => members.values_mut().for_each(|one| self.fill_value(one)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Text with each `{name}` replaced, as `write` spells both the name and the value.
    fn fill_text(&self, text: &str, write: impl Fn(&str) -> String) -> String {
        let mut text = text.to_owned();
        for (name, value) in &self.0 {
            text = text.replace(&write(&format!("{{{name}}}")), &write(&plain(value)));
        }
        text
    }

    /// In a path each name may be encoded in several ways, which the value keeps.
    fn fill_path(&self, path: &str) -> String {
        let path = self.fill_text(path, encode);
        let path = self.fill_text(&path, |text| encode_all(text, Hex::Upper));
        self.fill_text(&path, |text| encode_all(text, Hex::Lower))
    }

    fn fill_json(&self, body: &[u8]) -> Vec<u8> {
        let Ok(text) = std::str::from_utf8(body) else {
            return body.to_vec();
        };
        let mut text = text.to_owned();
        for (name, value) in &self.0 {
            text = text.replace(&format!("\"{{{name}}}\""), &value.to_string());
            let quoted = Value::String(plain(value)).to_string();
            let inner = quoted
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'));
            let inner = inner.unwrap_or_default();
            text = text.replace(&format!("{{{name}}}"), inner);
        }
        text.into_bytes()
    }
}

/// A value as it stands in a text.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// How hexadecimal digits are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hex {
    Upper,
    Lower,
}

/// An encoded text with its letters and digits encoded too; what may separate its parts stays.
pub(crate) fn encode_more(encoded: &str, hex: Hex) -> String {
    let mut written = String::new();
    let mut letters = encoded.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '%' => {
                let digits = letters.by_ref().take(2);
                written.push(letter);
                written.extend(digits.map(|digit| match hex {
                    Hex::Upper => digit.to_ascii_uppercase(),
                    Hex::Lower => digit.to_ascii_lowercase(),
                }));
            }
            letter if letter.is_ascii_alphanumeric() || "-_~".contains(letter) => {
                written.push_str(&encode_all(letter.encode_utf8(&mut [0; 4]), hex));
            }
            letter => written.push(letter),
        }
    }
    written
}

/// Every byte percent-encoded, also those that need not be.
pub(crate) fn encode_all(text: &str, hex: Hex) -> String {
    let byte = |byte: u8| match hex {
        Hex::Upper => format!("%{byte:02X}"),
        Hex::Lower => format!("%{byte:02x}"),
    };
    text.bytes().map(byte).collect()
}
