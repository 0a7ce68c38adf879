//! Operations: parameters in every place and style, bodies and answers in every media type.

use serde_json::{Map, Value, json};

use crate::Maker;
use crate::names::{MEMBERS, some};

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

impl Maker {
    /// One path with one operation.
    pub(crate) fn path(&mut self, at: usize) -> (String, Value) {
        let mut parameters = Vec::new();
        let mut path = format!("/r{at}");
        for n in 0..self.random.below(3) {
            let name = format!("p{n}");
            let (place, schema, style, explode) = self.path_parameter();
            path.push_str(&place.replace("{}", &format!("{{{name}}}")));
            parameters.push(json!({
                "name": name, "in": "path", "required": true, "schema": schema, "style": style, "explode": explode,
            }));
        }
        if self.random.once_in(6) {
            path.push('/');
        }
        let method = self.random.pick(&METHODS).copied().unwrap_or("get");
        let count = self.random.below(5);
        for name in some(&mut self.random, &MEMBERS, count) {
            parameters.push(self.parameter(name));
        }
        let mut operation = Map::new();
        if !self.random.once_in(3) {
            operation.insert("operationId".to_owned(), json!(format!("operation-{at}")));
        }
        operation.insert(
            "tags".to_owned(),
            json!([if at.is_multiple_of(2) {
                "even numbers"
            } else {
                "odd"
            }]),
        );
        operation.insert("parameters".to_owned(), json!(parameters));
        if matches!(method, "put" | "post" | "patch") && !self.random.once_in(4) {
            let body = self.body();
            operation.insert("requestBody".to_owned(), body);
        }
        operation.insert("responses".to_owned(), self.responses());
        if let Some(security) = self.security() {
            operation.insert("security".to_owned(), security);
        }
        (path, json!({ method: operation }))
    }

