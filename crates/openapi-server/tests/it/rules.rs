//! What each rule of a schema says of a value, and that saying it comes to an end.

use openapi_server::schema::{
    Additional, Array, Bound, Constant, Format, Items, Numbers, Object, Presence, Property, Schema,
    Tagged, Text, Value, check,
};
use openapi_server::{MAX_VIOLATIONS, Violations};

/// What `check` says of a JSON text.
fn broken(schema: &Schema, text: &str) -> String {
    let mut broken = Violations::new();
    check(
        &serde_json::from_str(text).expect(text),
        schema,
        "",
        &mut broken,
    );
    broken.to_string()
}

const fn optional(name: &'static str, schema: &'static Schema) -> Property {
    Property {
        name,
        presence: Presence::Optional,
        schema,
    }
}

#[test]
fn rules() {
    static LIST: Schema = Schema::Array(Array {
        items: &Schema::INTEGER,
        min_items: 1,
        max_items: Some(3),
        items_are: Items::Unique,
    });
    static RANGE: Schema = Schema::Number(Numbers {
        minimum: Bound::Exclusive(Value::Integer(0)),
        maximum: Bound::Inclusive(Value::Float(2.5)),
        multiple_of: Some(Value::Float(0.1)),
    });
    static EXACT: Schema = Schema::Integer(Numbers {
        minimum: Bound::Inclusive(Value::Integer(9_007_199_254_740_993)),
        maximum: Bound::None,
        multiple_of: Some(Value::Integer(2)),
    });
    static MAP: Schema = Schema::Object(Object {
        properties: &[Property {
            name: "a~/b",
            presence: Presence::Optional,
            schema: &Schema::Boolean,
        }],
        also_required: &[],
        additional: Additional::Schema(&Schema::Nullable(&Schema::STRING)),
        min_properties: 1,
        max_properties: Some(2),
    });
    static SHORT: Schema = Schema::String(Text {
        max_length: Some(2),
        ..Text::ANY
    });
    static LONG: Schema = Schema::String(Text {
        min_length: 2,
        ..Text::ANY
    });
    static DAY: Schema = Schema::String(Text {
        format: Some(Format::Date),
        ..Text::ANY
    });
    // So much is documented that a small object is looked at from its own side.
    static WIDE: Schema = Schema::Object(Object {
        properties: &[
            optional("a", &Schema::Boolean),
            optional("b", &SHORT),
            optional("c", &Schema::Boolean),
            optional("d", &Schema::Boolean),
            optional("e", &Schema::Boolean),
            optional("f", &Schema::Boolean),
            optional("g", &Schema::Boolean),
            optional("h", &DAY),
        ],
        ..Object::ANY
    });
    static BOTH: Schema = Schema::AllOf(&[&SHORT, &LONG]);
    static EITHER: Schema = Schema::AnyOf(&[&SHORT, &Schema::Boolean]);
    static ONE: Schema = Schema::OneOf(&[&SHORT, &LONG]);
    static NOT: Schema = Schema::AllOf(&[&Schema::STRING, &Schema::Not(&SHORT)]);
    static VALUES: Schema = Schema::Values(&[
        Constant::Number(Value::Integer(1)),
        Constant::Text("a"),
        Constant::Boolean(false),
        Constant::Array(&[Constant::Number(Value::Float(0.5))]),
        Constant::Object(&[("k", Constant::Null)]),
    ]);
    static TAGGED: Schema = Schema::Tagged(Tagged {
        property: "kind",
        branches: &[("cat", &CAT), ("dog", &MAP)],
    });
    static CAT: Schema = Schema::Object(Object {
        also_required: &["lives"],
        ..Object::ANY
    });
    let cases: &[(&Schema, &str, &str)] = &[
        (&NOT, "\"abc\"", ""),
        (&NOT, "\"ab\"", "body: expected something else"),
        (&Schema::Never, "1", "body: expected to be absent"),
        (&VALUES, "1.0", ""),
        (&VALUES, "\"a\"", ""),
        (&VALUES, "false", ""),
        (&VALUES, "[0.5]", ""),
        (&VALUES, r#"{"k":null}"#, ""),
        (
            &VALUES,
            r#"{"k":1}"#,
            "body: expected one of 1, a, false, [...], {...}",
        ),
        (&TAGGED, r#"{"kind":"cat","lives":9}"#, ""),
        (
            &TAGGED,
            r#"{"kind":"cat"}"#,
            "/lives: expected to be present",
        ),
        (
            &TAGGED,
            r#"{"kind":"secret"}"#,
            "/kind: expected one of cat, dog",
        ),
        (&TAGGED, "{}", "/kind: expected to be present"),
        (&TAGGED, "1", "body: expected an object"),
        (&Schema::Any, "null", ""),
        (&Schema::Boolean, "0", "body: expected true or false"),
        (&Schema::INTEGER, "1.0", ""),
        (&Schema::INTEGER, "1.5", "body: expected a whole number"),
        (&Schema::INTEGER, "-9223372036854775808", ""),
        (
            &Schema::INTEGER,
            "9223372036854775808",
            "body: expected at most 9223372036854775807",
        ),
        (
            &Schema::INTEGER,
            "-1e300",
            "body: expected at least -9223372036854775808",
        ),
        (&Schema::NUMBER, "\"1\"", "body: expected a number"),
        (&LIST, "[1,2,3]", ""),
        (&LIST, "[]", "body: expected at least 1 items"),
        (&LIST, "[1,2,3,4]", "body: expected at most 3 items"),
        (
            &LIST,
            "[1,1.0]",
            "body: expected items that differ from each other",
        ),
        (&LIST, "[1,\"x\"]", "/1: expected a whole number"),
        (&LIST, "{}", "body: expected an array"),
        (&RANGE, "0.3", ""),
        (&RANGE, "0", "body: expected more than 0"),
        (&RANGE, "2.6", "body: expected at most 2.5"),
        (&RANGE, "0.25", "body: expected a multiple of 0.1"),
        (&EXACT, "9007199254740994", ""),
        (
            &EXACT,
            "9007199254740992",
            "body: expected at least 9007199254740993",
        ),
        (&EXACT, "9007199254740995", "body: expected a multiple of 2"),
        (&MAP, r#"{"x":null,"y":"z"}"#, ""),
        (&MAP, "{}", "body: expected at least 1 members"),
        (
            &MAP,
            r#"{"x":"","y":"","z":""}"#,
            "body: expected at most 2 members",
        ),
        (&MAP, r#"{"secret":1}"#, "/*: expected a string"),
        (&MAP, r#"{"a~/b":1}"#, "/a~0~1b: expected true or false"),
        (&SHORT, "\"\u{1f600}\u{1f600}\"", ""),
        (&SHORT, "\"abc\"", "body: expected at most 2 characters"),
        (&LONG, "\"\u{e9}\"", "body: expected at least 2 characters"),
        (&DAY, "\"2024-02-29\"", ""),
        (
            &DAY,
            "\"2023-02-29\"",
            "body: expected a date such as 2024-02-29",
        ),
        (&WIDE, r#"{"b":"ab"}"#, ""),
        (&WIDE, r#"{"h":"2024-02-29"}"#, ""),
        (&WIDE, r#"{"z":1}"#, ""),
        (&WIDE, r#"{"b":"abc"}"#, "/b: expected at most 2 characters"),
        (&BOTH, "\"a\"", "body: expected at least 2 characters"),
        (&EITHER, "true", ""),
        (
            &EITHER,
            "1",
            "body: expected one of the documented alternatives",
        ),
        (
            &ONE,
            "\"ab\"",
            "body: expected exactly one of the documented alternatives",
        ),
        (&ONE, "\"a\"", ""),
    ];
    for (schema, text, expected) in cases {
        assert_eq!(broken(schema, text), *expected, "{text}");
    }
}

#[test]
fn at_most_sixteen_are_listed() {
    const MISSING: Property = Property {
        name: "a",
        presence: Presence::Required,
        schema: &Schema::Any,
    };
    static SCHEMA: Schema = Schema::Object(Object {
        properties: &[MISSING; 20],
        ..Object::ANY
    });
    assert_eq!(
        broken(&SCHEMA, "{}").matches("/a: ").count(),
        MAX_VIOLATIONS
    );
}

#[cfg(all(feature = "pattern", feature = "look-around"))]
#[test]
fn patterns_take_linear_time() {
    use openapi_server::schema::Pattern;
    use openapi_server::schema::look_around::{Direction, Look, Program, Step};
    static PLAIN: Pattern = Pattern::new("^(a+)+$", "^(a+)+$");
    // An engine that backtracks takes the square of the length, and more with each star.
    static LOOKING: Pattern = Pattern::looking(
        "^(a(?=.*b|))*$",
        Program {
            sets: &[&[('a', 'a')], &[('b', 'b')], &[('\0', '\u{10FFFF}')]],
            looks: &[Look {
                direction: Direction::Ahead,
                steps: &[
                    Step::Split(1, 5),
                    Step::One(1),
                    Step::Split(3, 5),
                    Step::One(2),
                    Step::Jump(2),
                    Step::Match,
                ],
            }],
            steps: &[
                Step::Start,
                Step::Split(2, 5),
                Step::One(0),
                Step::Like(0),
                Step::Jump(1),
                Step::End,
                Step::Match,
            ],
        },
    );
    for pattern in [&PLAIN, &LOOKING] {
        let schema = Schema::String(Text {
            pattern: Some(pattern),
            ..Text::ANY
        });
        assert_eq!(broken(&schema, "\"aaa\""), "");
        let text = format!("\"{}!\"", "a".repeat(100_000));
        let expected = format!("body: expected a match of {}", pattern.source());
        assert_eq!(broken(&schema, &text), expected);
    }
}

/// Each level of this schema looks at the next one twice.
#[test]
fn alternatives_within_alternatives_come_to_an_end() {
    static TREE: Schema = Schema::OneOf(&[&BRANCH, &OTHER, &Schema::Boolean]);
    static BELOW: [Property; 1] = [Property {
        name: "a",
        presence: Presence::Optional,
        schema: &TREE,
    }];
    static BRANCH: Schema = Schema::Object(Object {
        properties: &BELOW,
        min_properties: 1,
        ..Object::ANY
    });
    static OTHER: Schema = Schema::Object(Object {
        properties: &BELOW,
        min_properties: 2,
        ..Object::ANY
    });
    static LOOP: Schema = Schema::AllOf(&[&LOOP]);
    let nested = |depth: usize| format!("{}true{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    assert_eq!(broken(&TREE, &nested(5)), "");
    let given_up = broken(&TREE, &nested(100));
    assert!(
        given_up.ends_with("body: expected something simpler"),
        "{given_up}"
    );
    assert_eq!(broken(&LOOP, "1"), "body: expected something simpler");
}
