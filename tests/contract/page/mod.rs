//! Holds the document to the facts of the reference page it was written from.
//!
//! `page.toml` has the page's facts and `data/error-codes.json` the vendor's table of codes.
//! [`view`] reads the same facts out of the document's plain tree, and the two must be equal in
//! both directions. So that the comparison is known to see, a second test damages each fact in a
//! copy of the tree, once by removing it and once by altering it, and each time the comparison
//! has to fail on that very fact.

use std::{collections::BTreeMap, path::Path};

use openapi_source::Document;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::document;

mod damage;
mod site;
mod view;

/// Facts by name.
type Facts = BTreeMap<String, Value>;

#[derive(Deserialize)]
struct Page {
    uri: String,
    /// What the page says.
    facts: Facts,
    /// What the page says of each error.
    errors: Facts,
    /// What the document adds.
    ours: Facts,
}

#[derive(Deserialize)]
struct Row {
    status: u16,
    code: String,
    message: String,
}

fn read(file: &str) -> Result<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The URI of the page and every fact expected under it.
fn expected() -> Result<(String, Facts), String> {
    let page: Page = toml::from_str(&read("page.toml")?).map_err(|error| error.to_string())?;
    let codes: Vec<Row> =
        serde_json::from_str(&read("data/error-codes.json")?).map_err(|error| error.to_string())?;
    let mut facts = page.facts;
    facts.extend(page.ours);
    let listed = facts
        .iter()
        .filter(|(name, _)| name.starts_with("statuses from "));
    let statuses: Vec<String> = listed
        .filter_map(|(_, statuses)| statuses.as_array())
        .flatten()
        .filter_map(|status| Some(status.as_str()?.to_owned()))
        .collect();
    for status in statuses.iter().filter(|status| status.as_str() >= "400") {
        for (name, value) in &page.errors {
            facts.insert(format!("status {status}: {name}"), value.clone());
        }
    }
    for Row {
        status,
        code,
        message,
    } in codes
    {
        facts.insert(format!("code {code}: status"), json!(status.to_string()));
        // Where the page shows the code itself, the page's text wins.
        let mut examples = facts
            .iter()
            .filter(|(name, _)| name.ends_with(": first example"));
        let shown = examples.find(|(_, value)| value.get("error_code") == Some(&json!(code)));
        let shown = shown.and_then(|(_, value)| value.get("error_msg")).cloned();
        facts.insert(
            format!("code {code}: message"),
            shown.unwrap_or_else(|| json!(message)),
        );
    }
    Ok((page.uri, facts))
}

/// Every fact that differs, as `name: expected, actual`.
fn compare(expected: &Facts, actual: &view::Seen) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    for (name, value) in expected {
        match actual.get(name) {
            None => wrong.push((
                name.clone(),
                format!("the page says {value}, the document nothing"),
            )),
            Some(fact) if fact.value != *value => {
                let text = format!("the page says {value}, the document {}", fact.value);
                wrong.push((name.clone(), text));
            }
            Some(_) => {}
        }
    }
    for (name, fact) in actual
        .iter()
        .filter(|(name, _)| !expected.contains_key(*name))
    {
        wrong.push((
            name.clone(),
            format!("the document says {}, the page nothing", fact.value),
        ));
    }
    wrong
}

/// Where a pointer is, for people.
fn place(document: &Document, pointer: &str) -> String {
    let mut pointer = pointer;
    loop {
        if let Some(span) = document.span_of(pointer) {
            let position = document.position(span.start);
            return format!("{}:{}:{}", document.name(), position.line, position.column);
        }
        match pointer.rfind('/') {
            Some(at) => pointer = pointer.get(..at).unwrap_or_default(),
            None => return document.name().to_owned(),
        }
    }
}

/// The document states every fact of the page and no other.
pub(crate) fn facts() -> Result<(), String> {
    let document = document::parsed()?;
    let (uri, expected) = expected()?;
    let actual = view::of(&document.root().to_json(), &uri, &document);
    let wrong = compare(&expected, &actual);
    if wrong.is_empty() {
        return Ok(());
    }
    let lines: Vec<_> = wrong
        .iter()
        .map(|(name, text)| {
            let at = actual.get(name).map(|fact| place(&document, &fact.pointer));
            format!(
                "{}: {name}: {text}",
                at.unwrap_or_else(|| document.name().to_owned())
            )
        })
        .collect();
    Err(lines.join("\n"))
}

/// Each fact, removed or altered in a copy, makes the comparison fail on it.
pub(crate) fn each_fact_is_seen() -> Result<(), String> {
    let document = document::parsed()?;
    let mut root = document.root().to_json();
    let (uri, expected) = expected()?;
    let mut blind = Vec::new();
    let facts = view::of(&root, &uri, &document);
    // What the page does not have fails in the other test.
    let known = facts
        .iter()
        .filter(|(name, _)| expected.contains_key(*name));
    for (name, fact) in known {
        damage::each(&mut root, fact, |how, damaged| {
            let wrong = compare(&expected, &view::of(damaged, &uri, &document));
            if !wrong.iter().any(|(other, _)| other == name) {
                blind.push(format!("{name}: {how} at {} is not seen", fact.pointer));
            }
        });
    }
    if root != document.root().to_json() {
        blind.push("the tree was not mended after a damage".to_owned());
    }
    if facts.is_empty() {
        blind.push("the document states no fact at all".to_owned());
    }
    if blind.is_empty() {
        Ok(())
    } else {
        Err(blind.join("\n"))
    }
}
