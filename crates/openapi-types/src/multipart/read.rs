//! From parts to the fields of a body.

use super::{File, Part, PartError, PartProblem};
use crate::json;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// The parts of a body, by name. Generated code uses it.
#[derive(Debug)]
pub struct Reader {
    parts: BTreeMap<String, Vec<Part>>,
}

impl Reader {
    /// Sorts the parts by name; those of one name stay in order.
    pub fn new(parts: Vec<Part>) -> Self {
        let mut named: BTreeMap<String, Vec<Part>> = BTreeMap::new();
        for part in parts {
            named.entry(part.name.clone()).or_default().push(part);
        }
        Self { parts: named }
    }

    /// The file of this name.
    ///
    /// # Errors
    /// There are several.
    pub fn file(&mut self, name: &str) -> Result<Option<File>, PartError> {
        Ok(self.one(name)?.map(file))
    }

    /// All files of this name; None where there is none.
    ///
    /// # Errors
    /// None today.
    pub fn files(&mut self, name: &str) -> Result<Option<Vec<File>>, PartError> {
        let parts = self.parts.remove(name);
        Ok(parts.map(|parts| parts.into_iter().map(file).collect()))
    }

    /// The value of this name, from plain text.
    ///
    /// # Errors
    /// There are several, or it is no `T`.
    pub fn text<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, PartError> {
        self.one(name)?.map(|part| text(&part)).transpose()
    }

    /// All values of this name, from plain texts; None where there is none.
    ///
    /// # Errors
    /// One of them is no `T`.
    pub fn texts<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<Vec<T>>, PartError> {
        let parts = self.parts.remove(name);
        parts
            .map(|parts| parts.iter().map(text).collect())
            .transpose()
    }

    /// The value of this name, from JSON.
    ///
    /// # Errors
    /// There are several, or it is no `T`.
    pub fn json<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, PartError> {
        self.one(name)?.map(|part| from_json(&part)).transpose()
    }

    /// A list of this name, from one part that is a list in JSON, or from several that are its
    /// elements; None where there is none.
    ///
    /// # Errors
    /// It is no list of `T`.
    pub fn json_list<T: DeserializeOwned>(
        &mut self,
        name: &str,
    ) -> Result<Option<Vec<T>>, PartError> {
        let Some(parts) = self.parts.remove(name) else {
            return Ok(None);
        };
        if let [part] = parts.as_slice()
            && let Ok(list) = from_json(part)
        {
            return Ok(Some(list));
        }
        parts
            .iter()
            .map(from_json)
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// A header of the first part of a name, which was not read yet.
    ///
    /// # Errors
    /// It is no `T`.
    pub fn header<T: DeserializeOwned>(
        &self,
        part: &str,
        name: &str,
    ) -> Result<Option<T>, PartError> {
        let value = self.header_text(part, name);
        value
            .map(|value| typed(part, value.trim().as_bytes()))
            .transpose()
    }

    /// The same for a list, with commas between.
    ///
    /// # Errors
    /// An item is no `T`.
    pub fn header_list<T: DeserializeOwned>(
        &self,
        part: &str,
        name: &str,
    ) -> Result<Option<Vec<T>>, PartError> {
        let Some(value) = self.header_text(part, name) else {
            return Ok(None);
        };
        let items = value
            .split(',')
            .map(|item| typed(part, item.trim().as_bytes()));
        items.collect::<Result<_, _>>().map(Some)
    }

    fn header_text(&self, part: &str, name: &str) -> Option<&str> {
        let headers = &self.parts.get(part)?.first()?.headers;
        let mut headers = headers.iter();
        let found = headers.find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Whether the part of this name is `null` in JSON. It is used up then.
    pub fn null(&mut self, name: &str) -> bool {
        let is_null = self
            .parts
            .get(name)
            .is_some_and(|parts| match parts.as_slice() {
                [part] => {
                    let is_json = part
                        .media_type
                        .as_deref()
                        .is_some_and(|media| media.contains("json"));
                    is_json && part.content.trim_ascii() == b"null"
                }
                _ => false,
            });
        if is_null {
            self.parts.remove(name);
        }
        is_null
    }

    /// The names of the parts that were not asked for yet.
    pub fn rest(&self) -> Vec<String> {
        self.parts.keys().cloned().collect()
    }

    /// The value, or the error that it is missing.
    ///
    /// # Errors
    /// There is none.
    pub fn required<T>(name: &str, value: Option<T>) -> Result<T, PartError> {
        value.ok_or_else(|| PartError::new(name, PartProblem::Missing))
    }

    fn one(&mut self, name: &str) -> Result<Option<Part>, PartError> {
        let mut parts = self.parts.remove(name).unwrap_or_default().into_iter();
        match (parts.next(), parts.next()) {
            (part, None) => Ok(part),
            (_, Some(_)) => Err(PartError::new(name, PartProblem::Repeated)),
        }
    }
}

fn file(part: Part) -> File {
    File {
        content: part.content,
        name: part.file_name,
        media_type: part.media_type,
    }
}

fn text<T: DeserializeOwned>(part: &Part) -> Result<T, PartError> {
    typed(&part.name, &part.content)
}

/// A text is what the type takes as a text; else it is read as JSON, which numbers and booleans
/// look like.
fn typed<T: DeserializeOwned>(name: &str, content: &[u8]) -> Result<T, PartError> {
    let malformed = || PartError::new(name, PartProblem::Malformed);
    let text = std::str::from_utf8(content).map_err(|_| malformed())?;
    match json::from_value(&Value::String(text.to_owned())) {
        Ok(value) => Ok(value),
        Err(_) => json::from_slice(content).map_err(|_| malformed()),
    }
}

fn from_json<T: DeserializeOwned>(part: &Part) -> Result<T, PartError> {
    json::from_slice(&part.content).map_err(|_| PartError::new(&part.name, PartProblem::Malformed))
}
