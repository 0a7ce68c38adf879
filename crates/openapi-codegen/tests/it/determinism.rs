//! The same document gives the same bytes: again, in another thread, and with its keys in
//! another order wherever order means nothing. Neither does it matter where the program runs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use openapi_codegen::{Output, Paths, loopback};
use openapi_source::{Document, Limits, Node, Value};

use crate::goldens::{documents, made, model};

fn files(output: &Output) -> BTreeMap<(String, String), String> {
    let folders = output.folders.iter().flat_map(|folder| {
        let files = folder.files.iter();
        files.map(|(path, text)| ((folder.owner.name.clone(), path.clone()), text.clone()))
    });
    folders.collect()
}

#[test]
fn again_and_in_threads() {
    for (name, text) in documents() {
        let first = made(&name, &text).unwrap();
        // Paths of the tests are absolute, so this is nobody else's business.
        std::env::set_current_dir(std::env::temp_dir()).unwrap();
        std::thread::scope(|scope| {
            let threads = [
                scope.spawn(|| made(&name, &text)),
                scope.spawn(|| made(&name, &text)),
            ];
            for thread in threads {
                assert_eq!(thread.join().unwrap().unwrap(), first, "{name}");
            }
        });
    }
}

#[test]
fn tests_of_another_seed_differ_only_in_values() {
    for (name, text) in documents() {
        let api = model(&name, &text).unwrap();
        let paths = Paths::crates(&name);
        let (first, again) = (loopback(&api, &paths, 1), loopback(&api, &paths, 1));
        assert_eq!(first, again, "{name}");
        let tests = |text: &str| text.matches("#[tokio::test]").count();
        let other = loopback(&api, &paths, 2);
        assert_eq!(tests(&first.text), tests(&other.text), "{name}");
    }
}

/// Below these keys order is part of what a document says: of the fields and variants of types,
/// of which media type and which value is written first, of who is asked first.
const ORDERED: [&str; 5] = ["content", "headers", "mapping", "properties", "security"];

/// A document as JSON, with the keys of each object backwards, where order does not matter.
fn backwards(node: &Node, path: &mut Vec<String>, out: &mut String) {
    match &node.value {
        Value::Object(object) => {
            let mut members: Vec<_> = object.iter().collect();
            let parent = path.last().map_or("", String::as_str);
            let within = path
                .iter()
                .any(|key| ["examples", "example", "x-rejections"].contains(&key.as_str()));
            if !ORDERED.contains(&parent) && !within {
                members.reverse();
            }
            out.push('{');
            for (index, member) in members.into_iter().enumerate() {
                let comma = if index > 0 { "," } else { "" };
                write!(
                    out,
                    "{comma}{}:",
                    serde_json::Value::from(member.key.as_str())
                )
                .unwrap();
                path.push(member.key.clone());
                backwards(&member.value, path, out);
                path.pop();
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                backwards(item, path, out);
            }
            out.push(']');
        }
        _ => write!(out, "{}", node.to_json()).unwrap(),
    }
}

#[test]
fn order_of_keys() {
    let apig = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../openapi/apig.yaml"
    ));
    let mut documents = documents();
    documents.insert("apig".to_owned(), apig.unwrap());
    for (name, text) in documents {
        let document = Document::parse("a.yaml", text.as_bytes(), &Limits::default()).unwrap();
        let mut other = String::new();
        backwards(document.root(), &mut Vec::new(), &mut other);
        assert_ne!(text, other);
        let (first, second) = (made(&name, &text).unwrap(), made(&name, &other).unwrap());
        let (files, mut others) = (files(&first), files(&second));
        for (path, text) in files {
            let other = others.remove(&path).unwrap_or_default();
            let differing = text.lines().zip(other.lines()).find(|(a, b)| a != b);
            assert!(text == other, "{name}: {path:?}: {differing:?}");
        }
        assert!(others.is_empty(), "{name}: {:?}", others.keys());
        assert_eq!(first.scaffold, second.scaffold, "{name}");
        assert_eq!(first.dependencies, second.dependencies, "{name}");
    }
}