    /// Where it stands in the path, its schema, style and explode.
    fn path_parameter(&mut self) -> (&'static str, Value, &'static str, bool) {
        let list = || json!({ "type": "array", "items": { "type": "integer" }, "minItems": 1 });
        let object = || json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "integer" }, "b": { "type": "boolean" } } });
        match self.random.below(9) {
            0 => ("/{}", list(), "simple", false),
            1 => ("/{}", object(), "simple", true),
            2 => ("/{}", list(), "label", true),
            3 => ("/{}", list(), "matrix", false),
            4 => ("/{}", object(), "matrix", true),
            5 => ("/x-{}.json", json!({ "type": "integer" }), "simple", false),
            6 => (
                "/{}",
                json!({ "type": "string", "format": "uuid" }),
                "simple",
                false,
            ),
            7 => (
                "/lit eral/{}",
                json!({ "type": "string", "minLength": 1 }),
                "simple",
                false,
            ),
            _ => (
                "/{}",
                json!({ "type": "string", "enum": ["one", "two", "a b"] }),
                "simple",
                false,
            ),
        }
    }

    /// A parameter outside of the path.
    fn parameter(&mut self, name: &str) -> Value {
        let required = self.random.once_in(3);
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let is_plain = name.chars().all(plain);
        let list = json!({ "type": "array", "items": { "type": "string", "pattern": "^[a-z]+$" }, "minItems": 1, "maxItems": 4 });
        let object = json!({
            "type": "object",
            "required": ["a"],
            "properties": { "a": { "type": "string", "pattern": "^[a-z]+$" }, "b": { "type": "integer" } },
        });
        let deep = json!({
            "type": "object",
            "required": ["a"],
            "properties": {
                "a": object,
                "list": list,
                "rows": { "type": "array", "minItems": 1, "maxItems": 3, "items": object },
            },
        });
        let (place, style, explode, schema) = match self.random.below(14) {
            0 => ("query", "form", true, list),
            1 => ("query", "form", false, list),
            2 => ("query", "spaceDelimited", false, list),
            3 => ("query", "pipeDelimited", false, list),
            4 => ("query", "deepObject", true, deep),
            5 => ("query", "form", false, object),
            6 if is_plain => ("header", "simple", false, list),
            7 if is_plain => ("header", "simple", true, object),
            8 | 9 if is_plain => ("header", "simple", false, self.parameter_scalar()),
            10 if is_plain => ("cookie", "form", true, self.parameter_scalar()),
            11 => {
                return json!({
                    "name": name, "in": "query", "required": required,
                    "content": { "application/json": { "schema": object } },
                });
            }
            _ => ("query", "form", true, self.parameter_scalar()),
        };
        let name = if place == "header" {
            format!("X-{name}")
        } else {
            name.to_owned()
        };
        json!({ "name": name, "in": place, "required": required, "style": style, "explode": explode, "schema": schema })
    }

    fn parameter_scalar(&mut self) -> Value {
        match self.random.below(8) {
            0 => json!({ "type": "boolean" }),
            1 => json!({ "type": "integer", "format": "int32", "default": 20 }),
            2 => json!({ "type": "number" }),
            3 => json!({ "type": "string", "format": "date-time" }),
            4 => json!({ "type": "string", "enum": ["asc", "desc", "ASC"], "default": "asc" }),
            5 => json!({ "type": "integer", "enum": [1, 2, 3] }),
            6 => json!({ "type": "string", "pattern": "^[a-z]{1,8}$" }),
            _ => json!({ "type": "string", "minLength": 1 }),
        }
    }

    fn body(&mut self) -> Value {
        let schema = self.schema(0);
        let content = match self.random.below(9) {
            0 => json!({ "application/x-www-form-urlencoded": { "schema": Self::flat() } }),
            1 => json!({ "multipart/form-data": { "schema": self.parts() } }),
            2 => {
                json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } })
            }
            3 => json!({ "text/plain": { "schema": { "type": "string" } } }),
            4 => {
                json!({ "application/json": { "schema": schema }, "application/xml": { "schema": schema } })
            }
            5 => json!({ "application/merge-patch+json": { "schema": schema } }),
            6 => json!({
                "application/json": { "schema": schema },
                "application/x-www-form-urlencoded": { "schema": Self::flat() },
                "text/plain": { "schema": { "type": "string" } },
            }),
            _ => json!({ "application/json": { "schema": schema } }),
        };
        json!({ "required": !self.random.once_in(3), "content": content })
    }

    /// An object that a form can hold.
    fn flat() -> Value {
        json!({
            "type": "object",
            "required": ["name"],
            "properties": {
                "name": { "type": "string" },
                "number": { "type": "integer" },
                "yes": { "type": "boolean" },
                "tags": { "type": "array", "items": { "type": "string" }, "minItems": 1 },
            },
        })
    }

    fn parts(&mut self) -> Value {
        json!({
            "type": "object",
            "required": ["file"],
            "properties": {
                "file": { "type": "string", "format": "binary" },
                "name": { "type": "string" },
                "meta": self.object_reference(),
                "files": { "type": "array", "items": { "type": "string", "format": "binary" }, "minItems": 1 },
                "count": { "type": "integer" },
            },
        })
    }

    fn responses(&mut self) -> Value {
        let mut out = Map::new();
        for status in some(
            &mut self.random,
            &[
                "200", "201", "204", "2XX", "400", "404", "4XX", "500", "default",
            ],
            4,
        ) {
            let response = if status == "204" {
                json!({ "description": "Nothing." })
            } else {
                self.response()
            };
            out.insert(status.to_owned(), response);
        }
        if !out.keys().any(|status| status.starts_with('2')) {
            out.insert("200".to_owned(), self.response());
        }
        json!(out)
    }

    fn response(&mut self) -> Value {
        let schema = self.schema(0);
        let content = match self.random.below(9) {
            0 => json!({}),
            1 => json!({ "text/plain": { "schema": { "type": "string" } } }),
            2 => {
                json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } })
            }
            3 => {
                json!({ "application/json": { "schema": schema }, "text/plain": { "schema": { "type": "string" } } })
            }
            4 => json!({ "application/problem+json": { "schema": schema } }),
            _ => json!({ "application/json": { "schema": schema } }),
        };
        let mut out = json!({ "description": "An answer.", "content": content });
        if self.random.once_in(5)
            && let Some(out) = out.as_object_mut()
        {
            out.insert(
                "headers".to_owned(),
                json!({
                    "X-Count": { "required": true, "schema": { "type": "integer" } },
                    "X-List": { "schema": { "type": "array", "items": { "type": "string", "pattern": "^[a-z]+$" }, "minItems": 1 } },
                }),
            );
        }
        out
    }
}
