//! Every constraint of the document is kept by the server, and what keeps them passes both ways.

use std::collections::BTreeMap;

use openapi_codegen_goldens::rules::{client, server, types};
use openapi_server::Failure;
use types::{Everything, NullableKind, PutRulesError, PutRulesResponse, Tree};

use crate::loopback::{connect, raw, request};

struct Echo;

impl server::Api for Echo {
    async fn put_rules(
        &self,
        request: server::PutRulesRequest,
    ) -> Result<PutRulesResponse, Failure<PutRulesError>> {
        Ok(PutRulesResponse::Ok(request.body))
    }
}

fn everything() -> Everything {
    Everything {
        count: 3,
        name: "n\u{e4}me".to_owned(),
        code: Some("123".to_owned()),
        ratio: Some(2.5),
        tags: Some(vec!["a".to_owned(), "b".to_owned()]),
        nested: Some(types::EverythingNested {
            inner: types::EverythingNestedInner { deep: Some(true) },
        }),
        sealed: None,
        nothing: Some(types::Nothing {}),
        counts: Some(BTreeMap::from([("x".to_owned(), 0)])),
        extra: Some(types::Extra {
            known: "k".to_owned(),
            additional: BTreeMap::from([("more".to_owned(), 9.5)]),
        }),
        nullable: None,
        nullable_kind: Some(Some(NullableKind::Two)),
        maybe: None,
        tree: Some(Tree {
            left: Some(Box::default()),
            children: Some(Vec::new()),
            by_name: None,
        }),
        free: Some(BTreeMap::new()),
        anything: Some(serde_json::json!([1, {"a": null}])),
        rows: Some(vec![vec![1, -2], vec![]]),
        size: None,
        id: None,
        day: None,
        at: None,
    }
}

#[tokio::test]
async fn what_keeps_the_rules_comes_back() {
    let client = client::Client::builder("http://localhost")
        .hooks(connect(server::service(Echo)))
        .build()
        .unwrap();
    let sent = everything();
    let call = client
        .put_rules()
        .code("007".to_owned())
        .limit(1)
        .ratio(0.25)
        .x_tag("abc");
    let answer = call.body(sent.clone()).send().await.unwrap();
    assert_eq!(answer.into_inner(), sent);
}

