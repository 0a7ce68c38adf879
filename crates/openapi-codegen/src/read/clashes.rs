//! Things that are two in the document and would be one in Rust, or in the routes.

use std::collections::BTreeMap;

use openapi_source::{Diagnostic, Span};

use super::{Cursor, Reader};
use crate::codes;
use crate::model::{NamedSchema, Operation, Scheme, Segment};
use crate::names;

/// What the module of builders imports; the name of an operation is a type in it.
const BUILDER: [&str; 5] = ["Client", "Error", "QueryParam", "ResponseValue", "TryInto"];

/// What the crate roots and the module of credentials hold already.
const CREDENTIAL: [&str; 12] = [
    "BoxError",
    "BoxFuture",
    "Builder",
    "Client",
    "ClientHooks",
    "Credential",
    "Error",
    "HeaderName",
    "HeaderToken",
    "InvalidCredential",
    "Operation",
    "Request",
];

impl<'a> Reader<'a> {
    /// Two components whose names are the same type in Rust.
    pub(super) fn type_names(&mut self, schemas: &[NamedSchema], operations: &[Operation]) {
        let mut seen: BTreeMap<&str, &NamedSchema> = BTreeMap::new();
        // What has no name was said already.
        for schema in schemas.iter().filter(|schema| !schema.type_name.is_empty()) {
            if names::is_taken(&schema.type_name) {
                self.push(
                    Diagnostic::error(
                        codes::NAME_CLASH,
                        self.span_of(&schema.pointer),
                        format!(
                            "the type `{}` would hide one that Rust code needs",
                            schema.type_name
                        ),
                    )
                    .help("rename the schema: names in the document are the names in the code"),
                );
            }
            let answers = operations.iter().find(|operation| {
                let name = names::operation_type_name(&operation.id).unwrap_or_default();
                let tail = schema.type_name.strip_prefix(&name);
                tail.is_some_and(|tail| tail == "Response" || tail == "Error")
            });
            if let Some(operation) = answers {
                self.push(
                    Diagnostic::error(
                        codes::NAME_CLASH,
                        self.span_of(&schema.pointer),
                        format!(
                            "the type `{}` is already the answers of `{}`",
                            schema.type_name, operation.id
                        ),
                    )
                    .help("rename the schema: names in the document are the names in the code"),
                );
            }
            let Some(first) = seen.insert(&schema.type_name, schema) else {
                continue;
            };
            let span = self.span_of(&schema.pointer);
            let other = self.span_of(&first.pointer);
            self.push(
                Diagnostic::error(
                    codes::NAME_CLASH,
                    span,
                    format!(
                        "schemas `{}` and `{}` would both be the type `{}`",
                        first.name, schema.name, schema.type_name
                    ),
                )
                .related(other, "the other one is here")
                .help("rename one of them: names in the document are the names in the code"),
            );
        }
    }

    pub(super) fn unique_id(
        &mut self,
        earlier: &[Operation],
        operation: &Operation,
        cursor: &Cursor<'a>,
    ) {
        let name = names::value_name(&operation.id);
        let span = cursor
            .get("operationId")
            .map_or(cursor.key_span, |place| place.node.span);
        let type_name = names::operation_type_name(&operation.id);
        if name.as_deref() == Some("builder") {
            self.taken(span, "the client has a function `builder` of its own");
        }
        if let Some(taken) = type_name
            .as_deref()
            .filter(|name| names::is_taken(name) || BUILDER.contains(name))
        {
            self.taken(
                span,
                &format!("the type `{taken}` would hide one that the client needs"),
            );
        }
        let Some(other) = earlier.iter().find(|other| {
            names::value_name(&other.id) == name
                || names::operation_type_name(&other.id) == type_name
        }) else {
            return;
        };
        self.push(
            Diagnostic::error(
                codes::NAME_CLASH,
                span,
                format!(
                    "operations `{}` and `{}` would both be the function `{}`",
                    other.id,
                    operation.id,
                    name.unwrap_or_default()
                ),
            )
            .help("give each operation its own operationId"),
        );
    }

    /// `/a/{x}` and `/a/{y}` are one route.
    pub(super) fn unique_paths(&mut self, operations: &[Operation]) {
        let shape = |operation: &Operation| {
            let segments = operation.segments.iter().map(|segment| match segment {
                Segment::Literal(text) => format!("/{text}"),
                Segment::Parameter(_) => "/{}".to_owned(),
            });
            segments.collect::<String>()
        };
        for (index, operation) in operations.iter().enumerate() {
            let earlier = operations.iter().take(index);
            let clash = earlier
                .into_iter()
                .find(|other| other.path != operation.path && shape(other) == shape(operation));
            if let Some(other) = clash {
                let span = self.span_of(&operation.pointer);
                self.push(
                    Diagnostic::error(
                        codes::PATH,
                        span,
                        format!(
                            "`{}` and `{}` are the same path",
                            other.path, operation.path
                        ),
                    )
                    .help("paths may not differ in parameter names alone"),
                );
            }
        }
    }

    fn taken(&mut self, span: Span, what: &str) {
        self.push(
            Diagnostic::error(codes::NAME_CLASH, span, what).help("choose another operationId"),
        );
    }

    /// A scheme is a type in the client and a function in the server.
    pub(super) fn scheme_names(&mut self, schemes: &[Scheme]) {
        for (index, scheme) in schemes.iter().enumerate() {
            let type_name = names::type_name(&scheme.name).unwrap_or_default();
            let same = |other: &&Scheme| {
                names::type_name(&other.name).as_ref() == Some(&type_name)
                    || names::value_name(&other.name) == names::value_name(&scheme.name)
            };
            let problem = if let Some(other) = schemes.iter().take(index).find(same) {
                format!(
                    "schemes `{}` and `{}` have the same name in Rust",
                    other.name, scheme.name
                )
            } else if names::is_taken(&type_name) || CREDENTIAL.contains(&type_name.as_str()) {
                format!("the type `{type_name}` would hide one that the client needs")
            } else {
                continue;
            };
            let span = self.span_of(&scheme.pointer);
            self.push(
                Diagnostic::error(codes::NAME_CLASH, span, problem).help("rename the scheme"),
            );
        }
    }

    /// The server has a constant for each parameter, named after it and its operation.
    pub(super) fn parameter_constants(&mut self, operations: &[Operation]) {
        let mut seen: BTreeMap<String, &Operation> = BTreeMap::new();
        for operation in operations {
            let parameters = operation.parameters.iter().map(|parameter| &parameter.name);
            let body = operation.body.as_ref().map(|_| "body".to_owned());
            for name in parameters.chain(&body) {
                let id = names::constant_name(&operation.id).unwrap_or_default();
                let name = names::constant_name(name).unwrap_or_default();
                let constant = format!("{id}_{name}");
                let Some(other) = seen.insert(constant.clone(), operation) else {
                    continue;
                };
                if other.id == operation.id {
                    // Said where the parameters of one operation are compared.
                    continue;
                }
                let span = self.span_of(&operation.pointer);
                self.push(
                    Diagnostic::error(
                        codes::NAME_CLASH,
                        span,
                        format!(
                            "parameters of `{}` and `{}` would both be the constant `{constant}`",
                            other.id, operation.id
                        ),
                    )
                    .help("choose another operationId for one of them"),
                );
            }
        }
    }
}
