//! From the fields of a body to parts.

use super::{File, Part, PartError, PartProblem};
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
        let content = match serde_json::to_value(value).map_err(|_| malformed(name))? {
            Value::String(text) => text,
            other => other.to_string(),
        };
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

    /// `null`, which has no plain text.
    pub fn null(&mut self, name: &str) {
        self.push(name, Bytes::from_static(b"null"), Some(JSON));
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
            content,
        });
    }
}

fn malformed(name: &str) -> PartError {
    PartError::new(name, PartProblem::Malformed)
}