/// Absent stays absent and empty stays empty: nothing is sent that was not set.
#[test]
fn members_are_written_as_they_are_set() {
    let text = serde_json::to_string(&everything().tree).unwrap();
    assert_eq!(text, r#"{"left":{},"children":[]}"#);
    let bare = Everything {
        tree: None,
        tags: None,
        ..everything()
    };
    let value = serde_json::to_value(&bare).unwrap();
    assert!(
        value.get("tags").is_none() && value.get("maybe").is_none(),
        "{value}"
    );
}

/// What the table of the server takes, the types take: no text is refused without its place.
#[test]
fn formats_take_no_more_than_types() {
    let cases = [
        ("id", "A0000000-0000-0000-0000-00000000000f"),
        ("day", "0000-01-01"),
        ("day", "9999-12-31"),
        ("day", "2024-02-29"),
        ("at", "0000-01-01T00:00:00+23:59"),
        ("at", "9999-12-31T23:59:59-23:59"),
        ("at", "2024-02-29t12:00:00z"),
        ("at", "2024-02-29T12:00:00.1234567890123Z"),
        ("at", "2024-02-29T12:00:00-00:00"),
    ];
    for (name, text) in cases {
        let body = member(name, &format!("\"{text}\""));
        let read = serde_json::from_str::<Everything>(&body);
        assert!(read.is_ok(), "{name} {text}: {read:?}");
    }
}

#[tokio::test]
async fn what_breaks_a_rule_is_refused() {
    let service = server::service(Echo);
    let long = "a".repeat(6);
    let cases: Vec<(&str, String)> = vec![
        ("/name", r#"{"count":3}"#.to_owned()),
        ("/count", r#"{"count":4,"name":"a"}"#.to_owned()),
        ("/count", r#"{"count":-6,"name":"a"}"#.to_owned()),
        (
            "/count",
            r#"{"count":9007199254740993,"name":"a"}"#.to_owned(),
        ),
        ("/count", r#"{"count":3.5,"name":"a"}"#.to_owned()),
        ("/name", r#"{"count":3,"name":""}"#.to_owned()),
        ("/name", format!(r#"{{"count":3,"name":"{long}"}}"#)),
        ("/name", r#"{"count":3,"name":null}"#.to_owned()),
        ("/code", member("code", r#""12""#)),
        ("/code", member("code", r#""abc""#)),
        ("/code", member("code", "null")),
        ("/id", member("id", r#""x""#)),
        (
            "/id",
            member("id", r#""{00000000-0000-0000-0000-000000000001}""#),
        ),
        ("/day", member("day", r#""2024-02-30""#)),
        ("/day", member("day", r#""2024-2-3""#)),
        ("/at", member("at", r#""2024-02-28T00:00:00""#)),
        ("/at", member("at", r#""2024-02-28 00:00:00Z""#)),
        ("/ratio", member("ratio", "0")),
        ("/ratio", member("ratio", "2.6")),
        ("/tags", member("tags", "[]")),
        ("/tags", member("tags", r#"["a","b","c","d"]"#)),
        ("/tags", member("tags", r#"["a","a"]"#)),
        ("/tags/1", member("tags", r#"["a","B"]"#)),
        ("/tags", member("tags", "null")),
        ("/nested/inner", member("nested", "{}")),
        ("/nested", member("nested", r#"{"inner":{},"more":1}"#)),
        (
            "/nested/inner/deep",
            member("nested", r#"{"inner":{"deep":null}}"#),
        ),
        ("/nested/inner", member("nested", r#"{"inner":[true]}"#)),
        ("/sealed", member("sealed", r#"{"other":1}"#)),
        ("/nothing", member("nothing", r#"{"other":1}"#)),
        ("/counts/*", member("counts", r#"{"a":-1}"#)),
        ("/counts", member("counts", r#"{"a":1,"b":2,"c":3}"#)),
        ("/extra", member("extra", r#"{"known":"k","a":1234568}"#)),
        ("/extra", member("extra", r#"{"known":"k","a":"x"}"#)),
        ("/maybe/value", member("maybe", r#"{"value":null}"#)),
        ("/nullable_kind", member("nullable_kind", r#""three""#)),
        ("/tree/left", member("tree", r#"{"left":null}"#)),
        (
            "/tree/children/0/left",
            member("tree", r#"{"children":[{"left":1}]}"#),
        ),
        ("/tree/by_name", member("tree", r#"{"by_name":{"a":[]}}"#)),
        ("/free", member("free", "[]")),
        ("/rows/0/1", member("rows", "[[1,2147483648]]")),
        ("/size", member("size", r#""medium""#)),
        ("/id", member("id", r#""1""#)),
        ("/day", member("day", r#""today""#)),
        ("/at", member("at", r#""now""#)),
        ("", r#"[3,"a"]"#.to_owned()),
        ("", "null".to_owned()),
        ("", r#"{"count":3,"name":"a"} x"#.to_owned()),
        ("", r#"{"count":3,"name":"a""#.to_owned()),
        ("", String::new()),
    ];
    for (place, body) in cases {
        let (status, text) = raw(&service, request("PUT", "/rules/123", &body)).await;
        assert_eq!(status, 400, "{body}: {text}");
        assert!(text.contains(place), "{body}: {text}");
        assert!(text.starts_with(r#"{"reason":"it broke a rule"#), "{text}");
    }
    let legal = [
        member("nullable", "null"),
        member("nullable_kind", "null"),
        member("maybe", "null"),
        member("anything", "null"),
        member("count", "0"),
        member("unknown", "1"),
        member("sealed", r#"{"only":"this"}"#),
    ];
    for body in legal {
        let (status, text) = raw(&service, request("PUT", "/rules/123", &body)).await;
        assert_eq!(status, 200, "{body}: {text}");
    }
}

/// A body that is right but for one member.
fn member(name: &str, value: &str) -> String {
    let count = if name == "count" { "" } else { r#""count":3,"# };
    format!(r#"{{{count}"name":"a","{name}":{value}}}"#)
}

#[tokio::test]
async fn parameters_keep_the_rules_too() {
    let service = server::service(Echo);
    let cases = [
        ("/rules/12", "", "/path/code"),
        ("/rules/abc", "", "/path/code"),
        ("/rules/123?limit=0", "", "/query/limit"),
        ("/rules/123?limit=1000001", "", "/query/limit"),
        ("/rules/123?ratio=-0.5", "", "/query/ratio"),
        ("/rules/123?ratio=1.5", "", "/query/ratio"),
        ("/rules/123?ratio=0.3", "", "/query/ratio"),
        ("/rules/123", "a", "/header/X-Tag"),
        ("/rules/123", "abcde", "/header/X-Tag"),
        ("/rules/123", "ABC", "/header/X-Tag"),
    ];
    for (uri, tag, place) in cases {
        let mut request = request("PUT", uri, r#"{"count":3,"name":"a"}"#);
        if !tag.is_empty() {
            request.headers_mut().insert("x-tag", tag.parse().unwrap());
        }
        let (status, text) = raw(&service, request).await;
        assert_eq!(status, 400, "{uri} {tag}: {text}");
        assert!(text.contains(place), "{uri} {tag}: {text}");
    }
}
