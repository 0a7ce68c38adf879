//! Enumerations and defaults.

use super::check_all;

#[test]
fn values_are_of_the_type() {
    check_all(
        "3.0.3",
        &[
            (
                "A: {type: string, enum: [a, b, a]}",
                "str[\"a\",\"b\"]",
                &["W006: this value is here twice"],
            ),
            (
                "A: {type: string, nullable: true, enum: [a, null]}",
                "str[\"a\"]?",
                &[],
            ),
            ("A: {type: string, enum: [a, null]}", "str[\"a\"]?", &[]),
            (
                "A: {type: string, enum: [1.10, true]}",
                "str[\"1.10\",\"true\"]",
                &["W006: this value is not of type string"],
            ),
            (
                "A: {type: integer, enum: ['1', 2, x]}",
                "int[1,2]",
                &[
                    "W006: this value is not of type integer",
                    "W006: this value is not of type integer",
                ],
            ),
            (
                "A: {type: array, items: {type: string}, enum: [a, b]}",
                "array<str[\"a\",\"b\"]>",
                &["W006: the values of this `enum` are no arrays"],
            ),
            (
                "A: {type: object, enum: [a]}",
                "{}",
                &[
                    "W006: no value of this `enum` is of the type",
                    "W006: this value is not of type object",
                ],
            ),
            ("A: {enum: [null]}", "never?", &[]),
            (
                "A: {type: string, enum: []}",
                "str",
                &["W006: `enum` without values"],
            ),
        ],
    );
}

#[test]
fn defaults_keep_their_schema() {
    check_all(
        "3.0.3",
        &[
            ("A: {type: integer, default: 3}", "int=3", &[]),
            (
                "A: {type: integer, default: '3'}",
                "int",
                &["W006: the default breaks its schema: not an integer"],
            ),
            (
                "A: {type: string, default: null}",
                "str",
                &["W006: the default breaks its schema: not a string"],
            ),
            (
                "A: {type: string, nullable: true, default: null}",
                "str?=null",
                &[],
            ),
            (
                "A: {type: string, format: date-time, default: now}",
                "str:date-time",
                &["W006: the default breaks its schema: not of the format `date-time`"],
            ),
            (
                "A: {allOf: [{$ref: '#/components/schemas/B'}], default: z}\nB: {type: string, enum: [x]}",
                "B",
                &["W006: the default breaks its schema: not one of the values"],
            ),
        ],
    );
}
