//! What is read, and where it stands.

use openapi_source::{Document, Limits, Node, Value};
use proptest::prelude::*;
use serde::Serialize as _;
use serde_json::{Value as Json, json};

fn read(text: &str) -> Document {
    Document::parse("api.yaml", text.as_bytes(), &Limits::default())
        .unwrap_or_else(|report| panic!("{report}"))
}

fn check(text: &str, expected: &Json) {
    assert_eq!(&read(text).root().to_json(), expected, "{text}");
}

#[test]
fn yaml_and_json_become_the_same_tree() {
    let cases = [
        (
            "a: 1\nb: [x, 'y', \"z\"]\n",
            json!({"a": 1, "b": ["x", "y", "z"]}),
        ),
        ("\u{feff}a: 1\r\nb: 2\r\n", json!({"a": 1, "b": 2})),
        (
            "200: a\ntrue: b\nnull: c\n~: d\n1.0: e\n",
            json!({"200": "a", "true": "b", "null": "c", "~": "d", "1.0": "e"}),
        ),
        (
            "a: '1'\nb: \"true\"\nc: |\n  null\nd: >-\n  1\n  2\n",
            json!({"a": "1", "b": "true", "c": "null\n", "d": "1 2"}),
        ),
        (
            "a: yes\nb: 2025-12-26\nc: 0o17\nd:\n",
            json!({"a": "yes", "b": "2025-12-26", "c": 15, "d": null}),
        ),
        (
            "a: &x {y: 1}\nb: *x\nc: [*x, *x]\n",
            json!({"a": {"y": 1}, "b": {"y": 1}, "c": [{"y": 1}, {"y": 1}]}),
        ),
        ("&k a: *k\n", json!({"a": "a"})),
        ("\"<<\": 1\n\"\": 2\n", json!({"<<": 1, "": 2})),
        (
            "a: !!str 1\nb: ! 2\nc: !!int 3\nd: !!map {}\ne: !!float 1\n",
            json!({"a": "1", "b": "2", "c": 3, "d": {}, "e": 1}),
        ),
        ("%YAML 1.2\n---\na\n...\n", json!("a")),
        ("null", Json::Null),
        (
            "a: !!str\nb: [~, ]\n~: ~\n",
            json!({"a": "", "b": [null], "~": null}),
        ),
        (
            "{\n\t\"a\":\t[1,\n\t\t2],\n\t\"b\":{}\n}",
            json!({"a": [1, 2], "b": {}}),
        ),
        (
            r#"{"a":"\/\"\\\b\f\n\r\t\u0041\ud83e\udd80\u0000"}"#,
            json!({"a": "/\"\\\u{8}\u{c}\n\r\tA🦀\0"}),
        ),
        (
            "{\"a\u{80}\": \"\u{c0}\u{9f}\\u00e1\\U00000101\u{85}\"}",
            json!({"a\u{80}": "\u{c0}\u{9f}\u{e1}\u{101}\u{85}"}),
        ),
        (
            "[\"\u{85}\u{2028}\u{feff}\"]",
            json!(["\u{85}\u{2028}\u{feff}"]),
        ),
        (
            r##"{"a:b":"c: d","e":"- f","g":"# h","#":[-0.5,1E5]}"##,
            json!({"a:b": "c: d", "e": "- f", "g": "# h", "#": [-0.5, 1e5]}),
        ),
    ];
    for (text, expected) in cases {
        check(text, &expected);
    }
    let key = "k".repeat(60_000);
    check(&format!("{{\"{key}\":1}}"), &json!({ key: 1 }));
}

