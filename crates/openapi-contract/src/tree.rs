//! The values of a document and of the files it refers to, by pointer.
//!
//! A pointer into the document itself is a JSON pointer (`/paths/~1pets`). One into another file
//! has the file's path, relative to the document, in front: `schemas/pet.yaml#/Pet`. Both forms
//! can be joined with further tokens. Nothing here fetches anything; [`spec`](crate::spec) is given
//! the other files by its caller.

use openapi_source::pointer::unescape;
use serde_json::Value;

/// Longer chains of references are taken for a cycle.
pub(crate) const MAX_CHAIN: usize = 32;

/// Why a reference is refused.
pub(crate) const FOLLOWED: &str =
    "only references into this document (`#/...`), and to files in its folder, can be followed";

/// Which rules the keywords of the document follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// `OpenAPI` 3.0: nothing beside a `$ref` counts.
    V30,
    /// `OpenAPI` 3.1: schemas are JSON Schema 2020-12.
    V31,
}

/// The values of all files.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) dialect: Dialect,
    /// The last part of the document's own name, by which other files refer back to it.
    name: String,
    /// Path and content; the document itself is the first and has an empty path.
    files: Vec<(String, Value)>,
    /// Files that are not here, each with the reason.
    missed: Vec<(String, String)>,
}

impl Tree {
    pub(crate) fn new(name: &str, root: Value) -> Self {
        let version = root.get("openapi").and_then(Value::as_str);
        let is_v31 = version.is_some_and(|version| version.starts_with("3.1"));
        Self {
            dialect: if is_v31 { Dialect::V31 } else { Dialect::V30 },
            name: name.rsplit('/').next().unwrap_or_default().to_owned(),
            files: vec![(String::new(), root)],
            missed: Vec::new(),
        }
    }

    /// Whether it is known what is, or is not, in a file.
    pub(crate) fn knows(&self, path: &str) -> bool {
        let missed = self.missed.iter().any(|(known, _)| known == path);
        missed || self.is_main(path) || self.files.iter().any(|(known, _)| known == path)
    }

    /// Whether a path is that of the document itself.
    pub(crate) fn is_main(&self, path: &str) -> bool {
        path == self.name
    }

    /// Notes why there is no file.
    pub(crate) fn miss(&mut self, path: String, why: String) {
        self.missed.push((path, why));
    }

    pub(crate) fn add(&mut self, path: String, content: Value) {
        self.files.push((path, content));
    }

    /// Why there is nothing at a pointer that a reference leads to.
    pub(crate) fn absence(&self, target: &str) -> String {
        let (path, _) = split(target);
        match self.missed.iter().find(|(known, _)| known == path) {
            Some((path, why)) => format!("the file `{path}` cannot be read: {why}"),
            None if self.files.iter().all(|(known, _)| known != path) => FOLLOWED.to_owned(),
            None => "the reference leads nowhere; correct it".to_owned(),
        }
    }

    /// The value at a pointer.
    pub(crate) fn get(&self, pointer: &str) -> Option<&Value> {
        let (path, pointer) = split(pointer);
        let path = if self.is_main(path) { "" } else { path };
        let (_, root) = self.files.iter().find(|(known, _)| known == path)?;
        root.pointer(pointer)
    }

    /// Follows `$ref` from a schema to the first one that says something itself.
    ///
    /// `None` where a reference leads nowhere or round in a circle.
    pub(crate) fn resolve(&self, pointer: &str) -> Option<(String, &Value)> {
        let mut at = pointer.to_owned();
        for _ in 0..MAX_CHAIN {
            let value = self.get(&at)?;
            match self.reference(value) {
                Some(reference) => at = target(&at, reference)?,
                None => return Some((at, value)),
            }
        }
        None
    }

    /// The reference that stands for a whole schema.
    pub(crate) fn reference<'v>(&self, schema: &'v Value) -> Option<&'v str> {
        let members = schema.as_object()?;
        let reference = members.get("$ref")?.as_str()?;
        let stands_alone = || members.keys().all(|key| !counts_beside(key));
        (self.dialect == Dialect::V30 || stands_alone()).then_some(reference)
    }
}

