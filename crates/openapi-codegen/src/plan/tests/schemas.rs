//! Components, construct by construct.

use super::types_of;

fn check(schemas: &str, expected: &[&str]) {
    assert_eq!(types_of(schemas), expected.join("\n"), "{schemas}");
}

#[test]
fn scalars_have_the_type_of_their_format() {
    check(
        "
A: {type: integer}
B: {type: integer, format: int32}
C: {type: integer, format: int32, maximum: 4294967295}
D: {type: integer, format: uint64}
E: {type: number, format: float}
F: {type: string, format: date-time}
G: {type: string, format: email}
H: {type: string, format: byte}
I: {}
J: {type: boolean}
",
        &[
            "A = i64",
            "B = i32",
            "C = i64",
            "D = u64",
            "E = f64",
            "F = chrono::DateTime<chrono::Utc>",
            "G = String",
            "H = openapi_types::Base64",
            "I = serde_json::Value",
            "J = bool",
        ],
    );
}

#[test]
fn members_are_required_optional_and_nullable() {
    check(
        "
Pet:
  type: object
  required: [a, c, gone]
  properties:
    a: {type: string}
    b: {type: string}
    c: {type: string, nullable: true}
    d: {$ref: '#/components/schemas/Maybe'}
    e: {}
    type: {type: string}
    Type: {type: string}
Maybe: {type: integer, nullable: true}
",
        &[
            "Maybe = i64",
            "Pet { a: String, b?: String, c: String | null, d?: Maybe | null, e?: serde_json::Value, \
             type_(type)?: String, type2(Type)?: String, gone: serde_json::Value }",
        ],
    );
}

#[test]
fn other_members_are_in_a_map() {
    check(
        "
Any: {type: object}
Closed: {type: object, additionalProperties: false}
Map: {type: object, additionalProperties: {type: integer, nullable: true}}
Mixed:
  type: object
  properties: {additional: {type: string}}
  additionalProperties: {type: object, properties: {x: {type: string}}}
",
        &[
            "Any = std::collections::BTreeMap<String, serde_json::Value>",
            "Closed {  }",
            "Map = std::collections::BTreeMap<String, Option<i64>>",
            "Mixed { additional?: String, ..additional2: MixedValue }",
            "MixedValue { x?: String }",
        ],
    );
}

#[test]
fn inner_types_are_named_after_their_place() {
    check(
        "
Pet:
  type: object
  properties:
    tags: {type: array, items: {type: object, properties: {kind: {type: string, enum: [a, b]}}}}
    owner: {type: object, properties: {id: {type: string}}}
PetOwner: {type: string}
",
        &[
            "Pet { tags?: Vec<PetTagsItem>, owner?: PetOwner2 }",
            "PetOwner = String",
            "PetOwner2 { id?: String }",
            "PetTagsItem { kind?: PetTagsItemKind }",
            "PetTagsItemKind A=\"a\" | B=\"b\"",
        ],
    );
}

#[test]
fn listed_values_are_enumerations() {
    check(
        "
Sign: {type: string, enum: [+1, '-1', '', Self, a b, A-B, '>=']}
Level: {type: integer, enum: [1, -2]}
Half: {type: number, enum: [0.5, 1]}
Only: {enum: [x]}
Mixed: {enum: [x, 1]}
",
        &[
            "Half = f64",
            "Level Value1=1 | Minus2=-2",
            "Mixed = serde_json::Value",
            "Only X=\"x\"",
            "Sign Plus1=\"+1\" | Minus1=\"-1\" | Empty=\"\" | Self_=\"Self\" | AB=\"a b\" | AB2=\"A-B\" | GtEq=\">=\"",
        ],
    );
}

#[test]
fn all_of_is_one_struct_and_shares_inner_types() {
    check(
        "
Base:
  type: object
  required: [id]
  properties: {id: {type: string}, kind: {type: string, enum: [a]}}
Dog:
  allOf:
    - $ref: '#/components/schemas/Base'
    - {type: object, required: [kind], properties: {bark: {type: boolean}}}
Words: {allOf: [{$ref: '#/components/schemas/Base'}], description: The same.}
Short: {allOf: [{$ref: '#/components/schemas/Name'}, {type: string, maxLength: 3}]}
Name: {type: string}
Wrong: {allOf: [{$ref: '#/components/schemas/Base'}, {type: string}]}
",
        &[
            "Base { id: String, kind?: BaseKind }",
            "BaseKind A=\"a\"",
            "Dog { id: String, kind: BaseKind, bark?: bool }",
            "Name = String",
            "Short = Name",
            "Words = Base",
            "Wrong = serde_json::Value",
            "note: the parts of this schema ask for different types: it is any JSON value in the code",
        ],
    );
}

