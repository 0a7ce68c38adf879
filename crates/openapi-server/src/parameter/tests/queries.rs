//! Styles of query parameters, and what absence means.

use serde_json::json;

use super::{
    COLOUR, COLOURS, Case, DeepObject, Encoding, Form, Location, MAP, NESTED, NUMBERS, No,
    Parameter, PipeDelimited, RANGE, SMALL, Schema, SpaceDelimited, WORDS, Yes, told,
};

#[test]
fn query_styles() {
    let colour = json!({"ok": {"R": 100, "name": "a,b"}});
    let words = json!({"ok": ["blue", "black"]});
    let absent = json!({ "ok": null });
    let cases: &[Case] = &[
        (
            Form,
            Yes,
            &Schema::STRING,
            "/?p=blue",
            json!({"ok": "blue"}),
        ),
        (
            Form,
            Yes,
            &Schema::STRING,
            "/?%70=a+b%2B",
            json!({"ok": "a b+"}),
        ),
        (Form, Yes, &Schema::STRING, "/?p", json!({"ok": ""})),
        (Form, Yes, &Schema::STRING, "/", absent.clone()),
        (Form, Yes, &Schema::Boolean, "/?p=true", json!({"ok": true})),
        (
            Form,
            Yes,
            &Schema::Boolean,
            "/?p=1",
            json!("/query/p: expected true or false"),
        ),
        (
            Form,
            Yes,
            &SMALL,
            "/?p=1&p=1",
            json!("/query/p: expected only once"),
        ),
        (Form, Yes, &WORDS, "/?p=blue&p=black", words.clone()),
        (Form, Yes, &WORDS, "/?p=a,b", json!({"ok": ["a,b"]})),
        (Form, Yes, &NUMBERS, "/?p=1,2", json!({"ok": [1, 2]})),
        (Form, No, &WORDS, "/?p=blue,black", words.clone()),
        (Form, No, &WORDS, "/?p=a%2Cb", json!({"ok": ["a,b"]})),
        (Form, No, &NUMBERS, "/?p=1%2C2", json!({"ok": [1, 2]})),
        (Form, No, &NUMBERS, "/?p=", json!({"ok": []})),
        (
            Form,
            No,
            &NUMBERS,
            "/?p=1,x",
            json!("/query/p/1: expected a whole number"),
        ),
        (
            SpaceDelimited,
            No,
            &WORDS,
            "/?p=blue%20black",
            words.clone(),
        ),
        (SpaceDelimited, No, &WORDS, "/?p=blue+black", words.clone()),
        (
            SpaceDelimited,
            Yes,
            &WORDS,
            "/?p=blue&p=black",
            words.clone(),
        ),
        (PipeDelimited, No, &WORDS, "/?p=blue%7Cblack", words.clone()),
        (PipeDelimited, No, &WORDS, "/?p=blue|black", words),
        (Form, Yes, &COLOUR, "/?R=100&name=a%2Cb&q=1", colour.clone()),
        (Form, Yes, &COLOUR, "/?q=1", absent.clone()),
        (Form, No, &COLOUR, "/?p=R,100,name,a%2Cb", colour.clone()),
        (Form, No, &COLOUR, "/?p=R%2C100", json!({"ok": {"R": 100}})),
        (
            SpaceDelimited,
            No,
            &COLOUR,
            "/?p=R%20100",
            json!({"ok": {"R": 100}}),
        ),
        (
            PipeDelimited,
            No,
            &COLOUR,
            "/?p=R%7C100",
            json!({"ok": {"R": 100}}),
        ),
        (DeepObject, Yes, &COLOUR, "/?p[R]=100&p[name]=a%2Cb", colour),
        (
            DeepObject,
            Yes,
            &COLOUR,
            "/?p%5BR%5D=100",
            json!({"ok": {"R": 100}}),
        ),
        (
            DeepObject,
            Yes,
            &COLOUR,
            "/?p[R]=x",
            json!("/query/p/R: expected a whole number"),
        ),
        (DeepObject, Yes, &COLOUR, "/", absent),
        (
            DeepObject,
            Yes,
            &NESTED,
            "/?p[colour][R]=1&p[words][]=a&p[words][]=b",
            json!({"ok": {"colour": {"R": 1}, "words": ["a", "b"]}}),
        ),
        (
            DeepObject,
            Yes,
            &NESTED,
            "/?p[words][1]=b&p[words][0]=a",
            json!({"ok": {"words": ["a", "b"]}}),
        ),
        (
            DeepObject,
            Yes,
            &NESTED,
            "/?p[words]=a",
            json!({"ok": {"words": ["a"]}}),
        ),
        (
            DeepObject,
            Yes,
            &WORDS,
            "/?p[]=a&p[]=b,c",
            json!({"ok": ["a", "b,c"]}),
        ),
        (DeepObject, Yes, &WORDS, "/?p%5B%5D=a", json!({"ok": ["a"]})),
        (
            DeepObject,
            Yes,
            &WORDS,
            "/?p[1]=b&p[0]=a",
            json!({"ok": ["a", "b"]}),
        ),
        (
            DeepObject,
            Yes,
            &WORDS,
            "/?p=a&p=b",
            json!({"ok": ["a", "b"]}),
        ),
        (
            DeepObject,
            Yes,
            &NUMBERS,
            "/?p[]=1&p[]=x",
            json!("/query/p/1: expected a whole number"),
        ),
        (DeepObject, Yes, &WORDS, "/?q[]=a", json!({"ok": null})),
        (
            DeepObject,
            Yes,
            &COLOURS,
            "/?p[0][R]=1&p[10][R]=3&p[2][name]=a&p[2][R]=2",
            json!({"ok": [{"R": 1}, {"R": 2, "name": "a"}, {"R": 3}]}),
        ),
        (
            DeepObject,
            Yes,
            &COLOURS,
            "/?p[0][R]=1&p[1][r]=2",
            json!(
                "/query/p/1/R: expected to be present; /query/p/1: expected no other than the documented members"
            ),
        ),
        (
            DeepObject,
            Yes,
            &MAP,
            "/?p[a%20[1]]=b&p[c]d=e&p[f=g",
            json!({"ok": {"a [1]": "b"}}),
        ),
        (DeepObject, Yes, &RANGE, "/?p[R]=1", json!({"ok": {"R": 1}})),
        (DeepObject, Yes, &RANGE, "/?p=1", json!({"ok": 1})),
        (DeepObject, Yes, &RANGE, "/?p[]=1", json!({"ok": [1]})),
        (
            Form,
            Yes,
            &NESTED,
            "/?words=a&words=b&colour={\"R\":1}",
            json!({"ok": {"words": ["a", "b"], "colour": {"R": 1}}}),
        ),
        (Form, Yes, &MAP, "/?a=1&other=2", json!({"ok": {"a": "1"}})),
    ];
    for (style, explode, schema, target, expected) in cases {
        let target = target
            .replace('"', "%22")
            .replace('{', "%7B")
            .replace('}', "%7D");
        let parameter = Parameter {
            encoding: Encoding::Style(*style, *explode),
            others: &["other"],
            ..Parameter::new(Location::Query, "p", schema).optional()
        };
        let actual = told(&parameter, &target, &[]);
        assert_eq!(actual, *expected, "{style:?} {explode:?} {target}");
    }
}

#[test]
fn absence_can_mean_a_value() {
    let parameter = Parameter {
        default: Some("[1]"),
        ..Parameter::new(Location::Query, "p", &NUMBERS)
    };
    assert_eq!(told(&parameter, "/", &[]), json!({"ok": [1]}));
    assert_eq!(told(&parameter, "/?p=2", &[]), json!({"ok": [2]}));
}
