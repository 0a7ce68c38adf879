//! The same document gives the same bytes: again, in another thread, and with its keys in
//! another order wherever order means nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use openapi_codegen::Output;
use openapi_source::{Document, Limits, Node, Value};

use crate::goldens::{documents, made};

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

/// A document as JSON, with the keys of each object backwards. Where order is part of what a
/// document says (members of types, of examples and of the answers made from them) it stays.
fn backwards(node: &Node, path: &mut Vec<String>, out: &mut String) {
    match &node.value {
        Value::Object(object) => {
            let mut members: Vec<_> = object.iter().collect();
            let parent = path.last().map(String::as_str);
            let within = path
                .iter()
                .any(|key| ["examples", "example", "x-rejections"].contains(&key.as_str()));
            if parent != Some("properties") && !within {
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
        for (path, text) in files(&first) {
            assert_eq!(Some(&text), files(&second).get(&path), "{name}: {path:?}");
        }
        assert_eq!(first.scaffold, second.scaffold, "{name}");
        assert_eq!(first.dependencies, second.dependencies, "{name}");
    }
}
