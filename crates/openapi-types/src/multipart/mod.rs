//! Bodies of several parts (`multipart/form-data`): what the parts are, not how they travel.
//!
//! A generated body implements [`Multipart`] with the help of [`Writer`] and [`Reader`]. Texts,
//! numbers and booleans are parts of plain text, lists of them repeated parts, files are parts
//! with a file name, and everything else is JSON, unless the document says otherwise. How parts
//! travel is the matter of `openapi-client` and `openapi-server`; limits too: they are in memory
//! here.

mod read;
mod write;

pub use read::Reader;
pub use write::Writer;

use bytes::Bytes;
use std::fmt;

/// A body that is sent in parts.
pub trait Multipart: Sized {
    /// The parts, in the order of the document.
    ///
    /// # Errors
    /// A value that cannot be written, such as a number that JSON does not have.
    fn into_parts(self) -> Result<Vec<Part>, PartError>;

    /// The body made of such parts, in any order. Parts that it does not know are ignored.
    ///
    /// # Errors
    /// A part that is missing, comes too often or cannot be read.
    fn from_parts(parts: Vec<Part>) -> Result<Self, PartError>;
}

/// A part of a body, as it travels.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// The name in its `Content-Disposition`.
    pub name: String,
    /// The file name there.
    pub file_name: Option<String>,
    /// Its `Content-Type`; None: plain text.
    pub media_type: Option<String>,
    /// Its other headers: names in any case, and values.
    pub headers: Vec<(String, String)>,
    /// Its bytes.
    pub content: Bytes,
}

/// Without the content, and without what headers hold.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("name", &self.name)
            .field("file_name", &self.file_name)
            .field("media_type", &self.media_type)
            .field("headers", &self.headers.len())
            .field("length", &self.content.len())
            .finish()
    }
}

/// How a value becomes parts that is written in a style of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartStyle {
    /// One part: `a,b`, or `key,a,other,b`.
    Form,
    /// One part: `a b`.
    SpaceDelimited,
    /// One part: `a|b`.
    PipeDelimited,
    /// Parts with the names of [`deep_pairs`](crate::deep_pairs).
    DeepObject,
}

/// A file in a body of several parts.
///
/// ```
/// use openapi_types::File;
///
/// let photo = File::new(vec![0xff, 0xd8]).named("cat.jpg").of_type("image/jpeg");
/// assert_eq!(photo.name.as_deref(), Some("cat.jpg"));
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct File {
    /// Its bytes.
    pub content: Bytes,
    /// Its name; where there is none, the name of the part is sent.
    pub name: Option<String>,
    /// Its media type; where there is none, that of the document or `application/octet-stream`.
    pub media_type: Option<String>,
}

impl File {
    /// A file without a name and a type of its own.
    pub fn new(content: impl Into<Bytes>) -> Self {
        Self {
            content: content.into(),
            name: None,
            media_type: None,
        }
    }

    /// The file with this name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The file with this media type.
    #[must_use]
    pub fn of_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }
}

/// Without the content.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("length", &self.content.len())
            .finish()
    }
}

macro_rules! file_from {
    ($($type:ty),* $(,)?) => {$(
        impl From<$type> for File {
            fn from(content: $type) -> Self {
                Self::new(content)
            }
        }
    )*};
}

file_from! { Bytes, Vec<u8>, String, &'static str, &'static [u8] }

/// A part that is not what the document says. It never tells the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartError {
    name: String,
    reason: PartProblem,
}

/// What is wrong with a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PartProblem {
    /// It must be there.
    Missing,
    /// It may be there once.
    Repeated,
    /// It cannot be read, or written.
    Malformed,
}

impl PartError {
    /// What is wrong with the part of this name.
    pub fn new(name: impl Into<String>, reason: PartProblem) -> Self {
        Self {
            name: name.into(),
            reason,
        }
    }

    /// The name of the part, by the document.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is wrong with it.
    pub fn reason(&self) -> PartProblem {
        self.reason
    }
}

impl fmt::Display for PartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self.reason {
            PartProblem::Missing => "is missing",
            PartProblem::Repeated => "may be there once",
            PartProblem::Malformed => "is malformed",
        };
        write!(f, "part {:?} {reason}", self.name)
    }
}

