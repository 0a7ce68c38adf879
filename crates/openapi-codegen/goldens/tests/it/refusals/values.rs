//! Formats, bounds and enumerations.

use openapi_codegen_goldens::{formats, openapi31};

use super::{Case, Entered, check, put};
use crate::loopback::{connect, request};

entered! { formats:
    by_format ByFormatRequest ByFormatResponse ByFormatError;
    put_bounds PutBoundsRequest PutBoundsResponse PutBoundsError;
    put_enumerations PutEnumerationsRequest PutEnumerationsResponse PutEnumerationsError;
    put_formats PutFormatsRequest PutFormatsResponse PutFormatsError;
}

entered! { openapi31:
    put_thing PutThingRequest PutThingResponse PutThingError;
    upload UploadRequest UploadResponse UploadError;
}

#[tokio::test]
async fn formats_and_bounds() {
    let entered = Entered::default();
    let service = formats::server::service(entered.clone());
    let good = [
        ("id", r#""a0000000-0000-0000-0000-00000000000f""#),
        ("day", r#""2024-02-29""#),
        ("at", r#""2024-02-29T12:00:00Z""#),
        ("bytes", r#""AAEC""#),
        ("small", "1"),
        ("large", "1"),
        ("huge", "1"),
        ("single", "0.5"),
        ("double", "0.5"),
    ];
    let with = |name: &str, value: &str| {
        let mut members: Vec<(&str, &str)> =
            good.into_iter().filter(|(key, _)| *key != name).collect();
        members.push((name, value));
        let members: Vec<String> = members
            .iter()
            .map(|(name, value)| format!("\"{name}\":{value}"))
            .collect();
        format!("{{{}}}", members.join(","))
    };
    let values = [
        ("id", r#""a0000000""#, "#/id: expected a UUID with hyphens"),
        (
            "day",
            r#""2023-02-29""#,
            "#/day: expected a date such as 2024-02-29",
        ),
        (
            "at",
            r#""2024-02-29 12:00""#,
            "#/at: expected a date and time such as 2024-02-29T12:00:00Z",
        ),
        ("bytes", r#""A===""#, "#/bytes: expected base64"),
        (
            "small",
            "2147483648",
            "#/small: expected at most 2147483647",
        ),
        ("small", "1.5", "#/small: expected a whole number"),
        (
            "large",
            "9223372036854775808",
            "#/large: expected at most 9223372036854775807",
        ),
        ("huge", "-1", "#/huge: expected at least 0"),
        ("huge", "18446744073709551615", ""),
        ("single", r#""NaN""#, "#/single: expected a number"),
        ("mail", r#""none""#, "#/mail: expected a mail address"),
        ("link", r#""none""#, "#/link: expected a URI with a scheme"),
        ("four", r#""1.2.3""#, "#/four: expected an IPv4 address"),
        ("six", r#"":::""#, "#/six: expected an IPv6 address"),
        ("host", r#""-a-""#, "#/host: expected a host name"),
        ("secret", r#""""#, ""),
        ("invented", r#""anything""#, ""),
        (
            "ids",
            r#"["a0000000-0000-0000-0000-00000000000f","x"]"#,
            "#/ids/1: expected a UUID with hyphens",
        ),
        (
            "ids",
            r#"["a0000000-0000-0000-0000-00000000000f","a0000000-0000-0000-0000-00000000000f"]"#,
            "#/ids: expected items that differ from each other",
        ),
        (
            "byDay",
            r#"{"secret":"x"}"#,
            "#/byDay/*: expected a date such as 2024-02-29",
        ),
    ];
    let mut cases: Vec<Case<'_>> = values
        .iter()
        .map(|(name, value, rules)| put("/formats", &with(name, value), rules))
        .collect();
    let id = "a0000000-0000-0000-0000-00000000000f";
    let by = [
        (format!("/by/%3E%3D/10/{id}?ip=::1&data=AAEC"), ""),
        (
            format!("/by/%3E/10/{id}"),
            "#/path/kind: expected one of >=, <=, ==, !=, *, a-b, a/b, 100 %",
        ),
        (
            format!("/by/*/11/{id}"),
            "#/path/number: expected one of 0, 1, -1, 10, 2147483647",
        ),
        (
            format!("/by/*/1.5/{id}?ip=::1::"),
            "#/path/number: expected one of 0, 1, -1, 10, 2147483647; #/query/ip: expected an IPv6 address",
        ),
        (
            "/by/*/1/x?data=!".to_owned(),
            "#/path/id: expected a UUID with hyphens; #/query/data: expected base64",
        ),
    ];
    cases.extend(
        by.iter()
            .map(|(uri, rules)| (request("GET", uri, ""), *rules)),
    );
    cases.extend([
        put("/bounds", r#"{"text":"abc","number":100,"list":[0]}"#, ""),
        put("/bounds", r#"{"text":"a","number":0,"list":[]}"#, "#/text: expected at least 2 characters; #/number: expected more than 0; #/list: expected at least 1 items"),
        put("/bounds", r#"{"text":"abcabca","number":100.5,"list":[1,2,3,4]}"#, "#/text: expected at most 6 characters; #/number: expected at most 100; #/list: expected at most 3 items"),
        put("/bounds", r#"{"text":"abd","number":1,"list":[1,1],"even":10}"#, "#/text: expected a match of ^[a-c]+$; #/even: expected less than 10; #/list: expected items that differ from each other"),
        put("/bounds", r#"{"text":"abc","number":1,"list":[1],"looks":"a--b"}"#, "#/looks: expected a match of ^(?!-)([a-z]|-(?!-))+(?<!-)$"),
        put("/bounds", r#"{"text":"abc","number":1,"list":[-1],"even":3,"map":{}}"#, "#/even: expected a multiple of 2; #/list/0: expected at least 0; #/map: expected at least 1 members"),
        put("/bounds", r#"{"text":"abc","number":1,"list":[1],"map":{"a":true,"b":1,"c":true}}"#, "#/map/*: expected true or false; #/map: expected at most 2 members"),
        put("/bounds", r#"{"text":"abc","number":1}"#, "#/list: expected to be present; #: expected at least 3 members"),
        put("/enumerations", r#"{"signs":"*","casing":"a_sc","numbers":-1,"mixed":true,"floats":-2.25,"letters":""}"#, ""),
        put("/enumerations", r#"{"signs":"=","casing":"ASc","numbers":2}"#, "#/signs: expected one of >=, <=, ==, !=, *, a-b, a/b, 100 %; #/casing: expected one of asc, ASC, Asc, aSc, a_sc, a-sc; #/numbers: expected one of 0, 1, -1, 10, 2147483647"),
        put("/enumerations", r#"{"signs":"*","casing":"asc","numbers":0,"mixed":false,"floats":2,"flags":false,"one":"two","nullable":"y","list":["r","rw"]}"#, "#/mixed: expected one of a, 1, true; #/floats: expected one of 0.5, 1, -2.25; #/flags: expected one of true; #/one: expected one of only; #/nullable: expected one of x; #/list/1: expected one of r, w, x"),
    ]);
    check(service, &entered, cases).await;
}

#[tokio::test]
async fn openapi_3_1() {
    let entered = Entered::default();
    let service = openapi31::server::service(entered.clone());
    let cases = vec![
        put(
            "/things/1",
            r#"{"name":null,"kind":"thing","ratio":1.25,"either":1,"other":null}"#,
            "",
        ),
        put(
            "/things/0?kind=other&note=",
            r#"{"name":null,"kind":"thing","ratio":1}"#,
            "#/path/id: expected more than 0; #/query/kind: expected one of thing; #/query/note: expected at least 1 characters",
        ),
        put(
            "/things/1",
            r#"{"name":1,"kind":"other","ratio":1.5,"nick":2,"other":{"value":1},"either":1.5,"list":["1"]}"#,
            "#/name: expected a string; #/nick: expected a string; #/kind: expected one of thing; #/ratio: expected less than 1.5; #/other/value: expected true or false; #/either: expected one of the documented alternatives; #/list/0: expected a whole number",
        ),
    ];
    check(service, &entered, cases).await;
}

/// A value that the types of the client can say and the document does not allow.
#[tokio::test]
async fn clients_are_told() {
    let entered = Entered::default();
    let client = formats::client::Client::builder("http://localhost")
        .hooks(connect(formats::server::service(entered.clone())))
        .build()
        .unwrap();
    let bounds = formats::types::Bounds {
        text: "abc".to_owned(),
        number: 100.5,
        list: vec![1],
        looks: Some("a-b".to_owned()),
        even: None,
        map: None,
        preset: None,
    };
    let error = client.put_bounds().body(bounds).send().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400, "{error:?}");
    assert_eq!(entered.take(), 0);
}
