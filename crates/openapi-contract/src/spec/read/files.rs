//! The document and the files that it refers to, each read once.

use openapi_source::Document;
use serde_json::Value;

use crate::{
    place::Places,
    tree::{Tree, split, target},
};

/// Keys whose values are data: a `$ref` in them refers to nothing.
const DATA: [&str; 5] = ["example", "examples", "default", "enum", "const"];

/// All files, as nodes, as values and as positions.
pub(super) struct Files {
    /// Path and content of the files beside the document.
    pub(super) others: Vec<(String, Document)>,
    pub(super) tree: Tree,
    pub(super) places: Places,
}

impl Files {
    pub(super) fn load(
        document: &Document,
        mut load: impl FnMut(&str) -> Result<Document, String>,
    ) -> Self {
        let root = document.root().to_json();
        let mut wanted = Vec::new();
        references("", &root, &mut wanted);
        let mut files = Self {
            others: Vec::new(),
            tree: Tree::new(document.name(), root),
            places: Places::of(document),
        };
        while let Some(path) = wanted.pop() {
            if files.tree.knows(&path) {
                continue;
            }
            match load(&path) {
                Ok(file) => {
                    let content = file.root().to_json();
                    references(&format!("{path}#"), &content, &mut wanted);
                    files.places.add(path.clone(), &file);
                    files.tree.add(path.clone(), content);
                    files.others.push((path, file));
                }
                Err(why) => files.tree.miss(path, why),
            }
        }
        files
    }
}

/// The paths of the files that a value refers to.
fn references(at: &str, value: &Value, wanted: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                if let ("$ref", Some(reference)) = (key.as_str(), member.as_str()) {
                    let path = target(at, reference).map(|target| split(&target).0.to_owned());
                    wanted.extend(path.filter(|path| !path.is_empty()));
                } else if !DATA.contains(&key.as_str()) {
                    references(at, member, wanted);
                }
            }
            // Where `default` and `example` are names of properties, what is in them is no data.
            for key in ["properties", "responses"] {
                let named = members.get(key).and_then(Value::as_object);
                for name in DATA {
                    if let Some(member) = named.and_then(|members| members.get(name)) {
                        references(at, member, wanted);
                    }
                }
            }
            let examples = members.get("examples").and_then(Value::as_object);
            for example in examples.into_iter().flat_map(|all| all.values()) {
                if example.get("$ref").is_some() {
                    references(at, example, wanted);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(at, item, wanted)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
