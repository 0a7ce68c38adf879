//! `oneOf`, `anyOf`, discriminators, and what schemas are made of.

use openapi_codegen_goldens::composition;

use super::{Entered, check, put};

entered! { composition:
    list_users ListUsersRequest ListUsersResponse ListUsersError;
    put_animal PutAnimalRequest PutAnimalResponse PutAnimalError;
    put_contact PutContactRequest PutContactResponse PutContactError;
    put_expression PutExpressionRequest PutExpressionResponse PutExpressionError;
    put_maps PutMapsRequest PutMapsResponse PutMapsError;
    put_nulls PutNullsRequest PutNullsResponse PutNullsError;
    put_scalar PutScalarRequest PutScalarResponse PutScalarError;
    put_shape PutShapeRequest PutShapeResponse PutShapeError;
    put_unsent PutUnsentRequest PutUnsentResponse PutUnsentError;
    put_tree PutTreeRequest PutTreeResponse PutTreeError;
    put_user PutUserRequest PutUserResponse PutUserError;
    put_vehicle PutVehicleRequest PutVehicleResponse PutVehicleError;
}

#[tokio::test]
async fn unions() {
    let entered = Entered::default();
    let service = composition::server::service(entered.clone());
    let cases = vec![
        // A discriminator.
        put("/animals", r#"{"kind":"Cat","lives":9}"#, ""),
        put(
            "/animals",
            r#"{"lives":9}"#,
            "#/kind: expected to be present",
        ),
        put(
            "/animals",
            r#"{"kind":"Fish"}"#,
            "#/kind: expected one of Cat, Dog",
        ),
        put(
            "/animals",
            r#"{"kind":7}"#,
            "#/kind: expected one of Cat, Dog",
        ),
        put(
            "/animals",
            r#"{"kind":"Cat"}"#,
            "#/lives: expected to be present",
        ),
        put(
            "/animals",
            r#"{"kind":"Dog","tricks":["sit",1]}"#,
            "#/tricks/1: expected a string",
        ),
        put("/animals", r#"["Cat"]"#, "#: expected an object"),
        // Its mapping, over what all branches share.
        put("/vehicles", r#"{"@type":"auto","wheels":4,"doors":3}"#, ""),
        put(
            "/vehicles",
            r#"{"@type":"Car","wheels":4,"doors":3}"#,
            "#/@type: expected one of motor-car, auto, bi cycle",
        ),
        put(
            "/vehicles",
            r#"{"@type":"auto","wheels":-1,"doors":8}"#,
            "#/wheels: expected at least 0; #/doors: expected at most 7",
        ),
        put(
            "/vehicles",
            r#"{"@type":"bi cycle","wheels":2,"bell":1}"#,
            "#/bell: expected true or false",
        ),
        // oneOf: none, and more than one.
        put("/shapes", r#"{"radius":1.5}"#, ""),
        put(
            "/shapes",
            r#"{"radius":1.5,"width":2}"#,
            "#: expected exactly one of the documented alternatives",
        ),
        put(
            "/shapes",
            r#"{"width":2}"#,
            "#: expected exactly one of the documented alternatives",
        ),
        put(
            "/shapes",
            r#"[{"x":1,"y":1},{"x":1,"y":2}]"#,
            "#: expected exactly one of the documented alternatives",
        ),
        put(
            "/shapes",
            r#"[{"x":1,"y":1},{"x":1,"y":2},{"x":"1","y":2}]"#,
            "#: expected exactly one of the documented alternatives",
        ),
        put(
            "/shapes",
            "7",
            "#: expected exactly one of the documented alternatives",
        ),
        put(
            "/expressions",
            r#"{"operator":"+","operands":[1,{"operator":"-","operands":[]}]}"#,
            "",
        ),
        put(
            "/expressions",
            r#"{"operator":"+","operands":[1,{"operator":"%","operands":[]}]}"#,
            "#: expected exactly one of the documented alternatives",
        ),
        put(
            "/expressions",
            r#""1""#,
            "#: expected exactly one of the documented alternatives",
        ),
        // anyOf.
        put("/scalars", "[1.5]", ""),
        put(
            "/scalars",
            "1.5",
            "#: expected one of the documented alternatives",
        ),
        put(
            "/scalars",
            r#"["1"]"#,
            "#: expected one of the documented alternatives",
        ),
        put(
            "/scalars",
            "null",
            "#: expected one of the documented alternatives",
        ),
        put("/contacts", r#"{"mail":"a@b.example"}"#, ""),
        put("/contacts", r#"{"mail":"none","phone":"1"}"#, ""),
        put(
            "/contacts",
            r#"{"mail":"none","phone":"+1"}"#,
            "#: expected one of the documented alternatives",
        ),
        put(
            "/contacts",
            "{}",
            "#: expected one of the documented alternatives",
        ),
        // Null, maps, and what only answers have.
        put(
            "/nulls",
            r#"{"required":null,"list":[null],"point":null}"#,
            "",
        ),
        put(
            "/nulls",
            r#"{"required":null,"list":["1"],"point":{"x":1},"kind":"c"}"#,
            "#/list/0: expected a whole number; #/point/y: expected to be present; #/kind: expected one of a, b",
        ),
        put(
            "/maps",
            r#"{"numbers":{"a":1.5},"points":{"p":null},"sealed":{"b":1},"open":{"known":true,"c":1}}"#,
            "#/numbers/*: expected a whole number; #/points/*: expected an object; #/sealed: expected no other than the documented members; #/open/*: expected a string",
        ),
        put("/users", r#"{"name":"a","password":"b"}"#, ""),
        put(
            "/users",
            r#"{"name":"a","friends":[{"name":"b"}]}"#,
            "#/password: expected to be present; #/friends/0/password: expected to be present",
        ),
        put(
            "/trees",
            r#"{"value":"a","left":{"value":"b","children":[{}]}}"#,
            "#/left/children/0/value: expected to be present",
        ),
    ];
    check(service, &entered, cases).await;
}
