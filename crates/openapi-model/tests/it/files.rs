//! References into other files.

use std::cell::RefCell;
use std::collections::BTreeMap;

use openapi_model::{Documents, Files, Limits, Options, read};
use openapi_source::{Diagnostic, Document, Style, render};

use crate::show::show;

/// Files in memory, and which were asked for.
struct Memory {
    files: BTreeMap<&'static str, &'static str>,
    asked: RefCell<Vec<String>>,
}

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.asked.borrow_mut().push(path.to_owned());
        let text = self
            .files
            .get(path)
            .ok_or_else(|| "no such file".to_owned())?;
        Ok(text.as_bytes().to_vec())
    }
}

/// Paths with their texts.
type Texts = [(&'static str, &'static str)];

/// Reads a document whose schema `A` is `schema`. What it is, or what is said of it.
fn check(schema: &str, files: &Texts, limits: &Limits) -> (String, Vec<String>) {
    let files = Memory {
        files: files.iter().copied().collect(),
        asked: RefCell::default(),
    };
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: v}}\npaths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}\n"
    );
    let root = Document::parse("docs/api.yaml", text.as_bytes(), &limits.source).unwrap();
    let (documents, mut findings) = Documents::load(root, &files, limits);
    let options = Options {
        limits: limits.clone(),
        ..Options::default()
    };
    let reading = read(&documents, &options);
    findings.extend(reading.findings.into_iter().filter(Diagnostic::is_error));
    let shown = match &reading.api {
        Some(api) => {
            let list = api.schemas.iter();
            let list = list.map(|(_, named)| {
                format!(
                    "{} {}",
                    named.place.pointer,
                    show(&api.schemas, &named.schema)
                )
            });
            list.collect::<Vec<_>>().join("\n")
        }
        None => render(&documents.sources(), &findings, Style::Plain),
    };
    (shown, files.asked.into_inner())
}

#[test]
fn files_refer_to_each_other() {
    let files = [
        (
            "a/pet.yaml",
            "Pet: {properties: {owner: {$ref: '../owner.json'}, self: {$ref: '#/Pet'}}}",
        ),
        (
            "owner.json",
            r#"{"type": "object", "properties": {"a": {"$ref": "api.yaml#/components/schemas/A"}}}"#,
        ),
    ];
    let (shown, asked) = check("{$ref: 'a/pet.yaml#/Pet'}", &files, &Limits::default());
    assert_eq!(
        shown,
        "#/components/schemas/A {owner: owner, self: A}\nowner.json# {a: A}"
    );
    assert_eq!(asked, ["a/pet.yaml", "owner.json"]);
}

/// Files that only list other files are no types, and a component is what it refers to.
#[test]
fn one_schema_has_one_name() {
    let index = (
        "list.yaml",
        "{Pet: {$ref: pet.yaml}, Same: {$ref: '#/Pet'}}",
    );
    let pet = (
        "pet.yaml",
        "{properties: {self: {$ref: 'list.yaml#/Same'}, lost: {$ref: 'lost.yaml#/a'}}}",
    );
    let dead = ("lost.yaml", "a: {$ref: '#/b'}");
    let circle = ("circle.yaml", "{a: {$ref: '#/b'}, b: {$ref: '#/a'}}");
    let cases: [(&str, &Texts, &str); 4] = [
        (
            "{$ref: 'list.yaml#/Same'}",
            &[
                index,
                (
                    "pet.yaml",
                    "{properties: {self: {$ref: 'list.yaml#/Same'}}}",
                ),
            ],
            "#/components/schemas/A {self: A}",
        ),
        (
            "{properties: {a: {$ref: 'list.yaml#/Pet'}, b: {$ref: 'pet.yaml'}}}",
            &[index, ("pet.yaml", "{type: string}")],
            "#/components/schemas/A {a: pet, b: pet}\npet.yaml# str",
        ),
        (
            "{$ref: 'list.yaml#/Pet'}",
            &[index, pet, dead],
            "--> docs/lost.yaml:1:11",
        ),
        (
            "{$ref: 'circle.yaml#/a'}",
            &[circle],
            "--> docs/circle.yaml:1:2",
        ),
    ];
    for (schema, files, expected) in cases {
        let (shown, _) = check(schema, files, &Limits::default());
        assert!(shown.contains(expected), "{shown}");
        assert!(shown.matches("error[").count() <= 1, "{shown}");
    }
}

#[test]
fn files_that_cannot_be_read_are_located() {
    let cases: [(&str, &Texts, &str); 5] = [
        ("{$ref: 'x.yaml'}", &[], "no such file"),
        ("{$ref: '../x.yaml'}", &[], "out of the folder"),
        ("{$ref: '/etc/passwd'}", &[], "an absolute path"),
        ("{$ref: 'https://a.example/x'}", &[], "a URL"),
        (
            "{$ref: 'x.yaml'}",
            &[("x.yaml", "a: [")],
            "--> docs/x.yaml:1:",
        ),
    ];
    for (schema, files, expected) in cases {
        let (shown, asked) = check(schema, files, &Limits::default());
        assert!(shown.contains(expected), "{shown}");
        assert!(shown.contains("error[E043]"), "{shown}");
        assert!(shown.contains("--> docs/api.yaml:4:"), "{shown}");
        assert!(asked.len() <= 1, "{asked:?}");
    }
}

#[test]
fn files_are_limited() {
    let files = [("x.yaml", "{$ref: 'y.yaml'}"), ("y.yaml", "{}")];
    let limits = Limits {
        files: 1,
        ..Limits::default()
    };
    let (shown, asked) = check("{$ref: 'x.yaml'}", &files, &limits);
    assert!(shown.contains("raise the limit `files`"), "{shown}");
    assert!(shown.contains("--> docs/x.yaml:1:8"), "{shown}");
    assert_eq!(asked, ["x.yaml"]);
}

/// What an example says is data.
#[test]
fn examples_refer_to_nothing() {
    let (shown, asked) = check(
        "{example: {$ref: 'x.yaml'}, default: {$ref: 'y.yaml'}}",
        &[],
        &Limits::default(),
    );
    assert_eq!(asked, Vec::<String>::new());
    assert!(shown.starts_with("#/components/schemas/A any"), "{shown}");
}
