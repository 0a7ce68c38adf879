//! Styles of path parameters.

use serde_json::json;

use super::{
    COLOUR, Case, EITHER, Encoding, Label, Location, MAYBE, Matrix, NUMBERS, No, Parameter, SHORT,
    SMALL, Schema, Simple, WORDS, Yes, told,
};

#[test]
fn path_styles() {
    let name = json!({"ok": {"R": 100, "name": "a,b"}});
    let cases: &[Case] = &[
        (Simple, No, &Schema::STRING, "/blue", json!({"ok": "blue"})),
        (
            Simple,
            No,
            &Schema::STRING,
            "/a%20b+%C3%BC",
            json!({"ok": "a b+\u{fc}"}),
        ),
        (Simple, No, &Schema::INTEGER, "/%31", json!({"ok": 1})),
        (
            Simple,
            No,
            &WORDS,
            "/blue,black",
            json!({"ok": ["blue", "black"]}),
        ),
        (Simple, Yes, &WORDS, "/a%2Cb,c", json!({"ok": ["a,b", "c"]})),
        (Simple, No, &NUMBERS, "/1,2", json!({"ok": [1, 2]})),
        (Simple, No, &NUMBERS, "/1%2C2", json!({"ok": [1, 2]})),
        (Simple, No, &COLOUR, "/R,100,name,a%2Cb", name.clone()),
        (Simple, Yes, &COLOUR, "/R=100,name=a%2Cb", name.clone()),
        (Label, No, &Schema::STRING, "/.blue", json!({"ok": "blue"})),
        (
            Label,
            No,
            &WORDS,
            "/.blue,black",
            json!({"ok": ["blue", "black"]}),
        ),
        (
            Label,
            Yes,
            &WORDS,
            "/.blue.black",
            json!({"ok": ["blue", "black"]}),
        ),
        (Label, Yes, &WORDS, "/.", json!({"ok": [""]})),
        (Label, Yes, &NUMBERS, "/.", json!({"ok": []})),
        (Label, No, &COLOUR, "/.R,100,name,a%2Cb", name.clone()),
        (Label, Yes, &COLOUR, "/.R=100.name=a%2Cb", name.clone()),
        (
            Label,
            Yes,
            &COLOUR,
            "/.R=100.name=a.b",
            json!({"ok": {"R": 100, "name": "a.b"}}),
        ),
        (
            Matrix,
            No,
            &Schema::STRING,
            "/;p=blue",
            json!({"ok": "blue"}),
        ),
        (Matrix, No, &Schema::STRING, "/;p", json!({"ok": ""})),
        (
            Matrix,
            No,
            &Schema::STRING,
            "/;q=blue",
            json!("/path/p: expected the documented form"),
        ),
        (
            Matrix,
            No,
            &WORDS,
            "/;p=blue,black",
            json!({"ok": ["blue", "black"]}),
        ),
        (
            Matrix,
            Yes,
            &WORDS,
            "/;p=blue;p=black",
            json!({"ok": ["blue", "black"]}),
        ),
        (Matrix, No, &COLOUR, "/;p=R,100,name,a%2Cb", name.clone()),
        (Matrix, Yes, &COLOUR, "/;R=100;name=a%2Cb", name.clone()),
        (Simple, No, &EITHER, "/7", json!({"ok": 7})),
        (Simple, No, &EITHER, "/7,7", json!({"ok": [7, 7]})),
        (Simple, No, &EITHER, "/abc", json!({"ok": "abc"})),
        (
            Simple,
            No,
            &SMALL,
            "/10",
            json!("/path/p: expected at most 9"),
        ),
        (
            Simple,
            No,
            &SMALL,
            "/x",
            json!("/path/p: expected a whole number"),
        ),
        (
            Simple,
            No,
            &Schema::STRING,
            "/%ff",
            json!("/path/p: expected UTF-8"),
        ),
        (Simple, No, &MAYBE, "/null", json!({"ok": null})),
        (Simple, No, &Schema::Any, "/1", json!({"ok": "1"})),
        (Simple, No, &Schema::Any, "/null", json!({"ok": "null"})),
        (Simple, No, &SHORT, "/abc", json!({"ok": "abc"})),
        (
            Simple,
            No,
            &SHORT,
            "/abcd",
            json!("/path/p: expected at most 3 characters"),
        ),
    ];
    for (style, explode, schema, target, expected) in cases {
        let parameter = Parameter {
            encoding: Encoding::Style(*style, *explode),
            ..Parameter::new(Location::Path(0), "p", schema)
        };
        let actual = told(&parameter, target, &[]);
        assert_eq!(actual, *expected, "{style:?} {explode:?} {target}");
    }
}
