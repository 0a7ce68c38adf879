//! Damaged documents: whatever was deleted, doubled, moved or put in place of something else,
//! the reader gives findings that have a place, or the generator gives files that are Rust. Neither
//! panics, and the generator never blames itself.
//!
//! `MUTANTS=2000 cargo test -p openapi-codegen mutations` makes more of them, which takes a minute.

use openapi_codegen::{Paths, loopback};
use openapi_model::{Documents, read};
use openapi_source::{Diagnostic, Document, Limits, Style, render};
use serde_json::{Value, json};

use crate::goldens::{documents, generated};

/// A generator of numbers that gives the same ones each time.
struct Numbers(u64);

impl Numbers {
    /// Less than `limit`, which is not 0.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }
}

/// Every place in the document, as a pointer.
fn places(value: &Value, at: &str, out: &mut Vec<String>) {
    let escape = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                let place = format!("{at}/{}", escape(key));
                places(value, &place, out);
                out.push(place);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                let place = format!("{at}/{index}");
                places(value, &place, out);
                out.push(place);
            }
        }
        _ => {}
    }
}

fn oddities() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(18_446_744_073_709_551_615_u64),
        json!(""),
        json!("self"),
        json!("a/{b}\u{202e}`\"#\n\\"),
        json!("integer"),
        json!("object"),
        json!("array"),
        json!("date-time"),
        json!([]),
        json!({}),
        json!([[]]),
        json!({"$ref": "#/components/schemas/ErrorResponse"}),
        json!({"$ref": "#"}),
        json!({"type": "object", "additionalProperties": {"type": "array", "items": {}}}),
        json!({"type": "string", "nullable": true, "enum": ["a", "b"]}),
        json!({"nullable": true, "properties": {"a": {"$ref": "#/components/schemas/ErrorResponse"}}}),
    ]
}

/// Does one kind of damage at a place that is not the root.
fn damage(document: &mut Value, numbers: &mut Numbers) {
    let mut found = Vec::new();
    places(document, "", &mut found);
    if found.is_empty() {
        return;
    }
    let place = found[numbers.below(found.len())].clone();
    let other = found[numbers.below(found.len())].clone();
    let elsewhere = document.pointer(&other).cloned().unwrap();
    let (parent, key) = place.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    let odd = oddities();
    let replacement = match numbers.below(6) {
        0 | 1 => None,
        2 | 3 => Some(odd[numbers.below(odd.len())].clone()),
        _ => Some(elsewhere),
    };
    let doubled = numbers.below(4) == 0;
    match document.pointer_mut(parent).unwrap() {
        Value::Object(members) => {
            let value = members.remove(&key);
            let new = match (replacement, doubled) {
                (Some(new), _) => Some((key, new)),
                (None, true) => value.map(|value| (format!("{key}2"), value)),
                (None, false) => None,
            };
            members.extend(new);
        }
        Value::Array(items) => {
            let index: usize = key.parse().unwrap();
            match replacement {
                Some(new) if doubled => items.insert(index, new),
                Some(new) => items[index] = new,
                None if doubled => items.push(items[index].clone()),
                None => drop(items.remove(index)),
            }
        }
        _ => {}
    }
}

/// What is wrong with what was made of the document, if anything is.
fn check(text: &str) -> Result<(), String> {
    let document = Document::parse("mutant.json", text.as_bytes(), &Limits::default())
        .map_err(|report| report.to_string())?;
    let documents = Documents::alone(document);
    let reading = read(&documents, &openapi_model::Options::default());
    let Some(api) = reading.api else {
        let located = reading.findings.iter().any(Diagnostic::is_error);
        let rendered = render(&documents.sources(), &reading.findings, Style::Plain);
        return if located { Ok(()) } else { Err(rendered) };
    };
    let output = generated(&api, "mutant")?;
    for (path, text) in output.folders.iter().flat_map(|folder| &folder.files) {
        syn::parse_file(text).map_err(|error| format!("{path}: {error}\n{text}"))?;
    }
    let drawn = loopback(&api, &Paths::crates("mutant"), 0);
    syn::parse_file(&drawn.text).map_err(|error| format!("{error}\n{}", drawn.text))?;
    Ok(())
}

fn mutate(name: &str, document: &Value, count: u64) {
    let asked = std::env::var("MUTANTS")
        .ok()
        .and_then(|text| text.parse().ok());
    for seed in 1..=asked.unwrap_or(count) {
        let mut numbers = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut mutant = document.clone();
        for _ in 0..=numbers.below(3) {
            damage(&mut mutant, &mut numbers);
        }
        let text = mutant.to_string();
        if let Err(why) = check(&text) {
            panic!("mutant {seed} of {name}:\n{why}\n{text}");
        }
    }
}

fn json_of(text: &str) -> Value {
    let document = Document::parse("a.yaml", text.as_bytes(), &Limits::default()).unwrap();
    document.root().to_json()
}

#[test]
fn damage_to_the_document() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/apig.yaml");
    mutate(
        "apig",
        &json_of(&std::fs::read_to_string(path).unwrap()),
        300,
    );
}

#[test]
fn damage_to_small_documents() {
    for (name, text) in documents() {
        mutate(&name, &json_of(&text), 15);
    }
}