/// Each node with the text under its span, in document order.
fn spans<'a>(document: &'a Document, node: &Node, found: &mut Vec<&'a str>) {
    let text = |span: openapi_source::Span| document.text().get(span.start..span.end).unwrap();
    found.push(text(node.span));
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| spans(document, item, found)),
        Value::Object(object) => object.iter().for_each(|member| {
            found.push(text(member.key_span));
            spans(document, &member.value, found);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn spans_cover_keys_and_values_exactly() {
    let cases: [(&str, &[&str]); 6] = [
        (
            "é: 'x y'  # c\n\"b\":\n  - 1\n  - [2, {c: 3}]\n\n# end\n",
            &[
                "é: 'x y'  # c\n\"b\":\n  - 1\n  - [2, {c: 3}]",
                "é",
                "'x y'",
                "\"b\"",
                "- 1\n  - [2, {c: 3}]",
                "1",
                "[2, {c: 3}]",
                "2",
                "{c: 3}",
                "c",
                "3",
            ],
        ),
        (
            "a: |\n  x\n  y\n\n\nb: >-\n  z\n",
            &["a: |\n  x\n  y\n\n\nb: >-\n  z", "a", "x\n  y", "b", "z"],
        ),
        (
            "\u{feff}a: &x 1\r\nb: *x\r\n",
            &["a: &x 1\r\nb: *x", "a", "1", "b", "1"],
        ),
        (
            "a: !!str 1\nb: !!str\n",
            &["a: !!str 1\nb: !!str", "a", "1", "b", ""],
        ),
        ("a:\nb: c\n", &["a:\nb: c", "a", "", "b", "c"]),
        ("[\n]\n", &["[\n]"]),
    ];
    for (text, expected) in cases {
        let document = read(text);
        let mut found = Vec::new();
        spans(&document, document.root(), &mut found);
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn pointers_lead_to_nodes() {
    let document = read("paths:\n  /v2/{id}: {'~': [a, b]}\n'': 1\n");
    let cases = [
        ("", Some((1, 1))),
        ("/paths/~1v2~1{id}", Some((2, 13))),
        ("/paths/~1v2~1{id}/~0/1", Some((2, 23))),
        ("/", Some((3, 5))),
        ("/paths/~1v2~1{id}/~0/2", None),
        ("/paths/~1v2~1{id}/~0/01", None),
        ("paths", None),
        ("/nothing", None),
    ];
    for (pointer, expected) in cases {
        let place = document
            .span_of(pointer)
            .map(|span| document.position(span.start))
            .map(|at| (at.line, at.column));
        assert_eq!(place, expected, "{pointer}");
    }
}

/// The value as JSON, indented with tabs.
fn with_tabs(value: &Json) -> String {
    let mut text = Vec::new();
    let tabs = serde_json::ser::PrettyFormatter::with_indent(b"\t");
    value
        .serialize(&mut serde_json::Serializer::with_formatter(&mut text, tabs))
        .unwrap();
    String::from_utf8(text).unwrap()
}

fn any_json() -> impl Strategy<Value = Json> {
    let text = prop_oneof![
        any::<String>(),
        "[ -~]{0,8}",
        "[\\n\\t:#,\\[\\]{}&*!|>'\"%@` -]{0,6}"
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<i32>().prop_map(|number| json!(f64::from(number) / 8.0)),
        text.clone().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::vec((text.clone(), inner), 0..6)
                .prop_map(|members| members.into_iter().collect::<Json>()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_is_read_as_a_json_reader_reads_it(value in any_json()) {
        for text in [value.to_string(), with_tabs(&value)] {
            let expected: Json = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&read(&text).root().to_json(), &expected, "{}", text);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "([a-c:\\-\\[\\]{},&*!|>'\"%@`#?~. \\t\\r\\n]|<<|\\PC|é){0,60}") {
        match Document::parse("api.yaml", text.as_bytes(), &Limits::default()) {
            Ok(document) => { prop_assert!(spans_fit(&document, document.root())); }
            Err(report) => prop_assert!(report.to_string().contains("--> api.yaml:")),
        }
    }
}

/// Whether every span of the tree is a piece of the text.
fn spans_fit(document: &Document, node: &Node) -> bool {
    let mut found = Vec::new();
    spans(document, node, &mut found);
    !found.is_empty()
}
