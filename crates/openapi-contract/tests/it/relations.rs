//! What the examples say about each other, and what a real answer must be.

use openapi_contract::{Kind, Level, RawResponse, States, cases, check_response, relation};

use crate::read;

const ORDERS: &str = r#"
openapi: 3.0.3
info: { title: Orders, version: "1" }
paths:
  /shops/{shop_id}/orders:
    post:
      operationId: order
      parameters:
        - { name: shop_id, in: path, required: true, schema: { type: string }, example: shop-0042 }
        - { name: lang, in: query, schema: { type: string }, example: en }
      requestBody:
        content:
          application/json:
            schema: { type: object }
            examples:
              one: { value: { article: HAMMER-9, count: 2, big: 4711 } }
      responses:
        "200":
          description: Ordered
          content:
            application/json:
              schema: { type: object }
              examples:
                one: { value: { shop_id: shop-0042, article: HAMMER-9, order: ORD-77-ABC, text: "The order ORD-77-ABC for shop-0042 is placed.", again: ORD-77-ABC, lang: en, count: 2, sum: 4711 } }
        "400":
          description: Refused
          content:
            application/json:
              schema: { type: object }
              examples:
                a: { value: { code: CODE-A, help: see the manual, shop_id: shop-9999 } }
                b: { value: { code: CODE-B, help: see the manual } }
"#;

#[test]
fn relations_are_found_and_accidents_are_not() {
    let found = relation::mine(&read(ORDERS).unwrap());
    let lines: Vec<_> = found.list.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "order 200: `/article` equals `/article` of the request",
            "order 200: `/order` equals `/again`",
            "order 200: `/shop_id` equals the path parameter `shop_id`",
            "order 200: `/sum` equals `/big` of the request",
            "order 200: `/text` contains the path parameter `shop_id`",
            "order 200: `/text` contains `/again`",
            "order 200: `/text` contains `/order`",
            "order 200: `/text` contains `/shop_id`",
            "order 400: `/help` is always \"see the manual\"",
        ]
    );
    let conflicts: Vec<_> = found.conflicts.iter().map(ToString::to_string).collect();
    assert_eq!(
        conflicts,
        [
            "order 400: the parameter `shop_id` has the example \"shop-0042\", and the answer has \"shop-9999\""
        ]
    );
}

#[test]
fn a_state_is_held_to_its_relations() {
    let spec = read(ORDERS).unwrap();
    let table = "[operations.order]
arguments = { shop_id = \"shop-1\", lang = \"de\" }
[[operations.order.states]]
status = 200
body = { json = { article = \"NAIL-3\", count = 2, big = 12 } }
[[operations.order.states]]
status = 400
example = \"a\"
";
    let states = States::parse("states.toml", table).unwrap();
    let cases = cases(&spec, Some(&states)).unwrap();
    let case = cases.find("statuses::server::order::200::one").unwrap();
    let good = r#"{"shop_id":"shop-1","article":"NAIL-3","order":"ORD-1","text":"The order ORD-1 for shop-1 is placed.","again":"ORD-1","lang":"en","count":2,"sum":12}"#;
    let check = |from: &str, to: &str, expected: Option<Kind>| {
        assert!(good.contains(from), "{from}");
        let response = RawResponse::new(200)
            .header("content-type", "application/json")
            .body(good.replacen(from, to, 1));
        let found = check_response(&spec, case, &response, Level::Values);
        assert_eq!(
            found.err().map(|failure| failure.kind),
            expected,
            "{from} {to}"
        );
    };
    check("ORD-1", "ORD-1", None);
    let broken = || Some(Kind::Value);
    // Another shop, article or sum than was asked for.
    check(
        "\"shop_id\":\"shop-1\"",
        "\"shop_id\":\"shop-0042\"",
        broken(),
    );
    check("NAIL-3", "HAMMER-9", broken());
    check("\"sum\":12", "\"sum\":4711", broken());
    // Another order in the text, or beside it.
    check("The order ORD-1", "The order ORD-2", broken());
    check("\"again\":\"ORD-1\"", "\"again\":\"ORD-2\"", broken());
    check("\"order\":\"ORD-1\"", "\"order\":\"\"", broken());
    check("for shop-1", "for shop-2", broken());
    // Another text, or what no relation explains.
    check("is placed", "was placed", broken());
    check("\"lang\":\"en\"", "\"lang\":\"de\"", broken());
}