/// Whether a keyword beside `$ref` adds a rule in 3.1.
fn counts_beside(key: &str) -> bool {
    !matches!(
        key,
        "$ref"
            | "description"
            | "summary"
            | "title"
            | "example"
            | "examples"
            | "deprecated"
            | "$comment"
    ) && !key.starts_with("x-")
}

/// File and JSON pointer of a pointer.
pub(crate) fn split(pointer: &str) -> (&str, &str) {
    if pointer.starts_with('/') {
        return ("", pointer);
    }
    pointer.split_once('#').unwrap_or(("", pointer))
}

/// The last token of a pointer, unescaped.
pub(crate) fn last(pointer: &str) -> String {
    let token = pointer.rsplit('/').next().unwrap_or_default();
    unescape(token).unwrap_or_default().into_owned()
}

/// Where a reference leads that is written at a pointer; `None` where it leaves this machine or
/// is no pointer.
pub(crate) fn target(at: &str, reference: &str) -> Option<String> {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let fragment = percent_encoding::percent_decode_str(fragment)
        .decode_utf8()
        .ok()?;
    if !(fragment.is_empty() || fragment.starts_with('/')) {
        return None;
    }
    let (file, _) = split(at);
    let file = if path.is_empty() {
        file.to_owned()
    } else {
        beside(file, path)?
    };
    Some(if file.is_empty() {
        fragment.into_owned()
    } else {
        format!("{file}#{fragment}")
    })
}

/// A path relative to the document, from one relative to another file. `None` for a URL, an
/// absolute path, or one that leaves the folder of the document.
fn beside(file: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains(':') || path.contains('\\') {
        return None;
    }
    let path = percent_encoding::percent_decode_str(path)
        .decode_utf8()
        .ok()?;
    let folder = file.rsplit_once('/').map(|(folder, _)| folder);
    let mut parts: Vec<&str> = folder.into_iter().flat_map(|one| one.split('/')).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Tree, target};

    #[test]
    fn references_lead_somewhere_or_nowhere() {
        let check = |at: &str, reference: &str, expected: Option<&str>| {
            assert_eq!(
                target(at, reference).as_deref(),
                expected,
                "{at} {reference}"
            );
        };
        check("/paths", "#/components/a~1b", Some("/components/a~1b"));
        check("/paths", "#/paths/~1a%7Bid%7D", Some("/paths/~1a{id}"));
        check("/paths", "#", Some(""));
        check("/paths", "pet.yaml", Some("pet.yaml#"));
        check("a/b.yaml#/Pet", "../pet.yaml#/Pet", Some("pet.yaml#/Pet"));
        check("a/b.yaml#/Pet", "./pet.yaml", Some("a/pet.yaml#"));
        check("a/b.yaml#/Pet", "#/Dog", Some("a/b.yaml#/Dog"));
        check("a/b.yaml#/Pet", "../../pet.yaml", None);
        check("/paths", "https://example.com/a.yaml", None);
        check("/paths", "/etc/passwd", None);
        check("/paths", "#Pet", None);
    }

    #[test]
    fn references_are_followed_across_files() {
        let mut tree = Tree::new(
            "api.yaml",
            json!({"openapi": "3.1.0", "a": {"$ref": "b.yaml#/b", "title": "x"},
            "c": {"$ref": "#/a", "minLength": 1}, "d": {"$ref": "#/e"}, "e": {"$ref": "#/d"}}),
        );
        tree.add("b.yaml".to_owned(), json!({"b": {"type": "string"}}));
        let at = |pointer: &str| tree.resolve(pointer).map(|(at, _)| at);
        assert_eq!(at("/a").as_deref(), Some("b.yaml#/b"));
        assert_eq!(at("/c").as_deref(), Some("/c"));
        assert_eq!(at("/d"), None);
    }
}
