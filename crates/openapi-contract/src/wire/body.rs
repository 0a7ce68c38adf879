//! Bodies to values and back: JSON, forms, parts, text, and bytes that are left alone.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    decode::{Found, Texts, Wanted},
    encode::{query, text_of},
    json,
    multipart::{self, BOUNDARY, Part},
    percent::pairs,
    typed::Typing,
};
use crate::{
    call::Unsendable,
    schema::Direction,
    spec::{Encoding, Form, Location, Media, Spec, Style, essence, is_json},
};

/// How a body is made of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Json,
    Form,
    Parts,
    /// The text of a scalar.
    Text,
    /// Bytes whose structure is not judged.
    Opaque,
}

fn kind(media_type: &str) -> Kind {
    let essence = essence(media_type);
    if is_json(&essence) {
        Kind::Json
    } else if essence == "application/x-www-form-urlencoded" {
        Kind::Form
    } else if essence.starts_with("multipart/") {
        Kind::Parts
    } else if essence.starts_with("text/") && essence != "text/xml" {
        Kind::Text
    } else {
        Kind::Opaque
    }
}

/// The content type and the bytes of a value in one representation.
///
/// # Errors
/// [`Unsendable::Body`] where the value has no bytes in that media type.
pub fn write_body(
    spec: &Spec,
    media: &Media,
    value: &Value,
) -> Result<(String, Vec<u8>), Unsendable> {
    let unsendable = || Unsendable::Body(media.media_type.clone());
    let media_type = media.media_type.clone();
    let (content_type, bytes) = match (kind(&media_type), value) {
        (Kind::Json, value) => (media_type, Some(value.to_string().into_bytes())),
        (Kind::Form, Value::Object(members)) => {
            (media_type, form(media, members).map(String::into_bytes))
        }
        (Kind::Parts, Value::Object(members)) => {
            let parts = parts(spec, media, members);
            let content_type = format!("{}; boundary={BOUNDARY}", essence(&media_type));
            (
                content_type,
                parts.and_then(|parts| multipart::write(&parts)),
            )
        }
        (_, Value::String(text)) => (media_type, Some(text.clone().into_bytes())),
        (Kind::Text, value) => (media_type, text_of(value).map(String::into_bytes)),
        // A range takes what any JSON client sends.
        (_, value) if media_type.contains('*') => (
            "application/json".to_owned(),
            Some(value.to_string().into_bytes()),
        ),
        _ => (media_type, None),
    };
    bytes
        .map(|bytes| (content_type, bytes))
        .ok_or_else(unsendable)
}

fn form(media: &Media, members: &Map<String, Value>) -> Option<String> {
    let mut found = Vec::new();
    for (name, value) in members {
        let encoding = media.encoding.get(name);
        let style = encoding.and_then(|encoding| encoding.style);
        let written = match (value, style) {
            (Value::Null, _) => continue,
            (Value::Array(items), None) if items.is_empty() => continue,
            // As a parameter of the query would be, where the document says so; else as JSON.
            (Value::Object(_), None) => Value::from(value.to_string()),
            (value, None) if says_json(encoding) => Value::from(value.to_string()),
            (value, _) => value.clone(),
        };
        found.extend(query(name, style.unwrap_or((Style::Form, true)), &written)?);
    }
    let pairs: Vec<String> = found
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    Some(pairs.join("&"))
}

fn says_json(encoding: Option<&Encoding>) -> bool {
    let content_type = encoding.and_then(|encoding| encoding.content_type.as_deref());
    content_type.is_some_and(is_json)
}

fn parts(spec: &Spec, media: &Media, members: &Map<String, Value>) -> Option<Vec<Part>> {
    let typing = Typing {
        spec,
        direction: Direction::Request,
    };
    let rules: Vec<String> = media.schema.iter().cloned().collect();
    let mut found = Vec::new();
    for (name, value) in members {
        let rules = typing.member(&rules, name);
        let encoding = media.encoding.get(name);
        let own = encoding.and_then(|encoding| encoding.content_type.as_deref());
        let own = own.and_then(|list| list.split(',').next()).map(str::trim);
        let one = |value: &Value| -> Option<Part> {
            let is_file = typing.is_binary(&rules) || own.is_some_and(is_file_type);
            let usual = match value {
                Value::Object(_) | Value::Array(_) => Some("application/json"),
                _ if is_file => Some("application/octet-stream"),
                _ => None,
            };
            let content_type = own.filter(|own| !own.contains('*')).or(usual);
            let content = match (value, content_type) {
                (value, Some(content_type)) if is_json(content_type) => value.to_string(),
                (value, _) => text_of(value)?,
            };
            Some(Part {
                name: name.clone(),
                file: is_file.then(|| format!("{}.bin", plain(name))),
                content_type: content_type.map(str::to_owned),
                content: content.into_bytes(),
            })
        };
        match value {
            Value::Null => {}
            Value::Array(items) if !own.is_some_and(is_json) => {
                for item in items {
                    found.push(one(item)?);
                }
            }
            value => found.push(one(value)?),
        }
    }
    Some(found)
}

/// Whether a content type is one of files, and not of values.
fn is_file_type(content_type: &str) -> bool {
    !is_json(content_type) && !content_type.starts_with("text/")
}

fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.collect()
}

/// The value of a body; `None` where its structure is not judged.
///
/// # Errors
/// What should be there.
pub fn read_body(
    spec: &Spec,
    direction: Direction,
    media: &Media,
    content_type: &str,
    body: &[u8],
) -> Result<Option<Value>, String> {
    let typing = Typing { spec, direction };
    let rules: Vec<String> = media.schema.iter().cloned().collect();
    // The document may say a range; then the message says what it is.
    let media_type = if media.media_type.contains('*') {
        content_type
    } else {
        &media.media_type
    };
    match kind(media_type) {
        Kind::Json => json::read(body)
            .map(Some)
            .map_err(|error| format!("JSON ({error})")),
        Kind::Form => {
            let text = std::str::from_utf8(body).map_err(|_| "a form in UTF-8")?;
            let pairs = pairs(text);
            typing.form(media, &rules, &pairs).map(Some)
        }
        Kind::Parts => {
            let parts = multipart::read(content_type, body)?;
            Ok(Some(typing.parts(&rules, &parts)))
        }
        Kind::Text => {
            let text = std::str::from_utf8(body).map_err(|_| "text in UTF-8")?;
            Ok(Some(typing.scalar(&rules, text)))
        }
        Kind::Opaque => {
            let kinds = typing.kinds(&rules);
            let is_text = kinds.scalars && !kinds.objects && !kinds.arrays;
            Ok((is_text || rules.is_empty()).then(|| multipart::text(body)))
        }
    }
}

impl Typing<'_> {
    fn is_binary(&self, rules: &[String]) -> bool {
        let mut rules = rules.to_vec();
        rules.extend(self.view(&rules).item(0));
        let view = self.view(&rules);
        let is_binary = |value: &Value| value.as_str() == Some("binary");
        let says = |keyword| view.all(keyword).next().is_some();
        view.all("format").any(|(_, value)| is_binary(value))
            || (says("contentMediaType") && !says("contentEncoding"))
    }

    fn form(
        &self,
        media: &Media,
        rules: &[String],
        pairs: &[(String, &str)],
    ) -> Result<Value, String> {
        let mut members = Map::new();
        let mut names = self.names(rules);
        names.extend(media.encoding.keys().cloned());
        let known = names.len();
        names.extend(pairs.iter().map(|(name, _)| name.clone()));
        let mut taken: Vec<String> = Vec::new();
        for (index, name) in names.iter().enumerate() {
            if members.contains_key(name) || (index >= known && taken.contains(name)) {
                continue;
            }
            let style = media.encoding.get(name).and_then(|encoding| encoding.style);
            let (style, explode) = style.unwrap_or((Style::Form, true));
            let rules = self.member(rules, name);
            let own = pairs.iter().filter(|(key, _)| key == name);
            let own: Vec<&str> = own.map(|(_, text)| *text).collect();
            let is_spread = media
                .encoding
                .get(name)
                .is_some_and(|one| one.style.is_some());
            let form = if !is_spread && says_json(media.encoding.get(name)) {
                Form::Content("application/json".to_owned())
            } else {
                Form::Style { style, explode }
            };
            let wanted = Wanted {
                name,
                location: Location::Query,
                form: &form,
                rules: &rules,
            };
            let texts = Texts {
                own: &own,
                pairs: if is_spread { pairs } else { &[] },
                others: &[],
            };
            match self.decode(&wanted, texts) {
                Found::Absent => {}
                Found::Value(value, names) => {
                    taken.extend(names);
                    members.insert(name.clone(), value);
                }
                Found::Unreadable(expected) => return Err(format!("{expected} of `{name}`")),
            }
        }
        Ok(Value::Object(members))
    }

    fn parts(&self, rules: &[String], parts: &[Part]) -> Value {
        let mut grouped: BTreeMap<&str, Vec<&Part>> = BTreeMap::new();
        for part in parts {
            grouped.entry(&part.name).or_default().push(part);
        }
        let mut members = Map::new();
        for (name, parts) in grouped {
            let rules = self.member(rules, name);
            let one = |rules: &[String], part: &Part| {
                let json = || serde_json::from_slice(&part.content).ok();
                let is_json = part.content_type.as_deref().is_some_and(is_json);
                match (
                    is_json.then(json).flatten(),
                    std::str::from_utf8(&part.content),
                ) {
                    (Some(value), _) => value,
                    (None, Ok(text)) if part.file.is_none() => self.scalar(rules, text),
                    _ => multipart::text(&part.content),
                }
            };
            let value = match parts.as_slice() {
                [part] => {
                    let value = one(&rules, part);
                    let is_list = self.kinds(&rules).arrays && !self.accepts(&rules, &value);
                    if is_list {
                        Value::Array(vec![one(&self.item(&rules), part)])
                    } else {
                        value
                    }
                }
                parts => {
                    let item = self.item(&rules);
                    parts.iter().map(|part| one(&item, part)).collect()
                }
            };
            members.insert(name.to_owned(), value);
        }
        Value::Object(members)
    }

    fn item(&self, rules: &[String]) -> Vec<String> {
        self.view(rules).item(0)
    }
}