impl std::error::Error for PartError {}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn part(name: &str, content: &str) -> Part {
        Part {
            name: name.to_owned(),
            content: Bytes::from(content.to_owned()),
            ..Part::default()
        }
    }

    #[test]
    fn texts_are_read_as_the_type_asks() {
        fn check<T: serde::de::DeserializeOwned + PartialEq + fmt::Debug>(
            text: &str,
            expected: Option<&T>,
        ) {
            let read = Reader::new(vec![part("x", text)]).text::<T>("x");
            assert_eq!(read.ok().flatten().as_ref(), expected, "{text}");
        }
        check("12", Some(&12_i64));
        check("12", Some(&"12".to_owned()));
        check("true", Some(&true));
        check("1.5", Some(&1.5));
        check::<i64>("\"12\"", None);
        check::<i64>("1 2", None);
        check::<bool>("yes", None);
    }

    #[test]
    fn writes_what_it_reads() {
        let mut writer = Writer::new();
        writer.text("a", &5, None).unwrap();
        writer.text("list", "x", None).unwrap();
        writer.text("list", "y", None).unwrap();
        writer.json("o", &json!({"k": [1]}), None).unwrap();
        writer.file("f", File::from("content"), Some("image/png"));
        writer.null("n");
        let parts = writer.finish();
        let types: Vec<_> = parts
            .iter()
            .map(|part| part.media_type.as_deref())
            .collect();
        let json = Some("application/json");
        assert_eq!(types, [None, None, None, json, Some("image/png"), json]);

        let mut reader = Reader::new(parts);
        assert_eq!(reader.text::<i64>("a").unwrap(), Some(5));
        assert_eq!(
            reader.texts::<String>("list").unwrap(),
            Some(vec!["x".into(), "y".into()])
        );
        assert_eq!(reader.json::<Value>("o").unwrap(), Some(json!({"k": [1]})));
        let file = reader.file("f").unwrap().unwrap();
        assert_eq!(
            (file.name.as_deref(), &file.content[..]),
            (Some("f"), &b"content"[..])
        );
        assert!(reader.null("n"));
        assert_eq!(reader.text::<i64>("gone").unwrap(), None);
    }

    #[test]
    fn headers_belong_to_their_part() {
        let mut writer = Writer::new();
        writer.text("a", &1, None).unwrap();
        writer.text("b", &2, None).unwrap();
        writer.header("a", "X-Count", &5).unwrap();
        writer.header("a", "X-List", &["x", "y"]).unwrap();
        writer.header("gone", "X-Count", &5).unwrap();
        let parts = writer.finish();
        let lengths: Vec<usize> = parts.iter().map(|part| part.headers.len()).collect();
        assert_eq!(lengths, [2, 0]);

        let reader = Reader::new(parts);
        assert_eq!(reader.header::<i64>("a", "x-count").unwrap(), Some(5));
        let list = reader.header_list::<String>("a", "X-List").unwrap();
        assert_eq!(list, Some(vec!["x".to_owned(), "y".to_owned()]));
        assert_eq!(reader.header::<i64>("b", "X-Count").unwrap(), None);
        assert_eq!(reader.header_list::<i64>("gone", "X-List").unwrap(), None);
        let error = reader.header::<bool>("a", "X-Count").unwrap_err();
        assert_eq!(error.to_string(), "part \"a\" is malformed");
    }

    #[test]
    fn styles_are_those_of_the_query() {
        let check = |value: Value, style: PartStyle, expected: &[(&str, &str)]| {
            let mut writer = Writer::new();
            writer.styled("x", &value, style).unwrap();
            let parts = writer.finish();
            let expected: Vec<Part> = expected
                .iter()
                .map(|(name, text)| part(name, text))
                .collect();
            assert_eq!(parts, expected, "{value}");
        };
        check(json!([1, "b"]), PartStyle::Form, &[("x", "1,b")]);
        check(json!([1, 2]), PartStyle::SpaceDelimited, &[("x", "1 2")]);
        let object = json!({"a": 1, "b": "c"});
        check(
            object.clone(),
            PartStyle::PipeDelimited,
            &[("x", "a|1|b|c")],
        );
        let deep = &[("x[a]", "1"), ("x[b]", "c")];
        check(object, PartStyle::DeepObject, deep);
        check(json!(true), PartStyle::Form, &[("x", "true")]);
    }

    #[test]
    fn parts_can_be_missing_repeated_or_malformed() {
        let check = |parts: &[Part], expected: &str| {
            let mut reader = Reader::new(parts.to_vec());
            let value = reader
                .text::<i64>("x")
                .and_then(|value| Reader::required("x", value));
            assert_eq!(value.unwrap_err().to_string(), expected);
        };
        check(&[], "part \"x\" is missing");
        check(
            &[part("x", "1"), part("x", "2")],
            "part \"x\" may be there once",
        );
        check(&[part("x", "secret")], "part \"x\" is malformed");
    }

    #[test]
    fn lists_of_objects_come_in_one_part_or_in_several() {
        let check = |contents: &[&str]| {
            let parts = contents.iter().map(|content| part("x", content)).collect();
            let read = Reader::new(parts).json_list::<Value>("x").unwrap();
            assert_eq!(
                read,
                Some(vec![json!({"a": 1}), json!({"a": 2})]),
                "{contents:?}"
            );
        };
        check(&[r#"[{"a":1},{"a":2}]"#]);
        check(&[r#"{"a":1}"#, r#"{"a":2}"#]);
        assert_eq!(
            Reader::new(Vec::new()).json_list::<Value>("x").unwrap(),
            None
        );
    }

    #[test]
    fn debug_shows_no_content() {
        let shown = format!("{:?} {:?}", part("x", "secret"), File::from("secret"));
        assert!(!shown.contains("secret"), "{shown}");
    }
}
