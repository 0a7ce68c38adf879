//! From the fields of a body to parts.

use super::{File, Part, PartError, PartProblem, PartStyle};
use crate::deep_pairs;
use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

const JSON: &str = "application/json";

/// Collects the parts of a body. Generated code uses it.
#[derive(Debug, Default)]
pub struct Writer {
    parts: Vec<Part>,
}

impl Writer {
    /// No parts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A file; `media_type` is for one that has none.
    pub fn file(&mut self, name: &str, file: File, media_type: Option<&str>) {
        let media_type = media_type.unwrap_or("application/octet-stream");
        self.parts.push(Part {
            name: name.to_owned(),
            file_name: Some(file.name.unwrap_or_else(|| name.to_owned())),
            media_type: Some(file.media_type.unwrap_or_else(|| media_type.to_owned())),
            headers: Vec::new(),
            content: file.content,
        });
    }

    /// A value as plain text.
    ///
    /// # Errors
    /// A value that JSON cannot write.
    pub fn text<T>(
        &mut self,
        name: &str,
        value: &T,
        media_type: Option<&str>,
    ) -> Result<(), PartError>
    where
        T: Serialize + ?Sized,
    {
        let content = text(serde_json::to_value(value).map_err(|_| malformed(name))?);
        self.push(name, Bytes::from(content), media_type);
        Ok(())
    }

    /// A value as JSON.
    ///
    /// # Errors
    /// A value that JSON cannot write.
    pub fn json<T>(
        &mut self,
        name: &str,
        value: &T,
        media_type: Option<&str>,
    ) -> Result<(), PartError>
    where
        T: Serialize + ?Sized,
    {
        let content = serde_json::to_vec(value).map_err(|_| malformed(name))?;
        self.push(name, Bytes::from(content), Some(media_type.unwrap_or(JSON)));
        Ok(())
    }

    /// A value in a style: one part, or for `deepObject` one for each value inside of it.
    ///
    /// # Errors
    /// A value that JSON cannot write.
    pub fn styled<T>(&mut self, name: &str, value: &T, style: PartStyle) -> Result<(), PartError>
    where
        T: Serialize + ?Sized,
    {
        let value = serde_json::to_value(value).map_err(|_| malformed(name))?;
        let separator = match style {
            PartStyle::DeepObject => {
                for (name, text) in deep_pairs(name, value) {
                    self.push(&name, Bytes::from(text), None);
                }
                return Ok(());
            }
            PartStyle::Form => ",",
            PartStyle::SpaceDelimited => " ",
            PartStyle::PipeDelimited => "|",
        };
        let pieces: Vec<String> = match value {
            Value::Array(items) => items.into_iter().map(text).collect(),
            Value::Object(members) => {
                let members = members.into_iter();
                members
                    .flat_map(|(name, value)| [name, text(value)])
                    .collect()
            }
            scalar @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => {
                vec![text(scalar)]
            }
        };
        self.push(name, Bytes::from(pieces.join(separator)), None);
        Ok(())
    }

    /// `null`, which has no plain text.
    pub fn null(&mut self, name: &str) {
        self.push(name, Bytes::from_static(b"null"), Some(JSON));
    }

    /// A header of every part of a name, which were written before; `null` is none.
    ///
    /// # Errors
    /// A value that has no text: an object, or a number that JSON does not have.
    pub fn header<T>(&mut self, part: &str, name: &str, value: &T) -> Result<(), PartError>
    where
        T: Serialize + ?Sized,
    {
        let text = match serde_json::to_value(value).map_err(|_| malformed(part))? {
            Value::Null => return Ok(()),
            Value::Object(_) => return Err(malformed(part)),
            Value::Array(items) => items.into_iter().map(text).collect::<Vec<_>>().join(","),
            scalar @ (Value::Bool(_) | Value::Number(_) | Value::String(_)) => text(scalar),
        };
        for found in self.parts.iter_mut().filter(|found| found.name == part) {
            found.headers.push((name.to_owned(), text.clone()));
        }
        Ok(())
    }

    /// The parts.
    pub fn finish(self) -> Vec<Part> {
        self.parts
    }

    fn push(&mut self, name: &str, content: Bytes, media_type: Option<&str>) {
        self.parts.push(Part {
            name: name.to_owned(),
            file_name: None,
            media_type: media_type.map(str::to_owned),
            headers: Vec::new(),
            content,
        });
    }
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn malformed(name: &str) -> PartError {
    PartError::new(name, PartProblem::Malformed)
}
