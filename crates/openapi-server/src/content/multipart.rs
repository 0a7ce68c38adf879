//! Parts with names: reading them, and the value that the schema is held to.

use std::collections::BTreeMap;
use std::convert::Infallible;

use bytes::Bytes;
use openapi_types::Part;
use serde_json::Value;

use crate::parameter::{Prefer, scalar};
use crate::schema::{Leaves, Schema};

/// The parts of a body that was read whole; the error is a rule for people.
pub(crate) async fn parts(content_type: &str, body: Bytes) -> Result<Vec<Part>, &'static str> {
    const BROKEN: &str = "expected parts with a boundary between them";
    let boundary = multer::parse_boundary(content_type).or_else(|_| other_boundary(content_type));
    let boundary = boundary.map_err(|_| "expected a boundary in Content-Type")?;
    let once = Once(Some(body));
    let mut multipart = multer::Multipart::new(once, boundary);
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await.map_err(|_| BROKEN)? {
        let name = field
            .name()
            .ok_or("expected a name for each part")?
            .to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let media_type = field.content_type().map(ToString::to_string);
        let content = field.bytes().await.map_err(|_| BROKEN)?;
        parts.push(Part {
            name,
            file_name,
            media_type,
            content,
        });
    }
    Ok(parts)
}

/// The boundary of other multiparts than forms, which are written the same way.
fn other_boundary(content_type: &str) -> Result<String, multer::Error> {
    let (_, parameters) = content_type.split_once(';').unwrap_or_default();
    multer::parse_boundary(format!("multipart/form-data;{parameters}"))
}

/// A body in one piece, as the stream that multer reads.
struct Once(Option<Bytes>);

impl futures_core::Stream for Once {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.take().map(Ok))
    }
}

/// The object that parts stand for; the content of files is not in it.
pub(crate) fn value(schema: &'static Schema, parts: &[Part], prefer: Prefer) -> Value {
    let leaves = Leaves::of(schema);
    let known = leaves.members();
    let mut members: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for part in parts {
        let member = known.get(&part.name);
        let items = if member.has_arrays() {
            member.items()
        } else {
            member
        };
        members
            .entry(&part.name)
            .or_default()
            .push(part_value(part, &items, prefer));
    }
    let members = members.into_iter().map(|(name, mut values)| {
        let member = known.get(name);
        let is_list = values.len() > 1 || (member.has_arrays() && !member.has_scalars());
        let is_whole = values.len() == 1 && values.iter().all(Value::is_array);
        let value = match values.pop() {
            Some(value) if is_whole || !is_list => value,
            last => {
                values.extend(last);
                Value::Array(values)
            }
        };
        (name.to_owned(), value)
    });
    Value::Object(members.collect())
}

fn part_value(part: &Part, leaves: &Leaves, prefer: Prefer) -> Value {
    if part.file_name.is_some() {
        return Value::String(String::new());
    }
    let is_json = part.media_type.as_deref().is_some_and(is_json);
    let json = || serde_json::from_slice(&part.content).ok();
    if is_json && let Some(value) = json() {
        return value;
    }
    match str::from_utf8(&part.content) {
        Ok(text) => scalar(text, leaves, prefer),
        Err(_) => Value::String(String::new()),
    }
}

fn is_json(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim();
    name.eq_ignore_ascii_case("application/json")
}