#[test]
fn choices_are_the_common_type_or_a_union() {
    check(
        "
Text: {oneOf: [{type: string}, {type: string, enum: [a]}]}
Number: {anyOf: [{type: integer}, {type: number}]}
Listed: {oneOf: [{type: string, enum: [a]}, {type: string, enum: [b, a]}]}
Either: {oneOf: [{type: string}, {type: integer}, {$ref: '#/components/schemas/Cat'}]}
Cat: {type: object, required: [c], properties: {c: {type: string}}}
Dog: {type: object, properties: {c: {type: string}, d: {type: string}}}
Both: {anyOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
One: {oneOf: [{$ref: '#/components/schemas/Cat'}]}
Held: {type: object, properties: {x: {oneOf: [{$ref: '#/components/schemas/Cat'}, {type: string}]}}}
",
        &[
            "Both { c?: String, d?: String }",
            "Cat { c: String }",
            "CatOrString Cat(Cat) | String(String)",
            "Dog { c?: String, d?: String }",
            "Either String(String) | Integer(i64) | Cat(Cat)",
            "Held { x?: CatOrString }",
            "Listed A=\"a\" | B=\"b\"",
            "Number = f64",
            "One = Cat",
            "Text = String",
        ],
    );
}

#[test]
fn a_discriminator_tells_the_variant() {
    check(
        "
Pet:
  type: object
  required: [kind]
  properties: {kind: {type: string}}
  discriminator: {propertyName: kind, mapping: {cat: Cat, lion: Cat}}
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {c: {type: string}}}]}
Dog: {type: object, required: [kind], properties: {kind: {type: string}}}
",
        &[
            "Cat { kind: String, c?: String }",
            "Dog { kind: String }",
            "Pet Cat(Cat) | Dog(Dog) by kind [(\"cat\", 0), (\"lion\", 0), (\"Dog\", 1)]",
        ],
    );
}

#[test]
fn choices_beside_members_are_combined_with_them() {
    check(
        "
Only: {type: object, properties: {a: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}
Paid:
  type: object
  required: [id]
  properties: {id: {type: string}}
  oneOf:
    - {title: Card, type: object, required: [card], properties: {card: {type: string}}}
    - {type: object, required: [by], properties: {by: {type: string, enum: [bank]}}}
",
        &[
            "Only { a?: String }",
            "Paid Card(PaidCard) | Bank(PaidBank)",
            "PaidBank { id: String, by: PaidBankBy }",
            "PaidBankBy Bank=\"bank\"",
            "PaidCard { id: String, card: String }",
        ],
    );
}

#[test]
fn circles_are_broken() {
    check(
        "
Tree: {type: object, required: [left], properties: {left: {$ref: '#/components/schemas/Tree'}, many: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
List: {type: array, items: {$ref: '#/components/schemas/List'}}
A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}
B: {oneOf: [{$ref: '#/components/schemas/A'}, {type: string}]}
",
        &[
            "A { b?: Box<B> }",
            "B A(Box<A>) | String(String)",
            "List (Vec<List>)",
            "Tree { left: Box<Tree>, many?: Vec<Tree> }",
        ],
    );
}

#[test]
fn a_long_chain_of_aliases_is_cut() {
    let mut schemas: Vec<String> = (0..1000)
        .map(|at| {
            let next = at + 1;
            format!("A{at}: {{type: array, items: {{$ref: '#/components/schemas/A{next}'}}}}")
        })
        .collect();
    schemas.push("A1000: {type: string}".to_owned());
    let shown = types_of(&schemas.join("\n"));
    let wrapped = shown.lines().filter(|line| line.contains(" (Vec<")).count();
    assert_eq!(wrapped, 1000 / 16);
}

#[test]
fn combinations_end() {
    let parts = (0..30).map(|at| {
        let next = format!("{{$ref: '#/components/schemas/A{}'}}", at + 1);
        format!("A{at}: {{oneOf: [{{type: object, properties: {{x: {next}}}}}, {{type: array, items: {next}}}]}}\n")
    });
    let schemas: String = parts.collect();
    let all: Vec<String> = (0..30)
        .map(|at| format!("{{$ref: '#/components/schemas/A{at}'}}"))
        .collect();
    let shown = types_of(&format!(
        "{schemas}A30: {{type: string}}\nAll: {{allOf: [{}]}}\n",
        all.join(", ")
    ));
    assert!(shown.lines().count() < 10_000, "{}", shown.lines().count());
}
