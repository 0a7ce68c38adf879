//! Separate tags: who asks for them, what is said of them, and what large documents get.

use std::fmt::Write as _;

use openapi_codegen::{CommandLine, Options, Output, Runtime, TagStyle, Tests, generate};
use openapi_model::{Documents, read};
use openapi_source::{Document, Limits, Style, render};

/// A document with one tag and two operations; `style` is a line of it.
fn document(style: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: T, version: '1'}}
{style}
paths:
  /a: {{get: {{operationId: a, tags: [pets], responses: {{'204': {{description: A.}}}}}}}}
  /b: {{get: {{operationId: b, responses: {{'204': {{description: B.}}}}}}}}
"
    )
}

/// The output for a document, and its findings about tags.
fn made(text: &str, tag_style: Option<TagStyle>) -> (Output, String) {
    let document = Document::parse("tags.yaml", text.as_bytes(), &Limits::default()).unwrap();
    let documents = Documents::alone(document);
    let api = read(&documents, &openapi_model::Options::default()).api;
    let options = Options {
        name: "tags".to_owned(),
        document: "tags.yaml".to_owned(),
        runtime: Runtime::Workspace,
        tag_style,
        tests: Tests::None,
        command_line: CommandLine::None,
    };
    let output = generate(&api.unwrap(), &options).unwrap();
    let found = render(&documents.sources(), &output.findings, Style::Plain);
    (output, found)
}

/// The files of a folder.
fn files<'a>(output: &'a Output, owner: &str) -> Vec<&'a str> {
    let folder = output.folders.iter().find(|f| f.owner.name == owner);
    folder.unwrap().files.keys().map(String::as_str).collect()
}

#[test]
fn the_caller_decides_before_the_document() {
    let merged = made(&document(""), None).0;
    let separate = made(&document("x-tag-style: separate"), None).0;
    assert_ne!(merged, separate);
    let cases = [
        ("x-tag-style: merged", None, &merged),
        ("", Some(TagStyle::Merged), &merged),
        ("", Some(TagStyle::Separate), &separate),
        ("x-tag-style: separate", Some(TagStyle::Merged), &merged),
        ("x-tag-style: merged", Some(TagStyle::Separate), &separate),
    ];
    for (line, asked, expected) in cases {
        assert!(
            made(&document(line), asked).0 == *expected,
            "{line:?} {asked:?}"
        );
    }
    let without = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";
    assert_eq!(
        made(without, Some(TagStyle::Separate)),
        made(without, None),
        "there is nothing to separate"
    );
}

#[test]
fn a_trait_has_a_file() {
    let (output, _) = made(&document("x-tag-style: separate"), None);
    let server = files(&output, "tags-server");
    for file in ["api/mod.rs", "api/pets.rs", "api/untagged.rs"] {
        assert!(server.contains(&file), "{server:?}");
    }
    assert!(!server.contains(&"api.rs"));
    assert!(files(&output, "tags-client").contains(&"by_tag.rs"));
}

/// A large document has a file for each tag on every side.
#[test]
fn many_operations() {
    let mut text = document("x-tag-style: separate");
    for n in 0..200 {
        let tag = ["pets", "日本", "service", "by tag"][n % 4];
        let _ = writeln!(
            text,
            "  /c/{n}: {{get: {{tags: [{tag}], responses: {{'204': {{description: C.}}}}}}}}"
        );
    }
    let (output, _) = made(&text, None);
    for (owner, folders) in [
        ("tags-client", ["by_tag", "client"]),
        ("tags-server", ["api", "service"]),
    ] {
        let found = files(&output, owner);
        for folder in folders {
            for module in ["pets", "u65e5_u672c", "service2", "by_tag2", "untagged"] {
                let file = format!("{folder}/{module}.rs");
                assert!(found.contains(&file.as_str()), "{file}: {found:?}");
            }
        }
    }
    for (path, text) in output.folders.iter().flat_map(|folder| &folder.files) {
        assert!(path.is_ascii(), "{path}: rustc does not find it");
        assert!(syn::parse_file(text).is_ok(), "{path}");
    }
}

#[test]
fn what_is_lost_or_odd_is_said() {
    let text = "openapi: 3.0.3
info: {title: T, version: '1'}
tags: [{name: Store}]
paths:
  /a:
    get: {operationId: a, tags: [pets], responses: {'204': {description: A.}}}
    put: {operationId: b, tags: [pets, pets], responses: {'204': {description: A.}}}
  /b:
    get: {operationId: c, tags: [Pets, store], responses: {'204': {description: A.}}}
    put: {operationId: d, tags: [store, Store], responses: {'204': {description: A.}}}
  /c:
    get: {operationId: e, tags: [Store], responses: {'204': {description: A.}}}
";
    assert_eq!(made(text, None).1, "");
    let expected = "\
warning[W032]: the tags `pets` and `Pets` are alike
 --> tags.yaml:9:5
  |
6 |     get: {operationId: a, tags: [pets], responses: {'204': {description: A.}}}
  |     --- here it is `pets`
...
9 |     get: {operationId: c, tags: [Pets, store], responses: {'204': {description: A.}}}
  |     ^^^ here it is `Pets`, which becomes `PetsApi2`
  |
  = help: write a tag the same way everywhere, or give one of them another name

note[W031]: 2 operations have several tags
 --> tags.yaml:9:5
  |
9 |     get: {operationId: c, tags: [Pets, store], responses: {'204': {description: A.}}}
  |     ^^^ this one is in `PetsApi2`
  |
  = help: an operation is where its first tag says; write the one first that it belongs to

warning[W032]: the tags `Store` and `store` are alike
  --> tags.yaml:10:5
   |
10 |     put: {operationId: d, tags: [store, Store], responses: {'204': {description: A.}}}
   |     ^^^ here it is `store`, which becomes `StoreApi2`
11 |   /c:
12 |     get: {operationId: e, tags: [Store], responses: {'204': {description: A.}}}
   |     --- here it is `Store`
   |
   = help: write a tag the same way everywhere, or give one of them another name
";
    assert_eq!(made(text, Some(TagStyle::Separate)).1, expected);
}
